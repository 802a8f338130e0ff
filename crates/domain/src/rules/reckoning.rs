//! Working out what the shifts of a person come to under rules.

use super::call::top_ups;
use super::circumstances::Circumstances;
use super::cut::{Applying, Combinations, Cut};
use super::outcome::Outcome;
use super::overtime::first_day_needed;
use super::{RuleSet, rule_set_on};
use crate::calendar::{DateRange, day_number};
use crate::shift::Shift;
use jiff::ToSpan;

/// A shift, and the circumstances in which it was worked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct WorkedShift<'a> {
    /// The shift.
    pub shift: &'a Shift,
    /// What rules may ask of the person on that day.
    pub circumstances: &'a Circumstances,
}

/// Works out, one person after another, what shifts come to in a range of days. It keeps its room between people:
/// a million shifts take no more memory than the shifts of one person.
///
/// A shift belongs whole to the day on which it starts, and goes by the rule set of that day; windows go by the real
/// time. Overtime of a week belongs to the day on which the week ends: give the shifts of [`days_needed`], also those
/// before the range. More shifts change nothing, and neither does their order.
#[derive(Clone, Debug)]
pub struct Reckoning<'a> {
    pub(super) rules: &'a [RuleSet],
    pub(super) range: DateRange,
    pub(super) first_day: i64,
    pub(super) last_day: i64,
    pub(super) cuts: Vec<Cut>,
    pub(super) applying: Vec<Applying>,
    pub(super) combinations: Combinations,
    needed: DateRange,
}

/// The days whose shifts must be known to judge a range: from the Monday on which overtime of the range began to
/// count, and a day on each side where a call may go on past midnight.
#[must_use]
pub fn days_needed(rules: &[RuleSet], range: DateRange) -> DateRange {
    let day = i64::from(rules.iter().any(|set| !set.minimum_calls.is_empty()));
    let earliest = first_day_needed(rules, range.from);
    DateRange {
        from: earliest.min(range.from.saturating_sub(day.days())),
        to: range.to.saturating_add(day.days()),
    }
}

impl<'a> Reckoning<'a> {
    /// For one range of days, under rule sets of which each holds from its first day on.
    #[must_use]
    pub fn new(rules: &'a [RuleSet], range: DateRange) -> Self {
        Self {
            rules,
            range,
            first_day: day_number(range.from),
            last_day: day_number(range.to),
            cuts: Vec::new(),
            applying: Vec::new(),
            combinations: Combinations::new(),
            needed: days_needed(rules, range),
        }
    }

    /// What the shifts of **one** person come to.
    pub fn outcome(&mut self, worked: &[WorkedShift<'_>]) -> Outcome {
        let ordered = self.cut(worked);
        Outcome::of(self, &ordered, top_ups(&ordered, self.rules, self.range))
    }

    /// Cuts the shifts, and gives those that count in the order of time.
    pub(super) fn cut<'s>(&mut self, worked: &[WorkedShift<'s>]) -> Vec<WorkedShift<'s>> {
        let counts = |worked: &&WorkedShift<'_>| self.needed.contains(worked.shift.date());
        let mut ordered: Vec<_> = worked.iter().filter(counts).copied().collect();
        ordered.sort_unstable();
        self.cuts.clear();
        for (number, &worked) in ordered.iter().enumerate() {
            if worked.shift.date() <= self.range.to {
                let first = self.cuts.len();
                let set = self.set_of(worked.shift);
                self.cut_shift(number, worked, set);
                for cut in self.cuts.get_mut(first..).unwrap_or_default() {
                    if cut.day < self.first_day {
                        cut.before = cut.now;
                    }
                }
            }
        }
        self.mark_days(&ordered);
        self.mark_weeks(&ordered);
        ordered
    }

    fn set_of(&self, shift: &Shift) -> Option<usize> {
        let set = rule_set_on(self.rules, shift.date())?;
        self.rules.iter().position(|known| std::ptr::eq(known, set))
    }
}
