//! Clock events: accepted and durable on SQLite (a file, synchronous FULL), one by one as a terminal delivers them; and a
//! month of them derived into shifts.
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::{SignedDuration, Timestamp};
use loonbrug_measure::company::{Company, SqliteFile, badge};
use loonbrug_measure::samples::MAY;
use std::cell::Cell;
use std::time::Duration;
use tokio::runtime::Runtime;

/// People who come and go in the bench of deriving.
const PEOPLE: i64 = 500;
/// So many events a second, for so many seconds, in the series whose slowest hundredth is told.
const PER_SECOND: u64 = 200;
const SECONDS: u64 = 10;

fn clock_events(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime is made");
    let file = SqliteFile::new().expect("a folder is made");
    let company = runtime
        .block_on(Company::found(&file.url(), PEOPLE))
        .expect("the people are stored");
    runtime
        .block_on(company.with_badges())
        .expect("terminal and badges are stored");
    let sequence = Cell::new(0_i64);
    let accept = async || {
        sequence.set(sequence.get() + 1);
        let line = event(sequence.get(), PEOPLE, sequence.get() * 7);
        let report = company.hub.accept_events(company.organisation, &line).await;
        assert_eq!(report.expect("the event is accepted").new, 1);
    };
    let mut group = criterion.benchmark_group("clock_events");
    group
        .sample_size(50)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(8));
    group.throughput(Throughput::Elements(1));
    group.bench_function("accept_one_sqlite", |bencher| {
        bencher.iter(|| runtime.block_on(accept()));
    });
    let slowest = runtime.block_on(paced(&accept));
    eprintln!(
        "clock_events/paced: {PER_SECOND}/s for {SECONDS} s, p50 {:?}, p99 {:?}, worst {:?}",
        slowest[0], slowest[1], slowest[2]
    );
    let lines: Vec<String> = (0..PEOPLE * 62)
        .map(|place| event(100_000 + place, PEOPLE, place))
        .collect();
    runtime
        .block_on(company.hub.accept_events(company.organisation, &lines.join("\n")))
        .expect("the month is accepted");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(lines.len() as u64));
    group.bench_function("derive_month_again_sqlite", |bencher| {
        bencher.iter(|| {
            let derived = runtime.block_on(company.hub.derive_shifts(company.organisation, MAY));
            derived.expect("the shifts are derived").unchanged
        });
    });
    group.finish();
}

/// Events at a steady pace: the median, the slowest hundredth and the slowest of the times until one is durable.
async fn paced(accept: &impl AsyncFn()) -> [Duration; 3] {
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / u32::try_from(PER_SECOND).unwrap_or(1));
    let mut times = Vec::new();
    for _ in 0..PER_SECOND * SECONDS {
        ticks.tick().await;
        let begun = tokio::time::Instant::now();
        accept().await;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    let at = |hundredths: usize| {
        times
            .get((times.len() - 1) * hundredths / 100)
            .copied()
            .unwrap_or_default()
    };
    [at(50), at(99), at(100)]
}

/// The event of this number: in and out of everybody in turn, over the days of May.
fn event(sequence: i64, people: i64, place: i64) -> String {
    let (person, turn) = (place % people, place / people % 62);
    let (day, out) = (turn / 2, turn % 2);
    let start: Timestamp = "2023-05-01T07:00:00Z".parse().expect("a moment");
    let at = start + SignedDuration::from_hours(24 * day + 8 * out) + SignedDuration::from_secs(person);
    let badge = badge(person);
    let direction = if out == 0 { "in" } else { "out" };
    format!(r#"{{"terminal":"Kassa","sequence":{sequence},"at":"{at}","badge":"{badge}","direction":"{direction}"}}"#)
}

criterion_group!(benches, clock_events);
criterion_main!(benches);
