//! What all surcharge rules have in common: when and for whom they hold, and what becomes of the surcharge.

use super::circumstances::{Circumstances, MinimumWage};
use super::text;
use crate::calendar::Date;
use crate::profile::ContractKind;
use crate::quantity::Factor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// When and for whom a rule holds, and what becomes of its surcharge.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Terms {
    /// First day of the rule inside its set; from the start when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_day: Option<Date>,
    /// Last day of the rule inside its set; until the end when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// Only for those of whom all of this is so.
    #[serde(skip_serializing_if = "Condition::is_empty")]
    pub when: Condition,
    /// Not for those of whom all of this is so.
    #[serde(skip_serializing_if = "Condition::is_empty")]
    pub unless: Condition,
    /// What becomes of the surcharge, unless the person's own choice says otherwise.
    #[serde(skip_serializing_if = "Compensation::is_pay")]
    pub compensation: Compensation,
}

impl Terms {
    /// Whether they say nothing special.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the rule holds on a date for a person in these circumstances. What is not known of a person neither
    /// fulfils a condition nor excludes.
    #[must_use]
    pub fn hold(&self, date: Date, circumstances: &Circumstances, wages: &[MinimumWage]) -> bool {
        self.first_day.is_none_or(|first| first <= date)
            && self.last_day.is_none_or(|last| date <= last)
            && self.when.holds(date, circumstances, wages)
            && (self.unless.is_empty() || !self.unless.holds(date, circumstances, wages))
    }

    /// Whether the days of both share one.
    #[must_use]
    pub fn share_a_day(&self, other: &Self) -> bool {
        let starts_in_time = |one: &Self, other: &Self| match (one.first_day, other.last_day) {
            (Some(first), Some(last)) => first <= last,
            _ => true,
        };
        starts_in_time(self, other) && starts_in_time(other, self)
    }
}

/// Something that can be so of a person on a day. Everything that is given must be so; of a list, one.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Condition {
    /// Works in one of these groups (groepen).
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub groups: BTreeSet<String>,
    /// Does one of these activities (activiteiten), such as `e-commerce`.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub activities: BTreeSet<String>,
    /// Has a job of one of these families (functiefamilies), such as `front-office`.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub job_families: BTreeSet<String>,
    /// Has one of these kinds of contract.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub contracts: BTreeSet<ContractKind>,
    /// Is this old, in years, or older.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_from: Option<u8>,
    /// Is younger than this, in years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_below: Option<u8>,
    /// Earns more than this much of the minimum wage per hour; written `200 %`.
    #[serde(skip_serializing_if = "Option::is_none", with = "text::some_factor")]
    #[schemars(schema_with = "text::schema::factor")]
    pub wage_above_minimum: Option<Factor>,
}

impl Condition {
    /// Whether nothing is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether everything that is given is known to be so of a person on that day.
    #[must_use]
    pub fn holds(&self, date: Date, person: &Circumstances, wages: &[MinimumWage]) -> bool {
        if self.is_empty() {
            return true;
        }
        let one_of = |names: &BTreeSet<String>, name: &Option<String>| {
            names.is_empty() || name.as_ref().is_some_and(|name| names.contains(name))
        };
        let age = || person.age_on(date);
        (self.groups.is_empty() || !self.groups.is_disjoint(&person.groups))
            && one_of(&self.activities, &person.activity)
            && one_of(&self.job_families, &person.job_family)
            && (self.contracts.is_empty() || person.contract.is_some_and(|kind| self.contracts.contains(&kind)))
            && self.age_from.is_none_or(|from| age().is_some_and(|age| age >= from))
            && self.age_below.is_none_or(|below| age().is_some_and(|age| age < below))
            && self
                .wage_above_minimum
                .is_none_or(|share| person.earns_above(share, date, wages))
    }
}

/// What becomes of a surcharge (compensatie).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Compensation {
    /// Paid with the hours.
    #[default]
    Pay,
    /// Credited to the ledger of +/- hours.
    PlusMinusHours,
    /// Credited as leave.
    Leave,
    /// Time for time (tijd voor tijd): an hour off for each hour of surcharge, and money when it was not taken in time.
    #[serde(rename_all = "kebab-case")]
    TimeForTime {
        /// Within how many weeks it must be taken.
        weeks: u16,
        /// What is paid for the hours themselves when it was not; written `150 %`.
        #[serde(with = "text::factor")]
        #[schemars(schema_with = "text::schema::factor")]
        otherwise: Factor,
    },
}

impl Compensation {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    const fn is_pay(&self) -> bool {
        matches!(self, Self::Pay)
    }
}
