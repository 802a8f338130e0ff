//! The audit log: who did what and when.

use crate::asked::{ParameterNames, Query};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use axum::Json;
use jiff::Timestamp;
use loonbrug_store::{AuditEntry as StoredEntry, AuditFilter};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

/// Something that was done.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "at": "2023-05-17T07:00:00Z", "actor": "fleur@voorbeeld-retail.nl", "action": "coupling.resumed",
    "subject": "Voorbeeld Retail", "detail": {},
}))]
pub struct AuditEntry {
    /// When.
    at: Timestamp,
    /// Who: an e-mail address, `token NAME`, or the machine's user.
    actor: String,
    /// What was done.
    action: String,
    /// What it was done to.
    subject: String,
    /// More.
    #[schema(value_type = Object)]
    detail: Value,
}

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Only of this actor.
    #[param(example = "token rooster")]
    actor: Option<String>,
    /// Only actions that begin like this.
    #[param(example = "coupling.")]
    action: Option<String>,
    /// From this moment on.
    #[param(example = "2023-05-01T00:00:00Z")]
    from: Option<Timestamp>,
    /// Before this moment: `at` of the last entry that you have, to go on.
    before: Option<Timestamp>,
    /// At most so many; 100 where it is left out.
    #[param(minimum = 1, maximum = 500, example = 100)]
    limit: Option<u16>,
}

impl ParameterNames for Wanted {
    const NAMES: &'static [&'static str] = &["actor", "action", "from", "before", "limit"];
}

/// The detail of an entry; one that says nothing has no members.
fn members(detail: &str) -> Value {
    let read: Option<Map<String, Value>> = serde_json::from_str(detail).ok();
    Value::Object(read.unwrap_or_default())
}

/// The newest entries that fit, newest first.
#[utoipa::path(
    get, path = "/organisations/{organisation}/audit-log", operation_id = "listAuditLog", tag = "installation",
    summary = "The audit log",
    params(Wanted),
    responses((status = 200, description = "The entries, newest first.", body = Vec<AuditEntry>)),
)]
pub async fn list(guarded: Guarded, Query(wanted): Query<Wanted>) -> Result<Json<Vec<AuditEntry>>, Failure> {
    let limit = wanted.limit.unwrap_or(100);
    if !(1..=500).contains(&limit) {
        return Err(Wrong::parameter(
            "limit",
            "Kies een aantal van 1 tot en met 500.",
            "Choose a number from 1 to 500.",
        ));
    }
    let filter = AuditFilter {
        actor: wanted.actor,
        action: wanted.action,
        from: wanted.from.unwrap_or(Timestamp::MIN),
        before: wanted.before.unwrap_or(Timestamp::MAX),
        limit: i64::from(limit),
    };
    let entries = guarded.hub().audit_log(Some(guarded.id()), &filter).await?;
    let shown = entries.into_iter().map(|entry: StoredEntry| AuditEntry {
        at: entry.at,
        actor: entry.actor,
        action: entry.action,
        subject: entry.subject,
        detail: members(&entry.detail),
    });
    Ok(Json(shown.collect()))
}
