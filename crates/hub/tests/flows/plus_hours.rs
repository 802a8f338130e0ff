//! Hours above the contract hours (V9): the manual's five people, by the same planner and sender as all hours.

use crate::stage::{APRIL, Stage, everywhere, hours_text};
use loonbrug_domain::Language;
use loonbrug_domain::plus_minus::Norm;
use loonbrug_hub::hours::{Flow, LineDecision, PlanLine, RefusedReason};
use loonbrug_hub::settings::{Corrections, OpenPeriod, PlusHours};
use serde_json::json;

/// The manual's table, in its order: person, hours computed and sent, hour code in Nmbrs.
const MANUAL: [(&str, &str, &str); 5] = [
    ("Martijn van Herwijnen", "0,29", "Gewerkte uren (2100)"),
    ("Inger Steeneken", "3,14", "Gewerkte uren (2100)"),
    ("Robin de Boer", "45,14", "Gewerkte uren (2100)"),
    ("Rowena Veeken", "5,43", "Gewerkte uren (2100)"),
    ("Inge van der Hust", "8,86", "Gewerkte uren (2100)"),
];

/// Whole hours that 1010 to 1014 work in April 2023: with 34, 24, 24, 16 and 32 contract hours a week, thirty days ask
/// for 145,71, 102,86, 102,86, 68,57 and 137,14.
const WORKED: [(i64, i64); 5] = [(1010, 146), (1011, 106), (1012, 148), (1013, 74), (1014, 146)];

/// Days of eight hours from the first of the month on, and what is left on one more.
fn shifts() -> Vec<String> {
    let shift = |number, day, hours| format!("{number};{day:02}-04-2023;07:00;{:02}:00;0", 7 + hours);
    let of_person = |(number, hours): (i64, i64)| {
        let whole = (1..=hours / 8).map(move |day| shift(number, day, 8));
        whole.chain([shift(number, hours / 8 + 1, hours % 8)])
    };
    WORKED.into_iter().flat_map(of_person).collect()
}

async fn ready(stage: &Stage) {
    stage.with_people().await;
    let code = Some(2100);
    stage
        .settings(|settings| {
            settings.plus_hours = PlusHours {
                code,
                ..settings.plus_hours
            }
        })
        .await;
    let shifts = shifts();
    let shifts: Vec<&str> = shifts.iter().map(String::as_str).collect();
    stage.bring(&shifts).await;
}

fn row(line: &PlanLine) -> (String, String, String) {
    let code = format!("{} ({})", line.code_label, line.key.code);
    (line.person.clone(), hours_text(line.change.to()), code)
}

#[tokio::test]
async fn the_manuals_five_go_once() {
    everywhere(async |stage| {
        ready(stage).await;
        let plan = stage.plan_of(Flow::PlusHours, APRIL).await;
        let manual = MANUAL.map(|(person, hours, code)| (person.to_owned(), hours.to_owned(), code.to_owned()));
        assert_eq!(plan.lines.iter().map(row).collect::<Vec<_>>(), manual);
        assert_eq!(plan.description, "Meeruren 01-04-2023 t/m 30-04-2023");
        let run = stage.apply_of(Flow::PlusHours, APRIL).await;
        assert_eq!((run.run.state.as_str(), run.run.flow.as_str()), ("done", "plus-hours"));
        assert!(run.proof.holds() && run.proof.lines.len() == 5);
        assert_eq!(stage.writes(), [("insert", 5)]);
        stage.apply_of(Flow::PlusHours, APRIL).await;
        assert_eq!(stage.writes(), []);
        // Their hours are not those of people on a zero-hours contract.
        let hours = stage.plan(APRIL).await;
        assert_eq!((hours.lines.len(), hours.contract_hours.len()), (0, 5));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn the_quantity_to_send_is_a_persons_to_choose() {
    everywhere(async |stage| {
        ready(stage).await;
        let plan = stage.plan_of(Flow::PlusHours, APRIL).await;
        let robin = plan.lines.iter().find(|line| line.person == "Robin de Boer").unwrap();
        let decision = LineDecision {
            quantity: Some(4000),
            ..robin.decision
        };
        let coupling = stage.coupling().await;
        stage
            .hub
            .decide(&coupling, &plan, robin.number, decision)
            .await
            .unwrap();
        let plan = stage.plan_of(Flow::PlusHours, APRIL).await;
        let robin = plan.lines.iter().find(|line| line.person == "Robin de Boer").unwrap();
        assert_eq!((robin.computed, robin.change.to()), (4514, 4000));
        let run = stage.apply_of(Flow::PlusHours, APRIL).await;
        assert_eq!(plan.totals().hundredths, 29 + 314 + 4000 + 543 + 886);
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn fewer_hours_than_the_contract_give_no_line_and_more_work_later_sends_the_difference() {
    everywhere(async |stage| {
        ready(stage).await;
        stage.apply_of(Flow::PlusHours, APRIL).await;
        stage.writes();
        // Two hours more for 1011, and 1015 works one day of 37,5 hours a week.
        stage
            .bring(&["1011;30-04-2023;10:00;12:00;0", "1015;24-04-2023;09:00;17:00;0"])
            .await;
        let plan = stage.plan_of(Flow::PlusHours, APRIL).await;
        assert_eq!(plan.lines.len(), 5);
        assert!(plan.refused.is_empty(), "{:?}", plan.refused);
        let run = stage.apply_of(Flow::PlusHours, APRIL).await;
        assert_eq!(stage.writes(), [("update", 1)]);
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn a_closed_period_is_corrected_in_the_open_one() {
    everywhere(async |stage| {
        ready(stage).await;
        stage.apply_of(Flow::PlusHours, APRIL).await;
        stage.writes();
        stage.control.order("close-period", json!({ "company": 1 })).await;
        stage
            .settings(|settings| {
                settings.corrections = Corrections::Difference;
                settings.open_period = Some(OpenPeriod { year: 2023, number: 5 });
            })
            .await;
        stage.bring(&["1011;30-04-2023;10:00;12:00;0"]).await;
        let run = stage.apply_of(Flow::PlusHours, APRIL).await;
        assert_eq!(run.run.state, "done");
        assert_eq!(stage.writes(), [("insert", 1)]);
        let postings = stage.postings().await;
        let correction = postings.iter().find(|posting| posting.corrects.is_some()).unwrap();
        assert_eq!(correction.origin, "correction plus-hours 2023-04-01 2023-04-30");
        assert_eq!((correction.period.number, correction.quantity), (5, 200));
        assert_eq!(stage.plan_of(Flow::PlusHours, APRIL).await.to_send().count(), 0);
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn without_a_code_a_line_waits_with_its_reason() {
    everywhere(async |stage| {
        ready(stage).await;
        stage
            .settings(|settings| settings.plus_hours = PlusHours::default())
            .await;
        let plan = stage.plan_of(Flow::PlusHours, APRIL).await;
        assert_eq!((plan.lines.len(), plan.refused.len()), (0, 5));
        assert!(plan.refused.iter().all(|line| line.reason == RefusedReason::NoCode));
        plan.refused
    })
    .await;
}

#[tokio::test]
async fn a_norm_of_whole_weeks_counts_the_first_week_from_its_monday() {
    everywhere(async |stage| {
        ready(stage).await;
        stage
            .settings(|settings| settings.plus_hours.norm = Norm::PerWeek)
            .await;
        // Thursday and Friday of week 13, which ends on 2 April; 30 April ends week 17.
        stage
            .bring(&["1010;30-03-2023;09:00;17:00;0", "1010;31-03-2023;09:00;17:00;0"])
            .await;
        let plan = stage.plan_of(Flow::PlusHours, APRIL).await;
        let martijn = plan.lines.iter().find(|line| line.person == "Martijn van Herwijnen");
        assert!(martijn.is_none(), "146 + 16 − 5 × 34 is below zero");
        stage.bring(&["1010;29-03-2023;06:00;17:00;0"]).await;
        let plan = stage.plan_of(Flow::PlusHours, APRIL).await;
        let martijn = plan
            .lines
            .iter()
            .find(|line| line.person == "Martijn van Herwijnen")
            .unwrap();
        assert_eq!(martijn.change.to(), 300, "146 + 16 + 11 − 170");
        let coupling = stage.coupling().await;
        let why = stage
            .hub
            .explain_line(&coupling, plan.span, martijn.number)
            .await
            .unwrap();
        let why = why.tree(Language::Dutch);
        assert!(why.contains("29-03-2023") && why.contains("27-03-2023"), "{why}");
        stage.apply_of(Flow::PlusHours, APRIL).await;
        why
    })
    .await;
}
