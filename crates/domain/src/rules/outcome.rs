//! What the shifts of a person come to: hours for payroll, credits for ledgers. Each minute with a surcharge goes to
//! one of them, none to two.

use super::call::CallTopUp;
use super::circumstances::Circumstances;
use super::cut::{Cut, RuleNumber};
use super::reckoning::{Reckoning, WorkedShift};
use super::terms::Compensation;
use crate::calendar::Date;
use crate::hours::HourLine;
use crate::processing::SurchargeProcessing;
use crate::quantity::{Factor, HundredthHours, Minutes};
use jiff::ToSpan;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the shifts of one person come to in a range of days.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Outcome {
    /// All minutes worked by shifts that start in the range.
    pub worked: Minutes,
    /// Days on which such shifts start.
    pub days: i64,
    /// Minutes with a surcharge that payroll pays, by factor. Overtime of a week that ends in the range is among
    /// them, also where its minutes were worked before the range; it then has the factor of what comes on top.
    pub paid: BTreeMap<Factor, Minutes>,
    /// Surcharges that payroll does not pay: for the ledgers, or for nobody. By day.
    pub credits: Vec<Credit>,
    /// What calls pay above what was worked; it is no work, and has no factor.
    pub top_ups: Vec<CallTopUp>,
}

/// Minutes with a surcharge that is not paid with the hours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Credit {
    /// The day on which the shift starts; of overtime that was worked before the range, the day on which its week
    /// ends.
    pub date: Date,
    /// What becomes of it.
    pub destination: Destination,
    /// The factor, or of overtime from before the range what comes on top.
    pub factor: Factor,
    /// Minutes that carry the surcharge.
    pub minutes: Minutes,
}

impl Credit {
    /// The hours of the surcharge: 5 hours at 200 % are 5 hours, at 150 % they are 2,50. Rounded once, half up.
    #[must_use]
    pub fn hours(&self) -> HundredthHours {
        surcharge_hours(self.minutes, self.factor)
    }

    /// The last day to take time for time; after it, `otherwise` is paid.
    #[must_use]
    pub fn last_day_to_take(&self) -> Option<Date> {
        match self.destination {
            Destination::TimeForTime { weeks, .. } => Some(self.date.saturating_add((7 * i64::from(weeks)).days())),
            _ => None,
        }
    }
}

/// The hours that a surcharge comes to: minutes × (factor − 100 %), rounded half up to hundredths of an hour. Add up
/// the minutes of a line first.
#[must_use]
pub fn surcharge_hours(minutes: Minutes, factor: Factor) -> HundredthHours {
    // A minute is 5/3 hundredths of an hour; a factor is in ten-thousandths.
    let parts = minutes.0 * (i64::from(factor.0) - i64::from(Factor::WORKED.0)) * 5;
    HundredthHours((2 * parts + 30_000).div_euclid(60_000))
}

/// The hours that the surcharge of so many hours comes to, rounded half up.
pub(crate) fn surcharge_share(hours: HundredthHours, factor: Factor) -> HundredthHours {
    let parts = hours.0 * (i64::from(factor.0) - i64::from(Factor::WORKED.0));
    HundredthHours((2 * parts + 10_000).div_euclid(20_000))
}

/// What becomes of a surcharge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Destination {
    /// Paid with the hours.
    Pay,
    /// Credited to the ledger of +/- hours.
    PlusMinusHours,
    /// Credited as leave.
    Leave,
    /// Credited as time for time.
    #[serde(rename_all = "kebab-case")]
    TimeForTime {
        /// Within how many weeks it must be taken.
        weeks: u16,
        /// What is paid for the hours when it was not.
        otherwise: Factor,
    },
    /// Neither paid nor credited: the person's choice is "geen verwerking".
    Nothing,
}

impl Destination {
    /// The person's own choice leads over what the rule says.
    fn of(compensation: Compensation, choice: SurchargeProcessing) -> Self {
        match choice {
            SurchargeProcessing::Nothing => Self::Nothing,
            SurchargeProcessing::PlusMinusHours => Self::PlusMinusHours,
            SurchargeProcessing::Leave => Self::Leave,
            SurchargeProcessing::WorkedHours => Self::Pay,
            SurchargeProcessing::NoChoice => match compensation {
                Compensation::Pay => Self::Pay,
                Compensation::PlusMinusHours => Self::PlusMinusHours,
                Compensation::Leave => Self::Leave,
                Compensation::TimeForTime { weeks, otherwise } => Self::TimeForTime { weeks, otherwise },
            },
        }
    }
}

/// What comes on top of 100 % for each destination; there are two at most as a rule.
#[derive(Default)]
struct Surcharges(Vec<(Destination, u32)>);

impl Surcharges {
    fn add(&mut self, destination: Destination, factor: u32, before: u32) {
        let surcharge = factor.saturating_sub(before);
        match self.0.iter_mut().find(|(known, _)| *known == destination) {
            Some((_, sum)) => *sum = sum.saturating_add(surcharge),
            None => self.0.push((destination, surcharge)),
        }
    }

    fn each(self, take: &mut impl FnMut(Destination, Factor)) {
        for (destination, surcharge) in self.0 {
            take(destination, Factor(Factor::WORKED.0.saturating_add(surcharge)));
        }
    }
}

impl Outcome {
    pub(super) fn of(reckoning: &Reckoning<'_>, ordered: &[WorkedShift<'_>], top_ups: Vec<CallTopUp>) -> Self {
        let mut outcome = Self {
            top_ups,
            ..Self::default()
        };
        let mut credits: BTreeMap<(Date, Destination, Factor), Minutes> = BTreeMap::new();
        let mut last_day = None;
        for cut in &reckoning.cuts {
            let Some(worked) = ordered.get(cut.shift) else { continue };
            let minutes = Minutes(cut.minutes);
            if reckoning.is_in_range(cut) {
                outcome.worked += minutes;
                outcome.days += i64::from(last_day.replace(cut.day) != Some(cut.day));
            }
            reckoning.each_part(cut, worked.circumstances, |destination, factor| {
                if destination == Destination::Pay {
                    *outcome.paid.entry(factor).or_default() += minutes;
                } else {
                    let date = reckoning.date_of(cut, worked.shift.date());
                    *credits.entry((date, destination, factor)).or_default() += minutes;
                }
            });
        }
        let credit = |((date, destination, factor), minutes)| Credit {
            date,
            destination,
            factor,
            minutes,
        };
        outcome.credits = credits.into_iter().map(credit).collect();
        outcome
    }

    /// The lines for payroll: 100 % for all worked hours, then the factors that are paid; none when there is nothing.
    #[must_use]
    pub fn hour_lines(&self) -> Vec<HourLine> {
        let worked = (Factor::WORKED, self.worked);
        let lines = (self.worked > Minutes::ZERO).then_some(worked).into_iter();
        let paid = self.paid.iter().map(|(factor, minutes)| (*factor, *minutes));
        let line = |(factor, minutes)| HourLine {
            factor,
            minutes,
            days: self.days,
        };
        lines.chain(paid).map(line).collect()
    }
}

impl Reckoning<'_> {
    pub(super) fn is_in_range(&self, cut: &Cut) -> bool {
        self.first_day <= cut.day && cut.day <= self.last_day
    }

    /// The day on which the range books a cut: that of its shift, or of the end of its week.
    fn date_of(&self, cut: &Cut, date: Date) -> Date {
        if self.is_in_range(cut) {
            date
        } else {
            date.saturating_add((cut.booked - cut.day).days())
        }
    }

    /// What the range books on a cut: for each destination the factor of what comes to it, on top of what was booked
    /// before the range. What was booked on an earlier day keeps its destination, in whichever range that day is: the
    /// parts of a month and those of its weeks go to the same places.
    pub(super) fn each_part(&self, cut: &Cut, person: &Circumstances, mut take: impl FnMut(Destination, Factor)) {
        let (mut now, mut surcharges) = (cut.now, Surcharges::default());
        while now != cut.before {
            let raised = self.combinations.raised_by(now).unwrap_or(cut.before);
            let ((before, booked), (factor, rules)) = (self.combinations.get(raised), self.combinations.get(now));
            match rules.strip_prefix(booked) {
                Some(new) => new
                    .iter()
                    .for_each(|rule| surcharges.add(self.destination(*rule, person), rule.factor.0, Factor::WORKED.0)),
                // A higher factor took the place of the one that was booked.
                None => rules
                    .iter()
                    .for_each(|rule| surcharges.add(self.destination(*rule, person), factor.0, before.0)),
            }
            now = raised;
        }
        surcharges.each(&mut take);
    }

    fn destination(&self, rule: RuleNumber, person: &Circumstances) -> Destination {
        let compensation = rule
            .place
            .find(self.rules)
            .map_or(Compensation::Pay, |(_, terms)| terms.compensation);
        Destination::of(compensation, person.processing)
    }
}
