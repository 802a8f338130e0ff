//! Databases for tests: a file in a temporary folder, or a database of its own on the PostgreSQL of the tests.

use loonbrug_store::{DatabaseKind, Store};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// An empty database, and a folder that is gone with it.
#[derive(Debug)]
pub struct Database {
    pub kind: DatabaseKind,
    pub url: String,
    pub folder: TempDir,
    /// The server and the name there, for PostgreSQL.
    on: Option<(String, String)>,
}

impl Database {
    /// Makes one; `None` where PostgreSQL is to be left out.
    pub async fn make(kind: DatabaseKind) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        if kind == DatabaseKind::Sqlite {
            let url = format!("sqlite:{}", folder.path().join("loonbrug.db").display());
            return Some(Self {
                kind,
                url,
                folder,
                on: None,
            });
        }
        let server = server()?;
        let name = format!("loonbrug_hub_test_{}_{}", std::process::id(), next());
        on_server(&server, format!("CREATE DATABASE {name}")).await;
        let base = server
            .rsplit_once('/')
            .expect("the address of the server names a database")
            .0;
        let url = format!("{base}/{name}");
        Some(Self {
            kind,
            url,
            folder,
            on: Some((server, name)),
        })
    }

    /// Opens the store; each time another one, as another process would.
    pub async fn open(&self) -> Store {
        Store::open(&self.url).await.expect("the store opens")
    }

    /// Takes it away.
    pub async fn remove(self) {
        if let Some((server, name)) = &self.on {
            on_server(server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
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
