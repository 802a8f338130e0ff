//! Rule sets of an organisation, as they are kept.

use crate::application::Hub;
use crate::error::{HubError, Refusal};
use loonbrug_domain::RuleSet;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::rules::check_rule_sets;

impl Hub {
    /// The rule sets of this name, one for each date on which they changed. The presets are always there.
    pub async fn rule_sets(&self, organisation: OrganisationId, name: &str) -> Result<Vec<RuleSet>, HubError> {
        let mut found: Vec<RuleSet> = self
            .all_rule_sets(organisation)
            .await?
            .into_iter()
            .filter(|rules| rules.name == name)
            .collect();
        if found.is_empty() {
            found.extend(presets().into_iter().filter(|preset| preset.name == name));
        }
        if found.is_empty() {
            return Err(Refusal::NoRuleSet(name.to_owned()).into());
        }
        Ok(found)
    }

    /// All rule sets that an organisation made its own.
    pub async fn all_rule_sets(&self, organisation: OrganisationId) -> Result<Vec<RuleSet>, HubError> {
        let stored = self.store.rule_sets(organisation).await?;
        stored
            .into_iter()
            .map(|(name, _, content)| {
                serde_json::from_str(&content).map_err(|source| HubError::Settings { coupling: name, source })
            })
            .collect()
    }

    /// Stores rule sets after checking them.
    pub async fn put_rule_sets(&self, organisation: OrganisationId, rule_sets: &[RuleSet]) -> Result<(), HubError> {
        check_rule_sets(rule_sets).map_err(|error| Refusal::Configuration(error.to_string()))?;
        for rules in rule_sets {
            let content = serde_json::to_string(rules).map_err(|source| HubError::Settings {
                coupling: rules.name.clone(),
                source,
            })?;
            self.store
                .put_rule_set(organisation, &rules.name, rules.valid_from, &content)
                .await?;
            self.audit(Some(organisation), "rules.changed", &rules.name, &content)
                .await?;
        }
        Ok(())
    }
}

/// The rule sets that come with Loonbrug.
#[must_use]
pub fn presets() -> Vec<RuleSet> {
    RuleSet::presets()
}
