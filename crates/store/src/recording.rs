//! Recording what happens to postings and what is booked in ledgers, each as an entry of the chain of its organisation.

use crate::chain::{Content, EVENT, End, FIGURES, LEDGER, end};
use crate::database::Transaction;
use crate::dialect::{Statement, bulk};
use crate::schema::{ORGANISATION, Table};
use crate::value::{Value, values};
use crate::{Lease, Result, StoreError};
use jiff::Timestamp;
use loonbrug_domain::ids::{OrganisationId, PostingId};
use serde::Serialize;
use serde_json::{Value as Cell, json};
use std::collections::HashMap;

const HOLD: Statement = Statement {
    doing: "holding the end of a chain",
    sqlite: "SELECT id, chain_length, chain_hash FROM organisation WHERE id IN (SELECT value FROM json_each($1))",
    postgres: "SELECT id, chain_length, chain_hash FROM organisation
               WHERE id IN (SELECT value FROM jsonb_array_elements_text($1::jsonb) AS item (value))
               ORDER BY id FOR NO KEY UPDATE",
};
/// Holds the lease as well: who wants to take it over waits, so that a change under the old fence cannot come after
/// the take-over. SQLite holds everything from the beginning of a transaction that writes.
const HOLD_UNDER_LEASE: Statement = Statement {
    doing: "checking the fence of a lease",
    sqlite: "SELECT organisation.id, chain_length, chain_hash FROM lease CROSS JOIN organisation
             WHERE lease.name = $2 AND lease.fence = $3 AND organisation.id IN (
                 SELECT posting.organisation FROM json_each($1) AS item CROSS JOIN posting ON posting.id = item.value
             )",
    postgres: "SELECT organisation.id, chain_length, chain_hash FROM lease CROSS JOIN organisation
               WHERE lease.name = $2 AND lease.fence = $3 AND organisation.id IN (
                   SELECT posting.organisation FROM jsonb_array_elements_text($1::jsonb) AS item (value)
                   JOIN posting ON posting.id = item.value
               )
               ORDER BY organisation.id FOR NO KEY UPDATE OF lease, organisation",
};
/// Stores the events in `$1` and the ends of the chains in `$2` in one go: every call to the database costs as much as
/// either of them.
macro_rules! record {
    ($begin:literal, $events:literal, $then:literal, $ends:literal) => {
        concat!(
            $begin,
            "INSERT INTO posting_event (
                 posting, position, organisation, at, from_state, to_state, fence, note, remote_id, sequence, hash
             )
             SELECT item.value ->> 'posting', CAST(item.value ->> 'position' AS BIGINT), item.value ->> 'organisation',
                    CAST(item.value ->> 'at' AS BIGINT), item.value ->> 'from_state', item.value ->> 'to_state',
                    CAST(item.value ->> 'fence' AS BIGINT), item.value ->> 'note', item.value ->> 'remote_id',
                    CAST(item.value ->> 'sequence' AS BIGINT), item.value ->> 'hash'
             FROM ",
            $events,
            $then,
            "UPDATE organisation
             SET chain_length = CAST(item.value ->> 'length' AS BIGINT), chain_hash = item.value ->> 'hash'
             FROM ",
            $ends,
            " WHERE organisation.id = item.value ->> 'organisation'"
        )
    };
}

const RECORD: Statement = Statement {
    doing: "recording changes of postings",
    sqlite: record!("", "json_each($1) AS item", "; ", "json_each($2) AS item"),
    postgres: record!(
        "WITH recorded AS (",
        "jsonb_array_elements($1::jsonb) AS item (value)",
        ") ",
        "jsonb_array_elements($2::jsonb) AS item (value)"
    ),
};

const BOOK: Statement = bulk!(
    "booking in a ledger",
    "INSERT INTO ledger_entry (
         id, organisation, person, ledger, origin, revision, date, hundredths, bucket_year, bucket_kind, lapses_on,
         requested_on, from_date, to_date, on_employer, leave_type, description, booked_at, booked_by, sequence, hash
     )
     SELECT item.value ->> 'id', item.value ->> 'organisation', item.value ->> 'person', item.value ->> 'ledger',
            item.value ->> 'origin', CAST(item.value ->> 'revision' AS BIGINT), item.value ->> 'date',
            CAST(item.value ->> 'hundredths' AS BIGINT), CAST(item.value ->> 'bucket_year' AS BIGINT),
            item.value ->> 'bucket_kind', item.value ->> 'lapses_on', item.value ->> 'requested_on',
            item.value ->> 'from_date', item.value ->> 'to_date', CAST(item.value ->> 'on_employer' AS BIGINT),
            item.value ->> 'leave_type', item.value ->> 'description', CAST(item.value ->> 'booked_at' AS BIGINT),
            item.value ->> 'booked_by', CAST(item.value ->> 'sequence' AS BIGINT), item.value ->> 'hash'
     FROM",
    ""
);
const ENDS: Statement = Statement {
    doing: "moving the ends of chains",
    sqlite: "UPDATE organisation
             SET chain_length = CAST(item.value ->> 'length' AS BIGINT), chain_hash = item.value ->> 'hash'
             FROM json_each($1) AS item WHERE organisation.id = item.value ->> 'organisation'",
    postgres: "UPDATE organisation
               SET chain_length = CAST(item.value ->> 'length' AS BIGINT), chain_hash = item.value ->> 'hash'
               FROM jsonb_array_elements($1::jsonb) AS item (value)
               WHERE organisation.id = item.value ->> 'organisation'",
};

/// What happened to a posting.
pub(crate) struct Event<'e> {
    /// The posting.
    pub posting: PostingId,
    /// Its owner.
    pub organisation: OrganisationId,
    /// Place among the events of the posting; 0 where it is made.
    pub position: i64,
    /// When.
    pub at: Timestamp,
    /// The state before; empty where it is made.
    pub from: &'static str,
    /// The state after.
    pub to: &'static str,
    /// The fence under which it happened; 0 where it is made.
    pub fence: i64,
    /// Why; not in the hash.
    pub note: &'e str,
    /// The row in the target, as far as it is known then.
    pub remote_id: Option<&'e str>,
    /// The figures by column, where it is made.
    pub figures: Option<Cell>,
}

/// The ends of the chains that a transaction adds to, held until it ends: no two transactions add to the same end.
pub(crate) struct Recorder {
    ends: HashMap<OrganisationId, End>,
}

impl Recorder {
    /// Holds the chains of these organisations.
    pub async fn of_organisations(transaction: &mut Transaction, ids: &[OrganisationId]) -> Result<Self> {
        Self::held(transaction, HOLD, values![array(ids.iter())?]).await
    }

    /// Holds the chains of these postings, and the lease; none if the lease has another fence by now.
    pub async fn under_lease(transaction: &mut Transaction, ids: &[PostingId], lease: &Lease) -> Result<Self> {
        let values = values![array(ids.iter())?, lease.name.as_str(), lease.fence];
        Self::held(transaction, HOLD_UNDER_LEASE, values).await
    }

    async fn held(transaction: &mut Transaction, statement: Statement, values: Vec<Value>) -> Result<Self> {
        let ends = transaction.read(&ORGANISATION, statement, values, end).await?;
        Ok(Self {
            ends: ends.into_iter().map(|end| (end.organisation, end)).collect(),
        })
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Records events in this order, and where the chains end then.
    pub async fn record(&mut self, transaction: &mut Transaction, events: &[Event<'_>]) -> Result<()> {
        let items = events
            .iter()
            .map(|event| self.entry(event))
            .collect::<Result<Vec<_>>>()?;
        let ends = array(self.ends.values())?;
        transaction.write_all(RECORD, items.into_iter(), values![ends]).await?;
        Ok(())
    }

    /// Stores entries of the ledgers of one organisation, by column, in this order, and where its chain ends then. Gives
    /// their places in the chain.
    pub async fn book(
        &mut self,
        transaction: &mut Transaction,
        organisation: OrganisationId,
        mut entries: Vec<Cell>,
    ) -> Result<Vec<i64>> {
        let mut sequences = Vec::with_capacity(entries.len());
        for entry in &mut entries {
            let content = Content::Ledger(cells(&LEDGER, entry));
            sequences.push(self.link(organisation, &content, entry)?);
        }
        transaction.write_all(BOOK, entries.into_iter(), values![]).await?;
        transaction.write_all(ENDS, self.ends.values(), values![]).await?;
        Ok(sequences)
    }

    /// The event with its place in the chain.
    fn entry(&mut self, event: &Event<'_>) -> Result<Cell> {
        let mut item = item(event);
        let figures = event.figures.as_ref().map(|figures| cells(&FIGURES, figures));
        let content = Content::Event {
            event: cells(&EVENT, &item),
            figures,
        };
        self.link(event.organisation, &content, &mut item)?;
        Ok(item)
    }

    /// Adds to the chain of an organisation, notes the place on the item, and gives it.
    fn link(&mut self, organisation: OrganisationId, content: &Content, item: &mut Cell) -> Result<i64> {
        let end = self.ends.get_mut(&organisation).ok_or_else(|| StoreError::NotFound {
            doing: RECORD.doing,
            detail: format!("organisation {organisation}"),
        })?;
        end.add(content)?;
        item["sequence"] = end.length.into();
        item["hash"] = end.hash.as_str().into();
        Ok(end.length)
    }
}

fn item(event: &Event<'_>) -> Cell {
    json!({
        "posting": event.posting,
        "organisation": event.organisation,
        "position": event.position,
        "at": event.at.as_millisecond(),
        "from_state": event.from,
        "to_state": event.to,
        "fence": event.fence,
        "note": event.note,
        "remote_id": event.remote_id,
    })
}

/// The cells of a row that is named by column, in the order of the table.
fn cells(table: &Table, item: &Cell) -> Vec<Cell> {
    table.columns().map(|column| item[column].clone()).collect()
}

fn array(items: impl Iterator<Item = impl Serialize>) -> Result<String> {
    serde_json::to_string(&items.collect::<Vec<_>>()).map_err(|error| StoreError::Unwritable {
        doing: HOLD.doing,
        reason: error.to_string(),
    })
}
