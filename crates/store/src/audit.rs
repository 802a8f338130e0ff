//! The audit log: who did what, only growing.

use crate::database::Transaction;
use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::AUDIT;
use crate::value::{Value, values};
use crate::{AuditEntry, Result, Store};
use jiff::Timestamp;
use loonbrug_domain::ids::OrganisationId;
use serde::Serialize;
use serde_json::json;

pub(crate) const APPEND: Statement = bulk!(
    "writing to the audit log",
    "INSERT INTO audit (organisation, at, actor, action, subject, detail)
     SELECT item.value ->> 'organisation', CAST(item.value ->> 'at' AS BIGINT), item.value ->> 'actor',
            item.value ->> 'action', item.value ->> 'subject', item.value ->> 'detail'
     FROM",
    "ORDER BY item.key"
);
const ALL: Statement = Statement::new(
    "reading the audit log",
    "SELECT sequence, organisation, at, actor, action, subject, detail FROM audit
     ORDER BY sequence DESC LIMIT $1",
);
const OF_ORGANISATION: Statement = Statement::new(
    "reading the audit log of an organisation",
    "SELECT sequence, organisation, at, actor, action, subject, detail FROM audit
     WHERE organisation = $2 ORDER BY sequence DESC LIMIT $1",
);

const LOG: Statement = Statement::new(
    "reading the audit log",
    "SELECT sequence, organisation, at, actor, action, subject, detail FROM audit
     WHERE (CAST($2 AS TEXT) IS NULL OR organisation = $2 OR (organisation IS NULL AND subject IN (
                SELECT hub_user.email FROM hub_user JOIN user_grant ON user_grant.hub_user = hub_user.id
                WHERE user_grant.organisation = $2
            )))
       AND (CAST($3 AS TEXT) IS NULL OR actor = $3)
       AND (CAST($4 AS TEXT) IS NULL OR substr(action, 1, length($4)) = $4)
       AND at >= $5 AND at < $6
     ORDER BY sequence DESC LIMIT $1",
);

/// Which entries of the audit log are asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditFilter {
    /// Only of this actor.
    pub actor: Option<String>,
    /// Only actions that begin like this: `user.`, `sign-in`.
    pub action: Option<String>,
    /// From this moment on.
    pub from: Timestamp,
    /// Before this moment.
    pub before: Timestamp,
    /// At most so many.
    pub limit: i64,
}

impl Default for AuditFilter {
    /// The hundred newest.
    fn default() -> Self {
        Self {
            actor: None,
            action: None,
            from: Timestamp::MIN,
            before: Timestamp::MAX,
            limit: 100,
        }
    }
}

const LAST: Statement = Statement::new(
    "reading the end of the audit log",
    "SELECT CAST(COALESCE(MAX(sequence), 0) AS BIGINT) AS sequence FROM audit",
);
const LAST_OF: Statement = Statement::new(
    "reading the end of the audit log of an organisation",
    "SELECT CAST(COALESCE(MAX(sequence), 0) AS BIGINT) AS sequence FROM audit WHERE organisation = $1",
);

impl Store {
    /// The sequence of the last line of the audit log, of one organisation or of all; 0 while it is empty. While it stays
    /// the same, nobody did anything there.
    pub async fn last_audited(&self, organisation: Option<OrganisationId>) -> Result<i64> {
        let (statement, values) = match organisation {
            Some(organisation) => (LAST_OF, values![organisation]),
            None => (LAST, values![]),
        };
        let last = self.read(&AUDIT, statement, values, |row| row.integer("sequence"));
        Ok(last.await?.into_iter().sum())
    }

    /// Writes entries at the end of the log, in this order.
    pub async fn append_audit(&self, entries: &[AuditEntry]) -> Result<()> {
        self.write_all(APPEND, entries.iter().map(item), values![]).await?;
        Ok(())
    }

    /// One change with the audit entries that say so.
    pub(crate) async fn change_with(
        &self,
        statement: Statement,
        values: Vec<Value>,
        entries: &[AuditEntry],
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        transaction.write(statement, values).await?;
        append(&mut transaction, entries).await?;
        transaction.commit(statement.doing).await
    }

    /// The same, for a change that may find nothing to change: then nothing is written, and it gives `false`.
    pub(crate) async fn changed_with(
        &self,
        statement: Statement,
        values: Vec<Value>,
        entries: &[AuditEntry],
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        if transaction.write(statement, values).await? == 0 {
            return Ok(false);
        }
        append(&mut transaction, entries).await?;
        transaction.commit(statement.doing).await?;
        Ok(true)
    }

    /// The same, for a change of many rows. Gives how many were changed; where none were, nothing is written.
    pub(crate) async fn all_changed_with<T: Serialize + Send>(
        &self,
        statement: Statement,
        items: impl Iterator<Item = T> + Send,
        values: Vec<Value>,
        entries: &[AuditEntry],
    ) -> Result<u64> {
        let mut transaction = self.begin().await?;
        let changed = transaction.write_all(statement, items, values).await?;
        if changed > 0 {
            append(&mut transaction, entries).await?;
            transaction.commit(statement.doing).await?;
        }
        Ok(changed)
    }

    /// The newest entries that fit, newest first. Those of an organisation are its own, and those of the installation
    /// about its users.
    pub async fn audit_log(
        &self,
        organisation: Option<OrganisationId>,
        filter: &AuditFilter,
    ) -> Result<Vec<AuditEntry>> {
        let AuditFilter {
            actor,
            action,
            from,
            before,
            limit,
        } = filter;
        let values = values![*limit, organisation, actor.clone(), action.clone(), *from, *before];
        self.read(&AUDIT, LOG, values, entry).await
    }

    /// The newest entries, newest first: of one organisation, or all of the installation.
    pub async fn audit(&self, organisation: Option<OrganisationId>, limit: i64) -> Result<Vec<AuditEntry>> {
        match organisation {
            None => self.read(&AUDIT, ALL, values![limit], entry).await,
            Some(organisation) => {
                self.read(&AUDIT, OF_ORGANISATION, values![limit, organisation], entry)
                    .await
            }
        }
    }
}

/// Writes entries at the end of the log, with the change that they tell of.
pub(crate) async fn append(transaction: &mut Transaction, entries: &[AuditEntry]) -> Result<()> {
    transaction
        .write_all(APPEND, entries.iter().map(item), values![])
        .await?;
    Ok(())
}

/// An entry as `APPEND` takes it.
pub(crate) fn item(entry: &AuditEntry) -> serde_json::Value {
    json!({
        "organisation": entry.organisation,
        "at": entry.at.as_millisecond(),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
    })
}

pub(crate) fn entry(row: &Row<'_>) -> Result<AuditEntry> {
    Ok(AuditEntry {
        organisation: row.optional_parsed("organisation")?,
        at: row.time("at")?,
        actor: row.text("actor")?,
        action: row.text("action")?,
        subject: row.text("subject")?,
        detail: row.text("detail")?,
    })
}
