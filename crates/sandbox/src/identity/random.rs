//! Texts that nobody can guess: codes and tokens.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use crate::world::{ACCESS_SECONDS, Consent};

/// A code, a refresh token, or the secret part of an access token.
pub fn text() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// An access token in the form of a JWT; the signature is random, since only this service reads it.
pub fn access_token(issuer: &str, consent: &Consent, now: jiff::Timestamp) -> String {
    let header = json!({ "alg": "RS256", "typ": "at+jwt" });
    let scopes: Vec<&String> = consent.scopes.iter().collect();
    let claims = json!({
        "iss": issuer,
        "client_id": consent.client,
        "sub": consent.email,
        "scope": scopes,
        "iat": now.as_second(),
        "exp": now.as_second() + ACCESS_SECONDS,
    });
    let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(&header), part(&claims), text())
}
