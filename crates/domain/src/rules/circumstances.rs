//! What rules may ask of a person on the day of a shift.

use super::RuleSet;
use super::terms::{Condition, Terms};
use crate::calendar::Date;
use crate::processing::SurchargeProcessing;
use crate::profile::ContractKind;
use crate::quantity::{Cents, Factor};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is known of a person, and of the work, on the day of a shift. Nothing by default.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Circumstances {
    /// The groups in which the shift is worked.
    pub groups: BTreeSet<String>,
    /// What is done in it.
    pub activity: Option<String>,
    /// Family of the person's job.
    pub job_family: Option<String>,
    /// Kind of contract.
    pub contract: Option<ContractKind>,
    /// Whether the contract is on call (oproepovereenkomst); one of zero hours always is.
    pub on_call: Option<bool>,
    /// Contract hours per week in thousandths.
    pub weekly_hours_thousandths: Option<i64>,
    /// Whether the times of work are fixed beforehand.
    pub fixed_times: Option<bool>,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Gross wage per hour.
    pub hourly_wage: Option<Cents>,
    /// "Toeslaguren worden verwerkt als": the person's own choice leads over what rules say.
    pub processing: SurchargeProcessing,
    /// What the person keeps of older rules.
    pub rights: Vec<TransitionRight>,
}

/// What a person keeps of older rules (overgangsrecht), up to a last day.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TransitionRight {
    /// Name of the rule whose factor it takes the place of.
    pub rule: String,
    /// What an hour is paid for this person, surcharge included.
    #[serde(with = "super::text::factor")]
    pub factor: Factor,
    /// Last day of the right.
    pub last_day: Date,
}

impl TransitionRight {
    /// Whoever worked on Sundays in supermarkets before 2022 kept 100 % of surcharge until 1 January 2025.
    #[must_use]
    pub fn supermarket_sunday() -> Self {
        Self {
            rule: "Zondag".to_owned(),
            factor: Factor::percent(200),
            last_day: Date::constant(2024, 12, 31),
        }
    }
}

/// The minimum wage (wettelijk minimumloon) of adults from a day on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MinimumWage {
    /// First day.
    pub first_day: Date,
    /// Per hour.
    #[schemars(with = "i64")]
    pub cents: Cents,
}

/// Something that a rule asks and that is not known of a person: whoever plans should ask for it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unknown {
    /// What is done in the shift.
    Activity,
    /// Family of the job.
    JobFamily,
    /// Kind of contract.
    Contract,
    /// Date of birth.
    BirthDate,
    /// Wage per hour.
    HourlyWage,
}

impl Circumstances {
    /// Age in whole years on a date. Who was born on 29 February is a year older on 1 March of other years.
    #[must_use]
    pub fn age_on(&self, date: Date) -> Option<u8> {
        let birth = self.birth_date?;
        let had_birthday = (birth.month(), birth.day()) <= (date.month(), date.day());
        let years = i32::from(date.year()) - i32::from(birth.year()) - i32::from(!had_birthday);
        u8::try_from(years).ok()
    }

    /// Whether the wage is known to be above a share of the minimum wage of that day.
    #[must_use]
    pub(super) fn earns_above(&self, share: Factor, date: Date, wages: &[MinimumWage]) -> bool {
        let minimum = wages
            .iter()
            .filter(|wage| wage.first_day <= date)
            .max_by_key(|wage| wage.first_day);
        let (Some(wage), Some(minimum)) = (self.hourly_wage, minimum) else {
            return false;
        };
        let share = i128::from(minimum.cents.0) * i128::from(share.0);
        i128::from(wage.0) * i128::from(Factor::WORKED.0) > share
    }

    /// What rules ask and is not known here: with it the outcome might be another. Of groups it is always known in
    /// which somebody works.
    #[must_use]
    pub fn unknown_to(&self, rules: &RuleSet) -> BTreeSet<Unknown> {
        let of_terms = rules.terms().flat_map(|terms| [&terms.when, &terms.unless]);
        let mut unknown: BTreeSet<Unknown> = of_terms.flat_map(|condition| self.unknown_in(condition)).collect();
        if !rules.minimum_calls.is_empty() && self.contract.is_none() && self.on_call.is_none() {
            unknown.insert(Unknown::Contract);
        }
        unknown
    }

    fn unknown_in(&self, condition: &Condition) -> impl Iterator<Item = Unknown> + use<> {
        let asks_age = condition.age_from.is_some() || condition.age_below.is_some();
        let asked = [
            (
                !condition.activities.is_empty() && self.activity.is_none(),
                Unknown::Activity,
            ),
            (
                !condition.job_families.is_empty() && self.job_family.is_none(),
                Unknown::JobFamily,
            ),
            (
                !condition.contracts.is_empty() && self.contract.is_none(),
                Unknown::Contract,
            ),
            (asks_age && self.birth_date.is_none(), Unknown::BirthDate),
            (
                condition.wage_above_minimum.is_some() && self.hourly_wage.is_none(),
                Unknown::HourlyWage,
            ),
        ];
        asked.into_iter().filter_map(|(unknown, what)| unknown.then_some(what))
    }
}

impl RuleSet {
    /// The terms of all surcharges.
    fn terms(&self) -> impl Iterator<Item = &Terms> {
        let windows = self.windows.iter().map(|rule| &rule.terms);
        let whole_shifts = self.whole_shifts.iter().map(|rule| &rule.terms);
        windows
            .chain(whole_shifts)
            .chain(self.overtime.iter().map(|rule| &rule.terms))
    }
}
