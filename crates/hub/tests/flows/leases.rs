//! One run at a time for a company, and runs that ended halfway.

use crate::stage::{APRIL, COUPLING, Stage, everywhere, held};
use loonbrug_domain::ids::RunId;
use loonbrug_hub::hours::Choice;
use loonbrug_hub::{HubError, Refusal, Stopped};
use loonbrug_store::{Lease, Posting, PostingState, Run, Transition};
use serde_json::json;

const SHIFTS: [&str; 2] = ["1001;03-04-2023;09:00;17:00;0", "1002;03-04-2023;10:00;14:00;0"];

#[tokio::test]
async fn of_two_runs_at_once_one_goes() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        stage.bring(&SHIFTS).await;
        let span = stage.span(APRIL).await;
        let other = stage.another_hub().await;
        // Slow enough for the one to be under way when the other begins.
        stage.control.order("latency", json!({ "ms": 5 })).await;
        stage.writes();
        let choice = Choice::default();
        let (one, two) = tokio::join!(
            stage.hub.apply_hours(&coupling, span, &choice),
            other.apply_hours(&coupling, span, &choice)
        );
        let (gone, refused): (Vec<_>, Vec<_>) = [one, two].into_iter().partition(Result::is_ok);
        assert!(
            matches!(&refused[..], [Err(HubError::Refused(Refusal::Busy(_)))]),
            "{refused:?}"
        );
        assert_eq!(gone.len(), 1);
        assert_eq!(stage.writes(), [("days", 2), ("insert", 2)]);
        let again = other.apply_hours(&coupling, span, &choice).await.unwrap();
        other.store.close().await;
        assert_eq!((again.run.state.as_str(), stage.writes()), ("done", vec![]));
        stage.picture(&again).await
    })
    .await;
}

/// Puts the postings of a run back to where a crash leaves them: the intent is stored, the outcome is not.
async fn crashed_while_sending(stage: &Stage, which: impl Fn(&Posting) -> bool) {
    let name = stage.hub.coupling(COUPLING).await.unwrap().company_lease();
    let lease: Lease = stage
        .hub
        .store
        .acquire_lease(&name, "crashed", stage.clock_now(), 0)
        .await
        .unwrap()
        .unwrap();
    let back: Vec<Transition> = stage
        .postings()
        .await
        .iter()
        .filter(|posting| which(posting))
        .map(|posting| Transition {
            posting: posting.id,
            from: posting.state,
            to: PostingState::Sending,
            remote_id: None,
            note: "the process ended here".into(),
            payload_hash: None,
        })
        .collect();
    assert!(!back.is_empty());
    let applied = stage
        .hub
        .store
        .transition(&back, &lease, stage.clock_now())
        .await
        .unwrap();
    assert!(applied.into_iter().all(|applied| applied));
}

/// The calls were made, the process ended before it stored what came of them.
#[tokio::test]
async fn what_a_crash_left_in_the_air_is_settled_by_reading() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        stage.apply(APRIL).await;
        crashed_while_sending(stage, |_| true).await;
        let plan = stage.plan(APRIL).await;
        assert_eq!(
            plan.lines.iter().filter(|line| line.needs_person()).count(),
            4,
            "all in doubt"
        );
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![]));
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 8,00", "1002 2100 4,00"], &["1001 1", "1002 1"])
        );
        stage.picture(&run).await
    })
    .await;
}

/// The intent was stored, the process ended before the call: after the settling time it goes once.
#[tokio::test]
async fn what_a_crash_kept_from_being_sent_goes_once() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        // The second insert never arrives, and nobody is there to note that.
        stage
            .control
            .faults(json!({ "operation": stage.operation("insert"), "kind": "request-lost" }))
            .await;
        stage.apply(APRIL).await;
        crashed_while_sending(stage, |posting| posting.state == PostingState::Unknown).await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("needs-person", vec![]));
        stage.clock.advance(180);
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![("insert", 1)]));
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 8,00", "1002 2100 4,00"], &["1001 1", "1002 1"])
        );
        stage.picture(&run).await
    })
    .await;
}

/// Planned and approved, and then the process ended: nothing was sent, so nothing is in doubt.
#[tokio::test]
async fn what_was_only_planned_is_planned_anew() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        // A Nmbrs that is too busy for a while: the line waits, and the next run takes it up.
        let busy = json!({ "operation": stage.operation("insert"), "kind": "too-many", "retry_after": 0, "count": 8 });
        stage.control.faults(busy).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "needs-person");
        let waiting = stage
            .postings()
            .await
            .iter()
            .filter(|posting| posting.state == PostingState::Approved)
            .count();
        assert_eq!(waiting, 2);
        stage.bring(&["1001;03-04-2023;09:00;16:00;0"]).await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(
            (run.run.state.as_str(), stage.writes()),
            ("done", vec![("days", 2), ("insert", 2)])
        );
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 7,00", "1002 2100 4,00"], &["1001 1", "1002 1"])
        );
        let withdrawn = stage
            .postings()
            .await
            .iter()
            .filter(|posting| posting.state == PostingState::Withdrawn)
            .count();
        assert_eq!(withdrawn, 4);
        stage.picture(&run).await
    })
    .await;
}

/// A run that was overtaken, because its machine stood still for longer than its lease: from then on it changes nothing.
#[tokio::test]
async fn a_run_that_was_overtaken_changes_nothing_more() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.settings(|settings| settings.sending.in_flight = 1).await;
        let coupling = stage.coupling().await;
        stage.bring(&SHIFTS).await;
        stage.bring(&["1003;05-04-2023;12:00;18:00;0"]).await;
        let (span, choice) = (stage.span(APRIL).await, Choice::default());
        let other = stage.another_hub().await;
        stage.control.order("latency", json!({ "ms": 20 })).await;
        let overtaking = async {
            stage.called(stage.operation("insert")).await;
            stage.clock.advance(61);
            other.apply_hours(&coupling, span, &choice).await.unwrap()
        };
        let (slow, quick) = tokio::join!(stage.hub.apply_hours(&coupling, span, &choice), overtaking);
        assert_eq!(slow.unwrap().report.stopped, Some(Stopped::LeaseLost));
        assert_eq!(quick.run.state, "done");
        let hours = ["1001 2100 8,00", "1002 2100 4,00", "1003 2100 6,00"];
        assert_eq!(stage.held().await, held(&hours, &["1001 1", "1002 1", "1003 1"]));
        stage.writes();
        let again = other.apply_hours(&coupling, span, &choice).await.unwrap();
        other.store.close().await;
        assert_eq!((again.run.state.as_str(), stage.writes()), ("done", vec![]));
        stage.picture(&again).await
    })
    .await;
}

/// The history of a run whose process ended says so, as soon as the next run begins.
#[tokio::test]
async fn a_run_whose_process_ended_is_closed_by_the_next() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&SHIFTS).await;
        let first = stage.apply(APRIL).await.run;
        let interrupted = Run {
            id: RunId(stage.hub.surroundings.identity()),
            state: "running".into(),
            finished_at: None,
            ..first
        };
        stage.hub.store.insert_run(&interrupted).await.unwrap();
        stage.apply(APRIL).await;
        let closed = stage.hub.store.run(interrupted.id).await.unwrap().unwrap();
        assert_eq!((closed.state.as_str(), closed.finished_at.is_some()), ("failed", true));
    })
    .await;
}
