//! The history of what took effect: every accepted write, in order, never changed afterwards.

use serde::{Deserialize, Serialize};

use super::caller::{Caller, Through, Written};
use super::component::{ComponentKind, NewComponent, Span};
use super::days::{Days, DaysKind};
use super::storage::World;

/// One accepted write of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// Ordinal number since the start of the world, from 1.
    pub number: u64,
    /// What was done, with what it was done to.
    pub what: What,
    /// Number id of the row.
    pub row: i32,
    /// Number id of the employee.
    pub employee: i32,
    /// When the row counts, after the write.
    pub span: Span,
    /// Who did it, through what and when.
    pub written: Written,
}

/// What a write did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A row was added, which holds this.
    Insert(ComponentKind, NewComponent),
    /// A row was changed or stopped, and holds this since.
    Change(ComponentKind, NewComponent),
    /// A row was removed, which held this.
    Remove(ComponentKind, NewComponent),
    /// Days were set, or fixed days were stopped.
    SetDays(DaysKind, Days),
    /// The variable days of a period were taken away; these were in force.
    ClearDays(Days),
}

impl What {
    /// The name: `insert`, `change`, `remove`, `set-days`, `clear-days`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Insert(..) => "insert",
            Self::Change(..) => "change",
            Self::Remove(..) => "remove",
            Self::SetDays(..) => "set-days",
            Self::ClearDays(_) => "clear-days",
        }
    }

    /// The kind and the content of a row of hours or wages; `None` for days.
    pub const fn component(&self) -> Option<(ComponentKind, &NewComponent)> {
        match self {
            Self::Insert(kind, content) | Self::Change(kind, content) | Self::Remove(kind, content) => {
                Some((*kind, content))
            }
            Self::SetDays(..) | Self::ClearDays(_) => None,
        }
    }

    /// The days; `None` for a row of hours or wages.
    pub const fn days(&self) -> Option<Days> {
        match self {
            Self::SetDays(_, days) | Self::ClearDays(days) => Some(*days),
            Self::Insert(..) | Self::Change(..) | Self::Remove(..) => None,
        }
    }
}

impl World {
    /// Every accepted write since the world began, oldest first. What a data set holds from the start is none.
    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }

    /// Remembers an accepted write.
    pub(super) fn note(&mut self, caller: &Caller, row: i32, employee: i32, span: Span, what: What) {
        if caller.through == Through::DataSet {
            return;
        }
        let number = self.effects.last().map_or(1, |last| last.number + 1);
        self.effects.push(Effect {
            number,
            what,
            row,
            employee,
            span,
            written: caller.stamp(),
        });
    }
}
