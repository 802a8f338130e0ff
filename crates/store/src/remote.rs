//! What a foreign system says of the employees: the current contents, and the former ones.

use crate::dialect::{Statement, bulk};
use crate::items::last_of_each;
use crate::row::Row;
use crate::schema::{REMOTE_RECORD, REMOTE_RECORD_HISTORY};
use crate::value::{hexadecimal, values};
use crate::{RemoteRecord, Result, Store};
use jiff::Timestamp;
use loonbrug_domain::ids::{CouplingId, OrganisationId};
use serde_json::json;
use std::collections::HashMap;

const HASHES: Statement = Statement::new(
    "reading the hashes of remote records",
    "SELECT coupling, kind, employee_number, hash, present FROM remote_record WHERE coupling = $1 AND kind = $2",
);
const KEEP_FORMER: Statement = bulk!(
    "keeping former remote records",
    "INSERT INTO remote_record_history (
         coupling, employee_number, kind, version, organisation, hash, content, present, read_at, replaced_at
     )
     SELECT former.coupling, former.employee_number, former.kind, former.version, former.organisation,
            former.hash, former.content, former.present, former.read_at, $3
     FROM",
    "CROSS JOIN remote_record AS former
     WHERE former.coupling = $2 AND former.kind = item.value ->> 'kind'
       AND former.employee_number = CAST(item.value ->> 'employee_number' AS BIGINT)
       AND former.hash <> item.value ->> 'hash'"
);
const PUT: Statement = bulk!(
    "storing remote records",
    "INSERT INTO remote_record (
         coupling, kind, employee_number, organisation, hash, content, present, version, read_at
     )
     SELECT $2, item.value ->> 'kind', CAST(item.value ->> 'employee_number' AS BIGINT), $4,
            item.value ->> 'hash', item.value ->> 'content', CAST(item.value ->> 'present' AS BIGINT), 1, $3
     FROM",
    "WHERE TRUE
     ON CONFLICT (coupling, kind, employee_number) DO UPDATE
     SET organisation = excluded.organisation, hash = excluded.hash, content = excluded.content,
         present = excluded.present,
         version = remote_record.version + CASE WHEN remote_record.hash <> excluded.hash THEN 1 ELSE 0 END,
         read_at = CASE WHEN remote_record.hash <> excluded.hash THEN excluded.read_at ELSE remote_record.read_at END
     WHERE remote_record.hash <> excluded.hash OR remote_record.present <> excluded.present"
);
const SET_PRESENT: Statement = bulk!(
    "marking employees as present or gone",
    "UPDATE remote_record SET present = $5
     WHERE organisation = $2 AND coupling = $3 AND kind = $4 AND present <> $5
       AND employee_number IN (SELECT CAST(item.value ->> 'employee_number' AS BIGINT) FROM",
    ")"
);
const OF_KIND: Statement = Statement::new(
    "reading remote records",
    "SELECT coupling, kind, employee_number, hash, content, present FROM remote_record
     WHERE coupling = $1 AND kind = $2 ORDER BY employee_number",
);
const OF_EMPLOYEES: Statement = bulk!(
    "reading the remote records of some employees",
    "SELECT coupling, kind, employee_number, hash, content, present
     FROM",
    "CROSS JOIN remote_record
     WHERE coupling = $2 AND kind = $3 AND employee_number = CAST(item.value ->> 'employee_number' AS BIGINT)
     ORDER BY employee_number"
);
const FORMER: Statement = Statement::new(
    "reading former remote records",
    "SELECT coupling, employee_number, kind, version, hash, content, present, replaced_at
     FROM remote_record_history WHERE coupling = $1 AND employee_number = $2
     ORDER BY replaced_at, kind, version",
);

impl Store {
    /// By employee number: the hash of the stored content, and whether the employee was there at the last whole read.
    pub async fn remote_hashes(&self, coupling: CouplingId, kind: &str) -> Result<HashMap<i64, ([u8; 32], bool)>> {
        let hashes = self
            .read(&REMOTE_RECORD, HASHES, values![coupling, kind], |row| {
                Ok((
                    row.integer("employee_number")?,
                    (row.hash("hash")?, row.flag("present")?),
                ))
            })
            .await?;
        Ok(hashes.into_iter().collect())
    }

    /// Stores what was read at the given time. A record with another hash than the stored one takes its place, and
    /// the former goes to the history; a record that is as stored is not written.
    pub async fn put_remote_records(
        &self,
        organisation: OrganisationId,
        coupling: CouplingId,
        records: &[RemoteRecord],
        at: Timestamp,
    ) -> Result<()> {
        let items = || last_of_each(records, |record| (&record.kind, record.employee_number)).map(item);
        let mut transaction = self.begin().await?;
        transaction
            .write_all(KEEP_FORMER, items(), values![coupling, at])
            .await?;
        transaction
            .write_all(PUT, items(), values![coupling, at, organisation])
            .await?;
        transaction.commit(PUT.doing).await
    }

    /// Marks employees as present in, or gone from, the foreign system. Numbers without a record stay without.
    pub async fn set_present(
        &self,
        organisation: OrganisationId,
        coupling: CouplingId,
        kind: &str,
        employee_numbers: &[i64],
        present: bool,
    ) -> Result<()> {
        let items = last_of_each(employee_numbers, |number| *number).map(|number| json!({ "employee_number": number }));
        let values = values![organisation, coupling, kind, i64::from(present)];
        self.write_all(SET_PRESENT, items, values).await?;
        Ok(())
    }

    /// The current records of a kind, by employee number, also of employees who are gone.
    pub async fn remote_records(&self, coupling: CouplingId, kind: &str) -> Result<Vec<RemoteRecord>> {
        self.read(&REMOTE_RECORD, OF_KIND, values![coupling, kind], record)
            .await
    }

    /// The current records of a kind of these employees, by employee number.
    pub async fn remote_records_of(
        &self,
        coupling: CouplingId,
        kind: &str,
        employee_numbers: &[i64],
    ) -> Result<Vec<RemoteRecord>> {
        let items = last_of_each(employee_numbers, |number| *number).map(|number| json!({ "employee_number": number }));
        let items = json!(items.collect::<Vec<_>>()).to_string();
        self.read(&REMOTE_RECORD, OF_EMPLOYEES, values![items, coupling, kind], record)
            .await
    }

    /// The former records of one employee, oldest first, each with the moment at which another took its place.
    pub async fn remote_record_history(
        &self,
        coupling: CouplingId,
        employee_number: i64,
    ) -> Result<Vec<(Timestamp, RemoteRecord)>> {
        let values = values![coupling, employee_number];
        self.read(&REMOTE_RECORD_HISTORY, FORMER, values, |row| {
            Ok((row.time("replaced_at")?, record(row)?))
        })
        .await
    }
}

fn item(record: &RemoteRecord) -> serde_json::Value {
    json!({
        "kind": record.kind,
        "employee_number": record.employee_number,
        "hash": hexadecimal(&record.hash),
        "content": record.content,
        "present": i64::from(record.present),
    })
}

fn record(row: &Row<'_>) -> Result<RemoteRecord> {
    Ok(RemoteRecord {
        employee_number: row.integer("employee_number")?,
        kind: row.text("kind")?,
        hash: row.hash("hash")?,
        content: row.text("content")?,
        present: row.flag("present")?,
    })
}
