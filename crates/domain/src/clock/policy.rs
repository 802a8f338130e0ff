//! How an organisation reads its clock: data with a start date.

use super::rounding::Rounding;
use crate::calendar::{Date, dutch_date};
use serde::{Deserialize, Serialize};

/// How clock events become shifts, from a date on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClockPolicy {
    /// First day on which a shift that starts goes by it; it holds until the next one starts.
    pub valid_from: Date,
    /// How coming is rounded.
    #[serde(default)]
    pub rounding_in: Rounding,
    /// How going is rounded.
    #[serde(default)]
    pub rounding_out: Rounding,
    /// What going and coming back on one day is.
    #[serde(default)]
    pub same_day: SameDay,
    /// Whether a shift may cross midnight where the person's settings do not say ("Overnights clock in/out", manual
    /// viqz); then no breaks may be booked.
    #[serde(default)]
    pub overnight: bool,
    /// The group of somebody who comes without being planned, where the person's settings do not say (standaardgroep
    /// klokterminal).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_group: Option<String>,
    /// A second touch of the badge within so many seconds is no event of its own.
    #[serde(default = "double_seconds")]
    pub double_seconds: i64,
    /// Longer than so many minutes between coming and going, and the going was forgotten.
    #[serde(default = "longest_minutes")]
    pub longest_minutes: i64,
    /// So many minutes beside the planned time are on time.
    #[serde(default = "tolerance_minutes")]
    pub tolerance_minutes: i64,
}

fn double_seconds() -> i64 {
    60
}

fn longest_minutes() -> i64 {
    14 * 60
}

fn tolerance_minutes() -> i64 {
    5
}

/// What going and coming back on one day is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case",
    tag = "is",
    deny_unknown_fields
)]
pub enum SameDay {
    /// Two shifts.
    #[default]
    TwoShifts,
    /// A break in one shift when it lasts no longer than this, else two shifts.
    Break {
        /// The longest break in minutes.
        at_most_minutes: i64,
    },
}

impl ClockPolicy {
    /// The policy of an organisation that chose nothing: whole minutes, the nearest one, two shifts, no overnights.
    #[must_use]
    pub fn standard(valid_from: Date) -> Self {
        Self {
            valid_from,
            rounding_in: Rounding::default(),
            rounding_out: Rounding::default(),
            same_day: SameDay::default(),
            overnight: false,
            default_group: None,
            double_seconds: double_seconds(),
            longest_minutes: longest_minutes(),
            tolerance_minutes: tolerance_minutes(),
        }
    }

    /// Whether its rounding takes time from the worker on average.
    #[must_use]
    pub fn takes_from_the_worker(&self) -> bool {
        Rounding::takes_from_the_worker(self.rounding_in, self.rounding_out)
    }
}

/// The policy of a day: the one that started last; `None` when all of them start later.
pub fn policy_on(policies: &[ClockPolicy], date: Date) -> Option<&ClockPolicy> {
    policies
        .iter()
        .filter(|policy| policy.valid_from <= date)
        .max_by_key(|policy| policy.valid_from)
}

/// What is wrong with a policy.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PolicyError {
    /// Two start on the same day.
    #[error("two clock policies start on {}: only one can hold", dutch_date(*.valid_from))]
    SameStart {
        /// The day.
        valid_from: Date,
    },
    /// A number is outside its range.
    #[error("clock policy of {}: {field} is {value}; give {least} to {most}", dutch_date(*.valid_from))]
    OutOfRange {
        /// The policy.
        valid_from: Date,
        /// The field as it is written.
        field: &'static str,
        /// The value at fault.
        value: i64,
        /// The least that is allowed.
        least: i64,
        /// The most.
        most: i64,
    },
}

/// All that is wrong with these policies together.
#[must_use]
pub fn check_policies(policies: &[ClockPolicy]) -> Vec<PolicyError> {
    let mut errors: Vec<PolicyError> = policies.iter().flat_map(out_of_range).collect();
    let mut starts: Vec<Date> = policies.iter().map(|policy| policy.valid_from).collect();
    starts.sort_unstable();
    let twice = starts.array_windows().filter(|[one, next]| one == next);
    errors.extend(twice.map(|&[valid_from, _]| PolicyError::SameStart { valid_from }));
    errors
}

fn out_of_range(policy: &ClockPolicy) -> Vec<PolicyError> {
    let at_most_break = match policy.same_day {
        SameDay::TwoShifts => 1,
        SameDay::Break { at_most_minutes } => at_most_minutes,
    };
    [
        ("double-seconds", policy.double_seconds, 0, 600),
        ("longest-minutes", policy.longest_minutes, 60, 24 * 60),
        ("tolerance-minutes", policy.tolerance_minutes, 0, 180),
        ("at-most-minutes", at_most_break, 1, 12 * 60),
    ]
    .into_iter()
    .filter(|(_, value, least, most)| !(least..=most).contains(&value))
    .map(|(field, value, least, most)| PolicyError::OutOfRange {
        valid_from: policy.valid_from,
        field,
        value,
        least,
        most,
    })
    .collect()
}
