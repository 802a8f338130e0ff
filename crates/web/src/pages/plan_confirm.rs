//! What would be sent, in words, before it cannot be undone; and who approved it, where four eyes are asked for.

use super::asked::Asked;
use super::plan::Looking;
use super::plan_view::{Counts, period_text};
use crate::answer::Failure;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::hours::{Flow, OpenPlan, Totals};
use std::collections::BTreeSet;

/// What would be sent, to be confirmed.
#[derive(Template)]
#[template(path = "confirm.html")]
pub struct ConfirmPage {
    shell: Shell,
    w: Words,
    flow: Flow,
    asked: Asked,
    period: String,
    company: String,
    counts: Counts,
    people: usize,
    totals: Totals,
    description: String,
    fingerprint: String,
    action: String,
    approve_action: String,
    back: String,
    approval: Approval,
}

/// Whether another user must approve, and who did.
pub struct Approval {
    /// Whether the employer asks for four eyes.
    asked_for: bool,
    /// Who approved this very plan.
    by: Vec<String>,
    /// Whether somebody else than the reader did.
    by_another: bool,
}

impl Approval {
    /// Of a plan.
    pub async fn of(looking: &Looking, open: &OpenPlan) -> Result<Self, Failure> {
        let (hub, coupling) = (looking.guarded.hub(), &looking.coupling);
        let asked_for = hub.access_settings(looking.guarded.id()).await?.four_eyes;
        let found = hub.plan_approvals(coupling, &open.plan().fingerprint).await?;
        let by: Vec<String> = found.into_iter().map(|approval| approval.approved_by).collect();
        let reader = &looking.guarded.signed.visitor.actor;
        Ok(Self {
            asked_for,
            by_another: by.iter().any(|who| who != reader),
            by,
        })
    }

    const fn may_send(&self) -> bool {
        !self.asked_for || self.by_another
    }
}

impl ConfirmPage {
    /// Of a plan.
    pub fn of(looking: &Looking, open: &OpenPlan, approval: Approval) -> Self {
        let (plan, w) = (open.plan(), looking.guarded.w());
        let people: BTreeSet<PersonId> = plan.to_send().map(|line| line.key.person).collect();
        Self {
            shell: looking.shell(),
            w,
            flow: plan.span.flow,
            asked: looking.asked.clone(),
            period: period_text(plan, w),
            company: looking.coupling.settings.company.name.clone(),
            counts: Counts::of(plan),
            people: people.len(),
            totals: plan.chosen_totals(),
            description: plan.description.clone(),
            fingerprint: plan.fingerprint.clone(),
            action: looking.address("send"),
            approve_action: looking.address("approve"),
            back: looking.address("plan"),
            approval,
        }
    }
}
