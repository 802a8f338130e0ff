//! Who is asking, and whether they may: checked once, before a handler runs.

use crate::answer::{Failure, go_to, page_as};
use crate::pages::errors::ErrorPage;
use crate::reckoned::Reckonings;
use crate::shell::Shell;
use crate::site::Site;
use crate::tour::Strip;
use crate::unsent::{PutAside, by};
use crate::words::Words;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::header::{COOKIE, HOST, HeaderValue, InvalidHeaderValue, ORIGIN, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::{OrganisationId, SessionId, UserId};
use loonbrug_hub::access::{AccessRefusal, Allowed, Visitor};
use loonbrug_hub::{Hub, HubError, Refusal};
use loonbrug_store::Organisation;
use std::sync::Arc;

/// How long a browser keeps that it went to a provider of identities; the hub waits as long.
const VISIT_SECONDS: u32 = 600;

/// What a route needs of whoever asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    /// Nothing: anybody may.
    Nothing,
    /// Somebody who is signed in.
    SignedIn,
    /// A right at the organisation of the path.
    At(Right),
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Who.
    pub visitor: Arc<Visitor>,
    /// As which user.
    pub user: UserId,
    /// In which session.
    pub session: SessionId,
    /// The hub in that name.
    pub hub: Hub,
    /// Texts in that language.
    pub w: Words,
    /// What pages add up over everybody.
    pub reckonings: Reckonings,
    /// The guided tour of a demonstration, as it stands on the page.
    pub tour: Option<Strip>,
}

/// Somebody who may do this at this organisation.
#[derive(Clone, Debug)]
pub struct Guarded {
    /// Who.
    pub signed: Signed,
    /// What, where, and over whom it reaches.
    pub allowed: Allowed,
    /// The organisation.
    pub organisation: Organisation,
}

impl Guarded {
    /// Identity of the organisation.
    pub const fn id(&self) -> OrganisationId {
        self.organisation.id
    }

    /// The hub in the name of the visitor.
    pub const fn hub(&self) -> &Hub {
        &self.signed.hub
    }

    /// Texts in the visitor's language.
    pub const fn w(&self) -> Words {
        self.signed.w
    }

    /// Whether the visitor has another right here.
    pub fn may(&self, right: Right) -> bool {
        self.signed.visitor.has(right, self.id())
    }

    /// The address of a page of this organisation.
    pub fn address(&self, rest: &str) -> String {
        format!("/e/{}/{rest}", self.id())
    }
}

/// Name of the cookie: with `https` one that no other host can set (ASVS 3.3.3).
const fn cookie_name(is_secure: bool) -> &'static str {
    if is_secure { "__Host-loonbrug" } else { "loonbrug" }
}

/// The cookie that keeps a session; an empty secret takes it away.
pub fn cookie(site: &Site, secret: &str) -> Result<HeaderValue, InvalidHeaderValue> {
    let name = cookie_name(site.is_secure());
    let secure = if site.is_secure() { "; Secure" } else { "" };
    let until = if secret.is_empty() { "; Max-Age=0" } else { "" };
    HeaderValue::from_str(&format!(
        "{name}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}{until}"
    ))
}

/// Name of the cookie of a browser that went to a provider of identities.
const fn visit_cookie_name(is_secure: bool) -> &'static str {
    if is_secure {
        "__Host-loonbrug-visit"
    } else {
        "loonbrug-visit"
    }
}

/// The cookie by which a browser that went to a provider is known when it comes back: `Lax`, because it comes from there.
pub fn visit_cookie(site: &Site, browser: &str) -> Result<HeaderValue, InvalidHeaderValue> {
    let name = visit_cookie_name(site.is_secure());
    let secure = if site.is_secure() { "; Secure" } else { "" };
    HeaderValue::from_str(&format!(
        "{name}={browser}; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age={VISIT_SECONDS}"
    ))
}

/// What a browser kept that went to a provider.
pub fn visit_secret<'a>(site: &Site, headers: &'a HeaderMap) -> Option<&'a str> {
    cookie_named(headers, visit_cookie_name(site.is_secure()))
}

/// The secret of the session that the browser sent.
pub fn session_secret<'a>(site: &Site, headers: &'a HeaderMap) -> Option<&'a str> {
    cookie_named(headers, cookie_name(site.is_secure()))
}

/// The value of a cookie.
pub fn cookie_named<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers
        .get_all(COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(known, secret)| (known == name).then_some(secret))
}

/// The middleware of every route: finds the visitor, refuses what came from another site, checks the right.
pub async fn check(
    State((site, needs)): State<(Site, Needs)>,
    parameters: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    let (mut request, aside) = PutAside::of(request).await;
    let (page, is_shown) = (page_of(&request), request.method() == Method::GET);
    let admitted = admitted(&site, needs, &parameters, &mut request).await;
    let user = request.extensions().get::<Signed>().map(|signed| signed.user);
    let answer = match admitted {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    };
    let failure = answer.extensions().get().filter(|_| needs != Needs::Nothing).cloned();
    let led = match failure {
        Some(failure) => lead_on(&site, &failure, (aside, user), (&page, is_shown)).await,
        None => None,
    };
    led.unwrap_or(answer)
}

/// Where somebody goes first who may not yet: there they come back from, with the form that they sent. Nothing where there
/// is no such way.
async fn lead_on(
    site: &Site,
    failure: &Failure,
    (form, user): (Option<PutAside>, Option<UserId>),
    (page, is_shown): (&str, bool),
) -> Option<Response> {
    match (failure, form, user) {
        (Failure::SignedOut, Some(form), _) => form.until_signed_in(site).await,
        (Failure::SignedOut, None, _) if is_shown => Some(by("/sign-in", page)),
        (Failure::Unproven, Some(form), Some(user)) => form.until_proven(site, user),
        (Failure::Unproven, ..) => Some(by("/prove", page)),
        (Failure::WithoutSecondFactor, ..) => Some(go_to("/account/second-factor")),
        (Failure::StaleForm, Some(form), Some(user)) => form.until_seen(site, user),
        _ => None,
    }
}

async fn admitted(site: &Site, needs: Needs, parameters: &RawPathParams, request: &mut Request) -> Result<(), Failure> {
    if !request.method().is_safe() && is_from_elsewhere(request.headers()) {
        return Err(Failure::StaleForm);
    }
    if needs == Needs::Nothing {
        return Ok(());
    }
    let mut signed = signed(site, request.headers()).await?.ok_or(Failure::SignedOut)?;
    if let Some(tour) = &site.tour {
        signed.tour = Strip::on(tour, &signed, page_of(request), request.headers());
    }
    request.extensions_mut().insert(signed.clone());
    if let Needs::At(right) = needs {
        let named = parameters.iter().find(|(name, _)| *name == "organisation");
        let id: OrganisationId = named.and_then(|(_, id)| id.parse().ok()).ok_or(Failure::NotFound)?;
        let guarded = guarded(&signed, right, id).await?;
        request.extensions_mut().insert(guarded);
    }
    Ok(())
}

async fn guarded(signed: &Signed, right: Right, id: OrganisationId) -> Result<Guarded, Failure> {
    let allowed = signed.hub.allowed(&signed.visitor, right, id).await?;
    let organisation = signed.hub.store.organisation(allowed.organisation()).await?;
    Ok(Guarded {
        signed: signed.clone(),
        allowed,
        organisation: organisation.ok_or(Failure::NotFound)?,
    })
}

async fn signed(site: &Site, headers: &HeaderMap) -> Result<Option<Signed>, Failure> {
    let Some(secret) = session_secret(site, headers) else {
        return Ok(None);
    };
    match site.hub.visitor(secret).await {
        Ok(visitor) => {
            let (user, session) = visitor.signed_in().map_err(HubError::from)?;
            Ok(Some(Signed {
                user,
                session,
                hub: site.hub.acting_as(&visitor.actor),
                w: Words::new(visitor.language),
                reckonings: site.reckonings.clone(),
                tour: None,
                visitor: Arc::new(visitor),
            }))
        }
        Err(HubError::Refused(Refusal::Access(AccessRefusal::NoSession | AccessRefusal::CodeNeeded))) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether the browser says that another site made it ask (ASVS 3.5.1); the token of the form is checked as well.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site") {
        return !matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    match (text(ORIGIN), text(HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_none_or(|(_, of)| of != host),
        _ => false,
    }
}

/// The page that was asked for; of what was sent, the page that it stood on.
fn page_of(request: &Request) -> String {
    let from = request.headers().get(REFERER).and_then(|value| value.to_str().ok());
    let from: Option<Uri> = from.and_then(|address| address.parse().ok());
    let page = if request.method() == Method::GET {
        Some(request.uri())
    } else {
        from.as_ref()
    };
    let path = page.and_then(Uri::path_and_query);
    path.map_or_else(|| "/".to_owned(), ToString::to_string)
}

/// Makes a page of what failed, in the language of the reader and with the way back.
pub async fn show_failures(State((site, _)): State<(Site, Needs)>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let response = next.run(request).await;
    let Some(failure) = response.extensions().get::<Failure>().cloned() else {
        return response;
    };
    if failure.status().is_server_error() {
        tracing::error!(error = ?failure, "a page failed");
    }
    let signed = signed(&site, &headers).await.ok().flatten();
    let error = ErrorPage {
        shell: Shell::of_anybody(signed.as_ref()),
        text: failure.text(
            signed
                .as_ref()
                .map_or_else(Default::default, |signed| signed.w.language),
        ),
    };
    page_as(failure.status(), &error).unwrap_or(response)
}

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::SignedOut)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Guarded {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::NotFound)
    }
}
