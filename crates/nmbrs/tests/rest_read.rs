//! Reading over REST, against a server that answers as the interface does.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its own part")]
mod stub;

use axum::response::Response;
use futures::StreamExt;
use loonbrug_nmbrs::{Fault, FaultClass, FaultCode, Pace, RecordContent, RecordKind, RemoteId};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use std::time::Duration;
use stub::{Seen, Stub, answer, broken_off, connection, page, raw};

const COMPANY: &str = "0f6a0d0e-5c1c-4a53-9d0b-6f3f0a2b7c11";
const EMPLOYEE: &str = "7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90";

fn id(text: &str) -> RemoteId {
    RemoteId::parse(text).unwrap()
}

/// An employee of the list, numbered.
fn employee(number: u32) -> Value {
    json!({
        "employeeId": format!("00000000-0000-4000-8000-{number:012}"),
        "employeeBasicInfo": { "employeeNumber": number, "lastName": "Visser", "employeeType": "payroll" }
    })
}

/// Pages with two employees each.
fn two_a_page(pages: u32) -> impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static {
    move |seen| {
        let number = seen.page();
        page(number, pages, &[employee(number * 2 - 1), employee(number * 2)])
    }
}

fn number(record: Result<loonbrug_nmbrs::EmployeeRecord, Fault>) -> i64 {
    match record.unwrap().content {
        RecordContent::Identity(identity) => identity.number,
        other => panic!("not an identity: {other:?}"),
    }
}

#[tokio::test]
async fn all_pages_are_read_in_order() {
    let stub = Stub::start(two_a_page(30)).await;
    let (connection, _) = stub.connection();
    let records = connection.reader().records(id(COMPANY), RecordKind::Identity);
    let numbers: Vec<i64> = records.map(number).collect().await;
    assert_eq!(numbers, (1..=60).collect::<Vec<_>>());

    let seen = stub.seen();
    assert_eq!(seen.len(), 30, "a call a page");
    let first = &seen[0];
    assert_eq!(first.path, format!("/api/companies/{COMPANY}/employees"));
    assert_eq!(
        (first.query["pageNumber"].as_str(), first.query["pageSize"].as_str()),
        ("1", "100")
    );
    assert_eq!(first.headers["authorization"], "Bearer token-0");
    assert_eq!(first.headers["x-subscription-key"], "subscription-key");
}

#[tokio::test]
async fn only_a_few_pages_are_read_ahead() {
    let stub = Stub::start(two_a_page(200)).await;
    let (connection, _) = stub.connection();
    let mut records = connection.reader().records(id(COMPANY), RecordKind::Identity);
    for expected in 1..=40 {
        assert_eq!(number(records.next().await.unwrap()), expected);
    }
    drop(records);
    let furthest = stub.seen().iter().map(Seen::page).max().unwrap();
    assert!(
        (20..=29).contains(&furthest),
        "20 pages were used, {furthest} were read"
    );
}

/// With one place among the calls in flight, a page read ahead must not keep it while nobody polls the stream.
#[tokio::test]
async fn a_stream_that_waits_does_not_hold_up_other_calls() {
    let stub = Stub::start(|seen: &Seen| match seen.path.as_str() {
        "/api/debtors" => page(1, 1, &[]),
        _ => two_a_page(20)(seen),
    })
    .await;
    let (connection, _) = connection(&stub.base, Pace::new(150, 1));
    let reader = connection.reader();
    let mut records = reader.records(id(COMPANY), RecordKind::Identity);
    assert_eq!(number(records.next().await.unwrap()), 1);
    let debtors = tokio::time::timeout(Duration::from_secs(15), reader.debtors()).await;
    assert_eq!(debtors.unwrap().unwrap(), []);
    assert_eq!(records.count().await, 39);
}

#[tokio::test]
async fn a_list_that_changes_while_it_is_read_is_an_error() {
    let stub = Stub::start(|seen: &Seen| match seen.page() {
        1 => page(1, 3, &[employee(1), employee(2)]),
        number => page(number, 4, &[employee(number)]),
    })
    .await;
    let (connection, _) = stub.connection();
    let records: Vec<_> = connection
        .reader()
        .records(id(COMPANY), RecordKind::Identity)
        .collect()
        .await;
    let fault = records.last().unwrap().as_ref().unwrap_err();
    assert_eq!(fault.class, FaultClass::Retry { after: None });
    insta::assert_snapshot!(fault, @"GET /api/companies/{companyId}/employees: the list changed while it was being read; read it again");
}

/// What comes of a list of employees when every answer is this one. The waits between the tries are real, so that all
/// forms are tried at once.
async fn outcome(answer: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> (usize, Fault) {
    let stub = Stub::start(answer).await;
    let (connection, _) = stub.connection();
    let mut records: Vec<_> = connection
        .reader()
        .records(id(COMPANY), RecordKind::Identity)
        .collect()
        .await;
    let fault = records.pop().unwrap().unwrap_err();
    assert!(records.is_empty(), "nothing comes of an answer that cannot be read");
    (stub.seen().len(), fault)
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_never_a_short_list() {
    let (truncated, broken, html, no_envelope, bare_list, error) = tokio::join!(
        outcome(|_| raw(
            200,
            "application/json",
            r#"{"pagination":{"pageNumber":1,"totalPages":1},"data":[{"#
        )),
        outcome(|_| broken_off(200, r#"{"pagination":{"pageNumber":1,"totalPages":1},"data":["#)),
        outcome(|_| raw(200, "text/html", "<html>Onderhoud</html>")),
        outcome(|_| answer(200, &json!({ "data": [] }))),
        outcome(|_| answer(200, &json!([]))),
        outcome(|_| answer(500, &json!({ "title": "Error" }))),
    );
    for (tries, fault) in [&truncated, &broken, &html, &no_envelope, &bare_list, &error] {
        assert_eq!((*tries, fault.class), (4, FaultClass::Retry { after: None }), "{fault}");
    }
    insta::assert_snapshot!(
        [truncated, html, no_envelope, error].map(|(_, fault)| fault.message).join("\n"),
        @r"
    the answer cannot be read: EOF while parsing an object at line 1 column 55
    a web page in place of an answer (200 OK), maintenance perhaps
    the answer cannot be read: missing field `pagination` at line 1 column 11
    no answer of the application (500 Internal Server Error)
    "
    );
    assert!(broken.1.message.starts_with("the answer broke off"), "{}", broken.1);
}

#[tokio::test]
async fn another_page_than_was_asked_is_an_error() {
    let (tries, fault) = outcome(|_| page(2, 2, &[])).await;
    assert_eq!((tries, fault.class), (1, FaultClass::Retry { after: None }));
    insta::assert_snapshot!(fault, @"GET /api/companies/{companyId}/employees: page 1 was asked, page 2 came");
}

#[tokio::test]
async fn an_answer_without_end_is_cut() {
    let chunk = "x".repeat(1024 * 1024);
    let stub = Stub::start(move |_: &Seen| {
        let chunk = chunk.clone();
        let chunks = futures::stream::repeat_with(move || Ok::<_, std::io::Error>(chunk.clone()));
        raw(200, "application/json", axum::body::Body::from_stream(chunks))
    })
    .await;
    let (connection, _) = stub.connection();
    let fault = connection.reader().debtors().await.unwrap_err();
    assert_eq!(fault.class, FaultClass::Rejected);
    insta::assert_snapshot!(fault, @"GET /api/debtors: the answer is larger than 16777216 bytes; check the configured address");
    assert_eq!(stub.seen().len(), 1, "again would be the same");
}

#[tokio::test]
async fn a_log_in_for_several_debtors_is_asked_debtor_by_debtor() {
    let debtor = |number: u32| format!("00000000-0000-4000-8000-{number:012}");
    let stub = Stub::start(move |seen: &Seen| match seen.path.as_str() {
        "/api/companies" => answer(403, &json!({ "title": "ForbiddenMultiDebtor.", "code": 4030 })),
        "/api/debtors" => {
            let rows = [1, 2].map(|number| json!({ "debtorId": debtor(number), "number": "1", "name": "Debiteur" }));
            page(1, 1, &rows)
        }
        path => {
            let owner = path.split('/').nth(3).unwrap();
            let company = owner.replacen('0', "1", 1);
            page(
                1,
                1,
                &[json!({ "companyId": company, "number": "12", "name": "Bakker", "debtorId": owner })],
            )
        }
    })
    .await;
    let (connection, _) = stub.connection();
    let companies = connection.reader().companies(None).await.unwrap();
    let owners: Vec<_> = companies
        .iter()
        .map(|company| company.debtor.unwrap().to_string())
        .collect();
    assert_eq!(
        owners,
        [
            "00000000-0000-4000-8000-000000000001",
            "00000000-0000-4000-8000-000000000002"
        ]
    );
}

#[tokio::test]
async fn hours_and_days_are_asked_for_a_period() {
    let stub = Stub::start(|seen: &Seen| {
        let row = match seen.path.rsplit('/').next().unwrap() {
            "variablehours" => {
                json!({ "hourComponentId": EMPLOYEE, "hourCode": "2100", "hours": 15, "comment": "" })
            }
            _ => json!({ "days": 3, "createdAt": "2023-05-01T06:00:00Z" }),
        };
        page(1, 1, &[row])
    })
    .await;
    let (connection, _) = stub.connection();
    let hours = connection.reader().hours(id(EMPLOYEE), 2023, 4).await.unwrap();
    insta::assert_json_snapshot!(hours, @r#"
    [
      {
        "id": {
          "uuid": "7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90"
        },
        "code": 2100,
        "hours": 1500,
        "comment": null,
        "created_at": null
      }
    ]
    "#);
    assert_eq!(connection.reader().days(id(EMPLOYEE), 2023, 4).await, Ok(3));
    for seen in stub.seen() {
        assert_eq!(
            (seen.query["year"].as_str(), seen.query["period"].as_str()),
            ("2023", "4")
        );
        assert!(
            seen.path.starts_with(&format!("/api/employees/{EMPLOYEE}/variable")),
            "{}",
            seen.path
        );
    }
}

#[tokio::test]
async fn hour_codes_come_by_code_and_once() {
    let code = |code: i64| json!({ "code": code, "description": format!("Code {code}") });
    let stub = Stub::start(move |_: &Seen| page(1, 1, &[6080, 2100, 6050, 2100].map(code))).await;
    let (connection, _) = stub.connection();
    let codes = connection.reader().hour_codes(id(COMPANY)).await.unwrap();
    assert_eq!(
        codes.iter().map(|code| code.code).collect::<Vec<_>>(),
        [2100, 6050, 6080]
    );
}

#[tokio::test]
async fn runs_are_asked_for_a_year() {
    let stub = Stub::start(|_: &Seen| page(1, 1, &[])).await;
    let (connection, _) = stub.connection();
    assert_eq!(connection.reader().runs(id(COMPANY), 2023).await, Ok(vec![]));
    assert_eq!(stub.seen()[0].query["year"], "2023");
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    let stub = Stub::start(|seen: &Seen| match seen.headers["authorization"].as_str() {
        "Bearer token-1" => page(1, 1, &[]),
        _ => answer(401, &json!({ "title": "Unauthorized" })),
    })
    .await;
    let (connection, tokens) = stub.connection();
    assert_eq!(connection.reader().debtors().await, Ok(vec![]));
    assert_eq!((stub.seen().len(), tokens.refusals.load(Ordering::SeqCst)), (2, 1));
}

/// A token that runs out while pages are read side by side: a refresh token serves once, so one call renews for all.
#[tokio::test]
async fn calls_that_are_refused_together_renew_once() {
    let stub = Stub::start(
        |seen: &Seen| match (seen.page(), seen.headers["authorization"].as_str()) {
            (1, _) | (_, "Bearer token-1") => two_a_page(20)(seen),
            _ => answer(401, &json!({ "title": "Unauthorized" })),
        },
    )
    .await;
    let (connection, tokens) = stub.connection();
    assert_eq!(
        connection
            .reader()
            .records(id(COMPANY), RecordKind::Identity)
            .count()
            .await,
        40
    );
    assert_eq!(tokens.refusals.load(Ordering::SeqCst), 1);
    assert!(stub.seen().len() > 21, "several were refused");
}

#[tokio::test]
async fn a_token_that_is_refused_again_pauses() {
    let stub = Stub::start(|_: &Seen| answer(401, &json!({ "title": "Unauthorized" }))).await;
    let (connection, tokens) = stub.connection();
    let fault = connection.reader().debtors().await.unwrap_err();
    assert_eq!(
        (fault.class, fault.code),
        (FaultClass::Pause, Some(FaultCode::InvalidAuthentication))
    );
    assert_eq!((stub.seen().len(), tokens.refusals.load(Ordering::SeqCst)), (2, 1));
}

/// A refresh would spend a token on a mistake that is not the token's.
#[tokio::test]
async fn a_wrong_subscription_key_renews_nothing() {
    let body = json!({ "statusCode": 401, "message": "Access denied due to invalid subscription key." });
    let stub = Stub::start(move |_: &Seen| answer(401, &body)).await;
    let (connection, tokens) = stub.connection();
    let fault = connection.reader().debtors().await.unwrap_err();
    assert_eq!(
        (fault.class, fault.code),
        (FaultClass::Pause, Some(FaultCode::Disabled))
    );
    assert_eq!((stub.seen().len(), tokens.refusals.load(Ordering::SeqCst)), (1, 0));
}

#[tokio::test]
async fn what_rest_does_not_offer_asks_nothing() {
    let stub = Stub::start(|_: &Seen| answer(404, &json!({}))).await;
    let (connection, _) = stub.connection();
    let reader = connection.reader();
    assert_eq!(reader.current_period(id(COMPANY)).await, Ok(None));
    insta::assert_snapshot!(reader.id_pairs(id(COMPANY), "Employee").await.unwrap_err(), @"REST: the conversion of the ids of Employee is not offered over REST");
    insta::assert_snapshot!(reader.hours(RemoteId::Number(1200), 2023, 4).await.unwrap_err(), @"GET /api/employees/{employeeId}/variablehours: 1200 is an id of SOAP; convert the ids of this coupling to REST");
    let records: Vec<_> = reader
        .records(RemoteId::Number(12), RecordKind::Contract)
        .collect()
        .await;
    assert_eq!(records[0].as_ref().unwrap_err().class, FaultClass::Rejected);
    assert_eq!(stub.lines(), "");
}

#[tokio::test]
async fn a_row_that_cannot_be_used_ends_the_stream() {
    let nameless = json!({
        "employeeId": EMPLOYEE, "employeeBasicInfo": { "employeeNumber": null, "employeeType": "payroll" }
    });
    let stub = Stub::start(move |_: &Seen| page(1, 1, &[employee(1), nameless.clone()])).await;
    let (connection, _) = stub.connection();
    let records: Vec<_> = connection
        .reader()
        .records(id(COMPANY), RecordKind::Identity)
        .collect()
        .await;
    assert_eq!(records.len(), 2);
    insta::assert_snapshot!(records[1].as_ref().unwrap_err(), @"GET /api/companies/{companyId}/employees: employee 7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90 has no employeeNumber");
}
