//! What an employer was told, and what could not be delivered.

use super::{Part, parts, shell};
use crate::answer::{Answer, Failure, go_to, page};
use crate::form::Posted;
use crate::guard::Guarded;
use crate::shell::Shell;
use crate::words::Words;
use askama::Template;
use axum::extract::RawQuery;
use loonbrug_domain::ids::{DeliveryId, UserId};
use loonbrug_domain::notice::ForWhom;
use loonbrug_store::{Delivery, Notice, Receiver};
use std::collections::HashMap;

/// So much of what was told is shown.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "settings_notices.html")]
struct NoticesPage {
    shell: Shell,
    w: Words,
    parts: Vec<Part>,
    address: String,
    writes: bool,
    undelivered: Vec<UndeliveredRow>,
    told: Vec<ToldRow>,
}

struct UndeliveredRow {
    id: String,
    label: &'static str,
    to: String,
    since: String,
    attempts: u32,
    why: String,
}

struct ToldRow {
    at: String,
    label: &'static str,
    text: String,
    /// Where it can be seen; none for what is of one person.
    link: Option<String>,
}

/// `GET …/settings/notices`.
pub async fn show(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let (hub, w) = (guarded.hub(), guarded.w());
    let users = hub.store.users().await?.into_iter();
    let emails: HashMap<UserId, String> = users.map(|user| (user.id, user.email.to_string())).collect();
    let undelivered = hub.undelivered(guarded.id()).await?;
    let told = hub.notices(guarded.id(), SHOWN).await?;
    page(&NoticesPage {
        shell: shell(&guarded, query),
        w,
        parts: parts(&guarded, "settings/notices"),
        address: guarded.address("settings/notices"),
        writes: hub.sends_mail(),
        undelivered: undelivered.iter().map(|found| row(found, &emails, w)).collect(),
        told: told.into_iter().map(|notice| told_row(notice, w)).collect(),
    })
}

fn row((delivery, notice): &(Delivery, Notice), emails: &HashMap<UserId, String>, w: Words) -> UndeliveredRow {
    UndeliveredRow {
        id: delivery.id.to_string(),
        label: notice.kind.label(w.language),
        to: match delivery.receiver {
            Receiver::User(user) => emails.get(&user).cloned().unwrap_or_default(),
            Receiver::Webhook(_) => "webhook".to_owned(),
        },
        since: w.moment(&delivery.first_due_at),
        attempts: delivery.attempts,
        why: delivery.answer.clone(),
    }
}

fn told_row(notice: Notice, w: Words) -> ToldRow {
    ToldRow {
        at: w.moment(&notice.created_at),
        label: notice.kind.label(w.language),
        text: w.language.pick(notice.dutch, notice.english),
        link: (notice.kind.for_whom() != ForWhom::Person).then_some(notice.link),
    }
}

/// `POST …/settings/notices`: tries again what could not be delivered, or leaves it.
pub async fn act(guarded: Guarded, Posted(fields): Posted) -> Answer {
    let id = |name| -> Result<Option<DeliveryId>, Failure> {
        let typed = fields.filled(name);
        typed.map(|id| id.parse().map_err(|_| Failure::NotFound)).transpose()
    };
    if let Some(delivery) = id("again")? {
        guarded.hub().deliver_again(guarded.id(), delivery).await?;
    } else if let Some(delivery) = id("leave")? {
        guarded.hub().leave_undelivered(guarded.id(), delivery).await?;
    }
    Ok(go_to(&guarded.address("settings/notices?done=saved")))
}
