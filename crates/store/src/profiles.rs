//! Settings of organisation, groups and people, and the templates that set many at once.

use crate::audit::{self, APPEND};
use crate::dialect::{Statement, bulk};
use crate::items::{last_of_each, of_people};
use crate::row::Row;
use crate::schema::{PROFILE_ENTRY, TEMPLATE};
use crate::value::values;
use crate::{AuditEntry, Result, Store};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::profile::{Field, Owner, ProfileEntry, Setting};
use serde_json::json;
use std::iter::once;

const PUT: Statement = bulk!(
    "storing settings",
    "INSERT INTO profile_entry (organisation, owner, field, valid_from, value, group_name, person)
     SELECT $2, item.value ->> 'owner', item.value ->> 'field', item.value ->> 'valid_from',
            item.value ->> 'value', item.value ->> 'group', item.value ->> 'person'
     FROM",
    "WHERE TRUE
     ON CONFLICT (organisation, owner, field, valid_from) DO UPDATE SET value = excluded.value"
);
const ALL: Statement = Statement::new(
    "reading settings",
    "SELECT organisation, owner, field, valid_from, value, group_name, person FROM profile_entry
     WHERE organisation = $1 ORDER BY owner, field, valid_from",
);
const OF_PEOPLE: Statement = bulk!(
    "reading the settings of some people",
    "SELECT profile_entry.organisation, owner, field, valid_from, profile_entry.value, group_name, person
     FROM profile_entry
     WHERE organisation = $2 AND person IS NULL
     UNION ALL
     SELECT profile_entry.organisation, owner, field, valid_from, profile_entry.value, group_name, person
     FROM",
    "CROSS JOIN profile_entry
     WHERE profile_entry.organisation = $2 AND owner = 'person ' || (item.value ->> 'person')
     ORDER BY owner, field, valid_from"
);
const ABOUT: Statement = Statement::new(
    "reading one setting of everybody",
    "SELECT organisation, owner, field, valid_from, value, group_name, person FROM profile_entry
     WHERE field = $1 ORDER BY organisation, owner, valid_from",
);
const PUT_TEMPLATE: Statement = bulk!(
    "storing a template",
    "INSERT INTO template (organisation, name, content)
     SELECT item.value ->> 'organisation', item.value ->> 'name', item.value ->> 'content' FROM",
    "WHERE TRUE
     ON CONFLICT (organisation, name) DO UPDATE SET content = excluded.content"
);
const TEMPLATES: Statement = Statement::new(
    "reading templates",
    "SELECT organisation, name, content FROM template WHERE organisation = $1 ORDER BY name",
);
const DELETE_TEMPLATE: Statement = Statement::new(
    "deleting a template",
    "DELETE FROM template WHERE organisation = $1 AND name = $2",
);

impl Store {
    /// Stores settings, each in the place of what the same owner said about the same field from the same day, with the
    /// audit entries that say so: all of it or nothing.
    pub async fn put_profile_entries(
        &self,
        organisation: OrganisationId,
        settings: &[ProfileEntry],
        entries: &[AuditEntry],
    ) -> Result<()> {
        let items = last_of_each(settings, |entry| (&entry.owner, entry.field, entry.valid_from)).map(item);
        let mut transaction = self.begin().await?;
        transaction.write_all(PUT, items, values![organisation]).await?;
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(PUT.doing).await
    }

    /// All settings of an organisation, whoever said them and from whatever day.
    pub async fn profile_entries(&self, organisation: OrganisationId) -> Result<Vec<ProfileEntry>> {
        self.read(&PROFILE_ENTRY, ALL, values![organisation], entry).await
    }

    /// The settings of an organisation that hold for these people: theirs, and those of groups and of the organisation.
    pub async fn profile_entries_of(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
    ) -> Result<Vec<ProfileEntry>> {
        let values = values![of_people(people), organisation];
        self.read(&PROFILE_ENTRY, OF_PEOPLE, values, entry).await
    }

    /// What anybody of any organisation says about one field.
    pub async fn profile_entries_about(&self, field: Field) -> Result<Vec<(OrganisationId, ProfileEntry)>> {
        self.read(&PROFILE_ENTRY, ABOUT, values![field.to_string()], |row| {
            Ok((row.parsed("organisation")?, entry(row)?))
        })
        .await
    }

    /// Stores a template, in the place of a former one of that name; its content is the application's, as JSON.
    pub async fn put_template(&self, organisation: OrganisationId, name: &str, content: &str) -> Result<()> {
        let item = json!({ "organisation": organisation, "name": name, "content": content });
        self.write_all(PUT_TEMPLATE, once(item), values![]).await?;
        Ok(())
    }

    /// The templates of an organisation as name and content, by name.
    pub async fn templates(&self, organisation: OrganisationId) -> Result<Vec<(String, String)>> {
        self.read(&TEMPLATE, TEMPLATES, values![organisation], |row| {
            Ok((row.text("name")?, row.text("content")?))
        })
        .await
    }

    /// Removes a template; one that is not there is no error.
    pub async fn delete_template(&self, organisation: OrganisationId, name: &str) -> Result<()> {
        self.write(DELETE_TEMPLATE, values![organisation, name]).await?;
        Ok(())
    }
}

fn item(entry: &ProfileEntry) -> serde_json::Value {
    let (group, person) = match &entry.owner {
        Owner::Organisation => (None, None),
        Owner::Group(name) => (Some(name), None),
        Owner::Person(person) => (None, Some(person)),
    };
    json!({
        "owner": entry.owner,
        "field": entry.field,
        "valid_from": entry.valid_from,
        "value": entry.setting,
        "group": group,
        "person": person,
    })
}

fn entry(row: &Row<'_>) -> Result<ProfileEntry> {
    let owner = match (row.optional_text("group_name")?, row.optional_parsed("person")?) {
        (Some(name), _) => Owner::Group(name),
        (None, Some(person)) => Owner::Person(person),
        (None, None) => Owner::Organisation,
    };
    let field: Field = row.checked("field", "is not a field", row.text("field")?.parse().ok())?;
    let setting = row.optional_text("value")?.map(|text| {
        row.checked(
            "value",
            "is not a value of its field",
            Setting::parse(field, &text).ok(),
        )
    });
    Ok(ProfileEntry {
        owner,
        field,
        valid_from: row.parsed("valid_from")?,
        setting: setting.transpose()?,
    })
}
