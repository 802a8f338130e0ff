//! Surcharges of people with contract hours, what calls pay above what was worked, and a type of contract that changes
//! inside a pay period: what is due goes once, by one flow.

use crate::stage::{APRIL, ORGANISATION, Stage, everywhere, held};
use loonbrug_domain::profile::{Field, Owner, ProfileEntry, Setting};
use loonbrug_domain::{Date, Factor, HundredthHours};
use loonbrug_hub::hours::{Flow, HoursPlan, RefusedReason};
use loonbrug_hub::settings::{CodeMapping, Corrections, OpenPeriod, SurchargeMethod};
use serde_json::json;

/// Inger Steeneken (24 hours a week): a Sunday, Easter Sunday, and a weekday.
const INGER: [&str; 3] = [
    "1011;02-04-2023;12:00;17:00;0",
    "1011;09-04-2023;12:00;16:00;0",
    "1011;11-04-2023;09:00;17:00;0",
];

fn quantities(plan: &HoursPlan) -> Vec<(i64, String, i64, i64)> {
    let line = |line: &loonbrug_hub::hours::PlanLine| {
        let factor = line.factor.map_or_else(|| "-".to_owned(), |factor| factor.to_string());
        (line.employee_number, factor, line.change.to(), line.key.code)
    };
    plan.lines.iter().map(line).collect()
}

fn percent(number: u32) -> String {
    Factor::percent(number).to_string()
}

fn none() -> String {
    "-".to_owned()
}

async fn choose(stage: &Stage, owner: Owner, from: Date, field: Field, word: &str) {
    let organisation = stage.hub.organisation(ORGANISATION).await.unwrap();
    let entries = [ProfileEntry::set(owner, from, Setting::parse(field, word).unwrap())];
    let stored = stage.hub.store.put_profile_entries(organisation.id, &entries, &[]);
    stored.await.unwrap();
}

#[tokio::test]
async fn surcharges_that_are_to_be_paid_go_once_and_follow_the_shifts() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&INGER).await;
        let plan = stage.plan_of(Flow::Surcharges, APRIL).await;
        assert_eq!(
            quantities(&plan),
            [(1011, percent(150), 500, 6050), (1011, percent(200), 400, 6080)]
        );
        assert_eq!(
            (plan.description.as_str(), plan.totals().hundredths),
            ("Toeslagen 01-04-2023 t/m 30-04-2023", 900)
        );
        let run = stage.apply_of(Flow::Surcharges, APRIL).await;
        assert_eq!((run.run.state.as_str(), run.run.flow.as_str()), ("done", "surcharges"));
        assert!(run.proof.holds() && run.proof.lines.len() == 2);
        assert_eq!(stage.writes(), [("insert", 2)]);
        stage.apply_of(Flow::Surcharges, APRIL).await;
        assert_eq!(stage.writes(), [], "never twice");
        assert_eq!(stage.plan(APRIL).await.lines, [], "and not by the flow of hours");

        stage.bring(&["1011;02-04-2023;12:00;18:00;0"]).await;
        stage.apply_of(Flow::Surcharges, APRIL).await;
        assert_eq!(stage.writes(), [("update", 1)]);
        assert_eq!(stage.held().await, held(&["1011 6050 6,00", "1011 6080 4,00"], &[]));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn a_closed_period_is_corrected_in_the_open_one() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&INGER).await;
        stage.apply_of(Flow::Surcharges, APRIL).await;
        stage.writes();
        stage.control.order("close-period", json!({ "company": 1 })).await;
        stage
            .settings(|settings| {
                settings.corrections = Corrections::Difference;
                settings.open_period = Some(OpenPeriod { year: 2023, number: 5 });
            })
            .await;
        stage.bring(&["1011;02-04-2023;12:00;18:00;0"]).await;
        stage.apply_of(Flow::Surcharges, APRIL).await;
        assert_eq!(stage.writes(), [("insert", 1)]);
        let postings = stage.postings().await;
        let correction = postings.iter().find(|posting| posting.corrects.is_some()).unwrap();
        assert_eq!(correction.origin, "correction surcharges 2023-04-01 2023-04-30 15000");
        assert_eq!((correction.period.number, correction.quantity), (5, 100));
        stage.plan_of(Flow::Surcharges, APRIL).await.to_send().count()
    })
    .await;
}

/// What the choice credits is not sent, from its day on; and no day is lost between the two.
#[tokio::test]
async fn a_choice_that_changes_midway_splits_on_its_day() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&INGER).await;
        let eighth = Date::constant(2023, 4, 8);
        choose(
            stage,
            Owner::Organisation,
            eighth,
            Field::SurchargeHours,
            "plus-minus-hours",
        )
        .await;
        let plan = stage.plan_of(Flow::Surcharges, APRIL).await;
        assert_eq!(quantities(&plan), [(1011, percent(150), 500, 6050)]);
        let run = stage.apply_of(Flow::Surcharges, APRIL).await;
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn where_codes_pay_the_whole_hour_surcharges_need_codes_of_their_own() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&INGER[..1]).await;
        stage
            .settings(|settings| settings.surcharge_method = SurchargeMethod::WholeHour)
            .await;
        let plan = stage.plan_of(Flow::Surcharges, APRIL).await;
        let setting = "[[surcharge-codes]] factor = \"150 %\", code = …".to_owned();
        let reasons: Vec<_> = plan.refused.into_iter().map(|line| line.reason).collect();
        assert_eq!(
            (plan.lines.len(), reasons),
            (0, vec![RefusedReason::CodeNotSet { setting }])
        );
        let mapping = CodeMapping {
            factor: Factor::percent(150),
            code: 6050,
        };
        stage
            .settings(|settings| settings.surcharge_codes = vec![mapping])
            .await;
        quantities(&stage.plan_of(Flow::Surcharges, APRIL).await)
    })
    .await;
}

/// A call of one hour and three quarters of somebody on a zero-hours contract pays three hours (BW 7:628a).
#[tokio::test]
async fn what_a_call_pays_above_what_was_worked_goes_as_a_line_of_its_own() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.settings(|settings| settings.call_top_up_code = None).await;
        stage.bring(&["1001;03-04-2023;09:00;10:45;0"]).await;
        let plan = stage.plan(APRIL).await;
        let setting = "call-top-up-code = …".to_owned();
        let reasons: Vec<_> = plan.refused.iter().map(|line| line.reason.clone()).collect();
        assert_eq!(reasons, [RefusedReason::CodeNotSet { setting }]);
        assert_eq!(plan.refused[0].hundredths, Some(125));

        stage.settings(|settings| settings.call_top_up_code = Some(2190)).await;
        let plan = stage.plan(APRIL).await;
        assert_eq!(
            quantities(&plan),
            [
                (1001, none(), 125, 2190),
                (1001, percent(100), 175, 2100),
                (1001, none(), 1, 0)
            ]
        );
        assert_eq!((plan.totals().hundredths, plan.totals().days), (300, 1));
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done");
        stage.writes();
        stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [], "never twice");
        // Another hour at noon is a call of its own hours: up to three in all.
        stage
            .bring(&["1001;03-04-2023;09:00;10:45;0", "1001;03-04-2023;11:00;12:00;0"])
            .await;
        stage.apply(APRIL).await;
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 2,75", "1001 2190 0,25"], &["1001 1"])
        );
        stage.picture(&run).await
    })
    .await;
}

/// Thomas Lakeman gets contract hours from the 16th on: hours until then, hours above the contract from then on.
#[tokio::test]
async fn a_type_of_contract_that_changes_midway_splits_on_its_day() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.settings(|settings| settings.plus_hours.code = Some(2100)).await;
        let organisation = stage.hub.organisation(ORGANISATION).await.unwrap();
        let inger = stage
            .hub
            .person_called(organisation.id, "Inger Steeneken")
            .await
            .unwrap();
        let first = Date::constant(2023, 4, 1);
        let change = Date::constant(2023, 4, 16);
        let owner = || Owner::Person(inger.id);
        choose(stage, owner(), first, Field::ContractType, "zero-hours").await;
        choose(stage, owner(), change, Field::ContractType, "contract-hours").await;
        // Two Sundays and a weekday of each half; 24 hours a week ask for 51,43 in fifteen days.
        let days = (17..=24).map(|day| format!("1011;{day}-04-2023;08:00;16:00;0"));
        let mut shifts: Vec<String> = days.collect();
        shifts.extend(["1011;02-04-2023;12:00;17:00;0", "1011;03-04-2023;09:00;17:00;0"].map(str::to_owned));
        stage
            .bring(&shifts.iter().map(String::as_str).collect::<Vec<_>>())
            .await;
        let hours = stage.plan(APRIL).await;
        assert_eq!(
            quantities(&hours),
            [
                (1011, percent(100), 1300, 2100),
                (1011, percent(150), 500, 6050),
                (1011, none(), 2, 0)
            ]
        );
        assert_eq!(hours.contract_hours, ["Inger Steeneken"], "the other days go elsewhere");
        let plus = stage.plan_of(Flow::PlusHours, APRIL).await;
        assert_eq!(quantities(&plus), [(1011, none(), 6400 - 5143, 2100)]);
        let surcharges = stage.plan_of(Flow::Surcharges, APRIL).await;
        assert_eq!(quantities(&surcharges), [(1011, percent(150), 800, 6050)]);
        for flow in [Flow::Hours, Flow::PlusHours, Flow::Surcharges] {
            assert_eq!(stage.apply_of(flow, APRIL).await.run.state, "done");
        }
        let all: i64 = stage
            .postings()
            .await
            .iter()
            .filter(|posting| posting.kind == "hours")
            .map(|posting| posting.quantity)
            .sum();
        assert_eq!(HundredthHours(all).to_string(), "38,57");
        // The type turns out to be another after all: what went is taken away by its flow before others pay.
        choose(stage, owner(), first, Field::ContractType, "contract-hours").await;
        let waits = stage.plan_of(Flow::Surcharges, APRIL).await;
        assert!(matches!(
            waits.refused[0].reason,
            RefusedReason::SentOtherwise { flow: Flow::Hours, .. }
        ));
        stage.apply(APRIL).await;
        let surcharges = stage.plan_of(Flow::Surcharges, APRIL).await;
        assert_eq!(quantities(&surcharges), [(1011, percent(150), 1300, 6050)]);
        stage.held().await
    })
    .await;
}
