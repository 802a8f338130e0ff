//! Couplings, mappings and rule sets as one readable file (X8): export, review, import. Never a secret.

use crate::application::Hub;
use crate::error::{HubError, Refusal};
use crate::rule_sets::presets;
use crate::settings::CouplingSettings;
use loonbrug_domain::RuleSet;
use loonbrug_domain::rules::check_rule_sets;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The version of the file's form.
const FORMAT: u32 = 1;

/// The file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ConfigurationFile {
    /// Version of the form.
    pub format: u32,
    /// Couplings.
    #[serde(default, rename = "coupling", skip_serializing_if = "Vec::is_empty")]
    pub couplings: Vec<ConfiguredCoupling>,
    /// Rule sets.
    #[serde(default, rename = "rules", skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<ConfiguredRules>,
}

/// One coupling in the file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ConfiguredCoupling {
    /// Name of the organisation.
    pub organisation: String,
    /// Name of the coupling.
    pub name: String,
    /// Its settings.
    pub settings: CouplingSettings,
}

/// One rule set in the file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ConfiguredRules {
    /// Name of the organisation.
    pub organisation: String,
    /// The rules.
    pub set: RuleSet,
}

/// One difference between a file and what is stored.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct ConfigurationChange {
    /// What it is about: `coupling modehuis · hour-codes`.
    pub subject: String,
    /// What is stored; `None` where it is new.
    pub from: Option<String>,
    /// What the file says; `None` where the file leaves it out.
    pub to: Option<String>,
}

impl ConfigurationFile {
    /// Reads a file, and checks its rules.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let file: Self =
            toml::from_str(text).map_err(|error| Refusal::Configuration(error.to_string().trim_end().to_owned()))?;
        if file.format != FORMAT {
            let text = format!("this file has form {}, this version reads form {FORMAT}", file.format);
            return Err(Refusal::Configuration(text));
        }
        let mut by_owner: BTreeMap<(&str, &str), Vec<RuleSet>> = BTreeMap::new();
        for rules in &file.rules {
            by_owner
                .entry((&rules.organisation, &rules.set.name))
                .or_default()
                .push(rules.set.clone());
        }
        for sets in by_owner.values() {
            check_rule_sets(sets).map_err(Refusal::Rules)?;
        }
        Ok(file)
    }

    /// Refuses what could not work beside what is stored, before anything of the file is taken over.
    fn fits(&self, stored: &Self) -> Result<(), Refusal> {
        let mut seen = BTreeSet::new();
        let unfit = |text: String| Err(Refusal::Configuration(text));
        let of_rules = self.rules.iter().map(|rules| &rules.organisation);
        let mut organisations = self
            .couplings
            .iter()
            .map(|coupling| &coupling.organisation)
            .chain(of_rules);
        if organisations.any(|name| name.trim().is_empty()) {
            return unfit("an organisation has no name: give it one".to_owned());
        }
        for coupling in &self.couplings {
            let (name, settings) = (&coupling.name, &coupling.settings);
            if name.trim().is_empty() {
                return unfit(format!(
                    "a coupling of {} has no name: give it one",
                    coupling.organisation
                ));
            }
            if !seen.insert(name) {
                return unfit(format!("coupling {name} is in the file twice: leave one out"));
            }
            let mut known = stored.couplings.iter();
            if known.any(|known| known.name == *name && known.organisation != coupling.organisation) {
                return Err(Refusal::CouplingElsewhere(name.clone()));
            }
            let rule_set = &settings.rule_set;
            let named =
                |rules: &ConfiguredRules| (&rules.organisation, &rules.set.name) == (&coupling.organisation, rule_set);
            let preset = presets().iter().any(|preset| preset.name == *rule_set);
            if !preset && !self.rules.iter().chain(&stored.rules).any(named) {
                return unfit(format!(
                    "coupling {name}: rule set `{rule_set}` is not there: add it to the file"
                ));
            }
            settings.check()?;
        }
        self.one_coupling_a_company(stored)
    }

    /// Refuses two couplings of one organisation with one company, as they would stand after the import.
    fn one_coupling_a_company(&self, stored: &Self) -> Result<(), Refusal> {
        let in_file: BTreeSet<&String> = self.couplings.iter().map(|coupling| &coupling.name).collect();
        let left_alone = stored.couplings.iter().filter(|known| !in_file.contains(&known.name));
        let mut all: Vec<&ConfiguredCoupling> = left_alone.collect();
        for coupling in &self.couplings {
            let same = |known: &&&ConfiguredCoupling| {
                known.organisation == coupling.organisation && known.settings.same_company_as(&coupling.settings)
            };
            if let Some(known) = all.iter().find(same) {
                return Err(Refusal::CompanyCoupled {
                    company: coupling.settings.company.name.clone(),
                    coupling: known.name.clone(),
                });
            }
            all.push(coupling);
        }
        Ok(())
    }

    /// Writes a file.
    pub fn text(&self) -> Result<String, Refusal> {
        let body = toml::to_string_pretty(self).map_err(|error| Refusal::Configuration(error.to_string()))?;
        Ok(format!(
            "# Loonbrug: couplings, mappings and rule sets. Holds no secrets.\n{body}"
        ))
    }
}

impl Hub {
    /// Everything that a person can set, as a file.
    pub async fn export_configuration(&self) -> Result<ConfigurationFile, HubError> {
        let organisations = self.store.organisations().await?;
        let name_of = |id| {
            organisations
                .iter()
                .find(|known| known.id == id)
                .map(|known| known.name.clone())
        };
        let couplings: Vec<ConfiguredCoupling> = self
            .couplings()
            .await?
            .into_iter()
            .map(|coupling| ConfiguredCoupling {
                organisation: name_of(coupling.organisation()).unwrap_or_default(),
                name: coupling.row.name.clone(),
                settings: CouplingSettings {
                    missing_rights: Vec::new(),
                    ..coupling.settings
                },
            })
            .collect();
        let mut rules = Vec::new();
        for organisation in &organisations {
            for set in self.all_rule_sets(organisation.id).await? {
                rules.push(ConfiguredRules {
                    organisation: organisation.name.clone(),
                    set,
                });
            }
        }
        rules.extend(presets_in_use(&couplings, &rules));
        Ok(ConfigurationFile {
            format: FORMAT,
            couplings,
            rules,
        })
    }

    /// What importing a file would change.
    pub async fn compare_configuration(&self, file: &ConfigurationFile) -> Result<Vec<ConfigurationChange>, HubError> {
        let stored = self.export_configuration().await?;
        file.fits(&stored)?;
        let mut changes = Vec::new();
        for coupling in &file.couplings {
            let before = stored.couplings.iter().find(|before| before.name == coupling.name);
            let subject = format!("coupling {}", coupling.name);
            compare(&subject, before.map(as_value), &as_value(coupling), &mut changes);
        }
        for rules in &file.rules {
            let same = |before: &&ConfiguredRules| {
                (&before.organisation, &before.set.name, before.set.valid_from)
                    == (&rules.organisation, &rules.set.name, rules.set.valid_from)
            };
            let before = stored.rules.iter().find(same);
            if before.is_none() && presets().contains(&rules.set) {
                continue;
            }
            let subject = format!("rules {} {}", rules.set.name, rules.set.valid_from);
            compare(&subject, before.map(as_value), &as_value(rules), &mut changes);
        }
        changes.sort();
        Ok(changes)
    }

    /// Takes a file over; what it does not name is left alone. Gives the differences that were made.
    pub async fn import_configuration(&self, file: &ConfigurationFile) -> Result<Vec<ConfigurationChange>, HubError> {
        let changes = self.compare_configuration(file).await?;
        if changes.is_empty() {
            return Ok(changes);
        }
        let stored = self.export_configuration().await?;
        let own = stored
            .rules
            .iter()
            .map(|rules| &rules.set.name)
            .collect::<BTreeSet<_>>();
        // A preset as it comes with Loonbrug is there already.
        let is_there = |rules: &&ConfiguredRules| {
            stored.rules.contains(rules) || (presets().contains(&rules.set) && !own.contains(&rules.set.name))
        };
        for rules in file.rules.iter().filter(|rules| !is_there(rules)) {
            let organisation = self.ensure_organisation(&rules.organisation).await?;
            self.put_rule_sets(organisation.id, std::slice::from_ref(&rules.set))
                .await?;
        }
        let differs = |coupling: &&ConfiguredCoupling| !stored.couplings.contains(coupling);
        let is_known =
            |coupling: &&ConfiguredCoupling| stored.couplings.iter().any(|known| known.name == coupling.name);
        let (known, new): (Vec<_>, Vec<_>) = file.couplings.iter().filter(differs).partition(is_known);
        // Those that are there first: one of them may leave its company to a new one.
        for coupling in known {
            self.change_settings(coupling).await?;
        }
        for coupling in new {
            let organisation = self.ensure_organisation(&coupling.organisation).await?;
            self.add_coupling(organisation.id, &coupling.name, &coupling.settings)
                .await?;
        }
        Ok(changes)
    }

    /// What the rights check found is not in a file, and stays.
    async fn change_settings(&self, coupling: &ConfiguredCoupling) -> Result<(), HubError> {
        let known = self.coupling(&coupling.name).await?;
        let missing_rights = known.settings.missing_rights.clone();
        let settings = CouplingSettings {
            missing_rights,
            ..coupling.settings.clone()
        };
        self.save_settings(&known, &settings).await.map(drop)
    }
}

/// The presets that couplings go by, so that a person sees them and can make them their own.
fn presets_in_use(couplings: &[ConfiguredCoupling], own: &[ConfiguredRules]) -> Vec<ConfiguredRules> {
    let mut used: BTreeMap<(&str, &str), ConfiguredRules> = BTreeMap::new();
    for coupling in couplings {
        let (organisation, name) = (coupling.organisation.as_str(), coupling.settings.rule_set.as_str());
        let is_own = own
            .iter()
            .any(|rules| rules.organisation == organisation && rules.set.name == name);
        let preset = presets().into_iter().find(|preset| preset.name == name);
        if let (false, Some(set)) = (is_own, preset) {
            let organisation = organisation.to_owned();
            used.insert(
                (coupling.organisation.as_str(), name),
                ConfiguredRules { organisation, set },
            );
        }
    }
    used.into_values().collect()
}

fn as_value<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

/// Names every leaf that differs.
pub(crate) fn compare(subject: &str, before: Option<Value>, after: &Value, changes: &mut Vec<ConfigurationChange>) {
    let Some(before) = before else {
        changes.push(ConfigurationChange {
            subject: subject.to_owned(),
            from: None,
            to: Some("new".into()),
        });
        return;
    };
    let (Value::Object(from), Value::Object(to)) = (&before, after) else {
        if before != *after {
            let (from, to) = (Some(before.to_string()), Some(after.to_string()));
            changes.push(ConfigurationChange {
                subject: subject.to_owned(),
                from,
                to,
            });
        }
        return;
    };
    let names: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    for name in names {
        let subject = format!("{subject} · {name}");
        match (from.get(name), to.get(name)) {
            (Some(from), Some(to)) => compare(&subject, Some(from.clone()), to, changes),
            (from, to) => changes.push(ConfigurationChange {
                subject,
                from: from.map(ToString::to_string),
                to: to.map(ToString::to_string),
            }),
        }
    }
}
