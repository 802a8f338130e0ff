//! When users hear of what by mail.

use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::NOTICE_CHOICE;
use crate::value::values;
use crate::{NoticeChoice, Result, Store};
use loonbrug_domain::ids::{OrganisationId, UserId};
use serde_json::json;

const PUT: Statement = bulk!(
    "storing when somebody hears of what",
    "INSERT INTO notice_choice (hub_user, organisation, kind, timing)
     SELECT item.value ->> 'hub_user', item.value ->> 'organisation', item.value ->> 'kind', item.value ->> 'timing'
     FROM",
    "WHERE TRUE
     ON CONFLICT (hub_user, organisation, kind) DO UPDATE SET timing = excluded.timing"
);
const OF_ORGANISATION: Statement = Statement::new(
    "reading when somebody hears of what",
    "SELECT hub_user, organisation, kind, timing FROM notice_choice
     WHERE organisation = $1 ORDER BY hub_user, kind",
);
const OF_USER: Statement = Statement::new(
    "reading when somebody hears of what",
    "SELECT hub_user, organisation, kind, timing FROM notice_choice
     WHERE hub_user = $1 ORDER BY organisation, kind",
);

impl Store {
    /// Stores when users hear of what of organisations, in the place of what they chose before.
    pub async fn put_notice_choices(&self, choices: &[(OrganisationId, NoticeChoice)]) -> Result<()> {
        let items = choices.iter().map(|(organisation, choice)| {
            json!({
                "hub_user": choice.user, "organisation": organisation, "kind": choice.kind, "timing": choice.timing,
            })
        });
        self.write_all(PUT, items, Vec::new()).await?;
        Ok(())
    }

    /// What the users of an organisation chose.
    pub async fn notice_choices(&self, organisation: OrganisationId) -> Result<Vec<NoticeChoice>> {
        self.read(&NOTICE_CHOICE, OF_ORGANISATION, values![organisation], choice)
            .await
    }

    /// What a user chose, at every organisation.
    pub async fn notice_choices_of(&self, user: UserId) -> Result<Vec<(OrganisationId, NoticeChoice)>> {
        self.read(&NOTICE_CHOICE, OF_USER, values![user], |row| {
            Ok((row.parsed("organisation")?, choice(row)?))
        })
        .await
    }
}

fn choice(row: &Row<'_>) -> Result<NoticeChoice> {
    Ok(NoticeChoice {
        user: row.parsed("hub_user")?,
        kind: row.parsed("kind")?,
        timing: row.parsed("timing")?,
    })
}
