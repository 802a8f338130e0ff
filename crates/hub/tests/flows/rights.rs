//! Rights: what the account may do, what is lost without it, and how the flow goes on.

use crate::stage::{APRIL, Stage, everywhere, held, lines, over};
use loonbrug_hub::RightChecked;
use loonbrug_hub::people::PeopleChoice;
use loonbrug_nmbrs::RecordKind;
use loonbrug_nmbrs::capability::{Capability, Interface, Need, Proof, offers};
use serde_json::json;

async fn methods_off(stage: &Stage, methods: &[&str]) {
    stage.control.order("rights", json!({ "methods_off": methods })).await;
}

async fn with_proof(stage: &Stage, proof: Proof) -> Vec<RightChecked> {
    let checked = stage.hub.check_rights(&stage.coupling().await).await.unwrap();
    assert_eq!(checked.len(), offers(stage.interface).count());
    checked.into_iter().filter(|right| right.proof == proof).collect()
}

fn capabilities(rights: &[RightChecked]) -> Vec<Capability> {
    rights.iter().map(|right| right.capability).collect()
}

#[tokio::test]
async fn an_account_with_all_rights_lacks_none_and_nothing_is_written() {
    everywhere(async |stage| {
        stage.with_people().await;
        assert_eq!(with_proof(stage, Proof::Missing).await, []);
        assert_eq!(stage.held_in("company=1").await, held(&[], &[]));
        assert_eq!(stage.coupling().await.settings.missing_rights, []);
    })
    .await;
}

#[tokio::test]
async fn a_method_that_is_off_is_named_with_its_remedy_and_remembered() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        methods_off(
            stage,
            &["EmployeeService.HourComponent_Update", "EmployeeService.Salary_*"],
        )
        .await;
        let missing = with_proof(stage, Proof::Missing).await;
        assert_eq!(capabilities(&missing), [Capability::Salary, Capability::UpdateHours]);
        let update = &missing[1];
        assert_eq!(
            (update.right, update.need),
            ("EmployeeService.HourComponent_Update", Need::Degrades)
        );
        assert_eq!(
            update.lost_nl,
            "zonder HourComponent_Update: correcties gaan als verschilregel"
        );
        assert!(update.where_nl.contains("Template Users"), "{}", update.where_nl);
        assert_eq!(stage.coupling().await.settings.missing_rights, capabilities(&missing));
        methods_off(stage, &[]).await;
        assert_eq!(with_proof(stage, Proof::Missing).await, []);
        assert_eq!(stage.coupling().await.settings.missing_rights, []);
    })
    .await;
}

#[tokio::test]
async fn a_scope_that_is_off_is_named_with_all_that_it_gives() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        stage
            .control
            .order("rights", json!({ "scopes_off": ["employee.payment"] }))
            .await;
        let missing = with_proof(stage, Proof::Missing).await;
        let writes = [
            Capability::InsertHours,
            Capability::UpdateHours,
            Capability::DeleteHours,
            Capability::SetDays,
            Capability::InsertWages,
            Capability::UpdateWages,
            Capability::DeleteWages,
        ];
        assert_eq!(capabilities(&missing), writes);
        assert!(
            missing
                .iter()
                .all(|right| right.right == "employee.payment" && right.where_nl.contains("scope"))
        );
        assert_eq!(stage.coupling().await.settings.missing_rights, writes);
    })
    .await;
}

/// A check that cannot be finished leaves nothing behind that keeps a run waiting.
#[tokio::test]
async fn after_a_check_that_broke_off_a_run_goes_at_once() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        stage.control.order("rights", json!({ "token_active": false })).await;
        assert!(stage.hub.check_rights(&stage.coupling().await).await.is_err());
        stage.control.order("rights", json!({ "token_active": true })).await;
        assert_eq!(stage.apply(APRIL).await.run.state, "done");
    })
    .await;
}

/// Between two shifts of somebody else, so that each file is about the whole month.
const fn hours_of_1001(shift: &str) -> [&str; 3] {
    ["1002;03-04-2023;10:00;14:00;0", shift, "1002;28-04-2023;10:00;14:00;0"]
}

const EIGHT_HOURS: [&str; 3] = hours_of_1001("1001;04-04-2023;09:00;17:00;0");
const NINE_HOURS: [&str; 3] = hours_of_1001("1001;04-04-2023;08:00;17:00;0");
const SEVEN_HOURS: [&str; 3] = hours_of_1001("1001;04-04-2023;10:00;17:00;0");
const NO_HOURS: [&str; 2] = [EIGHT_HOURS[0], EIGHT_HOURS[2]];

/// Sends a change for which the right is missing: the first run finds out, the second one goes another way.
async fn goes_as_a_difference(stage: &Stage, shifts: &[&str], capability: Capability) {
    stage.bring_all(shifts).await;
    let run = stage.apply(APRIL).await;
    assert_eq!(run.run.state, "needs-person");
    assert_eq!(
        (run.report.stopped, run.report.missing_rights),
        (None, vec![capability])
    );
    let coupling = stage.coupling().await;
    assert_eq!(
        (&coupling.row.paused, &coupling.settings.missing_rights),
        (&None, &vec![capability])
    );
    stage.writes();
    let run = stage.apply(APRIL).await;
    assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![("insert", 1)]));
}

#[tokio::test]
async fn without_the_right_to_change_a_difference_goes_as_a_row() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        stage.bring_all(&EIGHT_HOURS).await;
        stage.apply(APRIL).await;
        methods_off(stage, &["EmployeeService.HourComponent_Update"]).await;
        goes_as_a_difference(stage, &NINE_HOURS, Capability::UpdateHours).await;
        let rest = "1002 2100 8,00";
        let days = ["1001 1", "1002 2"];
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 1,00", "1001 2100 8,00", rest], &days)
        );
        assert_eq!(lines(&stage.plan(APRIL).await)[1], "1001 2100 9,00 unchanged");
        // Fewer hours: a row below zero. Now the missing right is known, so that it goes at once.
        stage.bring_all(&SEVEN_HOURS).await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![("insert", 1)]));
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 -2,00", "1001 2100 1,00", "1001 2100 8,00", rest], &days)
        );
        // With the right back one row takes the change, and the total is right.
        methods_off(stage, &[]).await;
        stage.hub.check_rights(&stage.coupling().await).await.unwrap();
        stage.bring_all(&EIGHT_HOURS).await;
        stage.writes();
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![("update", 1)]));
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 -2,00", "1001 2100 1,00", "1001 2100 9,00", rest], &days)
        );
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn without_the_right_to_remove_the_opposite_goes_as_a_row() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        stage.bring_all(&EIGHT_HOURS).await;
        stage.apply(APRIL).await;
        methods_off(stage, &["EmployeeService.HourComponent_Delete"]).await;
        goes_as_a_difference(stage, &NO_HOURS, Capability::DeleteHours).await;
        let hours = ["1001 2100 -8,00", "1001 2100 8,00", "1002 2100 8,00"];
        assert_eq!(stage.held().await, held(&hours, &["1002 2"]));
        let run = stage.apply(APRIL).await;
        assert_eq!(stage.writes(), [], "the row and its opposite are nothing together");
        stage.picture(&run).await
    })
    .await;
}

/// Without the right to insert nothing goes at all: that stops the coupling.
#[tokio::test]
async fn without_the_right_to_insert_the_coupling_stands_still() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        stage.bring_all(&EIGHT_HOURS).await;
        methods_off(stage, &["EmployeeService.HourComponentVar_Insert"]).await;
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "needs-person");
        let reason = stage.coupling().await.row.paused.unwrap();
        assert!(reason.contains("HourComponentVar_Insert"), "{reason}");
        assert!(
            reason.contains("Template Users"),
            "the reason says where to switch it on: {reason}"
        );
    })
    .await;
}

/// Every right whose lack only degrades: without it the people come in, and hours and changes go.
#[tokio::test]
async fn without_any_one_right_that_degrades_the_flows_go_on() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        let (mut longer, mut outcomes) = (0, Vec::new());
        for offer in offers(Interface::Soap).filter(|offer| offer.need == Need::Degrades) {
            methods_off(stage, offer.calls).await;
            let missing = with_proof(stage, Proof::Missing).await;
            assert_eq!(capabilities(&missing), [offer.capability]);
            let people = stage
                .hub
                .apply_people(&stage.coupling().await, &PeopleChoice::default())
                .await;
            longer += 20;
            let (hour, minute) = (10 + longer / 60, longer % 60);
            let shift = format!("1001;04-04-2023;07:00;{hour:02}:{minute:02};0");
            stage.bring_all(&hours_of_1001(&shift)).await;
            let run = stage.apply(APRIL).await;
            assert_eq!(stage.coupling().await.row.paused, None, "{:?}", offer.capability);
            outcomes.push((offer.capability, people.is_ok(), run.run.state));
        }
        assert!(
            outcomes.iter().all(|(_, people, state)| *people && state == "done"),
            "{outcomes:?}"
        );
        methods_off(stage, &[]).await;
        stage.hub.check_rights(&stage.coupling().await).await.unwrap();
        let run = stage.apply(APRIL).await;
        assert_eq!(run.run.state, "done");
        total_of_1001(&stage.held().await.hours)
    })
    .await;
}

/// The same for what is only read, when no check has found out before.
#[tokio::test]
async fn a_right_to_read_that_turns_out_to_be_missing_stops_nothing() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        stage.bring_all(&EIGHT_HOURS).await;
        let reads = ["Salary_*", "Schedule_*", "DaysVar_Get"].map(|call| format!("EmployeeService.{call}"));
        let of_company = ["Company_GetCurrentPeriod", "Converter_*"].map(|call| format!("CompanyService.{call}"));
        let off: Vec<&str> = reads.iter().chain(&of_company).map(String::as_str).collect();
        methods_off(stage, &off).await;
        let choice = PeopleChoice::default();
        let people = stage.hub.apply_people(&stage.coupling().await, &choice).await.unwrap();
        assert_eq!(people.plan.left_out, [RecordKind::Schedule, RecordKind::Salary]);
        let run = stage.apply(APRIL).await;
        assert_eq!((run.run.state.as_str(), run.plan.period_is_open), ("done", None));
        assert_eq!(
            stage.held().await,
            held(&["1001 2100 8,00", "1002 2100 8,00"], &["1001 1", "1002 2"])
        );
        stage.writes();
        stage.apply(APRIL).await;
        assert_eq!(stage.writes(), []);
        assert_eq!(stage.coupling().await.row.paused, None);
    })
    .await;
}

/// The rows of somebody together, in hours: corrections may have gone as rows of their own.
fn total_of_1001(rows: &[String]) -> i64 {
    let hours = rows.iter().filter_map(|row| row.strip_prefix("1001 2100 "));
    hours
        .map(|hours| loonbrug_domain::HundredthHours::parse(hours).unwrap().0)
        .sum()
}
