//! Vandaag: what waits for somebody.

use crate::asked::In;
use crate::failure::Failure;
use crate::guard::Guarded;
use axum::Json;
use loonbrug_domain::{Date, Language};
use loonbrug_hub::Open;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Something that waits for somebody.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "what": "to-send", "text": "Loonperiode 4 is klaar om door te geven.", "coupling": "Voorbeeld Retail", "count": 9,
    "oldest": "2023-04-01",
}))]
pub struct Waiting {
    /// A word: `paused`, `conflicts`, `in-doubt`, `differs`, `run`, `people-run`, `to-send`, `odd-figures`, `clock-events`,
    /// `unknown-badges`, `shifts-submitted`, `shifts-open`, `leave-requested`, `payouts-requested`, `not-linked`, `undelivered`,
    /// `soap-ends`.
    what: String,
    /// What it is and what to do.
    text: String,
    /// Name of the coupling, where it is of one.
    coupling: Option<String>,
    /// How many.
    count: i64,
    /// The day of the oldest.
    oldest: Option<Date>,
}

impl Waiting {
    fn of(open: Open, language: Language) -> Self {
        let told = serde_json::to_value(&open.what).unwrap_or_default();
        let what = told.get("what").and_then(Value::as_str).unwrap_or_default();
        Self {
            what: what.to_owned(),
            text: open.text(language),
            coupling: open.coupling,
            count: open.count,
            oldest: open.oldest,
        }
    }
}

/// What waits for somebody at the employer, the gravest first; only what the token's scopes let it see.
#[utoipa::path(
    get, path = "/organisations/{organisation}/inbox", operation_id = "listInbox", tag = "inbox",
    summary = "What waits for somebody",
    responses((status = 200, description = "All of it.", body = Vec<Waiting>)),
)]
pub async fn list(guarded: Guarded, In(language): In) -> Result<Json<Vec<Waiting>>, Failure> {
    let organisations = guarded.hub().store.organisations().await?;
    let own = organisations.into_iter().find(|one| one.id == guarded.id());
    let own = own.ok_or(Failure::NotFound)?.name;
    let open = guarded.hub().inbox().await?.into_iter();
    let seen =
        open.filter(|open| open.organisation == own && guarded.caller.visitor.has(open.what.right(), guarded.id()));
    Ok(Json(seen.map(|open| Waiting::of(open, language)).collect()))
}
