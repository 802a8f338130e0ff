//! Payouts of hours to one person (uitbetaling).

use crate::absence::decided;
use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::PAYOUT;
use crate::value::values;
use crate::{AuditEntry, Decided, Payout, PayoutState, Result, Store};
use loonbrug_domain::ids::{OrganisationId, PayoutId};
use loonbrug_domain::quantity::HundredthHours;
use serde_json::json;
use std::iter::once;

const INSERT: Statement = bulk!(
    "storing a payout",
    "INSERT INTO payout (
         id, organisation, person, coupling, source, hundredths, code, state, requested_by, requested_at, reason
     )
     SELECT item.value ->> 'id', item.value ->> 'organisation', item.value ->> 'person', item.value ->> 'coupling',
            item.value ->> 'source', CAST(item.value ->> 'hundredths' AS BIGINT),
            CAST(item.value ->> 'code' AS BIGINT), item.value ->> 'state', item.value ->> 'requested_by',
            CAST(item.value ->> 'requested_at' AS BIGINT), ''
     FROM",
    ""
);
const MOVE: Statement = Statement::new(
    "deciding about a payout",
    "UPDATE payout SET state = $3, decided_by = $4, decided_at = $5, reason = $6 WHERE id = $1 AND state = $2",
);
const OF_ORGANISATION: Statement = Statement::new(
    "reading payouts",
    "SELECT id, organisation, person, coupling, source, hundredths, code, state, requested_by, requested_at, decided_by,
            decided_at, reason
     FROM payout WHERE organisation = $1 ORDER BY requested_at, id",
);
const ONE: Statement = Statement::new(
    "reading a payout",
    "SELECT id, organisation, person, coupling, source, hundredths, code, state, requested_by, requested_at, decided_by,
            decided_at, reason
     FROM payout WHERE organisation = $1 AND id = $2",
);

impl Store {
    /// Stores a new payout, with the audit entries that say so.
    pub async fn insert_payout(&self, payout: &Payout, entries: &[AuditEntry]) -> Result<()> {
        let item = json!({
            "id": payout.id,
            "organisation": payout.organisation,
            "person": payout.person,
            "coupling": payout.coupling,
            "source": payout.source,
            "hundredths": payout.hours,
            "code": payout.code,
            "state": payout.state,
            "requested_by": payout.requested_by,
            "requested_at": payout.requested_at.as_millisecond(),
        });
        self.all_changed_with(INSERT, once(item), values![], entries).await?;
        Ok(())
    }

    /// Moves a payout from one state to another, with the audit entries that say so; `false` if it was in
    /// another one.
    pub async fn move_payout(
        &self,
        payout: PayoutId,
        (from, to): (PayoutState, PayoutState),
        decided: &Decided,
        entries: &[AuditEntry],
    ) -> Result<bool> {
        let Decided { by, at, reason } = decided;
        let values = values![payout, state(from), state(to), by.as_str(), *at, reason.as_str()];
        self.changed_with(MOVE, values, entries).await
    }

    /// Every payout, oldest first.
    pub async fn payouts(&self, organisation: OrganisationId) -> Result<Vec<Payout>> {
        self.read(&PAYOUT, OF_ORGANISATION, values![organisation], payout).await
    }

    /// One payout.
    pub async fn payout(&self, organisation: OrganisationId, id: PayoutId) -> Result<Option<Payout>> {
        self.read_one(&PAYOUT, ONE, values![organisation, id], payout).await
    }
}

pub(crate) const fn state(state: PayoutState) -> &'static str {
    match state {
        PayoutState::Requested => "requested",
        PayoutState::Approved => "approved",
        PayoutState::Posted => "posted",
        PayoutState::Void => "void",
    }
}

pub(crate) fn payout(row: &Row<'_>) -> Result<Payout> {
    Ok(Payout {
        id: row.parsed("id")?,
        organisation: row.parsed("organisation")?,
        person: row.parsed("person")?,
        coupling: row.parsed("coupling")?,
        source: row.parsed("source")?,
        hours: HundredthHours(row.integer("hundredths")?),
        code: row.integer("code")?,
        state: row.parsed("state")?,
        requested_by: row.text("requested_by")?,
        requested_at: row.time("requested_at")?,
        decided: decided(row)?,
    })
}
