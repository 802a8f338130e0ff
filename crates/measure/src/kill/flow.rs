//! The flow: send, kill, perhaps change some hours, send again; at last let it come to its end, and look.

use super::desired::Desired;
use super::figures::{Fates, Figures};
use super::found::Found;
use super::moment::{Moment, Phase, newest_run, postings_of_newer_run};
use super::program::{Program, has_done, kill};
use crate::arguments::Kill;
use crate::calls::Calls;
use crate::people::sync;
use crate::stage::{APRIL, Stage};
use crate::stopwatch::timed;
use loonbrug_domain::ids::PostingId;
use loonbrug_hub::HistoryChecked;
use loonbrug_hub::import::ImportChoice;
use loonbrug_store::{Posting, PostingState};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::BTreeSet;
use std::time::Duration;
use url::Url;

/// Seconds until absent proves something. The sandbox lets go of a call when its caller dies, and is on this machine.
pub const SETTLING_SECONDS: u32 = 1;
/// How many runs it may take at last until nothing is left to do.
const LAST_RUNS: u32 = 10;
/// What the program needs before its first call.
const START: Duration = Duration::from_millis(200);

/// Kills the program against the sandbox at this address.
pub async fn measure(sandbox: &Url, program: &Program, options: &Kill) -> anyhow::Result<Figures> {
    let stage = Stage::of_today(sandbox, &options.connecting, options.batches, SETTLING_SECONDS).await?;
    Box::pin(sync(&stage)).await?;
    let desired = Desired::new(&stage.zero_hours(options.people).await?, options.lines, options.seed);
    let killing = Killing {
        stage: &stage,
        program,
        options,
        desired,
        dice: StdRng::seed_from_u64(options.seed),
        in_doubt: BTreeSet::new(),
        figures: Figures::new(options),
    };
    killing.import().await?;
    let (figures, time) = timed(Box::pin(killing.go_on())).await?;
    Ok(Figures { time, ..figures })
}

/// A program that is killed, and what is known of it.
struct Killing<'a> {
    stage: &'a Stage,
    program: &'a Program,
    options: &'a Kill,
    desired: Desired,
    dice: StdRng,
    in_doubt: BTreeSet<PostingId>,
    figures: Figures,
}

impl Killing<'_> {
    /// Kills as often as was asked, lets the program come to its end, and looks.
    async fn go_on(mut self) -> anyhow::Result<Figures> {
        let mut tries = 0;
        while self.figures.killed() < self.options.times {
            tries += 1;
            anyhow::ensure!(
                tries <= 3 * self.options.times + 10,
                "the program ends before it is killed, time and again"
            );
            let was_killed = self.kill_once().await?;
            // After some kills the same push goes on; after others some hours have changed meanwhile.
            if !was_killed || self.dice.random() {
                self.desired.change();
                self.import().await?;
            }
        }
        self.finish().await?;
        self.judge().await?;
        Ok(self.figures)
    }

    async fn import(&self) -> anyhow::Result<()> {
        let choice = ImportChoice {
            replace: true,
            complete: true,
            days: Some(APRIL),
            ..ImportChoice::default()
        };
        self.stage.import(&self.desired.csv(), choice).await
    }

    /// Starts the program and kills it. `false`: it came to its end before.
    async fn kill_once(&mut self) -> anyhow::Result<bool> {
        let connecting = &self.options.connecting;
        let reads = 2 * self.options.people;
        let reading = START + Duration::from_secs(reads.into()) / connecting.calls_per_second;
        let latency = Duration::from_millis(connecting.latency.into());
        let moment = Moment::draw(&mut self.dice, reading, latency);
        let earlier = newest_run(self.stage).await?;
        let mut child = self.program.start(self.stage)?;
        if !moment.wait(self.stage, &mut child, earlier).await? {
            has_done(child).await?;
            self.figures.whole_runs += 1;
            return Ok(false);
        }
        kill(self.stage, child).await?;
        let phase = Phase::of(&postings_of_newer_run(self.stage, earlier).await?);
        *self.figures.kills.entry(phase).or_default() += 1;
        let doubts = postings_in(self.stage, &[PostingState::Sending, PostingState::Unknown]).await?;
        self.in_doubt.extend(doubts.iter().map(|posting| posting.id));
        Ok(true)
    }

    /// Lets the program come to its end, as often as it takes: what is in doubt is not sent before it is settled.
    async fn finish(&mut self) -> anyhow::Result<()> {
        for _ in 0..LAST_RUNS {
            self.figures.whole_runs += 1;
            self.figures.something_waits = !self.program.run(self.stage).await?;
            if !self.figures.something_waits {
                break;
            }
        }
        Ok(())
    }

    async fn judge(&mut self) -> anyhow::Result<()> {
        let before = Calls::so_far(&self.stage.sandbox).await?;
        self.program.run(self.stage).await?;
        let calls = Calls::so_far(&self.stage.sandbox).await?.since(&before);
        self.figures.writes_of_one_more = calls.writes();
        let hub = &self.stage.hub;
        let all = hub.store.all_postings(self.stage.coupling.id()).await?;
        let in_doubt = all.iter().filter(|posting| self.in_doubt.contains(&posting.id));
        self.figures.fates = Fates::of(in_doubt);
        self.figures.open = u64::try_from(postings_in(self.stage, &OPEN).await?.len())?;
        let histories = hub.check_histories(None).await?;
        let broken = histories.iter().filter(|history| !HistoryChecked::holds(history));
        self.figures.broken_histories = u64::try_from(broken.count())?;
        self.figures.found = Found::at(&self.stage.sandbox, &self.desired).await?;
        Ok(())
    }
}

/// States in which the outcome is not known.
const OPEN: [PostingState; 4] = [
    PostingState::Approved,
    PostingState::Sending,
    PostingState::Unknown,
    PostingState::Conflict,
];

/// The postings of the coupling in these states.
pub async fn postings_in(stage: &Stage, states: &[PostingState]) -> anyhow::Result<Vec<Posting>> {
    let mut postings = Vec::new();
    for state in states {
        postings.extend(stage.hub.store.postings_in_state(stage.coupling.id(), *state).await?);
    }
    Ok(postings)
}
