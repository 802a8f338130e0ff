//! Clock policies: how an organisation reads its clock, by first day.

use super::TimeRefusal;
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::clock::{ClockPolicy, check_policies};
use loonbrug_domain::ids::OrganisationId;

impl Hub {
    /// The clock policies of an organisation; none where it goes by the standard.
    pub async fn clock_policies(&self, organisation: OrganisationId) -> Result<Vec<ClockPolicy>, HubError> {
        let kept = self.store.clock_policies(organisation).await?;
        let read = |content: String| {
            serde_json::from_str(&content).map_err(|source| HubError::Settings {
                coupling: "clock".to_owned(),
                source,
            })
        };
        kept.into_iter().map(read).collect()
    }

    /// Stores policies after checking them together with those that are there.
    pub async fn put_clock_policies(
        &self,
        organisation: OrganisationId,
        policies: &[ClockPolicy],
    ) -> Result<(), HubError> {
        if let Some(refusal) = TimeRefusal::of_policies(&check_policies(policies)) {
            return Err(refusal.into());
        }
        for policy in policies {
            let content = serde_json::to_string(policy).map_err(|source| HubError::Settings {
                coupling: "clock".to_owned(),
                source,
            })?;
            self.store
                .put_clock_policy(organisation, policy.valid_from, &content)
                .await?;
            let day = policy.valid_from.to_string();
            self.audit(Some(organisation), "clock-policy.changed", &day, &content)
                .await?;
        }
        Ok(())
    }
}
