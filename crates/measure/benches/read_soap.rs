//! Reading 100,000 hour lines of SOAP: from the bytes of an answer to typed rows.
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use loonbrug_measure::samples::hour_rows_answer;
use std::time::Duration;
use tokio::runtime::Builder;

const ROWS: u32 = 100_000;

fn read_soap(criterion: &mut Criterion) {
    let answer = hour_rows_answer(ROWS);
    let runtime = Builder::new_current_thread().build().expect("a runtime is made");
    let mut group = criterion.benchmark_group("read_soap");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5));
    group.throughput(Throughput::ElementsAndBytes {
        elements: ROWS.into(),
        bytes: answer.len() as u64,
    });
    group.bench_function("hour_rows", |bencher| {
        bencher.iter(|| {
            let rows = runtime.block_on(loonbrug_nmbrs::measure::hour_rows(&answer));
            assert_eq!(rows, Ok(ROWS as usize));
        });
    });
    group.finish();
}

criterion_group!(benches, read_soap);
criterion_main!(benches);
