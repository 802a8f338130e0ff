//! A plan that stays open while a person decides about it: what was read from Nmbrs is kept, and what is decided or
//! accepted is put in anew. Sending reads everything again, and asks for the fingerprint of the plan that was looked at.

use super::decision::{Decisions, LineDecision};
use super::inputs::Inputs;
use super::plan::{HoursPlan, Span};
use super::planned::Planned;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use crate::sender::Held;
use jiff::Timestamp;
use loonbrug_domain::difference::LineKind;
use serde::Serialize;

/// Everything that a plan was made of, with the plan.
#[derive(Clone, Debug)]
pub struct OpenPlan {
    inputs: Inputs,
    held: Held,
    plan: HoursPlan,
}

/// A code that a person can choose for a line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CodeChoice {
    /// Hour code or wage code.
    pub code: i64,
    /// What the company calls it.
    pub label: String,
}

impl OpenPlan {
    pub(super) fn of(inputs: Inputs, planned: &Planned, held: Held) -> Self {
        let plan = HoursPlan::make(&inputs, planned, &held);
        Self { inputs, held, plan }
    }

    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> &HoursPlan {
        &self.plan
    }

    /// When Nmbrs was read.
    #[must_use]
    pub const fn read_at(&self) -> Timestamp {
        self.inputs.read_at
    }

    /// The codes of the company that lines of this kind can have, by code; none where the interface does not tell.
    #[must_use]
    pub fn codes(&self, kind: LineKind) -> Vec<CodeChoice> {
        let inputs = &self.inputs;
        let mut codes: Vec<CodeChoice> = match kind {
            LineKind::Hours => inputs
                .codes
                .iter()
                .map(|code| choice(code.code, &code.description))
                .collect(),
            LineKind::Wages => {
                let codes = inputs.wage_codes.iter().flatten();
                codes.map(|code| choice(code.code, &code.description)).collect()
            }
            LineKind::Days => Vec::new(),
        };
        codes.sort_by_key(|choice| choice.code);
        codes
    }

    pub(super) fn into_parts(self) -> (Inputs, HoursPlan, Held) {
        (self.inputs, self.plan, self.held)
    }
}

fn choice(code: i64, label: &str) -> CodeChoice {
    CodeChoice {
        code,
        label: label.to_owned(),
    }
}

impl Hub {
    /// The plan of a flow, to be decided about: nothing is sent.
    pub async fn open_plan(&self, coupling: &OpenCoupling, span: Span) -> Result<OpenPlan, HubError> {
        coupling.must_work()?;
        match self.planning(coupling, span).await {
            Ok(open) => Ok(open),
            Err(error) => Err(self.heed(coupling, error).await),
        }
    }

    /// Stores what a person decides about lines, each by its handle, all or none; and the plan as it is then.
    pub async fn decide_lines(
        &self,
        coupling: &OpenCoupling,
        open: &OpenPlan,
        decided: &[(String, LineDecision)],
    ) -> Result<OpenPlan, HubError> {
        let lines = open.plan.by_handle();
        let mut decisions = Vec::with_capacity(decided.len());
        for (handle, decision) in decided {
            let line = lines.get(handle).ok_or(Refusal::PlanChanged)?;
            decisions.push(self.decision_about(coupling, &open.plan, line, *decision)?);
        }
        self.put_decisions(coupling, &decisions).await?;
        self.reopened(coupling, open).await
    }

    /// The same plan with what was decided and accepted meanwhile. Neither Nmbrs nor the hours are read again: sending
    /// reads both, and refuses a plan that changed.
    pub async fn reopened(&self, coupling: &OpenCoupling, open: &OpenPlan) -> Result<OpenPlan, HubError> {
        let OpenPlan { mut inputs, held, .. } = open.clone();
        inputs.decisions = Decisions::of(self.store.decisions(coupling.id()).await?);
        inputs.odd = self.accepted_by_now(coupling.organisation(), inputs.odd).await?;
        let mut planned = inputs.planned();
        planned.refuse_unread(&held);
        Ok(OpenPlan::of(inputs, &planned, held))
    }
}
