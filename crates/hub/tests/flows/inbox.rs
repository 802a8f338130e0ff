//! What waits for a person, in one list, and the view over many employers.

use crate::stage::{APRIL, COUPLING, ORGANISATION, Stage, over, range};
use jiff::Timestamp;
use loonbrug_domain::ids::{OrganisationId, PersonId, RunId};
use loonbrug_domain::ledger::{LedgerKind, LedgerSettings};
use loonbrug_domain::{Date, HundredthHours, Language, Minutes};
use loonbrug_hub::ledgers::{ByHandEntry, NewPayout};
use loonbrug_hub::people::PeopleChoice;
use loonbrug_hub::{CouplingOverview, OpenItem};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::{PayoutSource, Run};

/// Eight hours of Thomas Lakeman, and seventeen.
const EIGHT: &str = "1001;03-04-2023;09:00;17:00;0";
const SEVENTEEN: &str = "1001;03-04-2023;05:00;22:00;0";

async fn waits(stage: &Stage) -> Vec<String> {
    let open = stage.hub.inbox().await.unwrap();
    open.iter()
        .map(|open| {
            assert_eq!(open.organisation, ORGANISATION);
            let oldest = open.oldest.map(|day| format!(", {day}")).unwrap_or_default();
            format!("{}{oldest}", open.text(Language::Dutch))
        })
        .collect()
}

async fn organisation(stage: &Stage) -> OrganisationId {
    stage.hub.organisation(ORGANISATION).await.unwrap().id
}

async fn person(stage: &Stage, name: &str) -> PersonId {
    let person = stage.hub.person_called(organisation(stage).await, name).await;
    person.unwrap().id
}

async fn overview(stage: &Stage) -> CouplingOverview {
    let mut overview = stage.hub.overview().await.unwrap();
    assert_eq!(overview.len(), 1);
    overview.remove(0)
}

#[tokio::test]
async fn a_month_waits_to_be_linked_and_sent_and_then_nothing_does() {
    over(Interface::Rest, async |stage| {
        let coupling = stage.couple(COUPLING).await;
        stage
            .hub
            .apply_people(&coupling, &PeopleChoice::default())
            .await
            .unwrap();
        assert_eq!(waits(stage).await, ["25 medewerkers in Nmbrs zijn nog niet gekoppeld"]);
        stage.import_people(&coupling).await;
        assert_eq!(waits(stage).await, [] as [&str; 0]);

        stage
            .bring(&[EIGHT, "1002;04-04-2023;09:00;17:00;0", "1011;04-04-2023;09:00;17:00;0"])
            .await;
        let ready = "april 2023 klaar om te versturen: 2 diensten van 2 mensen, 2023-04-03";
        assert_eq!(
            waits(stage).await,
            [ready],
            "who has contract hours goes by another flow"
        );
        assert!(overview(stage).await.is_ready_to_send());
        stage.apply(APRIL).await;
        assert_eq!(waits(stage).await, [] as [&str; 0]);
        // What comes later is not forgotten.
        stage.bring(&["1003;29-04-2023;09:00;17:00;0"]).await;
        let later = "april 2023 klaar om te versturen: 1 dienst van 1 persoon, 2023-04-29";
        assert_eq!(waits(stage).await, [later]);
        let english = stage.hub.inbox().await.unwrap()[0].text(Language::English);
        assert_eq!(english, "April 2023 ready to send: 1 shift of 1 person");
    })
    .await;
}

#[tokio::test]
async fn odd_figures_wait_from_the_night_until_somebody_accepts_them() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        stage.bring(&[SEVENTEEN]).await;
        stage.hub.night().await.unwrap();
        let odd = waits(stage).await;
        assert_eq!(odd[..1], ["1 opvallend cijfer, 2023-04-01"], "{odd:?}");
        let (days, thomas) = (range(APRIL), person(stage, "Thomas Lakeman").await);
        let key = "long-shift/2023-04-03/05:00";
        let accepted = stage
            .hub
            .accept_odd_figure(organisation(stage).await, days, thomas, key, "Inventarisatie");
        accepted.await.unwrap();
        assert_eq!(waits(stage).await.len(), 1, "only the hours, ready to send");
    })
    .await;
}

#[tokio::test]
async fn what_the_clock_cannot_say_waits_until_it_is_settled() {
    over(Interface::Rest, async |stage| {
        stage.with_people().await;
        let organisation = organisation(stage).await;
        stage.hub.add_terminal(organisation, "Kassa").await.unwrap();
        let event = |sequence: i64, direction: &str, at: &str| {
            format!(
                r#"{{"terminal":"Kassa","sequence":{sequence},"at":"{at}+02:00","badge":"42","direction":"{direction}"}}"#
            )
        };
        let day = [event(1, "in", "2023-05-08T09:00:00"), event(2, "out", "2023-05-08T17:00:00")];
        let forgotten = event(3, "in", "2023-05-09T09:00:00");
        let delivered = format!("{}\n{}\n{forgotten}", day[0], day[1]);
        stage.hub.accept_events(organisation, &delivered).await.unwrap();
        let may = range("2023-05-01/2023-05-31");
        stage.hub.derive_shifts(organisation, may).await.unwrap();
        let unknown = "3 klokregistraties met een onbekende badge, 2023-05-08";
        assert_eq!(waits(stage).await, [unknown]);

        let (thomas, badge) = (person(stage, "Thomas Lakeman").await, "42".to_owned().try_into().unwrap());
        let from = Date::constant(2023, 5, 1);
        stage.hub.assign_badge(organisation, &badge, from, Some(thomas)).await.unwrap();
        let forgotten = "1 klokregistratie zonder dienst, 2023-05-09";
        assert_eq!(waits(stage).await, [forgotten]);
        stage.hub.derive_shifts(organisation, may).await.unwrap();
        let open = "1 dienst is nog niet ingediend, 2023-05-08";
        assert_eq!(waits(stage).await, [forgotten, open]);
        let dismissed = stage.hub.dismiss_clock_event(organisation, "Kassa", 3, "vergissing");
        dismissed.await.unwrap();
        assert_eq!(waits(stage).await, [open]);
    })
    .await;
}

#[tokio::test]
async fn requests_wait_with_the_day_of_the_oldest() {
    over(Interface::Rest, async |stage| {
        let coupling = stage.with_people().await;
        let organisation = organisation(stage).await;
        let settings = LedgerSettings::of_the_law(Date::constant(2022, 1, 1));
        stage.hub.put_ledger_settings(organisation, &settings).await.unwrap();
        let alex = person(stage, "Alex van Beuzekom").await;
        let entry = ByHandEntry {
            ledger: LedgerKind::Leave,
            hours: HundredthHours(13_500),
            date: Date::constant(2023, 1, 9),
            reason: "Jaarlijkse bijboeking verlofuren".into(),
            opening: false,
            of: None,
        };
        stage.hub.book_by_hand(organisation, alex, &entry).await.unwrap();
        let new = NewPayout {
            person: alex,
            source: PayoutSource::Leave,
            hours: HundredthHours(6_250),
            code: 4100,
        };
        stage.hub.request_payout(&coupling, new).await.unwrap();
        assert_eq!(waits(stage).await, ["1 aangevraagde uitbetaling, 2023-05-17"]);
    })
    .await;
}

/// A run that began an hour ago and did not end.
fn broken_off(coupling: &loonbrug_hub::OpenCoupling, now: Timestamp) -> Run {
    Run {
        id: RunId(uuid::Uuid::from_u128(7)),
        organisation: coupling.organisation(),
        coupling: coupling.id(),
        flow: "people".into(),
        range: None,
        period: None,
        state: "running".into(),
        started_by: "tester".into(),
        started_at: now,
        finished_at: None,
        summary: "{}".into(),
    }
}

#[tokio::test]
async fn a_run_that_broke_off_waits_unless_it_is_at_work_or_another_came_after_it() {
    over(Interface::Rest, async |stage| {
        let coupling = stage.with_people().await;
        stage.clock.advance(3_600);
        let run = broken_off(&coupling, stage.hub.surroundings.now());
        stage.hub.store.insert_run(&run).await.unwrap();
        let broken = "bijwerken van personeel: afgebroken, 2023-05-17";
        assert_eq!(waits(stage).await, [broken]);
        assert_eq!(overview(stage).await.last_run.unwrap().state, "running");
        let lease = format!("{} people", coupling.company_lease());
        let lease = stage.hub.take_lease(&lease, "Modehuis").await.unwrap();
        assert_eq!(waits(stage).await, [] as [&str; 0], "somebody is at it");
        lease.release().await.unwrap();
        stage.clock.advance(3_600);
        stage.import_people(&coupling).await;
        assert_eq!(waits(stage).await, [] as [&str; 0]);
        let last = overview(stage).await.last_run.unwrap();
        assert_eq!((last.flow.as_str(), last.state.as_str()), ("people", "done"));
    })
    .await;
}

#[tokio::test]
async fn a_token_asks_for_a_move_in_the_last_year_of_soap() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        assert_eq!(waits(stage).await, [] as [&str; 0]);
        let day: Timestamp = "2026-06-01T09:00:00+02:00".parse().unwrap();
        stage.clock.advance((day - stage.hub.surroundings.now()).get_seconds());
        let open = stage.hub.inbox().await.unwrap();
        let [soap] = &open[..] else { panic!("{open:?}") };
        assert_eq!(soap.what, OpenItem::SoapEnds { days_left: 273 });
        assert_eq!(soap.to_do(Language::English), "Move from token to log-in.");
    })
    .await;
}

#[tokio::test]
async fn the_pay_period_of_today_says_how_far_it_is() {
    over(Interface::Rest, async |stage| {
        // Back to April, which is open in Nmbrs.
        stage.clock.advance(-20 * 24 * 3_600);
        stage.with_people().await;
        assert_eq!(overview(stage).await.period.percent(), None);
        stage.bring(&["1001;03-04-2023;09:00;17:00;0"]).await;
        stage.apply(APRIL).await;
        stage
            .bring(&["1002;04-04-2023;09:00;13:00;0", "1011;04-04-2023;09:00;17:00;0"])
            .await;
        let period = overview(stage).await.period;
        assert_eq!((period.period.number, period.percent()), (4, Some(66)));
        assert_eq!((period.approved, period.sent), (Minutes(720), Minutes(480)));
    })
    .await;
}
