//! Time for time (tijd voor tijd) with money where it was not taken in its term.
//!
//! Each week's credit is a bucket of its own, that can be taken until its term ends and does not lapse: what is left of
//! it then is paid.

use super::{Bucket, Holdings, LeaveKind};
use crate::calendar::{Date, DateRange};
use crate::ledger::{LedgerEntry, LedgerOrigin};
use crate::plus_minus::week_range;
use crate::quantity::{Factor, HundredthHours};
use crate::rules::surcharge_share;
use jiff::ToSpan;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The surcharges of one ISO week that are taken as time off, or else paid.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize)]
pub struct TimeForTimeCredit {
    /// Year that the week belongs to.
    pub year: i16,
    /// Its number.
    pub week: u8,
    /// The factor that the time off comes from: at 200 % an hour for each hour.
    pub factor: Factor,
    /// Within how many weeks after that week it must be taken.
    pub weeks: u16,
    /// What is paid for the hours when it was not.
    pub otherwise: Factor,
}

/// What was not taken of a credit in its term.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Untaken {
    /// The credit.
    pub credit: TimeForTimeCredit,
    /// What is left of it in the ledger.
    pub left: HundredthHours,
    /// The hours for which `otherwise` is paid.
    pub to_pay: HundredthHours,
}

impl TimeForTimeCredit {
    /// The last day on which it can be taken: so many weeks after the Sunday that ends its week.
    #[must_use]
    pub fn last_day(&self) -> Date {
        let sunday = week_range(self.year, self.week).map_or(Date::MAX, |week| week.to);
        sunday.saturating_add(i64::from(self.weeks).weeks())
    }

    /// Where it is in the ledger of leave.
    #[must_use]
    pub fn bucket(&self) -> Bucket {
        Bucket {
            year: self.year,
            kind: LeaveKind::TimeForTime,
            lapses_on: self.last_day().tomorrow().ok(),
        }
    }

    /// The hours for which `otherwise` is paid instead of this much time off.
    fn paid_for(&self, left: HundredthHours) -> HundredthHours {
        let surcharge = i64::from(self.factor.0) - i64::from(Factor::WORKED.0);
        if surcharge <= 0 {
            return HundredthHours::ZERO;
        }
        HundredthHours((2 * left.0 * i64::from(Factor::WORKED.0) + surcharge).div_euclid(2 * surcharge))
    }

    /// The time off that so many paid hours take the place of.
    #[must_use]
    pub fn taken_by(&self, paid: HundredthHours) -> HundredthHours {
        surcharge_share(paid, self.factor)
    }
}

/// The buckets of credits that are paid when they are not taken: they never lapse.
#[must_use]
pub(super) fn paid_buckets(entries: &[LedgerEntry]) -> BTreeSet<Bucket> {
    credits(entries).into_keys().map(|credit| credit.bucket()).collect()
}

/// What was not taken of the credits whose term ended in these days. Of credits with one term those of the lower factor
/// are taken first. What was paid of them meanwhile is still among it: a figure does not change by being sent.
#[must_use]
pub fn untaken(entries: &[LedgerEntry], range: DateRange) -> Vec<Untaken> {
    let unpaid: Vec<LedgerEntry> = entries
        .iter()
        .filter(|entry| !matches!(entry.booking.origin, LedgerOrigin::TimeForTimePaid(_)))
        .cloned()
        .collect();
    let mut by_bucket: BTreeMap<Bucket, Vec<(TimeForTimeCredit, HundredthHours)>> = BTreeMap::new();
    for (credit, hours) in credits(&unpaid) {
        if range.contains(credit.last_day()) {
            by_bucket.entry(credit.bucket()).or_default().push((credit, hours));
        }
    }
    let mut untaken = Vec::new();
    for (bucket, credits) in by_bucket {
        let last_day = credits.first().map_or(range.to, |(credit, _)| credit.last_day());
        let held = Holdings::on(&unpaid, last_day).buckets.get(&bucket).copied();
        let mut taken = credits.iter().map(|(_, hours)| *hours).sum::<HundredthHours>() - held.unwrap_or_default();
        for (credit, hours) in credits {
            let of_credit = taken.min(hours).max(HundredthHours::ZERO);
            taken = taken - of_credit;
            let left = hours - of_credit;
            let to_pay = credit.paid_for(left);
            untaken.push(Untaken { credit, left, to_pay });
        }
    }
    untaken.retain(|one| one.to_pay > HundredthHours::ZERO);
    untaken
}

/// What was credited, by credit.
fn credits(entries: &[LedgerEntry]) -> BTreeMap<TimeForTimeCredit, HundredthHours> {
    let mut credits: BTreeMap<TimeForTimeCredit, HundredthHours> = BTreeMap::new();
    for entry in entries {
        if let LedgerOrigin::TimeForTime(credit) = entry.booking.origin {
            *credits.entry(credit).or_default() += entry.booking.hours;
        }
    }
    credits
}
