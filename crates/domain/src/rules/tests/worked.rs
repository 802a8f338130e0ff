//! How tests write down what somebody worked, and read what it came to.

use crate::calendar::{Date, DateRange};
use crate::quantity::Minutes;
use crate::rules::{Circumstances, Outcome, Piece, Reckoning, RuleSet, WorkedShift};
use crate::shift::Shift;

/// A shift by the hours on the wall; an end that is not later is on the next day.
pub fn shift(date: Date, from: (i64, i64), to: (i64, i64), break_minutes: i64) -> Shift {
    let (start, end) = (from.0 * 60 + from.1, to.0 * 60 + to.1);
    let end = if end <= start { end + 1440 } else { end };
    Shift::new(date, start, end, break_minutes).unwrap()
}

pub fn days(from: Date, to: Date) -> DateRange {
    DateRange::new(from, to).unwrap()
}

pub fn under<'a>(person: &'a Circumstances, shifts: &'a [Shift]) -> Vec<WorkedShift<'a>> {
    let worked = |shift| WorkedShift {
        shift,
        circumstances: person,
    };
    shifts.iter().map(worked).collect()
}

pub fn outcome(rules: &[RuleSet], range: DateRange, person: &Circumstances, shifts: &[Shift]) -> Outcome {
    Reckoning::new(rules, range).outcome(&under(person, shifts))
}

/// Worked hours and hours per factor: `9:00, 1:00 +50`.
pub fn in_short(outcome: &Outcome) -> String {
    let of_factor = outcome
        .paid
        .iter()
        .map(|(factor, minutes)| format!("{minutes} +{}", factor.0 / 100 - 100));
    std::iter::once(outcome.worked.to_string())
        .chain(of_factor)
        .collect::<Vec<_>>()
        .join(", ")
}

pub fn shown(pieces: &[Piece]) -> String {
    let line = |piece: &Piece| {
        let (from, to) = (Minutes(piece.from_minute), Minutes(piece.to_minute));
        let rule = piece.rule.as_deref().unwrap_or("-");
        format!("{from}-{to} {} {} {rule}", piece.minutes, piece.factor)
    };
    pieces.iter().map(line).collect::<Vec<_>>().join("\n")
}
