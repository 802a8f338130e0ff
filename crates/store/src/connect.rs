//! Opening a database and bringing its schema up to date.

use crate::database::Pools;
use crate::error::failed;
use crate::{Result, StoreError};
use sqlx::Connection as _;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::fs::OpenOptions;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

const OPENING: &str = "opening the database";
/// How long a writer waits for another process's writer, and anybody for a free connection.
const PATIENCE: Duration = Duration::from_secs(30);
const SQLITE_READERS: u32 = 4;
/// What each reader keeps of the file, in KiB (negative, as SQLite has it): a month of hours of 10,000 people.
const SQLITE_CACHE: &str = "-32768";
const POSTGRES_CONNECTIONS: u32 = 10;

/// The newest schema that this program knows; equal on both databases.
pub(crate) fn schema_version() -> i64 {
    SQLITE
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or_default()
}

/// Opens the database at the address.
pub(crate) async fn open(url: &str) -> Result<Pools> {
    match url.split_once(':') {
        Some(("sqlite", ":memory:")) => open_memory().await,
        Some(("sqlite", _)) => open_sqlite(url).await,
        Some(("postgres" | "postgresql", _)) => open_postgres(url).await,
        _ => Err(StoreError::Address {
            reason: "it names another kind of database".to_owned(),
        }),
    }
}

async fn open_memory() -> Result<Pools> {
    let options = sqlite_options("sqlite::memory:")?;
    // The database lives as long as its one connection.
    let pool = one_connection()
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_lazy_with(options);
    migrate_sqlite(&pool).await?;
    Ok(Pools::Sqlite {
        writer: pool.clone(),
        reader: pool,
    })
}

async fn open_sqlite(url: &str) -> Result<Pools> {
    let options = sqlite_options(url)?;
    create_private(options.get_filename())?;
    let options = options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let writer = one_connection().connect_lazy_with(options.clone());
    migrate_sqlite(&writer).await?;
    let reader = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options.pragma("query_only", "1").pragma("cache_size", SQLITE_CACHE));
    Ok(Pools::Sqlite { writer, reader })
}

async fn open_postgres(url: &str) -> Result<Pools> {
    let options = PgConnectOptions::from_str(url).map_err(|error| address(&error))?;
    // Not through the pool, which would try again until its patience ends.
    let mut connection = PgConnection::connect_with(&options)
        .await
        .map_err(|error| failed(OPENING, error))?;
    // The migrator holds an advisory lock, so that the nodes of an installation can start together.
    POSTGRES
        .run_direct(None, &mut connection, false)
        .await
        .map_err(migration)?;
    connection.close().await.map_err(|error| failed(OPENING, error))?;
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options);
    Ok(Pools::Postgres(pool))
}

fn sqlite_options(url: &str) -> Result<SqliteConnectOptions> {
    let options = SqliteConnectOptions::from_str(url).map_err(|error| address(&error))?;
    Ok(options.busy_timeout(PATIENCE).foreign_keys(true))
}

fn one_connection() -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(1).acquire_timeout(PATIENCE)
}

/// Makes the file, if it is not there, so that only its owner can read it; the files that SQLite puts
/// beside it take the same rights.
fn create_private(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|error| StoreError::Address {
        reason: format!("{} cannot be opened for writing: {error}", path.display()),
    })
}

/// All migrations in one transaction that holds the write lock, because another program may start too.
async fn migrate_sqlite(writer: &SqlitePool) -> Result<()> {
    let mut transaction = writer
        .begin_with("BEGIN IMMEDIATE")
        .await
        .map_err(|error| failed(OPENING, error))?;
    SQLITE
        .run_direct(None, &mut *transaction, false)
        .await
        .map_err(migration)?;
    transaction.commit().await.map_err(|error| failed(OPENING, error))
}

fn migration(error: MigrateError) -> StoreError {
    match error {
        MigrateError::VersionMissing(found) => StoreError::SchemaTooNew {
            found,
            known: schema_version(),
        },
        error => StoreError::Migration(Box::new(error)),
    }
}

fn address(error: &sqlx::Error) -> StoreError {
    StoreError::Address {
        reason: error.to_string(),
    }
}

/// What SQLite's planner does for a statement, in its words.
#[cfg(test)]
pub(crate) async fn plan(statement: &str) -> String {
    use sqlx::Row as _;

    let Pools::Sqlite { reader, .. } = open("sqlite::memory:").await.unwrap() else {
        unreachable!("a database in memory is SQLite's")
    };
    let explained = format!("EXPLAIN QUERY PLAN {statement}");
    let rows = sqlx::query(sqlx::AssertSqlSafe(explained))
        .fetch_all(&reader)
        .await
        .unwrap();
    let steps: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
    steps.join("; ")
}

#[cfg(test)]
mod tests {
    use super::{SQLITE_READERS, open};
    use crate::database::Pools;

    #[tokio::test]
    async fn a_file_is_written_safely_and_readers_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("loonbrug.db").display());
        let Pools::Sqlite { writer, reader } = open(&url).await.unwrap() else {
            panic!("it is SQLite")
        };
        let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
            .fetch_one(&writer)
            .await
            .unwrap();
        let full: i64 = sqlx::query_scalar("PRAGMA synchronous")
            .fetch_one(&writer)
            .await
            .unwrap();
        let keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys")
            .fetch_one(&writer)
            .await
            .unwrap();
        assert_eq!((mode.as_str(), full, keys), ("wal", 2, 1));
        assert_eq!(
            (
                writer.options().get_max_connections(),
                reader.options().get_max_connections()
            ),
            (1, SQLITE_READERS)
        );
        let refused = sqlx::query("DELETE FROM lease").execute(&reader).await.unwrap_err();
        assert!(refused.to_string().contains("readonly"), "{refused}");
    }
}
