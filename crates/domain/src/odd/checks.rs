//! What makes a figure odd.

use super::{Absence, Case, Finding, OddThresholds, Oddity, RecordedShift};
use crate::calendar::Date;
use crate::people::Contract;
use crate::quantity::{HundredthHours, Minutes};
use crate::shift::Shift;
use std::collections::{BTreeMap, BTreeSet};

/// Everything odd about one person in one period, in the order of the kinds and then of the dates. The order of what
/// is given does not matter.
#[must_use]
pub fn odd_figures(case: &Case, thresholds: &OddThresholds) -> Vec<Oddity> {
    let mut findings = Vec::new();
    findings.extend(more_than_usual(case, thresholds));
    for shift in case.in_range() {
        findings.extend(long_shift(shift, thresholds));
        findings.extend(large_break(shift, thresholds));
        findings.extend(worked_while_absent(case, shift, thresholds));
    }
    findings.extend(overlapping_shifts(case));
    findings.extend(outside_contract(case));
    findings.extend(two_contract_types(case));
    findings.extend(negative_balances(case));
    findings.sort_unstable();
    findings.dedup();
    let person = case.person;
    findings.into_iter().map(|finding| Oddity { person, finding }).collect()
}

impl Case {
    fn in_range(&self) -> impl Iterator<Item = &RecordedShift> {
        self.shifts.iter().filter(|shift| self.range.contains(shift.date))
    }
}

impl RecordedShift {
    /// Real minutes from start to end; on the wall where it cannot be a shift.
    fn length(&self) -> Minutes {
        let (start, end) = (self.times.start_minute, self.times.end_minute);
        Shift::new(self.date, start, end, 0).map_or(Minutes(end - start), |shift| shift.worked_minutes())
    }

    /// Minutes worked; none where the break takes up everything.
    fn worked(&self) -> Minutes {
        Minutes((self.length().0 - self.break_minutes).max(0))
    }

    /// Start and end in minutes on the wall since the beginning of the calendar, so that shifts of two days compare.
    fn on_the_line(&self) -> (i64, i64) {
        let days = self.date.duration_since(Date::MIN).as_hours() / 24;
        let midnight = days * 24 * 60;
        (midnight + self.times.start_minute, midnight + self.times.end_minute)
    }
}

fn more_than_usual(case: &Case, thresholds: &OddThresholds) -> Option<Finding> {
    let worked: Minutes = case.in_range().map(RecordedShift::worked).sum();
    let worked = worked + case.totals;
    let usual = usual(&case.earlier, thresholds.fewest_periods)?;
    (worked.0 * 100 >= usual.0 * thresholds.usual_percent).then_some(Finding::MoreThanUsual {
        range: case.range,
        worked,
        usual,
    })
}

/// The median of the periods in which somebody worked, if there are enough of them.
fn usual(earlier: &[Minutes], fewest: usize) -> Option<Minutes> {
    let mut worked: Vec<Minutes> = earlier
        .iter()
        .copied()
        .filter(|minutes| *minutes > Minutes::ZERO)
        .collect();
    worked.sort_unstable();
    let above = worked.get(worked.len() / 2)?;
    let below = worked.get((worked.len() - 1) / 2)?;
    (worked.len() >= fewest).then_some(Minutes(i64::midpoint(above.0, below.0)))
}

fn long_shift(shift: &RecordedShift, thresholds: &OddThresholds) -> Option<Finding> {
    let length = shift.length();
    (length > thresholds.longest_shift).then_some(Finding::LongShift {
        date: shift.date,
        times: shift.times,
        length,
    })
}

fn large_break(shift: &RecordedShift, thresholds: &OddThresholds) -> Option<Finding> {
    let most = shift.length().0 * thresholds.break_percent;
    (shift.break_minutes > 0 && shift.break_minutes * 100 > most).then_some(Finding::LargeBreak {
        date: shift.date,
        times: shift.times,
        pause: Minutes(shift.break_minutes),
    })
}

fn worked_while_absent<'a>(
    case: &'a Case,
    shift: &'a RecordedShift,
    thresholds: &'a OddThresholds,
) -> impl Iterator<Item = Finding> + 'a {
    let is_day_off = |absence: &&Absence| {
        let is_whole = absence
            .hours
            .is_none_or(|hours| hours >= thresholds.day_of_leave.to_hundredth_hours());
        absence.range.contains(shift.date) && is_whole
    };
    let absences = case.absences.iter().filter(is_day_off);
    absences.map(|absence| Finding::WorkedWhileAbsent {
        date: shift.date,
        times: shift.times,
        absence: absence.kind,
    })
}

/// Each shift that starts before an earlier one has ended, with the one that lasts longest; told in the period of the
/// later start.
fn overlapping_shifts(case: &Case) -> Vec<Finding> {
    let mut shifts: Vec<&RecordedShift> = case.shifts.iter().collect();
    shifts.sort_unstable();
    let mut found = Vec::new();
    let mut longest: Option<&RecordedShift> = None;
    for shift in shifts {
        if let Some(earlier) = longest.filter(|earlier| shift.on_the_line().0 < earlier.on_the_line().1)
            && case.range.contains(shift.date)
        {
            found.push(Finding::OverlappingShifts {
                date: earlier.date,
                times: earlier.times,
                other_date: shift.date,
                other_times: shift.times,
            });
        }
        let lasts_longer = longest.is_none_or(|earlier| shift.on_the_line().1 > earlier.on_the_line().1);
        if lasts_longer {
            longest = Some(shift);
        }
    }
    found
}

fn outside_contract(case: &Case) -> Option<Finding> {
    let contracts = case.contracts.as_ref()?;
    let mut outside: BTreeMap<Date, Minutes> = BTreeMap::new();
    for shift in case.in_range() {
        if !contracts.iter().any(|contract| covers(contract, shift.date)) {
            *outside.entry(shift.date).or_default() += shift.worked();
        }
    }
    (!outside.is_empty()).then(|| Finding::OutsideContract {
        range: case.range,
        worked: outside.values().copied().sum(),
        dates: outside.into_keys().collect(),
    })
}

fn covers(contract: &Contract, date: Date) -> bool {
    contract.start <= date && contract.end.is_none_or(|end| date <= end)
}

/// A change from zero hours to contract hours or back inside the period.
fn two_contract_types(case: &Case) -> Option<Finding> {
    let contracts = case.contracts.as_ref().filter(|_| !case.contract_type_is_set)?;
    let range = case.range;
    let known = contracts.iter().filter_map(|contract| {
        let valid = contract.start <= range.to && contract.end.is_none_or(|end| end >= range.from);
        let hours = contract.weekly_hours_thousandths.filter(|_| valid)?;
        Some((contract.start.max(range.from), hours == 0))
    });
    let known: BTreeSet<(Date, bool)> = known.collect();
    let (_, first_type) = *known.first()?;
    let (changes_on, _) = *known.iter().find(|(_, zero_hours)| *zero_hours != first_type)?;
    Some(Finding::TwoContractTypes { range, changes_on })
}

fn negative_balances(case: &Case) -> impl Iterator<Item = Finding> + '_ {
    let negative = case
        .balances
        .iter()
        .filter(|balance| balance.hours < HundredthHours::ZERO);
    negative.map(|balance| Finding::NegativeBalance {
        ledger: balance.ledger,
        date: case.range.to,
        balance: balance.hours,
    })
}
