//! What the provider of identities does wrong from now on.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;

use super::error::Refusal;
use crate::provider::Mischief;
use crate::state::AppState;

/// Misbehaves in this way and no other; an empty object makes it behave.
pub async fn misbehave(
    State(state): State<AppState>,
    body: Result<Json<Mischief>, JsonRejection>,
) -> Result<Json<Mischief>, Refusal> {
    let mischief = body?.0;
    state.provider.misbehave(mischief.clone());
    Ok(Json(mischief))
}
