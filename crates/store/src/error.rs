//! What can go wrong in the store, named by what was being done.

use loonbrug_domain::ids::PersonId;
use std::path::PathBuf;

/// A failure of the store. Nothing of the statement or transaction that failed was kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address is not of a database that we know.
    #[error("the database address is not usable: {reason}; write sqlite:PATH or postgres://user@host/name")]
    Address {
        /// What is wrong with it; never the address itself, which may hold a password.
        reason: String,
    },
    /// A newer program changed the database.
    #[error("the database is at schema version {found}, this program knows {known}; start the newer program")]
    SchemaTooNew {
        /// The version in the database.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The schema could not be brought up to date.
    #[error("bringing the database up to date failed; it is as it was before")]
    Migration(#[source] Box<sqlx::migrate::MigrateError>),
    /// The database cannot be reached, is busy, or is closed; the same may succeed later.
    #[error("the database is not available while {doing}; check that it runs, then try again")]
    Unavailable {
        /// What was being done.
        doing: &'static str,
        /// What the driver said.
        source: Box<sqlx::Error>,
    },
    /// The database refused the statement; the same will be refused again.
    #[error("the database refused while {doing}")]
    Refused {
        /// What was being done.
        doing: &'static str,
        /// What the driver said.
        source: Box<sqlx::Error>,
    },
    /// A row with this name or key is there already.
    #[error("already there, while {doing}: {detail}")]
    AlreadyThere {
        /// What was being done.
        doing: &'static str,
        /// The unique rule, in the words of the database.
        detail: String,
    },
    /// The row, or a row that it belongs to, is not there (or is of another organisation).
    #[error("not found, while {doing}: {detail}")]
    NotFound {
        /// What was being done.
        doing: &'static str,
        /// What is not there.
        detail: String,
    },
    /// The same revision of the same line was posted before; sending it would pay twice.
    #[error(
        "already posted: revision {revision} of {origin}, {kind} code {code}, person {person}, \
         period {year}-{period}; plan again"
    )]
    DoublePosting {
        /// Where the posting comes from.
        origin: String,
        /// Who it is for.
        person: PersonId,
        /// Payroll year.
        year: i16,
        /// Number of the pay period.
        period: u8,
        /// `hours`, `days` or `wage`.
        kind: String,
        /// Hour code or wage code.
        code: i64,
        /// The revision that was there.
        revision: i64,
    },
    /// Somebody else changed the rows in the meantime.
    #[error("changed by somebody else while {doing}: {found} of {expected} rows were still as expected; try again")]
    Stale {
        /// What was being done.
        doing: &'static str,
        /// How many rows should have been changed.
        expected: u64,
        /// How many could be.
        found: u64,
    },
    /// A stored value is not what the column can hold.
    #[error("the row {key} of {table} is corrupt: {column} {reason}; restore a backup")]
    CorruptRow {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The key of the row.
        key: String,
        /// What is wrong with the value; never the value.
        reason: String,
    },
    /// A value cannot be written, because the database has no room for it.
    #[error("cannot be stored, while {doing}: {reason}")]
    Unwritable {
        /// What was being done.
        doing: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// A backup could not be made or restored.
    #[error(transparent)]
    Backup(#[from] BackupError),
}

/// What can be wrong with a backup file; nothing of it was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file could not be read or written.
    #[error("the backup {} cannot be read or written", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not a backup, or it is damaged.
    #[error("the backup {} is not usable: line {line} {reason}; take another one", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// Line number, from 1.
        line: u64,
        /// What is wrong there.
        reason: String,
    },
    /// The file was made by a program with another schema.
    #[error(
        "the backup is of schema version {found}, this program restores {known}; \
         restore it with the program that made it, then upgrade"
    )]
    Version {
        /// The version in the file.
        found: i64,
        /// The version of this program.
        known: i64,
    },
    /// The bytes are not the bytes that were written.
    #[error("the backup {} was changed after it was made: its SHA-256 differs; take another one", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Restoring goes into an empty database only.
    #[error("the database is not empty: {table} holds {rows} rows; restore into a new database")]
    NotEmpty {
        /// The first table that holds rows.
        table: String,
        /// How many.
        rows: i64,
    },
}

/// Sorts a failure of the driver by what it means for the caller.
pub(crate) fn failed(doing: &'static str, source: sqlx::Error) -> StoreError {
    use sqlx::error::ErrorKind;
    let kind = source
        .as_database_error()
        .map(|error| (error.kind(), error.message().to_owned()));
    match kind {
        Some((ErrorKind::UniqueViolation, detail)) => StoreError::AlreadyThere { doing, detail },
        // A column that must be filled is empty only where it is taken from a row that is not there.
        Some((ErrorKind::ForeignKeyViolation | ErrorKind::NotNullViolation, detail)) => {
            StoreError::NotFound { doing, detail }
        }
        Some(_) if !passes(&source) => StoreError::Refused {
            doing,
            source: Box::new(source),
        },
        None if is_ours(&source) => StoreError::Refused {
            doing,
            source: Box::new(source),
        },
        _ => StoreError::Unavailable {
            doing,
            source: Box::new(source),
        },
    }
}

/// Whether the refusal of the database is about the moment and not about the statement: PostgreSQL
/// classes 08 (connection), 40 (serialisation, deadlock), 53 (resources) and 57 (shutdown); SQLite 5 and 6
/// (busy, locked) with their extended codes.
fn passes(source: &sqlx::Error) -> bool {
    let Some(code) = source.as_database_error().and_then(sqlx::error::DatabaseError::code) else {
        return false;
    };
    match code.parse::<u32>() {
        Ok(sqlite) if code.len() < 5 => matches!(sqlite & 0xFF, 5 | 6),
        _ => ["08", "40", "53", "57"].iter().any(|class| code.starts_with(class)),
    }
}

/// Whether the failure is a mistake in our statement and not in the connection.
fn is_ours(source: &sqlx::Error) -> bool {
    use sqlx::Error;
    matches!(
        source,
        Error::RowNotFound
            | Error::TypeNotFound { .. }
            | Error::ColumnIndexOutOfBounds { .. }
            | Error::ColumnNotFound(_)
            | Error::ColumnDecode { .. }
            | Error::Encode(_)
            | Error::Decode(_)
            | Error::InvalidArgument(_)
    )
}
