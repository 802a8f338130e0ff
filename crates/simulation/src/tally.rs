//! What was reached, over one seed or over all.

use loonbrug_hub::CrashPoint;
use std::collections::BTreeMap;
use std::fmt;

/// Counts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Seeds.
    pub seeds: u64,
    /// Runs that were begun, also those that failed.
    pub runs: u64,
    /// Postings that were made.
    pub postings: u64,
    /// Outcomes that were not known at first.
    pub unknowns: u64,
    /// Of these and of what a crash left, those that reading settled as done.
    pub settled: u64,
    /// Doubts that became a matter for a person.
    pub conflicts: u64,
    /// Rows that came late or twice although nobody could prevent it, and were found.
    pub found: u64,
    /// Runs of a node that had been overtaken.
    pub overtaken: u64,
    /// Postings that were confirmed, by what they pay.
    pub confirmed: BTreeMap<&'static str, u64>,
    /// Calls that met each kind of fault.
    pub faults: BTreeMap<&'static str, u64>,
    /// How often each actor acted.
    pub actors: BTreeMap<&'static str, u64>,
    /// How often the process died at each point.
    pub crashes: BTreeMap<CrashPoint, u64>,
    /// How often it stood still at each point.
    pub stops: BTreeMap<CrashPoint, u64>,
}

fn add<K: Ord + Copy>(to: &mut BTreeMap<K, u64>, from: &BTreeMap<K, u64>) {
    for (key, count) in from {
        *to.entry(*key).or_default() += count;
    }
}

impl Tally {
    /// Adds another one up.
    pub fn add(&mut self, other: &Self) {
        self.seeds += other.seeds;
        self.runs += other.runs;
        self.postings += other.postings;
        self.unknowns += other.unknowns;
        self.settled += other.settled;
        self.conflicts += other.conflicts;
        self.found += other.found;
        self.overtaken += other.overtaken;
        add(&mut self.confirmed, &other.confirmed);
        add(&mut self.faults, &other.faults);
        add(&mut self.actors, &other.actors);
        add(&mut self.crashes, &other.crashes);
        add(&mut self.stops, &other.stops);
    }

    /// Calls that met these faults.
    pub fn met(&mut self, faults: &BTreeMap<&'static str, u64>) {
        add(&mut self.faults, faults);
    }

    /// A posting that pays this was confirmed.
    pub fn confirmed(&mut self, part: &'static str) {
        *self.confirmed.entry(part).or_default() += 1;
    }

    /// Somebody acted.
    pub fn acted(&mut self, actor: &'static str) {
        *self.actors.entry(actor).or_default() += 1;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults: u64 = self.faults.values().sum();
        let kinds: Vec<String> = self
            .faults
            .iter()
            .map(|(kind, count)| format!("{kind} {count}"))
            .collect();
        let confirmed: Vec<String> = self
            .confirmed
            .iter()
            .map(|(part, count)| format!("{part} {count}"))
            .collect();
        write!(
            f,
            "{} seeds: {} runs, {} postings ({} confirmed), {faults} faults ({}), {} crashes, {} pauses, {} overtaken, {} unknown, \
             {} settled by reading, {} conflicts, {} found twice",
            self.seeds,
            self.runs,
            self.postings,
            confirmed.join(", "),
            kinds.join(", "),
            self.crashes.values().sum::<u64>(),
            self.stops.values().sum::<u64>(),
            self.overtaken,
            self.unknowns,
            self.settled,
            self.conflicts,
            self.found
        )
    }
}
