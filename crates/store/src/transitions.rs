//! Changes of a posting's state, under the fence of a lease, and the history of them.

use crate::database::Transaction;
use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::{POSTING, POSTING_EVENT};
use crate::value::values;
use crate::{Lease, PostingState, Result, Store, Transition};
use jiff::Timestamp;
use loonbrug_domain::ids::PostingId;
use serde_json::json;
use std::collections::HashSet;

/// Changes nothing, but holds the row until the transaction ends: who wants to take the lease over waits, so that a
/// change under the old fence cannot come after the take-over.
const HOLD_LEASE: Statement = Statement::new(
    "checking the fence of a lease",
    "UPDATE lease SET fence = fence WHERE name = $1 AND fence = $2",
);
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
     RETURNING id"
);
const RECORD: Statement = bulk!(
    "recording changes of postings",
    "INSERT INTO posting_event (posting, position, organisation, at, from_state, to_state, fence, note)
     SELECT posting.id,
            (SELECT COUNT(*) + 1 FROM posting_event AS earlier WHERE earlier.posting = posting.id),
            posting.organisation, $3, item.value ->> 'from', item.value ->> 'to', $2, item.value ->> 'note'
     FROM",
    "JOIN posting ON posting.id = item.value ->> 'posting'"
);
const EVENTS: Statement = Statement::new(
    "reading the history of a posting",
    "SELECT posting, position, at, from_state, to_state, note FROM posting_event
     WHERE posting = $1 ORDER BY position",
);

impl Store {
    /// Applies changes of state in one transaction, and says of each whether it was applied. A change is applied if
    /// the posting is in `from` (after the changes before it in the list) and the lease still has this fence; each
    /// one that is applied goes to the posting's history. `Sending` raises the attempt and takes the fence.
    pub async fn transition(&self, transitions: &[Transition], lease: &Lease, at: Timestamp) -> Result<Vec<bool>> {
        let mut transaction = self.begin().await?;
        let held = values![lease.name.as_str(), lease.fence];
        if transaction.write(HOLD_LEASE, held).await? == 0 {
            return Ok(vec![false; transitions.len()]);
        }
        let mut applied = Vec::with_capacity(transitions.len());
        let mut rest = transitions;
        while !rest.is_empty() {
            let (wave, later) = rest.split_at(wave_length(rest));
            applied.extend(apply(&mut transaction, wave, lease.fence, at).await?);
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
async fn apply(transaction: &mut Transaction, wave: &[Transition], fence: i64, at: Timestamp) -> Result<Vec<bool>> {
    let items = wave.iter().map(item);
    let moved = transaction
        .write_all_returning(&POSTING, MOVE, items, values![fence, at], moved)
        .await?;
    let moved = moved.into_iter().collect::<HashSet<_>>();
    let applied = wave
        .iter()
        .filter(|transition| moved.contains(&transition.posting))
        .map(item);
    transaction.write_all(RECORD, applied, values![fence, at]).await?;
    Ok(wave
        .iter()
        .map(|transition| moved.contains(&transition.posting))
        .collect())
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

fn moved(row: &Row<'_>) -> Result<PostingId> {
    row.parsed("id")
}
