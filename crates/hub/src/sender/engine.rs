//! Sending: intent before the call, outcome after it.

use super::nmbrs::NmbrsTarget;
use super::target::{Failure, Writing};
use super::transition::{payload_hash, state_word, transition};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::crash_point::CrashPoint;
use crate::error::HubError;
use crate::pause_reason::PauseReason;
use crate::progress::Progress;
use crate::sabotage::Sabotage;
use crate::settings::{DEPARTS_WITHIN, Sending};
use crate::surroundings::Surroundings;
use futures::StreamExt as _;
use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::ids::PersonId;
use loonbrug_nmbrs::capability::{Capability, Proof};
use loonbrug_nmbrs::{Departure, Fault, RemoteId, Waiting};
use loonbrug_store::{Lease, Posting, PostingState, Store, Transition};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

/// A call that provably had no effect is made again this often before the line waits for the next run.
const TRIES: usize = 4;

/// Why a run stopped before its last line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stopped {
    /// The coupling no longer works.
    Paused {
        /// What to mend.
        reason: PauseReason,
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
    waiting: &'a Waiting,
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
        let target = NmbrsTarget::new(hub.connection(coupling).await?, coupling)?;
        Ok(Self {
            target,
            store: &hub.store,
            surroundings: &hub.surroundings,
            lease,
            sending,
            employees,
            progress: &hub.progress,
            waiting: hub.http.waiting(),
            report: Mutex::default(),
        })
    }

    /// For a closed period: calls ask for the mode that writes there (terugwerkende kracht).
    #[must_use]
    pub fn retroactive(self, asked: bool) -> Self {
        Self {
            target: self.target.retroactive(asked),
            ..self
        }
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
        let (days, others) = postings
            .into_iter()
            .partition(|posting| posting.kind == LineKind::Days.as_str());
        self.send_all(others).await?;
        let days = self.withdraw_incomplete(days).await?;
        self.send_all(days).await?;
        Ok(self.report())
    }

    async fn send_all(&self, postings: Vec<Posting>) -> Result<(), HubError> {
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
        self.send_singly(singles).await
    }

    /// What became of the postings so far.
    pub fn report(&self) -> SendReport {
        self.with_report(|report| report.clone())
    }

    /// Days count the lines of hours that go with them: where one of those did not go, the next plan says what they are.
    async fn withdraw_incomplete(&self, days: Vec<Posting>) -> Result<Vec<Posting>, HubError> {
        let Some(run) = days.first().map(|posting| posting.run).filter(|_| !self.is_stopped()) else {
            return Ok(days);
        };
        let of_run = self.store.postings_of_run(run).await?;
        let incomplete: BTreeSet<PersonId> = of_run
            .iter()
            .filter(|posting| posting.kind == LineKind::Hours.as_str())
            .filter(|posting| matches!(posting.state, PostingState::Approved | PostingState::Rejected))
            .map(|posting| posting.person)
            .collect();
        let (wait, go): (Vec<_>, Vec<_>) = days
            .into_iter()
            .partition(|posting| incomplete.contains(&posting.person));
        let note = "a line of hours did not go; planned anew";
        let withdrawn: Vec<Transition> = wait
            .iter()
            .map(|posting| transition(posting, PostingState::Approved, PostingState::Withdrawn, None, note))
            .collect();
        self.apply(&withdrawn).await?;
        Ok(go)
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
            let Some(answer) = self.called(posting, employee).await? else {
                return Ok(());
            };
            let failure = match answer {
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
                    reason,
                    missing: Some(right),
                } if goes_another_way(right) => {
                    self.lacks(right);
                    return self.outcome(posting, PostingState::Withdrawn, None, &reason.en).await;
                }
                Failure::Pause { reason, .. } => {
                    self.outcome(posting, PostingState::Approved, None, &reason.en).await?;
                    self.stop(Stopped::Paused { reason });
                    return Ok(());
                }
                Failure::Retry { after, text } => {
                    self.outcome(posting, PostingState::Approved, None, &text).await?;
                    if attempt < TRIES {
                        self.waiting.pass(after.unwrap_or_default()).await;
                    }
                }
            }
        }
        Ok(())
    }

    /// Intent, call: the answer, or nothing when the posting is no longer ours to send.
    async fn called(
        &self,
        posting: &Posting,
        employee: RemoteId,
    ) -> Result<Option<Result<Option<String>, Failure>>, HubError> {
        let intent = std::slice::from_ref(posting);
        if self.surroundings.breaks(Sabotage::IntentAfterCall) {
            let answer = self.target.write(posting, employee, self.departure()).await;
            self.surroundings.reach(CrashPoint::CallMade).await;
            return Ok(self.intend(intent).await?.then_some(answer));
        }
        let departure = self.departure();
        if !self.intend(intent).await? {
            return Ok(None);
        }
        let mut answer = self.target.write(posting, employee, departure).await;
        if self.surroundings.breaks(Sabotage::BlindRetry) && matches!(answer, Err(Failure::Unknown { .. })) {
            answer = self.target.write(posting, employee, self.departure()).await;
        }
        self.surroundings.reach(CrashPoint::CallMade).await;
        Ok(Some(answer))
    }

    /// Until when the call of an intent that is stored now may leave.
    fn departure(&self) -> Departure {
        let intended_at = self.surroundings.now();
        let surroundings = self.surroundings.clone();
        Departure::while_true(move || {
            surroundings.breaks(Sabotage::FenceIgnored) || is_in_time(intended_at, surroundings.now())
        })
    }

    /// Sends one batch. Gives the postings that are proved absent after the target refused the batch as a whole:
    /// one of them is at fault, and only a call of its own tells which.
    async fn send_batch(&self, batch: &[(Posting, RemoteId)]) -> Result<Vec<Posting>, HubError> {
        let postings: Vec<Posting> = batch.iter().map(|(posting, _)| posting.clone()).collect();
        let departure = self.departure();
        if !self.intend(&postings).await? {
            return Ok(Vec::new());
        }
        let answer = self.target.write_batch(batch, departure).await;
        self.surroundings.reach(CrashPoint::CallMade).await;
        let (state, note) = match &answer {
            Ok(()) => (
                PostingState::Unknown,
                "the batch was accepted; read back which rows it made".to_owned(),
            ),
            Err(Failure::Unknown { text } | Failure::Rejected { text }) => (PostingState::Unknown, text.clone()),
            Err(Failure::Retry { text, .. }) => (PostingState::Approved, text.clone()),
            Err(Failure::Pause { reason, .. }) => (PostingState::Approved, reason.en.clone()),
        };
        let changes: Vec<Transition> = postings
            .iter()
            .map(|posting| transition(posting, PostingState::Sending, state, None, &note))
            .collect();
        self.apply(&changes).await?;
        self.surroundings.reach(CrashPoint::OutcomeStored).await;
        self.progress.advance(postings.len());
        match answer {
            Err(Failure::Pause {
                missing: Some(right), ..
            }) if goes_another_way(right) => {
                self.lacks(right);
                return Ok(postings);
            }
            Err(Failure::Pause { reason, .. }) => self.stop(Stopped::Paused { reason }),
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
        self.surroundings.reach(CrashPoint::BeforeIntent).await;
        let changes: Vec<Transition> = postings
            .iter()
            .map(|posting| Transition {
                payload_hash: Some(payload_hash(posting)),
                ..transition(posting, PostingState::Approved, PostingState::Sending, None, "")
            })
            .collect();
        let all = self.transition(&changes).await?.iter().all(|applied| *applied);
        if !all {
            self.stop(Stopped::LeaseLost);
        }
        self.surroundings.reach(CrashPoint::IntentStored).await;
        Ok(all)
    }

    async fn outcome(
        &self,
        posting: &Posting,
        state: PostingState,
        row: Option<String>,
        note: &str,
    ) -> Result<(), HubError> {
        self.settle_in(posting, PostingState::Sending, state, row, note).await?;
        self.surroundings.reach(CrashPoint::OutcomeStored).await;
        Ok(())
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
        let applied = self.transition(changes).await?;
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

    /// Changes states under the fence of the run's lease.
    async fn transition(&self, changes: &[Transition]) -> Result<Vec<bool>, HubError> {
        let now = self.surroundings.now();
        if self.surroundings.breaks(Sabotage::FenceIgnored)
            && let Some(anyone) = self.store.lease(&self.lease.name).await?
        {
            return Ok(self.store.transition(changes, &anyone, now).await?);
        }
        Ok(self.store.transition(changes, self.lease, now).await?)
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

/// Whether the call of an intent of then may still leave now. A clock that was set back proves nothing.
fn is_in_time(intended_at: Timestamp, now: Timestamp) -> bool {
    (SignedDuration::ZERO..=DEPARTS_WITHIN).contains(&now.duration_since(intended_at))
}

/// Whether the flow goes on without the right: corrections as differences, batches line by line.
const fn goes_another_way(right: Capability) -> bool {
    matches!(
        right,
        Capability::UpdateHours
            | Capability::DeleteHours
            | Capability::InsertHoursBatch
            | Capability::SetDaysBatch
            | Capability::UpdateWages
            | Capability::DeleteWages
            | Capability::InsertWagesBatch
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
