//! Databases for tests: a file in a temporary folder, or a database of its own on the PostgreSQL of the tests.

use loonbrug_store::{DatabaseKind, Store};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// An empty database and a folder.
#[derive(Debug)]
pub struct Database {
    pub kind: DatabaseKind,
    pub url: String,
    pub folder: TempDir,
}

impl Database {
    /// Opens the store; each time another one, on the same database.
    pub async fn open(&self) -> Store {
        Store::open(&self.url).await.expect("the store opens")
    }

    /// Runs a statement past the store.
    pub async fn raw(&self, sql: &'static str) -> Result<u64, sqlx::Error> {
        self.connect().await.execute(sql).await
    }

    /// A connection past the store.
    pub async fn connect(&self) -> RawConnection {
        match self.kind {
            DatabaseKind::Sqlite => RawConnection::Sqlite(SqliteConnection::connect(&self.url).await.unwrap()),
            DatabaseKind::Postgres => RawConnection::Postgres(PgConnection::connect(&self.url).await.unwrap()),
        }
    }
}

/// A connection to either database.
#[derive(Debug)]
pub enum RawConnection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl RawConnection {
    /// Runs a statement, and gives the number of rows that it changed.
    pub async fn execute(&mut self, sql: &'static str) -> Result<u64, sqlx::Error> {
        match self {
            Self::Sqlite(connection) => Ok(connection.execute(sql).await?.rows_affected()),
            Self::Postgres(connection) => Ok(connection.execute(sql).await?.rows_affected()),
        }
    }
}

/// Runs a case on an empty database, and clears it away whatever the outcome.
pub async fn with<F, R>(kind: DatabaseKind, case: F)
where
    F: FnOnce(Database) -> R,
    R: Future<Output = ()> + Send + 'static,
{
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    match kind {
        DatabaseKind::Sqlite => {
            let url = format!("sqlite:{}", folder.path().join("loonbrug.db").display());
            case(Database { kind, url, folder }).await;
        }
        DatabaseKind::Postgres => {
            let Some(server) = server() else { return };
            let name = format!("loonbrug_test_{}_{}", std::process::id(), next());
            on_server(&server, format!("CREATE DATABASE {name}")).await;
            let url = format!(
                "{}/{name}",
                server.rsplit_once('/').expect("a base URL names a database").0
            );
            let outcome = tokio::spawn(case(Database { kind, url, folder })).await;
            on_server(&server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
            if let Err(failure) = outcome {
                resume_unwind(failure.into_panic());
            }
        }
    }
}

/// The address of the PostgreSQL for tests; `None` if it is to be left out.
fn server() -> Option<String> {
    if let Ok(url) = std::env::var("LOONBRUG_TEST_POSTGRES") {
        return Some(url);
    }
    assert!(
        std::env::var("LOONBRUG_TEST_SKIP_POSTGRES").is_ok_and(|skip| skip == "1"),
        "there is no PostgreSQL to test on: run ./test, which starts one and sets LOONBRUG_TEST_POSTGRES, \
         or set LOONBRUG_TEST_SKIP_POSTGRES=1 to leave PostgreSQL out"
    );
    None
}

async fn on_server(url: &str, sql: String) {
    let mut connection = PgConnection::connect(url)
        .await
        .expect("the PostgreSQL of the tests answers");
    connection
        .execute(AssertSqlSafe(sql))
        .await
        .expect("the PostgreSQL of the tests obeys");
}

fn next() -> u32 {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    COUNTER.fetch_add(1, Ordering::Relaxed)
}
