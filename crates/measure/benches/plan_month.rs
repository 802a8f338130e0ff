//! Planning a month: shifts cut along the rules, added up, and compared with what Nmbrs holds; on one core.
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use loonbrug_domain::difference::{Desired, LineChange, LineKey, LineKind, Observed, OurRow, Ours, difference};
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{HourLine, RuleSet, Shift, hour_lines};
use loonbrug_measure::company::{Company, SqliteFile};
use loonbrug_measure::samples::{MAY, Sample, samples};
use loonbrug_store::StoredShift;
use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::time::Duration;
use tokio::runtime::Runtime;
use uuid::Uuid;

const PEOPLE: i64 = 10_000;
const PEOPLE_IN_STORE: i64 = 5_000;
const DAYS: u64 = 31;

fn plan_month(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("plan_month");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(8));
    of_samples(&mut group);
    out_of_the_store(&mut group);
    group.finish();
}

/// 10,000 people × 31 days in memory.
fn of_samples(group: &mut BenchmarkGroup<'_, WallTime>) {
    let rules = [RuleSet::retail_non_food()];
    let wall_times: Vec<Sample> = samples(PEOPLE, MAY).collect();
    let shifts: Vec<Shift> = wall_times.iter().filter_map(Sample::shift).collect();
    let by_person: Vec<&[Shift]> = shifts.chunks(31).collect();
    group.throughput(Throughput::Elements(wall_times.len() as u64));
    group.bench_function("shifts_from_wall_times", |bencher| {
        bencher.iter(|| wall_times.iter().filter_map(Sample::shift).count());
    });
    group.bench_function("rules", |bencher| {
        bencher.iter(|| {
            by_person
                .iter()
                .map(|shifts| hour_lines(shifts, &rules, MAY).len())
                .sum::<usize>()
        });
    });
    let held: Vec<Held> = (0..)
        .zip(&by_person)
        .map(|(who, shifts)| held(who, hour_lines(shifts, &rules, MAY)))
        .collect();
    group.bench_function("rules_and_difference", |bencher| {
        bencher.iter(|| {
            let plans = held.iter().zip(&by_person).map(|(held, shifts)| {
                let lines = hour_lines(shifts, &rules, MAY);
                compared(held, &lines)
                    .iter()
                    .filter(|line| line.change.is_sent())
                    .count()
            });
            // One line in four was changed since it was sent.
            assert!(plans.sum::<usize>() > by_person.len() / 2);
        });
    });
}

/// 5,000 people × 31 days out of SQLite.
fn out_of_the_store(group: &mut BenchmarkGroup<'_, WallTime>) {
    let runtime = Runtime::new().expect("a runtime is made");
    let file = SqliteFile::new().expect("a folder is made");
    let company = runtime
        .block_on(Company::found(&file.url(), PEOPLE_IN_STORE))
        .expect("the people are stored");
    let change = company.import(samples(PEOPLE_IN_STORE, MAY));
    runtime
        .block_on(company.hub.store.apply_import(&change, &[]))
        .expect("the shifts are stored");
    let rules = [RuleSet::retail_non_food()];
    let read = || {
        runtime
            .block_on(company.hub.store.shifts(company.organisation, MAY))
            .expect("the shifts are read")
    };
    group.throughput(Throughput::Elements(PEOPLE_IN_STORE.unsigned_abs() * DAYS));
    group.bench_function("store_read_sqlite", |bencher| bencher.iter(|| read().len()));
    group.bench_function("store_read_sqlite_and_rules", |bencher| {
        bencher.iter(|| {
            let mut people: BTreeMap<PersonId, Vec<Shift>> = BTreeMap::new();
            for stored in read() {
                people.entry(stored.person).or_default().extend(shift(&stored));
            }
            black_box(
                people
                    .values()
                    .map(|shifts| hour_lines(shifts, &rules, MAY).len())
                    .sum::<usize>(),
            )
        });
    });
    // The same shifts, people, contracts and settings, held against the earlier months: the rest of what a plan does.
    group.bench_function("odd_figures_sqlite", |bencher| {
        bencher.iter(|| {
            let found = company.hub.odd_figures(company.organisation, MAY);
            runtime.block_on(found).expect("the odd figures are found").len()
        });
    });
}

fn shift(stored: &StoredShift) -> Option<Shift> {
    Shift::new(
        stored.date,
        stored.start_minute,
        stored.end_minute,
        stored.break_minutes,
    )
    .ok()
}

/// What a person's lines were when they were sent, and what Nmbrs holds of them and of others.
struct Held {
    person: PersonId,
    ours: Vec<Ours>,
    observed: Vec<Observed>,
}

/// Lines as they were sent before; a quarter of them with another quantity than now. Beside them a row of somebody else.
fn held(who: u128, lines: Vec<HourLine>) -> Held {
    let person = PersonId(Uuid::from_u128(who));
    let (mut ours, mut observed) = (Vec::new(), Vec::new());
    for (place, line) in (who..).zip(lines) {
        let quantity = line.hours().0 - i64::from(place % 4 == 0);
        let row = format!("{who}{place}");
        let (key, kind) = (key(person, &line), LineKind::Hours);
        observed.push(Observed {
            person,
            kind,
            row: row.clone(),
            code: key.code,
            quantity,
        });
        ours.push(Ours {
            key,
            rows: vec![OurRow { row, quantity }],
        });
    }
    observed.push(Observed {
        person,
        kind: LineKind::Hours,
        row: "by hand".into(),
        code: 3100,
        quantity: 800,
    });
    Held { person, ours, observed }
}

fn compared(held: &Held, lines: &[HourLine]) -> Vec<LineChange> {
    let desired: Vec<Desired> = lines
        .iter()
        .map(|line| Desired {
            key: key(held.person, line),
            quantity: line.hours().0,
        })
        .collect();
    difference(&desired, &held.ours, &held.observed, &BTreeSet::new())
}

fn key(person: PersonId, line: &HourLine) -> LineKey {
    let origin = format!("hours 2023-05-01 2023-05-31 {}", line.factor.0);
    LineKey {
        person,
        kind: LineKind::Hours,
        origin,
        code: i64::from(line.factor.0),
    }
}

criterion_group!(benches, plan_month);
criterion_main!(benches);
