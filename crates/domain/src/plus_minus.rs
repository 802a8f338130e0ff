//! Plus/minus hours (+/- uren): what was worked beyond, or short of, the contract hours.
//!
//! Two figures are made of the same days. The ledger gets one per ISO week, on the Sunday that ends it; what is sent to
//! payroll is the figure over a range. They differ where a range does not begin on a Monday or end on a Sunday:
//! [`Comparison`] says by what.

mod comparison;
mod exact;
mod norm;
#[cfg(test)]
mod tests;

pub use comparison::Comparison;
pub use norm::{Norm, WorkingWeek};

use crate::calendar::{Date, DateRange, dutch_date, iso_week, monday_of};
use crate::people::Contract;
use crate::quantity::{HundredthHours, Minutes};
use exact::ExactHours;
use jiff::ToSpan;
use serde::{Deserialize, Serialize};

/// What counts towards the norm on one day. A day may come more than once: its figures add up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WorkedDay {
    /// The day on which the work starts.
    pub date: Date,
    /// Minutes worked, not rounded.
    pub worked: Minutes,
    /// Leave, sickness and other absence that is paid, which counts as worked.
    pub paid_absence: HundredthHours,
}

/// Days under one number of contract hours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NormPart {
    /// The days.
    pub range: DateRange,
    /// Contract hours per week, in thousandths of an hour; above zero.
    pub weekly_hours_thousandths: i64,
    /// What had to be worked, rounded for people to read.
    pub norm: HundredthHours,
}

/// The plus/minus hours of one person over a range of days, and what they are made of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RangeFigure {
    /// The days that count: those asked for, but whole weeks under [`Norm::PerWeek`].
    pub range: DateRange,
    /// Minutes worked on days with contract hours.
    pub worked: Minutes,
    /// Paid absence on days with contract hours.
    pub paid_absence: HundredthHours,
    /// What had to be worked, rounded for people to read.
    pub norm: HundredthHours,
    /// Worked and paid absence less the norm: computed exactly and rounded once.
    pub hours: HundredthHours,
    /// The norm by contract: more than one part where contract hours changed midway.
    pub parts: Vec<NormPart>,
}

/// Why there is no figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PlusMinusError {
    /// A contract without hours: what had to be worked is not known.
    #[error("the contract from {} does not say how many hours a week: enter them", dutch_date(*.start))]
    HoursUnknown {
        /// First day of the contract.
        start: Date,
    },
}

/// Worked and paid absence less the contract hours of these days: weekly contract hours × days ÷ 7, or as the norm
/// says (manual viqz: 0,29 · 3,14 · 45,14 · 5,43 · 8,86 are sevenths). `None` for who has contract hours on none of
/// them: with a zero-hours contract (0-urencontract) everything is paid and there is nothing to keep. Days without
/// contract hours have no norm, and what was worked on them does not count. Where contracts overlap, the one that
/// started last holds. Under [`Norm::PerWeek`] the weeks that end in the range count, so `days` must reach back to the
/// Monday of the first.
///
/// # Errors
/// `PlusMinusError` when a contract of these days does not say its hours.
pub fn over_range(
    days: &[WorkedDay],
    contracts: &[Contract],
    norm: Norm,
    range: DateRange,
) -> Result<Option<RangeFigure>, PlusMinusError> {
    let Some(range) = norm.covered(range) else {
        return Ok(None);
    };
    let parts = parts(contracts, range)?;
    if parts.is_empty() {
        return Ok(None);
    }
    let exact = Exact::of(days, &parts, norm);
    Ok(Some(RangeFigure {
        range,
        worked: exact.worked,
        paid_absence: exact.paid_absence,
        norm: exact.norm.rounded(),
        hours: exact.hours().rounded(),
        parts: parts
            .into_iter()
            .map(|(range, weekly_hours_thousandths)| NormPart {
                range,
                weekly_hours_thousandths,
                norm: norm.hours(range, weekly_hours_thousandths).rounded(),
            })
            .collect(),
    }))
}

/// The figure of one ISO week, which the ledger books on [`sunday_of`] it: against the full contract hours of a week,
/// whatever the norm of ranges is. `None` as in [`over_range`], and for a week that the year does not have.
///
/// # Errors
/// As [`over_range`].
pub fn of_week(
    days: &[WorkedDay],
    contracts: &[Contract],
    year: i16,
    week: u8,
) -> Result<Option<RangeFigure>, PlusMinusError> {
    match week_range(year, week) {
        Some(range) => over_range(days, contracts, Norm::Sevenths, range),
        None => Ok(None),
    }
}

/// Monday to Sunday of an ISO week, or `None` when the year has no such week.
#[must_use]
pub fn week_range(year: i16, week: u8) -> Option<DateRange> {
    let monday = monday_of(year, week)?;
    DateRange::new(monday, monday.saturating_add(6.days()))
}

/// The Sunday that ends the ISO week of this day.
#[must_use]
pub fn sunday_of(date: Date) -> Date {
    let (year, week) = iso_week(date);
    week_range(year, week).map_or(date, |range| range.to)
}

/// The contract hours of these days, for whoever looks at them beside what was worked: weekly hours × days ÷ 7, rounded
/// once; nothing for days without contract hours.
///
/// # Errors
/// As [`over_range`].
pub fn contract_hours(contracts: &[Contract], range: DateRange) -> Result<HundredthHours, PlusMinusError> {
    let parts = parts(contracts, range)?.into_iter();
    let hours: ExactHours = parts.map(|(range, weekly)| Norm::Sevenths.hours(range, weekly)).sum();
    Ok(hours.rounded())
}

/// What a push of plus hours proposes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Proposal {
    /// The figure of the range; nothing where fewer hours were worked than the contract says.
    pub hours: HundredthHours,
    /// What the ledger holds.
    pub balance: HundredthHours,
}

impl Proposal {
    /// The proposal for a figure, beside the balance of the ledger.
    #[must_use]
    pub fn new(figure: HundredthHours, balance: HundredthHours) -> Self {
        Self {
            hours: figure.max(HundredthHours::ZERO),
            balance,
        }
    }

    /// Whether it is more than the ledger holds: sending it would leave a negative balance. A warning.
    #[must_use]
    pub fn exceeds_balance(self) -> bool {
        self.hours > HundredthHours::ZERO && self.hours > self.balance
    }
}

/// A figure before it is rounded.
#[derive(Clone, Copy, Default)]
struct Exact {
    worked: Minutes,
    paid_absence: HundredthHours,
    norm: ExactHours,
}

impl Exact {
    fn of(days: &[WorkedDay], parts: &[(DateRange, i64)], norm: Norm) -> Self {
        let mut exact = Self::default();
        let counts = |day: &&WorkedDay| parts.iter().any(|(range, _)| range.contains(day.date));
        for day in days.iter().filter(counts) {
            exact.worked += day.worked;
            exact.paid_absence += day.paid_absence;
        }
        exact.norm = parts.iter().map(|(range, weekly)| norm.hours(*range, *weekly)).sum();
        exact
    }

    fn hours(self) -> ExactHours {
        ExactHours::from(self.worked) + ExactHours::from(self.paid_absence) - self.norm
    }
}

/// The stretches of the range with contract hours, in order.
pub(crate) fn parts(contracts: &[Contract], range: DateRange) -> Result<Vec<(DateRange, i64)>, PlusMinusError> {
    let mut parts: Vec<(DateRange, i64)> = Vec::new();
    for date in range.days() {
        let Some(contract) = contract_on(contracts, date) else {
            continue;
        };
        let start = contract.start;
        let weekly = contract
            .weekly_hours_thousandths
            .ok_or(PlusMinusError::HoursUnknown { start })?;
        match parts.last_mut() {
            _ if weekly <= 0 => {}
            Some((part, hours)) if *hours == weekly && part.to.tomorrow().ok() == Some(date) => part.to = date,
            _ => parts.push((DateRange { from: date, to: date }, weekly)),
        }
    }
    Ok(parts)
}

/// The contract that holds on a day: the one that started last.
#[must_use]
pub fn contract_on(contracts: &[Contract], date: Date) -> Option<&Contract> {
    let holds = |contract: &&Contract| contract.start <= date && contract.end.is_none_or(|end| date <= end);
    contracts.iter().filter(holds).max_by_key(|contract| contract.start)
}
