//! What a failure on the way means.

use super::retry_after::retry_after;
use crate::fault::{Fault, FaultClass};
use reqwest::header::{CONTENT_TYPE, HeaderMap, LOCATION};
use reqwest::{Response, StatusCode};
use std::error::Error;
use std::time::Duration;

/// Whether a call changes something at the other side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Effect {
    /// It only reads, and may be repeated.
    Read,
    /// It may have happened although no answer came.
    Write,
}

/// The class of a call of which it is not known whether it happened: a read may be repeated, a write may not.
pub(crate) const fn doubtful(effect: Effect) -> FaultClass {
    match effect {
        Effect::Read => FaultClass::Retry { after: None },
        Effect::Write => FaultClass::Unknown,
    }
}

/// An error with everything that it came from, without the address (it may hold ids).
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.ends_with(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}

/// No answer came. Only a failure to connect proves that nothing was sent.
pub(super) fn not_answered(operation: &str, effect: Effect, error: reqwest::Error) -> Fault {
    let error = error.without_url();
    let (class, happened) = if error.is_builder() {
        (
            FaultClass::Rejected,
            "the request cannot be made, check the configured address and log-in",
        )
    } else if error.is_connect() {
        (
            FaultClass::Retry { after: None },
            "no connection, check the network and the configured address",
        )
    } else if error.is_timeout() {
        (doubtful(effect), "no answer in time")
    } else {
        (doubtful(effect), "the connection broke before the answer")
    };
    Fault {
        operation: operation.to_owned(),
        class,
        code: None,
        message: format!("{happened} ({})", chain(&error)),
    }
}

/// How long all calls are to be held after this answer.
pub(super) fn hold(response: &Response) -> Option<Duration> {
    let asked = retry_after(response.headers());
    match response.status() {
        StatusCode::TOO_MANY_REQUESTS => Some(asked.unwrap_or(Duration::from_secs(1))),
        StatusCode::SERVICE_UNAVAILABLE => asked,
        _ => None,
    }
}

/// Refuses answers that cannot come from the application itself: a gateway's, a maintenance page, a redirect. Status
/// 500 with XML passes, it carries a SOAP fault; so do all refusals (4xx), which each interface words in its own way.
pub(super) fn check(operation: &str, effect: Effect, response: Response) -> Result<Response, Fault> {
    let status = response.status();
    let headers = response.headers();
    let after = retry_after(headers);
    let fault = |class, message| {
        Err(Fault {
            operation: operation.to_owned(),
            class,
            code: None,
            message,
        })
    };
    match status {
        StatusCode::TOO_MANY_REQUESTS => fault(
            FaultClass::Retry { after },
            format!("too many calls ({status}), send fewer a second"),
        ),
        StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT => {
            let target = headers
                .get(LOCATION)
                .and_then(|target| target.to_str().ok())
                .unwrap_or("elsewhere");
            fault(
                FaultClass::Pause,
                format!("the address has moved to {target}, change the configured address"),
            )
        }
        StatusCode::INTERNAL_SERVER_ERROR if has_type(headers, "xml") => Ok(response),
        StatusCode::REQUEST_TIMEOUT => fault(doubtful(effect), format!("no answer of the application ({status})")),
        _ if status.is_server_error() || status.is_redirection() => {
            let class = match doubtful(effect) {
                FaultClass::Retry { .. } => FaultClass::Retry { after },
                class => class,
            };
            fault(class, format!("no answer of the application ({status})"))
        }
        _ if status.is_success() && has_type(headers, "text/html") => fault(
            doubtful(effect),
            format!("a web page in place of an answer ({status}), maintenance perhaps"),
        ),
        _ => Ok(response),
    }
}

/// Whether the content type holds this word.
fn has_type(headers: &HeaderMap, word: &str) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    value.is_some_and(|value| value.to_ascii_lowercase().contains(word))
}
