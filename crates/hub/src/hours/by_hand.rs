//! What only a person can settle: a posting of which the target shows something that it does not explain.

use super::decision::LineDecision;
use super::flow::Flow;
use super::ledger::line_key;
use super::origin::Origin;
use super::plan::Span;
use super::strays::{self, Stray};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use crate::people::{display_name, employees_over};
use crate::sender::{HeldRow, Kinds, NmbrsReading, Whose, read};
use loonbrug_domain::ids::PersonId;
use loonbrug_store::{BaselineRow, Posting, PostingState, Transition};
use serde::Serialize;
use std::collections::BTreeSet;

/// A posting without an outcome, with both pictures side by side.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OpenDoubt {
    /// Its mark, by which a person names it: `LB-4ad3349913`.
    pub mark: String,
    /// Name of the person.
    pub person: String,
    /// `sending`, `unknown` or `conflict`.
    pub state: &'static str,
    /// Hours or days.
    pub kind: String,
    /// `insert`, `update`, `remove` or `set`.
    pub action: String,
    /// Hour code; 0 for days.
    pub code: i64,
    /// Hundredths of an hour, or days.
    pub quantity: i64,
    /// Payroll year and period.
    pub period: String,
    /// What stands in the way.
    pub note: String,
    /// What the target held before: row, code and quantity.
    pub before: Vec<(String, i64, i64)>,
    /// What it holds now.
    pub now: Vec<(String, i64, i64)>,
    /// The rows that could be this posting's.
    pub candidates: Vec<String>,
    /// Whether a person is to decide; the others are settled by the next run.
    pub for_a_person: bool,
}

/// What a person says of a posting in conflict.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ByHand {
    /// It is ours: this row, or the only one that it can be.
    Ours(Option<String>),
    /// All rows that it can be are ours, such as those of a call that something made twice: the next plan takes away what
    /// is too much.
    AllOurs,
    /// It is not there: the next plan sends it again.
    SendAgain,
    /// What the target holds stays; nothing is sent for the line until its source changes.
    Leave,
}

impl Hub {
    /// The postings of a coupling without an outcome, with what the target holds now.
    pub async fn doubts(&self, coupling: &OpenCoupling) -> Result<Vec<OpenDoubt>, HubError> {
        coupling.must_work()?;
        let postings = self.postings_in_doubt(coupling).await?;
        let whose: Vec<PersonId> = postings.iter().map(|posting| posting.person).collect();
        let names = self.store.people_with_ids(coupling.organisation(), &whose).await?;
        let mut doubts = Vec::new();
        for posting in postings {
            let person = names.iter().find(|person| person.id == posting.person);
            let person = person.map(display_name).unwrap_or_default();
            let now = match self.held_of(coupling, &posting).await {
                Ok(now) => now,
                Err(error) => return Err(self.heed(coupling, error).await),
            };
            doubts.push(self.open_doubt(coupling, &posting, person, &now).await?);
        }
        Ok(doubts)
    }

    async fn postings_in_doubt(&self, coupling: &OpenCoupling) -> Result<Vec<Posting>, HubError> {
        let mut postings = Vec::new();
        for state in [PostingState::Conflict, PostingState::Unknown, PostingState::Sending] {
            postings.extend(self.store.postings_in_state(coupling.id(), state).await?);
        }
        Ok(postings)
    }

    async fn held_of(&self, coupling: &OpenCoupling, posting: &Posting) -> Result<Vec<HeldRow>, HubError> {
        let links = self.store.links(coupling.id()).await?;
        let employees = employees_over(&links, coupling.settings.interface);
        let Some(&employee) = employees.get(&posting.person) else {
            return Ok(Vec::new());
        };
        let reading = NmbrsReading::new(self.reader(coupling).await?, coupling)?;
        let whose = Whose {
            person: posting.person,
            employee,
        };
        let period = posting.period;
        let kinds = Kinds::of(std::slice::from_ref(posting));
        let held = read(&reading, &[whose], period.year, period.number, kinds, 1, &self.progress).await?;
        Ok(held.into_values().flatten().collect())
    }

    async fn open_doubt(
        &self,
        coupling: &OpenCoupling,
        posting: &Posting,
        person: String,
        now: &[HeldRow],
    ) -> Result<OpenDoubt, HubError> {
        let of_kind = |row: &&HeldRow| row.observed.kind.as_str() == posting.kind;
        let before = self.store.baseline(posting.run).await?;
        let of_person = |row: &&BaselineRow| row.person == posting.person && row.kind == posting.kind;
        Ok(OpenDoubt {
            mark: posting.mark.clone(),
            person,
            state: posting.state.name(),
            kind: posting.kind.clone(),
            action: posting.action.clone(),
            code: posting.code,
            quantity: posting.quantity,
            period: posting.period.to_string(),
            note: posting.note.clone(),
            before: before
                .iter()
                .filter(of_person)
                .map(|row| (row.remote_id.clone(), row.code, row.quantity))
                .collect(),
            now: now
                .iter()
                .filter(of_kind)
                .map(|row| (row.observed.row.clone(), row.observed.code, row.observed.quantity))
                .collect(),
            candidates: self.candidates(coupling, posting, now).await?,
            for_a_person: posting.state == PostingState::Conflict,
        })
    }

    /// The rows that could be a posting's: those that it names, or equal ones that are nobody else's.
    async fn candidates(
        &self,
        coupling: &OpenCoupling,
        posting: &Posting,
        now: &[HeldRow],
    ) -> Result<Vec<String>, HubError> {
        let of_period = self
            .store
            .postings(coupling.id(), posting.period.year, posting.period.number)
            .await?;
        let others = of_period.iter().filter(|other| other.id != posting.id);
        let known: BTreeSet<(PersonId, &str)> = others
            .filter(|other| other.state == PostingState::Confirmed && other.kind == posting.kind)
            .filter_map(|other| Some((other.person, other.remote_id.as_deref()?)))
            .collect();
        let named = posting.remote_id.as_deref();
        let is_candidate = |row: &&HeldRow| match named {
            Some(named) => row.observed.row == named,
            None => {
                row.observed.kind.as_str() == posting.kind
                    && row.observed.code == posting.code
                    && row.observed.quantity == posting.quantity
                    && !known.contains(&(posting.person, row.observed.row.as_str()))
            }
        };
        Ok(now
            .iter()
            .filter(is_candidate)
            .map(|row| row.observed.row.clone())
            .collect())
    }

    /// Settles a posting in conflict by a person's word.
    pub async fn settle_by_hand(&self, coupling: &OpenCoupling, mark: &str, word: &ByHand) -> Result<(), HubError> {
        coupling.must_work()?;
        let lease = self
            .take_lease(&coupling.company_lease(), &coupling.settings.company.name)
            .await?;
        let outcome = self.settle_conflict(coupling, mark, word, lease.lease()).await;
        lease.release().await?;
        match outcome {
            Ok(posting) if *word == ByHand::Leave => self.leave_out(coupling, &posting).await,
            Ok(_) => Ok(()),
            Err(error) => Err(self.heed(coupling, error).await),
        }
    }

    async fn settle_conflict(
        &self,
        coupling: &OpenCoupling,
        mark: &str,
        word: &ByHand,
        lease: &loonbrug_store::Lease,
    ) -> Result<Posting, HubError> {
        let conflicts = self
            .store
            .postings_in_state(coupling.id(), PostingState::Conflict)
            .await?;
        let found = conflicts.into_iter().find(|posting| posting.mark == mark);
        let posting = found.ok_or_else(|| Refusal::NoConflict(mark.to_owned()))?;
        let now = self.held_of(coupling, &posting).await?;
        let candidates = self.candidates(coupling, &posting, &now).await?;
        let (to, remote_id) = match word {
            ByHand::Ours(row) => (PostingState::Confirmed, our_row(&posting, &candidates, row.as_ref())?),
            ByHand::AllOurs => {
                let first = our_row(&posting, &candidates, candidates.first())?;
                (PostingState::Confirmed, first)
            }
            ByHand::SendAgain | ByHand::Leave => (PostingState::Withdrawn, None),
        };
        let change = Transition {
            posting: posting.id,
            from: PostingState::Conflict,
            to,
            remote_id,
            note: format!("settled by {}", self.actor),
            payload_hash: None,
        };
        let applied = self.store.transition(&[change], lease, self.surroundings.now()).await?;
        if !applied.first().copied().unwrap_or(false) {
            return Err(Refusal::NoConflict(mark.to_owned()).into());
        }
        let others = match word {
            ByHand::SendAgain => None,
            ByHand::AllOurs => Some(strays::Whose::Ours),
            ByHand::Ours(_) | ByHand::Leave => Some(strays::Whose::Theirs),
        };
        if let Some(whose) = others {
            self.enter_others(coupling, &posting, &now, &candidates, whose).await?;
        }
        let detail = serde_json::json!({ "mark": mark, "word": format!("{word:?}") }).to_string();
        self.audit(
            Some(coupling.organisation()),
            "posting.settled",
            &coupling.row.name,
            &detail,
        )
        .await?;
        Ok(posting)
    }

    /// The other rows that it could have been are entered, so that they are not asked about again.
    async fn enter_others(
        &self,
        coupling: &OpenCoupling,
        posting: &Posting,
        now: &[HeldRow],
        candidates: &[String],
        whose: strays::Whose,
    ) -> Result<(), HubError> {
        let of_period = self
            .store
            .postings(coupling.id(), posting.period.year, posting.period.number)
            .await?;
        let of_kind = || of_period.iter().filter(|known| known.kind == posting.kind);
        let known = |row: &str| of_kind().any(|known| known.remote_id.as_deref() == Some(row));
        let others: Vec<Stray<'_>> = now
            .iter()
            .filter(|row| candidates.contains(&row.observed.row) && !known(&row.observed.row))
            .map(|row| Stray {
                row,
                of: posting,
                whose,
            })
            .collect();
        self.store.insert_postings(&self.entered(&of_period, &others)).await?;
        Ok(())
    }

    /// Nothing is sent for the line of a posting until its source changes.
    async fn leave_out(&self, coupling: &OpenCoupling, posting: &Posting) -> Result<(), HubError> {
        // A stray leaves a line as it is.
        if posting.action == "insert" && posting.remote_id.is_some() {
            return Ok(());
        }
        let origin = Origin::of(&posting.origin);
        let flow = origin.map_or(Flow::Hours, Origin::flow);
        let span = match origin.and_then(Origin::range) {
            Some(range) if Origin::is_correction(&posting.origin) => self.span(coupling, range, None)?.of(flow),
            range => Span {
                flow,
                range: range.unwrap_or_else(|| posting.period.wage_range()),
                period: posting.period,
            },
        };
        let plan = self.plan_hours(coupling, span).await?;
        let key = line_key(posting);
        let Some(line) = plan.lines.iter().find(|line| line.key == key) else {
            return Ok(());
        };
        let decision = LineDecision {
            left_out: true,
            ..line.decision
        };
        self.decide(coupling, &plan, line.number, decision).await
    }
}

/// The row that a person says is the posting's; it must be one that it can be.
fn our_row(posting: &Posting, candidates: &[String], row: Option<&String>) -> Result<Option<String>, Refusal> {
    if posting.action == "remove" || posting.action == "set" {
        return Ok(None);
    }
    let chosen = match (row, candidates) {
        (Some(row), _) => candidates.iter().find(|candidate| *candidate == row),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    match chosen {
        Some(chosen) => Ok(Some(chosen.clone())),
        None => Err(Refusal::NotThatRow {
            mark: posting.mark.clone(),
            candidates: candidates.join(", "),
        }),
    }
}
