//! Webhooks: programs that hear of notices. A secret is shown once, when it is made, and not kept with the answer.

use crate::asked::{Body, Query};
use crate::bounds::{LONGEST_TEXT, says_something};
use crate::failure::{Failure, Place, Wrong};
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader, ShownOnce};
use crate::paging::{Page, Paging};
use crate::words::word;
use axum::Json;
use axum::http::StatusCode;
use jiff::Timestamp;
use loonbrug_domain::Language;
use loonbrug_domain::ids::WebhookId;
use loonbrug_domain::notice::NoticeKind;
use loonbrug_hub::notices::NoticeRefusal;
use loonbrug_hub::{HubError, Refusal};
use loonbrug_store::{Delivery, Notice};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// A webhook.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-000000000010", "address": "https://example.nl/loonbrug", "kinds": ["run.done"],
    "failures": 0, "paused_at": null, "created_at": "2023-05-17T07:00:00Z",
}))]
pub struct Webhook {
    /// Identity.
    id: Uuid,
    /// Where it is called.
    address: String,
    /// What it hears of.
    kinds: Vec<String>,
    /// Failures in a row.
    failures: u32,
    /// Since when it stands still, after too many of them.
    paused_at: Option<Timestamp>,
    /// Since when it is there.
    created_at: Timestamp,
}

/// A webhook that was made, with its secret.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "webhook": { "id": "018e2f3c-5a00-7000-8000-000000000010", "address": "https://example.nl/loonbrug", "kinds": ["run.done"],
        "failures": 0, "paused_at": null, "created_at": "2023-05-17T07:00:00Z" },
    "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
}))]
pub struct WebhookWithSecret {
    /// The webhook.
    webhook: Webhook,
    /// What signs its calls. Shown this once: `null` when the same request is asked again. Who lost it makes another.
    secret: Option<String>,
}

/// A webhook that is to be there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "address": "https://example.nl/loonbrug", "kinds": ["run.done", "run.failed"] }))]
pub struct NewWebhook {
    /// Where it is called: `https`, out in the world, without user or password.
    #[schema(min_length = 1, max_length = 1000)]
    address: String,
    /// What it hears of; the document has each kind under `webhooks`.
    #[schema(min_items = 1)]
    kinds: Vec<String>,
}

/// What a webhook hears of.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "kinds": ["run.failed"] }))]
pub struct Hears {
    /// The kinds.
    #[schema(min_items = 1)]
    kinds: Vec<String>,
}

/// Nothing but that it is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
pub struct Nothing {}

/// What was sent to a webhook.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-00000000000f", "kind": "run.done", "state": "sent", "attempts": 1,
    "since": "2023-05-17T07:00:00Z", "settled_at": "2023-05-17T07:00:01Z", "answer": "HTTP 204",
}))]
pub struct WebhookDelivery {
    /// Identity: `webhook-id`, however often it is sent.
    id: Uuid,
    /// What kind of notice.
    kind: String,
    /// `waiting`, `sent` or `given-up`.
    state: &'static str,
    /// How often it was tried.
    attempts: u32,
    /// When it was to be tried first.
    since: Timestamp,
    /// When it arrived or was given up.
    settled_at: Option<Timestamp>,
    /// What the other side said last.
    answer: String,
}

impl ShownOnce for WebhookWithSecret {
    fn kept(&self) -> Self {
        Self {
            webhook: self.webhook.clone(),
            secret: None,
        }
    }
}

impl Webhook {
    fn of(webhook: loonbrug_store::Webhook) -> Self {
        Self {
            id: webhook.id.0,
            address: webhook.address,
            kinds: webhook.kinds.iter().map(word).collect(),
            failures: webhook.failures,
            paused_at: webhook.paused_at,
            created_at: webhook.created_at,
        }
    }

    fn with(self, secret: &SecretString) -> WebhookWithSecret {
        WebhookWithSecret {
            webhook: self,
            secret: Some(secret.expose_secret().to_owned()),
        }
    }
}

impl WebhookDelivery {
    fn of((delivery, notice): (Delivery, Notice)) -> Self {
        Self {
            id: delivery.id.0,
            kind: word(&notice.kind),
            state: delivery.state.word(),
            attempts: delivery.attempts,
            since: delivery.first_due_at,
            settled_at: delivery.settled_at,
            answer: delivery.answer,
        }
    }
}

/// The kinds of these words.
fn kinds(words: &[String]) -> Result<BTreeSet<NoticeKind>, Failure> {
    let kind = |(place, word): (usize, &String)| {
        let kind: Option<NoticeKind> = word.parse().ok();
        kind.filter(|kind| kind.is_for_programs()).ok_or_else(|| {
            Wrong::body(
                &format!("/kinds/{place}"),
                "Deze soort melding is er niet, of niet voor programma's.",
                "There is no such kind of notice, or not for programs.",
            )
        })
    };
    words.iter().enumerate().map(kind).collect()
}

/// A refusal about a webhook, at the field that it is about.
fn at_its_field(error: HubError) -> Failure {
    let HubError::Refused(Refusal::Notice(refusal)) = &error else {
        return error.into();
    };
    let pointer = match refusal {
        NoticeRefusal::NoAddress(_) | NoticeRefusal::Address(_) => "/address",
        NoticeRefusal::NoKind => "/kinds",
        _ => return error.into(),
    };
    Failure::Fields(vec![Wrong {
        place: Place::Body(pointer.to_owned()),
        why: (refusal.text(Language::Dutch), refusal.text(Language::English)),
    }])
}

/// The webhook of the path.
async fn webhook_of(guarded: &Guarded) -> Result<loonbrug_store::Webhook, Failure> {
    let id: WebhookId = guarded.named("webhook")?;
    Ok(guarded.hub().webhook(guarded.id(), id).await?)
}

/// The webhooks of an employer.
#[utoipa::path(
    get, path = "/organisations/{organisation}/webhooks", operation_id = "listWebhooks", tag = "notices",
    summary = "Webhooks",
    params(Paging),
    responses((status = 200, description = "A page of webhooks, by identity.", body = Page<Webhook>)),
)]
pub async fn list(guarded: Guarded, Query(paging): Query<Paging>) -> Result<Json<Page<Webhook>>, Failure> {
    let webhooks = guarded.hub().webhooks(guarded.id()).await?;
    let id = |webhook: &loonbrug_store::Webhook| webhook.id.to_string();
    Ok(Json(paging.page(webhooks, id, Webhook::of)?))
}

/// One webhook.
#[utoipa::path(
    get, path = "/organisations/{organisation}/webhooks/{webhook}", operation_id = "getWebhook", tag = "notices",
    summary = "A webhook",
    responses((status = 200, description = "The webhook.", body = Webhook)),
)]
pub async fn show(guarded: Guarded) -> Result<Json<Webhook>, Failure> {
    Ok(Json(Webhook::of(webhook_of(&guarded).await?)))
}

/// Adds a webhook; its secret is in this answer and in no other. It stays when the token is revoked.
#[utoipa::path(
    post, path = "/organisations/{organisation}/webhooks", operation_id = "addWebhook", tag = "notices",
    summary = "Add a webhook",
    params(OnceHeader), request_body = NewWebhook,
    responses((status = 201, description = "The webhook, with its secret.", body = WebhookWithSecret)),
)]
pub async fn add(guarded: Guarded, once: Once<NewWebhook>) -> Answer {
    let (hub, organisation) = (guarded.hub().clone(), guarded.id());
    once.make_shown_once(&guarded, async move |new| {
        says_something("/address", &new.address, LONGEST_TEXT)?;
        let kinds = kinds(&new.kinds)?;
        let added = hub.add_webhook(organisation, &new.address, &kinds).await;
        let (webhook, secret) = added.map_err(at_its_field)?;
        Ok(Webhook::of(webhook).with(&secret))
    })
    .await
}

/// Says what a webhook hears of.
#[utoipa::path(
    put, path = "/organisations/{organisation}/webhooks/{webhook}", operation_id = "changeWebhook", tag = "notices",
    summary = "Change what a webhook hears of",
    request_body = Hears,
    responses((status = 200, description = "The webhook as it is now.", body = Webhook)),
)]
pub async fn change(guarded: Guarded, Body(hears): Body<Hears>) -> Result<Json<Webhook>, Failure> {
    let id = webhook_of(&guarded).await?.id;
    let kinds = kinds(&hears.kinds)?;
    let changed = guarded.hub().change_webhook(guarded.id(), id, &kinds).await;
    changed.map_err(at_its_field)?;
    show(guarded).await
}

/// Makes another secret, in this answer and in no other. For a day the former one signs too.
#[utoipa::path(
    post, path = "/organisations/{organisation}/webhooks/{webhook}/secrets", operation_id = "renewWebhookSecret",
    tag = "notices",
    summary = "Renew the secret of a webhook",
    params(OnceHeader), request_body = Nothing,
    responses((status = 201, description = "The webhook, with its new secret.", body = WebhookWithSecret)),
)]
pub async fn renew(guarded: Guarded, once: Once<Nothing>) -> Answer {
    let webhook = webhook_of(&guarded).await?;
    let (hub, organisation) = (guarded.hub().clone(), guarded.id());
    once.make_shown_once(&guarded, async move |Nothing {}| {
        let secret = hub.renew_webhook_secret(organisation, webhook.id).await?;
        Ok(Webhook::of(webhook).with(&secret))
    })
    .await
}

/// Calls a webhook again that stood still.
#[utoipa::path(
    post, path = "/organisations/{organisation}/webhooks/{webhook}/resume", operation_id = "resumeWebhook", tag = "notices",
    summary = "Let a webhook go on",
    responses((status = 200, description = "The webhook as it is now.", body = Webhook)),
)]
pub async fn resume(guarded: Guarded) -> Result<Json<Webhook>, Failure> {
    let id = webhook_of(&guarded).await?.id;
    guarded.hub().resume_webhook(guarded.id(), id).await?;
    show(guarded).await
}

/// Removes a webhook: it is called no more.
#[utoipa::path(
    delete, path = "/organisations/{organisation}/webhooks/{webhook}", operation_id = "removeWebhook", tag = "notices",
    summary = "Remove a webhook",
    responses((status = 204, description = "It is gone.")),
)]
pub async fn remove(guarded: Guarded) -> Result<StatusCode, Failure> {
    let id = webhook_of(&guarded).await?.id;
    guarded.hub().remove_webhook(guarded.id(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was sent to a webhook lately.
#[utoipa::path(
    get, path = "/organisations/{organisation}/webhooks/{webhook}/deliveries", operation_id = "listWebhookDeliveries",
    tag = "notices",
    summary = "What was sent to a webhook",
    responses((status = 200, description = "The newest 50, newest first.", body = Vec<WebhookDelivery>)),
)]
pub async fn deliveries(guarded: Guarded) -> Result<Json<Vec<WebhookDelivery>>, Failure> {
    let id = webhook_of(&guarded).await?.id;
    let sent = guarded.hub().webhook_deliveries(guarded.id(), id).await?;
    Ok(Json(sent.into_iter().map(WebhookDelivery::of).collect()))
}
