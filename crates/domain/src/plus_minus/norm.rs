//! How many hours had to be worked in a range of days.

use super::exact::ExactHours;
use crate::calendar::{Date, DateRange};
use jiff::ToSpan;
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

/// How contract hours per week become the norm of a range: a setting of the employer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "norm", deny_unknown_fields)]
pub enum Norm {
    /// Weekly hours × calendar days ÷ 7 (manual viqz).
    #[default]
    Sevenths,
    /// Whole weeks: those that end in the range count, and no other days.
    PerWeek,
    /// Weekly hours × a number of weeks per month, by calendar days where a month is not whole.
    PerMonth {
        /// Weeks per month in hundredths: 433 is usual.
        weeks_hundredths: i64,
    },
    /// Weekly hours ÷ working days of the week × working days of the range.
    WorkingDays {
        /// Which days of the week are worked.
        week: WorkingWeek,
    },
}

/// The working days of a week.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkingWeek {
    /// Five days.
    #[default]
    MondayToFriday,
    /// Six days.
    MondayToSaturday,
}

impl WorkingWeek {
    /// Whether the day is one of them.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        match date.weekday() {
            Weekday::Sunday => false,
            Weekday::Saturday => self == Self::MondayToSaturday,
            _ => true,
        }
    }

    const fn days(self) -> i64 {
        match self {
            Self::MondayToFriday => 5,
            Self::MondayToSaturday => 6,
        }
    }
}

impl Norm {
    /// The days that count for a range, which under [`Norm::PerWeek`] may begin before it; `None` where none do.
    #[must_use]
    pub fn covered(self, range: DateRange) -> Option<DateRange> {
        if self != Self::PerWeek {
            return Some(range);
        }
        let to_sunday = i64::from(range.from.weekday().until(Weekday::Sunday));
        let first = range.from.saturating_add(to_sunday.days());
        let last = range
            .to
            .saturating_sub(i64::from(range.to.weekday().since(Weekday::Sunday)).days());
        DateRange::new(first.saturating_sub(6.days()), last).filter(|_| first <= last)
    }

    /// The norm of days under one number of contract hours per week.
    pub(super) fn hours(self, range: DateRange, weekly_thousandths: i64) -> ExactHours {
        let per_day = |numerator, denominator| ExactHours::thousandths(weekly_thousandths, numerator, denominator);
        let of_day = |date: Date| match self {
            Self::Sevenths | Self::PerWeek => per_day(1, 7),
            Self::PerMonth { weeks_hundredths } => per_day(weeks_hundredths, 100 * i64::from(date.days_in_month())),
            Self::WorkingDays { week } if week.contains(date) => per_day(1, week.days()),
            Self::WorkingDays { .. } => ExactHours::default(),
        };
        range.days().map(of_day).sum()
    }
}
