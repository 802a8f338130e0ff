//! Organisations (werkgevers): the owners of every other row.

use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::ORGANISATION;
use crate::value::values;
use crate::{Organisation, Result, Store};
use loonbrug_domain::ids::OrganisationId;
use serde_json::json;
use std::iter::once;

const INSERT: Statement = bulk!(
    "adding an organisation",
    "INSERT INTO organisation (id, name, created_at)
     SELECT item.value ->> 'id', item.value ->> 'name', CAST(item.value ->> 'created_at' AS BIGINT)
     FROM",
    ""
);
const ALL: Statement = Statement::new(
    "reading the organisations",
    "SELECT id, name, created_at FROM organisation ORDER BY name",
);
const WITH_ID: Statement = Statement::new(
    "reading an organisation",
    "SELECT id, name, created_at FROM organisation WHERE id = $1",
);
const NAMED: Statement = Statement::new(
    "reading an organisation",
    "SELECT id, name, created_at FROM organisation WHERE name = $1",
);

impl Store {
    /// Adds an organisation; a name that is taken is [`crate::StoreError::AlreadyThere`].
    pub async fn insert_organisation(&self, organisation: &Organisation) -> Result<()> {
        let item = json!({
            "id": organisation.id,
            "name": organisation.name,
            "created_at": organisation.created_at.as_millisecond(),
        });
        self.write_all(INSERT, once(item), values![]).await?;
        Ok(())
    }

    /// All organisations, by name.
    pub async fn organisations(&self) -> Result<Vec<Organisation>> {
        self.read(&ORGANISATION, ALL, values![], organisation).await
    }

    /// The organisation with this identity.
    pub async fn organisation(&self, id: OrganisationId) -> Result<Option<Organisation>> {
        self.read_one(&ORGANISATION, WITH_ID, values![id], organisation).await
    }

    /// The organisation with this name.
    pub async fn organisation_named(&self, name: &str) -> Result<Option<Organisation>> {
        self.read_one(&ORGANISATION, NAMED, values![name], organisation).await
    }
}

fn organisation(row: &Row<'_>) -> Result<Organisation> {
    Ok(Organisation {
        id: row.parsed("id")?,
        name: row.text("name")?,
        created_at: row.time("created_at")?,
    })
}
