//! The time of a simulation: one clock for the hub and for Nmbrs, and identities that count.

use jiff::{SignedDuration, Timestamp};
use loonbrug_hub::{Clock, Identities, Surroundings};
use loonbrug_nmbrs::Waiting;
use loonbrug_sandbox::Running;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// Stands still until somebody moves it; the sandbox's clock moves along.
#[derive(Debug)]
pub struct SimulatedTime {
    now: Mutex<Timestamp>,
    identities: AtomicU64,
    sandbox: Arc<Running>,
}

impl SimulatedTime {
    /// A clock that stands at a moment; the identities are counted from `first`.
    #[must_use]
    pub fn starting(sandbox: &Arc<Running>, now: Timestamp, first: u64) -> Arc<Self> {
        sandbox.play().world_mut().clock = Some(now);
        Arc::new(Self {
            now: Mutex::new(now),
            identities: AtomicU64::new(first),
            sandbox: Arc::clone(sandbox),
        })
    }

    /// Lets this much time pass at once.
    pub fn advance(&self, time: SignedDuration) {
        let now = {
            let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
            *now = now.checked_add(time).unwrap_or(*now);
            *now
        };
        self.sandbox.play().world_mut().clock = Some(now);
    }

    /// What a hub takes from the outside world. Of several hubs the identities never come twice.
    #[must_use]
    pub fn surroundings(self: &Arc<Self>) -> Surroundings {
        Surroundings::new(self.clone(), self.clone())
    }

    /// Waiting that moves this clock.
    #[must_use]
    pub fn waiting(self: &Arc<Self>) -> Waiting {
        let time = Arc::clone(self);
        Waiting::played(move |pause| {
            time.advance(SignedDuration::try_from(pause).unwrap_or(SignedDuration::MAX));
        })
    }
}

impl Clock for SimulatedTime {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Identities for SimulatedTime {
    fn next(&self, now: Timestamp) -> Uuid {
        let mut bytes = [0_u8; 10];
        bytes[2..].copy_from_slice(&self.identities.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid()
    }
}
