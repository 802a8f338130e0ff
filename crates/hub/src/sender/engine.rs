//! Sending: intent before the call, outcome after it.

use super::nmbrs::NmbrsTarget;
use super::target::{Failure, Writing};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::progress::Progress;
use crate::settings::Sending;
use crate::surroundings::Surroundings;
use crate::vault::hexadecimal;
use futures::StreamExt as _;
use loonbrug_domain::ids::PersonId;
use loonbrug_nmbrs::capability::{Capability, Proof};
use loonbrug_nmbrs::{Fault, RemoteId};
use loonbrug_store::{Lease, Posting, PostingState, Store, Transition};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

/// A call that provably had no effect is made again this often before the line waits for the next run.
const TRIES: usize = 4;

/// Why a run stopped before its last line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stopped {
    /// The coupling no longer works.
    Paused {
        /// What to mend.
        text: String,
    },
    /// So many outcomes are unknown that going on would only add to them.
    TooManyUnknown,
    /// Another run took the company over.
    LeaseLost,
}

/// What became of the postings of one run.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SendReport {
    /// How many postings ended in each state, by its word.
    pub counts: BTreeMap<&'static str, usize>,
    /// Why the run stopped early, if it did.
    pub stopped: Option<Stopped>,
    /// Rights that turned out to be missing, without which it goes another way.
    pub missing_rights: Vec<Capability>,
}

/// Sends the postings of one run to one target, under one lease.
pub struct Sender<'a, T> {
    pub(super) target: T,
    pub(super) store: &'a Store,
    pub(super) surroundings: &'a Surroundings,
    pub(super) lease: &'a Lease,
    pub(super) sending: Sending,
    /// Who each person is in the target.
    pub(super) employees: &'a HashMap<PersonId, RemoteId>,
    pub(super) progress: &'a Progress,
    report: Mutex<SendReport>,
}

impl<'a> Sender<'a, NmbrsTarget> {
    /// A sender to the company of a coupling, for one run.
    pub async fn open(
        hub: &'a Hub,
        coupling: &OpenCoupling,
        lease: &'a Lease,
        employees: &'a HashMap<PersonId, RemoteId>,
    ) -> Result<Self, HubError> {
        let sending = coupling.settings.sending;
        let target = NmbrsTarget::new(hub.connection(coupling).await?, coupling);
        Ok(Self {
            target,
            store: &hub.store,
            surroundings: &hub.surroundings,
            lease,
            sending,
            employees,
            progress: &hub.progress,
            report: Mutex::default(),
        })
    }

    /// Tries a write that can have no effect, to learn whether the account has the right to make it (N4).
    pub async fn probe(&self, capability: Capability) -> Result<Proof, Fault> {
        self.target.probe(capability).await
    }
}

impl<T: Writing> Sender<'_, T> {
    /// Sends approved postings; each ends in a stored state. What a batch left undecided is settled and, where it
    /// proved absent, sent singly.
    pub async fn send(&self, postings: Vec<Posting>) -> Result<SendReport, HubError> {
        self.progress.begin("send", postings.len());
        let (batches, singles) = self.batches(postings);
        let mut calls = futures::stream::iter(batches)
            .map(|batch| async move {
                if self.is_stopped() {
                    return Ok(());
                }
                let refused = self.send_batch(&batch).await?;
                self.send_singly(refused).await
            })
            .buffer_unordered(self.sending.in_flight.max(1));
        while let Some(outcome) = calls.next().await {
            outcome?;
        }
        self.send_singly(singles).await?;
        Ok(self.report())
    }

    /// What became of the postings so far.
    pub fn report(&self) -> SendReport {
        self.with_report(|report| report.clone())
    }

    async fn send_singly(&self, postings: Vec<Posting>) -> Result<(), HubError> {
        let mut calls = futures::stream::iter(postings)
            .map(|posting| async move {
                let outcome = if self.is_stopped() {
                    Ok(())
                } else {
                    self.send_one(&posting).await
                };
                self.progress.advance(1);
                outcome
            })
            .buffer_unordered(self.sending.in_flight.max(1));
        while let Some(outcome) = calls.next().await {
            outcome?;
        }
        Ok(())
    }

    async fn send_one(&self, posting: &Posting) -> Result<(), HubError> {
        let Some(&employee) = self.employees.get(&posting.person) else {
            return self
                .settle_in(posting, PostingState::Approved, PostingState::Rejected, None, "no link")
                .await;
        };
        for attempt in 1..=TRIES {
            if !self.intend(std::slice::from_ref(posting)).await? {
                return Ok(());
            }
            let failure = match self.target.write(posting, employee).await {
                Ok(row) => return self.outcome(posting, PostingState::Confirmed, row, "").await,
                Err(failure) => failure,
            };
            match failure {
                Failure::Rejected { text } => {
                    return self.outcome(posting, PostingState::Rejected, None, &text).await;
                }
                Failure::Unknown { text } => {
                    self.outcome(posting, PostingState::Unknown, None, &text).await?;
                    self.stop_at_too_many_unknown();
                    return Ok(());
                }
                Failure::Pause {
                    text,
                    missing: Some(right),
                } if goes_another_way(right) => {
                    self.lacks(right);
                    return self.outcome(posting, PostingState::Withdrawn, None, &text).await;
                }
                Failure::Pause { text, .. } => {
                    self.outcome(posting, PostingState::Approved, None, &text).await?;
                    self.stop(Stopped::Paused { text });
                    return Ok(());
                }
                Failure::Retry { after, text } => {
                    self.outcome(posting, PostingState::Approved, None, &text).await?;
                    if attempt < TRIES {
                        tokio::time::sleep(after.unwrap_or_default()).await;
                    }
                }
            }
        }
        Ok(())
    }

    /// Sends one batch. Gives the postings that are proved absent after the target refused the batch as a whole:
    /// one of them is at fault, and only a call of its own tells which.
    async fn send_batch(&self, batch: &[(Posting, RemoteId)]) -> Result<Vec<Posting>, HubError> {
        let postings: Vec<Posting> = batch.iter().map(|(posting, _)| posting.clone()).collect();
        if !self.intend(&postings).await? {
            return Ok(Vec::new());
        }
        let answer = self.target.write_batch(batch).await;
        let (state, note) = match &answer {
            Ok(()) => (
                PostingState::Unknown,
                "the batch was accepted; read back which rows it made".to_owned(),
            ),
            Err(Failure::Unknown { text } | Failure::Rejected { text }) => (PostingState::Unknown, text.clone()),
            Err(Failure::Retry { text, .. } | Failure::Pause { text, .. }) => (PostingState::Approved, text.clone()),
        };
        let changes: Vec<Transition> = postings
            .iter()
            .map(|posting| transition(posting, PostingState::Sending, state, None, &note))
            .collect();
        self.apply(&changes).await?;
        self.progress.advance(postings.len());
        match answer {
            Err(Failure::Pause {
                missing: Some(right), ..
            }) if goes_another_way(right) => {
                self.lacks(right);
                return Ok(postings);
            }
            Err(Failure::Pause { text, .. }) => self.stop(Stopped::Paused { text }),
            Err(Failure::Rejected { .. }) => {
                return self.absent_after_refusal(postings).await;
            }
            Err(Failure::Retry { .. }) => return Ok(postings),
            Err(Failure::Unknown { .. }) | Ok(()) => {}
        }
        Ok(Vec::new())
    }

    /// Puts postings that go together in batches, and gives the rest.
    fn batches(&self, postings: Vec<Posting>) -> (Vec<Vec<(Posting, RemoteId)>>, Vec<Posting>) {
        let mut groups: BTreeMap<(String, i16, u8), Vec<(Posting, RemoteId)>> = BTreeMap::new();
        let mut singles = Vec::new();
        let mut size = 1;
        for posting in postings {
            match (self.target.batch_size(&posting), self.employees.get(&posting.person)) {
                (Some(rows), Some(&employee)) => {
                    size = rows;
                    let key = (posting.kind.clone(), posting.period.year, posting.period.number);
                    groups.entry(key).or_default().push((posting, employee));
                }
                _ => singles.push(posting),
            }
        }
        let batches = groups.into_values().flat_map(|group| chunks(group, size)).collect();
        (batches, singles)
    }

    /// Stores the intent. `false` when the posting is no longer ours to send.
    async fn intend(&self, postings: &[Posting]) -> Result<bool, HubError> {
        let changes: Vec<Transition> = postings
            .iter()
            .map(|posting| Transition {
                payload_hash: Some(payload_hash(posting)),
                ..transition(posting, PostingState::Approved, PostingState::Sending, None, "")
            })
            .collect();
        let applied = self
            .store
            .transition(&changes, self.lease, self.surroundings.now())
            .await?;
        let all = applied.iter().all(|applied| *applied);
        if !all {
            self.stop(Stopped::LeaseLost);
        }
        Ok(all)
    }

    async fn outcome(
        &self,
        posting: &Posting,
        state: PostingState,
        row: Option<String>,
        note: &str,
    ) -> Result<(), HubError> {
        self.settle_in(posting, PostingState::Sending, state, row, note).await
    }

    pub(super) async fn settle_in(
        &self,
        posting: &Posting,
        from: PostingState,
        to: PostingState,
        row: Option<String>,
        note: &str,
    ) -> Result<(), HubError> {
        self.apply(&[transition(posting, from, to, row, note)]).await
    }

    pub(super) async fn apply(&self, changes: &[Transition]) -> Result<(), HubError> {
        let applied = self
            .store
            .transition(changes, self.lease, self.surroundings.now())
            .await?;
        if applied.iter().any(|applied| !applied) {
            self.stop(Stopped::LeaseLost);
        }
        self.with_report(|report| {
            for (change, _) in changes.iter().zip(&applied).filter(|(_, applied)| **applied) {
                *report.counts.entry(state_word(change.to)).or_default() += 1;
                if let Some(count) = report.counts.get_mut(state_word(change.from)) {
                    *count = count.saturating_sub(1);
                }
            }
        });
        Ok(())
    }

    pub(super) fn with_report<R>(&self, change: impl FnOnce(&mut SendReport) -> R) -> R {
        change(&mut self.report.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn lacks(&self, right: Capability) {
        self.with_report(|report| {
            if !report.missing_rights.contains(&right) {
                report.missing_rights.push(right);
            }
        });
    }

    fn is_stopped(&self) -> bool {
        self.with_report(|report| report.stopped.is_some())
    }

    fn stop(&self, reason: Stopped) {
        self.with_report(|report| {
            report.stopped.get_or_insert(reason);
        });
    }

    fn stop_at_too_many_unknown(&self) {
        let limit = self.sending.unknown_limit;
        let unknown = self.with_report(|report| report.counts.get("unknown").copied().unwrap_or(0));
        if unknown >= limit {
            self.stop(Stopped::TooManyUnknown);
        }
    }
}

/// Whether the flow goes on without the right: corrections as differences, batches line by line.
const fn goes_another_way(right: Capability) -> bool {
    matches!(
        right,
        Capability::UpdateHours | Capability::DeleteHours | Capability::InsertHoursBatch | Capability::SetDaysBatch
    )
}

fn chunks<T>(items: Vec<T>, size: usize) -> Vec<Vec<T>> {
    let mut items = items.into_iter();
    std::iter::from_fn(|| {
        let chunk: Vec<T> = items.by_ref().take(size.max(1)).collect();
        (!chunk.is_empty()).then_some(chunk)
    })
    .collect()
}

pub(super) fn transition(
    posting: &Posting,
    from: PostingState,
    to: PostingState,
    remote_id: Option<String>,
    note: &str,
) -> Transition {
    Transition {
        posting: posting.id,
        from,
        to,
        remote_id,
        note: note.to_owned(),
        payload_hash: None,
    }
}

/// The word of a state, as the history shows it.
#[must_use]
pub const fn state_word(state: PostingState) -> &'static str {
    match state {
        PostingState::Approved => "approved",
        PostingState::Sending => "sending",
        PostingState::Confirmed => "confirmed",
        PostingState::Rejected => "rejected",
        PostingState::Unknown => "unknown",
        PostingState::Conflict => "conflict",
        PostingState::Withdrawn => "withdrawn",
    }
}

fn payload_hash(posting: &Posting) -> String {
    let content = format!(
        "{} {} {} {} {} {} {} {} {}",
        posting.action,
        posting.kind,
        posting.period.year,
        posting.period.number,
        posting.code,
        posting.quantity,
        posting.description,
        posting.mark,
        posting.remote_id.as_deref().unwrap_or_default(),
    );
    hexadecimal(&Sha256::digest(content.as_bytes()))
}
