//! The log-in page, and somebody who fills it in.

use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use url::Url;

use super::Granted;
use crate::browser::{SignInError, post_form};
use crate::data::log_in::PASSWORD;
use crate::identity::is_loopback;
use crate::identity::page::{document, escape};
use crate::state::AppState;

/// The parameters of the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Parameters {
    client_id: String,
    response_type: String,
    redirect_uri: String,
    scope: String,
    state: Option<String>,
    nonce: Option<String>,
    code_challenge: String,
    code_challenge_method: String,
    max_age: Option<i64>,
}

/// The form of the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    email: String,
    password: String,
    /// `deny`, or anything else to log in.
    action: String,
}

/// The subject of whoever has this e-mail address.
pub fn account_of(email: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(email.to_lowercase()))
}

/// Shows the page; whoever asks wrongly is told so.
pub fn show(state: &AppState, parameters: &Parameters) -> Response {
    match redirect(state, parameters) {
        Ok(redirect) => match state.provider.state().mischief.refuses.clone() {
            Some(error) => back(redirect, parameters, "error", &error),
            None => page(None),
        },
        Err(wrong) => (StatusCode::BAD_REQUEST, wrong).into_response(),
    }
}

/// Judges the log-in, and sends the user back with a code.
pub fn submit(state: &AppState, parameters: &Parameters, form: &Form, code: String) -> Response {
    let redirect = match redirect(state, parameters) {
        Ok(redirect) => redirect,
        Err(wrong) => return (StatusCode::BAD_REQUEST, wrong).into_response(),
    };
    if form.action == "deny" {
        return back(redirect, parameters, "error", "access_denied");
    }
    if form.password != PASSWORD || !form.email.contains('@') {
        return page(Some("E-mail address or password is wrong"));
    }
    let now = state.play.now().as_second();
    let granted = Granted {
        client: parameters.client_id.clone(),
        redirect: parameters.redirect_uri.clone(),
        challenge: parameters.code_challenge.clone(),
        nonce: parameters.nonce.clone(),
        email: form.email.clone(),
        // As many real ones: only when it is asked for.
        auth_time: parameters.max_age.map(|_| now),
    };
    let response = back(redirect, parameters, "code", &code);
    state.provider.state().granted.insert(code, granted);
    response
}

fn redirect(state: &AppState, parameters: &Parameters) -> Result<Url, &'static str> {
    let world = state.play.world();
    let mut clients = world.settings.clients.iter();
    if !clients.any(|(id, _)| *id == parameters.client_id) {
        return Err("unknown client_id\n");
    }
    if parameters.response_type != "code" || !parameters.scope.split(' ').any(|scope| scope == "openid") {
        return Err("response_type must be code, and scope hold openid\n");
    }
    if parameters.code_challenge_method != "S256" || parameters.code_challenge.is_empty() {
        return Err("code_challenge is missing, or its method is not S256\n");
    }
    let redirect = Url::parse(&parameters.redirect_uri).ok().filter(is_loopback);
    redirect.ok_or("redirect_uri is not registered (any loopback address is)\n")
}

fn back(mut target: Url, parameters: &Parameters, name: &str, value: &str) -> Response {
    target.query_pairs_mut().append_pair(name, value);
    if let Some(state) = &parameters.state {
        target.query_pairs_mut().append_pair("state", state);
    }
    (StatusCode::SEE_OTHER, [(LOCATION, target.to_string())]).into_response()
}

fn page(error: Option<&str>) -> Response {
    let alert = error.map_or_else(String::new, |text| {
        format!("<p class=\"error\" role=\"alert\">{}</p>", escape(text))
    });
    let body = format!(
        "<h1>Company account</h1><p class=\"note\">This is the sandbox: it plays a provider of identities.</p>{alert}\
<form method=\"post\"><label for=\"email\">Email</label><input id=\"email\" name=\"email\" type=\"email\" autocomplete=\"username\" required>\
<label for=\"password\">Password</label><input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" required>\
<button name=\"action\" value=\"login\">Log in</button><button name=\"action\" value=\"deny\" formnovalidate>Cancel</button></form>"
    );
    let status = if error.is_some() {
        StatusCode::UNAUTHORIZED
    } else {
        StatusCode::OK
    };
    (status, document("Log in", &body)).into_response()
}

/// Logs in as whoever has this e-mail address, and gives the address that the browser is sent back to.
pub async fn log_in(authorize: &Url, email: &str) -> Result<Url, SignInError> {
    post_form(authorize, &[("email", email), ("password", PASSWORD)]).await
}
