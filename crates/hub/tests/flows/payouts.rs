//! Payouts per person (V10), and how the ledgers follow what Nmbrs holds.

use crate::stage::{APRIL, ORGANISATION, Stage, everywhere};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::ledger::{LedgerKind, LedgerSettings};
use loonbrug_domain::{Date, HundredthHours};
use loonbrug_hub::hours::Flow;
use loonbrug_hub::ledgers::{ByHandEntry, NewPayout};
use loonbrug_store::{Payout, PayoutSource, PayoutState};
use serde_json::json;

const MAY: &str = "2023-05-01/2023-05-31";

async fn organisation(stage: &Stage) -> OrganisationId {
    stage.hub.organisation(ORGANISATION).await.unwrap().id
}

async fn person(stage: &Stage, name: &str) -> PersonId {
    let organisation = organisation(stage).await;
    stage.hub.person_called(organisation, name).await.unwrap().id
}

/// The ledger of Alex van Beuzekom as the manual shows it before the payout: 135 hours of leave.
async fn with_leave(stage: &Stage) -> PersonId {
    stage.with_people().await;
    let organisation = organisation(stage).await;
    let settings = LedgerSettings::of_the_law(Date::constant(2022, 1, 1));
    stage.hub.put_ledger_settings(organisation, &settings).await.unwrap();
    let alex = person(stage, "Alex van Beuzekom").await;
    credit(stage, alex, LedgerKind::Leave, 13_500).await;
    alex
}

async fn credit(stage: &Stage, person: PersonId, ledger: LedgerKind, hundredths: i64) {
    let entry = ByHandEntry {
        ledger,
        hours: HundredthHours(hundredths),
        date: Date::constant(2023, 1, 9),
        reason: "Jaarlijkse bijboeking verlofuren".into(),
        opening: false,
        of: None,
    };
    let organisation = organisation(stage).await;
    stage.hub.book_by_hand(organisation, person, &entry).await.unwrap();
}

async fn balance(stage: &Stage, person: PersonId, ledger: LedgerKind) -> i64 {
    let day = Date::constant(2023, 12, 30);
    let balances = stage.hub.store.balances(organisation(stage).await, day).await.unwrap();
    let found = balances
        .iter()
        .find(|balance| (balance.person, balance.ledger) == (person, ledger));
    found.map_or(0, |balance| balance.hours.0)
}

/// 62,5 hours of leave under code 4100, asked for and approved.
async fn approved(stage: &Stage, person: PersonId, hundredths: i64) -> Payout {
    let coupling = stage.coupling().await;
    let new = NewPayout {
        person,
        source: PayoutSource::Leave,
        hours: HundredthHours(hundredths),
        code: 4100,
    };
    let payout = stage.hub.request_payout(&coupling, new).await.unwrap();
    stage
        .hub
        .approve_payout(coupling.organisation(), payout.id)
        .await
        .unwrap()
}

async fn state(stage: &Stage, payout: &Payout) -> PayoutState {
    let found = stage.hub.store.payout(payout.organisation, payout.id).await.unwrap();
    found.unwrap().state
}

#[tokio::test]
async fn leave_of_the_manual_is_paid_out_once_and_taken_off_when_nmbrs_holds_it() {
    everywhere(async |stage| {
        let alex = with_leave(stage).await;
        let payout = approved(stage, alex, 6_250).await;
        assert_eq!(balance(stage, alex, LedgerKind::Leave).await, 13_500, "only pending");
        let plan = stage.plan_of(Flow::Payouts, APRIL).await;
        let [line] = &plan.lines[..] else {
            panic!("{:?}", plan.lines)
        };
        assert_eq!((line.change.to(), line.key.code), (6_250, 4100));
        assert_eq!(line.code_label, "Uitbetalen Vakantieuren (BT)");
        let run = stage.apply_of(Flow::Payouts, APRIL).await;
        assert_eq!((run.run.state.as_str(), stage.writes()), ("done", vec![("insert", 1)]));
        assert!(run.proof.holds() && run.proof.lines.len() == 1);
        assert_eq!(balance(stage, alex, LedgerKind::Leave).await, 7_250);
        assert_eq!(state(stage, &payout).await, PayoutState::Posted);

        stage.apply_of(Flow::Payouts, APRIL).await;
        assert_eq!(stage.writes(), []);
        assert_eq!(balance(stage, alex, LedgerKind::Leave).await, 7_250);
        // In the next period it is not wanted again.
        assert_eq!(stage.plan_of(Flow::Payouts, MAY).await.lines.len(), 0);
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_is_lost_takes_it_off_once_it_is_settled() {
    everywhere(async |stage| {
        let alex = with_leave(stage).await;
        let payout = approved(stage, alex, 2_000).await;
        let lost = json!({ "operation": stage.operation("insert"), "kind": "request-lost" });
        stage.control.faults(lost).await;
        let run = stage.apply_of(Flow::Payouts, APRIL).await;
        assert_eq!(run.run.state, "needs-person");
        assert_eq!(balance(stage, alex, LedgerKind::Leave).await, 13_500);
        assert_eq!(
            stage.plan_of(Flow::Payouts, MAY).await.lines.len(),
            0,
            "it may be in April"
        );
        stage.clock.advance(180);
        let run = stage.apply_of(Flow::Payouts, APRIL).await;
        assert_eq!(run.run.state, "done");
        assert_eq!(balance(stage, alex, LedgerKind::Leave).await, 11_500);
        assert_eq!(state(stage, &payout).await, PayoutState::Posted);
        stage.picture(&run).await
    })
    .await;
}

/// Two payouts under one code are two rows, as the manual shows (20,00 and 115,00).
#[tokio::test]
async fn two_payouts_of_one_code_are_two_rows() {
    everywhere(async |stage| {
        let alex = with_leave(stage).await;
        approved(stage, alex, 2_000).await;
        approved(stage, alex, 11_500).await;
        let run = stage.apply_of(Flow::Payouts, APRIL).await;
        assert_eq!(stage.writes(), [("insert", 2)]);
        assert_eq!(stage.held().await.hours, ["1015 4100 115,00", "1015 4100 20,00"]);
        assert_eq!(balance(stage, alex, LedgerKind::Leave).await, 0);
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn plus_hours_are_taken_off_the_ledger_and_a_correction_changes_that() {
    everywhere(async |stage| {
        stage.with_people().await;
        stage.settings(|settings| settings.plus_hours.code = Some(2100)).await;
        let inger = person(stage, "Inger Steeneken").await;
        // 106 hours in April against 24 a week.
        let mut shifts: Vec<String> = (1..=13)
            .map(|day| format!("1011;{day:02}-04-2023;07:00;15:00;0"))
            .collect();
        shifts.push("1011;14-04-2023;07:00;09:00;0".into());
        let lines: Vec<&str> = shifts.iter().map(String::as_str).collect();
        stage.bring(&lines).await;
        stage.apply_of(Flow::PlusHours, APRIL).await;
        assert_eq!(balance(stage, inger, LedgerKind::PlusMinus).await, -314);
        stage.apply_of(Flow::PlusHours, APRIL).await;
        assert_eq!(balance(stage, inger, LedgerKind::PlusMinus).await, -314);
        stage.bring(&["1011;14-04-2023;07:00;08:00;0"]).await;
        let run = stage.apply_of(Flow::PlusHours, APRIL).await;
        assert_eq!(balance(stage, inger, LedgerKind::PlusMinus).await, -214);
        stage.picture(&run).await
    })
    .await;
}
