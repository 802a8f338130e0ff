//! Batches (SOAP only): one call for many rows, whose answer says nothing of any of them.

use crate::stage::{APRIL, Stage, everywhere, held, lines, over};
use loonbrug_domain::Factor;
use loonbrug_hub::hours::{ContractType, HoursRun, LineDecision};
use loonbrug_hub::settings::CodeMapping;
use loonbrug_nmbrs::capability::{Capability, Interface};
use loonbrug_store::PostingState;
use serde_json::json;
use std::collections::BTreeSet;

const SHIFTS: [&str; 3] = [
    "1001;03-04-2023;09:00;12:00;0",
    "1002;03-04-2023;09:00;13:00;0",
    "1003;05-04-2023;09:00;17:00;0",
];
const CODE_THAT_GOES: i64 = 7010;
const DAYS: [&str; 3] = ["1001 1", "1002 1", "1003 1"];

async fn in_batches(stage: &Stage) {
    stage.with_people().await;
    stage.settings(|settings| settings.sending.batches = true).await;
}

/// All codes of the company's hour model.
const CODES: [i64; 16] = [
    2100, 2190, 3070, 3095, 3100, 3170, 3195, 3200, 3754, 3755, 3756, 3757, 4100, 6050, 6080, 7010,
];
/// More factors than codes: the last five share the code of the first five, and the quantity as well, so that a person
/// has rows that nothing tells apart.
const FACTORS: usize = 21;
const PEOPLE: std::ops::RangeInclusive<i64> = 1001..=1025;

fn factor(place: usize) -> Factor {
    Factor::percent(100 + 10 * u32::try_from(place).unwrap())
}

/// 525 lines: 25 people with 21 factors each.
fn many_lines() -> String {
    let mut file = "personeelsnummer;periode_van;periode_tot;factor;uren;dagen\n".to_owned();
    for number in PEOPLE {
        for place in 0..FACTORS {
            let line = format!(
                "{number};01-04-2023;30-04-2023;{};{}",
                factor(place).0 / 100,
                10 + place % CODES.len()
            );
            file.extend([line.as_str(), ";", if place == 0 { "5" } else { "" }, "\n"]);
        }
    }
    file
}

#[tokio::test]
async fn five_hundred_lines_go_in_one_call_and_are_proved_by_reading() {
    over(Interface::Soap, async |stage| {
        in_batches(stage).await;
        let mapping = |place: usize| CodeMapping {
            factor: factor(place),
            code: CODES[place % CODES.len()],
        };
        let coupling = stage
            .settings(|settings| settings.hour_codes = (0..FACTORS).map(mapping).collect())
            .await;
        for number in PEOPLE {
            let kind = Some(ContractType::ZeroHours);
            stage
                .hub
                .set_contract_type(coupling.organisation(), number, kind)
                .await
                .unwrap();
        }
        stage.bring_file(&many_lines()).await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [("days batch", 1), ("insert batch", 2)]);
        assert_eq!(
            (run.run.state.as_str(), run.report.counts.get("confirmed")),
            ("done", Some(&550))
        );
        let held = stage.held().await;
        assert_eq!((held.hours.len(), held.days.len()), (525, 25));
        let rows: BTreeSet<_> = stage
            .postings()
            .await
            .into_iter()
            .filter_map(|posting| posting.remote_id)
            .collect();
        assert_eq!(rows.len(), 525, "every posting has a row of its own");
        stage.apply(APRIL).await;
        assert_eq!(stage.writes(), []);
        held
    })
    .await;
}

/// Sends three lines of which one has a code that goes from the company's hour model while the run is reading.
async fn apply_with_one_bad_line(stage: &Stage, mode: &str) -> HoursRun {
    in_batches(stage).await;
    stage.control.order("settings", json!({ "batch": mode })).await;
    stage.bring(&SHIFTS).await;
    let another = LineDecision {
        code: Some(CODE_THAT_GOES),
        ..LineDecision::default()
    };
    stage
        .decide(|line| line.employee_number == 1002 && line.factor.is_some(), another)
        .await;
    stage.writes();
    let goes = async {
        stage.called("EmployeeService.HourComponentVar_Get").await;
        stage.erase_hour_code(CODE_THAT_GOES);
    };
    tokio::join!(stage.apply(APRIL), goes).0
}

async fn one_is_refused_by_name(stage: &Stage) {
    let postings = stage.postings().await;
    let refused: Vec<_> = postings
        .iter()
        .filter(|posting| posting.state == PostingState::Rejected)
        .collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].code, CODE_THAT_GOES);
    assert!(
        refused[0].note.contains("2001") && refused[0].note.contains("hour model"),
        "{}",
        refused[0].note
    );
    // The days of somebody whose hours were refused wait with them.
    let days = [DAYS[0], DAYS[2]];
    assert_eq!(stage.held().await, held(&["1001 2100 3,00", "1003 2100 8,00"], &days));
}

#[tokio::test]
async fn of_a_batch_that_is_refused_as_a_whole_every_line_goes_by_itself() {
    over(Interface::Soap, async |stage| {
        let run = apply_with_one_bad_line(stage, "atomic").await;
        assert_eq!(stage.writes(), [("days batch", 1), ("insert", 3), ("insert batch", 1)]);
        assert_eq!(run.run.state, "needs-person");
        one_is_refused_by_name(stage).await;
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn of_a_batch_that_is_refused_in_part_only_the_rest_goes() {
    over(Interface::Soap, async |stage| {
        let run = apply_with_one_bad_line(stage, "stop_at_first_bad").await;
        assert_eq!(stage.writes(), [("days batch", 1), ("insert", 2), ("insert batch", 1)]);
        assert_eq!(run.run.state, "needs-person");
        one_is_refused_by_name(stage).await;
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn a_batch_whose_answer_is_lost_is_settled_by_reading() {
    over(Interface::Soap, async |stage| {
        in_batches(stage).await;
        stage.bring(&SHIFTS).await;
        let lost = |word| json!({ "operation": stage.operation(word), "kind": "answer-lost" });
        stage
            .control
            .faults(json!([lost("insert batch"), lost("days batch")]))
            .await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(
            (run.run.state.as_str(), stage.writes()),
            ("done", vec![("days batch", 1), ("insert batch", 1)])
        );
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 3,00", "1002 2100 4,00", "1003 2100 8,00"], &DAYS)
        );
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn a_batch_that_is_lost_stays_in_doubt_and_goes_once_after_the_settling_time() {
    over(Interface::Soap, async |stage| {
        in_batches(stage).await;
        stage.bring(&SHIFTS).await;
        stage
            .control
            .faults(json!({ "operation": stage.operation("insert batch"), "kind": "request-lost" }))
            .await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "needs-person");
        assert_eq!(stage.writes(), [("days batch", 1), ("insert batch", 1)]);
        let doubts = lines(&stage.plan(APRIL).await)
            .iter()
            .filter(|line| line.contains("in doubt"))
            .count();
        assert_eq!(doubts, 3);
        stage.apply(APRIL).await;
        assert_eq!(stage.writes(), []);
        stage.clock.advance(180);
        let run = stage.apply(APRIL).await;
        assert_eq!(
            (run.run.state.as_str(), stage.writes()),
            ("done", vec![("insert batch", 1)])
        );
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 3,00", "1002 2100 4,00", "1003 2100 8,00"], &DAYS)
        );
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn without_the_right_to_batches_the_lines_go_one_by_one_at_once() {
    over(Interface::Soap, async |stage| {
        in_batches(stage).await;
        stage
            .control
            .order("rights", json!({ "methods_off": ["EmployeeService.*_Batch"] }))
            .await;
        stage.bring(&SHIFTS).await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        let tried = vec![("days", 3), ("days batch", 1), ("insert", 3), ("insert batch", 1)];
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", tried));
        let missing = stage.coupling().await.settings.missing_rights;
        let missing: BTreeSet<Capability> = missing.into_iter().collect();
        assert_eq!(missing, [Capability::InsertHoursBatch, Capability::SetDaysBatch].into());
        // Known from now on: not tried again.
        stage.bring(&["1004;03-04-2023;09:00;12:00;0"]).await;
        stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [("days", 1), ("insert", 1)]);
    })
    .await;
}

/// REST has no batches: the setting does nothing there, and the result is that of SOAP.
#[tokio::test]
async fn with_and_without_batches_nmbrs_holds_the_same() {
    everywhere(async |stage| {
        in_batches(stage).await;
        stage.bring(&SHIFTS).await;
        let run = stage.apply(APRIL).await;
        stage.picture(&run).await
    })
    .await;
}
