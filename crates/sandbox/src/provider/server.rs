//! The provider over HTTP.

use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::log_in::{self, Parameters};
use super::signing::Key;
use super::{State as PlayState, token};
use crate::state::AppState;

/// The routes under `/provider`.
pub fn routes() -> Router<AppState> {
    let routes = Router::new()
        .route("/.well-known/openid-configuration", get(discover))
        .route("/keys", get(keys))
        .route("/authorize", get(log_in_page).post(submit))
        .route("/token", post(tokens));
    Router::new().nest("/provider", routes)
}

/// The issuer, as it stands in every token.
pub fn issuer(state: &AppState) -> String {
    format!("{}/provider", state.base_url)
}

impl PlayState {
    /// The key of now.
    pub(super) fn key(&mut self) -> Option<&Key> {
        if self.key.is_none() {
            self.key = Key::fresh(format!("key-{}", self.rotations));
        }
        self.key.as_ref()
    }
}

async fn discover(State(state): State<AppState>) -> Response {
    if state.provider.state().mischief.is_down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let issuer = issuer(&state);
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
    }))
    .into_response()
}

async fn keys(State(state): State<AppState>) -> Json<Value> {
    let published = state.provider.state().key().map(Key::published);
    Json(json!({ "keys": [published] }))
}

async fn log_in_page(State(state): State<AppState>, Query(parameters): Query<Parameters>) -> Response {
    log_in::show(&state, &parameters)
}

async fn submit(
    State(state): State<AppState>,
    Query(parameters): Query<Parameters>,
    Form(form): Form<log_in::Form>,
) -> Response {
    let code = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
    log_in::submit(&state, &parameters, &form, code)
}

async fn tokens(State(state): State<AppState>, headers: HeaderMap, Form(form): Form<token::Form>) -> Response {
    if state.provider.state().mischief.is_down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    token::exchange(&state, &headers, &form)
}
