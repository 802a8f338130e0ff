//! Filling days of a planning, from a standard roster or from another week, without touching what a person did.

use super::PlannedShift;
use crate::calendar::{Date, DateRange};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Who put a planned shift there.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum PlannedBy {
    /// A standard roster.
    Roster {
        /// Its name.
        name: String,
    },
    /// Somebody, by copying another week.
    Copy,
    /// Somebody, by hand.
    Hand,
}

impl PlannedBy {
    /// Whether filling by `other` may take it away: a roster its own shifts, a copied week those of rosters too.
    fn gives_way_to(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Hand, _) | (Self::Copy, Self::Roster { .. }) => false,
            (Self::Roster { name }, Self::Roster { name: other }) => name == other,
            (_, Self::Copy | Self::Hand) => true,
        }
    }

    /// Whether it keeps others out of its day: what a person did stays as it is.
    fn holds_the_day_against(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Hand, _) | (Self::Copy, Self::Roster { .. }))
    }
}

/// A planned shift that stands already, or one that a person took away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The shift.
    pub planned: PlannedShift,
    /// Who put it there, or took it away.
    pub by: PlannedBy,
    /// Whether it was taken away.
    pub removed: bool,
}

/// A shift that was not put into the planning.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Left {
    /// The shift.
    pub planned: PlannedShift,
    /// Why.
    pub reason: LeftReason,
}

/// Why a shift was not put into the planning.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftReason {
    /// Somebody planned, changed or removed something on that day.
    ChangedByPerson,
    /// The person works then already.
    Overlaps,
}

/// What filling does to the planning of one person.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filling {
    /// What comes, by start.
    pub place: Vec<PlannedShift>,
    /// Places in `standing` of what goes.
    pub take_away: Vec<usize>,
    /// What stands there already.
    pub unchanged: usize,
    /// What was left out, and why.
    pub left: Vec<Left>,
}

/// Fills days of **one** person with what is wanted. A day on which a person planned, changed or removed something stays
/// as it is; what the same filling put there before and is no longer wanted goes. Filling twice changes nothing the
/// second time, and the order of both lists does not matter.
#[must_use]
pub fn fill(standing: &[Standing], wanted: Vec<PlannedShift>, days: DateRange, by: &PlannedBy) -> Filling {
    let held: BTreeSet<Date> = standing
        .iter()
        .filter(|one| one.by.holds_the_day_against(by))
        .map(|one| one.planned.shift.date())
        .collect();
    let mut filling = Filling::default();
    let mut fresh: Vec<PlannedShift> = Vec::new();
    let mut free: Vec<(usize, &Standing)> = (0..)
        .zip(standing)
        .filter(|(_, one)| !one.removed && days.contains(one.planned.shift.date()))
        .filter(|(_, one)| one.by.gives_way_to(by) && !held.contains(&one.planned.shift.date()))
        .collect();
    for planned in in_order(wanted) {
        if held.contains(&planned.shift.date()) {
            if standing.iter().any(|one| !one.removed && one.planned == planned) {
                filling.unchanged += 1;
            } else {
                filling.left.push(left(planned, LeftReason::ChangedByPerson));
            }
        } else if let Some(place) = free.iter().position(|(_, one)| one.planned == planned) {
            free.remove(place);
            filling.unchanged += 1;
        } else {
            fresh.push(planned);
        }
    }
    filling.take_away = free.into_iter().map(|(place, _)| place).collect();
    place_fresh(standing, fresh, &mut filling);
    filling
}

/// Places what overlaps nothing that stays.
fn place_fresh(standing: &[Standing], fresh: Vec<PlannedShift>, filling: &mut Filling) {
    let gone: BTreeSet<usize> = filling.take_away.iter().copied().collect();
    let stays: Vec<&PlannedShift> = (0..)
        .zip(standing)
        .filter(|(place, one)| !one.removed && !gone.contains(place))
        .map(|(_, one)| &one.planned)
        .collect();
    for planned in fresh {
        let overlaps = |other: &PlannedShift| other.shift.overlaps(&planned.shift);
        if stays.iter().any(|other| overlaps(other)) || filling.place.iter().any(overlaps) {
            filling.left.push(left(planned, LeftReason::Overlaps));
        } else {
            filling.place.push(planned);
        }
    }
}

fn left(planned: PlannedShift, reason: LeftReason) -> Left {
    Left { planned, reason }
}

fn in_order(mut wanted: Vec<PlannedShift>) -> Vec<PlannedShift> {
    wanted.sort_by_cached_key(|planned| {
        let shift = &planned.shift;
        let times = (shift.date(), shift.start_minute(), shift.end_minute());
        let rest = (
            shift.break_minutes(),
            planned.group.clone(),
            shift.factor_minutes().to_vec(),
        );
        (times, rest)
    });
    wanted
}
