//! Where a process dies or stands still: one crash point of a run, reached for the nth time.

use futures::FutureExt as _;
use futures::future::BoxFuture;
use loonbrug_hub::{CrashPoint, Interruption};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// Listens at the crash points of one node.
#[derive(Debug, Default)]
pub struct Interruptions {
    /// The point, and how often it is passed first.
    order: Mutex<Option<(CrashPoint, u64)>>,
    stopped: Notify,
    going_on: Arc<Notify>,
}

impl Interruptions {
    /// Stops at this point, after it was passed so many times more.
    pub fn stop_at(&self, point: CrashPoint, passes: u64) {
        *self.order() = Some((point, passes));
    }

    /// Stops nowhere any more.
    pub fn never_stop(&self) {
        *self.order() = None;
    }

    /// Waits until the node stands still.
    pub async fn stopped(&self) {
        self.stopped.notified().await;
    }

    /// Lets a node that stands still go on.
    pub fn go_on(&self) {
        self.going_on.notify_one();
    }

    fn order(&self) -> MutexGuard<'_, Option<(CrashPoint, u64)>> {
        self.order.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this is where it stops.
    fn is_the_place(&self, point: CrashPoint) -> bool {
        let mut order = self.order();
        match &mut *order {
            Some((place, 0)) if *place == point => {
                *order = None;
                true
            }
            Some((place, passes)) if *place == point => {
                *passes -= 1;
                false
            }
            _ => false,
        }
    }
}

impl Interruption for Interruptions {
    fn reached(&self, point: CrashPoint) -> BoxFuture<'static, ()> {
        if !self.is_the_place(point) {
            return std::future::ready(()).boxed();
        }
        self.stopped.notify_one();
        let going_on = Arc::clone(&self.going_on);
        async move { going_on.notified().await }.boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_stops_where_it_was_told_and_nowhere_else() {
        let node = Interruptions::default();
        node.stop_at(CrashPoint::CallMade, 1);
        node.reached(CrashPoint::IntentStored).await;
        node.reached(CrashPoint::CallMade).await;
        let mut second = node.reached(CrashPoint::CallMade);
        assert!(second.as_mut().now_or_never().is_none());
        node.stopped().await;
        node.go_on();
        second.await;
        node.reached(CrashPoint::CallMade).await;
    }
}
