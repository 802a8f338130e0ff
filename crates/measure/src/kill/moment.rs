//! When the program is killed: over the whole of a run, most often while it sends.

use crate::stage::Stage;
use loonbrug_domain::ids::RunId;
use loonbrug_store::{Posting, PostingState};
use rand::RngExt as _;
use rand::rngs::StdRng;
use std::time::Duration;
use tokio::process::Child;
use tokio::time::sleep;

/// How often it is looked at how far the program is.
const LOOK_EVERY: Duration = Duration::from_millis(15);

/// How far the run of a program is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Phase {
    /// Settling what was in doubt, reading, planning.
    BeforeFirstWrite,
    /// Some postings have left and others wait, or an answer does.
    DuringWrites,
    /// Reading back and proving.
    AfterLastWrite,
}

impl Phase {
    /// By the postings of the run.
    #[must_use]
    pub fn of(postings: &[Posting]) -> Self {
        let is_open = |posting: &Posting| matches!(posting.state, PostingState::Approved | PostingState::Sending);
        if left(postings) == 0 {
            Self::BeforeFirstWrite
        } else if postings.iter().any(is_open) {
            Self::DuringWrites
        } else {
            Self::AfterLastWrite
        }
    }
}

/// When to kill.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moment {
    /// So long after the start.
    AfterStart(Duration),
    /// So long after so many thousandths of the postings, and one at least, have left.
    AfterPart(usize, Duration),
}

impl Moment {
    /// One in ten before the first write, one in ten after the last, the others in between. `reading`: how long the
    /// program reads before it sends; `latency`: how long one call takes.
    pub fn draw(dice: &mut StdRng, reading: Duration, latency: Duration) -> Self {
        let mut within = |most: Duration| most * dice.random_range(0..=100) / 100;
        let (of_reading, of_call) = (within(reading), within(latency * 2));
        match dice.random_range(0..10) {
            0 => Self::AfterStart(of_reading),
            1 => Self::AfterPart(1000, of_reading / 4),
            _ => Self::AfterPart(dice.random_range(0..1000), of_call),
        }
    }

    fn has_come(self, postings: &[Posting]) -> bool {
        match self {
            Self::AfterStart(_) => true,
            Self::AfterPart(per_mille, _) => left(postings) >= (postings.len() * per_mille / 1000).max(1),
        }
    }

    const fn pause(self) -> Duration {
        match self {
            Self::AfterStart(pause) | Self::AfterPart(_, pause) => pause,
        }
    }

    /// Waits until it has come. `false`: the program ended before.
    pub async fn wait(self, stage: &Stage, child: &mut Child, earlier: Option<RunId>) -> anyhow::Result<bool> {
        while !self.has_come(&postings_of_newer_run(stage, earlier).await?) {
            if child.try_wait()?.is_some() {
                return Ok(false);
            }
            sleep(LOOK_EVERY).await;
        }
        sleep(self.pause()).await;
        Ok(child.try_wait()?.is_none())
    }
}

/// The last run of the coupling.
pub async fn newest_run(stage: &Stage) -> anyhow::Result<Option<RunId>> {
    let runs = stage.hub.store.runs(Some(stage.coupling.id()), 1).await?;
    Ok(runs.first().map(|run| run.id))
}

/// The postings of the run that began since; none before it has any.
pub async fn postings_of_newer_run(stage: &Stage, earlier: Option<RunId>) -> anyhow::Result<Vec<Posting>> {
    match newest_run(stage).await? {
        Some(run) if Some(run) != earlier => Ok(stage.hub.store.postings_of_run(run).await?),
        _ => Ok(Vec::new()),
    }
}

/// How many postings have left.
fn left(postings: &[Posting]) -> usize {
    let waits = |posting: &&Posting| posting.state == PostingState::Approved;
    postings.len() - postings.iter().filter(waits).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;

    #[test]
    fn most_moments_lie_between_the_first_write_and_the_last() {
        let mut dice = StdRng::seed_from_u64(1);
        let moments: Vec<Moment> = (0..1000)
            .map(|_| Moment::draw(&mut dice, Duration::from_secs(10), Duration::from_millis(50)))
            .collect();
        let count = |of: fn(&Moment) -> bool| moments.iter().filter(|moment| of(moment)).count();
        let before = count(|moment| matches!(moment, Moment::AfterStart(_)));
        let after = count(|moment| matches!(moment, Moment::AfterPart(1000, _)));
        assert!((50..150).contains(&before) && (50..150).contains(&after));
        assert!(moments.iter().all(|moment| moment.pause() <= Duration::from_secs(10)));
    }
}
