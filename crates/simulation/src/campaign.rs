//! Many seeds on several threads.

use crate::broken::{Broken, Invariant};
use crate::stage::Worker;
use crate::tally::Tally;
use crate::walk::{Ended, Failure, Options, play};
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Which seeds, and how.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// The seeds.
    pub seeds: Range<u64>,
    /// How they are played.
    pub options: Options,
    /// Threads; as many as the machine has processors, unless it is said.
    pub jobs: Option<usize>,
    /// The PostgreSQL to play on, in place of SQLite.
    pub postgres: Option<String>,
    /// Whether to go on after a seed that fails.
    pub all: bool,
}

/// What came of a campaign.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What was reached by the seeds in which everything held.
    pub tally: Tally,
    /// Hash of the end of each of them.
    pub digests: BTreeMap<u64, String>,
    /// The seeds in which something did not hold, by seed.
    pub failures: Vec<Failure>,
}

struct Shared {
    next: AtomicU64,
    stop: AtomicBool,
    outcome: Mutex<Outcome>,
}

impl Campaign {
    /// Plays the seeds. `told` hears of each one that ended, while the others go on.
    pub fn run(&self, told: &(dyn Fn(u64, &Result<Ended, Failure>) + Sync)) -> anyhow::Result<Outcome> {
        let shared = Shared {
            next: AtomicU64::new(self.seeds.start),
            stop: AtomicBool::new(false),
            outcome: Mutex::default(),
        };
        let seeds = usize::try_from(self.seeds.end - self.seeds.start).unwrap_or(usize::MAX);
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        let jobs = self.jobs.unwrap_or(processors).clamp(1, seeds.max(1));
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..jobs).map(|_| scope.spawn(|| self.thread(&shared, told))).collect();
            threads.into_iter().try_for_each(|thread| match thread.join() {
                Ok(outcome) => outcome,
                Err(_) => Err(anyhow::anyhow!("a thread of the simulation broke down")),
            })
        })?;
        let mut outcome = shared.outcome.into_inner().unwrap_or_else(PoisonError::into_inner);
        outcome.failures.sort_by_key(|failure| failure.seed);
        Ok(outcome)
    }

    /// One thread: a runtime of one thread of its own, so that each seed always goes the same way.
    fn thread(&self, shared: &Shared, told: &(dyn Fn(u64, &Result<Ended, Failure>) + Sync)) -> anyhow::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let mut worker = Worker::start(self.postgres.as_deref())
                .await
                .context("the stage is set")?;
            while !shared.stop.load(Ordering::Relaxed) {
                let seed = shared.next.fetch_add(1, Ordering::Relaxed);
                if seed >= self.seeds.end {
                    break;
                }
                let ended = Box::pin(play(&mut worker, seed, self.options)).await;
                told(seed, &ended);
                if ended.is_err() && !self.all {
                    shared.stop.store(true, Ordering::Relaxed);
                }
                let mut outcome = shared.outcome.lock().unwrap_or_else(PoisonError::into_inner);
                outcome.add(seed, ended);
            }
            worker.end().await
        })
    }
}

impl Outcome {
    /// Seeds in which this did not hold.
    #[must_use]
    pub fn broken(&self, invariant: Invariant) -> usize {
        let broken = self
            .failures
            .iter()
            .filter_map(|failure| failure.error.downcast_ref::<Broken>());
        broken.filter(|broken| broken.invariant == invariant).count()
    }

    fn add(&mut self, seed: u64, ended: Result<Ended, Failure>) {
        match ended {
            Ok(ended) => {
                self.tally.add(&ended.tally);
                self.digests.insert(seed, ended.digest);
            }
            Err(failure) => self.failures.push(failure),
        }
    }
}
