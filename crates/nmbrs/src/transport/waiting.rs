//! How waiting is done, and until when a write may leave.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// How waiting is done: by letting the time pass, or by a simulation that moves a clock of its own instead.
#[derive(Clone, Default)]
pub struct Waiting {
    played: Option<Arc<dyn Fn(Duration) + Send + Sync>>,
}

impl Waiting {
    /// Nobody waits: the time to wait is handed to `play`, which moves its clock.
    pub fn played(play: impl Fn(Duration) + Send + Sync + 'static) -> Self {
        Self {
            played: Some(Arc::new(play)),
        }
    }

    /// Whether a simulation owns the time.
    #[must_use]
    pub const fn is_played(&self) -> bool {
        self.played.is_some()
    }

    /// Waits this long.
    pub async fn pass(&self, time: Duration) {
        match &self.played {
            None => sleep(time).await,
            Some(play) => {
                play(time);
                tokio::task::yield_now().await;
            }
        }
    }

    /// Moves the clock of a simulation; `false` where the time is real.
    pub(super) fn skip(&self, time: Duration) -> bool {
        self.played.as_ref().is_some_and(|play| {
            play(time);
            true
        })
    }
}

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_played() { "Waiting(played)" } else { "Waiting" })
    }
}

/// Until when a call may leave. Between the stored intent of a write and the write itself a process can stand still
/// for any time (a suspended machine, a long queue); another node may have settled the intent by then, so that a call
/// that is late must not leave any more.
#[derive(Clone)]
pub struct Departure {
    in_time: Arc<dyn Fn() -> bool + Send + Sync>,
}

impl Departure {
    /// A call may leave while `in_time` says so. It is asked at the last moment before the call.
    pub fn while_true(in_time: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self {
            in_time: Arc::new(in_time),
        }
    }

    /// Whether the call may still leave.
    #[must_use]
    pub fn is_in_time(&self) -> bool {
        (self.in_time)()
    }
}

impl fmt::Debug for Departure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Departure").field(&self.is_in_time()).finish()
    }
}
