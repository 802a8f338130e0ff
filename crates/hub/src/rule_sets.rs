//! Rule sets of an organisation, as they are kept.

use crate::application::Hub;
use crate::configuration::{ConfigurationChange, compare};
use crate::error::{HubError, Refusal};
use crate::vault::hexadecimal;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::rules::check_rule_sets;
use loonbrug_domain::{Date, RuleSet};
use loonbrug_store::Organisation;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A rule set, as a list shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ListedRules {
    /// Name of the organisation that made it its own; nothing for one that comes with Loonbrug.
    pub organisation: Option<String>,
    /// Name of the set.
    pub name: String,
    /// First day.
    pub valid_from: Date,
    /// Last day, where it has one.
    pub valid_until: Option<Date>,
    /// Version: another one as soon as a letter of it changes.
    pub version: String,
    /// Couplings that go by it.
    pub used_by: Vec<String>,
}

impl Hub {
    /// The rule sets of this name, one for each date on which they changed. The presets are always there.
    pub async fn rule_sets(&self, organisation: OrganisationId, name: &str) -> Result<Vec<RuleSet>, HubError> {
        let all = self.all_rule_sets(organisation).await?;
        let found: Vec<RuleSet> = all.into_iter().filter(|rules| rules.name == name).collect();
        if found.is_empty() { Ok(preset(name)?) } else { Ok(found) }
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

    /// All rule sets of one organisation, or of every one: their own, then the presets; with the couplings that use them.
    pub async fn list_rules(&self, of: Option<OrganisationId>) -> Result<Vec<ListedRules>, HubError> {
        let is_meant = |organisation: OrganisationId| of.is_none_or(|only| only == organisation);
        let mut couplings = self.couplings().await?;
        couplings.retain(|coupling| is_meant(coupling.organisation()));
        let mut organisations = self.store.organisations().await?;
        organisations.retain(|organisation| is_meant(organisation.id));
        let mut listed = Vec::new();
        let mut own: BTreeSet<(OrganisationId, String)> = BTreeSet::new();
        for organisation in organisations {
            for rules in self.all_rule_sets(organisation.id).await? {
                own.insert((organisation.id, rules.name.clone()));
                let uses = couplings
                    .iter()
                    .filter(|coupling| coupling.organisation() == organisation.id);
                let used_by = uses.filter(|coupling| coupling.settings.rule_set == rules.name);
                let used_by = used_by.map(|coupling| coupling.row.name.clone()).collect();
                listed.push(ListedRules::of(Some(&organisation), &rules, used_by));
            }
        }
        for rules in presets() {
            let uses = couplings
                .iter()
                .filter(|coupling| coupling.settings.rule_set == rules.name);
            let used_by = uses.filter(|coupling| !own.contains(&(coupling.organisation(), rules.name.clone())));
            let used_by = used_by.map(|coupling| coupling.row.name.clone()).collect();
            listed.push(ListedRules::of(None, &rules, used_by));
        }
        Ok(listed)
    }

    /// Stores rule sets after checking them.
    pub async fn put_rule_sets(&self, organisation: OrganisationId, rule_sets: &[RuleSet]) -> Result<(), HubError> {
        check_rule_sets(rule_sets).map_err(Refusal::Rules)?;
        for rules in rule_sets {
            let content = serde_json::to_string(rules).map_err(|source| HubError::Settings {
                coupling: rules.name.clone(),
                source,
            })?;
            let entry = self.audit_entry(Some(organisation), "rules.changed", &rules.name, &content);
            self.store
                .put_rule_set(organisation, &rules.name, rules.valid_from, &content, &[entry])
                .await?;
        }
        Ok(())
    }

    /// What taking over rule sets would change. Sets of the same name must follow each other, also with those that are
    /// stored.
    pub async fn compare_rules(
        &self,
        organisation: OrganisationId,
        rule_sets: &[RuleSet],
    ) -> Result<Vec<ConfigurationChange>, HubError> {
        let mut stored: BTreeMap<(String, Date), RuleSet> = BTreeMap::new();
        for rules in self.all_rule_sets(organisation).await? {
            stored.insert((rules.name.clone(), rules.valid_from), rules);
        }
        let mut changes = Vec::new();
        let mut by_name: BTreeMap<String, Vec<RuleSet>> = BTreeMap::new();
        for rules in rule_sets {
            by_name.entry(rules.name.clone()).or_default().push(rules.clone());
            let before = stored.get(&(rules.name.clone(), rules.valid_from));
            let (before, after) = (before.map(serde_json::to_value), serde_json::to_value(rules));
            let broken = |source| HubError::Settings {
                coupling: rules.name.clone(),
                source,
            };
            let subject = format!("rules {} {}", rules.name, rules.valid_from);
            compare(
                &subject,
                before.transpose().map_err(broken)?,
                &after.map_err(broken)?,
                &mut changes,
            );
        }
        for (name, mut sets) in by_name {
            let in_file: BTreeSet<Date> = sets.iter().map(|rules| rules.valid_from).collect();
            let kept = stored
                .values()
                .filter(|rules| rules.name == name && !in_file.contains(&rules.valid_from));
            sets.extend(kept.cloned());
            check_rule_sets(&sets).map_err(Refusal::Rules)?;
        }
        Ok(changes)
    }

    /// Takes rule sets over; those that are not named are left alone. Gives the differences that were made.
    pub async fn import_rules(
        &self,
        organisation: OrganisationId,
        rule_sets: &[RuleSet],
    ) -> Result<Vec<ConfigurationChange>, HubError> {
        let changes = self.compare_rules(organisation, rule_sets).await?;
        let stored = self.all_rule_sets(organisation).await?;
        for rules in rule_sets.iter().filter(|rules| !stored.contains(rules)) {
            self.put_rule_sets(organisation, std::slice::from_ref(rules)).await?;
        }
        Ok(changes)
    }
}

impl ListedRules {
    fn of(organisation: Option<&Organisation>, rules: &RuleSet, used_by: Vec<String>) -> Self {
        Self {
            organisation: organisation.map(|organisation| organisation.name.clone()),
            name: rules.name.clone(),
            valid_from: rules.valid_from,
            valid_until: rules.valid_until,
            version: rule_version(rules),
            used_by,
        }
    }
}

/// The rule sets that come with Loonbrug.
#[must_use]
pub fn presets() -> Vec<RuleSet> {
    RuleSet::presets()
}

/// The preset of this name.
pub fn preset(name: &str) -> Result<Vec<RuleSet>, Refusal> {
    let found: Vec<RuleSet> = presets().into_iter().filter(|preset| preset.name == name).collect();
    if found.is_empty() {
        Err(Refusal::NoRuleSet(name.to_owned()))
    } else {
        Ok(found)
    }
}

/// The version of a rule set: eight hexadecimal digits of the hash of what it says.
#[must_use]
pub fn rule_version(rules: &RuleSet) -> String {
    let content = serde_json::to_vec(rules).unwrap_or_default();
    let digest = Sha256::digest(&content);
    hexadecimal(digest.get(..4).unwrap_or_default())
}
