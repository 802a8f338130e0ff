//! The days that a window applies on.

use crate::calendar::Date;
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A day of the week, or a holiday whatever its weekday.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Day {
    /// Maandag.
    Monday,
    /// Dinsdag.
    Tuesday,
    /// Woensdag.
    Wednesday,
    /// Donderdag.
    Thursday,
    /// Vrijdag.
    Friday,
    /// Zaterdag.
    Saturday,
    /// Zondag.
    Sunday,
    /// Feestdag, of the calendar of the rule set.
    Holiday,
}

impl Day {
    /// The day of the week of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        match date.weekday() {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }
}

/// A set of days, written as a list: `["saturday", "holiday"]`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DaySet(BTreeSet<Day>);

impl DaySet {
    /// Monday to Saturday.
    #[must_use]
    pub fn monday_to_saturday() -> Self {
        Self::from([
            Day::Monday,
            Day::Tuesday,
            Day::Wednesday,
            Day::Thursday,
            Day::Friday,
            Day::Saturday,
        ])
    }

    /// Whether the set has the day.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.0.contains(&day)
    }

    /// Whether the set has no day.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Day> for DaySet {
    fn from_iter<I: IntoIterator<Item = Day>>(days: I) -> Self {
        Self(days.into_iter().collect())
    }
}

impl<const N: usize> From<[Day; N]> for DaySet {
    fn from(days: [Day; N]) -> Self {
        days.into_iter().collect()
    }
}
