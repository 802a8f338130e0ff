//! Wage components over REST: the calls to the letter, and what the answers mean.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests; the writer is what is tested"
)]

#[expect(dead_code, reason = "each test file uses its own part")]
mod stub;

use axum::response::Response;
use loonbrug_domain::Cents;
use loonbrug_nmbrs::{Fault, FaultClass, FaultCode, NewWages, RemoteId, Writer};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use stub::{Seen, Stub, answer, page, raw};

const COMPANY: &str = "0b1f6a52-7d1a-4a53-9a43-7c3a10000001";
const EMPLOYEE: &str = "7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90";
const SOMEBODY_ELSE: &str = "7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c91";
const ROW: &str = "b1d9c7a2-0000-4000-8000-000000000001";

fn id(text: &str) -> RemoteId {
    RemoteId::parse(text).unwrap()
}

fn meals(cents: i64) -> NewWages {
    NewWages {
        employee: id(EMPLOYEE),
        code: 5090,
        value: Cents(cents),
        comment: "Maaltijden april".to_owned(),
    }
}

fn writer(stub: &Stub) -> Writer {
    stub.connection().0.split().1
}

fn accepted(seen: &Seen) -> Response {
    match seen.method.as_str() {
        "POST" => answer(201, &json!({ "variableWageComponentId": ROW })),
        "PUT" => answer(200, &json!({ "variableWageComponentId": ROW })),
        _ => raw(204, "text/plain", ""),
    }
}

fn of(employee: &str, value: &Value) -> Value {
    json!({ "employeeId": employee, "variablewagecomponents": [{
        "variableWageComponentId": ROW, "code": "5090", "value": value, "comment": "Maaltijden [LB-1]",
        "costCenterId": null, "costUnitId": null }] })
}

#[tokio::test]
async fn the_wages_of_one_employee_are_asked_of_the_company() {
    // The second row is somebody else's: the filter was passed over.
    let rows = [of(EMPLOYEE, &json!(13.5)), of(SOMEBODY_ELSE, &json!(18))];
    let stub = Stub::start(move |_| page(1, 1, &rows)).await;
    let reader = stub.connection().0.reader();
    let wages = reader.wages(id(COMPANY), id(EMPLOYEE), 2023, 4).await.unwrap();
    insta::assert_json_snapshot!(wages, @r#"
    [
      {
        "id": {
          "uuid": "b1d9c7a2-0000-4000-8000-000000000001"
        },
        "code": 5090,
        "value": 1350,
        "comment": "Maaltijden [LB-1]"
      }
    ]
    "#);
    insta::assert_snapshot!(stub.lines(), @"GET /api/companies/0b1f6a52-7d1a-4a53-9a43-7c3a10000001/employees/variablewagecomponents");
    let query: BTreeMap<String, String> = stub.seen()[0].query.clone().into_iter().collect();
    insta::assert_compact_json_snapshot!(query, @r#"
    {
      "employeeId": "7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90",
      "pageNumber": "1",
      "pageSize": "100",
      "period": "4",
      "year": "2023"
    }
    "#);
}

#[tokio::test]
async fn wages_that_cannot_be_read_are_never_no_wages() {
    let read = |row: Value| async move {
        let stub = Stub::start(move |_| page(1, 1, std::slice::from_ref(&row))).await;
        let reader = stub.connection().0.reader();
        reader.wages(id(COMPANY), id(EMPLOYEE), 2023, 4).await
    };
    insta::assert_snapshot!(read(of(EMPLOYEE, &json!(7.333))).await.unwrap_err(), @"GET /api/companies/{companyId}/employees/variablewagecomponents: wage component b1d9c7a2-0000-4000-8000-000000000001 of code 5090 holds 7.333, which is not a number of two decimals; correct it in Nmbrs");
    let without_wrapper = json!({ "employeeId": EMPLOYEE, "wages": [] });
    assert!(read(without_wrapper).await.is_err());
    // Somebody without wage components may be left out of the list (inference).
    assert_eq!(read(of(SOMEBODY_ELSE, &json!(18))).await, Ok(vec![]));
}

#[tokio::test]
async fn the_wage_codes_are_not_told() {
    let stub = Stub::start(accepted).await;
    let reader = stub.connection().0.reader();
    assert_eq!(reader.wage_codes(id(COMPANY)).await, Ok(None));
    assert_eq!(stub.lines(), "");
}

#[tokio::test]
async fn the_writes_as_they_are_sent() {
    let stub = Stub::start(accepted).await;
    let writer = writer(&stub);
    assert_eq!(writer.insert_wages(&meals(1350), 2023, 4, false).await, Ok(id(ROW)));
    assert_eq!(writer.update_wages(id(ROW), &meals(1800), 2023, 3, true).await, Ok(()));
    assert_eq!(writer.delete_wages(id(EMPLOYEE), id(ROW)).await, Ok(()));
    insta::assert_snapshot!(stub.lines(), @r#"
    POST /api/employees/7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90/variablewagecomponent {"code":5090,"value":13.5,"comment":"Maaltijden april","periodDetails":{"year":2023,"period":4},"unprotectedMode":false}
    PUT /api/employees/7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90/variablewagecomponent {"variableWageComponentId":"b1d9c7a2-0000-4000-8000-000000000001","code":5090,"value":18.0,"comment":"Maaltijden april","periodDetails":{"year":2023,"period":3},"unprotectedMode":true}
    DELETE /api/employees/7f0b2a5e-3f44-4c0e-8f57-0a8b3f7d2c90/wagecomponents/b1d9c7a2-0000-4000-8000-000000000001
    "#);
}

/// The faults of each write after this answer; each was sent once.
async fn faults(answer: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> [Fault; 3] {
    let stub = Stub::start(answer).await;
    let writer = writer(&stub);
    let faults = [
        writer.insert_wages(&meals(1350), 2023, 4, false).await.unwrap_err(),
        writer
            .update_wages(id(ROW), &meals(1800), 2023, 4, false)
            .await
            .unwrap_err(),
        writer.delete_wages(id(EMPLOYEE), id(ROW)).await.unwrap_err(),
    ];
    assert_eq!(stub.seen().len(), faults.len());
    faults
}

#[tokio::test]
async fn what_may_have_happened_is_unknown_and_never_repeated() {
    let answers: [fn(&Seen) -> Response; 4] = [
        |_| answer(500, &json!({ "title": "Error" })),
        |_| raw(502, "text/html", "<html>Bad gateway</html>"),
        |_| raw(200, "text/html", "<html>Onderhoud</html>"),
        |_| raw(302, "text/html", ""),
    ];
    for answer in answers {
        for fault in faults(answer).await {
            assert_eq!(fault.class, FaultClass::Unknown, "{fault}");
        }
    }
    for body in ["{\"variableWageCompo", "{}", "", r#"{"hourComponentId":"x"}"#] {
        let stub = Stub::start(move |_| raw(201, "application/json", body)).await;
        let fault = writer(&stub)
            .insert_wages(&meals(1350), 2023, 4, false)
            .await
            .unwrap_err();
        assert_eq!((fault.class, stub.seen().len()), (FaultClass::Unknown, 1), "{body}");
    }
}

#[tokio::test]
async fn what_is_refused_did_not_happen() {
    let refused = |status, title| faults(move |_| answer(status, &json!({ "title": title })));
    let [insert, update, _] = refused(400, "InvalidWageCode").await;
    for fault in [&insert, &update] {
        assert_eq!(
            (fault.class, fault.code),
            (FaultClass::Rejected, Some(FaultCode::InvalidWageCode))
        );
    }
    insta::assert_snapshot!(insert, @"POST /api/employees/{employeeId}/variablewagecomponent: 400 Bad Request; InvalidWageCode; this wage code is not in the wage model of the company");
    let gone = refused(404, "NotFound").await.map(|fault| fault.code);
    let missing = Some(FaultCode::NotFound);
    assert_eq!(gone, [Some(FaultCode::UnknownEmployee), missing, missing]);
    for fault in refused(403, "The scope employee.payment is missing").await {
        assert_eq!(
            (fault.class, fault.code),
            (FaultClass::Pause, Some(FaultCode::UnauthorisedMethod))
        );
    }
}

#[tokio::test]
async fn what_the_interface_does_not_take_is_not_sent() {
    let stub = Stub::start(accepted).await;
    let writer = writer(&stub);
    let number = RemoteId::Number(77);
    let outcomes = [
        writer.insert_wages(&meals(-1), 2023, 4, false).await.map(drop),
        writer.update_wages(id(ROW), &meals(-1), 2023, 4, false).await,
        writer.update_wages(number, &meals(1), 2023, 4, false).await,
        writer.delete_wages(number, id(ROW)).await,
        writer.insert_wages_batch(&[meals(1350)], 2023, 4, false).await,
    ];
    for outcome in &outcomes {
        assert_eq!(outcome.as_ref().unwrap_err().class, FaultClass::Rejected);
    }
    insta::assert_snapshot!(outcomes.map(|outcome| outcome.unwrap_err().to_string()).join("\n"), @"
    POST /api/employees/{employeeId}/variablewagecomponent: € -0,01 of wage code 5090 cannot be sent: only 0 to 10000000 can
    PUT /api/employees/{employeeId}/variablewagecomponent: € -0,01 of wage code 5090 cannot be sent: only 0 to 10000000 can
    PUT /api/employees/{employeeId}/variablewagecomponent: 77 is an id of SOAP; convert the ids of this coupling to REST
    DELETE /api/employees/{employeeId}/wagecomponents/{wagecomponentId}: 77 is an id of SOAP; convert the ids of this coupling to REST
    REST: inserting wage components in batches is not offered over REST
    ");
    assert_eq!(stub.lines(), "");
}
