//! Whatever is asked, the answer is one that the document tells: schemathesis makes requests up from the document, right
//! and wrong ones, and holds every answer against it.

use crate::databases::on_sqlite;
use crate::stage::{Stage, bearer};
use reqwest::Method;
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

/// One of each that a path names, so that requests get past it: its name there, and its identity.
async fn made(stage: &Stage) -> Vec<(&'static str, String)> {
    let person = stage.person.0;
    let booking = json!({
        "ledger": "plus-minus", "hundredths_of_an_hour": 1250, "date": "2023-05-01", "reason": "Inventarisatie",
    });
    let path = format!("/people/{person}/ledger-bookings");
    stage.post(&path, Some("booking"), &booking).await;
    let shift = json!({ "person": person, "date": "2023-05-10", "start_minute": 540, "end_minute": 1020 });
    let leave = json!({ "person": person, "from": "2023-08-21", "to": "2023-08-25", "hundredths_of_an_hour": 3000 });
    let sick = json!({ "person": person, "first_day": "2023-05-10", "percent": 100 });
    let payout = json!({
        "person": person, "coupling": stage.coupling.id().0, "source": "plus-minus", "hundredths_of_an_hour": 100,
        "code": 2100,
    });
    let mut made = Vec::new();
    for (name, path, body) in [
        ("shift", "/shifts", &shift),
        ("planned_shift", "/planned-shifts", &shift),
        ("request", "/leave-requests", &leave),
        ("case", "/sickness-cases", &sick),
        ("payout", "/payouts", &payout),
    ] {
        let answer = stage.post(path, Some(name), body).await;
        made.push((name, answer.json["id"].as_str().unwrap().to_owned()));
    }
    let group = json!({ "name": "Nachtploeg", "kind": "department" });
    stage.post("/groups", Some("group"), &group).await;
    let template = json!({ "values": { "waiting-days": "1" } });
    stage.other(Method::PUT, "/templates/oproep", Some(&template)).await;
    let webhook = json!({ "address": "https://example.nl/loonbrug", "kinds": ["run.done"] });
    let webhook = stage.post("/webhooks", Some("webhook"), &webhook).await;
    made.extend([
        ("webhook", webhook.json["webhook"]["id"].as_str().unwrap().to_owned()),
        ("group", "Nachtploeg".to_owned()),
        ("template", "oproep".to_owned()),
        ("rule_set", "retail-non-food".to_owned()),
        ("year", "2023".to_owned()),
    ]);
    made
}

/// The settings of the run: identities that are there, so that requests get past the guard.
fn settings(stage: &Stage, run: &str, made: &[(&str, String)]) -> String {
    let made = made.iter().map(|(name, id)| format!("\"path.{name}\" = \"{id}\"\n"));
    let made: String = made.collect();
    format!(
        "[parameters]\n\
         \"path.organisation\" = \"{}\"\n\
         \"path.coupling\" = \"{}\"\n\
         \"path.person\" = \"{}\"\n\
         \"path.run\" = \"{run}\"\n\
         \"path.ledger\" = \"leave\"\n\
         \"path.plan\" = \"hours_2023-04-01_2023-04-30\"\n\
         {made}",
        stage.organisation,
        stage.coupling.id(),
        stage.person,
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_request_is_answered_as_the_document_says() {
    on_sqlite(async |stage: Stage| {
        stage.bring_shifts().await;
        let asked = json!({ "flow": "hours", "from": "2023-04-01", "to": "2023-04-30" });
        stage.post(&stage.at_coupling("/plans"), None, &asked).await;
        let runs = stage.get("/runs").await;
        let folder = tempfile::tempdir().unwrap();
        let run = runs.json["items"][0]["id"].as_str().unwrap();
        fs::write(
            folder.path().join("schemathesis.toml"),
            settings(&stage, run, &made(&stage).await),
        )
        .unwrap();
        let (address, token, here) = (stage.address(), bearer(&stage.token), folder.path().to_owned());
        let asking = tokio::task::spawn_blocking(move || ask(&address, &token, &here));
        let outcome = asking.await.unwrap();
        let told = String::from_utf8_lossy(&outcome.stdout);
        assert!(
            outcome.status.success(),
            "{told}{}",
            String::from_utf8_lossy(&outcome.stderr)
        );
    })
    .await;
}

fn ask(address: &str, token: &str, folder: &Path) -> Output {
    Command::new(environment().with_file_name("schemathesis"))
        .arg("run")
        .arg(format!("{address}/openapi.json"))
        .args(["--header", &format!("Authorization: {token}")])
        .args(["--checks", CHECKS, "--phases", "examples,coverage,fuzzing"])
        // It forgets the log-in, so that nothing after it would reach Nmbrs.
        .args(["--exclude-operation-id", "unlinkCoupling"])
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
