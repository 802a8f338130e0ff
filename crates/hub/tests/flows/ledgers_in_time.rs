//! What ledgers book by themselves, at the day on which it is due and not before; and what they would book, looked at.

use crate::stage::{Desk, entry_text, over};
use jiff::civil::date;
use loonbrug_domain::Language;
use loonbrug_domain::leave::{LeaveKind, RequestState};
use loonbrug_domain::ledger::{LedgerKind, LedgerSettings};
use loonbrug_domain::{Date, HundredthHours};
use loonbrug_hub::OpenItem;
use loonbrug_hub::ledgers::{ByHandEntry, LedgerRun};
use loonbrug_nmbrs::capability::Interface;

/// Moves the clock to nine in the morning of a day.
fn until(desk: &Desk<'_>, day: Date) {
    let today = desk.stage.hub.surroundings.today();
    let days = (day - today).get_days();
    desk.stage.clock.advance(i64::from(days) * 24 * 3600);
    assert_eq!(desk.stage.hub.surroundings.today(), day);
}

/// Twenty hours of statutory leave of 2022 that somebody came with.
async fn with_leave_of_last_year(desk: &Desk<'_>) {
    let entry = ByHandEntry {
        ledger: LedgerKind::Leave,
        hours: HundredthHours(2000),
        date: date(2022, 12, 31),
        reason: "nulmeting".to_owned(),
        of: Some((2022, LeaveKind::Statutory)),
        opening: true,
    };
    let hub = &desk.stage.hub;
    hub.book_by_hand(desk.organisation, desk.person.id, &entry)
        .await
        .unwrap();
}

#[tokio::test]
async fn credits_and_lapses_are_booked_on_their_days() {
    over(Interface::Soap, async |stage| {
        let alex = Desk::new(stage, "1015", date(2023, 1, 1)).await;
        with_leave_of_last_year(&alex).await;
        let nothing = [] as [&str; 0];
        assert_eq!(alex.keep().await, ["2023-01-01 yearly 2023 statutory 0 150,00"]);
        until(&alex, date(2023, 6, 30));
        assert_eq!(alex.keep().await, nothing, "the last day on which it can be taken");
        until(&alex, date(2023, 7, 1));
        assert_eq!(
            alex.keep().await,
            ["2023-07-01 lapse 2022 statutory 2023-07-01 0 -20,00"]
        );
        until(&alex, date(2023, 12, 31));
        assert_eq!(alex.keep().await, nothing);
        until(&alex, date(2024, 1, 1));
        assert_eq!(alex.keep().await, ["2024-01-01 yearly 2024 statutory 0 150,00"]);
        until(&alex, date(2024, 6, 30));
        assert_eq!(alex.keep().await, nothing);
        until(&alex, date(2024, 7, 1));
        assert_eq!(
            alex.keep().await,
            ["2024-07-01 lapse 2023 statutory 2024-07-01 0 -150,00"]
        );
        assert_eq!(alex.statement().await.leave.balance, HundredthHours(15_000));
        alex.history_holds().await;
    })
    .await;
}

/// A night that was missed books with the day on which it was due.
#[tokio::test]
async fn whoever_comes_late_books_by_the_day_on_which_it_was_due() {
    over(Interface::Soap, async |stage| {
        let alex = Desk::new(stage, "1015", date(2023, 1, 1)).await;
        with_leave_of_last_year(&alex).await;
        until(&alex, date(2024, 1, 5));
        let mut booked = alex.keep().await;
        booked.sort();
        let expected = [
            "2023-01-01 yearly 2023 statutory 0 150,00",
            "2023-07-01 lapse 2022 statutory 2023-07-01 0 -20,00",
            "2024-01-01 yearly 2024 statutory 0 150,00",
        ];
        assert_eq!(booked, expected);
    })
    .await;
}

/// Leave from the request to the ledger, with what waits for the office and for nobody else.
#[tokio::test]
async fn a_request_waits_in_the_inbox_until_it_is_decided_and_then_is_in_the_ledger() {
    over(Interface::Soap, async |stage| {
        let alex = Desk::new(stage, "1015", date(2023, 1, 1)).await;
        alex.by_hand(LedgerKind::Leave, 4000, date(2023, 1, 1), true).await;
        let waits = async || {
            let open = stage.hub.inbox().await.unwrap().into_iter();
            let requests = open.filter(|open| open.what == OpenItem::LeaveRequested);
            let told = requests.map(|open| format!("{} {}", open.text(Language::Dutch), open.oldest.unwrap()));
            told.collect::<Vec<_>>()
        };
        let one = alex.request(date(2023, 6, 5), date(2023, 6, 6), 1500, false).await;
        until(&alex, date(2023, 5, 18));
        let other = alex.request(date(2023, 6, 12), date(2023, 6, 12), 750, false).await;
        assert_eq!(waits().await, ["2 verlofaanvragen 2023-05-17"]);
        alex.decide(&one, RequestState::Approved).await.unwrap();
        assert_eq!(waits().await, ["1 verlofaanvraag 2023-05-18"]);
        alex.decide(&other, RequestState::Rejected).await.unwrap();
        assert_eq!(waits().await, [] as [&str; 0]);
        let statement = alex.statement_until(Some(date(2023, 6, 30))).await;
        let lines: Vec<String> = statement.leave.entries.iter().map(entry_text).collect();
        assert_eq!(lines, ["2023-01-01 opening 0 40,00", "2023-06-06 request 0 -15,00"]);
        assert_eq!(statement.leave.balance_until, HundredthHours(2500));
        // Leave counts as worked, and nobody is to work on it.
        let june = loonbrug_domain::DateRange::new(date(2023, 6, 1), date(2023, 6, 30)).unwrap();
        let absent = stage.hub.paid_absence(alex.organisation, june).await.unwrap();
        let hours: i64 = absent[&alex.person.id].iter().map(|day| day.paid_absence.0).sum();
        assert_eq!((absent.len(), hours), (1, 1500));
        alex.decide(&one, RequestState::Withdrawn).await.unwrap();
        assert_eq!(stage.hub.paid_absence(alex.organisation, june).await.unwrap().len(), 0);
        alex.history_holds().await;
    })
    .await;
}

fn told(run: &LedgerRun) -> Vec<String> {
    let line = |line: &loonbrug_hub::ledgers::BookedLine| format!("{} {}", line.name, entry_text(&line.entry.entry));
    let mut told: Vec<String> = run.booked.iter().map(line).collect();
    told.sort();
    told
}

/// A first day that lies far back: everything is said before it is booked, by settings that do not hold yet as well.
#[tokio::test]
async fn what_would_be_booked_is_shown_and_nothing_is_stored() {
    over(Interface::Soap, async |stage| {
        stage.with_people().await;
        stage
            .bring(&["1012;28-02-2023;08:00;17:00;0", "1012;05-03-2023;08:00;18:00;0"])
            .await;
        let (hub, organisation) = (&stage.hub, stage.coupling().await.organisation());
        let settings = LedgerSettings::of_the_law(date(2022, 1, 1));
        let before = stage.kept().await;
        assert_eq!(
            hub.due_in_ledgers(organisation, None, None).await.unwrap(),
            LedgerRun::default()
        );
        let due = hub.due_in_ledgers(organisation, Some(&settings), None).await.unwrap();
        assert_eq!(stage.kept().await, before);
        let told_before = told(&due);
        assert!(
            told_before.contains(&"Robin de Boer 2023-03-05 week 2023-W09 0 -5,00".to_owned()),
            "{told_before:?}"
        );
        assert_eq!(due.lapses().count(), 0);
        hub.put_ledger_settings(organisation, &settings).await.unwrap();
        stage.clock.advance(60 * 24 * 3600);
        let due = hub.due_in_ledgers(organisation, None, None).await.unwrap();
        assert!(
            due.lapses().count() > 10,
            "what 2022 credited has lapsed on 1 July 2023"
        );
        let again = hub.due_in_ledgers(organisation, None, None).await.unwrap();
        assert_eq!(told(&again), told(&due));
        let booked = hub.keep_ledgers(organisation, None).await.unwrap();
        assert_eq!(told(&booked), told(&due), "what was said is what is booked");
        assert_eq!(
            told(&hub.due_in_ledgers(organisation, None, None).await.unwrap()),
            [] as [&str; 0]
        );
        told(&booked)
    })
    .await;
}
