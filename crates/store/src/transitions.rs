//! Changes of a posting's state, under the fence of a lease, and the history of them.

use crate::database::Transaction;
use crate::dialect::{Statement, bulk};
use crate::recording::{Event, Recorder};
use crate::row::Row;
use crate::schema::{POSTING, POSTING_EVENT};
use crate::value::values;
use crate::{Lease, PostingState, Result, Store, Transition};
use jiff::Timestamp;
use loonbrug_domain::ids::{OrganisationId, PostingId};
use serde_json::json;
use std::collections::{HashMap, HashSet};

const MOVE: Statement = bulk!(
    "changing the state of postings",
    "UPDATE posting
     SET state = item.value ->> 'to', note = item.value ->> 'note',
         remote_id = COALESCE(item.value ->> 'remote_id', posting.remote_id),
         payload_hash = COALESCE(item.value ->> 'payload_hash', posting.payload_hash),
         attempt = posting.attempt + CASE WHEN item.value ->> 'to' = 'sending' THEN 1 ELSE 0 END,
         fence = CASE WHEN item.value ->> 'to' = 'sending' THEN $2 ELSE posting.fence END,
         changed_at = $3
     FROM",
    "WHERE posting.id = item.value ->> 'posting' AND posting.state = item.value ->> 'from'
     RETURNING id, organisation, remote_id, (
         SELECT COALESCE(MAX(position), 0) + 1 FROM posting_event WHERE posting_event.posting = posting.id
     ) AS position"
);
const EVENTS: Statement = Statement::new(
    "reading the history of a posting",
    "SELECT posting, position, at, from_state, to_state, note FROM posting_event
     WHERE posting = $1 AND position > 0 ORDER BY position",
);

impl Store {
    /// Applies changes of state in one transaction, and says of each whether it was applied. A change is applied if
    /// the posting is in `from` (after the changes before it in the list) and the lease still has this fence; each
    /// one that is applied goes to the posting's history. `Sending` raises the attempt and takes the fence.
    pub async fn transition(&self, transitions: &[Transition], lease: &Lease, at: Timestamp) -> Result<Vec<bool>> {
        let mut transaction = self.begin().await?;
        let postings = transitions.iter().map(|change| change.posting).collect::<Vec<_>>();
        let mut recorder = Recorder::under_lease(&mut transaction, &postings, lease).await?;
        if recorder.is_empty() {
            return Ok(vec![false; transitions.len()]);
        }
        let mut applied = Vec::with_capacity(transitions.len());
        let mut rest = transitions;
        while !rest.is_empty() {
            let (wave, later) = rest.split_at(wave_length(rest));
            applied.extend(apply(&mut transaction, &mut recorder, wave, lease.fence, at).await?);
            rest = later;
        }
        transaction.commit(MOVE.doing).await?;
        Ok(applied)
    }

    /// The changes of a posting's state, oldest first: when, from, to, and why.
    pub async fn posting_events(
        &self,
        posting: PostingId,
    ) -> Result<Vec<(Timestamp, PostingState, PostingState, String)>> {
        self.read(&POSTING_EVENT, EVENTS, values![posting], |row| {
            Ok((
                row.time("at")?,
                row.state("from_state")?,
                row.state("to_state")?,
                row.text("note")?,
            ))
        })
        .await
    }
}

/// How many of the first changes are of different postings: one statement changes a row once.
fn wave_length(transitions: &[Transition]) -> usize {
    let mut seen = HashSet::new();
    transitions
        .iter()
        .take_while(|transition| seen.insert(transition.posting))
        .count()
}

/// Applies changes of different postings, and records those that were applied.
async fn apply(
    transaction: &mut Transaction,
    recorder: &mut Recorder,
    wave: &[Transition],
    fence: i64,
    at: Timestamp,
) -> Result<Vec<bool>> {
    let items = wave.iter().map(item);
    let moved = transaction
        .write_all_returning(&POSTING, MOVE, items, values![fence, at], moved)
        .await?;
    let moved = moved
        .into_iter()
        .map(|moved| (moved.posting, moved))
        .collect::<HashMap<_, _>>();
    let applied = wave.iter().map(|change| moved.get(&change.posting));
    let events = applied.clone().zip(wave).filter_map(|(moved, change)| {
        moved.map(|moved| Event {
            posting: moved.posting,
            organisation: moved.organisation,
            position: moved.position,
            at,
            from: change.from.name(),
            to: change.to.name(),
            fence,
            note: &change.note,
            remote_id: moved.remote_id.as_deref(),
            figures: None,
        })
    });
    recorder.record(transaction, &events.collect::<Vec<_>>()).await?;
    Ok(applied.map(|moved| moved.is_some()).collect())
}

fn item(transition: &Transition) -> serde_json::Value {
    json!({
        "posting": transition.posting,
        "from": transition.from.name(),
        "to": transition.to.name(),
        "remote_id": transition.remote_id,
        "note": transition.note,
        "payload_hash": transition.payload_hash,
    })
}

/// A posting after a change.
struct Moved {
    posting: PostingId,
    organisation: OrganisationId,
    remote_id: Option<String>,
    /// Of the event that records the change.
    position: i64,
}

fn moved(row: &Row<'_>) -> Result<Moved> {
    Ok(Moved {
        posting: row.parsed("id")?,
        organisation: row.parsed("organisation")?,
        remote_id: row.optional_text("remote_id")?,
        position: row.integer("position")?,
    })
}
