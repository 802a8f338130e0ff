//! Pay periods (loonperiode): months, four weeks, weeks.
//!
//! Two ranges belong to a period. The *wage* range (loontijdvak) is what somebody is paid over: whole months or
//! whole ISO weeks. The *filing* range (aangiftetijdvak) is what the wage-tax return covers: it never crosses
//! New Year, so the first and the last one of a four-weekly year differ from the wage range.

mod anchor;
mod ranges;
#[cfg(test)]
mod tests;

pub use anchor::MonthlyAnchor;

use crate::calendar::weeks_in_iso_year;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::RangeInclusive;

/// Payroll years that can be meant; anything else is a typing error.
const YEARS: RangeInclusive<i16> = 1900..=2199;

/// How often a company pays.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frequency {
    /// Twelve calendar months.
    Monthly,
    /// Thirteen blocks of four ISO weeks; the last may be longer.
    FourWeekly,
    /// ISO weeks, 52 or 53.
    Weekly,
}

/// One pay period of a year. `PayPeriod::new` and reading from text or JSON check it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct PayPeriod {
    /// The payroll year.
    pub year: i16,
    /// The number in that year, from 1.
    pub number: u8,
    /// What a period is.
    pub frequency: Frequency,
}

/// How a four-weekly company pays the 53rd week of a year that has one. Both are in use.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LastWeek {
    /// Period 13 runs five weeks, 49 to 53. Pension administrators prefer it.
    #[default]
    Joined,
    /// Week 53 is a fourteenth period of its own.
    Separate,
}

/// Why something is not a pay period.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PeriodError {
    /// The year is outside 1900 to 2199.
    #[error("year {year} is not a payroll year: give one from 1900 to 2199")]
    Year {
        /// The year at fault.
        year: i16,
    },
    /// The year has no such period.
    #[error("{year} has no period {number}: give a number from 1 to {last}")]
    Number {
        /// The payroll year.
        year: i16,
        /// The number at fault.
        number: u8,
        /// The last period of that year.
        last: u8,
    },
    /// The text has another form than Nmbrs uses.
    #[error("`{text}` is not a period: give year, number and M, 4W or W, for example 2023-4-M")]
    Text {
        /// The text at fault.
        text: String,
    },
    /// A month cannot start on that day in every month of the year.
    #[error("a pay month cannot start on day {day}: give a day from 1 to 28")]
    Anchor {
        /// The day at fault.
        day: u8,
    },
}

#[derive(Deserialize)]
struct Unchecked {
    year: i16,
    number: u8,
    frequency: Frequency,
}

impl TryFrom<Unchecked> for PayPeriod {
    type Error = PeriodError;

    fn try_from(period: Unchecked) -> Result<Self, PeriodError> {
        Self::new(period.frequency, period.year, period.number)
    }
}

impl Frequency {
    /// The highest number that a period of the year can have. Number 14 exists for four-weekly companies in a year
    /// of 53 weeks only.
    #[must_use]
    pub fn last_number(self, year: i16) -> u8 {
        let weeks = weeks_in_iso_year(year);
        match self {
            Self::Monthly => 12,
            Self::FourWeekly => weeks.div_ceil(4),
            Self::Weekly => weeks,
        }
    }
}

impl PayPeriod {
    /// The period with that number.
    ///
    /// # Errors
    /// `PeriodError::Year` outside 1900–2199, `PeriodError::Number` when the year has no such period.
    pub fn new(frequency: Frequency, year: i16, number: u8) -> Result<Self, PeriodError> {
        if !YEARS.contains(&year) {
            return Err(PeriodError::Year { year });
        }
        let last = frequency.last_number(year);
        if !(1..=last).contains(&number) {
            return Err(PeriodError::Number { year, number, last });
        }
        Ok(Self {
            year,
            number,
            frequency,
        })
    }

    /// Reads the period string of Nmbrs: `2010-5-M`, `2010-4-4W`, `2010-17-W`. The types are also written `W4`, `W1`
    /// and `1W` (API fact: the documentation contradicts itself, so all are accepted).
    ///
    /// # Errors
    /// `PeriodError::Text` when the form is different, else as `PayPeriod::new`.
    pub fn parse_nmbrs(text: &str) -> Result<Self, PeriodError> {
        let (frequency, year, number) =
            split_nmbrs(text.trim()).ok_or_else(|| PeriodError::Text { text: text.to_owned() })?;
        Self::new(frequency, year, number)
    }
}

fn split_nmbrs(text: &str) -> Option<(Frequency, i16, u8)> {
    let (year, rest) = text.split_once('-')?;
    let (number, kind) = rest.split_once('-')?;
    let frequency = match kind.to_ascii_uppercase().as_str() {
        "M" => Frequency::Monthly,
        "4W" | "W4" => Frequency::FourWeekly,
        "W" | "1W" | "W1" => Frequency::Weekly,
        _ => return None,
    };
    Some((frequency, year.parse().ok()?, number.parse().ok()?))
}

impl fmt::Display for PayPeriod {
    /// `periode 4 · 2023`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("periode {} · {}", self.number, self.year))
    }
}
