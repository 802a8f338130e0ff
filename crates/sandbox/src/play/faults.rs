//! The faults that were ordered, as calls meet them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rand::SeedableRng;
use rand::rngs::StdRng;
use serde::Deserialize;

use super::fault::{Fault, FaultKind};
use crate::glob;

/// Faults that are ordered together. The same order and the same calls in the same order give the same faults.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Chances follow from it.
    #[serde(default)]
    pub seed: u64,
    /// The faults. Of those that fit a call it meets the first.
    pub faults: Vec<Fault>,
}

impl From<Vec<Fault>> for Order {
    fn from(faults: Vec<Fault>) -> Self {
        Self { seed: 0, faults }
    }
}

/// What became of an order.
#[derive(Debug)]
struct State {
    pending: Vec<Fault>,
    dice: StdRng,
    met: BTreeMap<&'static str, u64>,
}

impl State {
    fn new(order: Order) -> Self {
        Self {
            pending: order.faults,
            dice: StdRng::seed_from_u64(order.seed),
            met: BTreeMap::new(),
        }
    }

    /// The first of the faults that fit, are not skipped and strike.
    fn next(&mut self, operation: &str) -> Option<FaultKind> {
        let Self { pending, dice, met } = self;
        let mut fitting = pending
            .iter_mut()
            .filter(|fault| fault.count > 0 && glob::matches(&fault.operation, operation));
        let fault = fitting.find_map(|fault| {
            if fault.skip > 0 {
                fault.skip -= 1;
                return None;
            }
            fault.probability.strikes(dice).then_some(fault)
        })?;
        fault.count -= 1;
        *met.entry(fault.kind.name()).or_default() += 1;
        let kind = fault.kind.clone();
        pending.retain(|fault| fault.count > 0);
        Some(kind)
    }
}

/// The faults that are still to come, and those that came.
#[derive(Debug)]
pub struct Faults {
    /// Spares the lock on every call when nothing was ordered.
    armed: AtomicBool,
    state: Mutex<State>,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            armed: AtomicBool::new(false),
            state: Mutex::new(State::new(Order::default())),
        }
    }
}

impl Faults {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Replaces what was ordered, and counts anew.
    pub fn order(&self, order: impl Into<Order>) {
        let fresh = State::new(order.into());
        let mut state = self.state();
        self.armed.store(!fresh.pending.is_empty(), Ordering::Release);
        *state = fresh;
    }

    /// What is still to come.
    pub fn pending(&self) -> Vec<Fault> {
        self.state().pending.clone()
    }

    /// How many calls met each kind of fault since the last order or reset, by its name; kinds that none met are left
    /// out.
    pub fn met(&self) -> BTreeMap<&'static str, u64> {
        self.state().met.clone()
    }

    /// The fault that a call of this operation meets, if any; it counts down.
    pub(super) fn meet(&self, operation: &str) -> Option<FaultKind> {
        if !self.armed.load(Ordering::Acquire) {
            return None;
        }
        let mut state = self.state();
        let kind = state.next(operation);
        self.armed.store(!state.pending.is_empty(), Ordering::Release);
        kind
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::play::Probability;

    fn drawn(seed: u64, percent: u8, calls: usize) -> Vec<bool> {
        let faults = Faults::default();
        let fault = Fault {
            count: u64::MAX,
            probability: Probability::percent(percent),
            ..Fault::new("*", FaultKind::Twice)
        };
        faults.order(Order {
            seed,
            faults: vec![fault],
        });
        let drawn: Vec<bool> = (0..calls).map(|_| faults.meet("any").is_some()).collect();
        let met = drawn.iter().filter(|met| **met).count();
        assert_eq!(faults.met().get("twice").copied().unwrap_or(0), met as u64);
        drawn
    }

    proptest! {
        #[test]
        fn one_seed_gives_one_sequence(seed: u64) {
            prop_assert_eq!(drawn(seed, 30, 200), drawn(seed, 30, 200));
        }
    }

    #[test]
    fn chances_are_kept_and_seeds_differ() {
        let met = |percent| drawn(7, percent, 1000).into_iter().filter(|met| *met).count();
        assert_eq!((met(0), met(100)), (0, 1000));
        assert!((250..350).contains(&met(30)), "{}", met(30));
        assert_ne!(drawn(7, 30, 200), drawn(8, 30, 200));
    }

    #[test]
    fn a_call_that_one_fault_spares_meets_the_next() {
        let faults = Faults::default();
        let spared = Fault {
            probability: Probability::percent(0),
            ..Fault::new("A.*", FaultKind::Twice)
        };
        let other = Fault::new("A.b", FaultKind::Malformed);
        faults.order(vec![spared.clone(), other]);
        assert_eq!(faults.meet("A.b"), Some(FaultKind::Malformed));
        assert_eq!(faults.meet("A.b"), None);
        assert_eq!(faults.pending(), [spared]);
        faults.order(vec![]);
        assert!(faults.met().is_empty());
    }
}
