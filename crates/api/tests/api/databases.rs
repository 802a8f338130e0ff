//! Databases for tests: a file in a temporary folder, or a database of its own on the PostgreSQL of the tests.

use crate::stage::Stage;
use futures::FutureExt as _;
use loonbrug_store::{DatabaseKind, Store};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::atomic::{AtomicU32, Ordering};

/// Runs a case on each database, each with a stage of its own.
pub async fn everywhere(case: impl AsyncFn(Stage)) {
    on(DatabaseKind::Sqlite, &case).await;
    on(DatabaseKind::Postgres, &case).await;
}

/// Runs a case on SQLite alone: what it shows does not differ by database.
pub async fn on_sqlite(case: impl AsyncFn(Stage)) {
    on(DatabaseKind::Sqlite, &case).await;
}

async fn on(kind: DatabaseKind, case: &impl AsyncFn(Stage)) {
    match kind {
        DatabaseKind::Sqlite => {
            let folder = tempfile::tempdir().unwrap();
            run(&format!("sqlite:{}", folder.path().join("api.db").display()), case).await;
        }
        DatabaseKind::Postgres => {
            let Some(server) = server() else { return };
            let name = format!("loonbrug_api_test_{}_{}", std::process::id(), next());
            on_server(&server, format!("CREATE DATABASE {name}")).await;
            let base = server.rsplit_once('/').unwrap().0;
            let outcome = AssertUnwindSafe(run(&format!("{base}/{name}"), case))
                .catch_unwind()
                .await;
            on_server(&server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
            if let Err(failure) = outcome {
                eprintln!("failed on {kind:?}");
                resume_unwind(failure);
            }
        }
    }
}

async fn run(url: &str, case: &impl AsyncFn(Stage)) {
    let store = Store::open(url).await.unwrap();
    case(Stage::set(store).await).await;
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
    let mut connection = PgConnection::connect(url).await.unwrap();
    connection.execute(AssertSqlSafe(sql)).await.unwrap();
}

fn next() -> u32 {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    COUNTER.fetch_add(1, Ordering::Relaxed)
}
