//! One seed, from its beginning to its end.

use crate::actors::Actor;
use crate::clock::SimulatedTime;
use crate::dice::Dice;
use crate::invariants::Watch;
use crate::journal::Journal;
use crate::model::Model;
use crate::part::Part;
use crate::scenario::Scenario;
use crate::stage::{FIRST_IDENTITY, Grounds, History, Nmbrs, Node, Worker};
use crate::tally::Tally;
use jiff::SignedDuration;
use loonbrug_domain::ids::{CouplingId, OrganisationId};
use loonbrug_hub::{Clock as _, Sabotage};
use loonbrug_store::{Posting, PostingState};

/// How seeds are played.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// The rule of the protocol that is broken, if one is.
    pub sabotage: Option<Sabotage>,
    /// Whether calls may take effect after the settling time.
    pub late: bool,
    /// Whether the schedule is printed as it is played.
    pub aloud: bool,
}

/// A seed in which everything held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ended {
    /// What was reached.
    pub tally: Tally,
    /// Hash of the state in the end: the same seed gives the same on every database.
    pub digest: String,
}

/// A seed in which something did not hold.
#[derive(Debug)]
pub struct Failure {
    /// The seed.
    pub seed: u64,
    /// What: a [`crate::Broken`], or a fault of the stage itself.
    pub error: anyhow::Error,
    /// What had happened until then.
    pub schedule: Vec<String>,
}

/// Everything that a seed is played with.
pub struct Walk<'w> {
    pub worker: &'w Worker,
    pub options: Options,
    pub scenario: Scenario,
    pub dice: Dice,
    pub grounds: Grounds,
    pub node: Node,
    pub nmbrs: Nmbrs,
    pub model: Model,
    pub history: History,
    pub organisation: OrganisationId,
    pub coupling: CouplingId,
    pub watch: Watch,
    pub journal: Journal,
    pub tally: Tally,
}

/// Plays a seed.
pub async fn play(worker: &mut Worker, seed: u64, options: Options) -> Result<Ended, Failure> {
    let failed = |error, schedule| Failure { seed, error, schedule };
    let mut walk = match Walk::begin(worker, seed, options).await {
        Ok(walk) => walk,
        Err(error) => return Err(failed(error, Vec::new())),
    };
    let lived = Box::pin(walk.live(seed)).await;
    if lived.is_err() && options.aloud {
        walk.note_everything().await;
    }
    let schedule = walk.journal.lines().to_vec();
    let ended = walk.end().await;
    match (lived, ended) {
        (Ok(digest), Ok(tally)) => Ok(Ended { tally, digest }),
        (Err(error), _) | (_, Err(error)) => Err(failed(error, schedule)),
    }
}

impl<'w> Walk<'w> {
    async fn begin(worker: &'w mut Worker, seed: u64, options: Options) -> anyhow::Result<Self> {
        let scenario = Scenario::of(seed)?;
        let (beginning, database) = worker.begin(&scenario).await?;
        let worker: &'w Worker = worker;
        let grounds = Grounds {
            time: SimulatedTime::starting(&worker.sandbox, beginning.now, FIRST_IDENTITY),
            http: worker.http.clone(),
            sabotage: options.sabotage,
            database,
        };
        let node = Node::start(&grounds).await?;
        let coupling = node.coupling().await?;
        let mut settings = coupling.settings.clone();
        settings.corrections = scenario.corrections;
        settings.sending.batches = scenario.batches;
        settings.sending.unknown_limit = scenario.unknown_limit;
        let coupling = node.hub.save_settings(&coupling, &settings).await?;
        Ok(Self {
            nmbrs: Nmbrs::of(worker, scenario.interface)?,
            model: Model::new(beginning.people.clone(), scenario.period, scenario.halves),
            history: History::open(&grounds.database).await?,
            organisation: coupling.organisation(),
            coupling: coupling.id(),
            dice: Dice::of_step(seed, 1),
            watch: Watch::default(),
            journal: Journal::new(options.aloud),
            tally: Tally {
                seeds: 1,
                ..Tally::default()
            },
            worker,
            options,
            scenario,
            grounds,
            node,
        })
    }

    async fn live(&mut self, seed: u64) -> anyhow::Result<String> {
        self.note(&self.scenario.words());
        self.bring_in_period(self.scenario.period).await?;
        self.act(Actor::Planner).await?;
        for step in 1..=self.scenario.steps {
            self.dice = Dice::of_step(seed, step + 1);
            if let Some(actor) = self.next_actor().await? {
                self.act(actor).await?;
            }
        }
        self.dice = Dice::of_step(seed, u64::MAX);
        self.heal().await?;
        self.check_end().await?;
        self.digest().await
    }

    /// Clears the stage, and counts what was reached.
    async fn end(mut self) -> anyhow::Result<Tally> {
        let met = self.nmbrs.order_faults(0, Vec::new());
        self.tally.met(&met);
        let postings = self.node.hub.store.all_postings(self.coupling).await?;
        self.tally.postings = postings.len() as u64;
        // Rows that came twice are entered without a call.
        let found = |posting: &&Posting| {
            posting.action == "insert"
                && posting.attempt == 0
                && posting.remote_id.is_some()
                && posting.note != "adopted"
        };
        self.tally.found = postings.iter().filter(found).count() as u64;
        let confirmed = postings
            .iter()
            .filter(|posting| posting.state == PostingState::Confirmed);
        for part in confirmed.filter_map(|posting| Part::of_posting(&posting.origin)) {
            self.tally.confirmed(part.name());
        }
        for event in self.history.events().await? {
            let in_doubt = ["sending", "unknown", "conflict"].contains(&event.from_state.as_str());
            match event.to_state.as_str() {
                "unknown" => self.tally.unknowns += 1,
                "conflict" => self.tally.conflicts += 1,
                "confirmed" if in_doubt && event.note == "settled by reading" => self.tally.settled += 1,
                _ => {}
            }
        }
        self.history.close().await?;
        self.node.stop().await;
        self.grounds.database.clone().remove().await?;
        Ok(self.tally)
    }

    /// Writes down what is there, to see why something does not hold.
    async fn note_everything(&mut self) {
        let Ok(evidence) = self.evidence().await else { return };
        for posting in &evidence.postings {
            self.note(&format!(
                "posting {} of {}: {} {} {} {} from {} to {}, in {}, row {:?}, {:?} {}",
                posting.mark,
                self.model.number_of(posting.person),
                posting.action,
                posting.kind,
                posting.code,
                posting.origin,
                posting.quantity_before,
                posting.quantity,
                posting.period,
                posting.remote_id,
                posting.state,
                posting.note
            ));
        }
        for row in &evidence.rows {
            self.note(&format!("{row:?}"));
        }
        for deed in &evidence.deeds {
            self.note(&format!("{deed:?}"));
        }
    }

    /// Writes a line in the schedule.
    pub fn note(&mut self, text: &str) {
        self.journal.note(self.grounds.time.now(), text);
    }

    /// Lets time pass.
    pub fn wait(&mut self, seconds: i64) {
        self.grounds.time.advance(SignedDuration::from_secs(seconds));
        self.note(&format!("{seconds} seconds pass"));
    }

    /// Whether a posting has no known outcome.
    pub async fn is_in_doubt(&self) -> anyhow::Result<bool> {
        let postings = self.node.hub.store.all_postings(self.coupling).await?;
        let open = [PostingState::Sending, PostingState::Unknown, PostingState::Conflict];
        Ok(postings.iter().any(|posting| open.contains(&posting.state)))
    }
}
