//! What a token is.

use crate::failure::Failure;
use crate::guard::Caller;
use axum::Json;
use loonbrug_domain::access::Right;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The token that was sent.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "name": "rooster",
    "organisation": "018e2f3c-5a00-7000-8000-000000000001",
    "scopes": ["see-people", "see-hours"],
}))]
pub struct Token {
    /// What its owner called it.
    name: String,
    /// The organisation that it is for; there is no other.
    organisation: Uuid,
    /// The rights that it has there.
    scopes: Vec<&'static str>,
}

/// The token that was sent.
#[utoipa::path(
    get, path = "/token", operation_id = "getToken", tag = "installation",
    summary = "What the token may do",
    responses((status = 200, description = "The token.", body = Token)),
)]
pub async fn show_token(caller: Caller) -> Result<Json<Token>, Failure> {
    let scopes = &caller.program.scopes;
    Ok(Json(Token {
        name: caller.visitor.name.clone(),
        organisation: caller.program.organisation.0,
        scopes: Right::ALL
            .iter()
            .filter(|right| scopes.contains(right))
            .map(|right| right.word())
            .collect(),
    }))
}
