//! The pieces that shifts were cut into, with names: for whoever asks where a figure comes from.

use super::RuleSet;
use super::cut::Cut;
use super::outcome::Destination;
use super::reckoning::{Reckoning, WorkedShift};
use crate::calendar::DateRange;
use crate::quantity::{Factor, Minutes};
use crate::rules::Circumstances;
use crate::shift::Shift;
use crate::wall::DAY;
use serde::Serialize;

/// The rule that a piece names when the source of the shift computed the factor itself.
pub const SOURCE_RULE: &str = "Opgave van de bron";

/// Part of a shift under one factor.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Piece {
    /// Start on the wall, in minutes after midnight of the shift's date.
    pub from_minute: i64,
    /// End on the wall, in minutes after midnight of the shift's date.
    pub to_minute: i64,
    /// What these hours are paid.
    pub factor: Factor,
    /// The rules that made the factor; `None` at 100 %.
    pub rule: Option<String>,
    /// Worked minutes of the piece: its length without the break that was taken out of it.
    pub minutes: Minutes,
    /// What the range books of the surcharge: where it goes, and the factor of what goes there.
    pub booked: Vec<Part>,
}

/// A part of a surcharge.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Part {
    /// Where it goes.
    pub destination: Destination,
    /// 100 % and the part of the surcharge that goes there.
    pub factor: Factor,
}

impl Reckoning<'_> {
    /// The pieces of one person's shifts, in the order of time, each with its shift. Shifts before the range are among
    /// them where the range books overtime on them.
    pub fn pieces<'s>(&mut self, worked: &[WorkedShift<'s>]) -> Vec<(WorkedShift<'s>, Vec<Piece>)> {
        let ordered = self.cut(worked);
        let mut shown: Vec<(WorkedShift<'s>, Vec<Piece>)> = Vec::new();
        for cuts in self.cuts.chunk_by(|one, other| one.shift == other.shift) {
            let worked = cuts.first().and_then(|cut| ordered.get(cut.shift));
            let pieces = worked.map(|worked| self.pieces_of(cuts, worked.circumstances));
            let is_shown = |pieces: &Vec<Piece>| {
                cuts.iter().any(|cut| self.is_in_range(cut)) || pieces.iter().any(|piece| !piece.booked.is_empty())
            };
            shown.extend(worked.copied().zip(pieces.filter(is_shown)));
        }
        shown
    }

    fn pieces_of(&self, cuts: &[Cut], person: &Circumstances) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut last: Option<Cut> = None;
        for &cut in cuts {
            let same = |last: &Cut| {
                let rules = (last.before, last.now) == (cut.before, cut.now);
                rules && last.to == cut.from && cut.from % DAY != 0 && cut.by_rules
            };
            match pieces.last_mut().filter(|_| last.is_some_and(|last| same(&last))) {
                Some(piece) => {
                    piece.to_minute = cut.to;
                    piece.minutes += Minutes(cut.minutes);
                }
                None => pieces.push(self.piece(cut, person)),
            }
            last = Some(cut);
        }
        pieces
    }

    fn piece(&self, cut: Cut, person: &Circumstances) -> Piece {
        let (factor, rules) = self.combinations.get(cut.now);
        let name = |rule: &super::cut::RuleNumber| rule.place.find(self.rules).map_or(SOURCE_RULE, |(name, _)| name);
        let names: Vec<&str> = rules.iter().map(name).collect();
        let mut booked = Vec::new();
        self.each_part(&cut, person, |destination, factor| {
            booked.push(Part { destination, factor });
        });
        Piece {
            from_minute: cut.from,
            to_minute: cut.to,
            factor,
            rule: (!names.is_empty()).then(|| names.join(" + ")),
            minutes: Minutes(cut.minutes),
            booked,
        }
    }
}

impl RuleSet {
    /// The pieces of one shift by itself, under these rules whatever its date, of somebody of whom nothing is known.
    /// The minutes of all pieces are the worked minutes. Overtime of a day is among them; that of a week is not,
    /// because it takes the shifts of the week.
    #[must_use]
    pub fn pieces(&self, shift: &Shift) -> Vec<Piece> {
        let circumstances = Circumstances::default();
        let worked = WorkedShift {
            shift,
            circumstances: &circumstances,
        };
        let day = DateRange {
            from: shift.date(),
            to: shift.date(),
        };
        let rules = Self {
            valid_from: shift.date(),
            valid_until: None,
            overtime: self
                .overtime
                .iter()
                .filter(|rule| rule.per == super::Per::Day)
                .cloned()
                .collect(),
            ..self.clone()
        };
        let rules = std::slice::from_ref(&rules);
        let pieces = Reckoning::new(rules, day).pieces(&[worked]);
        pieces.into_iter().flat_map(|(_, pieces)| pieces).collect()
    }
}
