//! A clock that the test moves, and identities that count.

use jiff::{SignedDuration, Timestamp};
use loonbrug_hub::{Clock, Identities, Surroundings};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// The business date of the manuals' figures, in the morning.
const BUSINESS_MOMENT: &str = "2023-05-17T09:00:00+02:00";

/// Stands still until the test moves it.
#[derive(Debug)]
pub struct TestClock {
    now: Mutex<Timestamp>,
    count: AtomicU64,
}

impl TestClock {
    pub fn new() -> Arc<Self> {
        let now = Mutex::new(BUSINESS_MOMENT.parse().expect("a moment"));
        Arc::new(Self {
            now,
            count: AtomicU64::new(0),
        })
    }

    /// The surroundings of a hub; of several hubs on one database the identities never come twice.
    pub fn surroundings(self: &Arc<Self>) -> Surroundings {
        Surroundings::new(self.clone(), self.clone())
    }

    pub fn advance(&self, seconds: i64) {
        *self.now.lock().expect("the clock") += SignedDuration::from_secs(seconds);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.now.lock().expect("the clock")
    }
}

impl Identities for TestClock {
    fn next(&self, now: Timestamp) -> Uuid {
        let mut bytes = [0_u8; 10];
        bytes[2..].copy_from_slice(&self.count.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        let milliseconds = u64::try_from(now.as_millisecond()).expect("a moment after 1970");
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid()
    }
}
