//! A stub that speaks SOAP, around the common one.
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

use crate::stub::{Seen, Stub, http, raw};
use axum::response::Response;
use futures::StreamExt;
use loonbrug_domain::HundredthHours;
use loonbrug_nmbrs::{
    Connection, EmployeeRecords, Fault, FaultClass, HttpClient, NewHours, Pace, Reader, RemoteId, SoapAccess, Writer,
};
use url::Url;

/// Repeated at once.
pub const AGAIN: FaultClass = FaultClass::Retry { after: None };

pub fn number(number: i64) -> RemoteId {
    RemoteId::Number(number)
}

/// 7,5 hours of code 2100 for employee 1200.
pub fn line() -> NewHours {
    NewHours {
        employee: number(1200),
        code: 2100,
        hours: HundredthHours(750),
        comment: "Uren & meer".to_owned(),
    }
}

/// Both halves of a connection over SOAP to a stub.
pub fn halves(stub: &Stub) -> (Reader, Writer) {
    split(connection(&stub.base, http()))
}

/// A connection over SOAP to an address.
pub fn connection(base: &Url, http: HttpClient) -> Connection {
    let access = SoapAccess {
        base: base.join("soap/v3/").unwrap(),
        email: "salaris@example.nl".to_owned(),
        token: "nmbrs-token".into(),
        domain: Some("voorbeeld".to_owned()),
    };
    Connection::soap(access, http, Pace::new(150, 8))
}

#[expect(clippy::disallowed_methods, reason = "the writer is what is tested")]
pub fn split(connection: Connection) -> (Reader, Writer) {
    connection.split()
}

/// The operation that a request asks for.
pub fn operation(seen: &Seen) -> &str {
    seen.headers["soapaction"].trim_matches('"').rsplit('/').next().unwrap()
}

/// The parameters of a request: what is inside the element of the operation.
pub fn parameters(seen: &Seen) -> &str {
    let body = seen
        .body
        .split("<soap:Body>")
        .nth(1)
        .unwrap()
        .split("</soap:Body>")
        .next()
        .unwrap();
    let inside = body.split_once('>').unwrap().1;
    inside.strip_suffix(&format!("</{}>", operation(seen))).unwrap()
}

/// `/soap/v3/EmployeeService.asmx DaysVar_Get <EmployeeId>…`, one line a request.
pub fn requests(stub: &Stub) -> String {
    let line = |seen: &Seen| {
        format!("{} {} {}", seen.path, operation(seen), parameters(seen))
            .trim_end()
            .to_owned()
    };
    stub.seen().iter().map(line).collect::<Vec<_>>().join("\n")
}

/// An answer with this result to the operation that was asked for.
pub fn result(seen: &Seen, result: &str) -> Response {
    let name = operation(seen);
    envelope(
        200,
        &format!("<{name}Response><{name}Result>{result}</{name}Result></{name}Response>"),
    )
}

/// A SOAP fault as the server words it, with this code and text.
pub fn fault(text: &str) -> Response {
    envelope(
        500,
        &format!(
            "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>System.Web.Services.Protocols.SoapException: \
             Server was unable to process request. ---&gt; {text}\n   at Nmbrs.Api</faultstring><detail /></soap:Fault>"
        ),
    )
}

pub fn envelope(status: u16, body: &str) -> Response {
    raw(status, "text/xml; charset=utf-8", whole(body))
}

/// The text of an envelope.
pub fn whole(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
         <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>{body}</soap:Body></soap:Envelope>"
    )
}

/// Every record of a stream up to its end, and the fault that it ended with.
pub async fn all(records: EmployeeRecords) -> (Vec<String>, Option<Fault>) {
    let (mut list, mut end) = (Vec::new(), None);
    let mut records = records;
    while let Some(record) = records.next().await {
        match record {
            Ok(record) => list.push(format!("{} {:?}", record.employee, record.content)),
            Err(fault) => end = Some(fault),
        }
    }
    (list, end)
}
