//! What is left of each bucket: the entries played again, first to lapse first.

use super::{Bucket, LeaveKind};
use crate::calendar::{Date, DateRange};
use crate::ledger::{LedgerEntry, LedgerOrigin};
use crate::plus_minus::WorkingWeek;
use crate::quantity::HundredthHours;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// What somebody holds of each bucket at the end of a day, and how much was taken beyond all of them. Leave counts on
/// the days on which it is taken, spread evenly over the working days of its range: leave in June and July does not
/// use in July what lapsed on the first of it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Holdings {
    /// Above zero, in the order in which they are used.
    #[serde(serialize_with = "as_list")]
    pub buckets: BTreeMap<Bucket, HundredthHours>,
    /// Taken or debited without anything to take it from; the next credit makes up for it first.
    pub overdrawn: HundredthHours,
}

/// One bucket and what it holds, for JSON, whose keys are texts.
#[derive(Serialize)]
struct Held<'h> {
    #[serde(flatten)]
    bucket: &'h Bucket,
    hours: HundredthHours,
}

fn as_list<S: Serializer>(buckets: &BTreeMap<Bucket, HundredthHours>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(buckets.iter().map(|(bucket, &hours)| Held { bucket, hours }))
}

impl Holdings {
    /// What these entries leave at the end of a day.
    #[must_use]
    pub fn on(entries: &[LedgerEntry], date: Date) -> Self {
        let mut moves: Vec<Move> = netted(entries)
            .into_iter()
            .flat_map(|(what, net)| moves(&what, &net))
            .collect();
        moves.retain(|one| one.date <= date);
        // On one day credits come first: who gets leave on 1 January can take it that day.
        moves.sort_by_key(|one| (one.date, one.hours < HundredthHours::ZERO, one.sequence));
        let mut holdings = Self::default();
        for one in moves {
            holdings.play(&one);
        }
        holdings
    }

    /// All together; below zero when more was taken than there was.
    #[must_use]
    pub fn total(&self) -> HundredthHours {
        self.buckets.values().copied().sum::<HundredthHours>() - self.overdrawn
    }

    fn play(&mut self, one: &Move) {
        if one.hours < HundredthHours::ZERO {
            self.take(-one.hours, one.bucket, one.date);
            return;
        }
        let settled = one.hours.min(self.overdrawn);
        self.overdrawn = self.overdrawn - settled;
        // A credit of which nobody said what it is does not lapse.
        let unnamed = Bucket {
            year: one.date.year(),
            kind: LeaveKind::ExtraStatutory,
            lapses_on: None,
        };
        self.add(one.bucket.unwrap_or(unnamed), one.hours - settled);
    }

    fn take(&mut self, hours: HundredthHours, only: Option<Bucket>, date: Date) {
        let mut left = hours;
        let usable: Vec<Bucket> = match only {
            Some(bucket) => vec![bucket],
            None => self
                .buckets
                .keys()
                .copied()
                .filter(|bucket| bucket.is_usable_on(date))
                .collect(),
        };
        for bucket in usable {
            let held = self.buckets.get(&bucket).copied().unwrap_or_default();
            let taken = held.min(left);
            self.add(bucket, -taken);
            left = left - taken;
        }
        self.overdrawn += left;
    }

    fn add(&mut self, bucket: Bucket, hours: HundredthHours) {
        let held = self.buckets.entry(bucket).or_default();
        *held += hours;
        if *held == HundredthHours::ZERO {
            self.buckets.remove(&bucket);
        }
    }
}

/// What entries are about: entries that are about the same add up, so that leave that was taken back leaves no trace.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct What {
    date: Date,
    days: Option<DateRange>,
    bucket: Option<Bucket>,
    origin: LedgerOrigin,
}

/// Entries added up.
struct Net {
    hours: HundredthHours,
    sequence: i64,
}

fn netted(entries: &[LedgerEntry]) -> BTreeMap<What, Net> {
    let mut netted: BTreeMap<What, Net> = BTreeMap::new();
    for LedgerEntry { sequence, booking, .. } in entries {
        let what = What {
            date: booking.date,
            days: booking.details.days,
            bucket: booking.bucket,
            origin: booking.origin,
        };
        let net = netted.entry(what).or_insert(Net {
            hours: HundredthHours::ZERO,
            sequence: *sequence,
        });
        net.hours += booking.hours;
        net.sequence = net.sequence.min(*sequence);
    }
    netted
}

/// Hours that move on one day.
struct Move {
    date: Date,
    sequence: i64,
    hours: HundredthHours,
    bucket: Option<Bucket>,
}

/// One move, or one for each day of leave.
fn moves(what: &What, net: &Net) -> Vec<Move> {
    let on = |(date, hours)| Move {
        date,
        sequence: net.sequence,
        hours,
        bucket: what.bucket,
    };
    match what.days {
        Some(days) => spread(net.hours, days).into_iter().map(on).collect(),
        None => vec![on((what.date, net.hours))],
    }
}

/// Hours evenly over the working days of a range, or over all its days where none is a working day; what does not
/// divide goes to the first days.
#[must_use]
pub fn spread(hours: HundredthHours, days: DateRange) -> Vec<(Date, HundredthHours)> {
    let mut dates: Vec<Date> = days
        .days()
        .filter(|date| WorkingWeek::default().contains(*date))
        .collect();
    if dates.is_empty() {
        dates = days.days().collect();
    }
    let count = i64::try_from(dates.len()).unwrap_or(i64::MAX);
    let (each, rest) = (hours.0 / count, hours.0 % count);
    let share = |place: i64| HundredthHours(each + if place < rest.abs() { rest.signum() } else { 0 });
    (0..).zip(dates).map(|(place, date)| (date, share(place))).collect()
}
