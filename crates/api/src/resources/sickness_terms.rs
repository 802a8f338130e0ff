//! Terms of sickness, and the codes of sick hours.

use super::ledger_settings::MOST;
use crate::bounds::{between, no_more};
use crate::failure::Failure;
use loonbrug_domain::Date;
use loonbrug_domain::sickness as domain;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const LARGEST_CODE: i64 = 999_999_999;
/// Ten years of sickness.
const MOST_WEEKS: i64 = 520;

/// The terms of sickness from a day on.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "valid_from": "2023-01-01", "waiting_days": 1, "most_waiting_days": 2, "same_period_within_days": 28,
    "percentages": [{ "from_week": 1, "percent": 100 }, { "from_week": 53, "percent": 70 }], "weeks": 104,
    "milestone_weeks": [6, 8, 42, 52],
}))]
pub struct SicknessTerms {
    /// First day on which they hold.
    valid_from: Date,
    /// Waiting days that are agreed.
    #[schema(minimum = 0, maximum = 366)]
    waiting_days: u32,
    /// The most that may be agreed.
    #[schema(minimum = 0, maximum = 366)]
    most_waiting_days: u32,
    /// A case that begins within so many days of the recovery from the last belongs to the same period.
    #[schema(minimum = 0, maximum = 366)]
    same_period_within_days: i32,
    /// What is paid by week of sickness, from the first on.
    #[schema(max_items = 100)]
    percentages: Vec<WeekPercentage>,
    /// For how many weeks it is paid.
    #[schema(minimum = 0, maximum = 520)]
    weeks: u32,
    /// Weeks at which something is to be done for the absence file, from 1 to 520.
    #[schema(max_items = 100)]
    milestone_weeks: Vec<u32>,
}

/// The percentage of the wage that is paid from a week of sickness on.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "from_week": 53, "percent": 70 }))]
pub struct WeekPercentage {
    /// The first week, from 1.
    #[schema(minimum = 1, maximum = 520)]
    from_week: u32,
    /// The percentage.
    #[schema(minimum = 0, maximum = 200)]
    percent: u32,
}

/// The hour code of sick hours at one percentage.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "pay": "salaried", "percent": 70, "code": 3070 }))]
pub struct SicknessCode {
    /// For whom.
    pay: PayBasis,
    /// The percentage that is paid.
    #[schema(minimum = 0, maximum = 200)]
    percent: u32,
    /// Hour code of the company.
    #[schema(minimum = 1, maximum = 999_999_999)]
    code: i64,
}

/// How somebody is paid.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "salaried")]
pub enum PayBasis {
    /// By the month (verlaagd salaris).
    Salaried,
    /// By the hour (uurloner).
    Hourly,
}

impl SicknessTerms {
    pub fn of(terms: domain::SicknessTerms) -> Self {
        let percentages = terms.percentages.into_iter();
        Self {
            valid_from: terms.valid_from,
            waiting_days: terms.waiting_days,
            most_waiting_days: terms.most_waiting_days,
            same_period_within_days: terms.same_period_within_days,
            percentages: percentages
                .map(|step| WeekPercentage {
                    from_week: step.from_week,
                    percent: step.percent,
                })
                .collect(),
            weeks: terms.weeks,
            milestone_weeks: terms.milestone_weeks,
        }
    }

    pub fn checked(self, pointer: &str) -> Result<domain::SicknessTerms, Failure> {
        let at = |field: &str| format!("{pointer}/{field}");
        between(&at("waiting_days"), self.waiting_days.into(), 0..=366)?;
        between(&at("most_waiting_days"), self.most_waiting_days.into(), 0..=366)?;
        between(
            &at("same_period_within_days"),
            self.same_period_within_days.into(),
            0..=366,
        )?;
        between(&at("weeks"), self.weeks.into(), 0..=MOST_WEEKS)?;
        no_more(&at("milestone_weeks"), self.milestone_weeks.len(), MOST)?;
        for (place, week) in self.milestone_weeks.iter().enumerate() {
            between(&at(&format!("milestone_weeks/{place}")), (*week).into(), 1..=MOST_WEEKS)?;
        }
        Ok(domain::SicknessTerms {
            valid_from: self.valid_from,
            waiting_days: self.waiting_days,
            most_waiting_days: self.most_waiting_days,
            same_period_within_days: self.same_period_within_days,
            percentages: WeekPercentage::all_checked(&at("percentages"), &self.percentages)?,
            weeks: self.weeks,
            milestone_weeks: self.milestone_weeks,
        })
    }
}

impl WeekPercentage {
    fn all_checked(pointer: &str, steps: &[Self]) -> Result<Vec<domain::WeekPercentage>, Failure> {
        no_more(pointer, steps.len(), MOST)?;
        let steps = steps.iter().enumerate().map(|(place, step)| {
            let at = |field: &str| format!("{pointer}/{place}/{field}");
            between(&at("from_week"), step.from_week.into(), 1..=MOST_WEEKS)?;
            between(&at("percent"), step.percent.into(), 0..=200)?;
            Ok(domain::WeekPercentage {
                from_week: step.from_week,
                percent: step.percent,
            })
        });
        steps.collect()
    }
}

impl SicknessCode {
    pub const fn of(code: domain::SicknessCode) -> Self {
        Self {
            pay: match code.pay {
                domain::PayBasis::Salaried => PayBasis::Salaried,
                domain::PayBasis::Hourly => PayBasis::Hourly,
            },
            percent: code.percent,
            code: code.code,
        }
    }

    /// The codes of a body.
    pub fn all_checked(pointer: &str, codes: &[Self]) -> Result<Vec<domain::SicknessCode>, Failure> {
        no_more(pointer, codes.len(), MOST)?;
        let codes = codes.iter().enumerate().map(|(place, code)| {
            let at = |field: &str| format!("{pointer}/{place}/{field}");
            between(&at("percent"), code.percent.into(), 0..=200)?;
            between(&at("code"), code.code, 1..=LARGEST_CODE)?;
            Ok(domain::SicknessCode {
                pay: match code.pay {
                    PayBasis::Salaried => domain::PayBasis::Salaried,
                    PayBasis::Hourly => domain::PayBasis::Hourly,
                },
                percent: code.percent,
                code: code.code,
            })
        });
        codes.collect()
    }
}
