//! Deeds of which the effect is still to come.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::call::Interface;
use super::deed::Writing;
use crate::world::World;

/// A deed that takes effect later.
pub struct LateDeed {
    /// The moment from which it takes effect, and which it carries.
    pub due: Timestamp,
    /// The interface whose reads are counted.
    pub interface: Interface,
    /// How many reads of it still pass without the effect.
    pub reads: u64,
    /// What it does.
    pub deed: Box<Writing>,
}

/// The deeds that are still to come. Whoever needs the lock of the world as well takes that one first.
#[derive(Default)]
pub struct LateDeeds {
    /// Spares the lock on every call when there are none.
    count: AtomicUsize,
    list: Mutex<Vec<LateDeed>>,
}

impl LateDeeds {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.count.load(Ordering::Acquire)
    }

    /// One more.
    pub fn add(&self, late: LateDeed) {
        self.change(|list| list.push(late));
    }

    /// None of them takes effect any more.
    pub fn forget(&self) {
        self.change(Vec::clear);
    }

    /// A read of this interface has passed.
    pub fn count_read(&self, interface: Interface) {
        if self.count() == 0 {
            return;
        }
        self.change(|list| {
            for late in list.iter_mut().filter(|late| late.interface == interface) {
                late.reads = late.reads.saturating_sub(1);
            }
        });
    }

    /// Lets those happen that are due, in the order of their moments. Their answers are lost.
    pub fn happen(&self, world: &mut World, now: Timestamp) {
        if self.count() == 0 {
            return;
        }
        let is_due = |late: &mut LateDeed| late.reads == 0 && late.due <= now;
        let mut due: Vec<LateDeed> = self.change(|list| list.extract_if(.., is_due).collect());
        due.sort_by_key(|late| late.due);
        for late in due {
            let _lost = (late.deed)(world, late.due);
        }
    }

    fn change<T>(&self, change: impl FnOnce(&mut Vec<LateDeed>) -> T) -> T {
        let mut list: MutexGuard<'_, Vec<LateDeed>> = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = change(&mut list);
        self.count.store(list.len(), Ordering::Release);
        changed
    }
}

impl std::fmt::Debug for LateDeeds {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("LateDeeds").field(&self.count()).finish()
    }
}
