//! What became of a program that was killed so often.

use super::found::Found;
use super::moment::Phase;
use crate::arguments::Kill;
use crate::figures::Limit;
use loonbrug_store::{Posting, PostingState};
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// What was counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    /// Who, and how many lines each.
    pub size: (u32, u32),
    /// Kills, by how far the run was.
    pub kills: BTreeMap<Phase, u32>,
    /// Runs that came to their end before they were killed, and at last.
    pub whole_runs: u32,
    /// Whether the last of them still left something to a person or a next run.
    pub something_waits: bool,
    /// What became of the postings that were in doubt after a kill.
    pub fates: Fates,
    /// Postings that have no known outcome in the end.
    pub open: u64,
    /// Writes of one more run, that has nothing to send.
    pub writes_of_one_more: u64,
    /// Histories of which the chain is broken.
    pub broken_histories: u64,
    /// What Nmbrs holds.
    pub found: Found,
    /// By the clock on the wall.
    pub time: Duration,
}

/// What became of postings that were in doubt.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Fates {
    /// How many there were.
    pub in_doubt: u64,
    /// Found by reading: it had happened.
    pub confirmed: u64,
    /// Proved absent by reading: the line was sent anew, or was not wanted any more.
    pub absent: u64,
}

impl Fates {
    /// What became of these postings.
    pub fn of<'a>(postings: impl Iterator<Item = &'a Posting>) -> Self {
        let mut fates = Self::default();
        for posting in postings {
            fates.in_doubt += 1;
            match posting.state {
                PostingState::Confirmed => fates.confirmed += 1,
                PostingState::Absent => fates.absent += 1,
                _ => {}
            }
        }
        fates
    }

    /// Those of which it is not known, or that were left to a person.
    #[must_use]
    pub const fn unsettled(&self) -> u64 {
        self.in_doubt - self.confirmed - self.absent
    }
}

impl Figures {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(options: &Kill) -> Self {
        Self {
            size: (options.people, options.lines),
            kills: BTreeMap::new(),
            whole_runs: 0,
            something_waits: false,
            fates: Fates::default(),
            open: 0,
            writes_of_one_more: 0,
            broken_histories: 0,
            found: Found::default(),
            time: Duration::ZERO,
        }
    }

    /// All kills.
    #[must_use]
    pub fn killed(&self) -> u32 {
        self.kills.values().sum()
    }

    /// Kills in one phase.
    #[must_use]
    pub fn killed_in(&self, phase: Phase) -> u32 {
        self.kills.get(&phase).copied().unwrap_or(0)
    }

    /// What must be nought.
    #[must_use]
    pub fn limits(&self) -> Vec<Limit> {
        let mut limits = self.found.limits();
        limits.extend([
            Limit::new("something still waits", self.something_waits.into(), 0),
            Limit::new("doubts that reading did not settle", self.fates.unsettled(), 0),
            Limit::new("postings without a known outcome", self.open, 0),
            Limit::new("writes of one more run", self.writes_of_one_more, 0),
            Limit::new("broken histories", self.broken_histories, 0),
        ]);
        limits
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (people, lines) = self.size;
        let (fates, found) = (self.fates, self.found);
        writeln!(f, "{people} people, at most {lines} lines each, and their days")?;
        writeln!(
            f,
            "{} kills: {} before the first write, {} during the writes, {} after the last; {} runs came to their end",
            self.killed(),
            self.killed_in(Phase::BeforeFirstWrite),
            self.killed_in(Phase::DuringWrites),
            self.killed_in(Phase::AfterLastWrite),
            self.whole_runs
        )?;
        writeln!(
            f,
            "{} unknowns found: {} settled by reading, {} absent and sent anew where still wanted, {} open",
            fates.in_doubt,
            fates.confirmed,
            fates.absent,
            fates.unsettled()
        )?;
        let doubles = found.twice + found.twice_for_a_while + found.mark_twice;
        let losses = found.missing + found.other_hours + found.other_days;
        writeln!(
            f,
            "{} rows inserted, doubles {doubles}, losses {losses}, in {:.1} s",
            found.inserted,
            self.time.as_secs_f64()
        )
    }
}
