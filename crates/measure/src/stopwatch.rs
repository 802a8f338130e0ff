//! How long something takes by the clock on the wall.

use std::time::{Duration, Instant};

/// Runs the work and says how long it took.
pub async fn timed<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<(T, Duration)> {
    let start = now();
    let outcome = work.await?;
    Ok((outcome, now().duration_since(start)))
}

/// The moment now, by the clock that only goes forward.
#[expect(
    clippy::disallowed_methods,
    reason = "how long a flow takes is what this crate is for"
)]
pub fn now() -> Instant {
    Instant::now()
}
