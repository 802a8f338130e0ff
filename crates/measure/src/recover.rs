//! Recovery after a crash: the program is killed half-way through a push, and started again. How soon does it work,
//! and how soon does it know what became of everything that was under way?

use crate::arguments::{Connecting, Recover};
use crate::figures::{Limit, floor};
use crate::kill::{Desired, Found, Moment, Program, SETTLING_SECONDS, has_done, kill, postings_in};
use crate::people::sync;
use crate::stage::Stage;
use anyhow::Context as _;
use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::ids::PostingId;
use loonbrug_hub::import::ImportChoice;
use loonbrug_sandbox::browser;
use loonbrug_store::{Posting, PostingState};
use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;
use tokio::process::Child;
use tokio::time::sleep;
use url::Url;

/// Lines of hours per person.
const LINES: u32 = 3;
/// From the start of the program to its first call, in milliseconds.
const READY_MS: u64 = 2000;
/// The floor of the reads plus 10 %, in thousandths.
const PER_MILLE_OF_FLOOR: u64 = 1100;
/// How often it is looked whether something has come about.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// The states of a posting in doubt.
const IN_DOUBT: [PostingState; 2] = [PostingState::Sending, PostingState::Unknown];

/// What was measured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    /// Lines of hours that were to be sent.
    pub lines: u32,
    /// Postings without an outcome after the kill.
    pub in_doubt: usize,
    /// Of these, found in Nmbrs.
    pub confirmed: usize,
    /// The reads that settling takes: one for each person and kind in doubt.
    pub reads: u64,
    /// From the start of the process until its first call reached Nmbrs.
    pub ready: Duration,
    /// From then on until every doubt was settled.
    pub settled: Duration,
    /// The least that the reads can take: at the allowed rate, and the answer of the last.
    pub floor: Duration,
    /// What Nmbrs held when the push was through.
    pub found: Found,
}

/// How many people have so many lines.
#[must_use]
pub const fn people_for(lines: u32) -> u32 {
    lines.div_ceil(LINES)
}

/// Measures against the sandbox at this address.
pub async fn measure(sandbox: &Url, program: &Program, options: &Recover) -> anyhow::Result<Figures> {
    let connecting = &options.connecting;
    let stage = Stage::of_today(sandbox, connecting, options.batches, SETTLING_SECONDS).await?;
    Box::pin(sync(&stage)).await?;
    let desired = Desired::new(&stage.zero_hours(people_for(options.lines)).await?, LINES, 1);
    stage.import(&desired.csv(), ImportChoice::default()).await?;
    let doubts = kill_half_way(&stage, program).await?;
    // How long Nmbrs may take is not what is measured: the program is started when absent proves something.
    sleep(Duration::from_secs(u64::from(SETTLING_SECONDS) + 1)).await;
    let restarted = restart(&stage, program, connecting, &doubts).await?;
    let people: BTreeSet<_> = doubts.iter().map(|posting| posting.person).collect();
    let kinds: BTreeSet<_> = doubts.iter().map(|posting| posting.kind.as_str()).collect();
    let reads = u64::try_from(people.len() * kinds.len())?;
    Ok(Figures {
        lines: u32::try_from(desired.rows().len())?,
        in_doubt: doubts.len(),
        confirmed: restarted.confirmed,
        reads,
        ready: restarted.ready,
        settled: restarted.settled,
        floor: floor(reads, connecting) + latency(connecting),
        found: Found::at(sandbox, &desired).await?,
    })
}

/// Gives what was in doubt when the program was killed.
async fn kill_half_way(stage: &Stage, program: &Program) -> anyhow::Result<Vec<Posting>> {
    let mut child = program.start(stage)?;
    let half_way = Moment::AfterPart(500, Duration::ZERO);
    anyhow::ensure!(
        half_way.wait(stage, &mut child, None).await?,
        "the program ended before it was killed"
    );
    kill(stage, child).await?;
    postings_in(stage, &IN_DOUBT).await
}

/// How the program came back.
struct Restarted {
    ready: Duration,
    settled: Duration,
    confirmed: usize,
}

async fn restart(
    stage: &Stage,
    program: &Program,
    connecting: &Connecting,
    doubts: &[Posting],
) -> anyhow::Result<Restarted> {
    let calls = calls_so_far(&stage.sandbox).await?;
    let start = stage.hub.surroundings.now();
    let mut child = program.start(stage)?;
    let first_call = first_call_after(calls, stage, &mut child).await?;
    // The sandbox notes a call when it is done with it.
    let arrived = first_call - SignedDuration::try_from(latency(connecting))?;
    let ids = doubts.iter().map(|posting| posting.id).collect();
    let settled = when_settled(&ids, stage, &mut child).await?;
    let last = settled
        .iter()
        .map(|posting| posting.changed_at)
        .max()
        .unwrap_or(arrived);
    let confirmed = settled
        .iter()
        .filter(|posting| posting.state == PostingState::Confirmed)
        .count();
    has_done(child).await?;
    Ok(Restarted {
        ready: between(start, arrived),
        settled: between(arrived, last),
        confirmed,
    })
}

async fn calls_so_far(sandbox: &Url) -> anyhow::Result<u64> {
    let answer = browser::look(&sandbox.join("control/calls")?).await?;
    answer["total"].as_u64().context("the sandbox counts the calls")
}

/// When the sandbox was done with the first call after so many.
async fn first_call_after(calls: u64, stage: &Stage, child: &mut Child) -> anyhow::Result<Timestamp> {
    loop {
        let answer = browser::look(&stage.sandbox.join("control/calls")?).await?;
        let last = answer["last"].as_array().map(Vec::as_slice).unwrap_or_default();
        if let Some(first) = last.iter().find(|call| call["number"].as_u64() == Some(calls + 1)) {
            return Ok(first["at"].as_str().context("a call has a moment")?.parse()?);
        }
        goes_on(child).await?;
    }
}

/// The postings that were in doubt, once none of them is any more.
async fn when_settled(doubts: &BTreeSet<PostingId>, stage: &Stage, child: &mut Child) -> anyhow::Result<Vec<Posting>> {
    loop {
        let open = postings_in(stage, &IN_DOUBT).await?;
        if !open.iter().any(|posting| doubts.contains(&posting.id)) {
            let all = stage.hub.store.all_postings(stage.coupling.id()).await?;
            return Ok(all.into_iter().filter(|posting| doubts.contains(&posting.id)).collect());
        }
        goes_on(child).await?;
    }
}

async fn goes_on(child: &mut Child) -> anyhow::Result<()> {
    anyhow::ensure!(
        child.try_wait()?.is_none(),
        "the program ended before it had settled the doubts"
    );
    sleep(LOOK_EVERY).await;
    Ok(())
}

fn latency(connecting: &Connecting) -> Duration {
    Duration::from_millis(connecting.latency.into())
}

/// A clock that was set back in between tells nothing.
fn between(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

impl Figures {
    /// What Nmbrs must hold, whatever the machine.
    #[must_use]
    pub fn limits(&self) -> Vec<Limit> {
        self.found.limits()
    }

    /// The limits of the times.
    #[must_use]
    pub fn time_limits(&self) -> Vec<Limit> {
        let ready = u64::try_from(self.ready.as_millis()).unwrap_or(u64::MAX);
        let settled = self.settled.as_micros() * 1000 / self.floor.as_micros().max(1);
        let settled = u64::try_from(settled).unwrap_or(u64::MAX);
        vec![
            Limit::new("ready, ms", ready, READY_MS),
            Limit::new(
                "time of the settling, thousandths of its floor",
                settled,
                PER_MILLE_OF_FLOOR,
            ),
        ]
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} lines; killed half-way: {} in doubt, of which {} are in Nmbrs",
            self.lines, self.in_doubt, self.confirmed
        )?;
        writeln!(f, "ready {:.2} s after the start", self.ready.as_secs_f64())?;
        writeln!(
            f,
            "all settled {:.2} s later, by {} reads; floor {:.2} s",
            self.settled.as_secs_f64(),
            self.reads,
            self.floor.as_secs_f64()
        )
    }
}
