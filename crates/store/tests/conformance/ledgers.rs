//! Hour ledgers: booked once, never changed, in the chain.

use crate::databases::Database;
use crate::samples::{World, at, id, posting, stored_postings};
use jiff::civil::date;
use loonbrug_domain::calendar::{Date, DateRange};
use loonbrug_domain::ids::{LeaveRequestId, LedgerEntryId};
use loonbrug_domain::leave::{Bucket, LeaveKind};
use loonbrug_domain::ledger::{Booking, Details, LedgerKind, LedgerOrigin};
use loonbrug_domain::quantity::HundredthHours;
use loonbrug_store::{
    ChainFault, ChainReport, ChainSubject, DatabaseKind, Store, StoreError, StoredBalance, StoredLedgerEntry, ToBook,
};

/// The week of the manual: −5 hours on Sunday 5 March 2023.
pub fn week(world: &World, number: u128, week: u8, hours: i64) -> ToBook {
    let sunday = date(2023, 3, 5).saturating_add(jiff::Span::new().weeks(i64::from(week) - 9));
    let origin = LedgerOrigin::Week { year: 2023, week };
    ToBook {
        id: LedgerEntryId(world.id(700 + number)),
        person: world.person(0),
        ledger: LedgerKind::PlusMinus,
        booking: Booking::new(origin, sunday, HundredthHours(hours)),
    }
}

/// Leave of three days in August, out of statutory leave.
fn leave(world: &World) -> ToBook {
    let days = DateRange::new(date(2023, 8, 21), date(2023, 8, 23)).unwrap();
    let booking = Booking {
        bucket: Some(Bucket {
            year: 2022,
            kind: LeaveKind::Statutory,
            lapses_on: Some(date(2023, 7, 1)),
        }),
        details: Details {
            requested_on: Some(date(2023, 1, 12)),
            days: Some(days),
            description: "Zomervakantie \"'’\u{1F3D6}".to_owned(),
            leave_type: "Vakantie".to_owned(),
            on_employer: true,
        },
        ..Booking::new(
            LedgerOrigin::Request(LeaveRequestId(id(7))),
            days.to,
            HundredthHours(-2250),
        )
    };
    ToBook {
        id: LedgerEntryId(world.id(800)),
        person: world.person(1),
        ledger: LedgerKind::Leave,
        booking,
    }
}

/// Two entries, for backups.
pub async fn fill(store: &Store, world: &World) {
    assert_eq!(
        book(store, world, &[week(world, 0, 9, -500), leave(world)]).await.len(),
        2
    );
    crate::absence::fill(store, world).await;
    crate::payouts::fill(store, world).await;
    crate::waiting::fill(store, world).await;
    store.put_ledger_settings(world.organisation, "{}").await.unwrap();
}

pub async fn book(store: &Store, world: &World, wanted: &[ToBook]) -> Vec<StoredLedgerEntry> {
    store
        .book(world.organisation, (at(1), "fleur"), wanted, &[])
        .await
        .unwrap()
}

async fn weeks(store: &Store, world: &World) -> Vec<StoredLedgerEntry> {
    let people = [world.person(0)];
    store
        .ledgers_of(world.organisation, LedgerKind::PlusMinus, &people)
        .await
        .unwrap()
}

fn figures(entries: &[StoredLedgerEntry]) -> Vec<(String, i64, i64)> {
    let figure = |stored: &StoredLedgerEntry| {
        let booking = &stored.entry.booking;
        (booking.origin.to_string(), stored.entry.revision, booking.hours.0)
    };
    entries.iter().map(figure).collect()
}

async fn verify(store: &Store, world: &World) -> ChainReport {
    store.verify_chain(world.organisation).await.unwrap()
}

pub async fn entries_are_kept_by_date_and_order(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let made = book(
        &store,
        &world,
        &[week(&world, 0, 10, -500), week(&world, 1, 9, 0), leave(&world)],
    )
    .await;
    assert_eq!(
        made.iter().map(|stored| stored.entry.sequence).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    let stored = weeks(&store, &world).await;
    assert_eq!(stored, [made[1].clone(), made[0].clone()]);
    let people = [world.person(0), world.person(1), world.person(1)];
    let leave = store
        .ledgers_of(world.organisation, LedgerKind::Leave, &people)
        .await
        .unwrap();
    assert_eq!(leave, made[2..]);
    let of = |from, to| DateRange::new(from, to).unwrap();
    let in_range = |range| store.ledger_in(world.organisation, LedgerKind::PlusMinus, range);
    assert_eq!(
        in_range(of(date(2023, 3, 5), date(2023, 3, 11))).await.unwrap(),
        made[1..2]
    );
    assert_eq!(in_range(of(date(2023, 3, 6), date(2023, 3, 11))).await.unwrap(), []);
}

pub async fn booking_twice_does_nothing(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let made = book(&store, &world, &[week(&world, 0, 9, -500), leave(&world)]).await;
    let before = verify(&store, &world).await;
    assert_eq!(
        book(&store, &world, &[week(&world, 1, 9, -500), leave(&world)]).await,
        []
    );
    assert_eq!(book(&store, &world, &[]).await, []);
    assert_eq!(weeks(&store, &world).await, made[..1]);
    assert_eq!(verify(&store, &world).await, before);
}

pub async fn what_comes_out_otherwise_is_the_next_revision(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    for (number, hours) in [(0, -500), (1, -250), (2, -250), (3, 0)] {
        book(&store, &world, &[week(&world, number, 9, hours)]).await;
    }
    let origin = || "week 2023-W09".to_owned();
    assert_eq!(
        figures(&weeks(&store, &world).await),
        [(origin(), 0, -500), (origin(), 1, 250), (origin(), 2, 250)]
    );
}

pub async fn the_last_of_two_figures_in_one_call_holds(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    book(&store, &world, &[week(&world, 0, 9, -500), week(&world, 1, 9, -300)]).await;
    let stored = figures(&weeks(&store, &world).await);
    assert_eq!(stored.iter().map(|figure| figure.2).sum::<i64>(), -300);
    assert_eq!(stored.len(), 2);
}

pub async fn two_programs_book_once(database: Database) {
    let (one, other) = (database.open().await, database.open().await);
    let world = World::new(&one).await;
    let wanted = |number: u128| {
        let weeks = (0..20).zip(9..);
        weeks.map(move |(place, of)| week(&world, number + place, of, -500))
    };
    let (first, second): (Vec<_>, Vec<_>) = (wanted(0).collect(), wanted(30).collect());
    let (first, second) = tokio::join!(book(&one, &world, &first), book(&other, &world, &second));
    assert_eq!(first.len() + second.len(), 20);
    assert_eq!(weeks(&one, &world).await.len(), 20);
    assert_eq!(verify(&one, &world).await.fault, None);
}

pub async fn more_entries_than_fit_in_one_statement(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let wanted: Vec<_> = (0..5_100)
        .map(|number| ToBook {
            id: LedgerEntryId(world.id(10_000 + number)),
            booking: Booking::new(LedgerOrigin::Hand(id(number)), date(2023, 3, 5), HundredthHours(1)),
            ..week(&world, 0, 9, 0)
        })
        .collect();
    assert_eq!(book(&store, &world, &wanted).await.len(), 5_100);
    assert_eq!(book(&store, &world, &wanted).await, []);
    let report = verify(&store, &world).await;
    assert_eq!((report.entries, report.fault), (5_100, None));
}

pub async fn a_ledger_stays_inside_the_organisation(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    let error = store
        .book(other.organisation, (at(1), "fleur"), &[week(&world, 0, 9, -500)], &[])
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
    assert_eq!(weeks(&store, &world).await, []);
    book(&store, &world, &[week(&world, 0, 9, -500)]).await;
    let people = [world.person(0)];
    let elsewhere = store
        .ledgers_of(other.organisation, LedgerKind::PlusMinus, &people)
        .await
        .unwrap();
    assert_eq!(elsewhere, []);
    assert_eq!(store.balances(other.organisation, Date::MAX).await.unwrap(), []);
}

pub async fn balances_are_the_sums_of_entries(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    book(
        &store,
        &world,
        &[week(&world, 0, 9, -500), week(&world, 1, 10, 200), leave(&world)],
    )
    .await;
    let balance = |place, ledger, hours| StoredBalance {
        person: world.person(place),
        ledger,
        hours: HundredthHours(hours),
    };
    let on = |date| store.balances(world.organisation, date);
    assert_eq!(on(date(2023, 3, 4)).await.unwrap(), []);
    assert_eq!(
        on(date(2023, 3, 5)).await.unwrap(),
        [balance(0, LedgerKind::PlusMinus, -500)]
    );
    assert_eq!(
        on(date(2023, 8, 23)).await.unwrap(),
        [
            balance(0, LedgerKind::PlusMinus, -300),
            balance(1, LedgerKind::Leave, -2250)
        ]
    );
}

pub async fn a_ledger_only_grows_but_words_can_be_erased(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    book(&store, &world, &[leave(&world)]).await;
    for sql in [
        "UPDATE ledger_entry SET hundredths = 0",
        "UPDATE ledger_entry SET date = '2023-01-01'",
        "UPDATE ledger_entry SET description = 'other words'",
        "UPDATE ledger_entry SET booked_by = 'somebody else'",
        "DELETE FROM ledger_entry",
    ] {
        let error = database.raw(sql).await.unwrap_err();
        assert!(error.to_string().contains("ledger_entry only grows"), "{sql}: {error}");
    }
    let erase = "UPDATE ledger_entry SET description = '', leave_type = '', booked_by = ''";
    assert_eq!(database.raw(erase).await.unwrap(), 1);
    assert_eq!(verify(&store, &world).await.fault, None);
}

pub async fn ledgers_and_postings_share_a_chain(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    stored_postings(&store, &world, 2).await;
    let made = book(&store, &world, &[week(&world, 0, 9, -500)]).await;
    store.insert_postings(&[posting(&world, 7)]).await.unwrap();
    assert_eq!(made[0].entry.sequence, 3);
    let report = verify(&store, &world).await;
    assert_eq!((report.entries, report.fault), (4, None));
}

/// Three entries between postings, with the guards taken away.
async fn tampered(database: &Database, sql: &'static str) -> (World, Option<ChainFault>) {
    let store = database.open().await;
    let world = World::new(&store).await;
    stored_postings(&store, &world, 1).await;
    let wanted = [week(&world, 0, 9, -500), leave(&world), week(&world, 1, 10, 250)];
    book(&store, &world, &wanted).await;
    store.insert_postings(&[posting(&world, 7)]).await.unwrap();
    assert_eq!(verify(&store, &world).await.fault, None);
    let guards = match database.kind {
        DatabaseKind::Sqlite => {
            "DROP TRIGGER ledger_entry_not_changed; DROP TRIGGER ledger_entry_words_only_erased;
             DROP TRIGGER ledger_entry_not_removed"
        }
        DatabaseKind::Postgres => "ALTER TABLE ledger_entry DISABLE TRIGGER USER",
    };
    database.raw(guards).await.unwrap();
    assert!(database.raw(sql).await.unwrap() > 0, "{sql}");
    let fault = verify(&store, &world).await.fault;
    (world, fault)
}

pub async fn a_changed_entry_is_found(database: Database) {
    let (world, fault) = tampered(&database, "UPDATE ledger_entry SET hundredths = 500 WHERE sequence = 2").await;
    let subject = ChainSubject::LedgerEntry(LedgerEntryId(world.id(700)));
    assert_eq!(fault, Some(ChainFault::Changed { sequence: 2, subject }));
    let json = serde_json::to_value(fault).unwrap();
    assert_eq!(json["ledger-entry"], world.id(700).to_string());
}

pub async fn a_removed_entry_is_found(database: Database) {
    let (_, fault) = tampered(&database, "DELETE FROM ledger_entry WHERE sequence = 3").await;
    let (sequence, subject) = (3, None);
    assert_eq!(fault, Some(ChainFault::Missing { sequence, subject }));
}

pub async fn an_entry_put_in_past_the_program_is_found(database: Database) {
    let extra = "INSERT INTO ledger_entry (id, organisation, person, ledger, origin, revision, date, hundredths,
                     on_employer, leave_type, description, booked_at, booked_by, sequence, hash)
                 SELECT 'ffffffff-ffff-ffff-ffff-ffffffffffff', organisation, person, ledger, origin, 1, date, 9999,
                     0, '', '', 0, '', 1, ''
                 FROM ledger_entry WHERE sequence = 2";
    let (_, fault) = tampered(&database, extra).await;
    let (sequence, subject) = (Some(1), ChainSubject::LedgerEntry(LedgerEntryId(id(u128::MAX))));
    assert_eq!(fault, Some(ChainFault::Extra { sequence, subject }));
}

pub async fn settings_are_kept_by_organisation(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    for content in [r#"{"kept-from":"2023-01-01"}"#, "{}"] {
        store.put_ledger_settings(world.organisation, content).await.unwrap();
        let stored = store.ledger_settings(world.organisation).await.unwrap();
        assert_eq!(stored.as_deref(), Some(content));
    }
    assert_eq!(store.ledger_settings(other.organisation).await.unwrap(), None);
}
