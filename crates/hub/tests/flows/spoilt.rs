//! Answers that cannot be used, and a Nmbrs that is busy: each kind at one insert, each with a person of its own.

use crate::stage::{APRIL, Stage, everywhere};
use loonbrug_domain::Language;
use loonbrug_hub::hours::Choice;
use serde_json::{Value, json};

/// What is ordered, whether the row is there all the same, and whether the call may be made again at once.
struct Kind {
    fault: Value,
    took_effect: bool,
    repeated: bool,
}

fn kinds() -> Vec<Kind> {
    let kind = |fault, took_effect, repeated| Kind {
        fault,
        took_effect,
        repeated,
    };
    vec![
        kind(json!({ "kind": "too-many", "retry_after": 0 }), false, true),
        kind(json!({ "kind": "status", "status": 503 }), false, false),
        kind(
            json!({ "kind": "status", "status": 503, "after_effect": true }),
            true,
            false,
        ),
        kind(json!({ "kind": "html" }), false, false),
        kind(json!({ "kind": "html", "after_effect": true }), true, false),
        kind(json!({ "kind": "malformed" }), true, false),
        kind(json!({ "kind": "truncated" }), true, false),
        kind(json!({ "kind": "broken-off" }), true, false),
        kind(json!({ "kind": "slow", "delay_ms": 5, "drip_ms": 1 }), true, false),
    ]
}

#[tokio::test]
async fn whatever_an_insert_answers_the_row_is_there_once() {
    everywhere(async |stage| {
        stage.with_people().await;
        for (number, kind) in (1001..).zip(kinds()) {
            one(stage, number, kind).await;
        }
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), []);
        stage.picture(&run).await
    })
    .await;
}

async fn one(stage: &Stage, number: i64, kind: Kind) {
    stage.bring(&[&format!("{number};03-04-2023;09:00;17:00;0")]).await;
    let mut order = kind.fault.clone();
    order["operation"] = json!(stage.operation("insert"));
    stage.control.faults(order).await;
    stage.writes();
    let run = stage.apply(APRIL).await;
    let settled = kind.took_effect || kind.repeated;
    assert_eq!(
        run.run.state,
        if settled { "done" } else { "needs-person" },
        "{}",
        kind.fault
    );
    assert_eq!(
        stage.writes(),
        [("days", 1), ("insert", 1 + u64::from(kind.repeated))],
        "{}",
        kind.fault
    );
    if !settled {
        stage.clock.advance(180);
        let run = stage.apply(APRIL).await;
        assert_eq!(
            (run.run.state.as_str(), stage.writes()),
            ("done", vec![("insert", 1)]),
            "{}",
            kind.fault
        );
    }
    let hours = stage.held().await.hours;
    let of_number: Vec<&String> = hours
        .iter()
        .filter(|row| row.starts_with(&number.to_string()))
        .collect();
    assert_eq!(of_number, [&format!("{number} 2100 8,00")], "{}", kind.fault);
}

/// Reads may be made again: a plan comes about although every kind of read fails once.
#[tokio::test]
async fn a_read_is_made_again() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        stage
            .control
            .faults(json!([{ "kind": "too-many", "retry_after": 0, "count": 2 }]))
            .await;
        let run = stage.apply(APRIL).await;
        assert_eq!(
            (run.run.state.as_str(), stage.control.pending_faults().await),
            ("done", 0)
        );
        stage.picture(&run).await
    })
    .await;
}

/// A Nmbrs that does not answer at all ends the run with the reason; the coupling goes on working.
#[tokio::test]
async fn a_run_that_cannot_read_ends_and_sends_nothing() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        stage.control.faults(json!({ "kind": "status", "count": 1000 })).await;
        stage.writes();
        let refused = stage
            .hub
            .apply_hours(&coupling, stage.span(APRIL).await, &Choice::default())
            .await;
        let text = refused.unwrap_err().text(Language::English);
        assert!(text.contains("try again later"), "{text}");
        assert_eq!((stage.writes(), stage.coupling().await.row.paused), (vec![], None));
        stage.control.faults(json!([])).await;
        assert_eq!(stage.apply(APRIL).await.run.state, "done");
    })
    .await;
}
