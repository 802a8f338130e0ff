//! Deliveries: claimed by one node at a time, tried, and settled by whoever tried last.

use crate::dialect::{Statement, bulk};
use crate::notices::notice;
use crate::row::Row;
use crate::schema::{DELIVERY, NOTICE};
use crate::value::values;
use crate::{AuditEntry, Delivery, Notice, Receiver, Result, Store, Tried};
use jiff::Timestamp;
use loonbrug_domain::ids::{DeliveryId, OrganisationId, WebhookId};
use serde_json::json;
use std::collections::HashMap;

/// Whoever comes second waits for the first, and then finds a row that is not due any more.
const CLAIM: Statement = Statement::new(
    "claiming deliveries",
    "UPDATE delivery SET attempts = attempts + 1, due_at = $2
     WHERE state = 'waiting' AND due_at <= $1 AND id IN (
         SELECT id FROM delivery WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at, id LIMIT $3
     )
     RETURNING id, notice, hub_user, webhook, together, state, attempts, first_due_at, due_at, answer, settled_at",
);
const NOTICES_OF: Statement = bulk!(
    "reading the notices of deliveries",
    "SELECT notice.id, organisation, kind, cause, dutch, english, link, subject, sealed, created_at FROM",
    "CROSS JOIN notice WHERE notice.id = item.value ->> 'id'"
);
const SETTLE: Statement = bulk!(
    "settling deliveries",
    "UPDATE delivery SET state = item.value ->> 'state', due_at = CAST(item.value ->> 'due_at' AS BIGINT),
            answer = item.value ->> 'answer', settled_at = CAST(item.value ->> 'settled_at' AS BIGINT)
     FROM",
    "WHERE delivery.id = item.value ->> 'id' AND delivery.state = 'waiting'
       AND delivery.attempts = CAST(item.value ->> 'attempts' AS BIGINT)"
);
/// A secret is not kept longer than it takes to bring it.
const UNSEAL: Statement = Statement::new(
    "forgetting secrets that were brought",
    "UPDATE notice SET sealed = NULL WHERE sealed IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM delivery WHERE delivery.notice = notice.id AND delivery.state = 'waiting'
     )",
);
const GIVEN_UP: Statement = Statement::new(
    "reading what was given up",
    "SELECT id, notice, hub_user, webhook, together, state, attempts, first_due_at, due_at, answer, settled_at
     FROM delivery
     WHERE state = 'given-up' AND (organisation = $1 OR (organisation IS NULL AND hub_user IN (
         SELECT hub_user FROM user_grant WHERE user_grant.organisation = $1
     )))
     ORDER BY settled_at DESC, id LIMIT $2",
);
const OF_WEBHOOK: Statement = Statement::new(
    "reading the deliveries of a webhook",
    "SELECT id, notice, hub_user, webhook, together, state, attempts, first_due_at, due_at, answer, settled_at
     FROM delivery WHERE webhook = $1 AND organisation = $2 ORDER BY first_due_at DESC, id DESC LIMIT $3",
);
const COUNT_GIVEN_UP: Statement = Statement::new(
    "counting what was given up",
    "SELECT COALESCE(delivery.organisation, user_grant.organisation) AS organisation, COUNT(*) AS items,
            MIN(settled_at) AS oldest
     FROM delivery LEFT JOIN user_grant ON delivery.organisation IS NULL AND user_grant.hub_user = delivery.hub_user
     WHERE state = 'given-up' AND COALESCE(delivery.organisation, user_grant.organisation) IS NOT NULL
     GROUP BY COALESCE(delivery.organisation, user_grant.organisation)
     ORDER BY COALESCE(delivery.organisation, user_grant.organisation)",
);
const AGAIN: Statement = Statement::new(
    "trying a delivery again",
    "UPDATE delivery SET state = 'waiting', first_due_at = $3, due_at = $3, settled_at = NULL
     WHERE id = $1 AND state <> 'waiting' AND (organisation = $2 OR (organisation IS NULL AND hub_user IN (
         SELECT hub_user FROM user_grant WHERE user_grant.organisation = $2
     )))",
);
const LEAVE_IT: Statement = Statement::new(
    "leaving what was given up",
    "DELETE FROM delivery WHERE id = $1 AND state = 'given-up' AND (organisation = $2 OR (organisation IS NULL AND hub_user IN (
         SELECT hub_user FROM user_grant WHERE user_grant.organisation = $2
     )))",
);

impl Store {
    /// Claims deliveries that are due, so many at most: whoever dies over them lets others have them `until` then. Each
    /// comes with its notice.
    pub async fn claim_deliveries(
        &self,
        now: Timestamp,
        until: Timestamp,
        most: i64,
    ) -> Result<Vec<(Delivery, Notice)>> {
        let mut transaction = self.begin().await?;
        let claimed = transaction
            .read(&DELIVERY, CLAIM, values![now, until, most], delivery)
            .await?;
        let found = transaction
            .write_all_returning(
                &NOTICE,
                NOTICES_OF,
                claimed.iter().map(|one| json!({ "id": one.notice })),
                values![],
                notice,
            )
            .await?;
        transaction.commit(CLAIM.doing).await?;
        Ok(together(claimed, found))
    }

    /// Keeps what came of tries, and forgets secrets that nobody waits for any more.
    pub async fn settle_deliveries(&self, tried: &[Tried]) -> Result<()> {
        let mut transaction = self.begin().await?;
        transaction
            .write_all(SETTLE, tried.iter().map(tried_item), values![])
            .await?;
        transaction.write(UNSEAL, values![]).await?;
        transaction.commit(SETTLE.doing).await
    }

    /// What could not be brought to somebody of an organisation, newest first, with its notice.
    pub async fn given_up(&self, organisation: OrganisationId, limit: i64) -> Result<Vec<(Delivery, Notice)>> {
        let found = self
            .read(&DELIVERY, GIVEN_UP, values![organisation, limit], delivery)
            .await?;
        self.with_notices(found).await
    }

    /// The newest deliveries of a webhook of an organisation, newest first, with their notices.
    pub async fn deliveries_of_webhook(
        &self,
        organisation: OrganisationId,
        webhook: WebhookId,
        limit: i64,
    ) -> Result<Vec<(Delivery, Notice)>> {
        let values = values![webhook, organisation, limit];
        let found = self.read(&DELIVERY, OF_WEBHOOK, values, delivery).await?;
        self.with_notices(found).await
    }

    /// How much could not be brought, by organisation, and since when the oldest.
    pub async fn count_given_up(&self) -> Result<Vec<(OrganisationId, i64, Timestamp)>> {
        self.read(&DELIVERY, COUNT_GIVEN_UP, values![], |row| {
            Ok((row.parsed("organisation")?, row.integer("items")?, row.time("oldest")?))
        })
        .await
    }

    /// Lets a delivery of an organisation be tried again, from the first; `false` where there is none, or it waits.
    pub async fn try_again(
        &self,
        organisation: OrganisationId,
        delivery: DeliveryId,
        now: Timestamp,
        entries: &[AuditEntry],
    ) -> Result<bool> {
        self.changed_with(AGAIN, values![delivery, organisation, now], entries)
            .await
    }

    /// Leaves a delivery of an organisation that was given up; `false` where there is none.
    pub async fn leave_given_up(
        &self,
        organisation: OrganisationId,
        delivery: DeliveryId,
        entries: &[AuditEntry],
    ) -> Result<bool> {
        self.changed_with(LEAVE_IT, values![delivery, organisation], entries)
            .await
    }

    async fn with_notices(&self, deliveries: Vec<Delivery>) -> Result<Vec<(Delivery, Notice)>> {
        let ids: Vec<_> = deliveries.iter().map(|one| json!({ "id": one.notice })).collect();
        let ids = json!(ids).to_string();
        let found = self.read(&NOTICE, NOTICES_OF, values![ids], notice).await?;
        Ok(together(deliveries, found))
    }
}

fn together(deliveries: Vec<Delivery>, notices: Vec<Notice>) -> Vec<(Delivery, Notice)> {
    let notices: HashMap<_, _> = notices.into_iter().map(|one| (one.id, one)).collect();
    let with = |delivery: Delivery| Some((notices.get(&delivery.notice)?.clone(), delivery));
    let both = deliveries.into_iter().filter_map(with);
    both.map(|(notice, delivery)| (delivery, notice)).collect()
}

fn tried_item(tried: &Tried) -> serde_json::Value {
    let is_settled = tried.state != crate::DeliveryState::Waiting;
    json!({
        "id": tried.delivery,
        "attempts": tried.attempts,
        "state": tried.state,
        "due_at": tried.due_at.as_millisecond(),
        "answer": tried.answer,
        "settled_at": is_settled.then(|| tried.at.as_millisecond()),
    })
}

fn delivery(row: &Row<'_>) -> Result<Delivery> {
    let user = row.optional_parsed("hub_user")?.map(Receiver::User);
    let webhook = row.optional_parsed("webhook")?.map(Receiver::Webhook);
    Ok(Delivery {
        id: row.parsed("id")?,
        notice: row.parsed("notice")?,
        receiver: row.checked("hub_user", "has no receiver", user.or(webhook))?,
        together: row.flag("together")?,
        state: row.parsed("state")?,
        attempts: row.number("attempts")?,
        first_due_at: row.time("first_due_at")?,
        due_at: row.time("due_at")?,
        answer: row.text("answer")?,
        settled_at: row.optional_time("settled_at")?,
    })
}
