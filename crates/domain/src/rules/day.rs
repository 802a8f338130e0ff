//! The days that a window applies on.

use crate::calendar::Date;
use jiff::civil::Weekday;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A day of the week, or a holiday whatever its weekday.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
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
    /// All of them, in the order of a week.
    pub const ALL: [Self; 8] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
        Self::Holiday,
    ];

    const fn bit(self) -> u8 {
        1 << self as u8
    }

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
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(from = "BTreeSet<Day>", into = "BTreeSet<Day>")]
pub struct DaySet(u8);

impl DaySet {
    /// Monday to Saturday.
    #[must_use]
    pub fn monday_to_saturday() -> Self {
        Day::ALL.into_iter().filter(|day| *day < Day::Sunday).collect()
    }

    /// Monday to Friday.
    #[must_use]
    pub fn monday_to_friday() -> Self {
        Day::ALL.into_iter().filter(|day| *day < Day::Saturday).collect()
    }

    /// Whether the set has the day.
    #[must_use]
    pub const fn contains(self, day: Day) -> bool {
        self.0 & day.bit() != 0
    }

    /// Whether the sets share a day.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set has no day.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Day> for DaySet {
    fn from_iter<I: IntoIterator<Item = Day>>(days: I) -> Self {
        Self(days.into_iter().fold(0, |set, day| set | day.bit()))
    }
}

impl<const N: usize> From<[Day; N]> for DaySet {
    fn from(days: [Day; N]) -> Self {
        days.into_iter().collect()
    }
}

impl From<BTreeSet<Day>> for DaySet {
    fn from(days: BTreeSet<Day>) -> Self {
        days.into_iter().collect()
    }
}

impl From<DaySet> for BTreeSet<Day> {
    fn from(days: DaySet) -> Self {
        Day::ALL.into_iter().filter(|day| days.contains(*day)).collect()
    }
}
