//! The API over HTTP: the checks in their order, then the endpoint.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use jiff::Timestamp;
use url::form_urlencoded;

use super::answer::{Answer, RestFault};
use super::body::Body;
use super::request::{Incoming, Request};
use super::table::{ENDPOINTS, Endpoint, Handler};
use crate::play::{Call, Connection, Deed, Interface};
use crate::state::AppState;
use crate::world::{World, WorldFault};

/// Where the API stands in the sandbox.
const PREFIX: &str = "/nmbrs";

/// The routes under `/nmbrs/api`.
pub fn routes() -> Router<AppState> {
    Router::new().route("/nmbrs/api/{*path}", any(call))
}

async fn call(
    State(state): State<AppState>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path().strip_prefix(PREFIX).unwrap_or_default();
    let route = Route::find(method.as_str(), path);
    let credentials = Credentials::read(&headers);
    let call = Call {
        interface: Interface::Rest,
        operation: route.operation(&method),
        connection,
    };
    let incoming = Arc::new(Incoming {
        ids: route.ids(),
        query: query(uri.query().unwrap_or_default()),
        body: Body::read(&body),
        address: format!("{}{}", state.base_url, uri.path()),
    });
    let refuse = |fault: &WorldFault| RestFault::World(fault.clone()).into_response();
    state.play.run(call, refuse, deed(route, credentials, incoming)).await
}

fn deed(route: Route, credentials: Credentials, incoming: Arc<Incoming>) -> Deed {
    if let Route::Offered(
        Endpoint {
            handler: Handler::Write(write),
            ..
        },
        _,
    ) = route
    {
        return Deed::write(move |world, now| {
            let answer =
                authenticated(&route, &credentials, &incoming, world, now).and_then(|request| write(world, &request));
            answer.into_response()
        });
    }
    Deed::read(move |world, now| {
        let answer =
            authenticated(&route, &credentials, &incoming, world, now).and_then(|request| match route.handler() {
                Some(Handler::Read(read)) => read(world, &request),
                Some(Handler::History(history)) => history.read(world, &request),
                Some(Handler::Write(_)) | None => Err(RestFault::NoRoute),
            });
        answer.map(Answer::Given).into_response()
    })
}

/// Subscription key, bearer token, route and scope, in this order.
fn authenticated(
    route: &Route,
    credentials: &Credentials,
    incoming: &Arc<Incoming>,
    world: &World,
    now: Timestamp,
) -> Result<Request, RestFault> {
    let key = credentials.subscription_key.as_deref();
    if !key.is_some_and(|key| world.settings.subscription_keys.iter().any(|known| known == key)) {
        return Err(RestFault::SubscriptionKey { sent: key.is_some() });
    }
    let token = credentials.token.as_deref().ok_or(RestFault::Unauthorized)?;
    let (caller, consent) = world.rest_caller(token, now)?;
    let endpoint = match route {
        Route::Offered(endpoint, _) => endpoint,
        Route::OtherMethod => return Err(RestFault::WrongMethod),
        Route::Unknown => return Err(RestFault::NoRoute),
    };
    let granted = |scope: &str| {
        consent.scopes.contains(scope)
            || scope
                .strip_suffix(".read")
                .is_some_and(|writing| consent.scopes.contains(writing))
    };
    if !endpoint.scopes.iter().any(|scope| granted(scope)) {
        let method = endpoint.scopes.first().copied().unwrap_or_default().to_owned();
        return Err(WorldFault::MethodNotAllowed { method }.into());
    }
    Ok(Request {
        caller,
        consent,
        incoming: Arc::clone(incoming),
    })
}

/// What the address and the method lead to.
#[derive(Debug, Clone)]
enum Route {
    Offered(&'static Endpoint, Vec<String>),
    OtherMethod,
    Unknown,
}

impl Route {
    fn find(method: &str, path: &str) -> Self {
        let fitting = || {
            ENDPOINTS
                .iter()
                .filter_map(|endpoint| Some((endpoint, endpoint.fit(path)?)))
        };
        if let Some((endpoint, ids)) = fitting().find(|(endpoint, _)| endpoint.method == method) {
            return Self::Offered(endpoint, ids);
        }
        if fitting().next().is_some() {
            Self::OtherMethod
        } else {
            Self::Unknown
        }
    }

    fn handler(&self) -> Option<Handler> {
        match self {
            Self::Offered(endpoint, _) => Some(endpoint.handler),
            Self::OtherMethod | Self::Unknown => None,
        }
    }

    fn ids(&self) -> Vec<String> {
        match self {
            Self::Offered(_, ids) => ids.clone(),
            Self::OtherMethod | Self::Unknown => vec![],
        }
    }

    /// The name for counts and faults; everything that is not offered is counted together.
    fn operation(&self, method: &Method) -> String {
        match self {
            Self::Offered(endpoint, _) => endpoint.operation(),
            Self::OtherMethod | Self::Unknown => format!("{method} /api/(not offered)"),
        }
    }
}

/// What the headers say of the caller.
#[derive(Debug)]
struct Credentials {
    subscription_key: Option<String>,
    token: Option<String>,
}

impl Credentials {
    fn read(headers: &HeaderMap) -> Self {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        let token = header("authorization").and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
        });
        Self {
            subscription_key: header("x-subscription-key").map(str::to_owned),
            token,
        }
    }
}

/// Names in lower case; the first of a name counts, as a client may add its own to those of a link.
fn query(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = vec![];
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        let name = name.to_ascii_lowercase();
        if !found.iter().any(|(known, _)| *known == name) {
            found.push((name, value.into_owned()));
        }
    }
    found
}
