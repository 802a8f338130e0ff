//! The service over HTTP.

use axum::extract::{ConnectInfo, Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};

use super::authorize::{self, Parameters};
use super::token::{self, Refused};
use super::{discovery, random};
use crate::play::{Call, Connection, Deed, Interface};
use crate::state::AppState;
use crate::world::WorldFault;

/// The routes under `/nmbrs/identity`.
pub fn routes() -> Router<AppState> {
    let routes = Router::new()
        .route("/.well-known/openid-configuration", get(discover))
        .route("/connect/authorize", get(log_in_page).post(log_in))
        .route("/connect/token", post(tokens))
        .route("/connect/revocation", post(revocation));
    Router::new().nest("/nmbrs/identity", routes)
}

fn issuer(state: &AppState) -> String {
    format!("{}/nmbrs/identity", state.base_url)
}

async fn run(state: &AppState, connection: Connection, operation: &str, deed: Deed) -> Response {
    let call = Call {
        interface: Interface::Identity,
        operation: operation.to_owned(),
        connection,
    };
    state.play.run(call, refuse, deed).await
}

fn refuse(fault: &WorldFault) -> Response {
    match fault {
        WorldFault::MethodNotAllowed { .. } => Refused("unauthorized_client", StatusCode::BAD_REQUEST).into_response(),
        _ => Refused("invalid_grant", StatusCode::BAD_REQUEST).into_response(),
    }
}

async fn discover(State(state): State<AppState>, ConnectInfo(connection): ConnectInfo<Connection>) -> Response {
    let issuer = issuer(&state);
    let deed = Deed::read(move |_, _| Json(discovery::document(&issuer)).into_response());
    run(&state, connection, "GET /.well-known/openid-configuration", deed).await
}

async fn log_in_page(
    State(state): State<AppState>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    Query(parameters): Query<Parameters>,
) -> Response {
    let deed = Deed::read(move |world, _| authorize::show(world, &parameters));
    run(&state, connection, "GET /connect/authorize", deed).await
}

async fn log_in(
    State(state): State<AppState>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    Query(parameters): Query<Parameters>,
    Form(form): Form<authorize::Form>,
) -> Response {
    let deed = Deed::write(move |world, now| authorize::submit(world, &parameters, &form, random::text(), now));
    run(&state, connection, "POST /connect/authorize", deed).await
}

async fn tokens(
    State(state): State<AppState>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    headers: HeaderMap,
    Form(form): Form<token::Form>,
) -> Response {
    let issuer = issuer(&state);
    let deed = Deed::write(move |world, now| token::token(world, &headers, &form, &issuer, now).into_response());
    run(&state, connection, "POST /connect/token", deed).await
}

async fn revocation(
    State(state): State<AppState>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    headers: HeaderMap,
    Form(form): Form<token::Form>,
) -> Response {
    let deed = Deed::write(move |world, _| token::revoke(world, &headers, &form).into_response());
    run(&state, connection, "POST /connect/revocation", deed).await
}
