//! What was measured of one stretch of work, and the limits that it must keep.

use crate::arguments::Connecting;
use crate::calls::Calls;
use crate::stage::Stage;
use crate::stopwatch::timed;
use std::fmt;
use std::time::Duration;

/// One stretch of work: which calls it took, and how long.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The calls.
    pub calls: Calls,
    /// By the clock on the wall.
    pub time: Duration,
    /// The least that these calls can take at the allowed rate, with the latency and the calls in flight.
    pub floor: Duration,
}

impl Stretch {
    /// Measures work on a stage.
    pub async fn of<T>(
        stage: &Stage,
        connecting: &Connecting,
        work: impl Future<Output = anyhow::Result<T>>,
    ) -> anyhow::Result<(T, Self)> {
        let before = Calls::so_far(&stage.sandbox).await?;
        let (outcome, time) = timed(work).await?;
        let calls = Calls::so_far(&stage.sandbox).await?.since(&before);
        let floor = floor(calls.total(), connecting);
        Ok((outcome, Self { calls, time, floor }))
    }

    /// Time ÷ floor in thousandths: 1000 is the floor itself.
    #[must_use]
    pub fn per_mille_of_floor(&self) -> u128 {
        self.time.as_micros() * 1000 / self.floor.as_micros().max(1)
    }
}

impl fmt::Display for Stretch {
    /// `2,504 calls in 17.23 s; floor 16.69 s, ratio 1.032`, then a line per operation.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (time, floor) = (self.time.as_secs_f64(), self.floor.as_secs_f64());
        let ratio = self.per_mille_of_floor();
        write!(f, "{} calls in {time:.2} s", self.calls.total())?;
        write!(f, "; floor {floor:.2} s, ratio {}.{:03}", ratio / 1000, ratio % 1000)?;
        for (name, count) in &self.calls.operations {
            write!(
                f,
                "\n  {:>7}  {}{name}",
                count.calls,
                if count.write { "write  " } else { "read   " }
            )?;
        }
        Ok(())
    }
}

/// The least that so many calls can take: calls ÷ rate, or calls × latency ÷ calls in flight, whichever is more.
#[must_use]
pub fn floor(calls: u64, connecting: &Connecting) -> Duration {
    let calls = u32::try_from(calls).unwrap_or(u32::MAX);
    let by_rate = Duration::from_secs(1) * calls / connecting.calls_per_second;
    let latency = Duration::from_millis(u64::from(connecting.latency));
    by_rate.max(latency * calls / connecting.in_flight)
}

/// A figure with the most that it may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limit {
    /// What the figure is, with its unit.
    pub name: String,
    /// What was measured.
    pub found: u64,
    /// The most that it may be.
    pub most: u64,
}

impl Limit {
    /// A figure with its limit.
    #[must_use]
    pub fn new(name: &str, found: u64, most: u64) -> Self {
        Self {
            name: name.to_owned(),
            found,
            most,
        }
    }

    /// Whether the figure is within the limit.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        self.found <= self.most
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.is_kept() { "kept  " } else { "BROKEN" };
        write!(f, "{verdict}  {}: {} (at most {})", self.name, self.found, self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::InterfaceName;

    fn connecting(latency: u32, calls_per_second: u32, in_flight: u32) -> Connecting {
        Connecting {
            interface: InterfaceName::Soap,
            latency,
            calls_per_second,
            in_flight,
            database: None,
        }
    }

    #[test]
    fn the_slower_of_rate_and_latency_is_the_floor() {
        assert_eq!(floor(3000, &connecting(50, 150, 64)), Duration::from_secs(20));
        assert_eq!(floor(3000, &connecting(400, 150, 8)), Duration::from_secs(150));
    }

    #[test]
    fn a_limit_may_be_reached_but_not_passed() {
        assert!(Limit::new("calls", 15, 15).is_kept());
        assert!(!Limit::new("calls", 16, 15).is_kept());
    }
}
