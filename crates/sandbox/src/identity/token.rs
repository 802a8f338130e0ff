//! The token request and the revocation request.

use axum::Json;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, HeaderValue, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::random;
use crate::world::{ACCESS_SECONDS, CodeGrant, Consent, World};

/// The members of the form; what is not known is ignored.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    grant_type: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
    refresh_token: String,
    token: String,
    client_id: String,
    client_secret: String,
}

/// An error of RFC 6749.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused(pub &'static str, pub StatusCode);

const INVALID_GRANT: Refused = Refused("invalid_grant", StatusCode::BAD_REQUEST);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = (self.1, Json(json!({ "error": self.0 }))).into_response();
        response
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.1 == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Basic"));
        }
        response
    }
}

/// Gives tokens for a code or for a refresh token; each works once.
pub fn token(
    world: &mut World,
    headers: &HeaderMap,
    form: &Form,
    issuer: &str,
    now: Timestamp,
) -> Result<Response, Refused> {
    let client = client(world, headers, form)?;
    let consent = match form.grant_type.as_str() {
        "authorization_code" => {
            let grant = world.grants.redeem_code(&form.code, now).ok_or(INVALID_GRANT)?;
            check_code(&grant, &client, form)?;
            grant.consent
        }
        "refresh_token" => {
            if world
                .grants
                .client_of(&form.refresh_token)
                .is_some_and(|owner| owner != client)
            {
                return Err(INVALID_GRANT);
            }
            world
                .grants
                .redeem_refresh(&form.refresh_token, now)
                .ok_or(INVALID_GRANT)?
        }
        _ => return Err(Refused("unsupported_grant_type", StatusCode::BAD_REQUEST)),
    };
    Ok(issue(world, &consent, issuer, now))
}

fn check_code(grant: &CodeGrant, client: &str, form: &Form) -> Result<(), Refused> {
    let proven = grant
        .challenge
        .as_ref()
        .is_none_or(|challenge| URL_SAFE_NO_PAD.encode(Sha256::digest(form.code_verifier.as_bytes())) == *challenge);
    if grant.consent.client != client || grant.redirect != form.redirect_uri || !proven {
        return Err(INVALID_GRANT);
    }
    Ok(())
}

fn issue(world: &mut World, consent: &Consent, issuer: &str, now: Timestamp) -> Response {
    let access = random::access_token(issuer, consent, now);
    let refresh = consent.scopes.contains("offline_access").then(random::text);
    let scopes: Vec<&str> = consent.scopes.iter().map(String::as_str).collect();
    let mut answer = json!({
        "access_token": access,
        "expires_in": ACCESS_SECONDS,
        "token_type": "Bearer",
        "scope": scopes.join(" "),
    });
    if let Some(refresh) = &refresh {
        answer["refresh_token"] = json!(refresh);
    }
    world.grants.add_tokens(consent, access, refresh, now);
    ([(CACHE_CONTROL, "no-store")], Json(answer)).into_response()
}

/// Ends a token; 200 without a body, also for a token that is not known (RFC 7009).
pub fn revoke(world: &mut World, headers: &HeaderMap, form: &Form) -> Result<Response, Refused> {
    client(world, headers, form)?;
    world.grants.revoke(&form.token);
    Ok(StatusCode::OK.into_response())
}

/// The client by the Basic header or by the form; both are in use.
fn client(world: &World, headers: &HeaderMap, form: &Form) -> Result<String, Refused> {
    let basic = headers.get(AUTHORIZATION).and_then(|value| basic(value.to_str().ok()?));
    let status = if basic.is_some() {
        StatusCode::UNAUTHORIZED
    } else {
        StatusCode::BAD_REQUEST
    };
    let (id, secret) = basic.unwrap_or_else(|| (form.client_id.clone(), form.client_secret.clone()));
    let known = world
        .settings
        .clients
        .iter()
        .any(|(own, own_secret)| *own == id && *own_secret == secret);
    if known {
        Ok(id)
    } else {
        Err(Refused("invalid_client", status))
    }
}

/// Id and secret of a Basic header; both are form-encoded inside (RFC 6749, 2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((form_decoded(id)?, form_decoded(secret)?))
}

fn form_decoded(text: &str) -> Option<String> {
    url::form_urlencoded::parse(text.as_bytes())
        .next()
        .map(|(name, _)| name.into_owned())
}
