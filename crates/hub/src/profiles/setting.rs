//! Settings: set, given back, and shown with their origin.

use super::ProfileRefusal;
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::profile::{Ambiguity, Effective, EffectiveProfile, Field, Owner, ProfileEntry, Setting};
use loonbrug_domain::{Date, Language};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Nobody says anything of their own, so that what holds for nobody is what groups and the organisation say.
const NOBODY: PersonId = PersonId(Uuid::nil());

/// A value that somebody wants for a field; `None` gives it back to the level above.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// The field.
    pub field: Field,
    /// The value.
    pub setting: Option<Setting>,
}

impl Wanted {
    /// Reads `waiting-days=1`; an empty value (`waiting-days=`) gives it back.
    pub fn parse(text: &str) -> Result<Self, ProfileRefusal> {
        let (word, value) = text.split_once('=').unwrap_or((text, ""));
        let no_field = |()| ProfileRefusal::NoField(word.trim().to_owned());
        let field: Field = word.trim().parse().map_err(no_field)?;
        if !text.contains('=') {
            return Err(ProfileRefusal::NothingToSet);
        }
        let setting = match value.trim() {
            "" => None,
            value => Some(Setting::parse(field, value)?),
        };
        Ok(Self { field, setting })
    }
}

/// One field of somebody's profile on a day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ProfileLine {
    /// The field.
    pub field: Field,
    /// What holds and whose word it is; `None` where nobody set it.
    pub effective: Option<Effective>,
    /// What the groups disagree about, where they do.
    pub ambiguity: Option<Ambiguity>,
}

impl ProfileLine {
    /// The value for a person who reads it.
    #[must_use]
    pub fn shown(&self, language: Language) -> String {
        match (&self.effective, &self.ambiguity) {
            (Some(effective), _) => effective.setting.shown(language),
            (None, Some(ambiguity)) => ambiguity.text(language),
            (None, None) => String::new(),
        }
    }
}

impl Hub {
    /// What holds on a day, field by field, each with its origin: for a person; for whoever is in a group and in no other;
    /// for everybody whose group or own profile says nothing else. A group that is no longer used says nothing.
    pub async fn profile(
        &self,
        organisation: OrganisationId,
        whose: &Owner,
        date: Date,
    ) -> Result<Vec<ProfileLine>, HubError> {
        let profile = self.profile_on(organisation, whose, date).await?;
        let line = |field: &Field| {
            let (effective, ambiguity) = match profile.get(*field) {
                Ok(effective) => (effective.cloned(), None),
                Err(ambiguity) => (None, Some(ambiguity)),
            };
            ProfileLine {
                field: *field,
                effective,
                ambiguity,
            }
        };
        Ok(Field::ALL.iter().map(line).collect())
    }

    async fn profile_on(
        &self,
        organisation: OrganisationId,
        whose: &Owner,
        date: Date,
    ) -> Result<EffectiveProfile, HubError> {
        let mut groups = Vec::new();
        match whose {
            Owner::Person(person) => return Ok(self.profiles_of(organisation, &[*person]).await?.on(*person, date)),
            Owner::Group(name) => {
                let group = self.group_called(organisation, name).await?;
                groups.extend((!group.archived).then_some(group.name));
            }
            Owner::Organisation => {}
        }
        let of_many = self.profiles_of(organisation, &[]).await?;
        Ok(of_many.profiles.on(NOBODY, &groups, date))
    }

    /// Sets what an owner says from a day on, all of it or nothing.
    pub async fn set_profile(
        &self,
        organisation: OrganisationId,
        owner: &Owner,
        valid_from: Date,
        wanted: &[Wanted],
    ) -> Result<(), HubError> {
        if wanted.is_empty() {
            return Err(ProfileRefusal::NothingToSet.into());
        }
        let of_a_person = |wanted: &&Wanted| wanted.field == Field::ContractType;
        if !matches!(owner, Owner::Person(_))
            && let Some(wanted) = wanted.iter().find(of_a_person)
        {
            return Err(ProfileRefusal::OfAPerson(wanted.field).into());
        }
        if let Owner::Group(name) = owner {
            self.group_in_use(organisation, name).await?;
        }
        let entries: Vec<ProfileEntry> = wanted
            .iter()
            .map(|wanted| ProfileEntry {
                owner: owner.clone(),
                field: wanted.field,
                valid_from,
                setting: wanted.setting.clone(),
            })
            .collect();
        self.put_settings(organisation, "profile.changed", &entries).await
    }

    /// Stores settings with an audit entry for each.
    pub(super) async fn put_settings(
        &self,
        organisation: OrganisationId,
        action: &str,
        entries: &[ProfileEntry],
    ) -> Result<(), HubError> {
        let named: BTreeSet<&str> = entries.iter().filter_map(named_group).collect();
        for group in named {
            self.group_in_use(organisation, group).await?;
        }
        let audit: Vec<_> = entries
            .iter()
            .map(|entry| {
                let detail = json!({ "field": entry.field, "from": entry.valid_from, "to": entry.setting });
                self.audit_entry(
                    Some(organisation),
                    action,
                    &entry.owner.to_string(),
                    &detail.to_string(),
                )
            })
            .collect();
        Ok(self.store.put_profile_entries(organisation, entries, &audit).await?)
    }
}

/// The group that a setting names: it must be there.
fn named_group(entry: &ProfileEntry) -> Option<&str> {
    match entry.setting.as_ref()? {
        Setting::ClockGroup(group) | Setting::PlanningGroup(group) | Setting::PreferredGroup(group) => {
            Some(group.as_str())
        }
        _ => None,
    }
}
