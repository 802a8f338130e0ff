//! One webhook: what it hears of, its secret, and what was sent to it.

use super::webhooks::{choices, kinds_of, state};
use super::{Part, parts, proven, shell};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::WebhookId;
use loonbrug_store::{Delivery, DeliveryState, Notice, Webhook};
use secrecy::ExposeSecret as _;

#[derive(Template)]
#[template(path = "settings_webhook.html")]
struct WebhookPage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    address: String,
    list: String,
    webhook: Webhook,
    state: (&'static str, &'static str, &'static str),
    failed: Option<String>,
    /// A new secret; shown once.
    secret: Option<String>,
    kinds: Vec<(&'static str, &'static str, bool)>,
    deliveries: Vec<DeliveryRow>,
}

struct DeliveryRow {
    id: String,
    at: String,
    label: &'static str,
    state: (&'static str, &'static str, &'static str),
    attempts: u32,
    answer: String,
    is_settled: bool,
}

async fn webhook_page(guarded: &Guarded, webhook: Webhook) -> Result<WebhookPage, Failure> {
    let w = guarded.w();
    let deliveries = guarded.hub().webhook_deliveries(guarded.id(), webhook.id).await?;
    Ok(WebhookPage {
        shell: shell(guarded, None),
        w,
        parts: parts(guarded, "settings/webhooks"),
        address: guarded.address(&format!("settings/webhooks/{}", webhook.id)),
        list: guarded.address("settings/webhooks"),
        state: state(&webhook, w),
        failed: None,
        secret: None,
        kinds: choices(&webhook.kinds, w),
        deliveries: deliveries.iter().map(|found| row(found, w)).collect(),
        webhook,
    })
}

fn row((delivery, notice): &(Delivery, Notice), w: Words) -> DeliveryRow {
    DeliveryRow {
        id: delivery.id.to_string(),
        at: w.moment(&delivery.first_due_at),
        label: notice.kind.label(w.language),
        state: match delivery.state {
            DeliveryState::Sent => ("good", "✓", w.t("bezorgd", "delivered")),
            DeliveryState::Waiting => ("wait", "○", w.t("onderweg", "on its way")),
            DeliveryState::GivenUp => ("bad", "⚠", w.t("niet bezorgd", "not delivered")),
        },
        attempts: delivery.attempts,
        answer: delivery.answer.clone(),
        is_settled: delivery.state != DeliveryState::Waiting,
    }
}

async fn found(guarded: &Guarded, id: &str) -> Result<Webhook, Failure> {
    let id: WebhookId = id.parse().map_err(|_| Failure::NotFound)?;
    let all = guarded.hub().webhooks(guarded.id()).await?;
    all.into_iter()
        .find(|webhook| webhook.id == id)
        .ok_or(Failure::NotFound)
}

/// `GET …/settings/webhooks/{webhook}`.
pub async fn show(guarded: Guarded, Path((_, id)): Path<(String, String)>, RawQuery(query): RawQuery) -> Answer {
    let webhook = found(&guarded, &id).await?;
    proven(&guarded, Right::ChangeWebhooks).await?;
    let mut shown = webhook_page(&guarded, webhook).await?;
    shown.shell = shell(&guarded, query);
    page(&shown)
}

/// `POST …/settings/webhooks/{webhook}`.
pub async fn act(guarded: Guarded, Path((_, id)): Path<(String, String)>, Posted(fields): Posted) -> Answer {
    let webhook = found(&guarded, &id).await?;
    let back = guarded.address(&format!("settings/webhooks/{id}"));
    proven(&guarded, Right::ChangeWebhooks).await?;
    match done(&guarded, webhook.id, &fields).await {
        Ok(Some(secret)) => {
            let mut shown = webhook_page(&guarded, found(&guarded, &id).await?).await?;
            shown.secret = Some(secret);
            page(&shown)
        }
        Ok(None) if fields.text("do") == "remove" => Ok(go_to(&guarded.address("settings/webhooks?done=saved"))),
        Ok(None) => Ok(go_to(&format!("{back}?done=saved"))),
        Err(failure) => {
            let mut shown = webhook_page(&guarded, webhook).await?;
            shown.kinds = choices(&kinds_of(&fields), shown.w);
            shown.failed = Some(failure.text(shown.w.language));
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// Does what the button says; gives a secret that is shown once.
async fn done(guarded: &Guarded, id: WebhookId, fields: &Fields) -> Result<Option<String>, Failure> {
    let (hub, organisation) = (guarded.hub(), guarded.id());
    if let Some(delivery) = fields.filled("again") {
        let delivery = delivery.parse().map_err(|_| Failure::NotFound)?;
        hub.deliver_again(organisation, delivery).await?;
        return Ok(None);
    }
    match fields.text("do") {
        "kinds" => hub.change_webhook(organisation, id, &kinds_of(fields)).await?,
        "resume" => hub.resume_webhook(organisation, id).await?,
        "remove" => hub.remove_webhook(organisation, id).await?,
        "secret" => {
            let secret = hub.renew_webhook_secret(organisation, id).await?;
            return Ok(Some(secret.expose_secret().to_owned()));
        }
        _ => return Err(Failure::NotFound),
    }
    Ok(None)
}
