//! Cases of sickness, and which of them are one period.

use super::SicknessTerms;
use crate::calendar::{Date, DateRange, dutch_date};
use crate::ids::{PersonId, SicknessCaseId};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};

/// One case (ziektegeval): dates, percentage and expected duration, and nothing else.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SicknessCase {
    /// Identity.
    pub id: SicknessCaseId,
    /// Who.
    pub person: PersonId,
    /// The first sick day.
    pub first_day: Date,
    /// The first day on which the person works again in full; `None` while sick.
    pub recovered_on: Option<Date>,
    /// The last sick day, as far as can be expected.
    pub expected_until: Option<Date>,
    /// The percentage from the first day on, and each change of it.
    pub stages: Vec<Stage>,
}

/// From when somebody is sick for which part.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stage {
    /// The first day.
    pub from: Date,
    /// The part of the hours that is not worked: 1 to 100.
    pub percent: u32,
}

/// Why a case cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SicknessError {
    /// The percentage is not 1 to 100.
    #[error("{percent} % is not a part of the hours: give 1 to 100")]
    Percent {
        /// The percentage.
        percent: u32,
    },
    /// A day lies before the first sick day, or is not after the change before it.
    #[error("{} is not after {}", dutch_date(*.date), dutch_date(*.after))]
    Order {
        /// The day at fault.
        date: Date,
        /// What it must be after.
        after: Date,
    },
    /// Another case of the same person has the same days.
    #[error("the case that begins on {} has these days already", dutch_date(*.first_day))]
    Overlap {
        /// First day of the other case.
        first_day: Date,
    },
}

impl SicknessCase {
    /// A case of one percentage that has no end yet.
    #[must_use]
    pub fn reported(id: SicknessCaseId, person: PersonId, first_day: Date, percent: u32) -> Self {
        let from = first_day;
        Self {
            id,
            person,
            first_day,
            recovered_on: None,
            expected_until: None,
            stages: vec![Stage { from, percent }],
        }
    }

    /// Refuses what cannot be, beside the other cases of the same person.
    ///
    /// # Errors
    /// `SicknessError`, the first rule that is broken.
    pub fn check(&self, others: &[Self]) -> Result<(), SicknessError> {
        if let Some(stage) = self.stages.iter().find(|stage| !(1..=100).contains(&stage.percent)) {
            return Err(SicknessError::Percent { percent: stage.percent });
        }
        let day_before = self.first_day.saturating_sub(1.day());
        let ends = [
            (self.recovered_on, self.first_day),
            (self.expected_until, day_before),
            (self.stages.first().map(|stage| stage.from), day_before),
        ];
        let steps = self
            .stages
            .array_windows()
            .map(|[one, next]| (Some(next.from), one.from));
        for (date, after) in ends.into_iter().chain(steps) {
            if let Some(date) = date.filter(|date| *date <= after) {
                return Err(SicknessError::Order { date, after });
            }
        }
        let same_days = |other: &&Self| other.id != self.id && other.days().overlaps(self.days());
        match others.iter().find(same_days) {
            Some(other) => Err(SicknessError::Overlap {
                first_day: other.first_day,
            }),
            None => Ok(()),
        }
    }

    /// The sick days; without end while sick.
    #[must_use]
    pub fn days(&self) -> DateRange {
        let last = self
            .recovered_on
            .map_or(Date::MAX, |recovered| recovered.saturating_sub(1.day()));
        DateRange {
            from: self.first_day,
            to: last.max(self.first_day),
        }
    }

    /// The part of the hours that is not worked on a day: 0 to 100.
    #[must_use]
    pub fn percent_on(&self, date: Date) -> u32 {
        if !self.days().contains(date) {
            return 0;
        }
        let mut newest_first = self.stages.iter().rev();
        newest_first
            .find(|stage| stage.from <= date)
            .map_or(0, |stage| stage.percent)
    }
}

/// The cases of the same period as this one, up to and including it, oldest first: each began within the days of the
/// terms after the recovery from the one before (BW 7:629 lid 10).
#[must_use]
pub fn chain<'c>(cases: &'c [SicknessCase], of: &'c SicknessCase, terms: &SicknessTerms) -> Vec<&'c SicknessCase> {
    let mut earlier: Vec<&SicknessCase> = cases.iter().filter(|case| case.first_day < of.first_day).collect();
    earlier.sort_by_key(|case| std::cmp::Reverse(case.first_day));
    let mut chain = vec![of];
    let mut begin = of.first_day;
    for case in earlier {
        let recovered = case.recovered_on.unwrap_or(begin);
        if recovered.saturating_add(terms.same_period_within_days.days()) <= begin {
            break;
        }
        begin = case.first_day;
        chain.push(case);
    }
    chain.reverse();
    chain
}

/// The sick days of the period before this case: the weeks of a case count on from them.
pub(super) fn days_before(chain: &[&SicknessCase]) -> i64 {
    let earlier = chain.split_last().map_or(&[][..], |(_, earlier)| earlier);
    let days = earlier.iter().map(|case| case.days().days().count());
    i64::try_from(days.sum::<usize>()).unwrap_or(i64::MAX)
}

/// The days on which the weeks of the terms are full, if the sickness lasts: week and day.
#[must_use]
pub fn milestones(cases: &[SicknessCase], of: &SicknessCase, terms: &SicknessTerms) -> Vec<(u32, Date)> {
    let before = days_before(&chain(cases, of, terms));
    let day_of = |week: &u32| {
        let days = i64::from(*week) * 7 - before;
        (days > 0).then(|| (*week, of.first_day.saturating_add(days.days())))
    };
    terms.milestone_weeks.iter().filter_map(day_of).collect()
}
