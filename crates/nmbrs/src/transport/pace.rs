//! How fast calls of one token leave.

use super::{Departure, Waiting};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};

/// What Nmbrs calls fair use; beyond it every call is delayed (API fact: 150 calls a second).
const FAIR_USE: u32 = 150;

/// The longest that one answer can hold all calls, whatever it asks.
const LONGEST_HOLD: Duration = Duration::from_mins(15);

/// Spreads the calls of one token evenly, with a limit on the calls in flight. Clones share one pace.
#[derive(Clone, Debug)]
pub struct Pace {
    shared: Arc<Shared>,
    waiting: Waiting,
    departure: Option<Departure>,
}

#[derive(Debug)]
struct Shared {
    interval: Duration,
    in_flight: Arc<Semaphore>,
    schedule: Mutex<Schedule>,
}

/// When the next call may leave. `None` until the first call, so that making a pace asks no clock.
#[derive(Debug, Default)]
struct Schedule {
    next: Option<Instant>,
    held_until: Option<Instant>,
}

/// A call's place among the calls in flight, freed on drop.
#[derive(Debug)]
pub(crate) struct Turn {
    _place: Option<OwnedSemaphorePermit>,
}

impl Pace {
    /// Calls a second unless configured.
    pub const CALLS_PER_SECOND: u32 = 8;

    /// A pace of so many calls a second (1 to 150) with so many in flight (at least 1).
    #[must_use]
    pub fn new(calls_per_second: u32, in_flight: usize) -> Self {
        let places = in_flight.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            shared: Arc::new(Shared {
                interval: Duration::from_secs(1) / calls_per_second.clamp(1, FAIR_USE),
                in_flight: Arc::new(Semaphore::new(places)),
                schedule: Mutex::default(),
            }),
            waiting: Waiting::default(),
            departure: None,
        }
    }

    /// The same pace, with another way of waiting.
    #[must_use]
    pub fn waiting_by(self, waiting: Waiting) -> Self {
        Self { waiting, ..self }
    }

    /// The same pace for calls that must not leave late.
    pub(crate) fn leaving_by(&self, departure: Departure) -> Self {
        Self {
            departure: Some(departure),
            ..self.clone()
        }
    }

    /// Waits for a free place and then for the moment that a call may leave; `None` when it is too late for this call.
    pub(crate) async fn turn(&self) -> Option<Turn> {
        let turn = self.next_turn().await;
        let in_time = self.departure.as_ref().is_none_or(Departure::is_in_time);
        in_time.then_some(turn)
    }

    async fn next_turn(&self) -> Turn {
        // The place comes first: a moment that then has to wait for a place would leave in a burst. The semaphore is
        // never closed, so there always is a place in the end.
        let place = Arc::clone(&self.shared.in_flight).acquire_owned().await.ok();
        if self.waiting.is_played() {
            return Turn { _place: place };
        }
        loop {
            sleep_until(self.reserve()).await;
            if !self.is_held() {
                return Turn { _place: place };
            }
        }
    }

    /// Lets no call leave for this long: neither new ones nor those that wait already.
    pub(crate) fn hold(&self, pause: Duration) {
        let pause = pause.min(LONGEST_HOLD);
        if self.waiting.skip(pause) {
            return;
        }
        let until = Instant::now() + pause;
        let mut schedule = self.schedule();
        schedule.held_until = schedule.held_until.max(Some(until));
        schedule.next = schedule.next.max(schedule.held_until);
    }

    /// Takes the next moment.
    fn reserve(&self) -> Instant {
        let now = Instant::now();
        let mut schedule = self.schedule();
        let moment = schedule.next.map_or(now, |next| next.max(now));
        schedule.next = Some(moment + self.shared.interval);
        moment
    }

    /// Whether an answer has held all calls since this one took its moment.
    fn is_held(&self) -> bool {
        self.schedule().held_until.is_some_and(|until| until > Instant::now())
    }

    fn schedule(&self) -> std::sync::MutexGuard<'_, Schedule> {
        self.shared.schedule.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::future::join_all;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::time::sleep;

    async fn turns(pace: &Pace, count: usize) {
        join_all((0..count).map(|_| async { drop(pace.turn().await) })).await;
    }

    #[tokio::test(start_paused = true)]
    async fn spreads_calls_evenly() {
        let start = Instant::now();
        turns(&Pace::new(8, 100), 80).await;
        // The first leaves at once, 79 intervals of 125 ms follow.
        assert_eq!(start.elapsed().as_millis(), 9875);
    }

    #[tokio::test(start_paused = true)]
    async fn clones_share_one_pace_and_idle_time_is_not_saved_up() {
        let pace = Pace::new(8, 100);
        turns(&pace, 1).await;
        sleep(Duration::from_secs(10)).await;
        let start = Instant::now();
        turns(&pace.clone(), 4).await;
        turns(&pace, 5).await;
        assert_eq!(start.elapsed().as_millis(), 1000);
    }

    #[tokio::test(start_paused = true)]
    async fn keeps_between_1_and_150_calls_a_second() {
        let start = Instant::now();
        turns(&Pace::new(1_000_000, 1000), 301).await;
        assert!(
            (2000..2002).contains(&start.elapsed().as_millis()),
            "{:?}",
            start.elapsed()
        );
        let start = Instant::now();
        turns(&Pace::new(0, 0), 3).await;
        assert_eq!(start.elapsed().as_secs(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn never_has_more_in_flight_than_allowed() {
        let pace = Pace::new(150, 3);
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let start = Instant::now();
        join_all((0..30).map(|_| async {
            let _turn = pace.turn().await;
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            sleep(Duration::from_secs(1)).await;
            now.fetch_sub(1, Ordering::SeqCst);
        }))
        .await;
        assert_eq!(most.into_inner(), 3);
        assert!(
            (10_000..10_100).contains(&start.elapsed().as_millis()),
            "calls × latency ÷ in flight"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_hold_moves_calls_that_wait_and_calls_to_come() {
        let pace = Pace::new(8, 100);
        let start = Instant::now();
        turns(&pace, 1).await;
        let waiting = turns(&pace, 8);
        let held = async {
            sleep(Duration::from_millis(10)).await;
            pace.hold(Duration::from_secs(7));
            turns(&pace, 1).await;
            assert!(start.elapsed().as_millis() >= 7010);
        };
        tokio::join!(waiting, held);
        // Nine calls from the end of the hold on, still 125 ms apart.
        assert_eq!(start.elapsed().as_millis(), 7010 + 8 * 125);
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_waited_too_long_does_not_leave() {
        let start = Instant::now();
        let pace = Pace::new(1, 1);
        let hurried = pace.leaving_by(Departure::while_true(move || start.elapsed() < Duration::from_secs(2)));
        assert!(hurried.turn().await.is_some());
        assert!(hurried.turn().await.is_some());
        assert!(hurried.turn().await.is_none());
        assert!(pace.turn().await.is_some(), "others go on");
    }

    #[tokio::test]
    async fn a_simulation_is_told_what_to_wait() {
        let waited = Arc::new(Mutex::new(Duration::ZERO));
        let told = Arc::clone(&waited);
        let waiting = Waiting::played(move |time| *told.lock().unwrap_or_else(PoisonError::into_inner) += time);
        let pace = Pace::new(1, 1).waiting_by(waiting);
        pace.hold(Duration::from_mins(1));
        turns(&pace, 100).await;
        assert_eq!(
            *waited.lock().unwrap_or_else(PoisonError::into_inner),
            Duration::from_mins(1)
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_hold_without_end_is_cut_short() {
        let pace = Pace::new(8, 1);
        let start = Instant::now();
        pace.hold(Duration::MAX);
        turns(&pace, 1).await;
        assert_eq!(start.elapsed(), LONGEST_HOLD);
    }
}
