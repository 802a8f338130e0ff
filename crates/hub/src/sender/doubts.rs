//! Settling: every doubt is decided by what the target holds, or stays open for a person.

use super::engine::Sender;
use super::settling::{Evidence, Verdict, equals, settle};
use super::target::{HeldRow, Kinds, Reading, Whose, Writing};
use super::transition::transition;
use crate::error::HubError;
use crate::progress::Progress;
use crate::sabotage::Sabotage;
use futures::{StreamExt as _, TryStreamExt as _};
use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::ids::{PersonId, PostingId, RunId};
use loonbrug_nmbrs::FaultCode;
use loonbrug_store::{BaselineRow, Posting, PostingState, Transition};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What the target holds, per person.
pub type Held = HashMap<PersonId, Vec<HeldRow>>;

impl<T: Writing> Sender<'_, T> {
    /// Reads what the target holds of these kinds for these people in one period, as many at once as may be in flight.
    pub async fn read(
        &self,
        people: &BTreeSet<PersonId>,
        year: i16,
        period: u8,
        kinds: Kinds,
    ) -> Result<Held, HubError> {
        read(
            &self.target,
            &self.whose(people),
            year,
            period,
            kinds,
            self.sending.in_flight,
            self.progress,
        )
        .await
    }

    fn whose(&self, people: &BTreeSet<PersonId>) -> Vec<Whose> {
        people
            .iter()
            .filter_map(|person| {
                Some(Whose {
                    person: *person,
                    employee: *self.employees.get(person)?,
                })
            })
            .collect()
    }

    /// Settles postings in doubt (`sending` after a crash, or `unknown`) of one period against what the target holds.
    ///
    /// `held` tells all kinds of the doubts, as they were from `read_at` on; `confirmed` are the rows that are known to be
    /// ours. A posting is absent when the settling time had passed before the reading began (a picture that is older
    /// proves nothing, however late it is looked at); before that it stays in doubt.
    pub async fn settle(
        &self,
        doubts: &[Posting],
        confirmed: &[Posting],
        held: &Held,
        read_at: Timestamp,
    ) -> Result<(), HubError> {
        let nothing: Held = doubts.iter().map(|posting| (posting.person, Vec::new())).collect();
        let held = if self.surroundings.breaks(Sabotage::NoReadBack) {
            &nothing
        } else {
            held
        };
        // Ids are of a kind: a row of hours and a wage component may have the same one.
        let mut claimed: BTreeMap<(PersonId, &str), BTreeSet<String>> = BTreeMap::new();
        for posting in confirmed {
            let rows = claimed.entry((posting.person, &posting.kind)).or_default();
            rows.extend(posting.remote_id.clone().filter(|row| !row.is_empty()));
        }
        for stray in doubts.iter().filter(|posting| is_stray(posting)) {
            let rows = claimed.entry((stray.person, &stray.kind)).or_default();
            rows.extend(stray.remote_id.clone());
        }
        let baselines = self.baselines(doubts).await?;
        let mut to_come = rows_to_come(doubts);
        let mut changes = Vec::new();
        for posting in doubts {
            let equal_doubts = new_row(posting)
                .and_then(|row| to_come.get_mut(&row))
                .map_or(0, |count| {
                    *count -= 1;
                    *count
                });
            // Of somebody who could not be read nothing is known: the doubt stays.
            let Some(held) = held.get(&posting.person) else {
                continue;
            };
            if is_stray(posting) {
                changes.extend(gone(posting, held));
                continue;
            }
            let claimed = claimed.entry((posting.person, &posting.kind)).or_default();
            let explained = |row: &HeldRow| {
                doubts
                    .iter()
                    .any(|other| other.id != posting.id && other.person == posting.person && equals(row, other))
            };
            let evidence = Evidence {
                explained: &explained,
                baseline: baselines.get(&(posting.run, posting.person)).map_or(&[], Vec::as_slice),
                held,
                claimed,
                tells_comments: self.target.tells_comments(),
                equal_doubts,
            };
            let verdict = settle(posting, evidence);
            if let Verdict::Confirmed { row } = &verdict {
                claimed.insert(row.clone());
            }
            changes.extend(self.settled(posting, verdict, read_at));
        }
        self.apply(&changes).await
    }

    fn settled(&self, posting: &Posting, verdict: Verdict, read_at: Timestamp) -> Option<Transition> {
        let from = posting.state;
        match verdict {
            Verdict::Confirmed { row } => {
                let row = (!row.is_empty()).then_some(row);
                Some(transition(
                    posting,
                    from,
                    PostingState::Confirmed,
                    row,
                    "settled by reading",
                ))
            }
            Verdict::Conflict { .. } if from == PostingState::Conflict => None,
            Verdict::Conflict { text } => Some(transition(posting, from, PostingState::Conflict, None, &text)),
            Verdict::Absent if self.settling_time_passed(posting, read_at) => {
                let note = "absent after the settling time; the next plan sends it anew";
                Some(transition(posting, from, PostingState::Absent, None, note))
            }
            Verdict::Absent if from == PostingState::Sending => {
                let note = "stopped while sending; absent so far";
                Some(transition(posting, from, PostingState::Unknown, None, note))
            }
            Verdict::Absent => None,
        }
    }

    fn settling_time_passed(&self, posting: &Posting, read_at: Timestamp) -> bool {
        let waited = read_at.duration_since(posting.changed_at);
        waited >= SignedDuration::from_secs(i64::from(self.sending.settling_seconds))
    }

    async fn baselines(&self, doubts: &[Posting]) -> Result<BTreeMap<(RunId, PersonId), Vec<BaselineRow>>, HubError> {
        let mut baselines: BTreeMap<(RunId, PersonId), Vec<BaselineRow>> = BTreeMap::new();
        let runs: BTreeSet<RunId> = doubts.iter().map(|posting| posting.run).collect();
        for run in runs {
            for row in self.store.baseline(run).await? {
                baselines.entry((run, row.person)).or_default().push(row);
            }
        }
        Ok(baselines)
    }

    /// The target answered that it refused a batch, so nothing of it is still under way: what is absent now is absent.
    pub(super) async fn absent_after_refusal(&self, postings: Vec<Posting>) -> Result<Vec<Posting>, HubError> {
        let Some(period) = postings.first().map(|posting| posting.period) else {
            return Ok(Vec::new());
        };
        let people = postings.iter().map(|posting| posting.person).collect();
        let kinds = Kinds::of(&postings);
        let read_at = self.surroundings.now();
        let held = self.read(&people, period.year, period.number, kinds).await?;
        let doubts: Vec<Posting> = postings
            .into_iter()
            .map(|posting| Posting {
                state: PostingState::Unknown,
                changed_at: self.surroundings.now(),
                ..posting
            })
            .collect();
        self.settle(&doubts, &[], &held, read_at).await?;
        let Some(run) = doubts.first().map(|posting| posting.run) else {
            return Ok(Vec::new());
        };
        let still_in_doubt: BTreeSet<PostingId> = self
            .store
            .postings_of_run(run)
            .await?
            .into_iter()
            .filter(|posting| posting.state == PostingState::Unknown)
            .map(|posting| posting.id)
            .collect();
        let absent: Vec<Posting> = doubts
            .into_iter()
            .filter(|posting| still_in_doubt.contains(&posting.id))
            .collect();
        let note = "the batch was refused and this line is absent; sent by itself";
        let changes: Vec<Transition> = absent
            .iter()
            .map(|posting| transition(posting, PostingState::Unknown, PostingState::Approved, None, note))
            .collect();
        self.apply(&changes).await?;
        Ok(absent)
    }
}

/// A row that came late or twice, for a person to decide: it is known, and never settled by itself.
fn is_stray(posting: &Posting) -> bool {
    posting.state == PostingState::Conflict && posting.action == "insert" && posting.remote_id.is_some()
}

/// Somebody removed the row in the target: nothing is left to decide.
fn gone(stray: &Posting, held: &[HeldRow]) -> Option<Transition> {
    let there = held.iter().any(|held| {
        held.observed.kind.as_str() == stray.kind && stray.remote_id.as_deref() == Some(held.observed.row.as_str())
    });
    let note = "the row was removed by hand";
    (!there).then(|| transition(stray, PostingState::Conflict, PostingState::Withdrawn, None, note))
}

/// What can be told apart of a row in the target that has no mark.
type NewRow<'a> = (PersonId, &'a str, i64, i64);

/// The row that a posting would leave, if it makes one.
fn new_row(posting: &Posting) -> Option<NewRow<'_>> {
    let row = (posting.person, posting.kind.as_str(), posting.code, posting.quantity);
    (posting.action == "insert").then_some(row)
}

/// How many of these postings would leave equal rows.
fn rows_to_come(postings: &[Posting]) -> HashMap<NewRow<'_>, usize> {
    let mut rows = HashMap::new();
    for row in postings.iter().filter_map(new_row) {
        *rows.entry(row).or_default() += 1;
    }
    rows
}

/// Reads what a target holds of these kinds for these people in one period. Nobody is there whom the target does not know any more.
pub async fn read<T: Reading>(
    target: &T,
    people: &[Whose],
    year: i16,
    period: u8,
    kinds: Kinds,
    in_flight: usize,
    progress: &Progress,
) -> Result<Held, HubError> {
    progress.begin("read", people.len());
    let calls = people.iter().copied().map(|whose| async move {
        let rows = match target.held(whose, year, period, kinds).await {
            Err(fault) if fault.code == Some(FaultCode::UnknownEmployee) => None,
            answer => Some(answer?),
        };
        progress.advance(1);
        Ok::<_, HubError>(rows.map(|rows| (whose.person, rows)))
    });
    futures::stream::iter(calls)
        .buffer_unordered(in_flight.max(1))
        .try_filter_map(|read| async move { Ok(read) })
        .try_collect()
        .await
}
