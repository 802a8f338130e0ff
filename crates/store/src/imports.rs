//! Bringing a file in: all that it adds and supersedes, in one transaction.

use crate::database::Transaction;
use crate::dialect::{Statement, bulk};
use crate::value::{hexadecimal, values};
use crate::{Import, ImportChange, Result, Store, StoreError, StoredHourLine, StoredShift};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::iter::once;

const ADD_IMPORT: Statement = bulk!(
    "storing an import",
    "INSERT INTO import (id, organisation, file_name, file_hash, imported_at, imported_by)
     SELECT item.value ->> 'id', item.value ->> 'organisation', item.value ->> 'file_name',
            item.value ->> 'file_hash', CAST(item.value ->> 'imported_at' AS BIGINT), item.value ->> 'imported_by'
     FROM",
    ""
);
const ADD_SHIFTS: Statement = bulk!(
    "storing the shifts of an import",
    "INSERT INTO shift (
         id, organisation, person, date, start_minute, end_minute, break_minutes, group_name, factor_minutes, import
     )
     SELECT item.value ->> 'id', $2, item.value ->> 'person', item.value ->> 'date',
            CAST(item.value ->> 'start_minute' AS BIGINT), CAST(item.value ->> 'end_minute' AS BIGINT),
            CAST(item.value ->> 'break_minutes' AS BIGINT), item.value ->> 'group_name',
            item.value ->> 'factor_minutes', item.value ->> 'import'
     FROM",
    ""
);
const ADD_HOUR_LINES: Statement = bulk!(
    "storing the hour lines of an import",
    "INSERT INTO hour_line (
         id, organisation, person, from_date, to_date, factor, hundredths, days, group_name, import
     )
     SELECT item.value ->> 'id', $2, item.value ->> 'person', item.value ->> 'from_date', item.value ->> 'to_date',
            CAST(item.value ->> 'factor' AS BIGINT), CAST(item.value ->> 'hundredths' AS BIGINT),
            CAST(item.value ->> 'days' AS BIGINT), item.value ->> 'group_name', item.value ->> 'import'
     FROM",
    ""
);
const SUPERSEDE_SHIFTS: Statement = bulk!(
    "superseding shifts",
    "UPDATE shift SET superseded_by = $2
     WHERE superseded_by IS NULL AND id IN (SELECT item.value ->> 'id' FROM",
    ")"
);
const SUPERSEDE_HOUR_LINES: Statement = bulk!(
    "superseding hour lines",
    "UPDATE hour_line SET superseded_by = $2
     WHERE superseded_by IS NULL AND id IN (SELECT item.value ->> 'id' FROM",
    ")"
);

impl Store {
    /// Stores a file with what it adds, and marks what it no longer has. The same file twice is
    /// [`StoreError::AlreadyThere`]; something to supersede that is superseded or not there is [`StoreError::Stale`].
    pub async fn apply_import(&self, change: &ImportChange) -> Result<()> {
        let organisation = change.import.organisation;
        let mut transaction = self.begin().await?;
        transaction
            .write_all(ADD_IMPORT, once(import_item(&change.import)), values![])
            .await?;
        let shifts = change.add_shifts.iter().map(shift_item);
        transaction.write_all(ADD_SHIFTS, shifts, values![organisation]).await?;
        let lines = change.add_hour_lines.iter().map(hour_line_item);
        transaction
            .write_all(ADD_HOUR_LINES, lines, values![organisation])
            .await?;
        supersede(
            &mut transaction,
            SUPERSEDE_SHIFTS,
            &change.import,
            &change.supersede_shifts,
        )
        .await?;
        let lines = &change.supersede_hour_lines;
        supersede(&mut transaction, SUPERSEDE_HOUR_LINES, &change.import, lines).await?;
        transaction.commit(ADD_IMPORT.doing).await
    }
}

/// Marks every row as superseded by the import, or fails; the foreign key refuses rows of another organisation.
async fn supersede<I: Copy + Ord + Serialize + Send + Sync>(
    transaction: &mut Transaction,
    statement: Statement,
    import: &Import,
    ids: &[I],
) -> Result<()> {
    let ids = ids.iter().copied().collect::<BTreeSet<_>>();
    let expected = ids.len() as u64;
    let items = ids.into_iter().map(|id| json!({ "id": id }));
    let import_id = import.id.to_string();
    let found = transaction.write_all(statement, items, values![import_id]).await?;
    if found != expected {
        return Err(StoreError::Stale {
            doing: statement.doing,
            expected,
            found,
        });
    }
    Ok(())
}

fn import_item(import: &Import) -> serde_json::Value {
    json!({
        "id": import.id,
        "organisation": import.organisation,
        "file_name": import.file_name,
        "file_hash": hexadecimal(&import.file_hash),
        "imported_at": import.imported_at.as_millisecond(),
        "imported_by": import.imported_by,
    })
}

fn shift_item(shift: &StoredShift) -> serde_json::Value {
    json!({
        "id": shift.id,
        "person": shift.person,
        "date": shift.date,
        "start_minute": shift.start_minute,
        "end_minute": shift.end_minute,
        "break_minutes": shift.break_minutes,
        "group_name": shift.group,
        "factor_minutes": json!(shift.factor_minutes).to_string(),
        "import": shift.import,
    })
}

fn hour_line_item(line: &StoredHourLine) -> serde_json::Value {
    json!({
        "id": line.id,
        "person": line.person,
        "from_date": line.range.from,
        "to_date": line.range.to,
        "factor": line.factor,
        "hundredths": line.hundredths,
        "days": line.days,
        "group_name": line.group,
        "import": line.import,
    })
}
