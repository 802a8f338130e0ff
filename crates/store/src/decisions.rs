//! What a person decided about planned lines.

use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::DECISION;
use crate::value::values;
use crate::{Decision, Result, Store};
use loonbrug_domain::ids::{CouplingId, OrganisationId};
use serde_json::json;

const PUT: Statement = bulk!(
    "storing a decision",
    "INSERT INTO decision (coupling, line_key, organisation, source_hash, decision, decided_by, decided_at)
     SELECT item.value ->> 'coupling', item.value ->> 'line_key', item.value ->> 'organisation',
            item.value ->> 'source_hash', item.value ->> 'decision', item.value ->> 'decided_by',
            CAST(item.value ->> 'decided_at' AS BIGINT)
     FROM",
    "WHERE TRUE
     ON CONFLICT (coupling, line_key) DO UPDATE
     SET organisation = excluded.organisation, source_hash = excluded.source_hash, decision = excluded.decision,
         decided_by = excluded.decided_by, decided_at = excluded.decided_at"
);
const OF_COUPLING: Statement = Statement::new(
    "reading the decisions of a coupling",
    "SELECT coupling, line_key, source_hash, decision, decided_by, decided_at
     FROM decision WHERE coupling = $1 ORDER BY line_key",
);
const DELETE: Statement = Statement::new(
    "deleting a decision",
    "DELETE FROM decision WHERE coupling = $1 AND line_key = $2",
);

impl Store {
    /// Stores decisions, each in the place of a former one about the same line.
    pub async fn put_decisions(&self, organisation: OrganisationId, decisions: &[Decision]) -> Result<()> {
        let items = decisions.iter().map(|decision| {
            json!({
                "coupling": decision.coupling,
                "line_key": decision.line_key,
                "organisation": organisation,
                "source_hash": decision.source_hash,
                "decision": decision.decision,
                "decided_by": decision.decided_by,
                "decided_at": decision.decided_at.as_millisecond(),
            })
        });
        self.write_all(PUT, items, values![]).await?;
        Ok(())
    }

    /// The decisions of a coupling, by line key.
    pub async fn decisions(&self, coupling: CouplingId) -> Result<Vec<Decision>> {
        self.read(&DECISION, OF_COUPLING, values![coupling], decision).await
    }

    /// Removes a decision; one that is not there is no error.
    pub async fn delete_decision(&self, coupling: CouplingId, line_key: &str) -> Result<()> {
        self.write(DELETE, values![coupling, line_key]).await?;
        Ok(())
    }
}

fn decision(row: &Row<'_>) -> Result<Decision> {
    Ok(Decision {
        coupling: row.parsed("coupling")?,
        line_key: row.text("line_key")?,
        source_hash: row.text("source_hash")?,
        decision: row.text("decision")?,
        decided_by: row.text("decided_by")?,
        decided_at: row.time("decided_at")?,
    })
}
