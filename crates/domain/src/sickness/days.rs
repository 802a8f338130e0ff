//! Sick days one by one: waiting days, the week of sickness, and the hours by percentage.

use super::case::{SicknessCase, chain, days_before};
use super::terms::SicknessTerms;
use crate::calendar::{Date, DateRange};
use crate::quantity::HundredthHours;
use crate::work_pattern::WorkPattern;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One sick day on which somebody would have worked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct SickDay {
    /// The day.
    pub date: Date,
    /// The hours that would have been worked.
    pub nominal: HundredthHours,
    /// The part of them that is not worked: 1 to 100.
    pub absent_percent: u32,
    /// The week of sickness, from 1.
    pub week: u32,
    /// What is paid.
    pub paid: Paid,
}

/// What is paid of a sick day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paid {
    /// A waiting day (wachtdag): what it counts as is a choice of its own.
    WaitingDay,
    /// This percentage of the wage.
    Percent(u32),
}

impl SickDay {
    /// The hours that are not worked, in ten-thousandths of an hour: exact.
    pub(super) const fn absent(&self) -> i64 {
        self.nominal.0 * self.absent_percent as i64
    }

    /// The hours that are not worked, rounded.
    #[must_use]
    pub const fn hours(&self) -> HundredthHours {
        HundredthHours((self.absent() + 50) / 100)
    }
}

/// Sick hours under one percentage.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct SicknessHours {
    /// What is paid.
    pub paid: Paid,
    /// The hours, rounded once.
    pub hours: HundredthHours,
}

/// The waiting days that are left for a case: `agreed − used` in the cases of its period, and never below zero.
#[must_use]
pub const fn waiting_days_left(agreed: u32, used: u32) -> u32 {
    agreed.saturating_sub(used)
}

/// The sick days of a case in a range on which somebody would have worked. `cases` are all of the person; `agreed` is
/// how many waiting days are agreed with the person. A waiting day is a day on which there would have been work, from
/// the first sick day on; with a new case within four weeks of recovery there is none that was had before.
#[must_use]
pub fn sick_days(
    cases: &[SicknessCase],
    case: &SicknessCase,
    (agreed, terms): (u32, &SicknessTerms),
    pattern: &WorkPattern,
    range: DateRange,
) -> Vec<SickDay> {
    let chain = chain(cases, case, terms);
    let earlier = chain.split_last().map_or(&[][..], |(_, earlier)| earlier);
    let worked = |case: &SicknessCase, until: Date| {
        let days = case.days();
        let until = DateRange {
            to: days.to.min(until),
            ..days
        };
        until
            .days()
            .filter(|date| pattern.hours_on(*date) > HundredthHours::ZERO)
            .collect::<Vec<_>>()
    };
    let used: usize = earlier.iter().map(|case| worked(case, Date::MAX).len()).sum();
    let used = u32::try_from(used).unwrap_or(u32::MAX);
    let left = waiting_days_left(agreed.min(terms.most_waiting_days), used);
    let before = days_before(&chain);
    let day = |(waits, date): (bool, Date)| {
        let days = before + i64::from(date.since(case.first_day).map_or(0, |span| span.get_days()));
        let week = u32::try_from(days / 7 + 1).unwrap_or(u32::MAX);
        SickDay {
            date,
            nominal: pattern.hours_on(date),
            absent_percent: case.percent_on(date),
            week,
            paid: if waits {
                Paid::WaitingDay
            } else {
                Paid::Percent(terms.percent_in(week))
            },
        }
    };
    let waits = (0..).map(|place: u32| place < left);
    let days = waits
        .zip(worked(case, range.to))
        .filter(|(_, date)| range.contains(*date));
    days.map(day).collect()
}

/// Sick hours by what is paid, each rounded once; waiting days first.
#[must_use]
pub fn hours(days: &[SickDay]) -> Vec<SicknessHours> {
    let mut exact: BTreeMap<Paid, i64> = BTreeMap::new();
    for day in days {
        *exact.entry(day.paid).or_default() += day.absent();
    }
    let line = |(paid, absent)| SicknessHours {
        paid,
        hours: HundredthHours((absent + 50) / 100),
    };
    exact.into_iter().map(line).collect()
}
