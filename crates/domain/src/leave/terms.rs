//! What the law and the collective agreement give, as data with a start date.

use super::{Bucket, LeaveKind};
use crate::calendar::Date;
use jiff::ToSpan;
use jiff::civil::date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The terms of leave from a date on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LeaveTerms {
    /// First day on which they hold.
    pub valid_from: Date,
    /// What is credited each year on 1 January.
    pub grants: Vec<Grant>,
    /// How many months after the end of the year in which it was earned each kind lapses; a kind that is not named
    /// never does.
    pub lapses_after_months: BTreeMap<LeaveKind, i32>,
    /// What an hour worked earns of statutory leave, in millionths of an hour, where leave is accrued on hours worked:
    /// what somebody's own factor gives beyond it is extra-statutory.
    pub statutory_accrual_millionths: i64,
    /// How many days before leave lapses the person must have been told.
    pub warn_days: i32,
}

/// A yearly credit, in weeks of the contract hours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Grant {
    /// Kind of leave.
    pub kind: LeaveKind,
    /// Weeks in thousandths: 4000 is the statutory minimum.
    pub weeks_thousandths: i64,
}

impl Default for LeaveTerms {
    /// The law: four weeks a year (BW 7:634), which lapse on 1 July of the next year (BW 7:640a, since 2012); leave
    /// beyond them five years after the year (BW 7:642). Time for time is to be taken by 1 July of the next year. On
    /// hours worked 4/48 is earned, because leave itself earns nothing then.
    fn default() -> Self {
        use LeaveKind::{CollectiveAgreement, ExtraStatutory, ShorterHours, Statutory, TimeForTime};
        Self {
            valid_from: date(2012, 1, 1),
            grants: vec![Grant {
                kind: Statutory,
                weeks_thousandths: 4000,
            }],
            lapses_after_months: BTreeMap::from([
                (Statutory, 6),
                (ExtraStatutory, 60),
                (TimeForTime, 6),
                (ShorterHours, 60),
                (CollectiveAgreement, 60),
            ]),
            statutory_accrual_millionths: 83_333,
            warn_days: 92,
        }
    }
}

impl LeaveTerms {
    /// The bucket of leave of this kind that is earned in this year.
    #[must_use]
    pub fn bucket(&self, year: i16, kind: LeaveKind) -> Bucket {
        let months = self.lapses_after_months.get(&kind);
        let next_year = Date::new(year.saturating_add(1), 1, 1).unwrap_or(Date::MAX);
        Bucket {
            year,
            kind,
            lapses_on: months.map(|months| next_year.saturating_add(months.months())),
        }
    }
}

/// The terms that hold on a day: those that began last; the law where none have begun.
#[must_use]
pub fn terms_on(terms: &[LeaveTerms], date: Date) -> LeaveTerms {
    let begun = terms.iter().filter(|terms| terms.valid_from <= date);
    begun.max_by_key(|terms| terms.valid_from).cloned().unwrap_or_default()
}
