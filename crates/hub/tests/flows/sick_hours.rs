//! Sick hours by the percentage that is paid, under the manual's codes: "Ziekte uren 70% (verlaagd salaris)" (3070) and
//! "Ziekteuren Uurloner 70%" (3170).

use crate::stage::{APRIL, ORGANISATION, Stage, everywhere, held};
use loonbrug_domain::Date;
use loonbrug_domain::ids::SicknessCaseId;
use loonbrug_domain::profile::{Field, Owner, ProfileEntry, Setting};
use loonbrug_domain::sickness::{PayBasis, SicknessCode};
use loonbrug_hub::hours::{Flow, HoursPlan, RefusedReason};
use loonbrug_hub::ledgers::SicknessReport;

async fn ready(stage: &Stage) {
    stage.with_people().await;
    let codes = [(PayBasis::Salaried, 70, 3070), (PayBasis::Hourly, 70, 3170)];
    stage
        .settings(|settings| {
            settings.sickness_codes = codes
                .map(|(pay, percent, code)| SicknessCode { pay, percent, code })
                .to_vec();
        })
        .await;
}

async fn sick(stage: &Stage, name: &str, first_day: Date) -> SicknessCaseId {
    let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
    let report = SicknessReport {
        person: stage.hub.person_called(organisation, name).await.unwrap().id,
        first_day,
        percent: 100,
        expected_until: None,
    };
    stage.hub.report_sick(organisation, report).await.unwrap().id
}

async fn recovered(stage: &Stage, case: SicknessCaseId, on: Date) {
    let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
    stage.hub.report_recovered(organisation, case, on).await.unwrap();
}

async fn choose(stage: &Stage, field: Field, word: &str) {
    let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
    let setting = Setting::parse(field, word).unwrap();
    let entries = [ProfileEntry::set(
        Owner::Organisation,
        Date::constant(2023, 1, 1),
        setting,
    )];
    let stored = stage.hub.store.put_profile_entries(organisation, &entries, &[]);
    stored.await.unwrap();
}

fn quantities(plan: &HoursPlan) -> Vec<(i64, i64, String)> {
    let line = |line: &loonbrug_hub::hours::PlanLine| {
        let code = format!("{} ({})", line.code_label, line.key.code);
        (line.employee_number, line.change.to(), code)
    };
    plan.lines.iter().map(line).collect()
}

/// Alex van Beuzekom, 7,60 hours a day, is sick from Monday 3 to Wednesday 5 April: 22,80 hours.
#[tokio::test]
async fn sick_hours_go_once_and_follow_the_case() {
    everywhere(async |stage| {
        ready(stage).await;
        let case = sick(stage, "Alex van Beuzekom", Date::constant(2023, 4, 3)).await;
        recovered(stage, case, Date::constant(2023, 4, 6)).await;
        let plan = stage.plan_of(Flow::SickHours, APRIL).await;
        let code = "Ziekte uren 70% (verlaagd salaris) (3070)".to_owned();
        assert_eq!(quantities(&plan), [(1015, 2280, code)]);
        assert_eq!(plan.description, "Ziekte-uren 01-04-2023 t/m 30-04-2023");
        let run = stage.apply_of(Flow::SickHours, APRIL).await;
        assert_eq!((run.run.state.as_str(), run.run.flow.as_str()), ("done", "sick-hours"));
        assert!(run.proof.holds());
        stage.writes();
        stage.apply_of(Flow::SickHours, APRIL).await;
        assert_eq!(stage.writes(), [], "never twice");
        // Sick again within four weeks, for one day more.
        let case = sick(stage, "Alex van Beuzekom", Date::constant(2023, 4, 13)).await;
        recovered(stage, case, Date::constant(2023, 4, 14)).await;
        stage.apply_of(Flow::SickHours, APRIL).await;
        assert_eq!(stage.writes(), [("update", 1)]);
        assert_eq!(stage.held().await, held(&["1015 3070 30,40"], &[]));
        stage.picture(&run).await
    })
    .await;
}

/// One waiting day, by each word of the manual: what lowers the salary goes under a code for 0 %.
#[tokio::test]
async fn waiting_days_go_as_the_profile_says() {
    everywhere(async |stage| {
        ready(stage).await;
        let case = sick(stage, "Alex van Beuzekom", Date::constant(2023, 4, 3)).await;
        recovered(stage, case, Date::constant(2023, 4, 6)).await;
        choose(stage, Field::WaitingDays, "1").await;
        let date = Date::constant(2023, 4, 3);
        let undecided = stage.plan_of(Flow::SickHours, APRIL).await;
        assert_eq!(undecided.refused[0].reason, RefusedReason::WaitingDayUndecided { date });
        for out_of_a_ledger in ["nothing", "plus-minus-hours", "leave", "extra-statutory-leave"] {
            choose(stage, Field::WaitingDaysAs, out_of_a_ledger).await;
            let plan = stage.plan_of(Flow::SickHours, APRIL).await;
            assert_eq!(
                (plan.lines[0].change.to(), plan.lines.len()),
                (1520, 1),
                "{out_of_a_ledger}"
            );
            assert_eq!(plan.refused, []);
        }
        choose(stage, Field::WaitingDaysAs, "deducted-from-salary").await;
        let plan = stage.plan_of(Flow::SickHours, APRIL).await;
        let setting = "[[sickness-codes]] pay = \"salaried\", percent = 0, code = …".to_owned();
        assert_eq!(plan.refused[0].reason, RefusedReason::CodeNotSet { setting });
        assert_eq!(plan.refused[0].hundredths, Some(760));
        quantities(&plan)
    })
    .await;
}

/// Thomas Lakeman is on a zero-hours contract without a schedule: nobody can say what a day would have had.
#[tokio::test]
async fn who_has_no_hours_per_day_is_refused_and_not_left_out() {
    everywhere(async |stage| {
        ready(stage).await;
        sick(stage, "Thomas Lakeman", Date::constant(2023, 4, 3)).await;
        let plan = stage.plan_of(Flow::SickHours, APRIL).await;
        let reasons: Vec<_> = plan.refused.iter().map(|line| line.reason.clone()).collect();
        assert_eq!(
            (plan.lines.len(), &reasons[..]),
            (0, &[RefusedReason::SickHoursUnknown][..])
        );
        reasons
    })
    .await;
}

/// Somebody with contract hours who turns out to be paid by the hour goes under the other code.
#[tokio::test]
async fn the_hourly_paid_go_under_their_own_code() {
    everywhere(async |stage| {
        ready(stage).await;
        let case = sick(stage, "Alex van Beuzekom", Date::constant(2023, 4, 3)).await;
        recovered(stage, case, Date::constant(2023, 4, 4)).await;
        stage.apply_of(Flow::SickHours, APRIL).await;
        choose(stage, Field::ContractType, "zero-hours").await;
        let run = stage.apply_of(Flow::SickHours, APRIL).await;
        assert_eq!(stage.held().await, held(&["1015 3170 7,60"], &[]));
        stage.picture(&run).await
    })
    .await;
}
