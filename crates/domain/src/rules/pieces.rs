//! Cutting a shift along the rules.

use super::{Combine, Day, RuleSet, Window};
use crate::calendar::Date;
use crate::quantity::{Factor, Minutes};
use crate::shift::Shift;
use crate::wall::{DAY, Span};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};

/// The rule that a piece names when the source of the shift computed the factor itself.
pub const SOURCE_RULE: &str = "Opgave van de bron";

/// Part of a shift under one factor.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Piece {
    /// Start on the wall, in minutes after midnight of the shift's date.
    pub from_minute: i64,
    /// End on the wall, in minutes after midnight of the shift's date.
    pub to_minute: i64,
    /// What these hours are paid.
    pub factor: Factor,
    /// The windows that made the factor; `None` at 100 %.
    pub rule: Option<String>,
    /// Worked minutes of the piece: its length without the break that was taken out of it.
    pub minutes: Minutes,
}

impl RuleSet {
    /// Cuts a shift at midnight, at the edges of windows, and where a holiday starts or ends. The minutes of all
    /// pieces are the worked minutes. The rules are those of the day on which the shift starts; windows go by the
    /// real time.
    ///
    /// A break is minutes without a time. It is taken out of the piece with the lowest factor first, the earliest of
    /// equal ones, so that it costs nobody a surcharge while there is unsurcharged time (policy: in favour of the
    /// worker).
    ///
    /// Where the source computed the minutes per factor, these lead and every piece spans the whole shift: the source
    /// says how much, not when.
    #[must_use]
    pub fn pieces(&self, shift: &Shift) -> Vec<Piece> {
        if !shift.factor_minutes().is_empty() {
            return pieces_of_source(shift);
        }
        let mut pieces = Vec::new();
        for &span in shift.spans() {
            self.cut_span(shift.date(), span, &mut pieces);
        }
        take_break(&mut pieces, Minutes(shift.break_minutes()));
        pieces
    }

    fn cut_span(&self, date: Date, span: Span, pieces: &mut Vec<Piece>) {
        for midnight in [0, DAY] {
            let (from, to) = (span.from.max(midnight), span.to.min(midnight + DAY));
            if from < to {
                let day = date.saturating_add((midnight / DAY).days());
                self.cut_day(&self.windows_on(day), midnight, Span { from, to }, pieces);
            }
        }
    }

    fn windows_on(&self, date: Date) -> Vec<&Window> {
        let (day, holiday) = (Day::of(date), self.holidays.contains(date));
        let applies = |window: &&Window| window.days.contains(day) || holiday && window.days.contains(Day::Holiday);
        self.windows.iter().filter(applies).collect()
    }

    /// Cuts a stretch inside one day; neighbours under the same rule stay one piece.
    fn cut_day(&self, windows: &[&Window], midnight: i64, stretch: Span, pieces: &mut Vec<Piece>) {
        let first = pieces.len();
        let mut from = stretch.from;
        while from < stretch.to {
            let edges = windows.iter().flat_map(|window| [window.from_minute, window.to_minute]);
            let next = edges.map(|edge| midnight + edge).filter(|&edge| edge > from).min();
            let to = next.map_or(stretch.to, |edge| edge.min(stretch.to));
            let (factor, rule) = self.combined(windows, from - midnight);
            match pieces.get_mut(first..).and_then(<[Piece]>::last_mut) {
                Some(last) if last.factor == factor && last.rule == rule => {
                    last.to_minute = to;
                    last.minutes += Minutes(to - from);
                }
                _ => pieces.push(Piece {
                    from_minute: from,
                    to_minute: to,
                    factor,
                    rule,
                    minutes: Minutes(to - from),
                }),
            }
            from = to;
        }
    }

    /// Factor and rule at one minute of a day.
    fn combined(&self, windows: &[&Window], minute: i64) -> (Factor, Option<String>) {
        let applying: Vec<_> = windows
            .iter()
            .filter(|window| (window.from_minute..window.to_minute).contains(&minute) && window.factor > Factor::WORKED)
            .collect();
        let chosen = match self.combine {
            Combine::Highest => applying
                .into_iter()
                .rev()
                .max_by_key(|window| window.factor)
                .into_iter()
                .collect(),
            Combine::Sum => applying,
        };
        let surcharges = chosen.iter().map(|window| window.factor.0 - Factor::WORKED.0);
        let factor = surcharges.fold(Factor::WORKED.0, u32::saturating_add);
        let names: Vec<_> = chosen.iter().map(|window| window.name.as_str()).collect();
        (Factor(factor), (!names.is_empty()).then(|| names.join(" + ")))
    }
}

fn take_break(pieces: &mut Vec<Piece>, mut left: Minutes) {
    let mut cheapest_first: Vec<_> = pieces.iter_mut().collect();
    cheapest_first.sort_by_key(|piece| piece.factor);
    for piece in cheapest_first {
        let taken = piece.minutes.min(left);
        piece.minutes = piece.minutes - taken;
        left = left - taken;
    }
    pieces.retain(|piece| piece.minutes > Minutes::ZERO);
}

fn pieces_of_source(shift: &Shift) -> Vec<Piece> {
    let piece = |factor, rule: Option<&str>, minutes| Piece {
        from_minute: shift.start_minute(),
        to_minute: shift.end_minute(),
        factor,
        rule: rule.map(str::to_owned),
        minutes,
    };
    let surcharged: Minutes = shift.factor_minutes().iter().map(|&(_, minutes)| minutes).sum();
    let plain = piece(Factor::WORKED, None, shift.worked_minutes() - surcharged);
    let named = shift
        .factor_minutes()
        .iter()
        .map(|&(factor, minutes)| piece(factor, Some(SOURCE_RULE), minutes));
    std::iter::once(plain)
        .chain(named)
        .filter(|piece| piece.minutes > Minutes::ZERO)
        .collect()
}
