//! What is credited: for a year of contract hours, or for hours worked.

use super::{LeaveKind, LeaveTerms};
use crate::calendar::{Date, DateRange};
use crate::people::{Contract, Employment};
use crate::plus_minus::{PlusMinusError, parts};
use crate::quantity::{HundredthHours, Minutes};
use jiff::ToSpan;

/// The credit of one year and kind of leave.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct YearlyCredit {
    /// Kind of leave.
    pub kind: LeaveKind,
    /// Weeks of contract hours, by calendar days of the year, rounded once.
    pub hours: HundredthHours,
    /// The first day on which it is due: 1 January, or the first day with contract hours.
    pub from: Date,
    /// The day of the last change in the year: the last day of the contract where it ends in the year, else the first
    /// day of the contract hours that hold at its end. A difference with what was credited before is booked on it.
    pub changed_on: Date,
}

/// What a year of these contracts gives: weeks of leave × weekly hours, by the calendar days on which each contract
/// held. Nothing for who has contract hours on no day of it.
///
/// # Errors
/// `PlusMinusError` when a contract of the year does not say its hours.
pub fn yearly(contracts: &[Contract], terms: &LeaveTerms, year: i16) -> Result<Vec<YearlyCredit>, PlusMinusError> {
    let new_year = Date::new(year, 1, 1).unwrap_or(Date::MAX);
    let whole = DateRange {
        from: new_year,
        to: new_year.last_of_year(),
    };
    let parts = parts(contracts, whole)?;
    let (Some((first, _)), Some((last, _))) = (parts.first(), parts.last()) else {
        return Ok(Vec::new());
    };
    let weekly_hours_days: i64 = parts.iter().map(|(range, weekly)| weekly * days(*range)).sum();
    let credit = |grant: &super::Grant| YearlyCredit {
        kind: grant.kind,
        hours: HundredthHours(rounded(
            grant.weeks_thousandths * weekly_hours_days,
            10_000 * days(whole),
        )),
        from: first.from,
        changed_on: if last.to < whole.to { last.to } else { last.from },
    };
    Ok(terms.grants.iter().map(credit).collect())
}

/// What hours worked earn under a factor in millionths of an hour (0,0923 is 92 300), rounded once.
#[must_use]
pub fn accrued(worked: Minutes, factor_millionths: i64) -> HundredthHours {
    HundredthHours(rounded(worked.0 * factor_millionths, 600_000))
}

/// The same by kind: up to the statutory part of the terms it is statutory leave, beyond that extra-statutory. The
/// kinds add up to [`accrued`].
#[must_use]
pub fn accrual(worked: Minutes, factor_millionths: i64, terms: &LeaveTerms) -> Vec<(LeaveKind, HundredthHours)> {
    let all = accrued(worked, factor_millionths);
    let statutory = accrued(worked, factor_millionths.min(terms.statutory_accrual_millionths));
    let kinds = [
        (LeaveKind::Statutory, statutory),
        (LeaveKind::ExtraStatutory, all - statutory),
    ];
    kinds
        .into_iter()
        .filter(|(_, hours)| *hours != HundredthHours::ZERO)
        .collect()
}

/// The contracts as far as somebody was in service: a contract that runs on after the last day gives nothing any more.
/// Without any employment the contracts are taken as they are.
#[must_use]
pub fn in_service(contracts: &[Contract], employments: &[Employment]) -> Vec<Contract> {
    if employments.is_empty() {
        return contracts.to_vec();
    }
    let clipped = contracts.iter().flat_map(|contract| {
        employments.iter().filter_map(move |employment| {
            let start = contract.start.max(employment.start);
            let end = [contract.end, employment.end].into_iter().flatten().min();
            let weekly_hours_thousandths = contract.weekly_hours_thousandths;
            end.is_none_or(|end| start <= end).then_some(Contract {
                start,
                end,
                weekly_hours_thousandths,
            })
        })
    });
    clipped.collect()
}

fn days(range: DateRange) -> i64 {
    let after = range.to.saturating_add(1.day());
    i64::from(after.since(range.from).map_or(0, |span| span.get_days()))
}

/// A quotient, rounded half away from zero.
fn rounded(numerator: i64, denominator: i64) -> i64 {
    (2 * numerator + numerator.signum() * denominator) / (2 * denominator)
}
