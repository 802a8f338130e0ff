//! Why the weeks of the ledger and the figure of a range differ.

use super::exact::ExactHours;
use super::{Exact, Norm, PlusMinusError, WorkedDay, parts};
use crate::calendar::DateRange;
use crate::people::Contract;
use crate::quantity::HundredthHours;
use serde::{Deserialize, Serialize};

/// The weekly figures that the ledger books in a range, beside the figure of the range itself. To the digit:
/// `weeks = range + before − after + norm + rounding`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Comparison {
    /// The figures of the weeks whose Sunday lies in the range, added up as they are booked.
    pub weeks: HundredthHours,
    /// The figure of the range.
    pub range: HundredthHours,
    /// Days of the first week that lie before the range: the ledger has them, the range does not.
    pub before: HundredthHours,
    /// Days of the range after its last Sunday: the range has them, the ledger gets them with the next week.
    pub after: HundredthHours,
    /// What another norm than sevenths makes of the range.
    pub norm: HundredthHours,
    /// Each week is rounded by itself.
    pub rounding: HundredthHours,
}

impl Comparison {
    /// Compares. `days` must reach from the Monday of the first week to the end of the range.
    ///
    /// # Errors
    /// As [`super::over_range`].
    pub fn new(
        days: &[WorkedDay],
        contracts: &[Contract],
        norm: Norm,
        range: DateRange,
    ) -> Result<Self, PlusMinusError> {
        let of = |norm: Norm, range: Option<DateRange>| -> Result<ExactHours, PlusMinusError> {
            let parts = range.map_or(Ok(Vec::new()), |range| parts(contracts, range))?;
            Ok(Exact::of(days, &parts, norm).hours())
        };
        let sevenths = |range| of(Norm::Sevenths, range).map(ExactHours::rounded);
        let covered = Norm::PerWeek.covered(range);
        let mut weeks = HundredthHours::ZERO;
        for week in covered.into_iter().flat_map(DateRange::weeks) {
            weeks += sevenths(Some(week))?;
        }
        let whole = sevenths(Some(range))?;
        let mut comparison = Self {
            weeks,
            range: of(norm, norm.covered(range))?.rounded(),
            before: sevenths(covered.and_then(|covered| until(covered, range)))?,
            after: sevenths(covered.map_or(Some(range), |covered| beyond(covered, range)))?,
            norm: HundredthHours::ZERO,
            rounding: HundredthHours::ZERO,
        };
        comparison.norm = whole - comparison.range;
        let explained = comparison.range + comparison.before - comparison.after + comparison.norm;
        comparison.rounding = comparison.weeks - explained;
        Ok(comparison)
    }
}

/// The days of the weeks before the range.
fn until(covered: DateRange, range: DateRange) -> Option<DateRange> {
    DateRange::new(covered.from, range.from.yesterday().ok()?)
}

/// The days of the range after the weeks.
fn beyond(covered: DateRange, range: DateRange) -> Option<DateRange> {
    DateRange::new(covered.to.tomorrow().ok()?, range.to)
}
