//! Whatever is asked, the answer is one that the document tells: schemathesis makes requests up from the document, right
//! and wrong ones, and holds every answer against it.

use crate::stage::{Stage, bearer};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const REQUIREMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemathesis/requirements.txt");

/// What an answer is held against. Not whether everything of the right shape is accepted: whether somebody may be paid is
/// not a shape. Not whether wrong tokens are refused, which the walk does: they wait after some, so that the run would.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,\
    response_schema_conformance,negative_data_rejection,missing_required_header,unsupported_method,\
    allow_header_conformance";

/// The Python of a virtual environment that holds schemathesis; it is made once for each build folder.
fn environment() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemathesis");
    let python = folder.join("bin/python");
    let wanted = fs::read_to_string(REQUIREMENTS).unwrap();
    let installed = folder.join("installed");
    if fs::read_to_string(&installed).is_ok_and(|held| held == wanted) {
        return python;
    }
    let made = Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(&folder)
        .output();
    let made =
        made.unwrap_or_else(|error| panic!("this test needs Python 3 (Debian: apt install python3-venv): {error}"));
    assert!(
        made.status.success(),
        "this test needs Python's venv (Debian: apt install python3-venv): {}",
        String::from_utf8_lossy(&made.stdout)
    );
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
        REQUIREMENTS,
    ];
    let fetched = Command::new(&python).args(pip).output().unwrap();
    assert!(
        fetched.status.success(),
        "this test needs schemathesis from PyPI (pip could not fetch it): {}",
        String::from_utf8_lossy(&fetched.stderr)
    );
    fs::write(installed, wanted).unwrap();
    python
}

/// The settings of the run: identities that are there, so that requests get past the guard.
fn settings(stage: &Stage, run: &str) -> String {
    format!(
        "[parameters]\n\
         \"path.organisation\" = \"{}\"\n\
         \"path.coupling\" = \"{}\"\n\
         \"path.person\" = \"{}\"\n\
         \"path.run\" = \"{run}\"\n\
         \"path.ledger\" = \"leave\"\n\
         \"path.plan\" = \"hours_2023-04-01_2023-04-30\"\n",
        stage.organisation,
        stage.coupling.id(),
        stage.person,
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_request_is_answered_as_the_document_says() {
    let stage = Stage::set().await;
    stage.bring_shifts().await;
    let asked = json!({ "flow": "hours", "from": "2023-04-01", "to": "2023-04-30" });
    stage.post(&stage.at_coupling("/plans"), None, &asked).await;
    let runs = stage.get("/runs").await;
    let folder = tempfile::tempdir().unwrap();
    let run = runs.json["items"][0]["id"].as_str().unwrap();
    fs::write(folder.path().join("schemathesis.toml"), settings(&stage, run)).unwrap();
    let (address, token, here) = (stage.address(), bearer(&stage.token), folder.path().to_owned());
    let asking = tokio::task::spawn_blocking(move || ask(&address, &token, &here));
    let outcome = asking.await.unwrap();
    let told = String::from_utf8_lossy(&outcome.stdout);
    assert!(
        outcome.status.success(),
        "{told}{}",
        String::from_utf8_lossy(&outcome.stderr)
    );
}

fn ask(address: &str, token: &str, folder: &Path) -> Output {
    Command::new(environment().with_file_name("schemathesis"))
        .arg("run")
        .arg(format!("{address}/openapi.json"))
        .args(["--header", &format!("Authorization: {token}")])
        .args(["--checks", CHECKS, "--phases", "examples,coverage,fuzzing"])
        .args([
            "--max-examples",
            "15",
            "--generation-deterministic",
            "--continue-on-failure",
        ])
        .current_dir(folder)
        .output()
        .unwrap()
}
