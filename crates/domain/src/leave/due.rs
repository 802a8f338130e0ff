//! What is credited and what lapses by itself, now and in time to come.

use super::credit::{YearlyCredit, yearly};
use super::time_for_time::paid_buckets;
use super::{Bucket, Holdings, LeaveTerms, terms_on};
use crate::calendar::Date;
use crate::ledger::{Booked, Booking, LedgerEntry, LedgerOrigin};
use crate::people::Contract;
use crate::plus_minus::PlusMinusError;
use crate::quantity::HundredthHours;
use jiff::ToSpan;
use serde::Serialize;
use std::collections::BTreeSet;

/// Leave that is about to lapse: whoever holds it must be told in time, else it does not lapse (BW 7:640a).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Lapsing {
    /// What lapses, and when.
    pub bucket: Bucket,
    /// What will be left of it then, with the leave that is planned taken off.
    pub hours: HundredthHours,
}

/// What the ledger of leave must hold by itself on a day: the yearly credits of this year and the last, and what has
/// lapsed. `begin` is the first day on which the ledger keeps itself: what is earlier is in the opening balance.
///
/// # Errors
/// `PlusMinusError` when a contract does not say its hours.
pub fn due(
    entries: &[LedgerEntry],
    contracts: &[Contract],
    terms: &[LeaveTerms],
    begin: Date,
    on: Date,
) -> Result<Vec<Booking>, PlusMinusError> {
    let mut due = Vec::new();
    for year in [on.year() - 1, on.year()] {
        let terms = terms_on(terms, Date::new(year, 1, 1).unwrap_or(Date::MIN));
        let credits = yearly(contracts, &terms, year)?;
        let counts = credits.into_iter().filter(|credit| begin <= credit.from);
        let bookings = counts.map(|credit| credited(entries, &terms, year, credit));
        due.extend(bookings.filter(|booking| booking.date <= on));
    }
    // What is credited now can have lapsed by now.
    let mut with_credits = entries.to_vec();
    for booking in &due {
        add(&mut with_credits, booking);
    }
    due.extend(lapsed(&with_credits, begin, on));
    Ok(due)
}

/// Adds what a booking brings beside the entries that are there, as booking it would.
fn add(entries: &mut Vec<LedgerEntry>, booking: &Booking) {
    if let Some((booking, revision)) = booking.beside(Booked::of(entries, &booking.origin)) {
        let sequence = entries.iter().map(|entry| entry.sequence).max().unwrap_or(0) + 1;
        entries.push(LedgerEntry {
            sequence,
            revision,
            booking,
        });
    }
}

/// The credit of a year; a difference with what was credited before is of the day of the change.
fn credited(entries: &[LedgerEntry], terms: &LeaveTerms, year: i16, credit: YearlyCredit) -> Booking {
    let origin = LedgerOrigin::Yearly {
        year,
        kind: credit.kind,
    };
    let first = Booked::of(entries, &origin).revision.is_none();
    let date = if first { credit.from } else { credit.changed_on };
    Booking {
        bucket: Some(terms.bucket(year, credit.kind)),
        ..Booking::new(origin, date, credit.hours)
    }
}

/// The buckets that ever were and that lapse.
fn lapsing_buckets(entries: &[LedgerEntry]) -> impl Iterator<Item = Bucket> {
    let buckets: BTreeSet<Bucket> = entries.iter().filter_map(|entry| entry.booking.bucket).collect();
    let paid = paid_buckets(entries);
    buckets.into_iter().filter(move |bucket| !paid.contains(bucket))
}

/// What has lapsed of each bucket: what was left of it on its last day.
fn lapsed(entries: &[LedgerEntry], begin: Date, on: Date) -> Vec<Booking> {
    let lapsed = lapsing_buckets(entries).filter_map(|bucket| {
        let lapses_on = bucket.lapses_on.filter(|date| begin <= *date && *date <= on)?;
        let origin = LedgerOrigin::Lapse {
            year: bucket.year,
            kind: bucket.kind,
            on: lapses_on,
        };
        Some(Booking {
            bucket: Some(bucket),
            ..Booking::new(origin, lapses_on, -left(entries, bucket, lapses_on))
        })
    });
    lapsed.collect()
}

/// What is left of a bucket on the last day before it lapses.
fn left(entries: &[LedgerEntry], bucket: Bucket, lapses_on: Date) -> HundredthHours {
    let last_day = lapses_on.saturating_sub(1.day());
    Holdings::on(entries, last_day)
        .buckets
        .get(&bucket)
        .copied()
        .unwrap_or_default()
}

/// What lapses soon: within the days in which the person must have been told.
#[must_use]
pub fn lapsing(entries: &[LedgerEntry], terms: &LeaveTerms, on: Date) -> Vec<Lapsing> {
    let until = on.saturating_add(terms.warn_days.days());
    let soon = lapsing_buckets(entries).filter_map(|bucket| {
        let lapses_on = bucket.lapses_on.filter(|date| on < *date && *date <= until)?;
        let hours = left(entries, bucket, lapses_on);
        (hours > HundredthHours::ZERO).then_some(Lapsing { bucket, hours })
    });
    soon.collect()
}

/// The entries that will be booked by themselves after today, up to a day, if nothing else happens: together with those
/// that are there they make the balance of that day.
///
/// # Errors
/// As [`due`].
pub fn expected(
    entries: &[LedgerEntry],
    contracts: &[Contract],
    terms: &[LeaveTerms],
    begin: Date,
    (today, until): (Date, Date),
) -> Result<Vec<LedgerEntry>, PlusMinusError> {
    let mut all = entries.to_vec();
    let new_years = (today.year()..until.year()).filter_map(|year| Date::new(year + 1, 1, 1).ok());
    for on in new_years.chain([until]).filter(|on| *on > today) {
        for booking in due(&all, contracts, terms, begin, on)? {
            add(&mut all, &booking);
        }
    }
    Ok(all.split_off(entries.len()))
}
