//! Envelopes around what was answered.

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{Response, StatusCode};
use futures::stream;

use super::catalogue::{Operation, Service};
use super::envelope::Version;
use super::fault::Fault;
use super::pieces::Pieces;
use super::value::Value;
use super::writer::{Undeclared, Writer};

/// The answer of an operation, or the fault.
pub(super) fn written(
    service: &Service,
    operation: &Operation,
    version: Version,
    played: Result<Value<'_>, Fault>,
) -> Response<Body> {
    let answered = played.and_then(|value| {
        let mut out = opened(version);
        respond(service, operation, value, &mut out)?;
        Ok(out)
    });
    match answered {
        Ok(out) => closed(version, StatusCode::OK, out),
        Err(fault) => refused(version, &fault),
    }
}

/// A fault. Its status is 500 in both versions (medium confidence: 400 is possible for the sender's faults in 1.2).
pub(super) fn refused(version: Version, fault: &Fault) -> Response<Body> {
    if matches!(fault, Fault::Internal(_)) {
        tracing::error!(%fault, "the sandbox contradicts its table");
    }
    let mut out = opened(version);
    fault.write(version, &mut out);
    closed(version, StatusCode::INTERNAL_SERVER_ERROR, out)
}

pub(super) fn respond(
    service: &Service,
    operation: &Operation,
    value: Value<'_>,
    out: &mut Pieces,
) -> Result<(), Undeclared> {
    let name = &operation.name;
    let namespace = service.namespace();
    let Some(result) = operation.response.first() else {
        out.push(&format!("<{name}Response xmlns=\"{namespace}\" />"));
        return Ok(());
    };
    out.push(&format!("<{name}Response xmlns=\"{namespace}\">"));
    Writer { service, out }.element(result, value)?;
    out.push(&format!("</{name}Response>"));
    Ok(())
}

fn opened(version: Version) -> Pieces {
    let namespace = match version {
        Version::V11 => "http://schemas.xmlsoap.org/soap/envelope/",
        Version::V12 => "http://www.w3.org/2003/05/soap-envelope",
    };
    let mut out = Pieces::default();
    out.push(&format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"{namespace}\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">\
         <soap:Body>"
    ));
    out
}

fn closed(version: Version, status: StatusCode, mut out: Pieces) -> Response<Body> {
    out.push("</soap:Body></soap:Envelope>");
    let kind = match version {
        Version::V11 => "text/xml; charset=utf-8",
        Version::V12 => "application/soap+xml; charset=utf-8",
    };
    let mut pieces = out.finish();
    // A short answer tells its length; a long one goes out piece by piece.
    let body = match pieces.pop() {
        Some(only) if pieces.is_empty() => Body::from(only),
        last => Body::from_stream(stream::iter(
            pieces.into_iter().chain(last).map(Ok::<Bytes, std::io::Error>),
        )),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
