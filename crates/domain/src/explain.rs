//! Why a figure is what it is (X3): a fact, and the facts that it follows from, down to what somebody wrote down.

mod call;
mod fact;
mod reckoned;
mod sick_day;

pub use call::explain_top_ups;
pub use fact::{Fact, KindOfDays};
pub use reckoned::{Reckoned, explain_allowance, explain_plus_minus, reckoned};
pub use sick_day::{explain_case, explain_sick_days};

use crate::calendar::DateRange;
use crate::language::Language;
use crate::quantity::{Factor, Minutes};
use crate::rules::{Destination, Part, Piece, Reckoning, RuleSet, SOURCE_RULE, WorkedShift, rule_set_on};
use crate::shift::Shift;
use serde::Serialize;

/// A fact with what it follows from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Explanation {
    /// The fact.
    pub fact: Fact,
    /// What it follows from, in the order of time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Explanation>,
}

impl Explanation {
    /// A fact that follows from nothing else here.
    #[must_use]
    pub fn of(fact: Fact) -> Self {
        Self {
            fact,
            because: Vec::new(),
        }
    }

    /// The same with what it follows from.
    #[must_use]
    pub fn because(mut self, because: impl IntoIterator<Item = Self>) -> Self {
        self.because.extend(because);
        self
    }

    /// As a tree of lines.
    #[must_use]
    pub fn tree(&self, language: Language) -> String {
        let mut lines = vec![self.fact.text(language)];
        self.branches("", language, &mut lines);
        lines.join("\n")
    }

    fn branches(&self, margin: &str, language: Language, lines: &mut Vec<String>) {
        let count = self.because.len();
        for (number, branch) in self.because.iter().enumerate() {
            let (mark, further) = if number + 1 == count {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            lines.push(format!("{margin}{mark}{}", branch.fact.text(language)));
            branch.branches(&format!("{margin}{further}"), language, lines);
        }
    }
}

/// A shift, and what is known of where it comes from: a file, clock events, an approval.
#[derive(Clone, Debug)]
pub struct KnownShift<'a> {
    /// The shift in its circumstances.
    pub worked: WorkedShift<'a>,
    /// Where it comes from.
    pub origin: Vec<Explanation>,
}

/// What the minutes of one factor follow from, for one person: the rounding, the shifts with their pieces, the rules.
/// 100 % is all worked minutes. `version` tells the version of a rule set.
#[must_use]
pub fn explain_minutes(
    shifts: &[KnownShift<'_>],
    rules: &[RuleSet],
    range: DateRange,
    factor: Factor,
    version: &dyn Fn(&RuleSet) -> String,
) -> Vec<Explanation> {
    let counts = |piece: &Piece, in_range| counts(piece, factor, in_range);
    explained(shifts, rules, range, &counts, version)
}

/// What the minutes follow from that a ledger is credited with under one factor, in the same form.
#[must_use]
pub fn explain_credits(
    shifts: &[KnownShift<'_>],
    rules: &[RuleSet],
    range: DateRange,
    factor: Factor,
    version: &dyn Fn(&RuleSet) -> String,
) -> Vec<Explanation> {
    let is_credited =
        |part: &Part| part.factor == factor && !matches!(part.destination, Destination::Pay | Destination::Nothing);
    let counts = |piece: &Piece, _| piece.booked.iter().any(is_credited);
    explained(shifts, rules, range, &counts, version)
}

fn explained(
    shifts: &[KnownShift<'_>],
    rules: &[RuleSet],
    range: DateRange,
    counts: &dyn Fn(&Piece, bool) -> bool,
    version: &dyn Fn(&RuleSet) -> String,
) -> Vec<Explanation> {
    let worked: Vec<WorkedShift<'_>> = shifts.iter().map(|known| known.worked).collect();
    let mut total = Minutes::ZERO;
    let mut because = Vec::new();
    for (worked, pieces) in Reckoning::new(rules, range).pieces(&worked) {
        let in_range = range.contains(worked.shift.date());
        let counts: Vec<&Piece> = pieces.iter().filter(|piece| counts(piece, in_range)).collect();
        if counts.is_empty() {
            continue;
        }
        let minutes = counts.iter().map(|piece| piece.minutes).sum();
        total += minutes;
        let origin = shifts
            .iter()
            .find(|known| known.worked == worked)
            .map(|known| known.origin.clone());
        let pieces = counts
            .iter()
            .map(|piece| explain_piece(piece, worked.shift, rules, in_range, version));
        let shift = Explanation::of(Fact::of_shift(worked.shift, minutes));
        because.push(shift.because(pieces).because(origin.unwrap_or_default()));
    }
    let rounded = Fact::Rounded {
        minutes: total,
        hours: total.to_hundredth_hours(),
    };
    std::iter::once(Explanation::of(rounded)).chain(because).collect()
}

/// A whole shift, with where it comes from.
#[must_use]
pub fn explain_shift(shift: &Shift, origin: Vec<Explanation>) -> Explanation {
    Explanation::of(Fact::of_shift(shift, shift.worked_minutes())).because(origin)
}

fn counts(piece: &Piece, factor: Factor, in_range: bool) -> bool {
    if factor == Factor::WORKED {
        return in_range;
    }
    let is_paid = |part: &Part| part.destination == Destination::Pay && part.factor == factor;
    piece.booked.iter().any(is_paid)
}

fn explain_piece(
    piece: &Piece,
    shift: &Shift,
    rules: &[RuleSet],
    in_range: bool,
    version: &dyn Fn(&RuleSet) -> String,
) -> Explanation {
    let fact = Fact::Piece {
        date: shift.date(),
        from_minute: piece.from_minute,
        to_minute: piece.to_minute,
        minutes: piece.minutes,
        factor: piece.factor,
        before_the_range: !in_range,
    };
    let rule = piece.rule.as_ref().map(|name| match rule_set_on(rules, shift.date()) {
        Some(set) if name != SOURCE_RULE => Fact::of_rule(name, set, version, KindOfDays::of(set, shift, piece)),
        _ => Fact::FromTheSource,
    });
    Explanation::of(fact).because(rule.map(Explanation::of))
}

#[cfg(test)]
mod tests;
