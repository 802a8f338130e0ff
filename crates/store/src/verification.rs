//! Verifying the chain of an organisation: whether its history is still what was written.

use crate::chain::{Content, EVENT, End, FIGURES, LEDGER, end};
use crate::database::Transaction;
use crate::dialect::Statement;
use crate::row::Row;
use crate::schema::{ORGANISATION, POSTING, Table};
use crate::value::values;
use crate::{Result, Store, StoreError};
use loonbrug_domain::ids::{LedgerEntryId, OrganisationId, PostingId};
use serde::Serialize;
use serde_json::Value as Cell;
use std::collections::VecDeque;

/// What was found of the history of one organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ChainReport {
    /// Whose history it is.
    pub organisation: OrganisationId,
    /// How many entries fit, from the first on.
    pub entries: i64,
    /// The hash of the last entry that fits, in hexadecimal. It stands for all before it: who keeps it elsewhere can see
    /// later whether the history up to this entry is still the same.
    pub hash: String,
    /// The first thing that does not fit; `None` where the history holds.
    pub fault: Option<ChainFault>,
}

/// How a history is not what was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum ChainFault {
    /// An entry was taken away.
    Missing {
        /// The sequence of the entry.
        sequence: i64,
        /// What it was of, where what is left of it tells.
        #[serde(flatten)]
        subject: Option<ChainSubject>,
    },
    /// The event, the figures of the posting that it makes, or the ledger entry are not those that were entered.
    Changed {
        /// The sequence of the entry.
        sequence: i64,
        /// Of what.
        #[serde(flatten)]
        subject: ChainSubject,
    },
    /// An event, a posting or a ledger entry is there that was never entered.
    Extra {
        /// The sequence that it claims, if any.
        sequence: Option<i64>,
        /// What.
        #[serde(flatten)]
        subject: ChainSubject,
    },
    /// The state or the row in the target is not what the last event of the posting says.
    Replay {
        /// The posting.
        posting: PostingId,
    },
    /// All entries fit, but the end of the chain was stored with another hash.
    End,
}

/// What an entry of the chain is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChainSubject {
    /// A posting.
    Posting(PostingId),
    /// An entry of a ledger.
    LedgerEntry(LedgerEntryId),
}

/// Entries that are read at once.
const PAGE: i64 = 5_000;

const END: Statement = Statement::new(
    "reading the end of a chain",
    "SELECT id, chain_length, chain_hash FROM organisation WHERE id = $1",
);
const ENTRIES: Statement = Statement::new(
    "verifying a chain",
    "SELECT event.sequence, event.hash, event.posting, event.organisation, event.from_state, event.to_state,
            event.remote_id, event.position, event.at, event.fence,
            posting.coupling, posting.run, posting.company, posting.origin, posting.person, posting.frequency,
            posting.kind, posting.cost_centre, posting.cost_unit, posting.action, posting.mark, posting.corrects,
            posting.year, posting.period, posting.code, posting.revision, posting.quantity, posting.quantity_before,
            posting.created_at
     FROM posting_event AS event
     LEFT JOIN posting ON event.position = 0 AND posting.id = event.posting AND posting.organisation = event.organisation
     WHERE event.organisation = $1 AND event.sequence > $2
     ORDER BY event.sequence LIMIT $3",
);
const LEDGER_ENTRIES: Statement = Statement::new(
    "verifying the ledgers in a chain",
    "SELECT sequence, hash, id, organisation, person, ledger, origin, date, bucket_kind, lapses_on, requested_on,
            from_date, to_date, revision, hundredths, bucket_year, on_employer, booked_at
     FROM ledger_entry
     WHERE organisation = $1 AND sequence > $2
     ORDER BY sequence LIMIT $3",
);
const OUTSIDE: Statement = Statement::new(
    "looking for events and postings outside a chain",
    "SELECT posting FROM posting_event WHERE organisation = $1 AND sequence IS NULL
     UNION
     SELECT id FROM posting WHERE organisation = $1 AND NOT EXISTS (
         SELECT 1 FROM posting_event WHERE posting_event.posting = posting.id AND posting_event.position = 0
     )
     ORDER BY posting LIMIT 1",
);
const REPLAY: Statement = Statement::new(
    "replaying the events of postings",
    "SELECT posting.id AS posting FROM posting
     JOIN posting_event AS last ON last.posting = posting.id AND last.position = (
         SELECT MAX(position) FROM posting_event WHERE posting_event.posting = posting.id
     )
     WHERE posting.organisation = $1
       AND (last.to_state <> posting.state OR last.remote_id IS DISTINCT FROM posting.remote_id)
     ORDER BY posting.id LIMIT 1",
);
/// A posting of which an event is not there: the positions of the others leave a gap.
const GAP: Statement = Statement::new(
    "looking for a posting without one of its events",
    "SELECT posting FROM posting_event WHERE organisation = $1
     GROUP BY posting HAVING COUNT(*) <= MAX(position) ORDER BY posting LIMIT 1",
);

impl Store {
    /// Computes the chain of an organisation again from what is stored now, and plays the events of its postings again.
    /// It sees one moment, and holds a page of entries in memory. [`StoreError::NotFound`] if there is no such
    /// organisation.
    pub async fn verify_chain(&self, organisation: OrganisationId) -> Result<ChainReport> {
        let mut snapshot = Transaction::snapshot(&self.pools).await?;
        let stored = snapshot.read(&ORGANISATION, END, values![organisation], end).await?;
        let stored = stored.into_iter().next().ok_or_else(|| StoreError::NotFound {
            doing: END.doing,
            detail: format!("organisation {organisation}"),
        })?;
        let mut verified = End::beginning(organisation);
        let fault = first_fault(&mut snapshot, &stored, &mut verified).await?;
        Ok(ChainReport {
            organisation,
            entries: verified.length,
            hash: verified.hash,
            fault,
        })
    }
}

async fn first_fault(snapshot: &mut Transaction, stored: &End, verified: &mut End) -> Result<Option<ChainFault>> {
    if let Some(fault) = walk(snapshot, stored, verified).await? {
        return Ok(Some(fault));
    }
    let organisation = stored.organisation;
    if let Some(posting) = named(snapshot, OUTSIDE, organisation).await? {
        return Ok(Some(ChainFault::Extra {
            sequence: None,
            subject: ChainSubject::Posting(posting),
        }));
    }
    let replayed = named(snapshot, REPLAY, organisation).await?;
    Ok(replayed.map(|posting| ChainFault::Replay { posting }))
}

/// Goes through the entries as far as they fit.
async fn walk(snapshot: &mut Transaction, stored: &End, verified: &mut End) -> Result<Option<ChainFault>> {
    let mut entries = Entries::of(stored.organisation);
    while let Some(entry) = entries.next(snapshot).await? {
        match fit(&entry, stored, verified)? {
            Fit::Fits => {}
            Fit::Fault(fault) => return Ok(Some(fault)),
            Fit::Gap => return gap(snapshot, verified).await.map(Some),
        }
    }
    if verified.length < stored.length {
        return gap(snapshot, verified).await.map(Some);
    }
    Ok((verified != stored).then_some(ChainFault::End))
}

/// The entries of both tables in the order of the chain, a page of each at a time.
struct Entries {
    events: Pages,
    ledgers: Pages,
}

impl Entries {
    const fn of(organisation: OrganisationId) -> Self {
        Self {
            events: Pages::of(organisation, &EVENT, ENTRIES, entry),
            ledgers: Pages::of(organisation, &LEDGER, LEDGER_ENTRIES, ledger_entry),
        }
    }

    async fn next(&mut self, snapshot: &mut Transaction) -> Result<Option<Entry>> {
        let event = self.events.first(snapshot).await?;
        let ledger = self.ledgers.first(snapshot).await?;
        let pages = match (event, ledger) {
            (Some(event), Some(ledger)) if ledger < event => &mut self.ledgers,
            (None, Some(_)) => &mut self.ledgers,
            _ => &mut self.events,
        };
        Ok(pages.read.pop_front())
    }
}

/// The entries of one table.
struct Pages {
    organisation: OrganisationId,
    table: &'static Table,
    statement: Statement,
    of: fn(&Row<'_>) -> Result<Entry>,
    read: VecDeque<Entry>,
    /// The sequence after which to read on; `None` after the last page.
    after: Option<i64>,
}

impl Pages {
    const fn of(
        organisation: OrganisationId,
        table: &'static Table,
        statement: Statement,
        of: fn(&Row<'_>) -> Result<Entry>,
    ) -> Self {
        Self {
            organisation,
            table,
            statement,
            of,
            read: VecDeque::new(),
            after: Some(i64::MIN),
        }
    }

    /// The sequence of the next entry.
    async fn first(&mut self, snapshot: &mut Transaction) -> Result<Option<i64>> {
        if let (true, Some(after)) = (self.read.is_empty(), self.after) {
            let page = values![self.organisation, after, PAGE];
            self.read = snapshot.read(self.table, self.statement, page, self.of).await?.into();
            self.after = self.read.back().map(|entry| entry.sequence);
        }
        Ok(self.read.front().map(|entry| entry.sequence))
    }
}

enum Fit {
    Fits,
    Gap,
    Fault(ChainFault),
}

/// Adds the entry to what was verified, if it is the next one as it was written.
fn fit(entry: &Entry, stored: &End, verified: &mut End) -> Result<Fit> {
    let (sequence, subject) = (entry.sequence, entry.subject);
    if sequence <= verified.length || sequence > stored.length {
        let sequence = Some(sequence);
        return Ok(Fit::Fault(ChainFault::Extra { sequence, subject }));
    }
    if sequence > verified.length + 1 {
        return Ok(Fit::Gap);
    }
    let mut next = verified.clone();
    next.add(&entry.content)?;
    if entry.hash.as_deref() != Some(&next.hash) {
        let fault = if entry.is_without_posting() {
            let subject = Some(subject);
            ChainFault::Missing { sequence, subject }
        } else {
            ChainFault::Changed { sequence, subject }
        };
        return Ok(Fit::Fault(fault));
    }
    *verified = next;
    Ok(Fit::Fits)
}

/// The entry after those that were verified is not there.
async fn gap(snapshot: &mut Transaction, verified: &End) -> Result<ChainFault> {
    let organisation = verified.organisation;
    let mut posting = None;
    for evidence in [GAP, OUTSIDE, REPLAY] {
        if posting.is_none() {
            posting = named(snapshot, evidence, organisation).await?;
        }
    }
    Ok(ChainFault::Missing {
        sequence: verified.length + 1,
        subject: posting.map(ChainSubject::Posting),
    })
}

/// The first posting that a statement finds.
async fn named(
    snapshot: &mut Transaction,
    statement: Statement,
    organisation: OrganisationId,
) -> Result<Option<PostingId>> {
    let of = |row: &Row<'_>| row.parsed("posting");
    let found = snapshot.read(&POSTING, statement, values![organisation], of).await?;
    Ok(found.into_iter().next())
}

/// An entry as it is stored now.
struct Entry {
    sequence: i64,
    hash: Option<String>,
    subject: ChainSubject,
    content: Content,
}

impl Entry {
    /// Whether it makes a posting that is not there.
    fn is_without_posting(&self) -> bool {
        matches!(&self.content, Content::Event { figures: Some(figures), .. } if figures.iter().all(Cell::is_null))
    }
}

fn entry(row: &Row<'_>) -> Result<Entry> {
    let makes = row.integer("position")? == 0;
    Ok(Entry {
        sequence: row.integer("sequence")?,
        hash: row.optional_text("hash")?,
        subject: ChainSubject::Posting(row.parsed("posting")?),
        content: Content::Event {
            event: row.cells()?,
            figures: makes.then(|| row.of(&FIGURES).cells()).transpose()?,
        },
    })
}

fn ledger_entry(row: &Row<'_>) -> Result<Entry> {
    Ok(Entry {
        sequence: row.integer("sequence")?,
        hash: row.optional_text("hash")?,
        subject: ChainSubject::LedgerEntry(row.parsed("id")?),
        content: Content::Ledger(row.cells()?),
    })
}
