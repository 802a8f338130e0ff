//! To a provider of identities, and back: to sign in, to accept an invitation, to prove who one is, to link an account.
//! Links and no forms, because forms stay on this site.

use super::account;
use super::sign_in::{device_of, language_of, own_path, went_on, with_to};
use crate::answer::{Answer, Failure, go_to, page_as};
use crate::form::{Fields, Posted};
use crate::guard::{Signed, session_secret, visit_cookie, visit_secret};
use crate::refusals::error_text;
use crate::shell::Shell;
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::extract::{ConnectInfo, Path, RawQuery, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use loonbrug_domain::ids::ProviderId;
use loonbrug_hub::access::{AccessRefusal, ComingBack, Errand, KeptErrand, ProviderRefusal, SignedIn, Visitor};
use loonbrug_hub::{HubError, Refusal, hexadecimal};
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};
use std::net::SocketAddr;

#[derive(Template)]
#[template(path = "provider_refused.html")]
struct RefusedPage {
    shell: Shell,
    w: Words,
    failed: String,
    /// From where one can try again.
    again: String,
}

/// What a link to a provider carries: made of the token of forms, and tells nothing of it.
pub fn link_token(visitor: &Visitor) -> String {
    let mut hash = Sha256::new_with_prefix("loonbrug link");
    hash.update(&visitor.csrf);
    hexadecimal(&hash.finalize())
}

/// Where somebody goes on to who proved who they are: a link that the session before could follow, this one can too.
pub async fn with_token_of(site: &Site, proven: &SignedIn, before: &Visitor, to: &str) -> Result<String, Failure> {
    let now = site.hub.visitor(proven.secret.expose_secret()).await?;
    Ok(to.replace(&link_token(before), &link_token(&now)))
}

/// `GET /sign-in/with/{provider}`.
pub async fn sign_in(
    State(site): State<Site>,
    headers: HeaderMap,
    Path(provider): Path<ProviderId>,
    RawQuery(query): RawQuery,
) -> Answer {
    let to = to_of(query);
    leave(
        &site,
        &headers,
        provider,
        (Errand::SignIn, &to),
        &with_to("/sign-in", &to),
    )
    .await
}

/// `GET /invitation/{secret}/with/{provider}`.
pub async fn accept(
    State(site): State<Site>,
    headers: HeaderMap,
    Path((secret, provider)): Path<(String, ProviderId)>,
) -> Answer {
    let again = format!("/invitation/{secret}");
    leave(&site, &headers, provider, (Errand::Accept(&secret), "/"), &again).await
}

/// `GET /prove/with/{provider}`.
pub async fn prove(
    State(site): State<Site>,
    signed: Signed,
    headers: HeaderMap,
    Path(provider): Path<ProviderId>,
    RawQuery(query): RawQuery,
) -> Answer {
    let to = to_of(query);
    let errand = Errand::Prove(&signed.visitor);
    leave(&site, &headers, provider, (errand, &to), &with_to("/prove", &to)).await
}

/// `GET /account/accounts/{provider}`: only from our own page, so that no other site links its account with a user.
pub async fn link(
    State(site): State<Site>,
    signed: Signed,
    headers: HeaderMap,
    Path(provider): Path<ProviderId>,
    RawQuery(query): RawQuery,
) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let same = Sha256::digest(fields.text("token")) == Sha256::digest(link_token(&signed.visitor));
    if !same {
        return Ok(go_to("/account"));
    }
    let errand = Errand::Link(&signed.visitor);
    leave(&site, &headers, provider, (errand, "/account?done=linked"), "/account").await
}

/// `POST /account/accounts/{provider}`: unlinks it.
pub async fn unlink(signed: Signed, Path(provider): Path<ProviderId>, Posted(_): Posted) -> Answer {
    match signed.hub.unlink_account(&signed.visitor, provider).await {
        Ok(()) => Ok(go_to("/account?done=unlinked")),
        Err(error @ HubError::Refused(Refusal::Access(AccessRefusal::Provider(_)))) => {
            account::refused(&signed, error_text(&error, signed.w.language)).await
        }
        Err(error) => Err(error.into()),
    }
}

fn to_of(query: Option<String>) -> String {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    own_path(fields.text("to")).to_owned()
}

async fn leave(
    site: &Site,
    headers: &HeaderMap,
    provider: ProviderId,
    (errand, to): (Errand<'_>, &str),
    again: &str,
) -> Answer {
    let redirect = site.back_from_provider().map_err(|_| Failure::NotFound)?;
    let browser = visit_secret(site, headers);
    match site
        .hub
        .visit_provider(provider, errand, (&redirect, to), browser)
        .await
    {
        Ok(out) => {
            let mut response = go_to(out.address.as_str());
            let cookie = visit_cookie(site, out.browser.expose_secret())?;
            response.headers_mut().insert(SET_COOKIE, cookie);
            Ok(response)
        }
        Err(error) => refused(headers, error, again.to_owned()),
    }
}

/// `GET /sign-in/back`: the browser comes back.
pub async fn back(
    State(site): State<Site>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let back = ComingBack {
        state: fields.text("state"),
        browser: visit_secret(&site, &headers).unwrap_or_default(),
        code: fields.filled("code").filter(|_| fields.filled("error").is_none()),
        error: fields.text("error"),
        session: session_secret(&site, &headers).unwrap_or_default(),
        device: device_of(&headers),
        address: from.ip(),
    };
    let redirect = site.back_from_provider().map_err(|_| Failure::NotFound)?;
    let before = site.hub.visitor(back.session).await.ok();
    let came = site.hub.come_back(&back, &redirect).await;
    match came.outcome {
        Ok(Some(signed)) => {
            let to = match before.filter(|_| !signed.awaits_code) {
                Some(before) => with_token_of(&site, &signed, &before, &came.to).await?,
                None => came.to,
            };
            went_on(&site, &signed, &to)
        }
        Ok(None) => Ok(go_to(own_path(&came.to))),
        Err(error) => {
            let again = match came.errand {
                None | Some(KeptErrand::Accept(_)) => "/sign-in".to_owned(),
                Some(KeptErrand::SignIn) => with_to("/sign-in", &came.to),
                Some(KeptErrand::Prove(_)) => with_to("/prove", &came.to),
                Some(KeptErrand::Link(_)) => "/account".to_owned(),
            };
            refused(&headers, error, again)
        }
    }
}

/// Says what went wrong, with the way to try again; what must be proven first is led there by the guard.
fn refused(headers: &HeaderMap, error: HubError, again: String) -> Answer {
    let w = Words::new(language_of(headers));
    let Some(status) = status(&error) else {
        return Err(error.into());
    };
    let title = w.t("Aanmelden lukte niet", "Signing in did not work");
    let shown = RefusedPage {
        shell: Shell::nobody(w, title.to_owned()),
        w,
        failed: error_text(&error, w.language),
        again,
    };
    page_as(status, &shown)
}

const fn status(error: &HubError) -> Option<StatusCode> {
    let HubError::Refused(Refusal::Access(refusal)) = error else {
        return None;
    };
    Some(match refusal {
        AccessRefusal::ProofNeeded => return None,
        AccessRefusal::Waits => StatusCode::TOO_MANY_REQUESTS,
        AccessRefusal::Provider(ProviderRefusal::Fault { .. }) => StatusCode::BAD_GATEWAY,
        AccessRefusal::Provider(ProviderRefusal::NoProvider(_)) => StatusCode::NOT_FOUND,
        AccessRefusal::Provider(ProviderRefusal::NotAsked | ProviderRefusal::SentBack { .. }) => {
            StatusCode::BAD_REQUEST
        }
        _ => StatusCode::FORBIDDEN,
    })
}
