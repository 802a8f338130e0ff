//! Meldingen: what the employer was told, and what could not be delivered.

use crate::asked::{In, ParameterNames, Query};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::words::word;
use axum::Json;
use axum::http::StatusCode;
use jiff::Timestamp;
use loonbrug_domain::Language;
use loonbrug_domain::ids::DeliveryId;
use loonbrug_domain::notice::ForWhom;
use loonbrug_store::{Delivery, Receiver};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Something that the employer was told. It names employer, coupling and pay period, and nobody.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-00000000000e", "at": "2023-05-17T07:00:00Z", "kind": "run.done",
    "text": "The run of April 2023 is done.", "link": "/e/018e2f3c-5a00-7000-8000-000000000001/history/1",
    "subject": { "run": "018e2f3c-5a00-7000-8000-000000000009", "flow": "hours" },
}))]
pub struct Notice {
    /// Identity.
    id: Uuid,
    /// Since when it is known.
    at: Timestamp,
    /// What kind: `coupling.paused`, `run.done`, …
    kind: String,
    /// What happened.
    text: String,
    /// The page where it can be seen, from the root of the site; `null` for what is of one person.
    link: Option<String>,
    /// Ids of what it is about, by what they are.
    subject: BTreeMap<String, String>,
}

/// A notice that could not be brought to somebody.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-00000000000f", "kind": "run.failed", "by": "mail", "since": "2023-05-17T07:00:00Z",
    "attempts": 12, "answer": "550 no such user",
}))]
pub struct Undelivered {
    /// Identity of the delivery.
    id: Uuid,
    /// What kind of notice.
    kind: String,
    /// By `mail` or by `webhook`.
    by: &'static str,
    /// When it was to be tried first.
    since: Timestamp,
    /// How often it was tried.
    attempts: u32,
    /// What the other side said last.
    answer: String,
}

/// How many.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Newest {
    /// At most so many; 100 where it is left out.
    #[param(minimum = 1, maximum = 500, example = 100)]
    limit: Option<u16>,
}

impl ParameterNames for Newest {
    const NAMES: &'static [&'static str] = &["limit"];
}

impl Notice {
    fn of(notice: loonbrug_store::Notice, language: Language) -> Self {
        Self {
            id: notice.id.0,
            at: notice.created_at,
            kind: word(&notice.kind),
            text: language.pick(notice.dutch, notice.english),
            link: (notice.kind.for_whom() != ForWhom::Person).then_some(notice.link),
            subject: notice.subject,
        }
    }
}

impl Undelivered {
    fn of((delivery, notice): (Delivery, loonbrug_store::Notice)) -> Self {
        Self {
            id: delivery.id.0,
            kind: word(&notice.kind),
            by: match delivery.receiver {
                Receiver::User(_) => "mail",
                Receiver::Webhook(_) => "webhook",
            },
            since: delivery.first_due_at,
            attempts: delivery.attempts,
            answer: delivery.answer,
        }
    }
}

/// What the employer was told, newest first.
#[utoipa::path(
    get, path = "/organisations/{organisation}/notices", operation_id = "listNotices", tag = "notices",
    summary = "What the employer was told",
    params(Newest),
    responses((status = 200, description = "The newest notices, newest first.", body = Vec<Notice>)),
)]
pub async fn list(
    guarded: Guarded,
    In(language): In,
    Query(newest): Query<Newest>,
) -> Result<Json<Vec<Notice>>, Failure> {
    let limit = newest.limit.unwrap_or(100);
    if !(1..=500).contains(&limit) {
        return Err(Wrong::parameter(
            "limit",
            "Kies een aantal van 1 tot en met 500.",
            "Choose a number from 1 to 500.",
        ));
    }
    let notices = guarded.hub().notices(guarded.id(), i64::from(limit)).await?;
    let shown = notices.into_iter().map(|notice| Notice::of(notice, language));
    Ok(Json(shown.collect()))
}

/// What was tried for a day and could not be brought.
#[utoipa::path(
    get, path = "/organisations/{organisation}/undelivered", operation_id = "listUndelivered", tag = "notices",
    summary = "What could not be delivered",
    responses((status = 200, description = "The newest 100 of them, newest first.", body = Vec<Undelivered>)),
)]
pub async fn undelivered(guarded: Guarded) -> Result<Json<Vec<Undelivered>>, Failure> {
    let undelivered = guarded.hub().undelivered(guarded.id()).await?;
    Ok(Json(undelivered.into_iter().map(Undelivered::of).collect()))
}

/// Tries again what was given up, or sends once more what arrived.
#[utoipa::path(
    post, path = "/organisations/{organisation}/deliveries/{delivery}/again", operation_id = "deliverAgain", tag = "notices",
    summary = "Deliver again",
    responses((status = 204, description = "It is tried again.")),
)]
pub async fn again(guarded: Guarded) -> Result<StatusCode, Failure> {
    let id: DeliveryId = guarded.named("delivery")?;
    guarded.hub().deliver_again(guarded.id(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leaves what was given up: it is not listed any more.
#[utoipa::path(
    delete, path = "/organisations/{organisation}/undelivered/{delivery}", operation_id = "leaveUndelivered", tag = "notices",
    summary = "Leave what could not be delivered",
    responses((status = 204, description = "It is listed no more.")),
)]
pub async fn leave(guarded: Guarded) -> Result<StatusCode, Failure> {
    let id: DeliveryId = guarded.named("delivery")?;
    guarded.hub().leave_undelivered(guarded.id(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
