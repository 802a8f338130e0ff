//! Bringing a file in: all that it adds and supersedes, in one transaction.

use crate::audit::append;
use crate::database::Transaction;
use crate::dialect::{Statement, bulk};
use crate::value::{Value, hexadecimal, values};
use crate::{AuditEntry, Import, ImportChange, Result, Store, StoreError, StoredHourLine, StoredShift};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;

const ADD_IMPORT: Statement = Statement::new(
    "storing an import",
    "INSERT INTO import (id, organisation, file_name, file_hash, imported_at, imported_by)
     VALUES ($1, $2, $3, $4, $5, $6)",
);
/// The id says that whoever brings the file in knew of the first time.
const IMPORT_AGAIN: Statement = Statement::new(
    "storing an import of a file that came before",
    "UPDATE import SET file_name = $3, imported_at = $5, imported_by = $6
     WHERE id = $1 AND organisation = $2 AND file_hash = $4",
);
/// Each item is an array in the order of the columns, without the organisation: a hundred thousand objects with names
/// take a third longer. Whoever brings a file in approves its shifts.
const ADD_SHIFTS: Statement = bulk!(
    "storing the shifts of an import",
    "INSERT INTO shift (
         id, organisation, entry, revision, person, date, start_minute, end_minute, break_minutes, group_name,
         factor_minutes, import, source, removed, state, in_force, approved_at
     )
     SELECT item.value ->> 0, $2, item.value ->> 0, 1, item.value ->> 1, item.value ->> 2,
            CAST(item.value ->> 3 AS BIGINT), CAST(item.value ->> 4 AS BIGINT), CAST(item.value ->> 5 AS BIGINT),
            item.value ->> 6, item.value ->> 7, item.value ->> 8, 'import', 0, 'approved', 1, CAST($3 AS BIGINT)
     FROM",
    ""
);
/// Items as those of [`ADD_SHIFTS`].
const ADD_HOUR_LINES: Statement = bulk!(
    "storing the hour lines of an import",
    "INSERT INTO hour_line (
         id, organisation, person, from_date, to_date, factor, hundredths, days, group_name, import
     )
     SELECT item.value ->> 0, $2, item.value ->> 1, item.value ->> 2, item.value ->> 3,
            CAST(item.value ->> 4 AS BIGINT), CAST(item.value ->> 5 AS BIGINT), CAST(item.value ->> 6 AS BIGINT),
            item.value ->> 7, item.value ->> 8
     FROM",
    ""
);
const SUPERSEDE_SHIFTS: Statement = bulk!(
    "superseding shifts",
    "UPDATE shift SET superseded_by = $2, in_force = 0
     WHERE in_force = 1 AND id IN (SELECT item.value ->> 'id' FROM",
    ")"
);
/// What waited to take the place of something that a file supersedes.
const REPLACE_PENDING: Statement = bulk!(
    "replacing what waits for a decision",
    "UPDATE shift SET superseded_by = $2, state = 'replaced'
     WHERE state IN ('open', 'submitted', 'rejected') AND revision > 1 AND entry IN (
         SELECT old.entry FROM",
    "CROSS JOIN shift AS old WHERE old.id = item.value ->> 'id')"
);
const SUPERSEDE_HOUR_LINES: Statement = bulk!(
    "superseding hour lines",
    "UPDATE hour_line SET superseded_by = $2
     WHERE superseded_by IS NULL AND id IN (SELECT item.value ->> 'id' FROM",
    ")"
);

impl Store {
    /// Stores a file with what it adds, and marks what it no longer has. A file that comes again keeps the identity of
    /// its first time, and is stored with the moment of the last; under another identity it is
    /// [`StoreError::AlreadyThere`]. Something to supersede that is superseded or not there is [`StoreError::Stale`].
    /// The audit entries that say so come with it, or nothing does.
    pub async fn apply_import(&self, change: &ImportChange, entries: &[AuditEntry]) -> Result<()> {
        let organisation = change.import.organisation;
        let mut transaction = self.begin().await?;
        if transaction.write(IMPORT_AGAIN, import_values(&change.import)).await? == 0 {
            transaction.write(ADD_IMPORT, import_values(&change.import)).await?;
        }
        let shifts = change.add_shifts.iter().map(shift_item);
        let values = values![organisation, change.import.imported_at];
        transaction.write_all(ADD_SHIFTS, shifts, values).await?;
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
        let superseded = change.supersede_shifts.iter().map(|id| json!({ "id": id }));
        let import = values![change.import.id.to_string()];
        transaction.write_all(REPLACE_PENDING, superseded, import).await?;
        let lines = &change.supersede_hour_lines;
        supersede(&mut transaction, SUPERSEDE_HOUR_LINES, &change.import, lines).await?;
        append(&mut transaction, entries).await?;
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

fn import_values(import: &Import) -> Vec<Value> {
    values![
        import.id.to_string(),
        import.organisation,
        import.file_name.as_str(),
        hexadecimal(&import.file_hash),
        import.imported_at,
        import.imported_by.as_str(),
    ]
}

fn shift_item(shift: &StoredShift) -> impl Serialize + Send {
    (
        shift.id,
        shift.person,
        shift.date,
        shift.start_minute,
        shift.end_minute,
        shift.break_minutes,
        shift.group.as_deref(),
        json!(shift.factor_minutes).to_string(),
        shift.import,
    )
}

fn hour_line_item(line: &StoredHourLine) -> impl Serialize + Send {
    (
        line.id,
        line.person,
        line.range.from,
        line.range.to,
        line.factor,
        line.hundredths,
        line.days,
        line.group.as_deref(),
        line.import,
    )
}
