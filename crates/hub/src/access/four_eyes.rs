//! Four eyes on sending (ASVS 2.3.5): where an organisation asks for it, a plan goes to Nmbrs only after another user
//! approved that very plan.

use super::refusal::AccessRefusal;
use super::visitor::Visitor;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::hours::{Choice, Flow};
use loonbrug_store::PlanApproval;

/// How many runs are looked back for the last one that sent lines.
const LOOK_BACK: i64 = 1_000;

impl Hub {
    /// The visitor approves a plan, by its fingerprint: somebody else may send it. Only a person approves.
    pub async fn approve_plan(
        &self,
        visitor: &Visitor,
        coupling: &OpenCoupling,
        fingerprint: &str,
    ) -> Result<(), HubError> {
        visitor.signed_in()?;
        let approval = PlanApproval {
            fingerprint: self.approved_as(coupling, fingerprint).await?,
            approved_by: visitor.actor.clone(),
            approved_at: self.surroundings.now(),
        };
        let organisation = coupling.organisation();
        let detail = serde_json::json!({ "fingerprint": fingerprint }).to_string();
        let entry = self.acting_as(&visitor.actor).audit_entry(
            Some(organisation),
            "plan.approved",
            &coupling.row.name,
            &detail,
        );
        let of = (organisation, coupling.id());
        Ok(self.store.approve_plan(of, &approval, &[entry]).await?)
    }

    /// Who approved a plan that was not sent yet, the first first.
    pub async fn plan_approvals(
        &self,
        coupling: &OpenCoupling,
        fingerprint: &str,
    ) -> Result<Vec<PlanApproval>, HubError> {
        let approved = self.approved_as(coupling, fingerprint).await?;
        let found = self.store.plan_approvals(coupling.id(), &approved).await?;
        let shown = found.into_iter().map(|approval| PlanApproval {
            fingerprint: fingerprint.to_owned(),
            ..approval
        });
        Ok(shown.collect())
    }

    /// Refuses to send for somebody what nobody else approved. The command line sends as the owner of the machine.
    pub(crate) async fn must_be_approved(&self, coupling: &OpenCoupling, choice: &Choice) -> Result<(), HubError> {
        if !self.for_visitor || !self.access_settings(coupling.organisation()).await?.four_eyes {
            return Ok(());
        }
        let approvals = match &choice.fingerprint {
            Some(fingerprint) => self.plan_approvals(coupling, fingerprint).await?,
            None => Vec::new(),
        };
        if approvals.iter().any(|approval| approval.approved_by != self.actor) {
            return Ok(());
        }
        Err(AccessRefusal::NotApproved.into())
    }

    /// What is approved: a plan as it is after the last run that sent lines. The same plan, come about again after it was
    /// sent, is another one.
    async fn approved_as(&self, coupling: &OpenCoupling, fingerprint: &str) -> Result<String, HubError> {
        let runs = self.store.runs(Some(coupling.id()), LOOK_BACK).await?;
        let last = runs.into_iter().find(|run| Flow::parse(&run.flow).is_some());
        let after = last.map_or_else(|| "the beginning".to_owned(), |run| run.id.to_string());
        Ok(format!("{fingerprint} after {after}"))
    }
}
