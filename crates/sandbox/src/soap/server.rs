//! The services over HTTP: from a request to its operation, and from what that answers to an envelope.

use std::collections::BTreeSet;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Path, RawQuery, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use jiff::Timestamp;

use super::answer;
use super::arguments::Arguments;
use super::catalogue::{Handler, Header, Operation, Service};
use super::envelope::{Credentials, Envelope, Version, place};
use super::fault::Fault;
use super::operations::{Answer, Reading, Writing};
use super::{help, wsdl};
use crate::play::{Call, Connection, Deed, Interface};
use crate::state::AppState;
use crate::world::{Caller, Sight, Through, World, WorldFault};

const PREFIX: &str = "/nmbrs/soap/v3";
/// The size of a request that ASP.NET takes unless told otherwise (low confidence: Nmbrs may take more).
const LARGEST_REQUEST: usize = 4 * 1024 * 1024;

/// The five services, to be nested under `/nmbrs/soap/v3`.
pub(crate) fn routes(state: AppState) -> Router {
    Router::new()
        .route("/{service}", get(page).post(call))
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST))
        .with_state(state)
}

/// The description (`?WSDL`), the help of an operation (`?op=`), or the list of operations.
async fn page(State(state): State<AppState>, Path(path): Path<String>, RawQuery(query): RawQuery) -> Response {
    let Some(service) = Service::of_path(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let query = query.unwrap_or_default();
    if query.eq_ignore_ascii_case("wsdl") {
        let address = format!("{}{PREFIX}/{}.asmx", state.base_url, service.name);
        return (
            [(CONTENT_TYPE, "text/xml; charset=utf-8")],
            wsdl::document(service, &address),
        )
            .into_response();
    }
    match query.strip_prefix("op=") {
        None => Html(help::list(service)).into_response(),
        Some(name) => match service.operation(name) {
            Some(operation) => Html(help::operation(service, operation)).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
    }
}

async fn call(
    State(state): State<AppState>,
    Path(path): Path<String>,
    connection: Option<Extension<ConnectInfo<Connection>>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(service) = Service::of_path(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let request = match Request::read(service, &headers, &body) {
        Ok(request) => request,
        Err((version, fault)) => return answer::refused(version, &fault),
    };
    let version = request.method.version;
    let call = Call {
        interface: Interface::Soap,
        operation: request.method.name(),
        connection: connection
            .map(|Extension(ConnectInfo(connection))| connection)
            .unwrap_or_default(),
    };
    let refuse = |fault: &WorldFault| answer::refused(version, &fault.clone().into());
    state.play.run(call, refuse, request.deed()).await
}

/// Which operation is called, and in which version it is answered.
#[derive(Clone, Copy)]
struct Method {
    service: &'static Service,
    operation: &'static Operation,
    version: Version,
}

impl Method {
    /// `EmployeeService.HourComponentVar_Insert`
    fn name(self) -> String {
        format!("{}.{}", self.service.name, self.operation.name)
    }

    /// Who calls, if they may. The operations without a header let everybody in and show nothing.
    fn caller(self, world: &World, credentials: &Credentials, now: Timestamp) -> Result<Caller, WorldFault> {
        if self.operation.header == Header::None {
            let sight = Sight {
                debtors: Some(BTreeSet::new()),
                companies: Some(BTreeSet::new()),
            };
            return Ok(Caller {
                email: String::new(),
                through: Through::Soap,
                now,
                sight,
            });
        }
        world.soap_caller(credentials.as_sent(), &self.name(), now)
    }

    fn written(self, played: Answer<'_>) -> Response {
        answer::written(self.service, self.operation, self.version, played)
    }
}

/// A request of which the operation is known.
struct Request {
    method: Method,
    credentials: Credentials,
    arguments: Result<Arguments, Fault>,
}

impl Request {
    /// The operation is that of the `SOAPAction`, else the first element of the body.
    fn read(service: &'static Service, headers: &HeaderMap, body: &[u8]) -> Result<Self, (Version, Fault)> {
        let envelope = Envelope::read(body);
        let version = envelope
            .as_ref()
            .map_or_else(|_| Version::default(), |envelope| envelope.version);
        let named = named(service, headers).map_err(|fault| (version, fault))?;
        let (credentials, element) = match envelope {
            Ok(envelope) => (envelope.credentials, envelope.call),
            Err(error) if named.is_some() => return Err((version, unreadable(body, error.at, error.reason))),
            Err(_) => return Err((version, Fault::NoAction)),
        };
        let operation = named.or_else(|| service.operation(&element.as_ref()?.name));
        let operation = operation.ok_or((version, Fault::NoAction))?;
        // A body of another operation holds none of the arguments.
        let element = element
            .filter(|element| element.name == operation.name)
            .unwrap_or_default();
        let arguments = Arguments::read(service, &operation.request, &element)
            .map_err(|error| unreadable(body, error.at, error.reason));
        Ok(Self {
            method: Method {
                service,
                operation,
                version,
            },
            credentials,
            arguments,
        })
    }

    /// What the call does once it is let through.
    fn deed(self) -> Deed {
        let Self {
            method,
            credentials,
            arguments,
        } = self;
        match (arguments, method.operation.handler) {
            (Err(fault), _) => Deed::read(move |_, _| answer::refused(method.version, &fault)),
            (Ok(_), None) => Deed::read(move |world, now| {
                let not_played = Fault::NotPlayed { method: method.name() };
                method.written(
                    method
                        .caller(world, &credentials, now)
                        .map_err(Fault::from)
                        .and(Err(not_played)),
                )
            }),
            (Ok(arguments), Some(Handler::Read(play))) => {
                Deed::read(move |world, now| match method.caller(world, &credentials, now) {
                    Err(fault) => answer::refused(method.version, &fault.into()),
                    Ok(caller) => method.written(play(Reading {
                        world,
                        credentials: credentials.as_sent(),
                        caller: &caller,
                        arguments: &arguments,
                    })),
                })
            }
            (Ok(arguments), Some(Handler::Write(play))) => {
                Deed::write(move |world, now| match method.caller(world, &credentials, now) {
                    Err(fault) => answer::refused(method.version, &fault.into()),
                    Ok(caller) => method.written(play(&mut Writing {
                        world,
                        caller: &caller,
                        arguments: &arguments,
                    })),
                })
            }
        }
    }
}

/// The operation of the action, if there is one.
fn named(service: &'static Service, headers: &HeaderMap) -> Result<Option<&'static Operation>, Fault> {
    let Some(action) = action(headers) else { return Ok(None) };
    let name = action
        .strip_prefix(&service.namespace())
        .and_then(|rest| rest.strip_prefix('/'));
    let operation = name.and_then(|name| service.operation(name));
    operation.map(Some).ok_or_else(|| Fault::UnknownAction {
        action: action.to_owned(),
    })
}

/// The `SOAPAction` of SOAP 1.1 or the `action` of SOAP 1.2, without quotes. An empty one is none.
fn action(headers: &HeaderMap) -> Option<&str> {
    let plain = headers.get("SOAPAction").and_then(|action| action.to_str().ok());
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let parameter = || kind?.split(';').find_map(|part| part.trim().strip_prefix("action="));
    plain
        .or_else(parameter)
        .map(|action| action.trim().trim_matches('"'))
        .filter(|action| !action.is_empty())
}

fn unreadable(body: &[u8], at: usize, reason: String) -> Fault {
    let (line, column) = place(body, at);
    Fault::Unreadable { line, column, reason }
}
