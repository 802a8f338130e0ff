//! Rows that somebody typed in Nmbrs, and rows of ours that somebody changed there.

use crate::stage::{APRIL, Stage, everywhere, held, line_text, lines};
use loonbrug_hub::hours::{LineDecision, LineDecisionKind, PlanLine};
use serde_json::{Value, json};

const EIGHT_HOURS: &str = "1001;03-04-2023;09:00;17:00;0";
const NINE_HOURS: &str = "1001;03-04-2023;08:00;17:00;0";

fn is_hours(line: &PlanLine) -> bool {
    line.factor.is_some()
}

async fn decide(stage: &Stage, kind: LineDecisionKind) {
    stage
        .decide(
            is_hours,
            LineDecision {
                possibly_there: Some(kind),
                ..LineDecision::default()
            },
        )
        .await;
}

/// Somebody typed eight hours before Loonbrug sent anything; gives the row.
async fn typed_before(stage: &Stage) -> Value {
    stage.with_people().await;
    let row = stage
        .control
        .by_hand(json!({ "action": "add", "employee": 1001, "code": 2100, "hours": "8.00" }))
        .await;
    stage.bring(&[EIGHT_HOURS]).await;
    row
}

async fn ids(stage: &Stage) -> Vec<Value> {
    stage.rows().await.into_iter().map(|row| row["id"].clone()).collect()
}

#[tokio::test]
async fn an_equal_row_waits_for_a_person() {
    everywhere(async |stage| {
        typed_before(stage).await;
        assert_eq!(lines(&stage.plan(APRIL).await), ["1001 2100 8,00 possibly there"]);
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [], "the days wait with the hours");
        assert_eq!(run.run.state, "needs-person");
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn an_equal_row_is_adopted_and_is_ours_from_then_on() {
    everywhere(async |stage| {
        let row = typed_before(stage).await;
        decide(stage, LineDecisionKind::Adopt).await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![("days", 1)]));
        assert_eq!(
            lines(&stage.plan(APRIL).await),
            ["1001 2100 8,00 unchanged", "1001 days 1 unchanged"]
        );
        stage.bring(&[NINE_HOURS]).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [("update", 1)]);
        assert_eq!(ids(stage).await, [row]);
        assert_eq!(stage.held().await, held(&["1001 2100 9,00"], &["1001 1"]));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn ours_is_added_beside_an_equal_row() {
    everywhere(async |stage| {
        let row = typed_before(stage).await;
        decide(stage, LineDecisionKind::Add).await;
        stage.apply(APRIL).await;
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 8,00", "1001 2100 8,00"], &["1001 1"])
        );
        assert_eq!(
            lines(&stage.plan(APRIL).await),
            ["1001 2100 8,00 unchanged", "1001 days 1 unchanged"]
        );
        // Ours goes on by itself; the other one stays.
        stage.bring(&[NINE_HOURS]).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 8,00", "1001 2100 9,00"], &["1001 1"])
        );
        let typed = stage.rows().await.into_iter().find(|held| held["id"] == row).unwrap();
        assert_eq!((&typed["hours"], &typed["changed_at"]), (&json!("8.00"), &Value::Null));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn an_equal_row_is_left_as_it_is() {
    everywhere(async |stage| {
        typed_before(stage).await;
        decide(stage, LineDecisionKind::Leave).await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![]));
        let again = stage.apply(APRIL).await;
        assert_eq!((again.run.state.as_str(), stage.writes()), ("done", vec![]));
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &[]));
        stage.picture(&again).await
    })
    .await;
}

#[tokio::test]
async fn another_row_on_the_same_code_is_nothing_to_us() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage
            .control
            .by_hand(json!({ "action": "add", "employee": 1001, "code": 2100, "hours": "2.50" }))
            .await;
        stage.bring(&[EIGHT_HOURS]).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done");
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 2,50", "1001 2100 8,00"], &["1001 1"])
        );
        stage.picture(&run).await
    })
    .await;
}

/// What the hand does to our row, and how the plan then shows our line.
async fn drifts(stage: &Stage, hand: Value, expected: &str) {
    let before = stage.rows().await;
    let mut hand = hand;
    hand["employee"] = json!(1001);
    hand["id"] = before[0]["id"].clone();
    stage.control.by_hand(hand).await;
    assert_eq!(lines(&stage.plan(APRIL).await), [expected, "1001 days 1 unchanged"]);
    stage.writes();
    let run = stage.apply(APRIL).await;
    assert_eq!((run.run.state.as_str(), stage.writes()), ("needs-person", vec![]));
}

#[tokio::test]
async fn a_row_of_ours_that_was_changed_by_hand_is_not_overwritten() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&[EIGHT_HOURS]).await;
        stage.apply(APRIL).await;
        let change = json!({ "action": "change", "hours": "9.00" });
        drifts(
            stage,
            change,
            "1001 2100 8,00 drifted, ours 8,00, theirs Some(\"9,00\")",
        )
        .await;
        let verified = stage
            .hub
            .verify_hours(&stage.coupling().await, stage.span(APRIL).await)
            .await
            .unwrap();
        let proof = verified.lines.iter().find(|line| line.factor.is_some()).unwrap();
        assert_eq!(
            (proof.sent, proof.held, proof.holds(), verified.holds()),
            (800, Some(900), false, false)
        );
        // The hand was right: the hours are nine, so that there is nothing to do.
        stage.bring(&[NINE_HOURS]).await;
        assert_eq!(lines(&stage.plan(APRIL).await)[0], "1001 2100 9,00 unchanged");
        stage.held().await
    })
    .await;
}

#[tokio::test]
async fn a_row_of_ours_that_was_removed_by_hand_is_not_sent_again() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&[EIGHT_HOURS]).await;
        stage.apply(APRIL).await;
        drifts(
            stage,
            json!({ "action": "delete" }),
            "1001 2100 8,00 drifted, ours 8,00, theirs None",
        )
        .await;
        assert_eq!(stage.held().await, held(&[], &["1001 1"]));
        // Nobody wants it any more: it is gone, as it should be.
        stage.bring_all(&["1002;03-04-2023;10:00;14:00;0"]).await;
        let plan = stage.plan(APRIL).await;
        let of_1001: Vec<_> = plan
            .lines
            .iter()
            .filter(|line| line.employee_number == 1001)
            .map(line_text)
            .collect();
        assert_eq!(of_1001, ["1001 days 0 removed, was 1"]);
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.held().await, held(&["1002 2100 4,00"], &["1002 1"]));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn days_that_somebody_typed_are_not_overwritten() {
    everywhere(async |stage| {
        stage.with_people().await;
        for (employee, days) in [(1001, 3), (1002, 1)] {
            stage
                .control
                .by_hand(json!({ "action": "add", "what": "days", "employee": employee, "days": days }))
                .await;
        }
        stage.bring(&[EIGHT_HOURS, "1002;03-04-2023;10:00;14:00;0"]).await;
        let plan = lines(&stage.plan(APRIL).await);
        assert_eq!(
            plan[2..],
            [
                "1002 days 1 unchanged",
                "1001 days 1 drifted, ours 0, theirs Some(\"3\")"
            ]
        );
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(
            (run.run.state.as_str(), stage.writes()),
            ("needs-person", vec![("insert", 2)])
        );
        assert_eq!(stage.held().await.days, ["1001 3", "1002 1"]);
        stage.picture(&run).await
    })
    .await;
}
