//! The log-in page: plain, without script, readable aloud.

use std::fmt::Write;

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::world::{Kind, World};

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:28rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}\
label{display:block;margin-top:1rem}input,select{font:inherit;width:100%;padding:.5rem;box-sizing:border-box;border:1px solid #555}\
button{font:inherit;margin:1.5rem .5rem 0 0;padding:.5rem 1.5rem}.error{border:2px solid #a00;padding:.5rem;color:#700}\
.note{border-left:.25rem solid #777;padding-left:.75rem}";

/// The page of a log-in for these scopes; `error` says what was wrong the first time.
pub fn log_in(world: &World, scopes: &str, error: Option<&str>) -> Response {
    let mut debtors = String::new();
    for debtor in world.debtors.values() {
        let uuid = world.uuid(Kind::Debtor, debtor.id);
        // Writing to a text cannot fail.
        let _written = write!(
            debtors,
            "<option value=\"{uuid}\">{} ({})</option>",
            escape(&debtor.name),
            escape(&debtor.number)
        );
    }
    let mut asked = String::new();
    for scope in scopes.split_whitespace() {
        let _written = write!(asked, "<li><code>{}</code></li>", escape(scope));
    }
    let alert = error.map_or_else(String::new, |text| {
        format!("<p class=\"error\" role=\"alert\">{}</p>", escape(text))
    });
    let body = format!(
        "<h1>Welcome to Nmbrs</h1><p class=\"note\">This is the sandbox: it plays the log-in page of Nmbrs.</p>{alert}\
<form method=\"post\"><h2>Login to access your account</h2>\
<label for=\"domain\">Domain (ex: mydomain.nmbrs.nl)</label><input id=\"domain\" name=\"domain\" autocomplete=\"organization\" required>\
<label for=\"email\">Email</label><input id=\"email\" name=\"email\" type=\"email\" autocomplete=\"username\" required>\
<label for=\"password\">Password</label><input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" required>\
<label for=\"debtor\">Debtor</label><select id=\"debtor\" name=\"debtor\">{debtors}<option value=\"all\">All debtors</option></select>\
<h2>Access that is asked for</h2><ul>{asked}</ul>\
<button name=\"action\" value=\"login\">LOGIN</button><button name=\"action\" value=\"deny\" formnovalidate>Cancel</button></form>"
    );
    let status = if error.is_some() {
        StatusCode::UNAUTHORIZED
    } else {
        StatusCode::OK
    };
    (status, document("Login", &body)).into_response()
}

/// A page that says why a log-in cannot even begin: there is no trustworthy address to send the user back to.
pub fn refused(reason: &str) -> Response {
    let body = format!(
        "<h1>Sorry, there was an error</h1><p class=\"error\" role=\"alert\">{}</p>",
        escape(reason)
    );
    (StatusCode::BAD_REQUEST, document("Error", &body)).into_response()
}

/// A page of the sandbox.
pub fn document(title: &str, body: &str) -> Html<String> {
    Html(format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
<title>{title} - sandbox</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>\n"
    ))
}

/// Text, as it stands in HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
