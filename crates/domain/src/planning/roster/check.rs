//! What is wrong with a standard roster.

use super::{RosterSlot, StandardRoster};
use crate::calendar::{Date, DateRange, dutch_date};
use crate::rules::Day;
use crate::shift::{Shift, ShiftError};
use jiff::ToSpan;
use jiff::civil::Weekday;

/// The longest cycle in weeks.
const MOST_WEEKS: i64 = 52;

/// Why a roster cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RosterError {
    /// It has no name.
    #[error("a roster has no name: give it one")]
    Nameless,
    /// The cycle has no weeks, or too many.
    #[error("roster `{roster}`: a cycle of {weeks} weeks is not possible: give 1 to 52")]
    Cycle {
        /// The roster.
        roster: String,
        /// Its weeks.
        weeks: i64,
    },
    /// The cycle starts on another day than a Monday.
    #[error("roster `{roster}`: {} is no Monday", dutch_date(*.date))]
    NotAMonday {
        /// The roster.
        roster: String,
        /// The day.
        date: Date,
    },
    /// A slot names a week that the cycle does not have.
    #[error("roster `{roster}`, slot {slot}: week {week} is not in a cycle of {weeks}")]
    Week {
        /// The roster.
        roster: String,
        /// Which slot, from 1.
        slot: usize,
        /// The week.
        week: i64,
        /// Weeks of the cycle.
        weeks: i64,
    },
    /// A slot names a holiday instead of a day of the week.
    #[error("roster `{roster}`, slot {slot}: a roster goes by days of the week, not by holidays")]
    Holiday {
        /// The roster.
        roster: String,
        /// Which slot, from 1.
        slot: usize,
    },
    /// A slot cannot be a shift.
    #[error("roster `{roster}`, slot {slot}: {reason}")]
    Shift {
        /// The roster.
        roster: String,
        /// Which slot, from 1.
        slot: usize,
        /// Why.
        reason: ShiftError,
    },
    /// Two slots of one person share time.
    #[error("roster `{roster}`: slots {one} and {other} of employee {employee} overlap")]
    Overlap {
        /// The roster.
        roster: String,
        /// One slot.
        one: usize,
        /// The other; the same where a slot runs into its own next round.
        other: usize,
        /// The person.
        employee: i64,
    },
}

impl StandardRoster {
    /// All that is wrong with it.
    #[must_use]
    pub fn check(&self) -> Vec<RosterError> {
        let roster = self.name.clone();
        if self.name.trim().is_empty() {
            return vec![RosterError::Nameless];
        }
        if !(1..=MOST_WEEKS).contains(&self.cycle_weeks) {
            let weeks = self.cycle_weeks;
            return vec![RosterError::Cycle { roster, weeks }];
        }
        if self.first_monday.weekday() != Weekday::Monday {
            let date = self.first_monday;
            return vec![RosterError::NotAMonday { roster, date }];
        }
        let slots = (1..).zip(&self.slots);
        let mut errors: Vec<RosterError> = slots.filter_map(|(place, slot)| self.wrong_slot(place, slot)).collect();
        if errors.is_empty() {
            errors.extend(self.overlap());
        }
        errors
    }

    fn wrong_slot(&self, slot: usize, of: &RosterSlot) -> Option<RosterError> {
        let (roster, weeks, week) = (self.name.clone(), self.cycle_weeks, of.week);
        if !(1..=weeks).contains(&week) {
            return Some(RosterError::Week {
                roster,
                slot,
                week,
                weeks,
            });
        }
        if of.day == Day::Holiday {
            return Some(RosterError::Holiday { roster, slot });
        }
        let reason = self.planned(of, self.first_monday).err()?;
        Some(RosterError::Shift { roster, slot, reason })
    }

    /// Two rounds of the cycle, so that its last night meets its first morning.
    fn overlap(&self) -> Option<RosterError> {
        let last = self.first_monday.saturating_add((14 * self.cycle_weeks).days());
        let days = DateRange::new(self.first_monday, last)?;
        let mut all: Vec<(i64, Shift, usize)> = Vec::new();
        for (place, slot) in (1..).zip(&self.slots) {
            let dates = self.dates_of(slot, days);
            all.extend(dates.filter_map(|date| Some((slot.employee, self.planned(slot, date).ok()?.shift, place))));
        }
        all.sort_by_key(|(employee, shift, place)| (*employee, shift.ends(), *place));
        all.array_windows().find_map(|[one, next]| {
            (one.0 == next.0 && one.1.overlaps(&next.1)).then(|| RosterError::Overlap {
                roster: self.name.clone(),
                one: one.2.min(next.2),
                other: one.2.max(next.2),
                employee: one.0,
            })
        })
    }
}
