//! What the law and the collective agreement say about sickness, as data with a start date.

use crate::calendar::Date;
use jiff::civil::date;
use serde::{Deserialize, Serialize};

/// The terms of sickness from a date on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SicknessTerms {
    /// First day on which they hold.
    pub valid_from: Date,
    /// Waiting days that are agreed; none unless somebody agreed them.
    pub waiting_days: u32,
    /// The most that may be agreed.
    pub most_waiting_days: u32,
    /// A case that begins within so many days of the recovery from the last belongs to the same period: no new waiting
    /// days, and the weeks count on.
    pub same_period_within_days: i32,
    /// What is paid by week of sickness, from the first on.
    pub percentages: Vec<WeekPercentage>,
    /// For how many weeks it is paid.
    pub weeks: u32,
    /// Weeks at which something is to be done for the absence file.
    pub milestone_weeks: Vec<u32>,
}

/// The percentage of the wage that is paid from a week of sickness on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WeekPercentage {
    /// The first week, from 1.
    pub from_week: u32,
    /// The percentage.
    pub percent: u32,
}

impl Default for SicknessTerms {
    /// The law: 70 % for 104 weeks; two waiting days at most, if agreed; a new case within four weeks is the same
    /// period (BW 7:629). The weeks are those of the Wet verbetering poortwachter.
    fn default() -> Self {
        Self {
            valid_from: date(2004, 1, 1),
            waiting_days: 0,
            most_waiting_days: 2,
            same_period_within_days: 28,
            percentages: vec![WeekPercentage {
                from_week: 1,
                percent: 70,
            }],
            weeks: 104,
            milestone_weeks: vec![6, 8, 42, 52],
        }
    }
}

impl SicknessTerms {
    /// The percentage that is paid in a week of sickness, from 1; 0 after the last week.
    #[must_use]
    pub fn percent_in(&self, week: u32) -> u32 {
        if week > self.weeks {
            return 0;
        }
        let begun = self.percentages.iter().filter(|step| step.from_week <= week);
        begun.max_by_key(|step| step.from_week).map_or(0, |step| step.percent)
    }
}

/// The terms that hold on a day: those that began last; the law where none have begun.
#[must_use]
pub fn sickness_terms_on(terms: &[SicknessTerms], date: Date) -> SicknessTerms {
    let begun = terms.iter().filter(|terms| terms.valid_from <= date);
    begun.max_by_key(|terms| terms.valid_from).cloned().unwrap_or_default()
}

/// How somebody is paid: payroll has other codes for each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PayBasis {
    /// By the month: sick hours lower the salary (verlaagd salaris).
    Salaried,
    /// By the hour (uurloner).
    Hourly,
}

/// The hour code for sick hours at one percentage, out of the company's own hour model.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SicknessCode {
    /// For whom.
    pub pay: PayBasis,
    /// The percentage that is paid.
    pub percent: u32,
    /// The code.
    pub code: i64,
}

/// The code for sick hours; `None` where the mapping has none.
#[must_use]
pub fn code_for(codes: &[SicknessCode], pay: PayBasis, percent: u32) -> Option<i64> {
    let found = codes.iter().find(|code| code.pay == pay && code.percent == percent);
    found.map(|code| code.code)
}

impl PayBasis {
    /// The word that is stored and typed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Salaried => "salaried",
            Self::Hourly => "hourly",
        }
    }

    /// Reads what [`PayBasis::word`] gives.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Salaried, Self::Hourly]
            .into_iter()
            .find(|basis| basis.word() == word)
    }
}
