//! Webhooks: programs of the customer that hear of notices.

use crate::dialect::{Statement, bulk};
use crate::row::Row;
use crate::schema::WEBHOOK;
use crate::value::{from_hexadecimal, hexadecimal, values};
use crate::{AuditEntry, Result, Store, Webhook};
use jiff::Timestamp;
use loonbrug_domain::ids::{OrganisationId, WebhookId};
use serde_json::json;
use std::iter::once;

const PUT: Statement = bulk!(
    "storing a webhook",
    "INSERT INTO webhook (id, organisation, address, kinds, secret, former_secret, former_until, failures, paused_at,
                          created_at)
     SELECT item.value ->> 'id', item.value ->> 'organisation', item.value ->> 'address', item.value ->> 'kinds',
            item.value ->> 'secret', item.value ->> 'former_secret',
            CAST(item.value ->> 'former_until' AS BIGINT), CAST(item.value ->> 'failures' AS BIGINT),
            CAST(item.value ->> 'paused_at' AS BIGINT), CAST(item.value ->> 'created_at' AS BIGINT)
     FROM",
    "WHERE TRUE
     ON CONFLICT (id) DO UPDATE
     SET organisation = excluded.organisation, address = excluded.address, kinds = excluded.kinds,
         secret = excluded.secret, former_secret = excluded.former_secret, former_until = excluded.former_until,
         failures = excluded.failures, paused_at = excluded.paused_at"
);
const OF_ORGANISATION: Statement = Statement::new(
    "reading the webhooks of an organisation",
    "SELECT id, organisation, address, kinds, secret, former_secret, former_until, failures, paused_at, created_at
     FROM webhook WHERE organisation = $1 AND removed_at IS NULL ORDER BY created_at, id",
);
const ALL: Statement = Statement::new(
    "reading all webhooks",
    "SELECT id, organisation, address, kinds, secret, former_secret, former_until, failures, paused_at, created_at
     FROM webhook WHERE removed_at IS NULL ORDER BY organisation, created_at, id",
);
const REMOVE: Statement = Statement::new(
    "removing a webhook",
    "UPDATE webhook SET removed_at = $3, former_secret = NULL
     WHERE id = $1 AND organisation = $2 AND removed_at IS NULL",
);
const GIVE_UP: Statement = Statement::new(
    "giving up what waits for a webhook",
    "UPDATE delivery SET state = 'given-up', settled_at = $3, answer = $4
     WHERE webhook = $1 AND organisation = $2 AND state = 'waiting'",
);
const DROP_GIVEN_UP: Statement = Statement::new(
    "forgetting what was given up for a webhook",
    "DELETE FROM delivery WHERE webhook = $1 AND organisation = $2 AND state <> 'sent'",
);
const ANSWERED: Statement = Statement::new(
    "keeping that a webhook answered",
    "UPDATE webhook SET failures = 0 WHERE id = $1 AND failures <> 0",
);
const FAILED: Statement = Statement::new(
    "counting that a webhook failed",
    "UPDATE webhook SET failures = failures + 1 WHERE id = $1 AND removed_at IS NULL
     RETURNING id, organisation, address, kinds, secret, former_secret, former_until, failures, paused_at, created_at",
);
const PAUSE: Statement = Statement::new(
    "pausing a webhook",
    "UPDATE webhook SET paused_at = $2 WHERE id = $1 AND paused_at IS NULL AND removed_at IS NULL",
);

impl Store {
    /// Stores a webhook, in the place of how it was.
    pub async fn put_webhook(&self, webhook: &Webhook, entries: &[AuditEntry]) -> Result<()> {
        let item = json!({
            "id": webhook.id,
            "organisation": webhook.organisation,
            "address": webhook.address,
            "kinds": json!(webhook.kinds).to_string(),
            "secret": hexadecimal(&webhook.secret),
            "former_secret": webhook.former.as_ref().map(|(secret, _)| hexadecimal(secret)),
            "former_until": webhook.former.as_ref().map(|(_, until)| until.as_millisecond()),
            "failures": webhook.failures,
            "paused_at": webhook.paused_at.map(Timestamp::as_millisecond),
            "created_at": webhook.created_at.as_millisecond(),
        });
        let mut transaction = self.begin().await?;
        transaction.write_all(PUT, once(item), values![]).await?;
        transaction
            .write_all(crate::audit::APPEND, entries.iter().map(crate::audit::item), values![])
            .await?;
        transaction.commit(PUT.doing).await
    }

    /// The webhooks of an organisation, oldest first; of all organisations without one.
    pub async fn webhooks(&self, organisation: Option<OrganisationId>) -> Result<Vec<Webhook>> {
        match organisation {
            None => self.read(&WEBHOOK, ALL, values![], webhook).await,
            Some(organisation) => {
                self.read(&WEBHOOK, OF_ORGANISATION, values![organisation], webhook)
                    .await
            }
        }
    }

    /// Removes a webhook, and what did not arrive there; one that is not there is no error.
    pub async fn remove_webhook(
        &self,
        organisation: OrganisationId,
        webhook: WebhookId,
        at: Timestamp,
        entries: &[AuditEntry],
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        transaction.write(REMOVE, values![webhook, organisation, at]).await?;
        transaction.write(DROP_GIVEN_UP, values![webhook, organisation]).await?;
        transaction
            .write_all(crate::audit::APPEND, entries.iter().map(crate::audit::item), values![])
            .await?;
        transaction.commit(REMOVE.doing).await
    }

    /// A webhook answered as it should: its failures are forgotten.
    pub async fn webhook_answered(&self, webhook: WebhookId) -> Result<()> {
        self.write(ANSWERED, values![webhook]).await?;
        Ok(())
    }

    /// A webhook failed; gives it as it is now, `None` where it was removed.
    pub async fn webhook_failed(&self, id: WebhookId) -> Result<Option<Webhook>> {
        self.write_returning(&WEBHOOK, FAILED, values![id], webhook).await
    }

    /// Sends nothing more to a webhook, and gives up what waits for it, with this as the reason. `false`: it stood still
    /// before, or is not there.
    pub async fn pause_webhook(
        &self,
        (organisation, webhook): (OrganisationId, WebhookId),
        at: Timestamp,
        reason: &str,
        entries: &[AuditEntry],
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        if transaction.write(PAUSE, values![webhook, at]).await? == 0 {
            return Ok(false);
        }
        transaction
            .write(GIVE_UP, values![webhook, organisation, at, reason])
            .await?;
        transaction
            .write_all(crate::audit::APPEND, entries.iter().map(crate::audit::item), values![])
            .await?;
        transaction.commit(PAUSE.doing).await?;
        Ok(true)
    }
}

fn webhook(row: &Row<'_>) -> Result<Webhook> {
    let bytes = |column, text: String| row.checked(column, "is not hexadecimal", from_hexadecimal(&text));
    let former = row.optional_text("former_secret")?;
    let former = former.map(|text| bytes("former_secret", text)).transpose()?;
    Ok(Webhook {
        id: row.parsed("id")?,
        organisation: row.parsed("organisation")?,
        address: row.text("address")?,
        kinds: row.json("kinds")?,
        secret: row.bytes("secret")?,
        former: former.zip(row.optional_time("former_until")?),
        failures: row.number("failures")?,
        paused_at: row.optional_time("paused_at")?,
        created_at: row.time("created_at")?,
    })
}
