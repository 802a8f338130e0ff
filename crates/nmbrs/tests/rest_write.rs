//! Writing over REST: what is sent, and what is known afterwards.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests; the writer is what is tested"
)]

#[expect(dead_code, reason = "each test file uses its own part")]
mod stub;

use axum::response::Response;
use loonbrug_domain::HundredthHours;
use loonbrug_nmbrs::capability::{Capability, Proof};
use loonbrug_nmbrs::{Fault, FaultClass, FaultCode, NewHours, Pace, RemoteId, Writer};
use serde_json::json;
use std::sync::atomic::Ordering;
use stub::{Seen, Stub, answer, broken_off, closes_after_the_request, connection, nobody, raw};

const EMPLOYEE: &str = "7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90";
const ROW: &str = "b1d9c7a2-0000-4000-8000-000000000001";

fn id(text: &str) -> RemoteId {
    RemoteId::parse(text).unwrap()
}

fn line(hundredths: i64) -> NewHours {
    NewHours {
        employee: id(EMPLOYEE),
        code: 2100,
        hours: HundredthHours(hundredths),
        comment: "Uren 01-04-2023 t/m 30-04-2023".to_owned(),
    }
}

fn writer(stub: &Stub) -> Writer {
    stub.connection().0.split().1
}

fn accepted(seen: &Seen) -> Response {
    match seen.method.as_str() {
        "POST" => answer(201, &json!({ "hourComponentId": ROW })),
        "PUT" => answer(200, &json!({ "hourComponentId": ROW })),
        _ => raw(204, "text/plain", ""),
    }
}

#[tokio::test]
async fn the_writes_as_they_are_sent() {
    let stub = Stub::start(accepted).await;
    let writer = writer(&stub);
    assert_eq!(writer.insert_hours(&line(1500), 2023, 4, false).await, Ok(id(ROW)));
    assert_eq!(writer.update_hours(id(ROW), &line(725), 2023, 3, true).await, Ok(()));
    assert_eq!(writer.delete_hours(id(EMPLOYEE), id(ROW)).await, Ok(()));
    assert_eq!(writer.set_days(id(EMPLOYEE), 3, 2023, 4, false).await, Ok(()));
    insta::assert_snapshot!(stub.lines(), @r#"
    POST /api/employees/7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90/variablehours {"hourCode":2100,"hours":15.0,"comment":"Uren 01-04-2023 t/m 30-04-2023","periodDetails":{"period":{"year":2023,"period":4},"unprotectedMode":false}}
    PUT /api/employees/7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90/variablehours {"hourComponentId":"b1d9c7a2-0000-4000-8000-000000000001","hourCode":2100,"hours":7.25,"comment":"Uren 01-04-2023 t/m 30-04-2023","periodDetails":{"period":{"year":2023,"period":3},"unprotectedMode":true}}
    DELETE /api/employees/7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90/hours/b1d9c7a2-0000-4000-8000-000000000001
    POST /api/employees/7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90/variabledays {"days":3,"periodDetails":{"period":{"year":2023,"period":4},"unprotectedMode":false}}
    "#);
}

/// The fault of an insert, and how often it was sent.
async fn insert(answer: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> (usize, Fault) {
    let stub = Stub::start(answer).await;
    let fault = writer(&stub)
        .insert_hours(&line(1500), 2023, 4, false)
        .await
        .unwrap_err();
    (stub.seen().len(), fault)
}

#[tokio::test]
async fn what_may_have_happened_is_unknown_and_never_repeated() {
    let outcomes = [
        insert(|_| raw(201, "application/json", "{\"hourCompo")).await,
        insert(|_| answer(201, &json!({ "hourComponentId": "row-12" }))).await,
        insert(|_| answer(201, &json!({}))).await,
        insert(|_| raw(201, "application/json", "")).await,
        insert(|_| raw(200, "text/html", "<html>Onderhoud</html>")).await,
        insert(|_| answer(500, &json!({ "title": "Error" }))).await,
        insert(|_| raw(502, "text/html", "<html>Bad gateway</html>")).await,
        insert(|_| raw(503, "text/html", "")).await,
        insert(|_| raw(302, "text/html", "")).await,
    ];
    for (sent, fault) in &outcomes {
        assert_eq!((*sent, fault.class), (1, FaultClass::Unknown), "{fault}");
    }
    insta::assert_snapshot!(outcomes.map(|(_, fault)| fault.message).join("\n"), @r"
    the answer cannot be read: EOF while parsing a string at line 1 column 11
    the answer cannot be read: UUID parsing failed: invalid character: found `r` at 0 at line 1 column 27
    the answer cannot be read: missing field `hourComponentId` at line 1 column 2
    the answer cannot be read: EOF while parsing a value at line 1 column 0
    a web page in place of an answer (200 OK), maintenance perhaps
    no answer of the application (500 Internal Server Error)
    no answer of the application (502 Bad Gateway)
    no answer of the application (503 Service Unavailable)
    no answer of the application (302 Found)
    ");
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_unknown() {
    let (sent, fault) = insert(|_| broken_off(201, "{\"hourComponentId\":")).await;
    assert_eq!((sent, fault.class), (1, FaultClass::Unknown));
    assert!(fault.message.starts_with("the answer broke off"), "{fault}");
}

#[tokio::test]
async fn a_connection_that_closes_after_the_request_is_unknown() {
    let base = closes_after_the_request().await;
    let (_, writer) = connection(&base, Pace::new(150, 1)).0.split();
    let fault = writer.insert_hours(&line(1500), 2023, 4, false).await.unwrap_err();
    assert_eq!(fault.class, FaultClass::Unknown, "{fault}");
}

#[tokio::test]
async fn where_nobody_listens_nothing_happened() {
    let (_, writer) = connection(&nobody().await, Pace::new(150, 1)).0.split();
    let fault = writer.insert_hours(&line(1500), 2023, 4, false).await.unwrap_err();
    assert_eq!(fault.class, FaultClass::Retry { after: None }, "{fault}");
}

#[tokio::test]
async fn what_is_refused_did_not_happen() {
    let refused = |status, detail| insert(move |_| answer(status, &json!({ "title": "Refused", "detail": detail })));
    let outcomes = [
        refused(400, "Hour code 2100 is not in the hour model.").await,
        refused(400, "Period 4 of 2023 is protected.").await,
        refused(400, "The comment is too long.").await,
        refused(403, "The scope employee.payment is missing.").await,
        refused(404, "").await,
        refused(409, "").await,
        refused(422, "").await,
    ];
    let shown = outcomes.map(|(sent, fault)| format!("{sent} × {:?}: {fault}", fault.class));
    insta::assert_snapshot!(shown.join("\n"), @r"
    1 × Rejected: POST /api/employees/{employeeId}/variablehours: 400 Bad Request; Refused: Hour code 2100 is not in the hour model; this hour code is not in the hour model of the company
    1 × Rejected: POST /api/employees/{employeeId}/variablehours: 400 Bad Request; Refused: Period 4 of 2023 is protected; the period is not open, send with retroactive effect or in the open period
    1 × Rejected: POST /api/employees/{employeeId}/variablehours: 400 Bad Request; Refused: The comment is too long
    1 × Pause: POST /api/employees/{employeeId}/variablehours: 403 Forbidden; Refused: The scope employee.payment is missing; log in at Nmbrs again and grant the scope of this call
    1 × Rejected: POST /api/employees/{employeeId}/variablehours: 404 Not Found; Refused; the employee is unknown, or not in a debtor of this log-in
    1 × Rejected: POST /api/employees/{employeeId}/variablehours: 409 Conflict; Refused
    1 × Rejected: POST /api/employees/{employeeId}/variablehours: 422 Unprocessable Entity; Refused
    ");
}

#[tokio::test]
async fn too_many_calls_wait_as_long_as_is_asked() {
    let (sent, fault) = insert(|_| {
        let mut response = answer(
            429,
            &json!({ "message": "Rate limit is exceeded. Try again in 12 seconds." }),
        );
        response.headers_mut().insert("retry-after", "12".parse().unwrap());
        response
    })
    .await;
    assert_eq!(
        (sent, fault.class),
        (
            1,
            FaultClass::Retry {
                after: Some(std::time::Duration::from_secs(12))
            }
        )
    );
}

/// A refused token means that nothing happened, so that the write is made once more.
#[tokio::test]
async fn a_write_with_a_refused_token_is_made_once_more() {
    let stub = Stub::start(|seen: &Seen| match seen.headers["authorization"].as_str() {
        "Bearer token-1" => accepted(seen),
        _ => answer(401, &json!({ "title": "Unauthorized" })),
    })
    .await;
    let (connection, tokens) = stub.connection();
    let (_, writer) = connection.split();
    assert_eq!(writer.insert_hours(&line(1500), 2023, 4, false).await, Ok(id(ROW)));
    let seen = stub.seen();
    assert_eq!((seen.len(), tokens.refusals.load(Ordering::SeqCst)), (2, 1));
    assert_eq!(seen[0].line(), seen[1].line());
}

#[tokio::test]
async fn what_the_interface_does_not_take_is_not_sent() {
    let stub = Stub::start(accepted).await;
    let writer = writer(&stub);
    let outcomes = [
        writer.insert_hours(&line(-1), 2023, 4, false).await.map(drop),
        writer.insert_hours(&line(100_001), 2023, 4, false).await.map(drop),
        writer.update_hours(id(ROW), &line(-1), 2023, 4, false).await,
        writer
            .update_hours(RemoteId::Number(77), &line(1), 2023, 4, false)
            .await,
        writer.set_days(id(EMPLOYEE), 1001, 2023, 4, false).await,
        writer.delete_hours(RemoteId::Number(1200), id(ROW)).await,
        writer.insert_hours_batch(&[line(1500)], 2023, 4, false).await,
        writer.set_days_batch(&[(id(EMPLOYEE), 3)], 2023, 4, false).await,
    ];
    for outcome in &outcomes {
        assert_eq!(outcome.as_ref().unwrap_err().class, FaultClass::Rejected);
    }
    insta::assert_snapshot!(outcomes.map(|outcome| outcome.unwrap_err().to_string()).join("\n"), @r"
    POST /api/employees/{employeeId}/variablehours: -0,01 hours of code 2100 cannot be sent: Nmbrs takes 0 to 1000
    POST /api/employees/{employeeId}/variablehours: 1.000,01 hours of code 2100 cannot be sent: Nmbrs takes 0 to 1000
    PUT /api/employees/{employeeId}/variablehours: -0,01 hours of code 2100 cannot be sent: Nmbrs takes 0 to 1000
    PUT /api/employees/{employeeId}/variablehours: 77 is an id of SOAP; convert the ids of this coupling to REST
    POST /api/employees/{employeeId}/variabledays: 1001 days cannot be sent: Nmbrs takes 0 to 1000
    DELETE /api/employees/{employeeId}/hours/{hourComponentId}: 1200 is an id of SOAP; convert the ids of this coupling to REST
    REST: inserting hours in batches is not offered over REST
    REST: setting days in batches is not offered over REST
    ");
    assert_eq!(stub.lines(), "");
}

#[tokio::test]
async fn a_probe_writes_for_nobody() {
    let stub = Stub::start(|_: &Seen| answer(404, &json!({ "title": "NotFound" }))).await;
    let writer = writer(&stub);
    for capability in [
        Capability::InsertHours,
        Capability::UpdateHours,
        Capability::DeleteHours,
        Capability::SetDays,
        Capability::InsertWages,
        Capability::UpdateWages,
        Capability::DeleteWages,
    ] {
        assert_eq!(writer.probe(capability).await, Ok(Proof::Present), "{capability:?}");
    }
    insta::assert_snapshot!(stub.lines(), @r#"
    POST /api/employees/00000000-0000-0000-0000-000000000000/variablehours {"hourCode":2100,"hours":0.0}
    PUT /api/employees/00000000-0000-0000-0000-000000000000/variablehours {"hourComponentId":"00000000-0000-0000-0000-000000000000","hourCode":2100,"hours":0.0}
    DELETE /api/employees/00000000-0000-0000-0000-000000000000/hours/00000000-0000-0000-0000-000000000000
    POST /api/employees/00000000-0000-0000-0000-000000000000/variabledays {"days":0}
    POST /api/employees/00000000-0000-0000-0000-000000000000/variablewagecomponent {"code":5090,"value":0.0}
    PUT /api/employees/00000000-0000-0000-0000-000000000000/variablewagecomponent {"variableWageComponentId":"00000000-0000-0000-0000-000000000000","code":5090,"value":0.0}
    DELETE /api/employees/00000000-0000-0000-0000-000000000000/wagecomponents/00000000-0000-0000-0000-000000000000
    "#);
}

#[tokio::test]
async fn what_a_probe_proves() {
    let probe = |status: u16, detail: &'static str| async move {
        let stub = Stub::start(move |_: &Seen| answer(status, &json!({ "title": "Refused", "detail": detail }))).await;
        writer(&stub).probe(Capability::InsertHours).await
    };
    assert_eq!(
        probe(403, "The scope employee.payment is missing.").await,
        Ok(Proof::Missing)
    );
    assert_eq!(probe(403, "").await, Ok(Proof::Missing));
    assert_eq!(probe(404, "").await, Ok(Proof::Present));
    assert_eq!(probe(400, "Unknown employee.").await, Ok(Proof::Present));
    assert_eq!(probe(400, "Invalid id.").await, Ok(Proof::Unproven));
    assert_eq!(probe(500, "").await, Ok(Proof::Unproven));
    assert_eq!(
        probe(401, "").await.unwrap_err().code,
        Some(FaultCode::InvalidAuthentication)
    );
    assert_eq!(
        probe(429, "").await.unwrap_err().class,
        FaultClass::Retry { after: None }
    );
}

#[tokio::test]
async fn what_is_not_written_one_by_one_is_not_probed() {
    let stub = Stub::start(accepted).await;
    let writer = writer(&stub);
    for capability in [
        Capability::ReadHours,
        Capability::InsertHoursBatch,
        Capability::CurrentPeriod,
        Capability::ReadWages,
        Capability::InsertWagesBatch,
    ] {
        assert_eq!(writer.probe(capability).await, Ok(Proof::Unproven), "{capability:?}");
    }
    assert_eq!(stub.lines(), "");
}
