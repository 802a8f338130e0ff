//! Allowances (vergoedingen) that are paid per day worked: meals and travel.
//!
//! A day is a date on which a shift starts; two shifts of one date are one day. Every day says which shifts and which
//! dated rule made it, so that an amount explains itself.

mod meal;
#[cfg(test)]
mod tests;
mod travel;

pub use meal::{MealAllowance, MealRule, MealRuleError, StartReading, meal_days};
pub use travel::{TravelAgreement, TravelAllowance, TravelError, kilometre_rates, travel_days};

use crate::calendar::{Date, DateRange};
use crate::dated::Dated;
use crate::quantity::{Cents, Minutes};
use crate::shift::Shift;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// What one person is due in a range: at most one amount a day. `R` is the rule that made it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Allowance<R> {
    /// The days, earliest first.
    pub days: Vec<AllowanceDay<R>>,
}

/// One day with an allowance.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AllowanceDay<R> {
    /// The day on which the shifts start.
    pub date: Date,
    /// The shifts that earned it, earliest first.
    pub shifts: Vec<ShiftTimes>,
    /// The amount, in cents; above zero.
    pub amount: Cents,
    /// The rule that made it, with the day since which it holds.
    pub rule: Dated<R>,
}

/// Days at one amount: what the manual's table shows as days, allowance per day, and total.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct AllowanceLine {
    /// How many days.
    pub days: i64,
    /// The amount of each, in cents.
    pub per_day: Cents,
    /// Days × amount, in cents.
    pub total: Cents,
}

impl<R> Allowance<R> {
    /// How many days.
    #[must_use]
    pub fn count(&self) -> i64 {
        i64::try_from(self.days.len()).unwrap_or(i64::MAX)
    }

    /// All days together, in cents.
    #[must_use]
    pub fn total(&self) -> Cents {
        self.days.iter().map(|day| day.amount).sum()
    }

    /// The days by amount, lowest first: one line unless the amount changed in the range.
    #[must_use]
    pub fn lines(&self) -> Vec<AllowanceLine> {
        let mut by_amount: BTreeMap<Cents, i64> = BTreeMap::new();
        for day in &self.days {
            *by_amount.entry(day.amount).or_default() += 1;
        }
        by_amount
            .into_iter()
            .map(|(per_day, days)| AllowanceLine {
                days,
                per_day,
                total: Cents(per_day.0 * days),
            })
            .collect()
    }
}

/// Start and end of a shift, in minutes on the wall after midnight of its date; an end from 1440 on is on the next day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ShiftTimes {
    /// Start, 0 to 1439.
    pub start_minute: i64,
    /// End, after the start.
    pub end_minute: i64,
}

impl ShiftTimes {
    /// The start as a clock shows it: `08:30`.
    #[must_use]
    pub fn start(self) -> String {
        clock(self.start_minute)
    }
}

impl From<&Shift> for ShiftTimes {
    fn from(shift: &Shift) -> Self {
        Self {
            start_minute: shift.start_minute(),
            end_minute: shift.end_minute(),
        }
    }
}

impl fmt::Display for ShiftTimes {
    /// `14:00–20:30`; with `+1` where it ends on the next day: `22:00–06:00 +1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DAY: i64 = 24 * 60;
        let (end, next_day) = if self.end_minute > DAY {
            (self.end_minute - DAY, " +1")
        } else {
            (self.end_minute, "")
        };
        write!(f, "{}–{}{next_day}", clock(self.start_minute), clock(end))
    }
}

impl Serialize for ShiftTimes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Minutes after midnight as a clock shows them: `08:30`.
fn clock(minute: i64) -> String {
    format!("{:0>5}", Minutes(minute).to_string())
}

/// The days of the range on which somebody worked, with their shifts, earliest first: distinct starting dates.
#[must_use]
pub fn worked_days(shifts: &[Shift], range: DateRange) -> BTreeMap<Date, Vec<&Shift>> {
    let mut days: BTreeMap<Date, Vec<&Shift>> = BTreeMap::new();
    for shift in shifts.iter().filter(|shift| range.contains(shift.date())) {
        days.entry(shift.date()).or_default().push(shift);
    }
    for shifts in days.values_mut() {
        shifts.sort_by_key(|shift| ShiftTimes::from(*shift));
    }
    days
}

/// The times of shifts, in their order.
fn times_of(shifts: &[&Shift]) -> Vec<ShiftTimes> {
    shifts.iter().map(|shift| ShiftTimes::from(*shift)).collect()
}
