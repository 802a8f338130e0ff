//! Templates: settings for many people at once, with a preview of what changes for each.

use super::{ProfileRefusal, Wanted};
use crate::application::Hub;
use crate::error::HubError;
use crate::hours::{ContractType, contract_type};
use crate::people::display_name;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::profile::{ContractKind, Field, Owner, ProfileEntry, Setting, SettingChange, changes};
use loonbrug_domain::{Date, DateRange};
use loonbrug_store::Person;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A named part of a profile.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Template {
    /// Name, unique in the organisation.
    pub name: String,
    /// What it sets, in the order of the fields.
    pub settings: BTreeMap<Field, Setting>,
}

/// Who gets a template: people who fit everything that is said. Only people who are active count.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// Everyone, as far as the rest does not say otherwise.
    pub everyone: bool,
    /// In one of these groups.
    pub groups: Vec<String>,
    /// With this type of contract on the first day.
    pub contract_types: Vec<ContractKind>,
    /// These people.
    pub people: Vec<PersonId>,
}

/// What a template changes for one person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TemplateLine {
    /// Number at the employer.
    pub number: Option<i64>,
    /// Name.
    pub name: String,
    /// The changes; empty where everything is so already.
    pub changes: Vec<SettingChange>,
}

impl Hub {
    /// Stores a template, in the place of a former one of that name. A template sets values, and gives none back.
    pub async fn save_template(
        &self,
        organisation: OrganisationId,
        name: &str,
        wanted: &[Wanted],
    ) -> Result<Template, HubError> {
        let settings: BTreeMap<Field, Setting> = wanted
            .iter()
            .filter_map(|wanted| Some((wanted.field, wanted.setting.clone()?)))
            .collect();
        if settings.is_empty() {
            return Err(ProfileRefusal::NothingToSet.into());
        }
        let content: BTreeMap<&str, String> = settings
            .iter()
            .map(|(field, setting)| (field.word(), setting.written()))
            .collect();
        let content = serde_json::json!(content).to_string();
        self.store.put_template(organisation, name, &content).await?;
        self.audit(Some(organisation), "template.saved", name, &content).await?;
        Ok(Template {
            name: name.to_owned(),
            settings,
        })
    }

    /// The templates of an organisation, by name.
    pub async fn templates(&self, organisation: OrganisationId) -> Result<Vec<Template>, HubError> {
        let stored = self.store.templates(organisation).await?;
        stored.into_iter().map(|(name, content)| read(name, &content)).collect()
    }

    /// Removes a template; what it set stays.
    pub async fn remove_template(&self, organisation: OrganisationId, name: &str) -> Result<(), HubError> {
        self.template(organisation, name).await?;
        self.store.delete_template(organisation, name).await?;
        self.audit(Some(organisation), "template.removed", name, "{}").await
    }

    async fn template(&self, organisation: OrganisationId, name: &str) -> Result<Template, HubError> {
        let templates = self.templates(organisation).await?;
        let found = templates.into_iter().find(|template| template.name == name);
        found.ok_or_else(|| ProfileRefusal::NoTemplate(name.to_owned()).into())
    }

    /// What a template would change for the selected people from a day on, by number.
    pub async fn preview_template(
        &self,
        organisation: OrganisationId,
        name: &str,
        selection: &Selection,
        valid_from: Date,
    ) -> Result<Vec<TemplateLine>, HubError> {
        let template = self.template(organisation, name).await?;
        let settings: Vec<Setting> = template.settings.into_values().collect();
        let known = self.profiles(organisation).await?;
        let people = self.selected(organisation, selection, valid_from).await?;
        let line = |person: &Person| TemplateLine {
            number: person.number,
            name: display_name(person),
            changes: changes(
                &known.profiles,
                person.id,
                known.groups_of(person.id),
                &settings,
                valid_from,
            ),
        };
        Ok(people.iter().map(line).collect())
    }

    /// Sets a template for the selected people from a day on: all of it in one transaction, or nothing. Gives what
    /// changed; the second time that is nothing.
    pub async fn apply_template(
        &self,
        organisation: OrganisationId,
        name: &str,
        selection: &Selection,
        valid_from: Date,
    ) -> Result<Vec<TemplateLine>, HubError> {
        let lines = self.preview_template(organisation, name, selection, valid_from).await?;
        let entries: Vec<ProfileEntry> = lines
            .iter()
            .flat_map(|line| &line.changes)
            .map(|change| ProfileEntry::set(Owner::Person(change.person), change.valid_from, change.to.clone()))
            .collect();
        let action = format!("template.applied {name}");
        self.put_settings(organisation, &action, &entries).await?;
        Ok(lines)
    }

    /// The active people who fit a selection, by number.
    async fn selected(
        &self,
        organisation: OrganisationId,
        selection: &Selection,
        date: Date,
    ) -> Result<Vec<Person>, HubError> {
        if *selection == Selection::default() {
            return Err(ProfileRefusal::NobodySelected.into());
        }
        for group in &selection.groups {
            self.group_in_use(organisation, group).await?;
        }
        let known = self.profiles(organisation).await?;
        let contracts = self.contracts(organisation).await?;
        let wanted: BTreeSet<PersonId> = selection.people.iter().copied().collect();
        let mut people = self.people_on(organisation, date).await?;
        people.retain(|person| {
            let contracts = contracts.get(&person.id).map_or(&[][..], Vec::as_slice);
            let kind = contract_kind(person, contracts, date);
            let in_group = known
                .groups_of(person.id)
                .iter()
                .any(|group| selection.groups.contains(group));
            person.active
                && (wanted.is_empty() || wanted.contains(&person.id))
                && (selection.groups.is_empty() || in_group)
                && (selection.contract_types.is_empty()
                    || kind.is_some_and(|kind| selection.contract_types.contains(&kind)))
        });
        people.sort_by_key(|person| (person.number, person.id));
        Ok(people)
    }
}

fn contract_kind(person: &Person, contracts: &[loonbrug_domain::people::Contract], date: Date) -> Option<ContractKind> {
    let day = DateRange { from: date, to: date };
    match contract_type(person.contract_type.as_deref(), contracts, day) {
        ContractType::ZeroHours => Some(ContractKind::ZeroHours),
        ContractType::ContractHours => Some(ContractKind::ContractHours),
        ContractType::Both | ContractType::Unknown | ContractType::None => None,
    }
}

fn read(name: String, content: &str) -> Result<Template, HubError> {
    let written: BTreeMap<String, String> = serde_json::from_str(content).map_err(|source| HubError::Settings {
        coupling: name.clone(),
        source,
    })?;
    let settings = written.into_iter().map(|(word, text)| {
        let field: Field = word.parse().map_err(|()| ProfileRefusal::NoField(word))?;
        Ok((field, Setting::parse(field, &text).map_err(ProfileRefusal::from)?))
    });
    let settings: Result<BTreeMap<Field, Setting>, ProfileRefusal> = settings.collect();
    Ok(Template {
        name,
        settings: settings?,
    })
}
