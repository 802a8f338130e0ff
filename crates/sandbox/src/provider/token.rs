//! A code for an ID token.

use axum::Json;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Granted, Mischief, account_of, signing};
use crate::state::AppState;

/// How long an ID token holds.
const SECONDS: i64 = 300;

/// The members of the form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    grant_type: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
}

/// Gives the ID token of a code, once.
pub fn exchange(state: &AppState, headers: &HeaderMap, form: &Form) -> Response {
    let now = state.play.now();
    let Some((client, secret)) = client(state, headers) else {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "invalid_client" }))).into_response();
    };
    let granted = state.provider.state().granted.remove(&form.code);
    let fits = |granted: &Granted| {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form.code_verifier.as_bytes()));
        form.grant_type == "authorization_code"
            && granted.client == client
            && granted.redirect == form.redirect_uri
            && granted.challenge == challenge
    };
    let Some(granted) = granted.filter(fits) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let Some(token) = id_token(state, &granted, &secret, now) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let answer =
        json!({ "access_token": "of-no-use", "token_type": "Bearer", "expires_in": SECONDS, "id_token": token });
    ([(CACHE_CONTROL, "no-store")], Json(answer)).into_response()
}

fn id_token(state: &AppState, granted: &Granted, secret: &str, now: Timestamp) -> Option<String> {
    let issuer = super::server::issuer(state);
    let mut play = state.provider.state();
    let claims = claims(granted, &issuer, &play.mischief, now);
    let signing = play.mischief.signature;
    Some(signing::token(play.key()?, &claims, signing, secret))
}

fn claims(granted: &Granted, issuer: &str, mischief: &Mischief, now: Timestamp) -> Value {
    let mut claims = json!({
        "iss": issuer,
        "sub": account_of(&granted.email),
        "aud": granted.client,
        "exp": now.as_second() + SECONDS,
        "iat": now.as_second(),
        "amr": ["pwd"],
        "email": granted.email,
    });
    if let Some(members) = claims.as_object_mut() {
        if let Some(nonce) = &granted.nonce {
            members.insert("nonce".to_owned(), json!(nonce));
        }
        if let Some(at) = granted.auth_time {
            members.insert("auth_time".to_owned(), json!(at));
        }
        for (name, value) in &mischief.claims {
            if value.is_null() {
                members.remove(name);
            } else {
                members.insert(name.clone(), value.clone());
            }
        }
    }
    claims
}

/// Id and secret of the Basic header, if they are those of a client.
fn client(state: &AppState, headers: &HeaderMap) -> Option<(String, String)> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let encoded = header.strip_prefix("Basic ")?;
    let text = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    let world = state.play.world();
    let known = world.settings.clients.iter();
    known
        .clone()
        .find(|(own, own_secret)| own == id && own_secret == secret)
        .cloned()
}
