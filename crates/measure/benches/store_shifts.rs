//! Storing 100,000 shifts in one import: on SQLite (a file, synchronous FULL), and on PostgreSQL where
//! `LOONBRUG_TEST_POSTGRES` says where it is.
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use loonbrug_measure::company::{Company, SqliteFile};
use loonbrug_measure::samples::{MAY, samples};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use std::time::Duration;
use tokio::runtime::Runtime;

const SHIFTS: usize = 100_000;
/// As many people as it takes for so many shifts in a month.
const PEOPLE: i64 = 3_226;

fn store_shifts(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime is made");
    let mut group = criterion.benchmark_group("store_shifts");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5));
    group.throughput(Throughput::Elements(SHIFTS as u64));
    let file = SqliteFile::new().expect("a folder is made");
    imports(&mut group, &runtime, "sqlite", &file.url());
    match std::env::var("LOONBRUG_TEST_POSTGRES") {
        Ok(server) => on_postgres(&mut group, &runtime, &server),
        Err(_) => eprintln!("store_shifts/postgres is left out: LOONBRUG_TEST_POSTGRES does not say where it is"),
    }
    group.finish();
}

/// Import after import of a month; the database grows, as it does in use.
fn imports(group: &mut BenchmarkGroup<'_, WallTime>, runtime: &Runtime, name: &str, url: &str) {
    let company = runtime
        .block_on(Company::found(url, PEOPLE))
        .expect("the people are stored");
    group.bench_function(name, |bencher| {
        bencher.iter_batched(
            || company.import(samples(PEOPLE, MAY).take(SHIFTS)),
            |change| {
                runtime
                    .block_on(company.hub.store.apply_import(&change, &[]))
                    .expect("the shifts are stored");
            },
            BatchSize::PerIteration,
        );
    });
    runtime.block_on(company.hub.store.close());
}

/// In a database of its own, that is gone afterwards.
fn on_postgres(group: &mut BenchmarkGroup<'_, WallTime>, runtime: &Runtime, server: &str) {
    let name = format!("loonbrug_measure_{}", std::process::id());
    let (base, _) = server.rsplit_once('/').expect("the address names a database");
    runtime.block_on(on_server(server, format!("CREATE DATABASE {name}")));
    imports(group, runtime, "postgres", &format!("{base}/{name}"));
    runtime.block_on(on_server(server, format!("DROP DATABASE {name} WITH (FORCE)")));
}

async fn on_server(url: &str, sql: String) {
    let mut connection = PgConnection::connect(url).await.expect("PostgreSQL answers");
    connection.execute(AssertSqlSafe(sql)).await.expect("PostgreSQL obeys");
}

criterion_group!(benches, store_shifts);
criterion_main!(benches);
