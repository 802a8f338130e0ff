//! What is said above a page that is shown again.

use crate::answer::Failure;
use crate::refusals::refusal_text;
use crate::words::Words;
use loonbrug_hub::HubError;

/// What to say above the page that is shown again; what is no refusal stays a failure.
pub fn said(failure: Failure, w: Words) -> Result<String, Failure> {
    let refusal = match &failure {
        Failure::Wrong(dutch, english) => return Ok(w.t(dutch, english).to_owned()),
        Failure::Hub(error) => match &**error {
            HubError::Refused(refusal) => refusal,
            _ => return Err(failure),
        },
        _ => return Err(failure),
    };
    Ok(refusal_text(refusal, w.language))
}
