//! Changes that belong to a closed pay period: as a difference in the open one, or with retroactive effect.

use crate::stage::{APRIL, Stage, everywhere, line_text, lines, over};
use loonbrug_hub::hours::{HoursRun, RefusedReason};
use loonbrug_hub::settings::{Corrections, OpenPeriod};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::{Posting, PostingState};
use serde_json::json;

fn shift(hours: u32) -> String {
    format!("1001;03-04-2023;08:00;{:02}:00;0", 8 + hours)
}

/// Eight hours were sent in April, and April was closed.
async fn closed(stage: &Stage, corrections: Corrections) {
    stage.with_people().await;
    stage.bring(&[&shift(8)]).await;
    stage.apply(APRIL).await;
    stage.control.order("close-period", json!({ "company": 1 })).await;
    stage
        .settings(|settings| {
            settings.corrections = corrections;
            // REST does not tell which period is open.
            settings.open_period = Some(OpenPeriod { year: 2023, number: 5 });
        })
        .await;
    stage.writes();
}

async fn held_in(stage: &Stage, period: u8) -> Vec<String> {
    stage
        .held_in(&format!("company=1&year=2023&period={period}"))
        .await
        .hours
}

async fn corrected(stage: &Stage, hours: u32) -> HoursRun {
    stage.bring(&[&shift(hours)]).await;
    let run = stage.apply(APRIL).await;
    assert_eq!(run.run.state, "done", "{run:?}");
    run
}

async fn corrections(stage: &Stage) -> Vec<Posting> {
    let postings = stage.postings().await;
    let confirmed = |posting: &Posting| posting.state == PostingState::Confirmed && posting.corrects.is_some();
    postings.into_iter().filter(confirmed).collect()
}

#[tokio::test]
async fn more_hours_go_as_a_difference_that_says_what_it_corrects() {
    everywhere(async |stage| {
        closed(stage, Corrections::Difference).await;
        let run = corrected(stage, 9).await;
        assert_eq!(stage.writes(), [("insert", 1)]);
        assert_eq!(lines(&run.plan), ["1001 2100 9,00 was 8,00", "1001 days 1 unchanged"]);
        assert_eq!(held_in(stage, 4).await, ["1001 2100 8,00"]);
        assert_eq!(held_in(stage, 5).await, ["1001 2100 1,00"]);
        let [correction] = &corrections(stage).await[..] else {
            panic!("one correction")
        };
        assert_eq!((correction.period.number, correction.quantity), (5, 100));
        let postings = stage.postings().await;
        let of = postings
            .iter()
            .find(|posting| Some(posting.id) == correction.corrects)
            .unwrap();
        assert!(correction.description.contains(&of.mark), "{}", correction.description);
        let again = stage.apply(APRIL).await;
        assert_eq!((again.run.state.as_str(), stage.writes()), ("done", vec![]));
        stage.picture(&again).await
    })
    .await;
}

#[tokio::test]
async fn two_corrections_add_up_and_one_that_is_taken_back_leaves_nothing() {
    everywhere(async |stage| {
        closed(stage, Corrections::Difference).await;
        corrected(stage, 9).await;
        corrected(stage, 10).await;
        assert_eq!(held_in(stage, 5).await, ["1001 2100 2,00"]);
        corrected(stage, 9).await;
        assert_eq!(held_in(stage, 5).await, ["1001 2100 1,00"]);
        corrected(stage, 8).await;
        assert_eq!(held_in(stage, 5).await, [] as [&str; 0]);
        assert_eq!(held_in(stage, 4).await, ["1001 2100 8,00"]);
        assert_eq!(stage.writes(), [("insert", 1), ("remove", 1), ("update", 2)]);
    })
    .await;
}

/// The period of the first correction closes as well: the next one goes to the period after it.
#[tokio::test]
async fn a_correction_of_a_correction_goes_to_the_period_that_is_open_then() {
    everywhere(async |stage| {
        closed(stage, Corrections::Difference).await;
        corrected(stage, 9).await;
        stage.control.order("close-period", json!({ "company": 1 })).await;
        stage
            .settings(|settings| settings.open_period = Some(OpenPeriod { year: 2023, number: 6 }))
            .await;
        corrected(stage, 10).await;
        assert_eq!(held_in(stage, 5).await, ["1001 2100 1,00"]);
        assert_eq!(held_in(stage, 6).await, ["1001 2100 1,00"]);
        let again = stage.apply(APRIL).await;
        assert_eq!(again.run.state, "done");
    })
    .await;
}

/// SOAP takes a negative row; over REST it is refused, and a person decides. Never a negative row without a reference.
#[tokio::test]
async fn fewer_hours_go_as_a_negative_row_or_to_a_person() {
    everywhere(async |stage| {
        closed(stage, Corrections::Difference).await;
        stage.bring(&[&shift(6)]).await;
        let run = stage.apply(APRIL).await;
        match stage.interface {
            Interface::Soap => {
                assert_eq!(run.run.state, "done");
                assert_eq!(held_in(stage, 5).await, ["1001 2100 -2,00"]);
                assert!(corrections(stage).await[0].corrects.is_some());
            }
            Interface::Rest => {
                assert_eq!((run.run.state.as_str(), stage.writes()), ("needs-person", vec![]));
                let reasons: Vec<&RefusedReason> = run.plan.refused.iter().map(|line| &line.reason).collect();
                assert_eq!(reasons, [&RefusedReason::NegativeDifference { hundredths: -200 }]);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_person_without_hours_in_the_closed_period_gets_them_in_the_open_one() {
    everywhere(async |stage| {
        closed(stage, Corrections::Difference).await;
        stage.bring(&[&shift(8), "1002;04-04-2023;09:00;13:00;0"]).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(held_in(stage, 5).await, ["1002 2100 4,00"]);
        let refused: Vec<_> = run.plan.refused.iter().map(|line| line.reason.clone()).collect();
        assert_eq!(refused, [RefusedReason::DaysOfClosedPeriod { from: 0, to: 1 }]);
        let again = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [("insert", 1)], "{again:?}");
    })
    .await;
}

/// Over REST, which takes no negative row, a row of ours in the open period is lowered. May still holds its own hours:
/// planning it again changes nothing, and more hours in May keep the correction.
#[tokio::test]
async fn fewer_hours_are_taken_from_a_row_of_ours_in_the_open_period() {
    over(Interface::Rest, async |stage| {
        const MAY: &str = "2023-05-01/2023-05-31";
        closed(stage, Corrections::Difference).await;
        stage.bring(&[&shift(8), "1001;08-05-2023;09:00;17:00;0"]).await;
        stage.apply(MAY).await;
        stage.writes();
        stage.bring(&[&shift(6), "1001;08-05-2023;09:00;17:00;0"]).await;
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![("update", 1)]));
        assert_eq!(held_in(stage, 4).await, ["1001 2100 8,00"]);
        assert_eq!(held_in(stage, 5).await, ["1001 2100 6,00"]);
        for days in [APRIL, MAY] {
            let again = stage.apply(days).await;
            assert_eq!((again.run.state.as_str(), stage.writes()), ("done", vec![]), "{days}");
        }
        stage.bring(&[&shift(6), "1001;08-05-2023;09:00;18:00;0"]).await;
        assert_eq!(stage.apply(MAY).await.run.state, "done");
        assert_eq!(held_in(stage, 5).await, ["1001 2100 7,00"]);
        // Taken back: April is as it was sent, May holds its own.
        stage.bring(&[&shift(8), "1001;08-05-2023;09:00;18:00;0"]).await;
        assert_eq!(stage.apply(APRIL).await.run.state, "done");
        assert_eq!(held_in(stage, 5).await, ["1001 2100 9,00"]);
        for days in [APRIL, MAY] {
            stage.writes();
            let again = stage.apply(days).await;
            assert_eq!((again.run.state.as_str(), stage.writes()), ("done", vec![]), "{days}");
        }
    })
    .await;
}

/// A row of May that equals a late line of April is May's own: nobody is asked whether it is April's.
#[tokio::test]
async fn our_own_rows_of_the_open_period_are_nobody_elses() {
    everywhere(async |stage| {
        const MAY: &str = "2023-05-01/2023-05-31";
        closed(stage, Corrections::Difference).await;
        stage.bring(&[&shift(8), "1002;08-05-2023;09:00;13:00;0"]).await;
        stage.apply(MAY).await;
        stage
            .bring(&[
                &shift(8),
                "1002;04-04-2023;09:00;13:00;0",
                "1002;08-05-2023;09:00;13:00;0",
            ])
            .await;
        let plan = stage.plan(APRIL).await;
        assert!(
            lines(&plan).contains(&"1002 2100 4,00 new".to_owned()),
            "{:?}",
            lines(&plan)
        );
        let lost = json!({ "operation": stage.operation("insert"), "kind": "answer-lost" });
        stage.control.faults(lost).await;
        stage.apply(APRIL).await;
        assert_eq!(held_in(stage, 5).await, ["1002 2100 4,00", "1002 2100 4,00"]);
        assert_eq!(stage.apply(MAY).await.run.state, "done");
    })
    .await;
}

/// May counts its own days and hours; what corrects April is none of its business.
#[tokio::test]
async fn the_open_period_goes_its_own_way_beside_corrections() {
    everywhere(async |stage| {
        const MAY: &str = "2023-05-01/2023-05-31";
        closed(stage, Corrections::Difference).await;
        corrected(stage, 9).await;
        stage.bring(&[&shift(9), "1001;08-05-2023;09:00;12:00;0"]).await;
        let run = stage.apply(MAY).await;
        assert_eq!(run.run.state, "done");
        assert_eq!(
            run.plan.lines.iter().map(line_text).collect::<Vec<_>>(),
            ["1001 2100 3,00 new", "1001 days 1 new"]
        );
        assert_eq!(held_in(stage, 5).await, ["1001 2100 1,00", "1001 2100 3,00"]);
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done");
    })
    .await;
}

#[tokio::test]
async fn a_lost_correction_is_settled_in_the_period_that_it_went_to() {
    everywhere(async |stage| {
        closed(stage, Corrections::Difference).await;
        let lost = json!({ "operation": stage.operation("insert"), "kind": "answer-lost" });
        stage.control.faults(lost).await;
        corrected(stage, 9).await;
        assert_eq!(stage.writes(), [("insert", 1)]);
        assert_eq!(held_in(stage, 5).await, ["1001 2100 1,00"]);
    })
    .await;
}

#[tokio::test]
async fn with_retroactive_effect_the_row_itself_changes() {
    everywhere(async |stage| {
        closed(stage, Corrections::Retroactive).await;
        corrected(stage, 9).await;
        assert_eq!(stage.writes(), [("update", 1)]);
        assert_eq!(held_in(stage, 4).await, ["1001 2100 9,00"]);
        assert_eq!(held_in(stage, 5).await, [] as [&str; 0]);
    })
    .await;
}

/// The interfaces have no retroactive removal: the row stays and holds nothing.
#[tokio::test]
async fn with_retroactive_effect_a_row_that_should_go_holds_nothing() {
    everywhere(async |stage| {
        closed(stage, Corrections::Retroactive).await;
        stage
            .bring_all(&["1002;04-04-2023;09:00;13:00;0", "1002;03-04-2023;09:00;13:00;0"])
            .await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done", "{run:?}");
        assert_eq!(held_in(stage, 4).await, ["1001 2100 0,00", "1002 2100 8,00"]);
        let again = stage.apply(APRIL).await;
        stage.writes();
        assert_eq!((again.run.state.as_str(), stage.writes()), ("done", vec![]));
    })
    .await;
}

/// Over SOAP Nmbrs tells which period is open; nobody has to set it.
#[tokio::test]
async fn over_soap_the_open_period_is_asked() {
    over(Interface::Soap, async |stage| {
        closed(stage, Corrections::Difference).await;
        stage.settings(|settings| settings.open_period = None).await;
        corrected(stage, 9).await;
        assert_eq!(held_in(stage, 5).await, ["1001 2100 1,00"]);
    })
    .await;
}
