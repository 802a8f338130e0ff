//! What somebody changed in Nmbrs after it was sent: found, left alone, and then as a person decides (X4).

use crate::stage::{APRIL, Stage, everywhere, held, lines};
use loonbrug_hub::hours::{DriftChoice, DriftDecision, LineDecision, PlanLine};
use serde_json::{Value, json};

const EIGHT_HOURS: &str = "1001;03-04-2023;09:00;17:00;0";
const NINE_HOURS: &str = "1001;03-04-2023;08:00;17:00;0";

fn is_hours(line: &PlanLine) -> bool {
    line.factor.is_some()
}

fn is_days(line: &PlanLine) -> bool {
    line.factor.is_none()
}

async fn decide(stage: &Stage, line: fn(&PlanLine) -> bool, choice: DriftChoice) {
    let drift = Some(DriftDecision { choice, about: 0 });
    let decision = LineDecision {
        drift,
        ..LineDecision::default()
    };
    stage.decide(line, decision).await;
}

/// Eight hours were sent; gives their row.
async fn sent(stage: &Stage) -> Value {
    stage.with_people().await;
    stage.bring(&[EIGHT_HOURS]).await;
    stage.apply(APRIL).await;
    stage.writes();
    stage.rows().await[0]["id"].clone()
}

async fn changed(stage: &Stage, hours: &str) -> Value {
    let row = sent(stage).await;
    let edit = json!({ "action": "change", "employee": 1001, "id": row, "hours": hours });
    stage.control.by_hand(edit).await;
    row
}

async fn removed(stage: &Stage) -> Value {
    let row = sent(stage).await;
    let edit = json!({ "action": "delete", "employee": 1001, "id": row });
    stage.control.by_hand(edit).await;
    row
}

/// A run that leaves nothing for a person, and one more that sends nothing.
async fn applied(stage: &Stage) -> Vec<(&'static str, u64)> {
    let run = stage.apply(APRIL).await;
    let writes = stage.writes();
    assert_eq!(run.run.state, "done", "{run:?}");
    let again = stage.apply(APRIL).await;
    assert_eq!((again.run.state.as_str(), stage.writes()), ("done", vec![]));
    writes
}

#[tokio::test]
async fn nothing_is_overwritten_before_somebody_decides() {
    everywhere(async |stage| {
        changed(stage, "7.50").await;
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("needs-person", vec![]));
        assert_eq!(stage.held().await, held(&["1001 2100 7,50"], &["1001 1"]));
        lines(&run.plan)
    })
    .await;
}

#[tokio::test]
async fn theirs_is_taken_over_and_is_what_later_changes_start_from() {
    everywhere(async |stage| {
        changed(stage, "7.50").await;
        decide(stage, is_hours, DriftChoice::TakeOver).await;
        assert_eq!(applied(stage).await, []);
        assert_eq!(
            lines(&stage.plan(APRIL).await),
            ["1001 2100 7,50 unchanged", "1001 days 1 unchanged"]
        );
        stage.bring(&[NINE_HOURS]).await;
        assert_eq!(
            lines(&stage.plan(APRIL).await),
            ["1001 2100 9,00 was 7,50", "1001 days 1 unchanged"]
        );
        assert_eq!(applied(stage).await, [("update", 1)]);
        assert_eq!(stage.held().await, held(&["1001 2100 9,00"], &["1001 1"]));
    })
    .await;
}

#[tokio::test]
async fn ours_is_restored_in_the_same_row() {
    everywhere(async |stage| {
        let row = changed(stage, "7.50").await;
        decide(stage, is_hours, DriftChoice::Restore).await;
        assert_eq!(applied(stage).await, [("update", 1)]);
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
        assert_eq!(stage.rows().await[0]["id"], row);
    })
    .await;
}

#[tokio::test]
async fn the_same_change_once_more_asks_anew() {
    everywhere(async |stage| {
        let row = changed(stage, "7.50").await;
        decide(stage, is_hours, DriftChoice::Restore).await;
        applied(stage).await;
        let edit = json!({ "action": "change", "employee": 1001, "id": row, "hours": "7.50" });
        stage.control.by_hand(edit).await;
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("needs-person", vec![]));
    })
    .await;
}

#[tokio::test]
async fn a_removed_row_is_sent_anew() {
    everywhere(async |stage| {
        removed(stage).await;
        decide(stage, is_hours, DriftChoice::Restore).await;
        assert_eq!(applied(stage).await, [("insert", 1)]);
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
    })
    .await;
}

#[tokio::test]
async fn a_removal_is_taken_over_and_takes_its_days_along() {
    everywhere(async |stage| {
        removed(stage).await;
        decide(stage, is_hours, DriftChoice::TakeOver).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done");
        assert_eq!(stage.writes(), []);
        assert_eq!(applied(stage).await, [("days", 1)]);
        assert_eq!(stage.held().await.hours, [] as [&str; 0]);
    })
    .await;
}

#[tokio::test]
async fn what_is_ignored_stays_and_is_asked_again_only_when_it_changes() {
    everywhere(async |stage| {
        let row = changed(stage, "7.50").await;
        decide(stage, is_hours, DriftChoice::Ignore).await;
        assert_eq!(applied(stage).await, []);
        let edit = json!({ "action": "change", "employee": 1001, "id": row, "hours": "7.25" });
        stage.control.by_hand(edit).await;
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("needs-person", vec![]));
    })
    .await;
}

#[tokio::test]
async fn a_row_under_another_code_gets_ours_back() {
    everywhere(async |stage| {
        let row = sent(stage).await;
        let edit = json!({ "action": "change", "employee": 1001, "id": row, "hours": "8.00", "code": 6050 });
        stage.control.by_hand(edit).await;
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("needs-person", vec![]));
        decide(stage, is_hours, DriftChoice::Restore).await;
        assert_eq!(applied(stage).await, [("update", 1)]);
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
    })
    .await;
}

/// The shifts are gone, so that nothing asks for the line any more, and its row was changed by hand.
async fn unwanted_and_changed(stage: &Stage, choice: DriftChoice) {
    changed(stage, "7.50").await;
    stage.bring_all(&["1002;03-04-2023;09:00;13:00;0"]).await;
    let run = stage.apply(APRIL).await;
    assert_eq!(run.run.state, "needs-person");
    let of_1001 = |line: &PlanLine| line.factor.is_some() && line.employee_number == 1001;
    let decision = LineDecision {
        drift: Some(DriftDecision { choice, about: 0 }),
        ..LineDecision::default()
    };
    stage.decide(of_1001, decision).await;
    let run = stage.apply(APRIL).await;
    assert_eq!(run.run.state, "done");
    stage.apply(APRIL).await;
}

#[tokio::test]
async fn a_changed_row_of_hours_that_are_no_longer_there_goes_when_somebody_says_so() {
    everywhere(async |stage| {
        unwanted_and_changed(stage, DriftChoice::Restore).await;
        assert_eq!(stage.held().await, held(&["1002 2100 4,00"], &["1002 1"]));
    })
    .await;
}

#[tokio::test]
async fn a_changed_row_of_hours_that_are_no_longer_there_stays_when_somebody_says_so() {
    everywhere(async |stage| {
        unwanted_and_changed(stage, DriftChoice::TakeOver).await;
        assert_eq!(stage.held().await.hours, ["1001 2100 7,50", "1002 2100 4,00"]);
        stage.writes();
        let again = stage.apply(APRIL).await;
        assert_eq!((again.run.state.as_str(), stage.writes()), ("done", vec![]));
    })
    .await;
}

#[tokio::test]
async fn changed_days_are_restored_or_taken_over() {
    everywhere(async |stage| {
        sent(stage).await;
        let edit = json!({ "action": "add", "what": "days", "employee": 1001, "days": 3 });
        stage.control.by_hand(edit.clone()).await;
        decide(stage, is_days, DriftChoice::Restore).await;
        assert_eq!(applied(stage).await, [("days", 1)]);
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
        stage.control.by_hand(edit).await;
        decide(stage, is_days, DriftChoice::TakeOver).await;
        assert_eq!(applied(stage).await, []);
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 3"]));
    })
    .await;
}

/// A decision about the days of one pay period says nothing of another.
#[tokio::test]
async fn a_decision_about_days_is_of_its_period() {
    everywhere(async |stage| {
        const MAY: &str = "2023-05-01/2023-05-31";
        sent(stage).await;
        let edit = json!({ "action": "add", "what": "days", "employee": 1001, "days": 3 });
        stage.control.by_hand(edit).await;
        decide(stage, is_days, DriftChoice::TakeOver).await;
        stage.apply(APRIL).await;
        stage.bring(&[EIGHT_HOURS, "1001;08-05-2023;09:00;12:00;0"]).await;
        assert_eq!(lines(&stage.plan(MAY).await), ["1001 2100 3,00 new", "1001 days 1 new"]);
    })
    .await;
}
