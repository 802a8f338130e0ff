//! From hours to lines: the two ways to pay a surcharge, rules that begin on a date, and hours that somebody computed.

use crate::stage::{APRIL, everywhere, held, lines};
use loonbrug_domain::{Date, RuleSet};
use loonbrug_hub::hours::{HoursPlan, RefusedReason};
use loonbrug_hub::settings::SurchargeMethod;
use serde_json::json;

const WEEKDAY_AND_SUNDAY: [&str; 2] = ["1001;03-04-2023;09:00;17:00;0", "1001;16-04-2023;12:00;17:00;0"];

fn reasons(plan: &HoursPlan) -> Vec<&RefusedReason> {
    plan.refused.iter().map(|line| &line.reason).collect()
}

#[tokio::test]
async fn a_surcharge_is_paid_beside_the_hours_or_with_them() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&WEEKDAY_AND_SUNDAY).await;
        stage.apply(APRIL).await;
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 13,00", "1001 6050 5,00"], &["1001 2"])
        );
        stage
            .settings(|settings| settings.surcharge_method = SurchargeMethod::WholeHour)
            .await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [("update", 1)]);
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 8,00", "1001 6050 5,00"], &["1001 2"])
        );
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn days_before_the_first_rules_are_refused() {
    everywhere(async |stage| {
        let coupling = stage.with_people().await;
        let rules = RuleSet {
            valid_from: Date::constant(2023, 4, 10),
            ..RuleSet::retail_non_food()
        };
        stage
            .hub
            .put_rule_sets(coupling.organisation(), &[rules])
            .await
            .unwrap();
        stage.bring(&WEEKDAY_AND_SUNDAY).await;
        stage.bring(&["1002;17-04-2023;09:00;17:00;0"]).await;
        let plan = stage.plan(APRIL).await;
        let date = Date::constant(2023, 4, 3);
        assert_eq!(reasons(&plan), [&RefusedReason::NoRulesOn { date }]);
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.held().await, held(&["1002 2100 8,00"], &["1002 1"]));
        stage.picture(&run).await
    })
    .await;
}

const COMPUTED: &str = "personeelsnummer;periode_van;periode_tot;factor;uren;dagen";

#[tokio::test]
async fn hours_that_somebody_computed_go_as_they_are() {
    everywhere(async |stage| {
        stage.with_people().await;
        let file = |hours| {
            format!("{COMPUTED}\n1001;01-04-2023;30-04-2023;100;{hours};3\n1001;01-04-2023;30-04-2023;150;4,5;\n")
        };
        stage.bring_file(&file("20,25")).await;
        stage.apply(APRIL).await;
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 20,25", "1001 6050 4,50"], &["1001 3"])
        );
        stage.bring_file(&file("21,00")).await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [("update", 1)]);
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 21,00", "1001 6050 4,50"], &["1001 3"])
        );
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn hours_that_would_count_twice_or_half_are_refused() {
    everywhere(async |stage| {
        stage.with_people().await;
        let computed =
            format!("{COMPUTED}\n1001;01-04-2023;30-04-2023;100;20;3\n1002;25-04-2023;05-05-2023;100;20;3\n");
        stage.bring_file(&computed).await;
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        let plan = stage.plan(APRIL).await;
        let line = crate::stage::range("2023-04-25/2023-05-05");
        assert_eq!(
            reasons(&plan),
            [
                &RefusedReason::ShiftsAndLines,
                &RefusedReason::LineCrossesRange { line }
            ]
        );
        lines(&plan)
    })
    .await;
}

/// A period that is closed while a run is under way refuses the change, with the reason; what was sent stays.
#[tokio::test]
async fn a_period_that_closed_meanwhile_refuses_with_the_reason() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.bring(&WEEKDAY_AND_SUNDAY).await;
        stage.apply(APRIL).await;
        let before = stage.held().await;
        let closed = json!({ "operation": stage.operation("update"), "kind": "close-period" });
        stage.control.faults(closed).await;
        stage
            .bring(&["1001;03-04-2023;09:00;18:00;0", WEEKDAY_AND_SUNDAY[1]])
            .await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "needs-person");
        assert_eq!(stage.coupling().await.row.paused, None);
        let postings = stage.hub.store.postings_of_run(run.run.id).await.unwrap();
        assert!(
            postings.iter().all(|posting| posting.note.contains("not open")),
            "{postings:?}"
        );
        assert_eq!(stage.held().await, before);
    })
    .await;
}
