//! Strays (dwaalregels): rows in the target that look like ours beside the one that we know of. An effect that came
//! after the settling time, or a call that something on the way made twice.

use super::ledger::{Sent, line_key};
use super::postings::mark;
use crate::application::Hub;
use crate::error::HubError;
use crate::sender::{Held, HeldRow};
use loonbrug_domain::difference::LineKind;
use loonbrug_domain::ids::{PersonId, PostingId, RunId};
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::{Posting, PostingState};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A row, and the posting that it equals.
pub(super) struct Stray<'a> {
    pub(super) row: &'a HeldRow,
    pub(super) of: &'a Posting,
    pub(super) whose: Whose,
}

/// Whose a stray is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// Its text holds our mark, so that it is ours for certain.
    Ours,
    /// It only looks like ours.
    Unknown,
    /// A person said that it is not ours.
    Theirs,
}

impl Hub {
    /// The strays among what was read, as postings that enter them: confirmed where the mark proves that the row is ours
    /// (the plan then takes it away), a conflict for a person where it only looks so. Nothing is stored here.
    pub(crate) async fn strays(
        &self,
        interface: Interface,
        postings: &[Posting],
        held: &Held,
    ) -> Result<Vec<Posting>, HubError> {
        let known: BTreeSet<(PersonId, &str, &str)> = postings
            .iter()
            .filter_map(|posting| Some((posting.person, posting.kind.as_str(), posting.remote_id.as_deref()?)))
            .collect();
        let unknown = held
            .iter()
            .flat_map(|(person, rows)| rows.iter().map(move |row| (*person, row)));
        let unknown: Vec<(PersonId, &HeldRow)> = unknown
            .filter(|(_, row)| row.observed.kind != LineKind::Days)
            .filter(|(person, row)| {
                let row = &row.observed;
                !known.contains(&(*person, row.kind.as_str(), row.row.as_str()))
            })
            .collect();
        if unknown.is_empty() {
            return Ok(Vec::new());
        }
        let mut strays = match interface {
            Interface::Rest => {
                let marks = postings.iter().map(|posting| (posting.mark.as_str(), posting));
                let marks: HashMap<&str, &Posting> = marks.collect();
                unknown.iter().filter_map(|(_, row)| marked(row, &marks)).collect()
            }
            Interface::Soap => self.look_alikes(postings, &unknown).await?,
        };
        strays.sort_by(|a, b| a.row.observed.row.cmp(&b.row.observed.row));
        Ok(self.entered(postings, &strays))
    }

    /// Over SOAP, which does not tell the text: rows that equal what a posting of ours made, or would have made, and came after it.
    async fn look_alikes<'a>(
        &self,
        postings: &'a [Posting],
        unknown: &[(PersonId, &'a HeldRow)],
    ) -> Result<Vec<Stray<'a>>, HubError> {
        let mut before: BTreeMap<RunId, BTreeSet<(PersonId, String)>> = BTreeMap::new();
        let mut strays = Vec::new();
        let mut explained: BTreeSet<PostingId> = BTreeSet::new();
        for (person, row) in unknown {
            let equal = |posting: &&Posting| posting.person == *person && is_equal(posting, row);
            if postings.iter().filter(equal).any(is_in_doubt) {
                continue;
            }
            for of in postings.iter().filter(equal).filter(|posting| was_sent(posting)) {
                let rows_before = match before.entry(of.run) {
                    std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
                    std::collections::btree_map::Entry::Vacant(vacant) => {
                        let rows = self.store.baseline(of.run).await?;
                        vacant.insert(rows.into_iter().map(|row| (row.person, row.remote_id)).collect())
                    }
                };
                if rows_before.contains(&(*person, row.observed.row.clone())) || !explained.insert(of.id) {
                    continue;
                }
                strays.push(Stray {
                    row,
                    of,
                    whose: Whose::Unknown,
                });
                break;
            }
        }
        Ok(strays)
    }

    /// Strays as postings that enter them, so that they are known from then on.
    pub(super) fn entered(&self, postings: &[Posting], strays: &[Stray<'_>]) -> Vec<Posting> {
        let sent = Sent::of(postings);
        let mut revisions = BTreeMap::new();
        let now = self.surroundings.now();
        let entered = strays.iter().map(|stray| {
            let key = line_key(stray.of);
            let next = sent.next_revision(&key);
            let revision = revisions.entry(key).or_insert(next);
            let id = PostingId(self.surroundings.identity());
            let posting = Posting {
                id,
                mark: mark(id),
                action: "insert".into(),
                revision: *revision,
                quantity: stray.row.observed.quantity,
                quantity_before: 0,
                state: state(stray.whose),
                attempt: 0,
                fence: 0,
                payload_hash: String::new(),
                remote_id: Some(stray.row.observed.row.clone()),
                note: note(stray.whose).into(),
                created_at: now,
                changed_at: now,
                ..stray.of.clone()
            };
            *revision += 1;
            posting
        });
        entered.collect()
    }
}

const fn state(whose: Whose) -> PostingState {
    match whose {
        Whose::Ours => PostingState::Confirmed,
        Whose::Unknown => PostingState::Conflict,
        Whose::Theirs => PostingState::Withdrawn,
    }
}

const fn note(whose: Whose) -> &'static str {
    match whose {
        Whose::Ours => "a second row of ours, known by its mark: it came late or twice",
        Whose::Unknown => "a row equal to ours that came after it: late, twice, or entered by hand",
        Whose::Theirs => "another row is ours, a person said",
    }
}

/// Whose mark the row's text holds.
fn marked<'a>(row: &'a HeldRow, marks: &HashMap<&str, &'a Posting>) -> Option<Stray<'a>> {
    let comment = row.comment.as_deref()?;
    let (_, rest) = comment.rsplit_once('[')?;
    let of = *marks.get(rest.strip_suffix(']')?)?;
    (!is_in_doubt(of)).then_some(Stray {
        row,
        of,
        whose: Whose::Ours,
    })
}

fn is_equal(posting: &Posting, row: &HeldRow) -> bool {
    posting.action == "insert"
        && posting.kind == row.observed.kind.as_str()
        && posting.code == row.observed.code
        && posting.quantity == row.observed.quantity
}

const fn is_in_doubt(posting: &Posting) -> bool {
    matches!(
        posting.state,
        PostingState::Sending | PostingState::Unknown | PostingState::Conflict
    )
}

/// Whether a call was made for it that took effect, or may have done so.
const fn was_sent(posting: &Posting) -> bool {
    posting.attempt > 0 && matches!(posting.state, PostingState::Confirmed | PostingState::Absent)
}
