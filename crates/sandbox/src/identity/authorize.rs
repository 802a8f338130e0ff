//! The authorize request: checked, shown as a log-in page, and answered with a code.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Deserialize;
use url::{Host, Url};

use super::{page, scope};
use crate::world::{Consent, Kind, World};

/// The parameters of the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Parameters {
    client_id: String,
    response_type: String,
    redirect_uri: String,
    scope: String,
    state: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
}

/// The form of the log-in page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    domain: String,
    email: String,
    password: String,
    /// UUID of a debtor, or `all`.
    debtor: String,
    /// `login` or `deny`.
    action: String,
}

/// A request that may be shown to a user.
struct Checked {
    redirect: Url,
    scopes: BTreeSet<String>,
}

/// Shows the log-in page.
pub fn show(world: &World, parameters: &Parameters) -> Response {
    match check(world, parameters) {
        Ok(_) => page::log_in(world, &parameters.scope, None),
        Err(refusal) => *refusal,
    }
}

/// Checks the log-in and sends the user back with `code`, or with an error when the user refuses.
pub fn submit(world: &mut World, parameters: &Parameters, form: &Form, code: String, now: Timestamp) -> Response {
    let checked = match check(world, parameters) {
        Ok(checked) => checked,
        Err(refusal) => return *refusal,
    };
    let redirect = &checked.redirect;
    if form.action == "deny" {
        return back(
            redirect,
            parameters,
            &[("error", "access_denied"), ("error_description", "The user refused.")],
        );
    }
    let Some(user) = world.log_in(&form.domain, &form.email, &form.password) else {
        return page::log_in(world, &parameters.scope, Some("Invalid combination email/password"));
    };
    let Some(debtors) = chosen_debtors(world, form) else {
        return page::log_in(world, &parameters.scope, Some("Choose a debtor"));
    };
    let consent = Consent {
        number: 0,
        client: parameters.client_id.clone(),
        email: user.email.clone(),
        domain: user.domain.clone(),
        debtors,
        scopes: checked.scopes,
    };
    let response = back(redirect, parameters, &[("code", &code), ("scope", &parameters.scope)]);
    let challenge = parameters.code_challenge.clone();
    world
        .grants
        .add_code(code, consent, parameters.redirect_uri.clone(), challenge, now);
    response
}

fn chosen_debtors(world: &World, form: &Form) -> Option<BTreeSet<i32>> {
    if form.debtor == "all" {
        return Some(world.debtors.keys().copied().collect());
    }
    let uuid = form.debtor.parse().ok()?;
    world.id_of(Kind::Debtor, uuid).map(|id| BTreeSet::from([id]))
}

/// Unknown client or address: a page, since nobody can be sent back. Anything else goes back as an error.
fn check(world: &World, parameters: &Parameters) -> Result<Checked, Box<Response>> {
    if !world.settings.clients.iter().any(|(id, _)| *id == parameters.client_id) {
        return Err(Box::new(page::refused("unauthorized_client: unknown client_id")));
    }
    let redirect = Url::parse(&parameters.redirect_uri).ok().filter(is_loopback);
    let Some(redirect) = redirect else {
        return Err(Box::new(page::refused(
            "invalid_request: redirect_uri is not registered (any loopback address is)",
        )));
    };
    let wrong = |error: &str, text: &str| {
        Err(Box::new(back(
            &redirect,
            parameters,
            &[("error", error), ("error_description", text)],
        )))
    };
    if parameters.response_type != "code" {
        return wrong("unsupported_response_type", "response_type must be code");
    }
    if parameters.code_challenge.is_some() && parameters.code_challenge_method.as_deref() != Some("S256") {
        return wrong("invalid_request", "code_challenge_method must be S256");
    }
    match scope::read(&parameters.scope) {
        Ok(scopes) if !scopes.is_empty() => Ok(Checked { redirect, scopes }),
        Ok(_) => wrong("invalid_scope", "scope is missing"),
        Err(unknown) => wrong("invalid_scope", &format!("Invalid scope: {unknown}")),
    }
}

/// Whether an address is of this machine: any such one is registered here.
pub fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn back(redirect: &Url, parameters: &Parameters, pairs: &[(&str, &str)]) -> Response {
    let mut target = redirect.clone();
    target.query_pairs_mut().extend_pairs(pairs);
    if let Some(state) = &parameters.state {
        target.query_pairs_mut().append_pair("state", state);
    }
    (StatusCode::SEE_OTHER, [(LOCATION, target.to_string())]).into_response()
}
