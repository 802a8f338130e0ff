//! One line of a plan: what it is about, what was decided, and what has to happen.

use super::decision::{DriftChoice, LineDecision, LineDecisionKind};
use loonbrug_domain::difference::{Change, LineKey};
use loonbrug_domain::{Cents, Factor};
use serde::Serialize;

/// One line of a plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PlanLine {
    /// Its number in this plan, from 1.
    pub number: usize,
    /// What makes it the same line next time.
    pub key: LineKey,
    /// Name of the person.
    pub person: String,
    /// Number of the person in Nmbrs.
    pub employee_number: i64,
    /// Days that it is about: worked, or with an allowance.
    pub days: i64,
    /// Factor, for hours.
    pub factor: Option<Factor>,
    /// What the rules computed: hundredths of an hour, days, or cents.
    pub computed: i64,
    /// The amount of each day, of an allowance whose days are all alike.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day: Option<Cents>,
    /// The code that the mapping gives; 0 for days.
    pub mapped_code: i64,
    /// Of plus hours: what the ledger can give, in hundredths, where the employer keeps one. More is a warning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<i64>,
    /// What the company calls the code.
    pub code_label: String,
    /// What a person decided.
    pub decision: LineDecision,
    /// What has to happen.
    pub change: Change,
    /// Whether something asks for it: shifts, or hours that were brought in.
    #[serde(skip)]
    pub asked_for: bool,
    /// What was found of a change by hand: a decision about it holds for this only.
    #[serde(skip)]
    pub drift_mark: Option<u64>,
    /// Whether somebody must accept an odd figure of the person first.
    pub waits_for_odd: bool,
    /// Whether it goes when the plan is applied.
    pub chosen: bool,
}

impl PlanLine {
    /// Whether applying the plan sends it.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.would_be_sent() && !self.waits_for_odd
    }

    fn would_be_sent(&self) -> bool {
        self.chosen && (self.change.is_sent() || self.drift_choice() == Some(DriftChoice::Restore))
    }

    /// Whether it would take more from the ledger than that holds.
    #[must_use]
    pub fn exceeds_balance(&self) -> bool {
        self.available.is_some_and(|available| self.change.to() > available)
    }

    /// What somebody decided about the change by hand that was found.
    #[must_use]
    pub fn drift_choice(&self) -> Option<DriftChoice> {
        self.drift_mark?;
        Some(self.decision.drift?.choice)
    }

    /// Whether something is only entered here, because the target holds it already: a row that becomes ours, a change
    /// by hand that is taken over.
    #[must_use]
    pub fn is_entered(&self) -> bool {
        self.is_adopted()
            || matches!(self.change, Change::Agreed { .. })
            || self.drift_choice() == Some(DriftChoice::TakeOver)
    }

    /// Whether a row becomes ours without being sent.
    #[must_use]
    pub fn is_adopted(&self) -> bool {
        self.chosen
            && matches!(self.change, Change::PossiblyThere { .. })
            && self.decision.possibly_there == Some(LineDecisionKind::Adopt)
    }

    /// Whether a person must decide.
    #[must_use]
    pub fn needs_person(&self) -> bool {
        match self.change {
            _ if self.waits_for_odd && self.would_be_sent() => true,
            Change::PossiblyThere { .. } => self.chosen && self.decision.possibly_there.is_none(),
            Change::Drifted { .. } => self.chosen && self.drift_choice().is_none(),
            // What somebody decided about another question is no answer to these.
            ref change => self.chosen && change.needs_person(),
        }
    }
}
