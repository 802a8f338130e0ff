//! Wage components over SOAP: the requests to the letter, and what the answers mean.
#![expect(clippy::unwrap_used, reason = "a fault that does not come is a failed test")]

#[expect(dead_code, reason = "each test file uses its own part")]
mod soap;
#[expect(dead_code, reason = "each test file uses its own part")]
mod stub;

use axum::response::Response;
use loonbrug_domain::Cents;
use loonbrug_nmbrs::{Fault, FaultClass, FaultCode, NewWages};
use soap::{fault, halves, number, operation, requests, result};
use stub::{Seen, Stub, raw};

/// € 13,50 of code 5090 for employee 1200.
fn meals() -> NewWages {
    NewWages {
        employee: number(1200),
        code: 5090,
        value: Cents(1350),
        comment: "Maaltijden & meer".to_owned(),
    }
}

fn answer(seen: &Seen) -> Response {
    match operation(seen) {
        "WageComponentVar_Get" => result(
            seen,
            "<WageComponent><Id>12</Id><Code>5090</Code><Value>13.5000</Value></WageComponent>\
             <WageComponent><Id>13</Id><Code>5131</Code><Value>-0.25</Value></WageComponent>",
        ),
        "WageModel_GetWageCodes" => result(
            seen,
            "<WageCode><Code>5131</Code><Description>Reiskosten</Description></WageCode>\
             <WageCode><Code>5090</Code><Description>Maaltijden</Description></WageCode>",
        ),
        "WageModel2_GetWageCodes" => result(
            seen,
            "<WageCode><Code>5090</Code><Description>Maaltijden (2)</Description></WageCode>",
        ),
        "WageComponentVar_Insert" => result(seen, "77"),
        "WageComponent_Update" | "WageComponent_Delete" => result(seen, "true"),
        _ => result(seen, ""),
    }
}

#[tokio::test]
async fn every_read() {
    let stub = Stub::start(answer).await;
    let (reader, _) = halves(&stub);
    let codes = reader.wage_codes(number(33)).await.unwrap();
    insta::assert_compact_json_snapshot!(codes, @r#"[{"code": 5090, "description": "Maaltijden"}, {"code": 5131, "description": "Reiskosten"}]"#);
    let rows = reader.wages(number(33), number(1200), 2023, 4).await.unwrap();
    insta::assert_compact_json_snapshot!(rows, @r#"
    [
      {
        "id": {
          "number": 12
        },
        "code": 5090,
        "value": 1350,
        "comment": null
      },
      {
        "id": {
          "number": 13
        },
        "code": 5131,
        "value": -25,
        "comment": null
      }
    ]
    "#);
    insta::assert_snapshot!(requests(&stub), @"
    /soap/v3/CompanyService.asmx WageModel_GetWageCodes <CompanyId>33</CompanyId>
    /soap/v3/CompanyService.asmx WageModel2_GetWageCodes <CompanyId>33</CompanyId>
    /soap/v3/EmployeeService.asmx WageComponentVar_Get <EmployeeId>1200</EmployeeId><Period>4</Period><Year>2023</Year>
    ");
}

#[tokio::test]
async fn every_write() {
    let stub = Stub::start(answer).await;
    let (_, writer) = halves(&stub);
    let back = NewWages {
        value: Cents(-25),
        ..meals()
    };
    assert_eq!(writer.insert_wages(&meals(), 2023, 4, false).await, Ok(number(77)));
    writer.insert_wages(&back, 2023, 3, true).await.unwrap();
    writer
        .insert_wages_batch(&[meals(), back], 2023, 4, false)
        .await
        .unwrap();
    writer.update_wages(number(77), &meals(), 2023, 4, true).await.unwrap();
    writer.delete_wages(number(1200), number(77)).await.unwrap();
    insta::assert_snapshot!(requests(&stub), @r#"
    /soap/v3/EmployeeService.asmx WageComponentVar_Insert <EmployeeId>1200</EmployeeId><WageComponent><Id>0</Id><Code>5090</Code><Value>13.5</Value><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment>Maaltijden &amp; meer</Comment></WageComponent><Period>4</Period><Year>2023</Year><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx WageComponentVar_Insert <EmployeeId>1200</EmployeeId><WageComponent><Id>0</Id><Code>5090</Code><Value>-0.25</Value><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment>Maaltijden &amp; meer</Comment></WageComponent><Period>3</Period><Year>2023</Year><UnprotectedMode>true</UnprotectedMode>
    /soap/v3/EmployeeService.asmx WageComponentVar_Insert_Batch <WageComponents><EmployeeWageComponent><EmployeeId>1200</EmployeeId><Id>0</Id><Code>5090</Code><Value>13.5</Value><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment>Maaltijden &amp; meer</Comment></EmployeeWageComponent><EmployeeWageComponent><EmployeeId>1200</EmployeeId><Id>0</Id><Code>5090</Code><Value>-0.25</Value><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment>Maaltijden &amp; meer</Comment></EmployeeWageComponent></WageComponents><Period>4</Period><Year>2023</Year><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx WageComponent_Update <EmployeeId>1200</EmployeeId><WageComponent><Id>77</Id><Code>5090</Code><Value>13.5</Value><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment>Maaltijden &amp; meer</Comment></WageComponent><EndPeriod>0</EndPeriod><EndYear>0</EndYear><UnprotectedMode>true</UnprotectedMode>
    /soap/v3/EmployeeService.asmx WageComponent_Delete <EmployeeId>1200</EmployeeId><WageComponentID>77</WageComponentID>
    "#);
}

#[tokio::test]
async fn a_batch_has_1_to_500_rows() {
    let stub = Stub::start(answer).await;
    let (_, writer) = halves(&stub);
    for rows in [0, 501] {
        let fault = writer.insert_wages_batch(&vec![meals(); rows], 2023, 4, false).await;
        assert_eq!(fault.unwrap_err().class, FaultClass::Rejected, "{rows}");
    }
    assert!(stub.seen().is_empty());
    writer
        .insert_wages_batch(&vec![meals(); 500], 2023, 4, false)
        .await
        .unwrap();
}

/// The faults of each write after this answer; each was sent once.
async fn faults(answer: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> [Fault; 4] {
    let stub = Stub::start(answer).await;
    let (_, writer) = halves(&stub);
    let faults = [
        writer.insert_wages(&meals(), 2023, 4, false).await.unwrap_err(),
        writer.insert_wages_batch(&[meals()], 2023, 4, false).await.unwrap_err(),
        writer
            .update_wages(number(77), &meals(), 2023, 4, false)
            .await
            .unwrap_err(),
        writer.delete_wages(number(1200), number(77)).await.unwrap_err(),
    ];
    assert_eq!(stub.seen().len(), faults.len());
    faults
}

#[tokio::test]
async fn doubt_is_unknown_and_never_tried_again() {
    let answers: [fn(&Seen) -> Response; 4] = [
        |_| raw(502, "text/html", "<html>Bad gateway</html>"),
        |_| raw(200, "text/xml", ""),
        |_| raw(200, "text/xml", "<soap:Envelope"),
        |_| fault("9999: Unkown"),
    ];
    for answer in answers {
        for fault in faults(answer).await {
            assert_eq!(fault.class, FaultClass::Unknown, "{fault}");
        }
    }
}

#[tokio::test]
async fn a_refusal_says_that_nothing_happened_but_of_a_batch() {
    let [insert, batch, update, delete] = faults(|_| fault("2002: Invalid Wage component")).await;
    let code = Some(FaultCode::InvalidWageCode);
    for fault in [&insert, &update, &delete] {
        assert_eq!((fault.class, fault.code), (FaultClass::Rejected, code), "{fault}");
    }
    assert_eq!((batch.class, batch.code), (FaultClass::Unknown, code));
    insta::assert_snapshot!(insert, @"EmployeeService.WageComponentVar_Insert: 2002: Invalid Wage component; this wage code is not in the wage model of the company");
}

#[tokio::test]
async fn an_answer_that_is_not_the_promised_one() {
    for (answer, insert, change) in [
        ("false", FaultClass::Unknown, FaultClass::Rejected),
        ("0", FaultClass::Unknown, FaultClass::Rejected),
        ("perhaps", FaultClass::Unknown, FaultClass::Unknown),
        ("", FaultClass::Unknown, FaultClass::Unknown),
    ] {
        let stub = Stub::start(move |seen| result(seen, answer)).await;
        let (_, writer) = halves(&stub);
        let inserted = writer.insert_wages(&meals(), 2023, 4, false).await.unwrap_err();
        assert_eq!(inserted.class, insert, "{answer}");
        let updated = writer.update_wages(number(77), &meals(), 2023, 4, false).await;
        let deleted = writer.delete_wages(number(1200), number(77)).await;
        for fault in [updated.unwrap_err(), deleted.unwrap_err()] {
            assert_eq!(fault.class, change, "{answer}: {fault}");
            assert_eq!(fault.code.is_some(), change == FaultClass::Rejected, "{fault}");
        }
    }
}
