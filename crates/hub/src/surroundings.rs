//! What the application takes from the outside world: the time and fresh identities. Passed in, so that a test or a
//! simulation can own both.

use crate::crash_point::Interruption;
#[cfg(feature = "sabotage")]
use crate::sabotage::Sabotage;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use loonbrug_domain::Date;
use rand::Rng as _;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The moment now.
    fn now(&self) -> Timestamp;
}

/// Makes identities that never come twice.
pub trait Identities: Send + Sync {
    /// A UUID of version 7 for this moment.
    fn next(&self, now: Timestamp) -> Uuid;
}

/// Clock and identities together, and who listens at the crash points.
#[derive(Clone)]
pub struct Surroundings {
    clock: Arc<dyn Clock>,
    identities: Arc<dyn Identities>,
    interruption: Option<Arc<dyn Interruption>>,
    #[cfg(feature = "sabotage")]
    sabotage: Option<Sabotage>,
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings").field("now", &self.now()).finish()
    }
}

impl Surroundings {
    /// Surroundings of one's own.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, identities: Arc<dyn Identities>) -> Self {
        Self {
            clock,
            identities,
            interruption: None,
            #[cfg(feature = "sabotage")]
            sabotage: None,
        }
    }

    /// The same, with somebody who listens at the crash points.
    #[must_use]
    pub fn interrupted_by(self, interruption: Arc<dyn Interruption>) -> Self {
        Self {
            interruption: Some(interruption),
            ..self
        }
    }

    pub(crate) fn interruption(&self) -> Option<&dyn Interruption> {
        self.interruption.as_deref()
    }

    /// The same, with a rule of the protocol broken.
    #[cfg(feature = "sabotage")]
    #[must_use]
    pub fn sabotaged(self, sabotage: Option<Sabotage>) -> Self {
        Self { sabotage, ..self }
    }

    #[cfg(feature = "sabotage")]
    pub(crate) const fn sabotage(&self) -> Option<Sabotage> {
        self.sabotage
    }

    /// The real clock of this machine.
    #[must_use]
    pub fn real() -> Self {
        Self::new(
            Arc::new(SystemClock {
                ahead: SignedDuration::ZERO,
            }),
            Arc::new(RandomIdentities),
        )
    }

    /// A clock that ticks like the real one but started at another moment: for a demonstration on a business date.
    #[must_use]
    pub fn starting_at(moment: Timestamp) -> Self {
        let ahead = moment.duration_since(
            SystemClock {
                ahead: SignedDuration::ZERO,
            }
            .now(),
        );
        Self::new(Arc::new(SystemClock { ahead }), Arc::new(RandomIdentities))
    }

    /// A clock that stands still and identities that count: for tests whose output is compared to the letter.
    #[must_use]
    pub fn still(moment: Timestamp) -> Self {
        Self::new(
            Arc::new(StillClock(moment)),
            Arc::new(CountingIdentities(AtomicU64::new(0))),
        )
    }

    /// The moment now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The date in the Netherlands now.
    #[must_use]
    pub fn today(&self) -> Date {
        self.date_of(self.now())
    }

    /// The date in the Netherlands at a moment.
    #[must_use]
    pub fn date_of(&self, moment: Timestamp) -> Date {
        moment.to_zoned(netherlands()).date()
    }

    /// When a date begins in the Netherlands.
    #[must_use]
    pub fn start_of(&self, date: Date) -> Timestamp {
        date.to_zoned(netherlands())
            .map_or(Timestamp::MAX, |start| start.timestamp())
    }

    /// When a date ends in the Netherlands: when the next one begins.
    #[must_use]
    pub fn end_of(&self, date: Date) -> Timestamp {
        date.tomorrow().map_or(Timestamp::MAX, |next| self.start_of(next))
    }

    /// A fresh identity.
    #[must_use]
    pub fn identity(&self) -> Uuid {
        self.identities.next(self.now())
    }
}

/// The zone of every wall time.
pub fn netherlands() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC)
}

struct SystemClock {
    ahead: SignedDuration,
}

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine for the time"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now() + self.ahead
    }
}

struct StillClock(Timestamp);

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

struct RandomIdentities;

impl Identities for RandomIdentities {
    fn next(&self, now: Timestamp) -> Uuid {
        let mut random = [0_u8; 10];
        rand::rng().fill_bytes(&mut random);
        version_7(now, &random)
    }
}

struct CountingIdentities(AtomicU64);

impl Identities for CountingIdentities {
    fn next(&self, now: Timestamp) -> Uuid {
        let mut bytes = [0_u8; 10];
        bytes[2..].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        version_7(now, &bytes)
    }
}

fn version_7(now: Timestamp, random: &[u8; 10]) -> Uuid {
    let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(milliseconds, random).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_day_in_the_netherlands() {
        let surroundings = Surroundings::still("2023-04-30T22:30:00Z".parse().unwrap());
        assert_eq!(surroundings.today(), "2023-05-01".parse().unwrap());
    }

    #[test]
    fn identities_are_of_version_7_and_never_the_same() {
        let surroundings = Surroundings::still("2023-05-17T10:00:00Z".parse().unwrap());
        let (first, second) = (surroundings.identity(), surroundings.identity());
        assert_ne!(first, second);
        assert_eq!(first.get_version_num(), 7);
    }

    #[test]
    fn a_clock_can_start_on_a_business_date() {
        let moment = "2023-05-17T10:00:00Z".parse().unwrap();
        assert!(Surroundings::starting_at(moment).now() >= moment);
    }
}
