//! What a ledger shows: entries with their running balance, and the filters of manual viqz.

use super::LedgerEntry;
use crate::calendar::{Date, DateRange};
use crate::quantity::HundredthHours;
use serde::{Deserialize, Serialize};

/// One line of a ledger.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Row<'e> {
    /// The entry.
    #[serde(flatten)]
    pub entry: &'e LedgerEntry,
    /// The balance after it.
    pub balance: HundredthHours,
}

/// The filters Vorig, Huidig and Toekomstig: every entry is in exactly one of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// Vorig: the calendar years before this one.
    Previous,
    /// Huidig: this calendar year, up to and including today.
    Current,
    /// Toekomstig: after today.
    Future,
}

impl View {
    /// Where a day belongs, seen from today.
    #[must_use]
    pub fn of(date: Date, today: Date) -> Self {
        if date > today {
            Self::Future
        } else if date.year() < today.year() {
            Self::Previous
        } else {
            Self::Current
        }
    }

    /// The days of it, seen from today.
    #[must_use]
    pub fn range(self, today: Date) -> DateRange {
        let new_year = today.first_of_year();
        let (from, to) = match self {
            Self::Previous => (Date::MIN, new_year.yesterday().unwrap_or(Date::MIN)),
            Self::Current => (new_year, today),
            Self::Future => (today.tomorrow().unwrap_or(Date::MAX), Date::MAX),
        };
        DateRange { from, to }
    }
}

/// The entries of these days, by date and then in the order in which they were booked, each with the balance after it.
/// The balance starts from everything before, so that it does not depend on what is shown.
#[must_use]
pub fn rows(entries: &[LedgerEntry], range: DateRange) -> Vec<Row<'_>> {
    let mut sorted: Vec<&LedgerEntry> = entries.iter().filter(|entry| entry.booking.date <= range.to).collect();
    sorted.sort_by_key(|entry| (entry.booking.date, entry.sequence));
    let mut balance = HundredthHours::ZERO;
    let mut rows = Vec::new();
    for entry in sorted {
        balance += entry.booking.hours;
        if range.contains(entry.booking.date) {
            rows.push(Row { entry, balance });
        }
    }
    rows
}
