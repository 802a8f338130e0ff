//! The audit log (logboek), read.

use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_store::{AuditEntry, AuditFilter};

impl Hub {
    /// The newest entries that fit, newest first. Those of an organisation are what was done there, and how its users
    /// signed in; without an organisation they are those of the whole installation.
    pub async fn audit_log(
        &self,
        organisation: Option<OrganisationId>,
        filter: &AuditFilter,
    ) -> Result<Vec<AuditEntry>, HubError> {
        Ok(self.store.audit_log(organisation, filter).await?)
    }
}
