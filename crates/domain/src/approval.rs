//! Approval of worked time: open → submitted → approved → exported.
//!
//! A shift is an entry with revisions. What a revision says never changes; a change is the next revision, also a removal.
//! The approved revision stays in force until another one is approved, so that what was paid is never taken back by
//! a change that nobody approved.

#[cfg(test)]
mod tests;

use crate::language::Language;
use serde::{Deserialize, Serialize};

/// Where a revision of a shift stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShiftState {
    /// Entered; whoever entered it may still think (ingevoerd).
    Open,
    /// Handed in (ingediend).
    Submitted,
    /// Sent back with a reason (afgekeurd).
    Rejected,
    /// Counts (goedgekeurd).
    Approved,
    /// Counts, and went to payroll (verwerkt).
    Exported,
    /// A later revision took its place before it was approved (vervallen).
    Replaced,
}

/// What is done with a revision.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShiftStep {
    /// Hand it in.
    Submit,
    /// Let it count.
    Approve,
    /// Send it back; takes a reason.
    Reject,
    /// It went to payroll.
    Export,
    /// A later revision takes its place.
    Replace,
}

/// A step that cannot be taken from where the revision stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, thiserror::Error)]
#[error("{step:?} is not possible for what is {state:?}")]
pub struct IllegalStep {
    /// Where it stands.
    pub state: ShiftState,
    /// The step.
    pub step: ShiftStep,
}

impl ShiftState {
    /// All states.
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::Submitted,
        Self::Rejected,
        Self::Approved,
        Self::Exported,
        Self::Replaced,
    ];

    /// The state after a step.
    ///
    /// # Errors
    /// `IllegalStep` where the step cannot be taken.
    pub const fn after(self, step: ShiftStep) -> Result<Self, IllegalStep> {
        match (self, step) {
            (Self::Open | Self::Rejected, ShiftStep::Submit) => Ok(Self::Submitted),
            (Self::Submitted, ShiftStep::Approve) => Ok(Self::Approved),
            (Self::Submitted, ShiftStep::Reject) => Ok(Self::Rejected),
            (Self::Approved, ShiftStep::Export) => Ok(Self::Exported),
            (Self::Open | Self::Submitted | Self::Rejected, ShiftStep::Replace) => Ok(Self::Replaced),
            (state, step) => Err(IllegalStep { state, step }),
        }
    }

    /// Whether somebody still has to decide about it.
    #[must_use]
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Open | Self::Submitted | Self::Rejected)
    }

    /// Whether it was approved.
    #[must_use]
    pub const fn is_approved(self) -> bool {
        matches!(self, Self::Approved | Self::Exported)
    }

    /// As it is stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Submitted => "submitted",
            Self::Rejected => "rejected",
            Self::Approved => "approved",
            Self::Exported => "exported",
            Self::Replaced => "replaced",
        }
    }

    /// In a word for a person.
    #[must_use]
    pub const fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Open, Language::Dutch) => "ingevoerd",
            (Self::Submitted, Language::Dutch) => "ingediend",
            (Self::Rejected, Language::Dutch) => "afgekeurd",
            (Self::Approved, Language::Dutch) => "goedgekeurd",
            (Self::Exported, Language::Dutch) => "verwerkt",
            (Self::Replaced, Language::Dutch) => "vervallen",
            (state, Language::English) => state.name(),
        }
    }
}

impl ShiftStep {
    /// As it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Export => "export",
            Self::Replace => "replace",
        }
    }
}
