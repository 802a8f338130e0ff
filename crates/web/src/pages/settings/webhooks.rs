//! Webhooks: programs that hear of notices.

use super::{Part, parts, proven, shell};
use crate::answer::{Answer, Failure, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::refusals::error_text;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use loonbrug_domain::access::Right;
use loonbrug_domain::notice::NoticeKind;
use loonbrug_store::Webhook;
use secrecy::ExposeSecret as _;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "settings_webhooks.html")]
struct WebhooksPage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    address: String,
    failed: Option<String>,
    /// Address and secret of a new webhook; shown once.
    made: Option<(String, String)>,
    webhooks: Vec<WebhookRow>,
    typed: String,
    kinds: Vec<(&'static str, &'static str, bool)>,
}

struct WebhookRow {
    page: String,
    address: String,
    kinds: String,
    state: (&'static str, &'static str, &'static str),
}

async fn webhooks_page(guarded: &Guarded, typed: &Fields) -> Result<WebhooksPage, Failure> {
    let w = guarded.w();
    let webhooks = guarded.hub().webhooks(guarded.id()).await?;
    Ok(WebhooksPage {
        shell: shell(guarded, None),
        w,
        parts: parts(guarded, "settings/webhooks"),
        address: guarded.address("settings/webhooks"),
        failed: None,
        made: None,
        webhooks: webhooks.iter().map(|webhook| row(guarded, webhook)).collect(),
        typed: typed.text("address").to_owned(),
        kinds: choices(&kinds_of(typed), w),
    })
}

fn row(guarded: &Guarded, webhook: &Webhook) -> WebhookRow {
    let w = guarded.w();
    let kinds: Vec<&str> = webhook.kinds.iter().map(|kind| kind.label(w.language)).collect();
    WebhookRow {
        page: guarded.address(&format!("settings/webhooks/{}", webhook.id)),
        address: webhook.address.clone(),
        kinds: kinds.join(", "),
        state: state(webhook, w),
    }
}

/// Class, sign and word.
pub fn state(webhook: &Webhook, w: Words) -> (&'static str, &'static str, &'static str) {
    match (webhook.paused_at, webhook.failures) {
        (Some(_), _) => ("bad", "⏸", w.t("staat stil", "stands still")),
        (None, 0) => ("good", "●", w.t("werkt", "works")),
        (None, _) => ("wait", "⚠", w.t("laatste poging mislukte", "the last try failed")),
    }
}

/// The kinds that were ticked.
pub fn kinds_of(fields: &Fields) -> BTreeSet<NoticeKind> {
    fields.all("kind").filter_map(|word| word.parse().ok()).collect()
}

/// The kinds of which programs hear: word, what people read, whether it is ticked.
pub fn choices(ticked: &BTreeSet<NoticeKind>, w: Words) -> Vec<(&'static str, &'static str, bool)> {
    let kinds = NoticeKind::ALL.iter().filter(|kind| kind.is_for_programs());
    kinds
        .map(|kind| (kind.word(), kind.label(w.language), ticked.contains(kind)))
        .collect()
}

/// `GET …/settings/webhooks`.
pub async fn list(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    proven(&guarded, Right::ChangeWebhooks).await?;
    let mut shown = webhooks_page(&guarded, &Fields::default()).await?;
    shown.shell = shell(&guarded, query);
    page(&shown)
}

/// `POST …/settings/webhooks`: adds one, and shows its secret once.
pub async fn add(guarded: Guarded, Posted(fields): Posted) -> Answer {
    proven(&guarded, Right::ChangeWebhooks).await?;
    let kinds = kinds_of(&fields);
    let added = guarded.hub().add_webhook(guarded.id(), fields.text("address"), &kinds);
    match added.await {
        Ok((webhook, secret)) => {
            let mut shown = webhooks_page(&guarded, &Fields::default()).await?;
            shown.made = Some((webhook.address, secret.expose_secret().to_owned()));
            page(&shown)
        }
        Err(error) => {
            let mut shown = webhooks_page(&guarded, &fields).await?;
            shown.failed = Some(error_text(&error, shown.w.language));
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}
