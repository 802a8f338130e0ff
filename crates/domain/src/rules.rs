//! Surcharge rules (toeslagregels): which hours carry which factor, and what becomes of them.
//!
//! A rule set is data with a start date. [`Reckoning`] cuts shifts along the rules of the days that they were worked
//! on; every piece of the result says which rules made it.

mod call;
mod check;
mod circumstances;
mod cut;
mod day;
mod file;
mod outcome;
mod overtime;
mod pieces;
mod presets;
mod reckoning;
mod surcharge_cost;
mod terms;
#[cfg(test)]
mod tests;
pub(crate) mod text;

pub use call::{CallTopUp, MinimumCall};
pub use check::{FaultPlace, RuleFault, RuleProblem, check_rule_sets, faults_of_sets};
pub use circumstances::{Circumstances, MinimumWage, TransitionRight, Unknown};
pub use day::{Day, DaySet};
pub use file::{RuleFileFault, read_rule_file, rule_file_schema, write_rule_file};
pub(crate) use outcome::surcharge_share;
pub use outcome::{Credit, Destination, Outcome, surcharge_hours};
pub use overtime::{Overtime, Per, YearCounter};
pub use pieces::{Part, Piece, SOURCE_RULE};
pub use reckoning::{Reckoning, WorkedShift, days_needed};
pub use surcharge_cost::{GroupShift, SurchargeCost, surcharge_costs};
pub use terms::{Compensation, Condition, Terms};

use crate::breaks::BreakLadder;
use crate::calendar::Date;
use crate::holiday::HolidayCalendar;
use crate::quantity::{Factor, Minutes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The surcharge rules of a company from a date on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RuleSet {
    /// Name, as the user calls it.
    pub name: String,
    /// First day on which a shift may start under these rules; they hold until the next set starts.
    pub valid_from: Date,
    /// Last day on which a shift may start under these rules, for an agreement that ends before the next begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// Where the rules come from, and how sure that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What happens where several rules apply.
    #[serde(default)]
    pub combine: Combine,
    /// Which minutes of a shift are on a holiday.
    #[serde(default)]
    pub holiday_by: HolidayBy,
    /// The norm of a year above which hours are counted as overtime (horeca: 1976 hours); counted, not paid.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "text::some_hours")]
    #[schemars(schema_with = "text::schema::hours")]
    pub year_norm: Option<Minutes>,
    /// Which dates are a holiday.
    #[serde(default)]
    pub holidays: HolidayCalendar,
    /// The minimum wage, for conditions that name a multiple of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub minimum_wages: Vec<MinimumWage>,
    /// Days and times with a surcharge; everything outside them is paid at 100 %.
    #[serde(default)]
    pub windows: Vec<Window>,
    /// Surcharges over a whole shift.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub whole_shifts: Vec<WholeShift>,
    /// Surcharges over hours above a norm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overtime: Vec<Overtime>,
    /// The least that a call pays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub minimum_calls: Vec<MinimumCall>,
    /// The breaks that are proposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<BreakLadder>,
}

/// What happens where several rules apply.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Combine {
    /// The highest factor counts alone (retail non-food, art. 7.1).
    #[default]
    Highest,
    /// The surcharges are added up: 150 % and 200 % make 250 %.
    Sum,
}

/// Which minutes of a shift are on a holiday.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HolidayBy {
    /// Those between the two midnights of the holiday (retail).
    #[default]
    CalendarDay,
    /// All of them when the shift starts on the holiday, also after midnight; none when it started the day before
    /// (horeca).
    ShiftStart,
}

/// Days and times that carry a surcharge, by the clock on the wall.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Window {
    /// Name, shown where a line explains itself.
    pub name: String,
    /// The days on which it applies. A weekday applies on holidays too.
    pub days: DaySet,
    /// Start in minutes after midnight, 0 to 1439; written `22:00`.
    #[serde(rename = "from", with = "text::time_of_day")]
    #[schemars(schema_with = "text::schema::time_of_day")]
    pub from_minute: i64,
    /// End in minutes after midnight, after the start and at most 1440; written `24:00`.
    #[serde(rename = "to", with = "text::time_of_day")]
    #[schemars(schema_with = "text::schema::time_of_day")]
    pub to_minute: i64,
    /// What an hour is paid, surcharge included; written `150 %`.
    #[serde(with = "text::factor")]
    #[schemars(schema_with = "text::schema::factor")]
    pub factor: Factor,
    /// For whom and when it holds, and what becomes of it.
    #[serde(default, skip_serializing_if = "Terms::is_plain")]
    pub terms: Terms,
}

/// A surcharge over the whole shift, when the shift holds certain hours without a break in between (horeca: the
/// night).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WholeShift {
    /// Name, shown where a line explains itself.
    pub name: String,
    /// The days on which those hours may be.
    pub days: DaySet,
    /// Start of the hours, in minutes after midnight; written `00:00`.
    #[serde(rename = "from", with = "text::time_of_day")]
    #[schemars(schema_with = "text::schema::time_of_day")]
    pub from_minute: i64,
    /// End of the hours, in minutes after midnight; written `06:00`.
    #[serde(rename = "to", with = "text::time_of_day")]
    #[schemars(schema_with = "text::schema::time_of_day")]
    pub to_minute: i64,
    /// What an hour is paid, surcharge included; written `110 %`.
    #[serde(with = "text::factor")]
    #[schemars(schema_with = "text::schema::factor")]
    pub factor: Factor,
    /// For whom and when it holds, and what becomes of it.
    #[serde(default, skip_serializing_if = "Terms::is_plain")]
    pub terms: Terms,
}

/// The rules under which a shift that starts on that date falls: of the sets that hold then, the one that started
/// last. `None` when there is none; such a shift has no surcharge, so whoever plans a range should ask this first.
pub fn rule_set_on(rule_sets: &[RuleSet], date: Date) -> Option<&RuleSet> {
    rule_sets
        .iter()
        .filter(|rules| rules.holds_on(date))
        .max_by_key(|rules| rules.valid_from)
}

impl RuleSet {
    /// Whether a shift that starts on the date may fall under these rules.
    #[must_use]
    pub fn holds_on(&self, date: Date) -> bool {
        self.valid_from <= date && self.valid_until.is_none_or(|last| date <= last)
    }
}
