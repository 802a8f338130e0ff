//! Approving shifts, and sending them back.

use super::chosen;
use crate::asked::Body;
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use axum::Json;
use loonbrug_domain::approval::{ShiftState, ShiftStep};
use loonbrug_domain::ids::ShiftId;
use loonbrug_store::ShiftRevision;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Most shifts in one request.
const MOST: usize = 10_000;

/// Which revisions are approved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "shifts": ["018e2f3c-5a00-7000-8000-000000000004"] }))]
pub struct Approval {
    /// Identities of revisions.
    #[schema(min_items = 1, max_items = 10_000)]
    shifts: Vec<Uuid>,
}

/// Which revisions are sent back, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "shifts": ["018e2f3c-5a00-7000-8000-000000000004"], "reason": "Wie was er in het weekend?" }))]
pub struct Rejection {
    /// Identities of revisions.
    #[schema(min_items = 1, max_items = 10_000)]
    shifts: Vec<Uuid>,
    /// Why.
    #[schema(min_length = 1)]
    reason: String,
}

/// How many revisions were changed.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "changed": 1 }))]
pub struct Changed {
    /// So many.
    changed: usize,
}

async fn asked(guarded: &Guarded, shifts: &[Uuid]) -> Result<Vec<ShiftRevision>, Failure> {
    if !(1..=MOST).contains(&shifts.len()) {
        return Err(Wrong::body(
            "/shifts",
            "Noem 1 tot en met 10.000 diensten.",
            "Name 1 to 10,000 shifts.",
        ));
    }
    let ids: Vec<ShiftId> = shifts.iter().map(|id| ShiftId(*id)).collect();
    chosen(guarded, &ids).await
}

/// What was not handed in yet is handed in by whoever decides.
async fn step(
    guarded: &Guarded,
    chosen: &[ShiftRevision],
    handed_in_from: &[ShiftState],
    (step, reason): (ShiftStep, &str),
) -> Result<Json<Changed>, Failure> {
    let (hub, organisation) = (guarded.hub(), guarded.id());
    let open = chosen.iter().filter(|one| handed_in_from.contains(&one.state));
    let hand_in: Vec<ShiftId> = open.map(|one| one.shift.id).collect();
    if !hand_in.is_empty() {
        hub.step_shifts(organisation, &hand_in, ShiftStep::Submit, "").await?;
    }
    let all: Vec<ShiftId> = chosen.iter().map(|one| one.shift.id).collect();
    let changed = hub.step_shifts(organisation, &all, step, reason).await?;
    Ok(Json(Changed { changed }))
}

/// Approves shifts, all or none: they count from now on.
#[utoipa::path(
    post, path = "/organisations/{organisation}/shift-approvals", operation_id = "approveShifts", tag = "hours",
    summary = "Approve shifts",
    request_body = Approval,
    responses((status = 200, description = "They were approved.", body = Changed)),
)]
pub async fn approve(guarded: Guarded, Body(approval): Body<Approval>) -> Result<Json<Changed>, Failure> {
    let chosen = asked(&guarded, &approval.shifts).await?;
    let from = [ShiftState::Open, ShiftState::Rejected];
    step(&guarded, &chosen, &from, (ShiftStep::Approve, "")).await
}

/// Sends shifts back with a reason, all or none.
#[utoipa::path(
    post, path = "/organisations/{organisation}/shift-rejections", operation_id = "rejectShifts", tag = "hours",
    summary = "Send shifts back",
    request_body = Rejection,
    responses((status = 200, description = "They were sent back.", body = Changed)),
)]
pub async fn reject(guarded: Guarded, Body(rejection): Body<Rejection>) -> Result<Json<Changed>, Failure> {
    if rejection.reason.trim().is_empty() {
        return Err(Wrong::body("/reason", "Zeg waarom.", "Say why."));
    }
    let chosen = asked(&guarded, &rejection.shifts).await?;
    step(
        &guarded,
        &chosen,
        &[ShiftState::Open],
        (ShiftStep::Reject, &rejection.reason),
    )
    .await
}
