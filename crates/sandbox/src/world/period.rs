//! Pay periods (loonperioden): year and number, and how a company counts them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A pay period: year and number within the year. What the number means depends on the company's [`PeriodType`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// Year of the payroll.
    pub year: i16,
    /// Number within the year, from 1.
    #[serde(rename = "period")]
    pub number: u8,
}

impl Period {
    /// The period `number` of `year`; whether a company knows it is [`PeriodType::contains`].
    pub const fn new(year: i16, number: u8) -> Self {
        Self { year, number }
    }
}

/// How a company counts its periods. It cannot change afterwards (API fact).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodType {
    /// Twelve months.
    Month,
    /// Thirteen periods of four weeks.
    FourWeek,
    /// 52 or 53 weeks.
    Week,
}

impl PeriodType {
    /// The highest period number of a year: 12, 13, or the number of ISO weeks.
    pub fn last_number(self, year: i16) -> u8 {
        match self {
            Self::Month => 12,
            Self::FourWeek => 13,
            Self::Week => weeks_in(year),
        }
    }

    /// Whether this period exists for a company that counts this way; the others are fault 2006.
    pub fn contains(self, period: Period) -> bool {
        (1990..=2100).contains(&period.year) && (1..=self.last_number(period.year)).contains(&period.number)
    }

    /// The period after this one, wrapping to the next year.
    pub fn next(self, period: Period) -> Period {
        if period.number >= self.last_number(period.year) {
            return Period::new(period.year + 1, 1);
        }
        Period::new(period.year, period.number + 1)
    }

    /// The pay period that holds a day: its month, its block of four ISO weeks (a week 53 belongs to period 13), or
    /// its ISO week.
    pub fn of(self, day: Date) -> Period {
        let week = day.iso_week_date();
        match self {
            Self::Month => Period::new(day.year(), day.month().unsigned_abs()),
            Self::FourWeek => Period::new(week.year(), ((week.week().unsigned_abs() - 1) / 4 + 1).min(13)),
            Self::Week => Period::new(week.year(), week.week().unsigned_abs()),
        }
    }

    /// The text of the type in the answer of `Company_GetCurrentPeriod`: `M`, `4W`, `1W`.
    pub const fn soap_text(self) -> &'static str {
        match self {
            Self::Month => "M",
            Self::FourWeek => "4W",
            Self::Week => "1W",
        }
    }
}

/// The number of ISO weeks of a year: the week of 28 December.
fn weeks_in(year: i16) -> u8 {
    Date::new(year, 12, 28).map_or(52, |day| day.iso_week_date().week().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_ends_at_its_last_period() {
        assert_eq!(PeriodType::Month.next(Period::new(2023, 12)), Period::new(2024, 1));
        assert_eq!(PeriodType::FourWeek.next(Period::new(2023, 12)), Period::new(2023, 13));
        assert_eq!(PeriodType::Week.next(Period::new(2026, 52)), Period::new(2026, 53));
        assert_eq!(PeriodType::Week.next(Period::new(2025, 52)), Period::new(2026, 1));
    }

    #[test]
    fn a_period_that_the_company_does_not_count_is_not_contained() {
        assert!(!PeriodType::Month.contains(Period::new(2023, 13)));
        assert!(PeriodType::FourWeek.contains(Period::new(2023, 13)));
        assert!(!PeriodType::Week.contains(Period::new(2025, 53)));
        assert!(!PeriodType::Month.contains(Period::new(2023, 0)));
    }

    #[test]
    fn a_day_falls_in_its_period() {
        assert_eq!(PeriodType::Month.of(date(2023, 4, 30)), Period::new(2023, 4));
        assert_eq!(PeriodType::FourWeek.of(date(2027, 1, 1)), Period::new(2026, 13));
        assert_eq!(PeriodType::Week.of(date(2024, 12, 30)), Period::new(2025, 1));
    }
}
