//! What users are at organisations.

use crate::audit::{self, APPEND};
use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::USER_GRANT;
use crate::value::values;
use crate::{AuditEntry, Result, Store};
use loonbrug_domain::access::Grant;
use loonbrug_domain::ids::{OrganisationId, UserId};
use serde_json::json;
use std::iter::once;

const PUT: Statement = bulk!(
    "storing what a user may do",
    "INSERT INTO user_grant (hub_user, organisation, role, groups, person)
     SELECT $2, item.value ->> 'organisation', item.value ->> 'role', item.value ->> 'groups',
            item.value ->> 'person'
     FROM",
    "WHERE TRUE
     ON CONFLICT (hub_user, organisation) DO UPDATE
     SET role = excluded.role, groups = excluded.groups, person = excluded.person"
);
const REMOVE: Statement = Statement::new(
    "ending what a user may do",
    "DELETE FROM user_grant WHERE hub_user = $1 AND organisation = $2",
);
const OF_USER: Statement = Statement::new(
    "reading what a user may do",
    "SELECT hub_user, organisation, role, groups, person FROM user_grant
     WHERE hub_user = $1 ORDER BY organisation",
);
const OF_ORGANISATION: Statement = Statement::new(
    "reading what the users of an organisation may do",
    "SELECT hub_user, organisation, role, groups, person FROM user_grant
     WHERE organisation = $1 ORDER BY hub_user",
);

impl Store {
    /// Makes a user something at an organisation, in the place of what they were there.
    pub async fn put_grant(&self, user: UserId, grant: &Grant, entries: &[AuditEntry]) -> Result<()> {
        let item = json!({
            "organisation": grant.organisation,
            "role": grant.role,
            "groups": json!(grant.groups).to_string(),
            "person": grant.person,
        });
        let mut transaction = self.begin().await?;
        transaction.write_all(PUT, once(item), values![user]).await?;
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(PUT.doing).await
    }

    /// Makes a user nothing at an organisation; somebody who was nothing there is no error.
    pub async fn remove_grant(&self, user: UserId, organisation: OrganisationId, entries: &[AuditEntry]) -> Result<()> {
        self.change_with(REMOVE, values![user, organisation], entries).await
    }

    /// What a user is, by organisation.
    pub async fn grants(&self, user: UserId) -> Result<Vec<Grant>> {
        let rows = self.read(&USER_GRANT, OF_USER, values![user], grant).await?;
        Ok(rows.into_iter().map(|(_, grant)| grant).collect())
    }

    /// The users of an organisation with what they are there.
    pub async fn grants_of_organisation(&self, organisation: OrganisationId) -> Result<Vec<(UserId, Grant)>> {
        self.read(&USER_GRANT, OF_ORGANISATION, values![organisation], grant)
            .await
    }
}

fn grant(row: &Row<'_>) -> Result<(UserId, Grant)> {
    let grant = Grant {
        organisation: row.parsed("organisation")?,
        role: row.parsed("role")?,
        groups: row.json("groups")?,
        person: row.optional_parsed("person")?,
    };
    Ok((row.parsed("hub_user")?, grant))
}
