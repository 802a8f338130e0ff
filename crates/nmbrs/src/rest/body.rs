//! The body of an answer, up to a size.

use crate::transport::chain;
use reqwest::Response;

/// Why a body could not be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BodyError {
    /// It ended before its end.
    #[error("the answer broke off: {0}")]
    BrokeOff(String),
    /// Repeating would bring the same again.
    #[error("the answer is larger than {largest} bytes; check the configured address")]
    TooLarge {
        /// The most that was to be read.
        largest: usize,
    },
}

/// The body, whole.
pub(crate) async fn collected(mut response: Response, largest: usize) -> Result<Vec<u8>, BodyError> {
    let mut body = Vec::new();
    loop {
        let chunk = response.chunk().await;
        let chunk = chunk.map_err(|error| BodyError::BrokeOff(chain(&error.without_url())))?;
        let Some(chunk) = chunk else { return Ok(body) };
        if body.len() + chunk.len() > largest {
            return Err(BodyError::TooLarge { largest });
        }
        body.extend_from_slice(&chunk);
    }
}
