//! Templates: settings that many people get at once, with what that changes for each of them.

use super::{Effective, Field, Owner, Profiles, Setting};
use crate::calendar::Date;
use crate::ids::PersonId;
use serde::Serialize;

/// What a template changes for one person about one field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SettingChange {
    /// The person.
    pub person: PersonId,
    /// What it is about.
    pub field: Field,
    /// What holds now, and whose word it is: a value of a group or of the organisation becomes the person's own.
    pub from: Option<Effective>,
    /// What the groups of the person disagree about, where they do; the change ends that.
    pub disagreement: Option<String>,
    /// The person's own from now on.
    pub to: Setting,
    /// The first day.
    pub valid_from: Date,
    /// The day on which an entry that the person already has takes over again.
    pub until: Option<Date>,
}

/// What settings change for a person of these groups from a day on: whatever is not the person's own yet. Applying them
/// twice changes nothing.
#[must_use]
pub fn changes(
    profiles: &Profiles,
    person: PersonId,
    groups: &[String],
    settings: &[Setting],
    valid_from: Date,
) -> Vec<SettingChange> {
    let owner = Owner::Person(person);
    let now = profiles.on(person, groups, valid_from);
    let differs = |setting: &&Setting| {
        let own = profiles.own(&owner, setting.field(), valid_from);
        own.is_none_or(|own| own.setting != **setting)
    };
    settings
        .iter()
        .filter(differs)
        .map(|setting| {
            let field = setting.field();
            let (from, disagreement) = match now.get(field) {
                Ok(from) => (from.cloned(), None),
                Err(ambiguity) => (None, Some(ambiguity.to_string())),
            };
            SettingChange {
                person,
                field,
                from,
                disagreement,
                to: setting.clone(),
                valid_from,
                until: profiles.next_change(&owner, field, valid_from),
            }
        })
        .collect()
}
