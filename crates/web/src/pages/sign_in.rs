//! Signing in and out.

use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::{Signed, cookie, session_secret};
use crate::refusals::error_text;
use crate::shell::Shell;
use crate::site::{DemonstrationLogin, Site};
use crate::words::Words;
use askama::Template;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::http::header::{ACCEPT_LANGUAGE, InvalidHeaderValue, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use loonbrug_domain::Language;
use loonbrug_domain::ids::ProviderId;
use loonbrug_hub::access::{SignIn, SignedIn};
use secrecy::{ExposeSecret as _, SecretString};
use std::net::SocketAddr;
use url::form_urlencoded;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    shell: Shell,
    w: Words,
    to: String,
    email: String,
    asks_code: bool,
    failed: Option<String>,
    demonstration: Vec<DemonstrationLogin>,
    /// Where to go with each provider, and its name.
    providers: Vec<(String, String)>,
}

impl SignInPage {
    async fn new(site: &Site, headers: &HeaderMap, to: &str) -> Result<Self, Failure> {
        let w = Words::new(language_of(headers));
        let to = own_path(to);
        Ok(Self {
            shell: Shell::nobody(w, w.t("Inloggen", "Sign in").to_owned()),
            w,
            to: to.to_owned(),
            email: String::new(),
            asks_code: false,
            failed: None,
            demonstration: site.options.demonstration.clone(),
            providers: ways(site, |id| with_to(&format!("/sign-in/with/{id}"), to)).await?,
        })
    }
}

/// What a browser asks for of the languages that are there; Dutch unless English comes first.
pub fn language_of(headers: &HeaderMap) -> Language {
    let asked = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let first = asked
        .split(',')
        .map(str::trim)
        .find(|one| one.starts_with("nl") || one.starts_with("en"));
    if first.is_some_and(|one| one.starts_with("en")) {
        Language::English
    } else {
        Language::Dutch
    }
}

/// What the device calls itself.
pub fn device_of(headers: &HeaderMap) -> &str {
    let named = headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
    named.unwrap_or_default()
}

/// A path of this site; anything else becomes the first page (ASVS 3.7.2).
pub fn own_path(to: &str) -> &str {
    let is_plain = !to.contains(|letter: char| letter == '\\' || letter.is_control());
    if to.starts_with('/') && !to.starts_with("//") && is_plain {
        to
    } else {
        "/"
    }
}

/// A page from which one goes on to another.
pub fn with_to(page: &str, to: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("to", to)
        .finish();
    format!("{page}?{query}")
}

/// Every provider: where to go with it, and its name.
pub async fn ways(site: &Site, address: impl Fn(ProviderId) -> String) -> Result<Vec<(String, String)>, Failure> {
    let providers = site.hub.store.providers().await?.into_iter();
    Ok(providers
        .map(|provider| (address(provider.id), provider.name))
        .collect())
}

/// `GET /sign-in`.
pub async fn show(State(site): State<Site>, headers: HeaderMap, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    if site.hub.store.users().await?.is_empty() {
        return Ok(go_to("/welcome"));
    }
    page(&SignInPage::new(&site, &headers, fields.text("to")).await?)
}

/// `POST /sign-in`.
pub async fn sign_in(
    State(site): State<Site>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let fields = Fields::parse(&body);
    let device = device_of(&headers);
    let password = SecretString::from(fields.raw("password"));
    let attempt = SignIn {
        email: fields.text("email"),
        password: &password,
        code: None,
        device,
        address: from.ip(),
    };
    match site.hub.sign_in(&attempt).await {
        Ok(signed) => went_on(&site, &signed, fields.text("to")),
        Err(error) => {
            let shown = SignInPage::new(&site, &headers, fields.text("to")).await?;
            let failed = error_text(&error, shown.w.language);
            let again = SignInPage {
                email: fields.text("email").to_owned(),
                failed: Some(failed),
                ..shown
            };
            page_as(StatusCode::UNAUTHORIZED, &again)
        }
    }
}

/// On with a new session: to the code that it waits for, or to where one wanted to be.
pub fn went_on(site: &Site, signed: &SignedIn, to: &str) -> Answer {
    let to = own_path(to);
    let mut response = if signed.awaits_code {
        go_to(&with_to("/sign-in/code", to))
    } else {
        go_to(to)
    };
    set_cookie(&mut response, site, signed.secret.expose_secret())?;
    Ok(response)
}

fn set_cookie(response: &mut Response, site: &Site, secret: &str) -> Result<(), Failure> {
    response.headers_mut().insert(SET_COOKIE, cookie(site, secret)?);
    Ok(())
}

/// `GET /sign-in/code`.
pub async fn ask_code(State(site): State<Site>, headers: HeaderMap, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    page(&SignInPage {
        asks_code: true,
        ..SignInPage::new(&site, &headers, fields.text("to")).await?
    })
}

/// `POST /sign-in/code`.
pub async fn give_code(
    State(site): State<Site>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let fields = Fields::parse(&body);
    let secret = session_secret(&site, &headers).ok_or(Failure::SignedOut)?;
    match site.hub.give_code(secret, fields.text("code"), from.ip()).await {
        Ok(signed) => went_on(&site, &signed, fields.text("to")),
        Err(error) => {
            let shown = SignInPage::new(&site, &headers, fields.text("to")).await?;
            let failed = error_text(&error, shown.w.language);
            let again = SignInPage {
                asks_code: true,
                failed: Some(failed),
                ..shown
            };
            page_as(StatusCode::UNAUTHORIZED, &again)
        }
    }
}

/// `POST /sign-out`: the session ends at the server.
pub async fn sign_out(State(site): State<Site>, signed: Signed, Posted(_): Posted) -> Answer {
    signed.hub.sign_out(&signed.visitor).await?;
    let mut response = go_to("/sign-in");
    set_cookie(&mut response, &site, "")?;
    Ok(response)
}

impl From<InvalidHeaderValue> for Failure {
    fn from(_: InvalidHeaderValue) -> Self {
        Self::StaleForm
    }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn one_is_sent_on_within_this_site_only() {
        assert_eq!(own_path("/e/1/today?x=y"), "/e/1/today?x=y");
        for elsewhere in [
            "//example.nl",
            "https://example.nl",
            "/\\example.nl",
            "",
            "today",
            "/a\r\nb",
            "/\t/example.nl",
        ] {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere}");
        }
    }
}
