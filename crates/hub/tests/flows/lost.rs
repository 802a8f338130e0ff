//! Answers and requests that get lost: nothing goes twice, and nothing is missing in the end.

use crate::stage::{APRIL, Held, Stage, TestClock, everywhere, held, lines};
use futures::future::BoxFuture;
use loonbrug_hub::hours::Choice;
use loonbrug_hub::{CrashPoint, Interruption, Stopped};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::{Posting, PostingState};
use serde_json::json;
use std::sync::Arc;

/// The time after which what is absent is taken to be absent.
const SETTLING_SECONDS: i64 = 180;
const BEFORE: [&str; 3] = [
    "1001;03-04-2023;09:00;17:00;0",
    "1002;03-04-2023;10:00;14:00;0",
    "1002;28-04-2023;10:00;14:00;0",
];

/// A change whose one call of a kind goes wrong.
struct Change {
    what: &'static str,
    shifts: &'static [&'static str],
    held: Held,
}

/// One change for each kind of write, from what [`BEFORE`] left.
fn changes() -> [Change; 4] {
    let of_1002 = "1002 2100 8,00";
    [
        Change {
            what: "insert",
            shifts: &[BEFORE[0], BEFORE[1], "1001;16-04-2023;10:00;13:30;0", BEFORE[2]],
            held: held(&["1001 2100 11,50", "1001 6050 3,50", of_1002], &["1001 2", "1002 2"]),
        },
        Change {
            what: "update",
            shifts: &["1001;03-04-2023;09:00;16:00;0", BEFORE[1], BEFORE[2]],
            held: held(&["1001 2100 7,00", of_1002], &["1001 1", "1002 2"]),
        },
        Change {
            what: "remove",
            shifts: &BEFORE[1..],
            held: held(&[of_1002], &["1002 2"]),
        },
        Change {
            what: "days",
            shifts: &[
                "1001;03-04-2023;09:00;13:00;0",
                "1001;04-04-2023;09:00;13:00;0",
                BEFORE[1],
                BEFORE[2],
            ],
            held: held(&["1001 2100 8,00", of_1002], &["1001 2", "1002 2"]),
        },
    ]
}

async fn begin(stage: &Stage) {
    stage.with_people().await;
    stage.bring(&BEFORE).await;
    stage.apply(APRIL).await;
    stage.writes();
}

async fn states(stage: &Stage) -> Vec<PostingState> {
    stage.postings().await.iter().map(|posting| posting.state).collect()
}

fn calls(writes: &[(&str, u64)], what: &str) -> u64 {
    writes
        .iter()
        .find(|(known, _)| *known == what)
        .map_or(0, |(_, calls)| *calls)
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_reading_in_the_same_run() {
    everywhere(async |stage| {
        begin(stage).await;
        for change in changes() {
            stage.bring_all(change.shifts).await;
            stage
                .control
                .faults(json!({ "operation": stage.operation(change.what), "kind": "answer-lost" }))
                .await;
            let run = stage.apply(APRIL).await;
            assert_eq!(run.run.state, "done", "{}", change.what);
            assert_eq!(calls(&stage.writes(), change.what), 1, "{}", change.what);
            assert_eq!(stage.held().await, change.held, "{}", change.what);
            let settled: Vec<Posting> = stage.hub.store.postings_of_run(run.run.id).await.unwrap();
            let notes: Vec<&str> = settled
                .iter()
                .map(|posting| posting.note.as_str())
                .filter(|note| !note.is_empty())
                .collect();
            assert_eq!(notes, ["settled by reading"], "{}", change.what);
            // Back to where it began, for the next one.
            stage.bring_all(&BEFORE).await;
            stage.apply(APRIL).await;
            stage.writes();
        }
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), []);
        (stage.picture(&run).await, states(stage).await)
    })
    .await;
}

/// Something on the way makes the call a second time, which finds no row any more, and that answer is the one that comes.
#[tokio::test]
async fn a_removal_that_was_made_twice_is_done() {
    everywhere(async |stage| {
        begin(stage).await;
        stage.bring_all(&BEFORE[1..]).await;
        stage
            .control
            .faults(json!({ "operation": stage.operation("remove"), "kind": "twice" }))
            .await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done", "{:?}", run.report);
        assert_eq!(stage.held().await, held(&["1002 2100 8,00"], &["1002 2"]));
        (stage.picture(&run).await, states(stage).await)
    })
    .await;
}

#[tokio::test]
async fn a_lost_request_stays_in_doubt_and_goes_once_after_the_settling_time() {
    everywhere(async |stage| {
        begin(stage).await;
        for change in changes() {
            stage.bring_all(change.shifts).await;
            stage
                .control
                .faults(json!({ "operation": stage.operation(change.what), "kind": "request-lost" }))
                .await;
            let run = stage.apply(APRIL).await;
            assert_eq!(run.run.state, "needs-person", "{}", change.what);
            let plan = lines(&stage.plan(APRIL).await);
            assert_eq!(
                plan.iter().filter(|line| line.contains("in doubt")).count(),
                1,
                "{} {plan:?}",
                change.what
            );
            stage.writes();
            // One second before the end nothing goes; after it the call goes once.
            stage.clock.advance(SETTLING_SECONDS - 1);
            stage.apply(APRIL).await;
            assert_eq!(stage.writes(), [], "{}", change.what);
            stage.clock.advance(1);
            let run = stage.apply(APRIL).await;
            assert_eq!(run.run.state, "done", "{}", change.what);
            assert_eq!(stage.writes(), [(change.what, 1)], "{}", change.what);
            assert_eq!(stage.held().await, change.held, "{}", change.what);
            stage.bring_all(&BEFORE).await;
            stage.apply(APRIL).await;
        }
        let run = stage.apply(APRIL).await;
        (stage.picture(&run).await, states(stage).await)
    })
    .await;
}

/// Stands still for the settling time after reading back.
struct StandsStill(Arc<TestClock>);

impl Interruption for StandsStill {
    fn reached(&self, point: CrashPoint) -> BoxFuture<'static, ()> {
        if point == CrashPoint::ReadBack {
            self.0.advance(SETTLING_SECONDS);
        }
        Box::pin(std::future::ready(()))
    }
}

/// What was read before the settling time was over proves nothing, however late it is looked at.
#[tokio::test]
async fn an_old_picture_proves_nothing() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&BEFORE[..1]).await;
        let lost = json!({ "operation": stage.operation("insert"), "kind": "request-lost" });
        stage.control.faults(lost).await;
        let mut hub = stage.hub.clone();
        hub.surroundings = hub
            .surroundings
            .interrupted_by(Arc::new(StandsStill(Arc::clone(&stage.clock))));
        let span = stage.span(APRIL).await;
        hub.apply_hours(&stage.coupling().await, span, &Choice::default())
            .await
            .unwrap();
        assert!(states(stage).await.contains(&PostingState::Unknown));
    })
    .await;
}

/// The hours went out of Nmbrs, the call that takes their days along did not get through: the next run takes them.
#[tokio::test]
async fn days_are_not_left_behind() {
    everywhere(async |stage| {
        begin(stage).await;
        stage.bring_all(&BEFORE[1..]).await;
        stage
            .control
            .faults(json!({ "operation": stage.operation("days"), "kind": "too-many", "retry_after": 0, "count": 4 }))
            .await;
        stage.apply(APRIL).await;
        assert_eq!(stage.held().await.days, ["1001 1", "1002 2"]);
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![("days", 1)]));
        assert_eq!(stage.held().await, held(&["1002 2100 8,00"], &["1002 2"]));
    })
    .await;
}

/// A call that took effect long after its answer was given up: the row is there at the next look.
#[tokio::test]
async fn a_late_effect_is_found_and_not_sent_again() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&BEFORE[..1]).await;
        stage
            .control
            .faults(json!({ "operation": stage.operation("insert"), "kind": "request-lost" }))
            .await;
        stage.apply(APRIL).await;
        assert_eq!(stage.held().await.hours, [] as [&str; 0]);
        let posting = stage
            .postings()
            .await
            .into_iter()
            .find(|posting| posting.kind == "hours")
            .unwrap();
        let comment = format!("{} [{}]", posting.description, posting.mark);
        let row = json!({ "action": "add", "employee": 1001, "code": 2100, "hours": "8.00", "comment": comment });
        stage.control.by_hand(row).await;
        stage.clock.advance(SETTLING_SECONDS);
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![]));
        assert_eq!(stage.held().await, held(&["1001 2100 8,00"], &["1001 1"]));
        stage.picture(&run).await
    })
    .await;
}

/// What a run left without an outcome counts as doubt, whatever else the period holds by then.
#[tokio::test]
async fn the_proof_does_not_hold_while_something_is_in_doubt() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&BEFORE[..1]).await;
        stage
            .control
            .faults(json!({ "operation": stage.operation("insert"), "kind": "request-lost" }))
            .await;
        let run = stage.apply(APRIL).await;
        let span = stage.span(APRIL).await;
        let verified = stage.hub.verify_hours(&stage.coupling().await, span).await.unwrap();
        for proof in [run.proof, verified] {
            let doubts = proof.lines.iter().filter(|line| line.in_doubt).count();
            assert_eq!((doubts, proof.holds()), (1, false), "{proof:?}");
        }
        let history = stage.hub.store.run_lines(run.run.id).await.unwrap();
        history.into_iter().map(|line| line.outcome).collect::<Vec<_>>()
    })
    .await;
}

/// Over SOAP nothing tells whose a row is: two that could be ours are never guessed at. Over REST the mark tells that
/// neither is.
#[tokio::test]
async fn two_rows_that_could_be_ours_are_a_conflict_where_no_mark_tells() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&BEFORE[..1]).await;
        let lost = json!({ "operation": stage.operation("insert"), "kind": "request-lost" });
        stage.control.faults(lost).await;
        stage.apply(APRIL).await;
        let row = json!({ "action": "add", "employee": 1001, "code": 2100, "hours": "8.00" });
        let first = stage.control.by_hand(row.clone()).await;
        stage.control.by_hand(row).await;
        stage.clock.advance(SETTLING_SECONDS);
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(
            (run.run.state.as_str(), calls(&stage.writes(), "insert")),
            ("needs-person", 0)
        );
        let line = &lines(&stage.plan(APRIL).await)[0];
        let expected = match stage.interface {
            Interface::Soap => "1001 2100 8,00 in doubt",
            Interface::Rest => "1001 2100 8,00 possibly there",
        };
        assert_eq!(line, expected);
        if stage.interface == Interface::Soap {
            // A person takes the one too many away; the other is taken as ours.
            let away = json!({ "action": "delete", "employee": 1001, "id": first });
            stage.control.by_hand(away).await;
            let run = stage.apply(APRIL).await;
            assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![]));
            assert_eq!(stage.held().await.hours, ["1001 2100 8,00"]);
        }
    })
    .await;
}

/// When nothing comes back any more, going on would only add to what is not known.
#[tokio::test]
async fn a_run_stops_after_so_many_unknown_outcomes() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage
            .settings(|settings| {
                settings.sending.in_flight = 1;
                settings.sending.unknown_limit = 2;
            })
            .await;
        let shifts: Vec<String> = (1001..1007)
            .map(|number| format!("{number};03-04-2023;09:00;17:00;0"))
            .collect();
        stage
            .bring(&shifts.iter().map(String::as_str).collect::<Vec<_>>())
            .await;
        let lost = json!({ "operation": stage.operation("insert"), "kind": "request-lost", "count": 100 });
        stage.control.faults(lost).await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(run.report.stopped, Some(Stopped::TooManyUnknown));
        assert_eq!(
            (run.run.state.as_str(), stage.writes()),
            ("needs-person", vec![("insert", 2)])
        );
        stage.control.faults(json!([])).await;
        stage.clock.advance(SETTLING_SECONDS);
        let run = stage.apply(APRIL).await;
        assert_eq!(
            (run.run.state.as_str(), stage.writes()),
            ("done", vec![("days", 6), ("insert", 6)])
        );
        stage.picture(&run).await
    })
    .await;
}
