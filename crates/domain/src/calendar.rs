//! Dates and ranges of dates, written the Dutch way.

#[cfg(test)]
mod tests;

use jiff::ToSpan;
use jiff::civil::{ISOWeekDate, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A calendar date in the Netherlands, without a time.
pub use jiff::civil::Date;

/// A range of whole days, both ends included (van, tot en met). Reading one with reversed ends is refused.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "Ends")]
pub struct DateRange {
    /// First day.
    pub from: Date,
    /// Last day; never before `from`.
    pub to: Date,
}

impl DateRange {
    /// The range from one date to another, or `None` when the dates are reversed.
    pub fn new(from: Date, to: Date) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// Whether the date falls in the range.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }

    /// The days, in order.
    pub fn days(self) -> impl Iterator<Item = Date> {
        let days = self.from.series(1.day());
        days.take_while(move |date| *date <= self.to)
    }

    /// The range in pieces of seven days from its first day on; the last may be shorter.
    pub fn weeks(self) -> impl Iterator<Item = Self> {
        let firsts = self.from.series(1.week());
        firsts.take_while(move |first| *first <= self.to).map(move |from| Self {
            from,
            to: from.saturating_add(6.days()).min(self.to),
        })
    }

    /// Whether the ranges share at least one day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// The two ends as they are written down, before they are compared.
#[derive(Deserialize)]
struct Ends {
    from: Date,
    to: Date,
}

/// The last day of a range lies before its first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the range ends on {} before it starts on {}: swap the dates", dutch_date(*.to), dutch_date(*.from))]
pub struct ReversedRange {
    /// The day given as first.
    pub from: Date,
    /// The day given as last.
    pub to: Date,
}

impl TryFrom<Ends> for DateRange {
    type Error = ReversedRange;

    fn try_from(Ends { from, to }: Ends) -> Result<Self, ReversedRange> {
        Self::new(from, to).ok_or(ReversedRange { from, to })
    }
}

impl fmt::Display for DateRange {
    /// As the manuals write it: `01-04-2023 t/m 30-04-2023`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} t/m {}", dutch_date(self.from), dutch_date(self.to))
    }
}

/// A date as the manuals write it: `05-03-2023`.
#[must_use]
pub fn dutch_date(date: Date) -> String {
    format!("{:02}-{:02}-{:04}", date.day(), date.month(), date.year())
}

/// Reads `dd-mm-jjjj` (also with `/` or `.`, also without leading zeros) or ISO `jjjj-mm-dd`.
pub fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.trim().split(['-', '/', '.']);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !(1..=2).contains(&month.len()) || ![first, month, last].into_iter().all(digits) {
        return None;
    }
    let (year, day) = match (first.len(), last.len()) {
        (4, 1..=2) => (first, last),
        (1..=2, 4) => (last, first),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The day as a number: 1 January 1970 is 0. Sums of days and weeks need no calendar then.
#[must_use]
pub(crate) fn day_number(date: Date) -> i64 {
    // Years that start in March, so that a leap day comes last; eras of 400 years have 146 097 days.
    let (month, day) = (i64::from(date.month()), i64::from(date.day()));
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The ISO 8601 week of a date: the year that the week belongs to and its number, from 1.
/// Near New Year that year may differ from the calendar year: 30-12-2024 is in week 1 of 2025.
#[must_use]
pub fn iso_week(date: Date) -> (i16, u8) {
    let week = date.iso_week_date();
    (week.year(), week.week().unsigned_abs())
}

/// How many ISO weeks a year has, 52 or 53: the week of 28 December is always the last.
#[must_use]
pub fn weeks_in_iso_year(year: i16) -> u8 {
    Date::new(year, 12, 28).map_or(52, |date| iso_week(date).1)
}

/// The Monday on which an ISO week starts, or `None` when the year has no such week.
pub fn monday_of(year: i16, week: u8) -> Option<Date> {
    let week = i8::try_from(week).ok()?;
    ISOWeekDate::new(year, week, Weekday::Monday)
        .ok()
        .map(ISOWeekDate::date)
}
