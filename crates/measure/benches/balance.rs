//! Balances over ten years of entries of one person: every week a figure and a surcharge, every month leave and accrual.
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use jiff::{Timestamp, ToSpan as _};
use loonbrug_domain::calendar::{Date, DateRange, iso_week};
use loonbrug_domain::ids::{LedgerEntryId, PersonId};
use loonbrug_domain::leave::{Holdings, LeaveKind, LeaveTerms};
use loonbrug_domain::ledger::{Booking, Details, LedgerEntry, LedgerKind, LedgerOrigin, balance_on, rows};
use loonbrug_domain::quantity::{Factor, HundredthHours};
use loonbrug_measure::company::{Company, SqliteFile};
use loonbrug_store::ToBook;
use std::hint::black_box;
use tokio::runtime::Runtime;
use uuid::Uuid;

const BEGINS: Date = date(2016, 1, 4);
const YEARS: i64 = 10;

/// Weeks and surcharges.
fn plus_minus() -> Vec<Booking> {
    let mondays = (0..YEARS * 52).map(|week| BEGINS.saturating_add(week.weeks()));
    let of_week = |monday: Date| {
        let (year, week) = iso_week(monday);
        let sunday = monday.saturating_add(6.days());
        let factor = Factor::percent(200);
        [
            Booking::new(LedgerOrigin::Week { year, week }, sunday, HundredthHours(-500)),
            Booking::new(
                LedgerOrigin::Surcharge { year, week, factor },
                sunday,
                HundredthHours(500),
            ),
        ]
    };
    mondays.flat_map(of_week).collect()
}

/// Each month leave is earned, and two days of it are taken.
fn leave() -> Vec<Booking> {
    let terms = LeaveTerms::default();
    let firsts = (0..YEARS * 12).map(|month| date(2016, 1, 1).saturating_add(month.months()));
    let of_month = |(number, first): (u128, Date)| {
        let (year, month, kind) = (first.year(), first.month(), LeaveKind::Statutory);
        let days = DateRange::new(first, first.saturating_add(1.day())).expect("in order");
        let earned = Booking {
            bucket: Some(terms.bucket(year, kind)),
            ..Booking::new(LedgerOrigin::Accrual { year, month, kind }, first, HundredthHours(1600))
        };
        let taken = Booking {
            details: Details {
                days: Some(days),
                ..Details::default()
            },
            ..Booking::new(
                LedgerOrigin::Hand(Uuid::from_u128(number)),
                days.to,
                HundredthHours(-1500),
            )
        };
        [earned, taken]
    };
    (1..).zip(firsts).flat_map(of_month).collect()
}

fn entries(bookings: Vec<Booking>) -> Vec<LedgerEntry> {
    let entry = |(sequence, booking)| LedgerEntry {
        sequence,
        revision: 0,
        booking,
    };
    (1..).zip(bookings).map(entry).collect()
}

fn balances(criterion: &mut Criterion) {
    let (hours, leave_entries) = (entries(plus_minus()), entries(leave()));
    let on = date(2025, 12, 31);
    let whole = DateRange::new(BEGINS, on).expect("in order");
    let mut group = criterion.benchmark_group("balance");
    group.bench_function("of 1,040 entries in memory", |bencher| {
        bencher.iter(|| balance_on(black_box(&hours), on));
    });
    group.bench_function("running, with every line", |bencher| {
        bencher.iter(|| rows(black_box(&hours), whole).len());
    });
    group.bench_function("of leave by year and kind, 240 entries", |bencher| {
        bencher.iter(|| Holdings::on(black_box(&leave_entries), on));
    });
    group.finish();
    stored(criterion, on);
}

/// The same entries on `SQLite`: read, and added up.
fn stored(criterion: &mut Criterion, on: Date) {
    let runtime = Runtime::new().expect("a runtime is made");
    let file = SqliteFile::new().expect("a folder is made");
    let company = runtime
        .block_on(Company::found(&file.url(), 1))
        .expect("the person is stored");
    let (organisation, store) = (company.organisation, &company.hub.store);
    let people = runtime
        .block_on(store.people(organisation))
        .expect("the person is read");
    let person: PersonId = people.first().expect("there is one").id;
    let to_book = |(number, booking): (u128, Booking)| ToBook {
        id: LedgerEntryId(Uuid::from_u128(number)),
        person,
        ledger: LedgerKind::PlusMinus,
        booking,
    };
    let wanted: Vec<ToBook> = (1..).zip(plus_minus()).map(to_book).collect();
    let booked = runtime.block_on(store.book(organisation, (Timestamp::UNIX_EPOCH, "measure"), &wanted, &[]));
    assert_eq!(booked.expect("the entries are stored").len(), wanted.len());
    criterion.bench_function("balance/of 1,040 entries, read from SQLite", |bencher| {
        bencher.iter(|| {
            let read = runtime.block_on(store.ledgers_of(organisation, LedgerKind::PlusMinus, &[person]));
            let entries: Vec<_> = read
                .expect("the entries are read")
                .into_iter()
                .map(|stored| stored.entry)
                .collect();
            balance_on(&entries, on)
        });
    });
    criterion.bench_function("balance/added up by SQLite", |bencher| {
        bencher.iter(|| {
            runtime
                .block_on(store.balances(organisation, on))
                .expect("the balances are read")
        });
    });
    runtime.block_on(store.close());
}

criterion_group!(benches, balances);
criterion_main!(benches);
