//! One call over HTTP.

use super::classify::{check, hold, not_answered};
use super::{Effect, HttpClient, Pace, Turn};
use crate::fault::{Fault, FaultClass};
use reqwest::{Request, Response};

/// An answer whose body is still to come, with its place among the calls in flight.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Status, headers and the body to stream.
    pub response: Response,
    /// Keep it until the body is read where the call is to count as in flight that long.
    pub turn: Turn,
}

/// Waits a turn and sends the request once. Faults are those on the way: see [`check`] for which answers pass.
pub(crate) async fn attempt(
    client: &HttpClient,
    pace: &Pace,
    operation: &str,
    effect: Effect,
    request: &Request,
) -> Result<Answer, Fault> {
    let request = request
        .try_clone()
        .ok_or_else(|| cannot_be_sent(operation, "its body is a stream"))?;
    let turn = pace.turn().await.ok_or_else(|| left_too_late(operation))?;
    let response = client
        .execute(request)
        .await
        .map_err(|error| not_answered(operation, effect, error))?;
    tracing::debug!(
        nmbrs.operation = operation,
        http.status = response.status().as_u16(),
        "answered"
    );
    if let Some(pause) = hold(&response) {
        pace.hold(pause);
    }
    Ok(Answer {
        response: check(operation, effect, response)?,
        turn,
    })
}

/// Whoever meant to make the call waited too long for its turn; somebody else may have decided by now that it was
/// never made.
fn left_too_late(operation: &str) -> Fault {
    Fault {
        operation: operation.to_owned(),
        class: FaultClass::Retry { after: None },
        code: None,
        message: "it was too late for this call to leave, so nothing was sent".to_owned(),
    }
}

fn cannot_be_sent(operation: &str, reason: &str) -> Fault {
    Fault {
        operation: operation.to_owned(),
        class: FaultClass::Rejected,
        code: None,
        message: format!("the request cannot be sent: {reason}"),
    }
}
