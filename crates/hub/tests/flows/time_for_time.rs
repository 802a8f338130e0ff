//! Time for time of horeca: an hour off for each hour of a holiday within thirteen weeks, else 50 % on top, once.

use crate::stage::{APRIL, ORGANISATION, Stage, everywhere, held};
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::ledger::{LedgerKind, LedgerSettings};
use loonbrug_domain::rules::Condition;
use loonbrug_domain::{Date, Factor, HundredthHours, RuleSet};
use loonbrug_hub::hours::{Flow, RefusedReason};
use loonbrug_hub::ledgers::{ByHandEntry, NewPayout};
use loonbrug_store::PayoutSource;
use serde_json::json;

const MARCH: &str = "2023-03-01/2023-03-31";
const DECEMBER: Date = Date::constant(2022, 12, 1);

/// Alex van Beuzekom, skilled, works six hours on the second day of Christmas of 2022. Week 52 ends on 1 January, and
/// thirteen weeks after it on 2 April 2023.
async fn ready(stage: &Stage) -> PersonId {
    let coupling = stage.with_people().await;
    let organisation = coupling.organisation();
    stage.settings(|settings| settings.rule_set = "horeca".into()).await;
    let mut rules = RuleSet::horeca();
    for window in &mut rules.windows {
        window.terms.when = Condition::default();
    }
    stage.hub.put_rule_sets(organisation, &[rules]).await.unwrap();
    let settings = LedgerSettings::of_the_law(DECEMBER);
    stage.hub.put_ledger_settings(organisation, &settings).await.unwrap();
    stage.bring(&["1015;26-12-2022;12:00;18:00;0"]).await;
    stage.hub.keep_ledgers(organisation, Some(DECEMBER)).await.unwrap();
    stage
        .hub
        .person_called(organisation, "Alex van Beuzekom")
        .await
        .unwrap()
        .id
}

/// What the ledger of leave says of time for time and of what was taken by hand.
async fn ledger(stage: &Stage, person: PersonId) -> Vec<String> {
    let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
    let stored = stage
        .hub
        .store
        .ledgers_of(organisation, LedgerKind::Leave, &[person])
        .await
        .unwrap();
    let bookings = stored.into_iter().map(|stored| stored.entry.booking);
    let told = bookings.filter(|booking| booking.origin.to_string().starts_with("time-for-time"));
    told.map(|booking| format!("{} {}", booking.origin, booking.hours))
        .collect()
}

async fn take(stage: &Stage, person: PersonId, date: Date, hundredths: i64) {
    let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
    let entry = ByHandEntry {
        ledger: LedgerKind::Leave,
        hours: HundredthHours(-hundredths),
        date,
        reason: "Opgenomen".into(),
        opening: false,
        of: None,
    };
    stage.hub.book_by_hand(organisation, person, &entry).await.unwrap();
}

#[tokio::test]
async fn what_was_not_taken_in_its_term_is_paid_once_in_the_period_in_which_the_term_ended() {
    everywhere(async |stage| {
        let alex = ready(stage).await;
        let credited = "time-for-time 2022-W52 20000 13 15000 6,00".to_owned();
        assert_eq!(ledger(stage, alex).await, std::slice::from_ref(&credited));
        take(stage, alex, Date::constant(2023, 2, 1), 200).await;
        assert_eq!(stage.plan_of(Flow::TimeForTime, MARCH).await.lines.len(), 0);
        let plan = stage.plan_of(Flow::TimeForTime, APRIL).await;
        let lines: Vec<_> = plan
            .lines
            .iter()
            .map(|line| (line.employee_number, line.change.to(), line.key.code))
            .collect();
        assert_eq!(lines, [(1015, 400, 6050)]);
        let run = stage.apply_of(Flow::TimeForTime, APRIL).await;
        assert_eq!(
            (run.run.state.as_str(), run.run.flow.as_str()),
            ("done", "time-for-time")
        );
        assert!(run.proof.holds());
        assert_eq!(stage.writes(), [("insert", 1)]);
        let paid = "time-for-time-paid 2022-W52 20000 13 15000 -4,00".to_owned();
        assert_eq!(ledger(stage, alex).await, [credited, paid.clone()]);
        stage.apply_of(Flow::TimeForTime, APRIL).await;
        assert_eq!(stage.writes(), [], "never twice");
        // Neither the night nor the flow of surcharges touches it.
        let organisation = stage.hub.organisation(ORGANISATION).await.unwrap().id;
        stage.hub.keep_ledgers(organisation, Some(DECEMBER)).await.unwrap();
        assert_eq!(ledger(stage, alex).await.last(), Some(&paid));
        assert_eq!(stage.plan_of(Flow::Surcharges, APRIL).await.lines.len(), 0);
        // It turns out that he had taken an hour more in time: what was paid is corrected, and the ledger follows.
        take(stage, alex, Date::constant(2023, 3, 1), 100).await;
        stage.apply_of(Flow::TimeForTime, APRIL).await;
        assert_eq!(stage.held().await, held(&["1015 6050 3,00"], &[]));
        let last = ledger(stage, alex).await.pop();
        assert_eq!(last.as_deref(), Some("time-for-time-paid 2022-W52 20000 13 15000 1,00"));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_is_lost_takes_it_off_once_it_is_settled() {
    everywhere(async |stage| {
        let alex = ready(stage).await;
        stage
            .control
            .faults(json!({ "operation": stage.operation("insert"), "kind": "request-lost" }))
            .await;
        let run = stage.apply_of(Flow::TimeForTime, APRIL).await;
        assert_eq!(
            (run.run.state.as_str(), ledger(stage, alex).await.len()),
            ("needs-person", 1)
        );
        stage.clock.advance(180);
        let run = stage.apply_of(Flow::TimeForTime, APRIL).await;
        assert_eq!((run.run.state.as_str(), ledger(stage, alex).await.len()), ("done", 2));
        stage.picture(&run).await
    })
    .await;
}

#[tokio::test]
async fn without_a_code_it_is_refused_with_what_to_set() {
    everywhere(async |stage| {
        ready(stage).await;
        stage
            .settings(|settings| settings.hour_codes.retain(|mapping| mapping.factor == Factor::WORKED))
            .await;
        let plan = stage.plan_of(Flow::TimeForTime, APRIL).await;
        let setting = "[[surcharge-codes]] factor = \"150 %\", code = …".to_owned();
        assert_eq!(plan.refused[0].reason, RefusedReason::CodeNotSet { setting });
    })
    .await;
}

/// Six hours wait to be paid as time for time: leave that is paid out comes from the rest.
#[tokio::test]
async fn what_waits_to_be_paid_is_not_paid_out_as_leave() {
    everywhere(async |stage| {
        let alex = ready(stage).await;
        let coupling = stage.coupling().await;
        let today = stage.hub.surroundings.today();
        let balances = stage.hub.store.balances(coupling.organisation(), today).await.unwrap();
        let mut of_leave = balances
            .iter()
            .filter(|balance| (balance.person, balance.ledger) == (alex, LedgerKind::Leave));
        let all = of_leave.next().map(|balance| balance.hours).unwrap();
        let ask = async |hours| {
            let new = NewPayout {
                person: alex,
                source: PayoutSource::Leave,
                hours,
                code: 4100,
            };
            stage.hub.request_payout(&coupling, new).await.is_ok()
        };
        assert!(!ask(all - HundredthHours(599)).await);
        assert!(ask(all - HundredthHours(600)).await);
    })
    .await;
}
