//! Doubts that reading does not settle, and rows that came late or twice: for a person, with both pictures side by side.

use crate::stage::{APRIL, Stage, everywhere, held, lines, over};
use loonbrug_hub::hours::ByHand;
use loonbrug_hub::{HubError, Refusal};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::{Posting, PostingState};
use serde_json::{Value, json};

const EIGHT_HOURS: &str = "1001;03-04-2023;09:00;17:00;0";
const SETTLING_SECONDS: i64 = 180;

async fn typed(stage: &Stage, comment: &str) -> String {
    let row = json!({ "action": "add", "employee": 1001, "code": 2100, "hours": "8.00", "comment": comment });
    let id = stage.control.by_hand(row).await;
    let rows = stage.rows().await;
    let row = rows.iter().find(|row| row["id"] == id).expect("the row");
    let id = if stage.interface == Interface::Rest {
        &row["uuid"]
    } else {
        &row["id"]
    };
    id.as_str().map_or_else(|| id.to_string(), ToOwned::to_owned)
}

async fn lost_insert(stage: &Stage) -> Posting {
    stage.with_people().await;
    stage.bring(&[EIGHT_HOURS]).await;
    stage
        .control
        .faults(json!({ "operation": stage.operation("insert"), "kind": "request-lost" }))
        .await;
    stage.apply(APRIL).await;
    stage.writes();
    let postings = stage.postings().await;
    postings
        .into_iter()
        .find(|posting| posting.kind == "hours")
        .expect("the posting")
}

/// Two equal rows came while ours was in doubt: nobody can tell which is ours. Gives the posting and the rows.
async fn conflict(stage: &Stage) -> (Posting, Vec<String>) {
    let posting = lost_insert(stage).await;
    let rows = vec![typed(stage, "").await, typed(stage, "").await];
    stage.apply(APRIL).await;
    stage.writes();
    (posting, rows)
}

async fn settle(stage: &Stage, mark: &str, word: ByHand) -> Result<(), HubError> {
    stage.hub.settle_by_hand(&stage.coupling().await, mark, &word).await
}

async fn state(stage: &Stage, posting: &Posting) -> PostingState {
    let postings = stage.postings().await;
    postings
        .iter()
        .find(|known| known.id == posting.id)
        .expect("the posting")
        .state
}

#[tokio::test]
async fn both_pictures_stand_side_by_side() {
    over(Interface::Soap, async |stage| {
        let (posting, rows) = conflict(stage).await;
        let doubts = stage.hub.doubts(&stage.coupling().await).await.unwrap();
        let [doubt] = &doubts[..] else { panic!("{doubts:?}") };
        assert_eq!((&doubt.mark, doubt.for_a_person), (&posting.mark, true));
        assert_eq!(doubt.before, []);
        assert_eq!(doubt.candidates, rows);
        assert_eq!(doubt.now.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_person_says_which_row_is_ours() {
    over(Interface::Soap, async |stage| {
        let (posting, rows) = conflict(stage).await;
        let vague = settle(stage, &posting.mark, ByHand::Ours(None)).await.unwrap_err();
        assert!(
            matches!(vague, HubError::Refused(Refusal::NotThatRow { .. })),
            "{vague}"
        );
        let wrong = settle(stage, &posting.mark, ByHand::Ours(Some("17".into())))
            .await
            .unwrap_err();
        assert!(
            matches!(wrong, HubError::Refused(Refusal::NotThatRow { .. })),
            "{wrong}"
        );
        settle(stage, &posting.mark, ByHand::Ours(Some(rows[1].clone())))
            .await
            .unwrap();
        assert_eq!(state(stage, &posting).await, PostingState::Confirmed);
        let again = settle(stage, &posting.mark, ByHand::SendAgain).await.unwrap_err();
        assert!(matches!(again, HubError::Refused(Refusal::NoConflict(_))), "{again}");
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![]));
        assert_eq!(lines(&run.plan), ["1001 2100 8,00 unchanged", "1001 days 1 unchanged"]);
    })
    .await;
}

/// It took effect, its answer was lost, and a hand changed it before anybody read: it is never taken to be absent.
#[tokio::test]
async fn a_row_that_a_hand_changed_before_it_was_read_is_not_sent_again() {
    everywhere(async |stage| {
        let posting = lost_insert(stage).await;
        let comment = format!("{} [{}]", posting.description, posting.mark);
        let row = json!({ "action": "add", "employee": 1001, "code": 2100, "hours": "7.50", "comment": comment });
        stage.control.by_hand(row).await;
        stage.clock.advance(SETTLING_SECONDS);
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "needs-person");
        assert_eq!(stage.held().await.hours, ["1001 2100 7,50"]);
        let expected = match stage.interface {
            Interface::Soap => PostingState::Conflict,
            Interface::Rest => PostingState::Confirmed,
        };
        assert_eq!(state(stage, &posting).await, expected);
    })
    .await;
}

/// Something on the way made the call twice: both rows are ours, and the next run takes one away.
#[tokio::test]
async fn a_person_says_that_all_rows_are_ours() {
    over(Interface::Soap, async |stage| {
        let (posting, _) = conflict(stage).await;
        settle(stage, &posting.mark, ByHand::AllOurs).await.unwrap();
        assert_eq!(lines(&stage.plan(APRIL).await)[0], "1001 2100 8,00 was 16,00");
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done");
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
    })
    .await;
}

#[tokio::test]
async fn a_person_leaves_it_and_nothing_is_sent() {
    over(Interface::Soap, async |stage| {
        let (posting, _) = conflict(stage).await;
        settle(stage, &posting.mark, ByHand::Leave).await.unwrap();
        assert_eq!(state(stage, &posting).await, PostingState::Withdrawn);
        stage.apply(APRIL).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done");
        assert!(!stage.writes().iter().any(|(call, _)| *call == "insert"));
    })
    .await;
}

/// Nobody can prevent it: the row came after the settling time, when the line had been sent again. Over REST the mark
/// proves whose it is, and the next run takes it away; over SOAP a person says.
#[tokio::test]
async fn a_row_that_came_after_the_settling_time_is_found() {
    everywhere(async |stage| {
        let late = lost_insert(stage).await;
        stage.clock.advance(SETTLING_SECONDS);
        stage.apply(APRIL).await;
        assert_eq!(state(stage, &late).await, PostingState::Absent);
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
        let comment = if stage.interface == Interface::Rest {
            format!("{} [{}]", late.description, late.mark)
        } else {
            String::new()
        };
        typed(stage, &comment).await;
        let seen = stage.plan(APRIL).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.plan.fingerprint, seen.fingerprint);
        if stage.interface == Interface::Soap {
            assert_eq!(lines(&seen), ["1001 2100 8,00 in doubt", "1001 days 1 unchanged"]);
            let doubts = stage.hub.doubts(&stage.coupling().await).await.unwrap();
            assert_eq!(doubts.len(), 1);
            settle(stage, &doubts[0].mark, ByHand::Ours(None)).await.unwrap();
            stage.apply(APRIL).await;
        } else {
            assert_eq!(lines(&seen), ["1001 2100 8,00 was 16,00", "1001 days 1 unchanged"]);
        }
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done");
    })
    .await;
}

/// Also for somebody of whom nothing is wanted any more.
#[tokio::test]
async fn a_row_that_came_when_the_shifts_were_gone_is_found() {
    over(Interface::Rest, async |stage| {
        let late = lost_insert(stage).await;
        stage.clock.advance(SETTLING_SECONDS);
        stage.bring_all(&["1002;03-04-2023;09:00;13:00;0"]).await;
        stage.apply(APRIL).await;
        assert_eq!(state(stage, &late).await, PostingState::Absent);
        typed(stage, &format!("{} [{}]", late.description, late.mark)).await;
        stage.apply(APRIL).await;
        assert_eq!(stage.held().await.hours, ["1002 2100 4,00"]);
    })
    .await;
}

/// A person may say that the second row is somebody else's: it stays, and is not asked about again.
#[tokio::test]
async fn a_second_row_that_is_somebody_elses_stays() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        stage.bring(&[EIGHT_HOURS]).await;
        stage.apply(APRIL).await;
        typed(stage, "").await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "needs-person");
        let doubts = stage.hub.doubts(&stage.coupling().await).await.unwrap();
        settle(stage, &doubts[0].mark, ByHand::Leave).await.unwrap();
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done");
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 8,00", "1001 2100 8,00"], &["1001 1"])
        );
    })
    .await;
}

/// It was removed in Nmbrs: then nothing is left to decide.
#[tokio::test]
async fn a_second_row_that_was_removed_by_hand_settles_itself() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        stage.bring(&[EIGHT_HOURS]).await;
        stage.apply(APRIL).await;
        let row = typed(stage, "").await;
        stage.apply(APRIL).await;
        let id: Value = serde_json::from_str(&row).unwrap();
        stage
            .control
            .by_hand(json!({ "action": "delete", "employee": 1001, "id": id }))
            .await;
        stage.apply(APRIL).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done");
    })
    .await;
}
