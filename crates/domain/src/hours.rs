//! Hour lines: what one person worked in a range, per factor.

#[cfg(test)]
mod tests;

use crate::calendar::DateRange;
use crate::quantity::{Factor, HundredthHours, Minutes};
use crate::rules::{RuleSet, rule_set_on};
use crate::shift::Shift;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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

/// The lines of **one** person: one per factor that occurs, 100 % first; none when nothing was worked. A shift
/// belongs whole to the day on which it starts; shifts that start outside the range are left out. Each shift goes by
/// the rule set that holds on that day, and has no surcharge where none does. Days are distinct starting days. The
/// order of the shifts does not matter.
#[must_use]
pub fn hour_lines(shifts: &[Shift], rules: &[RuleSet], range: DateRange) -> Vec<HourLine> {
    let no_rules = RuleSet::none();
    let mut totals: BTreeMap<Factor, Minutes> = BTreeMap::new();
    let mut dates = BTreeSet::new();
    for shift in shifts.iter().filter(|shift| range.contains(shift.date())) {
        dates.insert(shift.date());
        *totals.entry(Factor::WORKED).or_default() += shift.worked_minutes();
        let rules = rule_set_on(rules, shift.date()).unwrap_or(&no_rules);
        for piece in rules
            .pieces(shift)
            .into_iter()
            .filter(|piece| piece.factor > Factor::WORKED)
        {
            *totals.entry(piece.factor).or_default() += piece.minutes;
        }
    }
    let days = i64::try_from(dates.len()).unwrap_or(i64::MAX);
    totals
        .into_iter()
        .map(|(factor, minutes)| HourLine { factor, minutes, days })
        .collect()
}
