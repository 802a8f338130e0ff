//! Hour lines: what one person worked in a range, per factor.

#[cfg(test)]
mod tests;

use crate::calendar::DateRange;
use crate::quantity::{Factor, HundredthHours, Minutes};
use crate::rules::{Circumstances, Reckoning, RuleSet, WorkedShift};
use crate::shift::Shift;
use serde::{Deserialize, Serialize};

/// Hours of one person under one factor. The line of 100 % holds **all** worked hours; a line above it holds the part
/// of them that carries a surcharge, and is paid on top (manual viqz: 20 h at 100 %, of which 15 h at 150 % and 5 h
/// at 200 %).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct HourLine {
    /// The factor.
    pub factor: Factor,
    /// Minutes under it, not rounded.
    pub minutes: Minutes,
    /// Days worked in the range: the same on each line of a person (manual viqz).
    pub days: i64,
}

impl HourLine {
    /// The hours as payroll takes them: rounded once, here.
    #[must_use]
    pub fn hours(&self) -> HundredthHours {
        self.minutes.to_hundredth_hours()
    }
}

/// The lines of **one** person of whom nothing is known but the shifts: one per factor that occurs, 100 % first; none
/// when nothing was worked. A shift belongs whole to the day on which it starts; overtime of a week to the day on which
/// the week ends, so that shifts before the range may count ([`days_needed`](crate::rules::days_needed)). Each shift
/// goes by the rule set that holds on its day, and has no surcharge where none does. Days are distinct starting days.
/// The order of the shifts does not matter.
#[must_use]
pub fn hour_lines(shifts: &[Shift], rules: &[RuleSet], range: DateRange) -> Vec<HourLine> {
    let circumstances = Circumstances::default();
    let worked = shifts.iter().map(|shift| WorkedShift {
        shift,
        circumstances: &circumstances,
    });
    let worked: Vec<_> = worked.collect();
    Reckoning::new(rules, range).outcome(&worked).hour_lines()
}
