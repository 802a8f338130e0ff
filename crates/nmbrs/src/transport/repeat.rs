//! Repeats reads; writes never.

use super::Waiting;
use super::classify::Effect;
use crate::fault::{Fault, FaultClass};
use std::time::Duration;

/// The waits between the tries of a read that fails without saying how long to wait.
const WAITS: [Duration; 3] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
];

/// The longest wait inside a call; who is asked to wait longer gets the fault and plans the call anew.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// Makes a call, and a read up to three times more while its fault says that it may be repeated.
pub(crate) async fn repeated<T, F>(waiting: &Waiting, effect: Effect, mut once: impl FnMut() -> F) -> Result<T, Fault>
where
    F: Future<Output = Result<T, Fault>>,
{
    for wait in WAITS {
        match once().await {
            Err(Fault {
                class: FaultClass::Retry { after },
                operation,
                ..
            }) if effect == Effect::Read && after.unwrap_or(wait) <= LONGEST_WAIT => {
                let pause = after.unwrap_or(wait);
                tracing::debug!(
                    nmbrs.operation = operation,
                    nmbrs.wait_ms = pause.as_millis(),
                    "reading again"
                );
                waiting.pass(pause).await;
            }
            outcome => return outcome,
        }
    }
    once().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use tokio::time::Instant;

    fn fault(class: FaultClass) -> Fault {
        Fault {
            operation: "Service.Call".to_owned(),
            class,
            code: None,
            message: String::new(),
        }
    }

    /// Fails so many times in this way; gives the outcome, the number of tries and the time that they took.
    async fn tried(effect: Effect, failures: u32, class: FaultClass) -> (Result<(), Fault>, u32, u128) {
        let tries = Cell::new(0);
        let start = Instant::now();
        let outcome = repeated(&Waiting::default(), effect, || {
            tries.set(tries.get() + 1);
            let outcome = if tries.get() <= failures {
                Err(fault(class))
            } else {
                Ok(())
            };
            async { outcome }
        })
        .await;
        (outcome, tries.get(), start.elapsed().as_millis())
    }

    const AT_ONCE: FaultClass = FaultClass::Retry { after: None };
    const LATER: FaultClass = FaultClass::Retry {
        after: Some(Duration::from_secs(7)),
    };
    const MUCH_LATER: FaultClass = FaultClass::Retry {
        after: Some(Duration::from_hours(1)),
    };

    #[tokio::test(start_paused = true)]
    async fn reads_are_tried_four_times_with_growing_waits() {
        assert_eq!(tried(Effect::Read, 1, AT_ONCE).await, (Ok(()), 2, 500));
        assert_eq!(tried(Effect::Read, 3, AT_ONCE).await, (Ok(()), 4, 3500));
        assert_eq!(tried(Effect::Read, 9, AT_ONCE).await, (Err(fault(AT_ONCE)), 4, 3500));
    }

    #[tokio::test(start_paused = true)]
    async fn reads_wait_as_long_as_they_are_asked_to_within_reason() {
        assert_eq!(tried(Effect::Read, 1, LATER).await, (Ok(()), 2, 7000));
        assert_eq!(tried(Effect::Read, 1, MUCH_LATER).await, (Err(fault(MUCH_LATER)), 1, 0));
    }

    #[tokio::test(start_paused = true)]
    async fn writes_and_other_faults_are_never_repeated() {
        assert_eq!(tried(Effect::Write, 1, AT_ONCE).await, (Err(fault(AT_ONCE)), 1, 0));
        for class in [FaultClass::Rejected, FaultClass::Unknown, FaultClass::Pause] {
            assert_eq!(tried(Effect::Read, 1, class).await, (Err(fault(class)), 1, 0));
        }
    }
}
