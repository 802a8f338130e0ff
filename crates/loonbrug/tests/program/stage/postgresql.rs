//! A database of its own on the PostgreSQL of the tests.

use futures::FutureExt as _;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::atomic::{AtomicU32, Ordering};

/// Runs a case with the address of an empty database, and clears it away whatever the outcome.
pub async fn on_a_server(case: impl AsyncFnOnce(String)) {
    let Some(server) = server() else { return };
    let name = format!("loonbrug_program_test_{}_{}", std::process::id(), next());
    on_server(&server, format!("CREATE DATABASE {name}")).await;
    let address = format!("{}/{name}", server.rsplit_once('/').expect("it names a database").0);
    let outcome = AssertUnwindSafe(case(address)).catch_unwind().await;
    on_server(&server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
    if let Err(failure) = outcome {
        resume_unwind(failure);
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
