//! A million shifts through the rules of retail, to totals per person and factor; on one core, person after person, in
//! the room that one person takes.
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use loonbrug_domain::rules::{Circumstances, Reckoning, WorkedShift};
use loonbrug_domain::{RuleSet, Shift};
use loonbrug_measure::memory::peak_kib;
use loonbrug_measure::samples::{MAY, Sample, samples};
use std::hint::black_box;
use std::time::Duration;

const SHIFTS: u64 = 1_000_000;
const DAYS: usize = 31;

fn rules(criterion: &mut Criterion) {
    let people = people_with(SHIFTS);
    tell_memory();
    let mut group = criterion.benchmark_group("rules");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(8))
        .throughput(Throughput::Elements(SHIFTS));
    let shifts: Vec<Shift> = samples(people, MAY).filter_map(|sample| sample.shift()).collect();
    group.bench_function("a_million_shifts_to_totals", |bencher| {
        bencher.iter(|| black_box(totals(shifts.chunks(DAYS))));
    });
    group.bench_function("the_same_from_wall_times", |bencher| {
        bencher.iter(|| black_box(streamed(people)));
    });
    group.finish();
}

fn people_with(shifts: u64) -> i64 {
    i64::try_from(shifts.div_ceil(DAYS as u64)).expect("a count of people")
}

/// Lines of all people; each person's shifts are reckoned by themselves.
fn totals<'a>(by_person: impl Iterator<Item = &'a [Shift]>) -> usize {
    let rules = [RuleSet::retail_non_food()];
    let mut reckoning = Reckoning::new(&rules, MAY);
    by_person.map(|shifts| lines(&mut reckoning, shifts)).sum()
}

fn lines(reckoning: &mut Reckoning<'_>, shifts: &[Shift]) -> usize {
    let circumstances = Circumstances::default();
    let worked = shifts.iter().map(|shift| WorkedShift {
        shift,
        circumstances: &circumstances,
    });
    reckoning.outcome(&worked.collect::<Vec<_>>()).hour_lines().len()
}

/// The same without keeping the shifts of more than one person.
fn streamed(people: i64) -> usize {
    let rules = [RuleSet::retail_non_food()];
    let mut reckoning = Reckoning::new(&rules, MAY);
    let mut samples = samples(people, MAY);
    let mut found = 0;
    loop {
        let of_person = samples.by_ref().take(DAYS).filter_map(|sample: Sample| sample.shift());
        let of_person: Vec<Shift> = of_person.collect();
        if of_person.is_empty() {
            return found;
        }
        found += lines(&mut reckoning, &of_person);
    }
}

/// The peak of the memory after a hundredth of the people, and after all of them.
fn tell_memory() {
    for shifts in [SHIFTS / 100, SHIFTS] {
        let lines = streamed(people_with(shifts));
        if let Some(peak) = peak_kib() {
            eprintln!("{shifts} shifts, {lines} lines: {peak} KiB at most");
        }
    }
}

criterion_group!(benches, rules);
criterion_main!(benches);
