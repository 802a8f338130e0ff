//! Breaks (pauzes) that the law asks for, as a proposal: a break is taken out of a shift when somebody says so, never
//! because it should have been there.

#[cfg(test)]
mod tests;

use crate::calendar::Date;
use crate::quantity::Minutes;
use crate::rules::Circumstances;
use crate::shift::Shift;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much break belongs to how long a shift, for whom and from when (Arbeidstijdenwet art. 5:4, or an agreement).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BreakLadder {
    /// Name, shown with the proposal.
    pub name: String,
    /// First day on which it holds.
    pub first_day: Date,
    /// From this age on, in years.
    pub age_from: u8,
    /// Below this age; no limit when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_below: Option<u8>,
    /// The shortest stretch that counts as break, in minutes.
    pub part: i64,
    /// The steps, shortest shift first.
    pub steps: Vec<BreakStep>,
}

/// A step of a ladder.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BreakStep {
    /// Shifts longer than this, counted without breaks; written `05:30`.
    #[serde(with = "crate::rules::text::hours")]
    #[schemars(schema_with = "crate::rules::text::schema::hours")]
    pub longer_than: Minutes,
    /// Minutes of break that belong to them.
    pub minutes: i64,
}

impl BreakLadder {
    /// The law for adults, and for those of 16 and 17.
    #[must_use]
    pub fn statutory() -> Vec<Self> {
        let step = |longer_than, minutes| BreakStep {
            longer_than: Minutes(longer_than),
            minutes,
        };
        let ladder = |name: &str, age_from, age_below, steps| Self {
            name: name.to_owned(),
            first_day: Date::constant(2007, 4, 1),
            age_from,
            age_below,
            part: 15,
            steps,
        };
        vec![
            ladder(
                "Arbeidstijdenwet, 18 jaar en ouder",
                18,
                None,
                vec![step(330, 30), step(600, 45)],
            ),
            ladder("Arbeidstijdenwet, 16 en 17 jaar", 16, Some(18), vec![step(270, 30)]),
        ]
    }

    fn is_for(&self, date: Date, age: u8) -> bool {
        self.first_day <= date && self.age_from <= age && self.age_below.is_none_or(|below| age < below)
    }

    fn asks(&self, length: Minutes) -> i64 {
        let steps = self.steps.iter().filter(|step| length > step.longer_than);
        steps.map(|step| step.minutes).max().unwrap_or(0)
    }
}

/// A break that is missing from a shift.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct BreakProposal {
    /// Name of the ladder.
    pub ladder: String,
    /// Minutes that belong to a shift of this length.
    pub asked: i64,
    /// Minutes that were taken in stretches long enough to count.
    pub taken: i64,
}

impl BreakProposal {
    /// Minutes to add.
    #[must_use]
    pub const fn missing(&self) -> i64 {
        self.asked - self.taken
    }
}

/// The break that is missing from a shift, by the newest ladder that is for somebody of that age; `None` when nothing
/// is missing, or the age is not known. Minutes of break without a time count as taken.
#[must_use]
pub fn missing_break(ladders: &[BreakLadder], shift: &Shift, person: &Circumstances) -> Option<BreakProposal> {
    let (date, age) = (shift.date(), person.age_on(shift.date())?);
    let ladder = ladders
        .iter()
        .filter(|ladder| ladder.is_for(date, age))
        .max_by_key(|ladder| ladder.first_day)?;
    let of_pause = shift.breaks().iter().map(|pause| pause.to_minute - pause.from_minute);
    let (all, long): (i64, i64) = of_pause.fold((0, 0), |(all, long), minutes| {
        (all + minutes, long + if minutes >= ladder.part { minutes } else { 0 })
    });
    let length = shift.worked_minutes() + Minutes(all + shift.break_minutes());
    let proposal = BreakProposal {
        ladder: ladder.name.clone(),
        asked: ladder.asks(length),
        taken: long + shift.break_minutes(),
    };
    (proposal.missing() > 0).then_some(proposal)
}
