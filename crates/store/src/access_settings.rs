//! What an organisation asks of its users, and who approved that a plan is sent.

use crate::dialect::Statement;
use crate::schema::{ACCESS_SETTINGS, PLAN_APPROVAL};
use crate::value::values;
use crate::{AuditEntry, PlanApproval, Result, Store};
use loonbrug_domain::ids::{CouplingId, OrganisationId};

const PUT: Statement = Statement::new(
    "storing what is asked of users",
    "INSERT INTO access_settings (organisation, content) VALUES ($1, $2)
     ON CONFLICT (organisation) DO UPDATE SET content = excluded.content",
);
const READ: Statement = Statement::new(
    "reading what is asked of users",
    "SELECT organisation, content FROM access_settings WHERE organisation = $1",
);
const APPROVE: Statement = Statement::new(
    "approving a plan",
    "INSERT INTO plan_approval (coupling, fingerprint, approved_by, organisation, approved_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (coupling, fingerprint, approved_by) DO NOTHING",
);
const APPROVALS: Statement = Statement::new(
    "reading who approved a plan",
    "SELECT coupling, fingerprint, approved_by, approved_at FROM plan_approval
     WHERE coupling = $1 AND fingerprint = $2 ORDER BY approved_at, approved_by",
);

impl Store {
    /// Stores what an organisation asks of its users; the content is the application's, as JSON.
    pub async fn put_access_settings(
        &self,
        organisation: OrganisationId,
        content: &str,
        entries: &[AuditEntry],
    ) -> Result<()> {
        self.change_with(PUT, values![organisation, content], entries).await
    }

    /// What an organisation asks of its users, as JSON; `None` where nobody said anything.
    pub async fn access_settings(&self, organisation: OrganisationId) -> Result<Option<String>> {
        self.read_one(&ACCESS_SETTINGS, READ, values![organisation], |row| row.text("content"))
            .await
    }

    /// Keeps who approved a plan. Approving twice changes nothing: the first time counts.
    pub async fn approve_plan(
        &self,
        (organisation, coupling): (OrganisationId, CouplingId),
        approval: &PlanApproval,
        entries: &[AuditEntry],
    ) -> Result<()> {
        let PlanApproval {
            fingerprint,
            approved_by,
            approved_at,
        } = approval;
        let values = values![
            coupling,
            fingerprint.as_str(),
            approved_by.as_str(),
            organisation,
            *approved_at
        ];
        self.change_with(APPROVE, values, entries).await
    }

    /// Who approved a plan, the first first.
    pub async fn plan_approvals(&self, coupling: CouplingId, fingerprint: &str) -> Result<Vec<PlanApproval>> {
        self.read(&PLAN_APPROVAL, APPROVALS, values![coupling, fingerprint], |row| {
            Ok(PlanApproval {
                fingerprint: row.text("fingerprint")?,
                approved_by: row.text("approved_by")?,
                approved_at: row.time("approved_at")?,
            })
        })
        .await
    }
}
