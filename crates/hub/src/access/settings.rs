//! What an organisation asks of its users.

use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::ids::OrganisationId;
use serde::{Deserialize, Serialize};

/// What an organisation asks of its users; nothing unless it is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AccessSettings {
    /// Prove again who you are before lines are sent to Nmbrs.
    pub proof_before_sending: bool,
    /// A plan is sent only after another user approved it (ASVS 2.3.5).
    pub four_eyes: bool,
    /// Everybody has a second factor.
    pub second_factor: bool,
}

impl Hub {
    /// What an organisation asks of its users.
    pub async fn access_settings(&self, organisation: OrganisationId) -> Result<AccessSettings, HubError> {
        let Some(content) = self.store.access_settings(organisation).await? else {
            return Ok(AccessSettings::default());
        };
        serde_json::from_str(&content).map_err(|source| HubError::Settings {
            coupling: organisation.to_string(),
            source,
        })
    }

    /// Changes what an organisation asks of its users.
    pub async fn set_access_settings(
        &self,
        organisation: OrganisationId,
        settings: AccessSettings,
    ) -> Result<(), HubError> {
        let content = serde_json::json!(settings).to_string();
        let entry = self.audit_entry(Some(organisation), "access-settings.changed", "", &content);
        Ok(self.store.put_access_settings(organisation, &content, &[entry]).await?)
    }
}
