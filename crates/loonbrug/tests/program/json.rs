//! `--json`: data on standard output and nothing else there, as one document.

use crate::stage::{APPLY, Over, PLAN, SHIFTS_OF_APRIL, Stage};
use serde_json::{Value, json};

#[tokio::test]
async fn every_command_that_prints_data_prints_one_document() {
    let stage = Stage::set().await;
    let words = |words: &str| format!("{words} --json");
    let choose = stage.add(Over::Soap).replace(" --company 1", "");
    let companies = stage
        .run(&words(&choose))
        .await
        .ended(3)
        .because("Kies met --company.")
        .json();
    assert_eq!(companies.as_array().unwrap().len(), 2);
    assert_eq!(stage.run("coupling list --json").await.done().json(), json!([]));

    let stage = Stage::linked(Over::Soap).await;
    stage.file("april.csv", SHIFTS_OF_APRIL);
    let mut seen = Vec::new();
    for (command, code, member) in [
        ("people plan --coupling modehuis", 3, "/candidates/0/number"),
        ("people apply --coupling modehuis --import-new", 0, "/imported/0"),
        ("people plan --coupling modehuis", 0, "/employees"),
        ("people list --organisation Retail", 0, "/0/number"),
        (
            "people add --organisation Retail --first-name Piet --last-name Jansen",
            0,
            "/person",
        ),
        ("coupling list", 0, "/0/settings/company/name"),
        ("coupling export", 0, "/coupling/0/name"),
        ("check", 0, "/couplings/0/rights/0/proof"),
        ("check", 0, "/histories/0/report/hash"),
        ("hours import april.csv --look-only", 0, "/added"),
        ("hours import april.csv", 0, "/added"),
        ("hours import april.csv", 1, "/stored"),
        (PLAN, 0, "/lines/0/person"),
        (APPLY, 0, "/proof/lines/0/held"),
        (&PLAN.replace("plan", "verify"), 0, "/lines/0/sent"),
        ("history", 0, "/0/run"),
        ("backup all.backup", 0, "/sha256"),
        (
            "restore all.backup --database sqlite:restored.db --key-file loonbrug.db.key",
            0,
            "/sha256",
        ),
    ] {
        let ran = stage.run(&words(command)).await.ended(code);
        let data = ran.json();
        let value = data.pointer(member).unwrap_or_else(|| panic!("no {member}: {ran}"));
        assert_ne!(*value, Value::Null, "{member}: {ran}");
        assert_eq!(ran.stderr.is_empty(), code != 1, "{ran}");
        seen.push(data);
    }
    let run = seen
        .iter()
        .find_map(|data| data.pointer("/0/run"))
        .unwrap()
        .as_str()
        .unwrap();
    let lines = stage.run(&format!("history --run {run} --json")).await.done().json();
    assert_eq!(lines.as_array().unwrap().len(), 27);
}

#[tokio::test]
async fn differences_of_configuration() {
    let stage = Stage::linked(Over::Soap).await;
    stage.run("coupling export c.toml").await.done();
    assert_eq!(
        stage.run("coupling import c.toml --json").await.done().json(),
        json!([])
    );
    stage.file("c.toml", stage.text("c.toml").replace("code = 6080", "code = 2190"));
    let changes = stage.run("coupling import c.toml --json").await.ended(3).json();
    assert_eq!(changes[0]["subject"], "coupling modehuis · settings · hour-codes");
    assert_eq!(
        stage.run("coupling import c.toml --yes --json").await.done().json(),
        changes
    );
}

/// Commands that only do something print nothing where data stands, and those that fail print no half document.
#[tokio::test]
async fn without_data_standard_output_is_empty() {
    let stage = Stage::linked(Over::Soap).await;
    for (words, code) in [
        (
            "coupling login modehuis --email salaris@example.nl --token-file token",
            0,
        ),
        ("coupling export c.toml", 0),
        ("people apply --coupling elders", 1),
        ("hours plan --coupling modehuis --year 2023 --period 13", 1),
        ("hours import away.csv", 1),
        ("coupling unlink modehuis", 0),
        (PLAN, 1),
    ] {
        let ran = stage.run(&format!("{words} --json")).await.ended(code);
        assert_eq!(ran.stdout, "", "{ran}");
    }
}

#[tokio::test]
async fn a_move_is_told_as_data_too() {
    let stage = Stage::ready(Over::Soap).await;
    stage.run(APPLY).await.done();
    let moved = stage.run_and_log_in("coupling move modehuis --json").await.done();
    let moved = moved.because("Log in bij Nmbrs op:").json();
    assert_eq!(moved, json!({ "people": 25, "rows": 18, "not_recognised": [] }));
}
