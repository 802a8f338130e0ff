//! Refusals of the control address: JSON with one member, `error`, that says what to do.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::world::WorldFault;

/// A refusal with its status.
#[derive(Debug)]
pub struct Refusal(StatusCode, String);

impl Refusal {
    /// Something is wrong with what was sent.
    pub fn wrong(reason: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, reason.into())
    }

    /// Something named does not exist.
    pub fn missing(reason: impl Into<String>) -> Self {
        Self(StatusCode::NOT_FOUND, reason.into())
    }

    /// It does not go with the state of things.
    pub fn conflict(reason: impl Into<String>) -> Self {
        Self(StatusCode::CONFLICT, reason.into())
    }
}

impl From<WorldFault> for Refusal {
    fn from(fault: WorldFault) -> Self {
        Self::conflict(format!("{fault} ({fault:?})"))
    }
}

impl From<JsonRejection> for Refusal {
    fn from(rejection: JsonRejection) -> Self {
        Self(rejection.status(), rejection.body_text())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}
