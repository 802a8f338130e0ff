//! What pages took, and the aims.

use super::addresses::Page;
use super::load::{Alone, Taken};
use crate::figures::Limit;
use std::fmt;
use std::time::Duration;

/// The slowest hundredth of a page, in milliseconds.
const P99_MS: u64 = 50;
/// A page that goes through everybody to show what would change, by itself, in milliseconds.
const PREVIEW_MS: u64 = 1_000;
/// Everything that the first page takes over the wire, in bytes.
const FIRST_LOAD: u64 = 100_000;
/// Ten thousand lines ticked, or their totals, in milliseconds.
const TOTALS_MS: u64 = 300;
const LINES: u64 = 10_000;
/// What a page answers.
const OK: u16 = 200;

/// What one page took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Which page.
    pub page: String,
    /// The times by itself.
    pub alone: Alone,
    /// Whether it goes through everybody each time.
    pub is_preview: bool,
    /// Half of the requests were answered in this time.
    pub p50: Duration,
    /// All but a hundredth were; of fewer than a hundred requests it is the slowest.
    pub p99: Duration,
    /// The most bytes over the wire, compressed.
    pub bytes: usize,
    /// Requests.
    pub requests: usize,
    /// Requests that were not answered with a page.
    pub failed: usize,
    /// What one of those was answered with; 0 where nothing came.
    pub status: Option<u16>,
}

/// What somebody does with all lines of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlanFigures {
    /// Lines of the plan.
    pub lines: usize,
    /// Reading Nmbrs and making the plan, at the pace that Nmbrs allows.
    pub read: Duration,
    /// Ticking nothing: the decisions stored, and the page with its totals.
    pub untick_all: Duration,
    /// The same, ticking everything.
    pub tick_all: Duration,
    /// The page with its totals alone.
    pub totals: Duration,
}

/// What was measured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    /// People of the employer.
    pub people: usize,
    /// Their shifts.
    pub shifts: usize,
    /// Requests per second.
    pub rate: u32,
    /// The pages, the slowest first.
    pub rows: Vec<Row>,
    /// Bytes over the wire of what every page loads beside itself, once.
    pub assets: usize,
    /// The plan.
    pub plan: PlanFigures,
}

/// A row for each page.
pub fn rows(pages: &[Page], alone: &[Alone], answers: &[Taken]) -> Vec<Row> {
    let row = |(place, (page, alone)): (usize, (&Page, &Alone))| {
        let of_page: Vec<&Taken> = answers.iter().filter(|taken| taken.page == place).collect();
        let mut times: Vec<Duration> = of_page.iter().map(|taken| taken.time).collect();
        times.sort_unstable();
        let status = |taken: &Taken| taken.came.map_or(0, |came| came.status);
        Row {
            page: page.name.clone(),
            alone: *alone,
            is_preview: page.is_preview,
            p50: at(&times, 50),
            p99: at(&times, 99),
            bytes: of_page
                .iter()
                .filter_map(|taken| taken.came)
                .map(|came| came.bytes)
                .max()
                .unwrap_or(0),
            requests: of_page.len(),
            failed: of_page.iter().filter(|taken| status(taken) != OK).count(),
            status: of_page.iter().map(|taken| status(taken)).find(|status| *status != OK),
        }
    };
    let mut rows: Vec<Row> = pages.iter().zip(alone).enumerate().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.p99));
    rows
}

/// The time within which so many of a hundred came.
fn at(sorted: &[Duration], percent: usize) -> Duration {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_micros().div_ceil(1000)).unwrap_or(u64::MAX)
}

impl Figures {
    /// The aims.
    #[must_use]
    pub fn limits(&self) -> Vec<Limit> {
        let heaviest = self.rows.iter().map(|row| row.bytes).max().unwrap_or(0) + self.assets;
        let slowest = self.rows.iter().map(|row| row.p99).max().unwrap_or_default();
        let slow = self.rows.iter().filter(|row| milliseconds(row.p99) > P99_MS).count();
        let failed = self.rows.iter().map(|row| row.failed).sum::<usize>();
        let previews = self.rows.iter().filter(|row| row.is_preview);
        let preview = previews.map(|row| row.alone.quickest).max().unwrap_or_default();
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let for_lines = TOTALS_MS * count(self.plan.lines).max(LINES) / LINES;
        vec![
            Limit::new("requests that failed", count(failed), 0),
            Limit::new("pages above the slowest time that is allowed", count(slow), 0),
            Limit::new(
                "slowest hundredth of the slowest page, ms",
                milliseconds(slowest),
                P99_MS,
            ),
            Limit::new("slowest preview of everybody, ms", milliseconds(preview), PREVIEW_MS),
            Limit::new("first load of the heaviest page, bytes", count(heaviest), FIRST_LOAD),
            Limit::new(
                "ticking all lines and their totals, ms",
                milliseconds(self.plan.tick_all),
                for_lines,
            ),
            Limit::new(
                "unticking all lines and their totals, ms",
                milliseconds(self.plan.untick_all),
                for_lines,
            ),
            Limit::new("totals, ms", milliseconds(self.plan.totals), TOTALS_MS),
        ]
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        writeln!(
            f,
            "{} people, {} shifts, {} requests a second",
            self.people, self.shifts, self.rate
        )?;
        let plan = &self.plan;
        writeln!(
            f,
            "plan of {} lines: read and made in {:.1} s; untick all {:.0} ms, tick all {:.0} ms, totals {:.0} ms",
            plan.lines,
            plan.read.as_secs_f64(),
            ms(plan.untick_all),
            ms(plan.tick_all),
            ms(plan.totals)
        )?;
        writeln!(f, "beside every page, once: {:.1} kB", kilobytes(self.assets))?;
        writeln!(
            f,
            "{:>9} {:>9} {:>9} {:>9} {:>7} {:>5}  page",
            "first ms", "alone ms", "p50 ms", "p99 ms", "kB", "times"
        )?;
        for row in &self.rows {
            let failed = row.status.map(|status| format!("  ({} answered {status})", row.failed));
            let failed = failed.unwrap_or_default();
            let (first, alone) = (ms(row.alone.first), ms(row.alone.quickest));
            let (p50, p99) = (ms(row.p50), ms(row.p99));
            let (kilobytes, times, page) = (kilobytes(row.bytes), row.requests, &row.page);
            writeln!(
                f,
                "{first:>9.1} {alone:>9.1} {p50:>9.1} {p99:>9.1} {kilobytes:>7.1} {times:>5}  {page}{failed}"
            )?;
        }
        Ok(())
    }
}

fn kilobytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1000.0
}
