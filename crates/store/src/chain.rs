//! The chain of an organisation: what was posted and what became of it, so that nothing of it can be changed later
//! without a trace.
//!
//! Every event of a posting is one entry; the making of the posting is its event at position 0. The hash of an entry is
//! the SHA-256, in hexadecimal, of this JSON array without white space, in UTF-8:
//!
//! ```text
//! [hash of the entry before, sequence, [cells of the event]]                      for a change of state
//! [hash of the entry before, sequence, [cells of the event], [cells of figures]]  for the making of a posting
//! ```
//!
//! The entry before the first has the hash of 64 zeros. The cells are texts, whole numbers or `null`, in the order of
//! [`EVENT`] and [`FIGURES`], texts before numbers, as in a backup. Times are milliseconds since 1970.

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

    /// Adds an entry: the cells of the event, and of the figures where the posting is made.
    pub fn add(&mut self, event: &[Cell], figures: Option<&[Cell]>) -> Result<()> {
        let sequence = self.length + 1;
        let entry = match figures {
            None => serde_json::to_vec(&(&self.hash, sequence, event)),
            Some(figures) => serde_json::to_vec(&(&self.hash, sequence, event, figures)),
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
    use super::{BEGINNING, End};
    use loonbrug_domain::ids::OrganisationId;
    use serde_json::json;
    use uuid::Uuid;

    #[test]
    fn the_hash_is_what_anybody_computes() {
        let mut end = End::beginning(OrganisationId(Uuid::nil()));
        assert_eq!((end.length, end.hash.as_str()), (0, BEGINNING));
        end.add(
            &[json!("p"), json!(null), json!(0)],
            Some(&[json!("é\"\n"), json!(-25)]),
        )
        .unwrap();
        assert_eq!(
            end.hash,
            "9e2b915b24e2df1c9ad091626d65411e42a00fd79bc3577d14a466a685ec3935"
        );
        end.add(&[json!("p"), json!("77"), json!(1)], None).unwrap();
        assert_eq!(
            end.hash,
            "4daf63d67c9841fa42c06c6de72d4fb8b60404348f4a0e072641c1f2406f6cca"
        );
        assert_eq!(end.length, 2);
    }
}
