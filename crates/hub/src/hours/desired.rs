//! What Nmbrs should hold: from a person's shifts, or from hours that somebody else computed.

use super::refused::RefusedReason;
use crate::settings::SurchargeMethod;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::plus_minus::WorkedDay;
use loonbrug_domain::rules::{Circumstances, Outcome, Reckoning, WorkedShift, rule_set_on};
use loonbrug_domain::standing::Standing;
use loonbrug_domain::{
    Date, DateRange, Factor, HourLine, HundredthHours, Minutes, RuleSet, Shift, SurchargeProcessing,
};
use loonbrug_store::{StoredHourLine, StoredShift};
use std::collections::{BTreeMap, BTreeSet};

/// What one person worked in a range of days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Worked {
    /// Hours per factor.
    pub hours: BTreeMap<Factor, HundredthHours>,
    /// Days worked in the range.
    pub days: i64,
    /// What calls pay above what was worked.
    pub top_ups: Minutes,
}

/// All that was brought in of one person.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// Shifts, of the pay period and of the range.
    pub shifts: Vec<StoredShift>,
    /// Hour lines.
    pub lines: Vec<StoredHourLine>,
}

impl Brought {
    /// Leaves out the shifts of days on which the contract is another, and the hour lines of such days; whether that was
    /// anything in the range.
    pub fn leave_out(&mut self, range: DateRange, is_other: impl Fn(Date) -> bool) -> bool {
        let mut left_out = false;
        self.shifts.retain(|shift| {
            let is_other = is_other(shift.date);
            left_out |= is_other && range.contains(shift.date);
            !is_other
        });
        self.lines.retain(|line| {
            let is_other = line.range.days().all(&is_other);
            left_out |= is_other && line.range.overlaps(range);
            !is_other
        });
        left_out
    }

    /// Whether anything was brought in that touches the range, or overtime of earlier days is booked in it under the
    /// rules.
    #[must_use]
    pub fn touches(&self, range: DateRange, rules: &[RuleSet], person: &Standing<'_>) -> bool {
        self.shifts.iter().any(|shift| range.contains(shift.date))
            || self.lines.iter().any(|line| line.range.overlaps(range))
            || self.books_earlier_days(range, rules, person)
    }

    /// Whether overtime of earlier days is booked in the range.
    fn books_earlier_days(&self, range: DateRange, rules: &[RuleSet], person: &Standing<'_>) -> bool {
        let outcome = self.outcome(range, rules, person);
        outcome.is_ok_and(|outcome| outcome != Outcome::default())
    }

    /// What the shifts come to.
    pub fn outcome(
        &self,
        range: DateRange,
        rules: &[RuleSet],
        person: &Standing<'_>,
    ) -> Result<Outcome, RefusedReason> {
        let known = in_circumstances(&self.shifts, person)?;
        let worked: Vec<WorkedShift<'_>> = known
            .iter()
            .map(|(shift, circumstances)| WorkedShift { shift, circumstances })
            .collect();
        Ok(Reckoning::new(rules, range).outcome(&worked))
    }

    /// What was worked in the range.
    pub fn worked(
        &self,
        range: DateRange,
        rules: &[RuleSet],
        method: SurchargeMethod,
        person: &Standing<'_>,
    ) -> Result<Worked, RefusedReason> {
        let by_shift = self.shifts.iter().any(|shift| range.contains(shift.date));
        let by_line = self.lines.iter().any(|line| line.range.overlaps(range));
        match (by_shift, by_line) {
            (true, true) => Err(RefusedReason::ShiftsAndLines),
            (_, false) => self.shifts_worked(range, rules, method, person),
            (false, true) => self.lines_worked(range),
        }
    }

    fn shifts_worked(
        &self,
        range: DateRange,
        rules: &[RuleSet],
        method: SurchargeMethod,
        person: &Standing<'_>,
    ) -> Result<Worked, RefusedReason> {
        self.refuse_without_rules(range, rules)?;
        let outcome = self.outcome(range, rules, person)?;
        let mut lines = outcome.hour_lines();
        let surcharged: Minutes = lines
            .iter()
            .filter(|line| line.factor != Factor::WORKED)
            .map(|line| line.minutes)
            .sum();
        if method == SurchargeMethod::WholeHour {
            leave_to_factors(&mut lines, surcharged)?;
        }
        let hours = lines
            .iter()
            .map(|line| (line.factor, line.hours()))
            .filter(|(_, hours)| hours.0 != 0)
            .collect();
        Ok(Worked {
            hours,
            days: lines.first().map_or(0, |line| line.days),
            top_ups: outcome.top_ups.iter().map(|top_up| top_up.minutes).sum(),
        })
    }

    /// Hours with a surcharge that payroll pays, by factor: out of shifts as rules and choices say, out of hour lines as
    /// they came. Lines that are to be credited instead are refused: ledgers take hours by day.
    pub fn surcharges(
        &self,
        range: DateRange,
        rules: &[RuleSet],
        person: &Standing<'_>,
    ) -> Result<BTreeMap<Factor, HundredthHours>, RefusedReason> {
        let mut hours = self.worked(range, rules, SurchargeMethod::SurchargeOnly, person)?.hours;
        hours.remove(&Factor::WORKED);
        let lines = self.lines.iter().filter(|line| line.range.overlaps(range));
        for line in lines.filter(|line| line.factor != Factor::WORKED) {
            let circumstances = person.circumstances(line.range.from, None);
            match circumstances
                .map_err(|unclear| RefusedReason::unclear(&unclear))?
                .processing
            {
                SurchargeProcessing::WorkedHours | SurchargeProcessing::NoChoice => {}
                SurchargeProcessing::Nothing => drop(hours.remove(&line.factor)),
                SurchargeProcessing::PlusMinusHours | SurchargeProcessing::Leave => {
                    return Err(RefusedReason::SurchargesNotByDay);
                }
            }
        }
        Ok(hours)
    }

    fn refuse_without_rules(&self, range: DateRange, rules: &[RuleSet]) -> Result<(), RefusedReason> {
        let mut in_range = self.shifts.iter().filter(|shift| range.contains(shift.date));
        match in_range.find(|shift| rule_set_on(rules, shift.date).is_none()) {
            Some(without) => Err(RefusedReason::NoRulesOn { date: without.date }),
            None => Ok(()),
        }
    }

    fn lines_worked(&self, range: DateRange) -> Result<Worked, RefusedReason> {
        let mut worked = Worked::default();
        for line in self.lines.iter().filter(|line| line.range.overlaps(range)) {
            if !(range.contains(line.range.from) && range.contains(line.range.to)) {
                return Err(RefusedReason::LineCrossesRange { line: line.range });
            }
            *worked.hours.entry(line.factor).or_default() += HundredthHours(line.hundredths);
        }
        worked.hours.retain(|_, hours| hours.0 != 0);
        worked.days = self.line_days(&|line| range.contains(line.from));
        Ok(worked)
    }

    /// What counts against the contract hours, day by day: shifts by their minutes, hour lines by their hours at 100 % on
    /// the first of their days.
    pub fn worked_days(&self, range: DateRange, person: &Standing<'_>) -> Result<Vec<WorkedDay>, RefusedReason> {
        let worked = self.worked(range, &[RuleSet::none()], SurchargeMethod::SurchargeOnly, person)?;
        let lines = self.lines.iter().filter(|line| range.contains(line.range.from));
        if worked.hours.is_empty() {
            return Ok(Vec::new());
        }
        let of_lines = lines
            .filter(|line| line.factor == Factor::WORKED)
            .map(|line| WorkedDay {
                date: line.range.from,
                worked: Minutes::ZERO,
                paid_absence: HundredthHours(line.hundredths),
            });
        let shifts = as_shifts(&self.shifts)?;
        let of_shifts = shifts
            .iter()
            .filter(|shift| range.contains(shift.date()))
            .map(|shift| WorkedDay {
                date: shift.date(),
                worked: shift.worked_minutes(),
                paid_absence: HundredthHours::ZERO,
            });
        Ok(of_shifts.chain(of_lines).collect())
    }

    /// Days worked in any of these ranges: distinct dates of shifts, and the days that hour lines give.
    #[must_use]
    pub fn days_in(&self, ranges: &BTreeSet<DateRange>) -> i64 {
        let dates: BTreeSet<Date> = self
            .shifts
            .iter()
            .filter(|shift| shift.worked().is_ok())
            .map(|shift| shift.date)
            .filter(|date| ranges.iter().any(|range| range.contains(*date)))
            .collect();
        let of_lines = self.line_days(&|line| ranges.iter().any(|range| range.contains(line.from)));
        i64::try_from(dates.len()).unwrap_or(i64::MAX) + of_lines
    }

    /// A person's lines of one range repeat the same days, so the most counts once per range.
    fn line_days(&self, counts: &dyn Fn(DateRange) -> bool) -> i64 {
        let mut days: BTreeMap<DateRange, i64> = BTreeMap::new();
        for line in self.lines.iter().filter(|line| counts(line.range)) {
            let most = days.entry(line.range).or_default();
            *most = (*most).max(line.days.unwrap_or(0));
        }
        days.values().sum()
    }
}

/// Where factors pay the whole hour, the line of 100 % has the other hours. Overtime of earlier days was paid at 100 %
/// with those days, so it comes off too; more than there is cannot.
fn leave_to_factors(lines: &mut [HourLine], surcharged: Minutes) -> Result<(), RefusedReason> {
    let worked = lines.iter_mut().find(|line| line.factor == Factor::WORKED);
    let left = worked.as_ref().map_or(Minutes::ZERO, |line| line.minutes) - surcharged;
    if left < Minutes::ZERO {
        let hundredths = left.to_hundredth_hours().0;
        return Err(RefusedReason::NegativeDifference { hundredths });
    }
    if let Some(worked) = worked {
        worked.minutes = left;
    }
    Ok(())
}

/// Stored shifts as the rules take them, each in the circumstances of the person on its day and its own group.
pub(crate) fn in_circumstances(
    stored: &[StoredShift],
    person: &Standing<'_>,
) -> Result<Vec<(Shift, Circumstances)>, RefusedReason> {
    let circumstances = |shift: &StoredShift| {
        let found = person.circumstances(shift.date, shift.group.as_deref());
        found.map_err(|unclear| RefusedReason::unclear(&unclear))
    };
    let shifts = as_shifts(stored)?.into_iter().zip(stored);
    shifts
        .map(|(shift, stored)| Ok((shift, circumstances(stored)?)))
        .collect()
}

/// Stored shifts as the rules take them.
pub fn as_shifts(stored: &[StoredShift]) -> Result<Vec<Shift>, RefusedReason> {
    stored
        .iter()
        .map(|shift| {
            shift.worked().map_err(|error| RefusedReason::BadShift {
                date: shift.date,
                text: error.to_string(),
            })
        })
        .collect()
}

/// Everything that was brought in, by person.
#[must_use]
pub fn by_person(shifts: Vec<StoredShift>, lines: Vec<StoredHourLine>) -> BTreeMap<PersonId, Brought> {
    let mut brought: BTreeMap<PersonId, Brought> = BTreeMap::new();
    for shift in shifts {
        brought.entry(shift.person).or_default().shifts.push(shift);
    }
    for line in lines {
        brought.entry(line.person).or_default().lines.push(line);
    }
    brought
}
