//! Pay months that do not start on the first.

use super::{Frequency, PayPeriod, PeriodError};
use crate::calendar::{Date, DateRange};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};

/// The day of the month on which the pay months of a company start: 21 for months from the 21st to the 20th.
///
/// A pay month carries the number of the calendar month in which it **ends**: with 21, period 1 runs from 21 December
/// to 20 January (our reading of the anchor date in manual eitje; that manual shows the 1st only).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct MonthlyAnchor(u8);

impl MonthlyAnchor {
    /// Pay months are calendar months.
    pub const FIRST: Self = Self(1);

    /// Pay months that start on this day, 1 to 28: later days do not exist in every month.
    ///
    /// # Errors
    /// `PeriodError::Anchor` for any other day.
    pub fn new(day: u8) -> Result<Self, PeriodError> {
        if (1..=28).contains(&day) {
            Ok(Self(day))
        } else {
            Err(PeriodError::Anchor { day })
        }
    }

    /// The day of the month, 1 to 28.
    #[must_use]
    pub fn day(self) -> u8 {
        self.0
    }

    /// The days of pay month `number` of `year`.
    ///
    /// # Errors
    /// As `PayPeriod::new` for a monthly period.
    pub fn range(self, year: i16, number: u8) -> Result<DateRange, PeriodError> {
        let month = PayPeriod::new(Frequency::Monthly, year, number)?;
        let from = self.start(month);
        let to = self.start(month.next()).saturating_sub(1.day());
        Ok(DateRange { from, to })
    }

    /// The pay month in which that day is paid.
    #[must_use]
    pub fn containing(self, date: Date) -> PayPeriod {
        let ends_next_month = self != Self::FIRST && date.day().unsigned_abs() >= self.0;
        let month = PayPeriod::containing(Frequency::Monthly, date);
        if ends_next_month { month.next() } else { month }
    }

    fn start(self, month: PayPeriod) -> Date {
        let first = month.wage_range().from;
        if self == Self::FIRST {
            return first;
        }
        first
            .saturating_sub(1.month())
            .saturating_add(i64::from(self.0 - 1).days())
    }
}

impl TryFrom<u8> for MonthlyAnchor {
    type Error = PeriodError;

    fn try_from(day: u8) -> Result<Self, PeriodError> {
        Self::new(day)
    }
}

impl From<MonthlyAnchor> for u8 {
    fn from(anchor: MonthlyAnchor) -> Self {
        anchor.0
    }
}
