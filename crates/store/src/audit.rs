//! The audit log: who did what, only growing.

use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::AUDIT;
use crate::value::{Value, values};
use crate::{AuditEntry, Result, Store};
use loonbrug_domain::ids::OrganisationId;
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

impl Store {
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
        transaction
            .write_all(APPEND, entries.iter().map(item), values![])
            .await?;
        transaction.commit(statement.doing).await
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

fn entry(row: &Row<'_>) -> Result<AuditEntry> {
    Ok(AuditEntry {
        organisation: row.optional_parsed("organisation")?,
        at: row.time("at")?,
        actor: row.text("actor")?,
        action: row.text("action")?,
        subject: row.text("subject")?,
        detail: row.text("detail")?,
    })
}
