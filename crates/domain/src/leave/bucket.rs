//! Kinds of leave, and what is held of each.

use crate::calendar::Date;
use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A kind of leave, by which it lapses.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeaveKind {
    /// Wettelijk: four times the weekly hours a year (BW 7:634).
    Statutory,
    /// Boven-wettelijk: what is agreed beyond that.
    ExtraStatutory,
    /// Tijd voor tijd: hours worked before, taken off later.
    TimeForTime,
    /// ADV: shorter working hours.
    ShorterHours,
    /// What a collective agreement (cao) gives beside those.
    CollectiveAgreement,
}

impl LeaveKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Statutory,
        Self::ExtraStatutory,
        Self::TimeForTime,
        Self::ShorterHours,
        Self::CollectiveAgreement,
    ];

    /// The word that is stored and typed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Statutory => "statutory",
            Self::ExtraStatutory => "extra-statutory",
            Self::TimeForTime => "time-for-time",
            Self::ShorterHours => "shorter-hours",
            Self::CollectiveAgreement => "collective-agreement",
        }
    }

    /// The word that people read.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Self::Statutory => language.pick("wettelijk", "statutory"),
            Self::ExtraStatutory => language.pick("boven-wettelijk", "extra-statutory"),
            Self::TimeForTime => language.pick("tijd voor tijd", "time for time"),
            Self::ShorterHours => language.pick("adv", "shorter working hours"),
            Self::CollectiveAgreement => language.pick("cao", "collective agreement"),
        }
    }
}

impl fmt::Display for LeaveKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// A word that is no kind of leave.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "`{word}` is not a kind of leave: choose statutory, extra-statutory, time-for-time, shorter-hours or \
     collective-agreement"
)]
pub struct UnknownLeaveKind {
    /// The word.
    pub word: String,
}

impl FromStr for LeaveKind {
    type Err = UnknownLeaveKind;

    fn from_str(word: &str) -> Result<Self, UnknownLeaveKind> {
        let found = Self::ALL.into_iter().find(|kind| kind.word() == word);
        found.ok_or_else(|| UnknownLeaveKind { word: word.to_owned() })
    }
}

/// Leave of one kind that was earned in one year. Buckets are ordered by the day on which they lapse, then by year and
/// kind: the order in which they are used (BW 7:640a and 7:642).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Bucket {
    /// The year in which it was earned.
    pub year: i16,
    /// Its kind.
    pub kind: LeaveKind,
    /// The first day on which it is gone; `None` if it never lapses.
    pub lapses_on: Option<Date>,
}

impl Bucket {
    /// Whether it can still be used on a day.
    #[must_use]
    pub fn is_usable_on(&self, date: Date) -> bool {
        self.lapses_on.is_none_or(|lapses_on| date < lapses_on)
    }

    fn rank(&self) -> (bool, Option<Date>, i16, LeaveKind) {
        (self.lapses_on.is_none(), self.lapses_on, self.year, self.kind)
    }
}

impl Ord for Bucket {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Bucket {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
