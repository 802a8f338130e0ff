//! Hour ledgers (urensaldo): leave and plus/minus hours, entry by entry.
//!
//! Entries are in hundredths of an hour: what is shown is what is stored, and a balance is exactly the sum of the
//! entries shown. No entry is ever changed. A figure that comes out otherwise later is booked as the difference, as the
//! next revision of the same origin.

mod origin;
mod settings;
#[cfg(test)]
mod tests;
mod view;

pub use origin::{LedgerOrigin, OriginError};
pub use settings::{LedgerSettings, SettingsError};
pub use view::{Row, View, rows};

use crate::calendar::{Date, DateRange};
use crate::leave::Bucket;
use crate::quantity::HundredthHours;
use serde::{Deserialize, Serialize};

/// Which ledger of a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LedgerKind {
    /// Leave hours (verlofuren).
    Leave,
    /// Plus/minus hours (+/- uren).
    PlusMinus,
}

/// One entry (transactie) of a ledger.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// The order in which entries were booked.
    pub sequence: i64,
    /// 0 for the first entry of its origin; a later one is the difference with those before.
    pub revision: i64,
    /// What is booked.
    #[serde(flatten)]
    pub booking: Booking,
}

/// What an origin brings to a ledger, or what an entry of it holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Booking {
    /// Where it comes from: the key by which it is booked once.
    pub origin: LedgerOrigin,
    /// The day from which it counts in the balance: the last day of leave, the Sunday of a week.
    pub date: Date,
    /// Credited above zero, debited below.
    pub hours: HundredthHours,
    /// Leave only: where a credit goes, or what a debit is taken from. A debit without one is taken from what lapses
    /// first.
    pub bucket: Option<Bucket>,
    /// What is shown beside it.
    pub details: Details,
}

/// What the ledger shows beside a figure. The words are a person's, and can be erased.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Details {
    /// Aangevraagd op.
    pub requested_on: Option<Date>,
    /// Van, tot en met: the days off.
    pub days: Option<DateRange>,
    /// Omschrijving, in somebody's own words; an entry without them is described by its origin.
    pub description: String,
    /// Type of leave (Vakantie, Verlof, …).
    pub leave_type: String,
    /// Conto werkgever: on the employer's account, so that it costs no hours.
    pub on_employer: bool,
}

impl Booking {
    /// A booking that is described by its origin alone.
    #[must_use]
    pub fn new(origin: LedgerOrigin, date: Date, hours: HundredthHours) -> Self {
        Self {
            origin,
            date,
            hours,
            bucket: None,
            details: Details::default(),
        }
    }

    /// Whether an entry of no hours is worth a line: a week in which exactly the contract hours were worked, and leave
    /// on the employer's account.
    const fn shows_nothing(&self) -> bool {
        matches!(self.origin, LedgerOrigin::Week { .. }) || self.details.on_employer
    }

    /// What is to be booked beside what was booked for this origin, so that both make its hours: all of it the first
    /// time, the difference after that, and nothing when it is all there. The first booking of no hours is an entry
    /// only where that tells something.
    #[must_use]
    pub fn beside(&self, booked: Booked) -> Option<(Self, i64)> {
        let due = match booked.revision {
            None => self.hours != HundredthHours::ZERO || self.shows_nothing(),
            Some(_) => self.hours != booked.hours,
        };
        due.then(|| {
            let hours = self.hours - booked.hours;
            let revision = booked.revision.map_or(0, |revision| revision + 1);
            (Self { hours, ..self.clone() }, revision)
        })
    }
}

/// What was booked for one origin.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Booked {
    /// The sum of its entries.
    pub hours: HundredthHours,
    /// The revision of the last one; `None` where there is none.
    pub revision: Option<i64>,
}

impl Booked {
    /// What these entries hold of an origin.
    #[must_use]
    pub fn of(entries: &[LedgerEntry], origin: &LedgerOrigin) -> Self {
        let of_origin = entries.iter().filter(|entry| entry.booking.origin == *origin);
        of_origin.fold(Self::default(), |booked, entry| Self {
            hours: booked.hours + entry.booking.hours,
            revision: booked.revision.max(Some(entry.revision)),
        })
    }
}

/// The balance (saldo) at the end of a day: the sum of the entries up to it.
#[must_use]
pub fn balance_on(entries: &[LedgerEntry], date: Date) -> HundredthHours {
    let counts = entries.iter().filter(|entry| entry.booking.date <= date);
    counts.map(|entry| entry.booking.hours).sum()
}
