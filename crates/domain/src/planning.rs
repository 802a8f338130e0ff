//! Planning: who works when, per group (V15).

mod attendance;
mod fill;
mod roster;
#[cfg(test)]
mod tests;

pub use attendance::{Attendance, Finding, attendance};
pub use fill::{Filling, Left, LeftReason, PlannedBy, Standing, fill};
pub use roster::{RosterError, RosterSlot, StandardRoster};

use crate::quantity::{Factor, Minutes};
use crate::rules::{RuleSet, rule_set_on};
use crate::shift::{Shift, ShiftError};
use std::collections::BTreeMap;

/// One planned shift of one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlannedShift {
    /// When; with minutes per factor where the planning decides about surcharges.
    pub shift: Shift,
    /// The group for which the person works.
    pub group: Option<String>,
}

impl PlannedShift {
    /// The same with the surcharges of the rules applied in the planning (toepassen toeslagen): its minutes per factor
    /// are fixed from then on, and lead over the rules when it is taken over as worked.
    ///
    /// # Errors
    /// `ShiftError` when the rules give more minutes than the shift has.
    pub fn with_surcharges(self, rules: &[RuleSet]) -> Result<Self, ShiftError> {
        let mut factors: BTreeMap<Factor, Minutes> = BTreeMap::new();
        let plain = self.shift.with_factor_minutes(Vec::new())?;
        let pieces = rule_set_on(rules, plain.date()).map(|rules| rules.pieces(&plain));
        for piece in pieces.into_iter().flatten() {
            if piece.factor > Factor::WORKED {
                *factors.entry(piece.factor).or_default() += piece.minutes;
            }
        }
        let shift = plain.with_factor_minutes(factors.into_iter().collect())?;
        Ok(Self { shift, ..self })
    }

    /// The same with one factor for all of its minutes, as a planner chooses it.
    ///
    /// # Errors
    /// `ShiftError` when the factor is no surcharge.
    pub fn with_factor(self, factor: Factor) -> Result<Self, ShiftError> {
        let minutes = self.shift.worked_minutes();
        let shift = self.shift.with_factor_minutes(vec![(factor, minutes)])?;
        Ok(Self { shift, ..self })
    }
}

/// The groups under which somebody stands in the year planning: the preferred one alone, where the person is in it
/// (voorkeursgroep jaarplanning, "verdwijnt uit andere groepen"), else all.
#[must_use]
pub fn groups_in_year_planning<'g>(member_of: &[&'g str], preferred: Option<&str>) -> Vec<&'g str> {
    let preferred = member_of.iter().find(|group| Some(**group) == preferred);
    preferred.map_or_else(|| member_of.to_vec(), |group| vec![*group])
}
