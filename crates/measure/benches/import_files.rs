//! Importing 100,000 lines of CSV and of XLSX: read and checked; and read, checked, compared and stored.
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops")]

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use loonbrug_hub::import::ImportChoice;
use loonbrug_measure::company::{Company, SqliteFile};
use loonbrug_measure::samples::{MAY, samples, shifts_csv, write_shifts_xlsx};
use std::fs;
use std::path::Path;
use std::time::Duration;
use tokio::runtime::Runtime;

const LINES: usize = 100_000;
/// As many people as it takes for so many lines in a month.
const PEOPLE: i64 = 3_226;

fn import_files(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder is made");
    let (csv, xlsx) = (folder.path().join("shifts.csv"), folder.path().join("shifts.xlsx"));
    fs::write(&csv, shifts_csv(samples(PEOPLE, MAY).take(LINES))).expect("the CSV file is written");
    write_shifts_xlsx(&xlsx, samples(PEOPLE, MAY).take(LINES)).expect("the workbook is written");
    let mut group = criterion.benchmark_group("import_files");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5));
    for (name, path) in [("csv", &csv), ("xlsx", &xlsx)] {
        let bytes = fs::metadata(path).expect("the file is there").len();
        group.throughput(Throughput::ElementsAndBytes {
            elements: LINES as u64,
            bytes,
        });
        group.bench_function(format!("{name}/read"), |bencher| {
            bencher.iter(|| {
                let file = loonbrug_files::read(path, None).expect("the file is read");
                assert_eq!((file.lines.len(), file.faults.len()), (LINES, 0));
            });
        });
        store(&mut group, name, path);
    }
    group.finish();
}

fn store(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, path: &Path) {
    let runtime = Runtime::new().expect("a runtime is made");
    group.bench_function(format!("{name}/read_and_store_sqlite"), |bencher| {
        let prepare = || {
            let file = SqliteFile::new().expect("a folder is made");
            let company = runtime
                .block_on(Company::found(&file.url(), PEOPLE))
                .expect("the people are stored");
            (file, company)
        };
        bencher.iter_batched(
            prepare,
            |(file, company)| {
                let read = loonbrug_files::read(path, None).expect("the file is read");
                let import = company
                    .hub
                    .import_hours(company.organisation, &read, ImportChoice::default());
                let (report, refusal) = runtime.block_on(import).expect("the hours are stored");
                assert!(report.stored && refusal.is_none() && report.added == LINES);
                (file, company)
            },
            BatchSize::PerIteration,
        );
    });
}

criterion_group!(benches, import_files);
criterion_main!(benches);
