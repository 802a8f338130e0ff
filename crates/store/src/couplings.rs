//! Couplings (koppelingen) with their secrets, and the data by which an organisation steers them: rule sets and column
//! mappings.

use crate::audit;
use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::{COLUMN_MAPPING, COUPLING, RULE_SET, SECRET};
use crate::value::{hexadecimal, values};
use crate::{AuditEntry, Coupling, Result, Secret, Store, StoreError};
use loonbrug_domain::calendar::Date;
use loonbrug_domain::ids::{CouplingId, OrganisationId};
use serde_json::json;
use std::iter::once;

const INSERT: Statement = bulk!(
    "adding a coupling",
    "INSERT INTO coupling (id, organisation, name, settings, paused, version, created_at)
     SELECT item.value ->> 'id', item.value ->> 'organisation', item.value ->> 'name', item.value ->> 'settings',
            item.value ->> 'paused', CAST(item.value ->> 'version' AS BIGINT),
            CAST(item.value ->> 'created_at' AS BIGINT)
     FROM",
    ""
);
const UPDATE: Statement = bulk!(
    "changing a coupling",
    "UPDATE coupling
     SET name = item.value ->> 'name', settings = item.value ->> 'settings', paused = item.value ->> 'paused',
         version = coupling.version + 1
     FROM",
    "WHERE coupling.id = item.value ->> 'id'
       AND coupling.organisation = item.value ->> 'organisation'
       AND coupling.version = CAST(item.value ->> 'version' AS BIGINT)"
);
const ALL: Statement = Statement::new(
    "reading the couplings",
    "SELECT id, organisation, name, settings, paused, version, created_at FROM coupling ORDER BY name",
);
const OF_ORGANISATION: Statement = Statement::new(
    "reading the couplings of an organisation",
    "SELECT id, organisation, name, settings, paused, version, created_at FROM coupling
     WHERE organisation = $1 ORDER BY name",
);
const NAMED: Statement = Statement::new(
    "reading a coupling",
    "SELECT id, organisation, name, settings, paused, version, created_at FROM coupling WHERE name = $1",
);
const OVERWRITE_SECRET: Statement = Statement::new(
    "storing a secret",
    "INSERT INTO secret (coupling, name, organisation, version, ciphertext)
     SELECT id, $2, organisation, 1, $3 FROM coupling WHERE id = $1
     ON CONFLICT (coupling, name)
     DO UPDATE SET version = secret.version + 1, ciphertext = excluded.ciphertext
     RETURNING version",
);
const REPLACE_SECRET: Statement = Statement::new(
    "replacing a secret",
    "UPDATE secret SET version = version + 1, ciphertext = $3
     WHERE coupling = $1 AND name = $2 AND version = $4
     RETURNING version",
);
const SECRET_NAMED: Statement = Statement::new(
    "reading a secret",
    "SELECT coupling, name, version, ciphertext FROM secret
     WHERE coupling = $1 AND name = $2 AND ciphertext IS NOT NULL",
);
const DELETE_SECRETS: Statement = Statement::new(
    "deleting the secrets of a coupling",
    "UPDATE secret SET version = version + 1, ciphertext = NULL
     WHERE coupling = $1 AND ciphertext IS NOT NULL",
);
const PUT_RULE_SET: Statement = bulk!(
    "storing a rule set",
    "INSERT INTO rule_set (organisation, name, valid_from, content)
     SELECT item.value ->> 'organisation', item.value ->> 'name', item.value ->> 'valid_from',
            item.value ->> 'content'
     FROM",
    "WHERE TRUE
     ON CONFLICT (organisation, name, valid_from) DO UPDATE SET content = excluded.content"
);
const RULE_SETS: Statement = Statement::new(
    "reading the rule sets",
    "SELECT organisation, name, valid_from, content FROM rule_set
     WHERE organisation = $1 ORDER BY name, valid_from",
);
const DELETE_RULE_SET: Statement = Statement::new(
    "deleting a rule set",
    "DELETE FROM rule_set WHERE organisation = $1 AND name = $2 AND valid_from = $3",
);
const PUT_COLUMN_MAPPING: Statement = bulk!(
    "storing a column mapping",
    "INSERT INTO column_mapping (organisation, name, content)
     SELECT item.value ->> 'organisation', item.value ->> 'name', item.value ->> 'content'
     FROM",
    "WHERE TRUE
     ON CONFLICT (organisation, name) DO UPDATE SET content = excluded.content"
);
const MAPPING_NAMED: Statement = Statement::new(
    "reading a column mapping",
    "SELECT organisation, name, content FROM column_mapping WHERE organisation = $1 AND name = $2",
);

impl Store {
    /// Adds a coupling; a name that is taken is [`StoreError::AlreadyThere`].
    pub async fn insert_coupling(&self, coupling: &Coupling) -> Result<()> {
        self.write_all(INSERT, once(item(coupling)), values![]).await?;
        Ok(())
    }

    /// Stores name, settings and pause, and raises the version by one. `false`: the stored version is not the
    /// given one, somebody else changed it; nothing was changed. The audit entries are written with it.
    pub async fn update_coupling(&self, coupling: &Coupling, entries: &[AuditEntry]) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let updated = transaction.write_all(UPDATE, once(item(coupling)), values![]).await?;
        if updated != 1 {
            return Ok(false);
        }
        transaction
            .write_all(audit::APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(UPDATE.doing).await?;
        Ok(true)
    }

    /// All couplings of the installation, by name.
    pub async fn couplings(&self) -> Result<Vec<Coupling>> {
        self.read(&COUPLING, ALL, values![], coupling).await
    }

    /// The couplings of an organisation, by name.
    pub async fn couplings_of(&self, organisation: OrganisationId) -> Result<Vec<Coupling>> {
        self.read(&COUPLING, OF_ORGANISATION, values![organisation], coupling)
            .await
    }

    /// The coupling with this name.
    pub async fn coupling_named(&self, name: &str) -> Result<Option<Coupling>> {
        self.read_one(&COUPLING, NAMED, values![name], coupling).await
    }

    /// Stores an encrypted secret and gives its new version. With an expected version it replaces only that one;
    /// `None`: somebody was first. Without, it adds or overwrites.
    pub async fn put_secret(
        &self,
        coupling: CouplingId,
        name: &str,
        ciphertext: &[u8],
        expected_version: Option<i64>,
    ) -> Result<Option<i64>> {
        let mut values = values![coupling, name, hexadecimal(ciphertext)];
        let Some(expected) = expected_version else {
            let version = self.write_returning(&SECRET, OVERWRITE_SECRET, values, version).await?;
            return version.map(Some).ok_or_else(|| StoreError::NotFound {
                doing: OVERWRITE_SECRET.doing,
                detail: format!("coupling {coupling}"),
            });
        };
        values.push(expected.into());
        self.write_returning(&SECRET, REPLACE_SECRET, values, version).await
    }

    /// The encrypted secret with this name.
    pub async fn secret(&self, coupling: CouplingId, name: &str) -> Result<Option<Secret>> {
        self.read_one(&SECRET, SECRET_NAMED, values![coupling, name], secret)
            .await
    }

    /// Forgets all secrets of a coupling. Their versions go on counting, so that a token that was being renewed
    /// meanwhile cannot take the place of a newer one.
    pub async fn delete_secrets(&self, coupling: CouplingId) -> Result<()> {
        self.write(DELETE_SECRETS, values![coupling]).await?;
        Ok(())
    }

    /// Stores the content of a rule set from a date on, in the place of what had the same name and date, with the audit
    /// entries that say so.
    pub async fn put_rule_set(
        &self,
        organisation: OrganisationId,
        name: &str,
        valid_from: Date,
        content: &str,
        entries: &[AuditEntry],
    ) -> Result<()> {
        let item = json!({
            "organisation": organisation, "name": name, "valid_from": valid_from, "content": content,
        });
        self.all_changed_with(PUT_RULE_SET, once(item), values![], entries)
            .await?;
        Ok(())
    }

    /// The rule sets as name, first day and content, by name and day.
    pub async fn rule_sets(&self, organisation: OrganisationId) -> Result<Vec<(String, Date, String)>> {
        self.read(&RULE_SET, RULE_SETS, values![organisation], |row| {
            Ok((row.text("name")?, row.parsed("valid_from")?, row.text("content")?))
        })
        .await
    }

    /// Removes a rule set; one that is not there is no error.
    pub async fn delete_rule_set(&self, organisation: OrganisationId, name: &str, valid_from: Date) -> Result<()> {
        self.write(DELETE_RULE_SET, values![organisation, name, valid_from])
            .await?;
        Ok(())
    }

    /// Stores which column of a file means what, in the place of what had the same name.
    pub async fn put_column_mapping(&self, organisation: OrganisationId, name: &str, content: &str) -> Result<()> {
        let item = json!({ "organisation": organisation, "name": name, "content": content });
        self.write_all(PUT_COLUMN_MAPPING, once(item), values![]).await?;
        Ok(())
    }

    /// The column mapping with this name.
    pub async fn column_mapping(&self, organisation: OrganisationId, name: &str) -> Result<Option<String>> {
        let values = values![organisation, name];
        self.read_one(&COLUMN_MAPPING, MAPPING_NAMED, values, |row| row.text("content"))
            .await
    }
}

fn item(coupling: &Coupling) -> serde_json::Value {
    json!({
        "id": coupling.id,
        "organisation": coupling.organisation,
        "name": coupling.name,
        "settings": coupling.settings,
        "paused": coupling.paused,
        "version": coupling.version,
        "created_at": coupling.created_at.as_millisecond(),
    })
}

fn coupling(row: &Row<'_>) -> Result<Coupling> {
    Ok(Coupling {
        id: row.parsed("id")?,
        organisation: row.parsed("organisation")?,
        name: row.text("name")?,
        settings: row.text("settings")?,
        paused: row.optional_text("paused")?,
        version: row.integer("version")?,
        created_at: row.time("created_at")?,
    })
}

fn version(row: &Row<'_>) -> Result<i64> {
    row.integer("version")
}

fn secret(row: &Row<'_>) -> Result<Secret> {
    Ok(Secret {
        version: row.integer("version")?,
        ciphertext: row.bytes("ciphertext")?,
    })
}
