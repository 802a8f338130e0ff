//! The chain of an organisation: what was posted and what became of it, and what was booked in the hour ledgers, so that
//! nothing of it can be changed later without a trace.
//!
//! Every event of a posting is one entry; the making of the posting is its event at position 0. Every entry of a ledger is
//! one as well. The hash of an entry is the SHA-256, in hexadecimal, of this JSON array without white space, in UTF-8:
//!
//! ```text
//! [hash of the entry before, sequence, [cells of the event]]                      for a change of state
//! [hash of the entry before, sequence, [cells of the event], [cells of figures]]  for the making of a posting
//! [hash of the entry before, sequence, "ledger", [cells of the ledger entry]]     for an entry of a ledger
//! ```
//!
//! The entry before the first has the hash of 64 zeros. The cells are texts, whole numbers or `null`, in the order of
//! [`EVENT`], [`FIGURES`] and [`LEDGER`], texts before numbers, as in a backup. Times are milliseconds since 1970.

use crate::row::Row;
use crate::schema::Table;
use crate::value::hexadecimal;
use crate::{Result, StoreError};
use loonbrug_domain::ids::OrganisationId;
use serde::Serialize;
use serde_json::Value as Cell;
use sha2::{Digest as _, Sha256};

/// What is hashed of every event.
pub(crate) static EVENT: Table = Table {
    name: "posting_event",
    key: &["posting", "position"],
    text: &["posting", "organisation", "from_state", "to_state", "remote_id"],
    integer: &["position", "at", "fence"],
};

/// What is hashed of a posting when it is made, beside its event: ids and figures, no words about a person.
pub(crate) static FIGURES: Table = Table {
    name: "posting",
    key: &["posting"],
    text: &[
        "coupling",
        "run",
        "company",
        "origin",
        "person",
        "frequency",
        "kind",
        "cost_centre",
        "cost_unit",
        "action",
        "mark",
        "corrects",
    ],
    integer: &[
        "year",
        "period",
        "code",
        "revision",
        "quantity",
        "quantity_before",
        "created_at",
    ],
};

/// What is hashed of an entry of a ledger: ids and figures, no words about a person.
pub(crate) static LEDGER: Table = Table {
    name: "ledger_entry",
    key: &["id"],
    text: &[
        "id",
        "organisation",
        "person",
        "ledger",
        "origin",
        "date",
        "bucket_kind",
        "lapses_on",
        "requested_on",
        "from_date",
        "to_date",
    ],
    integer: &["revision", "hundredths", "bucket_year", "on_employer", "booked_at"],
};

/// What an entry of the chain is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Content {
    /// The cells of an event, and of the figures where the posting is made.
    Event {
        /// Of [`EVENT`].
        event: Vec<Cell>,
        /// Of [`FIGURES`].
        figures: Option<Vec<Cell>>,
    },
    /// The cells of an entry of a ledger.
    Ledger(Vec<Cell>),
}

/// The hash before the first entry.
const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The end of one chain.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct End {
    /// Whose chain it is.
    pub organisation: OrganisationId,
    /// The sequence of the last entry; 0 where there is none.
    pub length: i64,
    /// The hash of the last entry.
    pub hash: String,
}

impl End {
    /// Where a chain begins.
    pub fn beginning(organisation: OrganisationId) -> Self {
        Self {
            organisation,
            length: 0,
            hash: BEGINNING.to_owned(),
        }
    }

    /// Adds an entry.
    pub fn add(&mut self, content: &Content) -> Result<()> {
        let (before, sequence) = (&self.hash, self.length + 1);
        let entry = match content {
            Content::Event { event, figures: None } => serde_json::to_vec(&(before, sequence, event)),
            Content::Event {
                event,
                figures: Some(figures),
            } => serde_json::to_vec(&(before, sequence, event, figures)),
            Content::Ledger(cells) => serde_json::to_vec(&(before, sequence, "ledger", cells)),
        };
        let entry = entry.map_err(|error| StoreError::Unwritable {
            doing: "adding to a chain",
            reason: error.to_string(),
        })?;
        self.hash = hexadecimal(&Sha256::digest(entry));
        self.length = sequence;
        Ok(())
    }
}

/// The end of an organisation's chain, as its row says.
pub(crate) fn end(row: &Row<'_>) -> Result<End> {
    Ok(End {
        organisation: row.parsed("id")?,
        length: row.integer("chain_length")?,
        hash: row.text("chain_hash")?,
    })
}

#[cfg(test)]
mod tests {
    use super::{BEGINNING, Content, End};
    use loonbrug_domain::ids::OrganisationId;
    use serde_json::json;
    use uuid::Uuid;

    #[test]
    fn the_hash_is_what_anybody_computes() {
        let mut end = End::beginning(OrganisationId(Uuid::nil()));
        assert_eq!((end.length, end.hash.as_str()), (0, BEGINNING));
        let event = |cells: &[serde_json::Value], figures| Content::Event {
            event: cells.to_vec(),
            figures,
        };
        let figures = Some(vec![json!("é\"\n"), json!(-25)]);
        end.add(&event(&[json!("p"), json!(null), json!(0)], figures)).unwrap();
        assert_eq!(
            end.hash,
            "9e2b915b24e2df1c9ad091626d65411e42a00fd79bc3577d14a466a685ec3935"
        );
        end.add(&event(&[json!("p"), json!("77"), json!(1)], None)).unwrap();
        assert_eq!(
            end.hash,
            "4daf63d67c9841fa42c06c6de72d4fb8b60404348f4a0e072641c1f2406f6cca"
        );
        end.add(&Content::Ledger(vec![json!("e"), json!(null), json!(-500)]))
            .unwrap();
        assert_eq!(
            end.hash,
            "6f762877045b630d3e3d131cc0e85de8b79a0e255b685d395d36a7872fadf620"
        );
        assert_eq!(end.length, 3);
    }
}
