//! How an organisation keeps its ledgers.

use super::{LedgerRefusal, LedgerRun};
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

    /// What would be booked by these settings, after checking them. Nothing is stored.
    pub async fn look_at_ledger_settings(
        &self,
        organisation: OrganisationId,
        settings: &LedgerSettings,
    ) -> Result<LedgerRun, HubError> {
        must_fit(settings)?;
        self.due_in_ledgers(organisation, Some(settings), None).await
    }

    /// Stores the settings of an organisation's ledgers, after checking them, unless leave lapses by them at once. By a first
    /// day that lies far back that can be years of it, so it is said before it is so: see [`LedgerRefusal::LapsesAtOnce`].
    pub async fn change_ledger_settings(
        &self,
        organisation: OrganisationId,
        settings: &LedgerSettings,
    ) -> Result<(), HubError> {
        let due = self.look_at_ledger_settings(organisation, settings).await?;
        let lapses = due.lapses().count();
        if lapses > 0 {
            let (from, booked) = (settings.kept_from, due.booked.len());
            return Err(Refusal::from(LedgerRefusal::LapsesAtOnce { from, booked, lapses }).into());
        }
        self.put_ledger_settings(organisation, settings).await
    }

    /// Stores the settings of an organisation's ledgers, after checking them, whatever lapses by them: all faults are told
    /// at once.
    pub async fn put_ledger_settings(
        &self,
        organisation: OrganisationId,
        settings: &LedgerSettings,
    ) -> Result<(), HubError> {
        must_fit(settings)?;
        let content = serde_json::to_string(settings).map_err(|source| HubError::Settings {
            coupling: "ledgers".to_owned(),
            source,
        })?;
        self.store.put_ledger_settings(organisation, &content).await?;
        self.audit(Some(organisation), "ledgers.settings", "ledgers", &content)
            .await
    }
}

fn must_fit(settings: &LedgerSettings) -> Result<(), Refusal> {
    let faults = settings.faults();
    if faults.is_empty() {
        return Ok(());
    }
    Err(LedgerRefusal::Terms(faults).into())
}
