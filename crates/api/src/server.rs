//! The routes behind the guard, and what all answers share.

use crate::asked::language;
use crate::failure::Failure;
use crate::guard;
use crate::once::AtWork;
use crate::operations::operations;
use crate::plans::Plans;
use crate::problem::Kind;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, VARY,
    WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use loonbrug_domain::Language;
use loonbrug_hub::Hub;
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;

/// Where the API stands on the server.
pub const PREFIX: &str = "/api/v1";

/// Bodies are small; files have a limit of their own.
const LARGEST_BODY: usize = 4 * 1024 * 1024;
/// As large as pages take a file.
const LARGEST_FILE: usize = 32 * 1024 * 1024;

/// How long to wait after too many wrong tokens, and for Nmbrs to come back, in seconds.
const WAIT_AFTER_ATTEMPTS: &str = "900";
const WAIT_FOR_NMBRS: &str = "60";
/// How long to wait for a request that is being carried out, in seconds.
const WAIT_FOR_WORK: &str = "5";

/// What every operation works with.
#[derive(Clone, Debug)]
pub struct Api {
    /// The hub; an operation takes it in the name of its token.
    pub(crate) hub: Hub,
    /// Requests with a key that are being carried out.
    pub(crate) at_work: AtWork,
    /// Plans that are being decided about.
    pub(crate) plans: Plans,
    /// Decisions are taken one after the other, so that none is put in a plan that lacks another.
    pub(crate) deciding: Arc<tokio::sync::Mutex<()>>,
}

/// The API under [`PREFIX`], to be served beside the pages.
pub fn router(hub: Hub) -> Router {
    Router::new().nest(PREFIX, operations_of(hub))
}

fn operations_of(hub: Hub) -> Router {
    let api = Api {
        hub,
        at_work: AtWork::default(),
        plans: Plans::default(),
        deciding: Arc::default(),
    };
    let mut router = Router::new();
    for operation in operations() {
        let (_, paths, handler) = operation.routes;
        let handler = if operation.takes_file {
            handler.layer(DefaultBodyLimit::max(LARGEST_FILE))
        } else {
            handler
        };
        let guarded = handler.route_layer(from_fn_with_state((api.clone(), operation.needs), guard::check));
        for path in paths.paths.into_keys() {
            router = router.route(&path, guarded.clone());
        }
    }
    router
        .method_not_allowed_fallback(async || Failure::NoSuchMethod)
        .fallback(async || Failure::NotFound)
        .layer(CatchPanicLayer::custom(broke_off))
        .layer(from_fn(show_failures))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn(add_headers))
        .with_state(api)
}

fn broke_off(_: Box<dyn Any + Send + 'static>) -> Response {
    Failure::BrokeOff.into_response()
}

/// Makes a problem of what failed, in the language of the reader.
async fn show_failures(request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let has_token = request.headers().contains_key(axum::http::header::AUTHORIZATION);
    let mut response = next.run(request).await;
    let Some(failure) = response.extensions_mut().remove::<Failure>() else {
        return response;
    };
    if failure.kind() == Kind::Fault {
        tracing::error!(%failure, "the API failed");
    }
    let headers = response.headers().clone();
    let mut shown = (failure.kind().status(), axum::Json(failure.problem(language))).into_response();
    let set = shown.headers_mut();
    set.extend(headers);
    set.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    set.insert(VARY, HeaderValue::from_static("accept-language"));
    let spoken = if language == Language::Dutch { "nl" } else { "en" };
    set.insert(CONTENT_LANGUAGE, HeaderValue::from_static(spoken));
    if let Some((name, value)) = way_on(&failure, has_token) {
        set.insert(name, value);
    }
    shown
}

/// The header that says how to go on.
fn way_on(failure: &Failure, has_token: bool) -> Option<(HeaderName, HeaderValue)> {
    match failure.kind() {
        Kind::NoToken => {
            let challenge = if has_token {
                "Bearer realm=\"loonbrug\", error=\"invalid_token\""
            } else {
                "Bearer realm=\"loonbrug\""
            };
            Some((WWW_AUTHENTICATE, HeaderValue::from_static(challenge)))
        }
        Kind::NotAllowed => {
            let right = failure.lacking()?;
            let challenge = format!("Bearer realm=\"loonbrug\", error=\"insufficient_scope\", scope=\"{right}\"");
            Some((WWW_AUTHENTICATE, HeaderValue::try_from(challenge).ok()?))
        }
        Kind::Waits => Some((RETRY_AFTER, HeaderValue::from_static(WAIT_AFTER_ATTEMPTS))),
        Kind::UnderWay => Some((RETRY_AFTER, HeaderValue::from_static(WAIT_FOR_WORK))),
        Kind::NmbrsAway => Some((RETRY_AFTER, HeaderValue::from_static(WAIT_FOR_NMBRS))),
        _ => None,
    }
}

/// No answer is kept, guessed at or shown as a page (ASVS 4.1.1, 14.3.2).
async fn add_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
