//! Surcharge rules (toeslagregels): which hours carry which factor.
//!
//! A rule set is data with a start date. Its windows name days and times; cutting a shift along them gives pieces, and
//! every piece says which rule made it.

mod check;
mod day;
mod pieces;
mod presets;
#[cfg(test)]
mod tests;
pub(crate) mod text;

pub use check::{RuleError, check_rule_sets};
pub use day::{Day, DaySet};
pub use pieces::{Piece, SOURCE_RULE};

use crate::calendar::Date;
use crate::holiday::HolidayCalendar;
use crate::quantity::Factor;
use serde::{Deserialize, Serialize};

/// The surcharge rules of a company from a date on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RuleSet {
    /// Name, as the user calls it.
    pub name: String,
    /// First day on which a shift may start under these rules; they hold until the next set starts.
    pub valid_from: Date,
    /// What happens where several windows apply.
    #[serde(default)]
    pub combine: Combine,
    /// Which dates are a holiday.
    #[serde(default)]
    pub holidays: HolidayCalendar,
    /// The windows with a surcharge; everything outside them is paid at 100 %.
    #[serde(default)]
    pub windows: Vec<Window>,
}

/// What happens where several windows apply.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Combine {
    /// The highest factor counts alone (retail non-food, art. 7.1).
    #[default]
    Highest,
    /// The surcharges are added up: 150 % and 200 % make 250 %.
    Sum,
}

/// Days and times that carry a surcharge, by the clock on the wall.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Window {
    /// Name, shown where a line explains itself.
    pub name: String,
    /// The days on which it applies. A weekday applies on holidays too.
    pub days: DaySet,
    /// Start in minutes after midnight, 0 to 1439; written `22:00`.
    #[serde(rename = "from", with = "text::time_of_day")]
    pub from_minute: i64,
    /// End in minutes after midnight, after the start and at most 1440; written `24:00`.
    #[serde(rename = "to", with = "text::time_of_day")]
    pub to_minute: i64,
    /// What an hour is paid, surcharge included; written `150 %`.
    #[serde(with = "text::factor")]
    pub factor: Factor,
}

/// The rules under which a shift that starts on that date falls: the set that started last. `None` when all of them
/// start later; such a shift has no surcharge, so whoever plans a range should ask this first.
pub fn rule_set_on(rule_sets: &[RuleSet], date: Date) -> Option<&RuleSet> {
    rule_sets
        .iter()
        .filter(|rules| rules.valid_from <= date)
        .max_by_key(|rules| rules.valid_from)
}
