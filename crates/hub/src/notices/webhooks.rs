//! Webhooks: other programs hear of notices, signed as Standard Webhooks says.

use super::refusal::NoticeRefusal;
use crate::application::Hub;
use crate::error::HubError;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::SignedDuration;
use loonbrug_domain::ids::{OrganisationId, WebhookId};
use loonbrug_domain::notice::NoticeKind;
use loonbrug_post::{Call, Reach, Trouble, WebhookClient, check_address};
use loonbrug_store::{Delivery, Notice, Webhook};
use rand::Rng as _;
use secrecy::SecretString;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use url::Url;

/// What every secret begins with, as the specification says.
const PREFIX: &str = "whsec_";
const SECRET_BYTES: usize = 32;
/// So long a former secret signs beside the new one.
const OVERLAP: SignedDuration = SignedDuration::from_hours(24);
/// After so many failures in a row nothing more is sent.
const MOST_FAILURES: u32 = 20;
/// So many deliveries are shown.
const SHOWN: i64 = 50;

/// What the secrets of a webhook are bound to.
pub(crate) fn webhook_purpose(webhook: WebhookId) -> String {
    format!("webhook {webhook} secret")
}

impl Hub {
    /// The webhooks of an organisation, oldest first.
    pub async fn webhooks(&self, organisation: OrganisationId) -> Result<Vec<Webhook>, HubError> {
        Ok(self.store.webhooks(Some(organisation)).await?)
    }

    /// Adds a webhook; its secret is given this once.
    pub async fn add_webhook(
        &self,
        organisation: OrganisationId,
        address: &str,
        kinds: &BTreeSet<NoticeKind>,
    ) -> Result<(Webhook, SecretString), HubError> {
        let address = self.checked_address(address)?;
        let kinds = checked_kinds(kinds)?;
        let id = WebhookId(self.surroundings.identity());
        let (secret, sealed) = self.fresh_signing_secret(id)?;
        let webhook = Webhook {
            id,
            organisation,
            address: address.to_string(),
            kinds,
            secret: sealed,
            former: None,
            failures: 0,
            paused_at: None,
            created_at: self.surroundings.now(),
        };
        self.store_webhook(&webhook, "webhook.added").await?;
        Ok((webhook, secret))
    }

    /// Changes what a webhook hears of.
    pub async fn change_webhook(
        &self,
        organisation: OrganisationId,
        id: WebhookId,
        kinds: &BTreeSet<NoticeKind>,
    ) -> Result<(), HubError> {
        let webhook = Webhook {
            kinds: checked_kinds(kinds)?,
            ..self.webhook(organisation, id).await?
        };
        self.store_webhook(&webhook, "webhook.changed").await
    }

    /// Gives a webhook another secret, once; for a day the former one signs too, so that nothing is refused meanwhile.
    pub async fn renew_webhook_secret(
        &self,
        organisation: OrganisationId,
        id: WebhookId,
    ) -> Result<SecretString, HubError> {
        let webhook = self.webhook(organisation, id).await?;
        let (secret, sealed) = self.fresh_signing_secret(id)?;
        let renewed = Webhook {
            former: Some((webhook.secret.clone(), self.surroundings.now() + OVERLAP)),
            secret: sealed,
            ..webhook
        };
        self.store_webhook(&renewed, "webhook.secret").await?;
        Ok(secret)
    }

    /// Sends to a webhook again that stood still. What was given up meanwhile waits for somebody to send it again.
    pub async fn resume_webhook(&self, organisation: OrganisationId, id: WebhookId) -> Result<(), HubError> {
        let webhook = Webhook {
            failures: 0,
            paused_at: None,
            ..self.webhook(organisation, id).await?
        };
        self.store_webhook(&webhook, "webhook.resumed").await
    }

    /// Removes a webhook: nothing is sent to it any more.
    pub async fn remove_webhook(&self, organisation: OrganisationId, id: WebhookId) -> Result<(), HubError> {
        let webhook = self.webhook(organisation, id).await?;
        let entry = self.audit_entry(
            Some(organisation),
            "webhook.removed",
            &id.to_string(),
            &shown_address(&webhook),
        );
        let now = self.surroundings.now();
        Ok(self.store.remove_webhook(organisation, id, now, &[entry]).await?)
    }

    /// What was sent to a webhook lately, newest first.
    pub async fn webhook_deliveries(
        &self,
        organisation: OrganisationId,
        id: WebhookId,
    ) -> Result<Vec<(Delivery, Notice)>, HubError> {
        Ok(self.store.deliveries_of_webhook(organisation, id, SHOWN).await?)
    }

    /// A webhook of an organisation.
    pub async fn webhook(&self, organisation: OrganisationId, id: WebhookId) -> Result<Webhook, HubError> {
        let all = self.store.webhooks(Some(organisation)).await?;
        let found = all.into_iter().find(|webhook| webhook.id == id);
        found.ok_or_else(|| NoticeRefusal::NoWebhook(id.to_string()).into())
    }

    fn checked_address(&self, address: &str) -> Result<Url, HubError> {
        let url: Url = address
            .trim()
            .parse()
            .map_err(|_| NoticeRefusal::NoAddress(address.to_owned()))?;
        let reach = self.post.webhooks.as_ref().map_or(Reach::Public, WebhookClient::reach);
        check_address(&url, reach).map_err(NoticeRefusal::from)?;
        Ok(url)
    }

    async fn store_webhook(&self, webhook: &Webhook, action: &str) -> Result<(), HubError> {
        let entry = self.audit_entry(
            Some(webhook.organisation),
            action,
            &webhook.id.to_string(),
            &shown_address(webhook),
        );
        Ok(self.store.put_webhook(webhook, &[entry]).await?)
    }

    fn fresh_signing_secret(&self, id: WebhookId) -> Result<(SecretString, Vec<u8>), HubError> {
        let mut bytes = [0_u8; SECRET_BYTES];
        rand::rng().fill_bytes(&mut bytes);
        let sealed = self.vault.encrypt(&webhook_purpose(id), &bytes)?;
        Ok((format!("{PREFIX}{}", BASE64_STANDARD.encode(bytes)).into(), sealed))
    }

    /// Calls a webhook with a notice. One that failed too often in a row stands still from then on.
    pub(super) async fn call(
        &self,
        webhook: Option<&Webhook>,
        delivery: &Delivery,
        notice: &Notice,
    ) -> Result<String, Trouble> {
        let unusable = |error: HubError| Trouble::Later(error.to_string());
        let webhook = webhook.filter(|webhook| webhook.paused_at.is_none());
        let webhook = webhook.ok_or_else(|| Trouble::Never("the webhook stands still".to_owned()))?;
        let client = self.post.webhooks.as_ref();
        let client = client.ok_or_else(|| Trouble::Later("webhooks are not sent from here".to_owned()))?;
        let call = self.call_of(webhook, delivery, notice).map_err(unusable)?;
        let outcome = client.send(&call).await;
        let counted = match &outcome {
            Ok(_) => self.store.webhook_answered(webhook.id).await.map_err(HubError::from),
            Err(_) => self.count_failure(webhook).await,
        };
        counted.map_err(unusable)?;
        outcome.map(|status| format!("HTTP {status}"))
    }

    fn call_of(&self, webhook: &Webhook, delivery: &Delivery, notice: &Notice) -> Result<Call, HubError> {
        let now = self.surroundings.now();
        let former = webhook.former.as_ref().filter(|(_, until)| now < *until);
        let purpose = webhook_purpose(webhook.id);
        let sealed = std::iter::once(&webhook.secret).chain(former.map(|(secret, _)| secret));
        let secrets = sealed.map(|sealed| self.vault.decrypt(&purpose, sealed));
        Ok(Call {
            id: delivery.id.to_string(),
            address: self.checked_address(&webhook.address)?,
            body: self.body(notice)?,
            at: now,
            secrets: secrets.collect::<Result<_, _>>()?,
        })
    }

    /// Ids, the kind and a link: no names, no figures.
    fn body(&self, notice: &Notice) -> Result<String, HubError> {
        let ids = notice.subject.iter();
        let mut data: Map<String, Value> = ids.map(|(name, id)| (name.clone(), json!(id))).collect();
        data.insert("notice".to_owned(), json!(notice.id));
        data.insert("organisation".to_owned(), json!(notice.organisation));
        data.insert("link".to_owned(), json!(self.address_of(notice)?));
        let body = json!({ "type": notice.kind, "timestamp": notice.created_at, "data": data });
        Ok(body.to_string())
    }

    async fn count_failure(&self, webhook: &Webhook) -> Result<(), HubError> {
        let failed = self.store.webhook_failed(webhook.id).await?;
        if failed.is_none_or(|now| now.failures < MOST_FAILURES) {
            return Ok(());
        }
        let of = (webhook.organisation, webhook.id);
        let detail = shown_address(webhook);
        let entry = self.audit_entry(Some(of.0), "webhook.paused", &webhook.id.to_string(), &detail);
        let now = self.surroundings.now();
        let reason = "the webhook stands still";
        self.store.pause_webhook(of, now, reason, &[entry]).await?;
        tracing::warn!(webhook = %webhook.id, "a webhook stands still");
        Ok(())
    }
}

fn checked_kinds(kinds: &BTreeSet<NoticeKind>) -> Result<BTreeSet<NoticeKind>, NoticeRefusal> {
    let kinds: BTreeSet<NoticeKind> = kinds.iter().copied().filter(|kind| kind.is_for_programs()).collect();
    if kinds.is_empty() {
        return Err(NoticeRefusal::NoKind);
    }
    Ok(kinds)
}

/// Host alone, for the audit log: what follows may be a secret of the receiver.
fn shown_address(webhook: &Webhook) -> String {
    let address: Option<Url> = webhook.address.parse().ok();
    let host = address.as_ref().and_then(Url::host_str).unwrap_or_default();
    json!({ "host": host }).to_string()
}
