//! Spoilt answers: pages in place of answers, and answers that end too soon, come too late or cannot be read.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::http::{Response, StatusCode};
use futures::stream;

/// An HTML error page, as a gateway sends it.
pub fn page(status: u16) -> Response<Body> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let title = status.canonical_reason().unwrap_or("Error");
    let page =
        format!("<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n");
    let mut response = Response::new(Body::from(page));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

/// The gateway's answer to too many calls.
pub fn too_many(retry_after: Option<u64>) -> Response<Body> {
    let wait = retry_after.map_or_else(String::new, |seconds| format!(" Try again in {seconds} seconds."));
    let text = serde_json::json!({ "statusCode": 429, "message": format!("Rate limit is exceeded.{wait}") });
    let mut response = Response::new(Body::from(text.to_string()));
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The answer with something in the middle that is neither JSON nor XML.
pub async fn malformed(response: Response<Body>) -> Response<Body> {
    with_bytes(response, |whole| {
        let middle = whole.len() / 2;
        Body::from([&whole[..middle], b"<&\"{", &whole[middle..]].concat())
    })
    .await
}

/// The first half of the answer, as if it were all.
pub async fn truncated(response: Response<Body>) -> Response<Body> {
    with_bytes(response, |whole| Body::from(whole.slice(..whole.len() / 2))).await
}

/// The first half of the answer, and then the connection closes.
pub async fn broken_off(response: Response<Body>) -> Response<Body> {
    let mut length = 0;
    let mut response = with_bytes(response, |whole| {
        length = whole.len();
        let half = whole.slice(..whole.len() / 2);
        Body::from_stream(stream::iter([
            Ok(half),
            Err(std::io::Error::other("broken off on demand")),
        ]))
    })
    .await;
    response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    response
}

/// The answer in ten parts with a pause between them.
pub async fn dripping(response: Response<Body>, pause: Duration) -> Response<Body> {
    with_bytes(response, |whole| {
        let size = (whole.len() / 10).max(1);
        let parts = stream::unfold((whole, true), move |(mut rest, first)| async move {
            if rest.is_empty() {
                return None;
            }
            if !first {
                tokio::time::sleep(pause).await;
            }
            let part = rest.split_to(size.min(rest.len()));
            Some((Ok::<Bytes, std::io::Error>(part), (rest, false)))
        });
        Body::from_stream(parts)
    })
    .await
}

async fn with_bytes(response: Response<Body>, change: impl FnOnce(Bytes) -> Body) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let whole = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, change(whole))
}
