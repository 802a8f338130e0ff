//! What the checks look at: what Loonbrug has stored, and what Nmbrs really holds.

use crate::ledger::Ledger;
use crate::stage::{Deed, Event, Row};
use crate::walk::Walk;
use loonbrug_store::{Posting, PostingState};
use std::collections::HashMap;

/// Everything at one moment.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Every posting, by id.
    pub postings: Vec<Posting>,
    /// Their events, in the order in which they were stored.
    pub events: Vec<Event>,
    /// The rows that are ours according to the postings.
    pub ledger: Ledger,
    /// The rows that Nmbrs holds.
    pub rows: Vec<Row>,
    /// Everything that was done in Nmbrs.
    pub deeds: Vec<Deed>,
}

impl Walk<'_> {
    /// Everything as it is now.
    pub async fn evidence(&mut self) -> anyhow::Result<Evidence> {
        let postings = self.node.hub.store.all_postings(self.coupling).await?;
        Ok(Evidence {
            ledger: Ledger::of(&postings),
            postings,
            events: self.history.events().await?,
            rows: self.nmbrs.rows(),
            deeds: self.nmbrs.deeds(),
        })
    }

    /// How many changes of state are stored.
    pub async fn changes(&mut self) -> anyhow::Result<usize> {
        let events = self.history.events().await?;
        Ok(events.iter().filter(|event| event.position > 0).count())
    }
}

impl Evidence {
    /// The postings by their marks.
    pub fn by_mark(&self) -> HashMap<&str, &Posting> {
        let marks = self.postings.iter().map(|posting| (posting.mark.as_str(), posting));
        marks.collect()
    }

    /// The last thing that was done to each row.
    pub fn last_deeds(&self) -> HashMap<&str, &Deed> {
        let deeds = self.deeds.iter().filter(|deed| !deed.row.is_empty());
        deeds.map(|deed| (deed.row.as_str(), deed)).collect()
    }

    /// Whether a person has touched a row.
    pub fn touched_by_hand(&self, row: &str) -> bool {
        self.deeds.iter().any(|deed| deed.by_hand && deed.row == row)
    }
}

/// Whether what came of it is not known.
pub const fn in_doubt(state: PostingState) -> bool {
    matches!(
        state,
        PostingState::Sending | PostingState::Unknown | PostingState::Conflict
    )
}
