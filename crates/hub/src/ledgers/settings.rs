//! How an organisation keeps its ledgers.

use super::LedgerRefusal;
use crate::application::Hub;
use crate::error::{HubError, Refusal};
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::ledger::LedgerSettings;

impl Hub {
    /// The settings of an organisation's ledgers; nothing where nobody set them.
    pub async fn ledger_settings(&self, organisation: OrganisationId) -> Result<Option<LedgerSettings>, HubError> {
        let stored = self.store.ledger_settings(organisation).await?;
        let settings = stored.map(|content| serde_json::from_str(&content)).transpose();
        settings.map_err(|source| HubError::Settings {
            coupling: "ledgers".to_owned(),
            source,
        })
    }

    /// Stores the settings of an organisation's ledgers, after checking them: all faults are told at once.
    pub async fn put_ledger_settings(
        &self,
        organisation: OrganisationId,
        settings: &LedgerSettings,
    ) -> Result<(), HubError> {
        let faults: Vec<String> = settings.faults().iter().map(ToString::to_string).collect();
        if !faults.is_empty() {
            return Err(Refusal::from(LedgerRefusal::Settings(faults.join("\n"))).into());
        }
        let content = serde_json::to_string(settings).map_err(|source| HubError::Settings {
            coupling: "ledgers".to_owned(),
            source,
        })?;
        self.store.put_ledger_settings(organisation, &content).await?;
        self.audit(Some(organisation), "ledgers.settings", "ledgers", &content)
            .await
    }
}
