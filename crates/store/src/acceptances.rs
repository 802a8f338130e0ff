//! Odd figures that somebody accepted by name; only growing.

use crate::dialect::{Statement, bulk};
use crate::items::last_of_each;
use crate::row::Row;
use crate::schema::ACCEPTANCE;
use crate::value::values;
use crate::{AuditEntry, Result, Store};
use jiff::Timestamp;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use serde_json::json;

const ACCEPT: Statement = bulk!(
    "accepting odd figures",
    "INSERT INTO acceptance (organisation, person, oddity, figures, reason, accepted_by, accepted_at)
     SELECT $2, item.value ->> 'person', item.value ->> 'oddity', item.value ->> 'figures', item.value ->> 'reason',
            item.value ->> 'accepted_by', CAST(item.value ->> 'accepted_at' AS BIGINT)
     FROM",
    "WHERE TRUE
     ON CONFLICT (organisation, person, oddity, figures) DO NOTHING"
);
const ALL: Statement = Statement::new(
    "reading accepted odd figures",
    "SELECT organisation, person, oddity, figures, reason, accepted_by, accepted_at FROM acceptance
     WHERE organisation = $1 ORDER BY person, oddity, figures",
);

/// An odd figure that somebody accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acceptance {
    /// Whose figure it is.
    pub person: PersonId,
    /// The key of the oddity.
    pub oddity: String,
    /// The figures that were accepted: others are not.
    pub figures: String,
    /// Why it is right.
    pub reason: String,
    /// Who says so.
    pub accepted_by: String,
    /// When.
    pub accepted_at: Timestamp,
}

impl Store {
    /// Stores who accepted which figures, with the audit entries that say so. What was accepted before stays as it was: the first name counts.
    pub async fn accept(
        &self,
        organisation: OrganisationId,
        acceptances: &[Acceptance],
        entries: &[AuditEntry],
    ) -> Result<u64> {
        let key = |one: &Acceptance| (one.person, one.oddity.clone(), one.figures.clone());
        let items = last_of_each(acceptances, key).map(|acceptance| {
            json!({
                "person": acceptance.person,
                "oddity": acceptance.oddity,
                "figures": acceptance.figures,
                "reason": acceptance.reason,
                "accepted_by": acceptance.accepted_by,
                "accepted_at": acceptance.accepted_at.as_millisecond(),
            })
        });
        self.all_changed_with(ACCEPT, items, values![organisation], entries)
            .await
    }

    /// Everything that was accepted in an organisation, by person and oddity.
    pub async fn acceptances(&self, organisation: OrganisationId) -> Result<Vec<Acceptance>> {
        self.read(&ACCEPTANCE, ALL, values![organisation], acceptance).await
    }
}

fn acceptance(row: &Row<'_>) -> Result<Acceptance> {
    Ok(Acceptance {
        person: row.parsed("person")?,
        oddity: row.text("oddity")?,
        figures: row.text("figures")?,
        reason: row.text("reason")?,
        accepted_by: row.text("accepted_by")?,
        accepted_at: row.time("accepted_at")?,
    })
}
