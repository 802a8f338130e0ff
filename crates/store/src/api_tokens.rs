//! Tokens by which other programs come in.

use crate::audit::{self, APPEND};
use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::API_TOKEN;
use crate::value::{hexadecimal, values};
use crate::{ApiToken, AuditEntry, Result, Store};
use jiff::Timestamp;
use loonbrug_domain::ids::{OrganisationId, TokenId};
use serde_json::json;
use std::iter::once;

const INSERT: Statement = bulk!(
    "adding a token",
    "INSERT INTO api_token (id, organisation, name, prefix, hash, scopes, created_by, created_at, ends_at)
     SELECT item.value ->> 'id', item.value ->> 'organisation', item.value ->> 'name', item.value ->> 'prefix',
            item.value ->> 'hash', item.value ->> 'scopes', item.value ->> 'created_by',
            CAST(item.value ->> 'created_at' AS BIGINT), CAST(item.value ->> 'ends_at' AS BIGINT)
     FROM",
    ""
);
const OF_ORGANISATION: Statement = Statement::new(
    "reading the tokens of an organisation",
    "SELECT id, organisation, name, prefix, scopes, created_by, created_at, ends_at, used_at, revoked_at
     FROM api_token WHERE organisation = $1 ORDER BY created_at, id",
);
const BY_HASH: Statement = Statement::new(
    "reading a token",
    "SELECT id, organisation, name, prefix, scopes, created_by, created_at, ends_at, used_at, revoked_at
     FROM api_token WHERE hash = $1",
);
const USED: Statement = Statement::new(
    "writing down that a token was used",
    "UPDATE api_token SET used_at = $2 WHERE id = $1",
);
const REVOKE: Statement = Statement::new(
    "revoking a token",
    "UPDATE api_token SET revoked_at = $3 WHERE id = $1 AND organisation = $2 AND revoked_at IS NULL",
);

impl Store {
    /// Adds a token, of which the hash is kept.
    pub async fn insert_token(&self, token: &ApiToken, hash: &[u8; 32], entries: &[AuditEntry]) -> Result<()> {
        let item = json!({
            "id": token.id,
            "organisation": token.organisation,
            "name": token.name,
            "prefix": token.prefix,
            "hash": hexadecimal(hash),
            "scopes": json!(token.scopes).to_string(),
            "created_by": token.created_by,
            "created_at": token.created_at.as_millisecond(),
            "ends_at": token.ends_at.as_millisecond(),
        });
        let mut transaction = self.begin().await?;
        transaction.write_all(INSERT, once(item), values![]).await?;
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(INSERT.doing).await
    }

    /// The tokens of an organisation, oldest first; revoked and ended ones too.
    pub async fn tokens(&self, organisation: OrganisationId) -> Result<Vec<ApiToken>> {
        self.read(&API_TOKEN, OF_ORGANISATION, values![organisation], token)
            .await
    }

    /// The token of this hash, whether it still works or not.
    pub async fn token(&self, hash: &[u8; 32]) -> Result<Option<ApiToken>> {
        self.read_one(&API_TOKEN, BY_HASH, values![hexadecimal(hash)], token)
            .await
    }

    /// Writes down that a token was used.
    pub async fn token_used(&self, id: TokenId, at: Timestamp) -> Result<()> {
        self.write(USED, values![id, at]).await?;
        Ok(())
    }

    /// Revokes a token of an organisation; `false` if there is none that was not revoked yet.
    pub async fn revoke_token(
        &self,
        organisation: OrganisationId,
        id: TokenId,
        at: Timestamp,
        entries: &[AuditEntry],
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        if transaction.write(REVOKE, values![id, organisation, at]).await? == 0 {
            return Ok(false);
        }
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(REVOKE.doing).await?;
        Ok(true)
    }
}

fn token(row: &Row<'_>) -> Result<ApiToken> {
    Ok(ApiToken {
        id: row.parsed("id")?,
        organisation: row.parsed("organisation")?,
        name: row.text("name")?,
        prefix: row.text("prefix")?,
        scopes: row.json("scopes")?,
        created_by: row.text("created_by")?,
        created_at: row.time("created_at")?,
        ends_at: row.time("ends_at")?,
        used_at: row.optional_time("used_at")?,
        revoked_at: row.optional_time("revoked_at")?,
    })
}
