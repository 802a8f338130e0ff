//! What a write over SOAP may say, and what that means.

#[expect(dead_code, reason = "each test file uses its own part")]
mod soap;
#[expect(dead_code, reason = "each test file uses its own part")]
mod stub;

use axum::response::Response;
use loonbrug_nmbrs::capability::{Capability, Proof};
use loonbrug_nmbrs::{Fault, FaultClass, FaultCode};
use soap::{AGAIN, envelope, fault, halves, line, number, operation, requests, result, whole};
use stub::{Seen, Stub, http, raw};
use tokio::net::TcpListener;

async fn insert(answer: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> (Option<Fault>, usize) {
    let stub = Stub::start(answer).await;
    let outcome = halves(&stub).1.insert_hours(&line(), 2023, 4, false).await;
    (outcome.err(), stub.seen().len())
}

#[tokio::test]
async fn doubt_is_unknown_and_never_tried_again() {
    let name = "HourComponentVar_Insert";
    let answers: [fn(&Seen) -> Response; 10] = [
        |_| raw(502, "text/html", "<html>Bad gateway</html>"),
        |_| raw(200, "text/html", "<html>Maintenance</html>"),
        |_| raw(200, "application/json", "{}"),
        |_| raw(200, "text/xml", ""),
        |_| raw(500, "text/xml", "<oops/>"),
        |_| fault("9999: Unkown"),
        |_| envelope(200, "<Other_Response/>"),
        |seen| result(seen, ""),
        |seen| result(seen, "0"),
        |seen| result(seen, "seven"),
    ];
    for answer in answers {
        let (fault, requests) = insert(answer).await;
        let fault = fault.unwrap();
        assert_eq!((fault.class, requests), (FaultClass::Unknown, 1), "{fault}");
    }
    let answer = whole(&format!(
        "<{name}Response><{name}Result>77</{name}Result></{name}Response>"
    ));
    for length in (0..answer.len()).step_by(37) {
        let cut = answer[..length].to_owned();
        let (fault, _) = insert(move |_| raw(200, "text/xml", cut.clone())).await;
        assert_eq!(fault.unwrap().class, FaultClass::Unknown, "{length}");
    }
}

#[tokio::test]
async fn a_refusal_says_that_nothing_happened() {
    for (text, code) in [
        ("2001: Invalid Hour component", FaultCode::InvalidHourCode),
        ("2003: Unauthorized access", FaultCode::UnknownEmployee),
        ("2006: Invalid Period", FaultCode::InvalidPeriod),
        ("2011: Protected mode", FaultCode::ProtectedPeriod),
        ("2012: Wage tax declaration already sent", FaultCode::WageReturnSent),
        ("9999: TWK exception", FaultCode::ProtectedPeriod),
    ] {
        let (fault, _) = insert(move |_| fault(text)).await;
        let fault = fault.unwrap();
        assert_eq!((fault.class, fault.code), (FaultClass::Rejected, Some(code)), "{text}");
    }
}

#[tokio::test]
async fn a_refused_batch_may_have_been_stored_in_part() {
    let stub = Stub::start(|_| fault("2001: Invalid Hour component")).await;
    let fault = halves(&stub)
        .1
        .insert_hours_batch(&[line(), line()], 2023, 4, false)
        .await
        .unwrap_err();
    assert_eq!(
        (fault.class, fault.code),
        (FaultClass::Unknown, Some(FaultCode::InvalidHourCode))
    );
    assert_eq!(stub.seen().len(), 1);
}

#[tokio::test]
async fn too_many_calls_happened_not_and_nobody_there_neither() {
    let (fault, requests) = insert(|_| raw(429, "text/plain", "slow down")).await;
    assert_eq!((fault.unwrap().class, requests), (AGAIN, 1));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    drop(listener);
    let (_, writer) = soap::split(soap::connection(&base, http()));
    assert_eq!(
        writer
            .set_days(number(1200), 18, 2023, 4, false)
            .await
            .unwrap_err()
            .class,
        AGAIN
    );
}

#[tokio::test]
async fn a_row_that_is_not_there_cannot_be_deleted() {
    for (answer, class, code) in [
        ("false", FaultClass::Rejected, Some(FaultCode::NotFound)),
        ("perhaps", FaultClass::Unknown, None),
        ("", FaultClass::Unknown, None),
    ] {
        let stub = Stub::start(move |seen| result(seen, answer)).await;
        let fault = halves(&stub)
            .1
            .delete_hours(number(1200), number(77))
            .await
            .unwrap_err();
        assert_eq!((fault.class, fault.code), (class, code), "{answer}");
    }
}

async fn probe(
    capability: Capability,
    answer: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static,
) -> Result<Proof, Fault> {
    let stub = Stub::start(answer).await;
    halves(&stub).1.probe(capability).await
}

#[tokio::test]
async fn a_probe_writes_for_nobody_and_reads_the_refusal() {
    let writes = [
        Capability::InsertHours,
        Capability::InsertHoursBatch,
        Capability::UpdateHours,
        Capability::DeleteHours,
        Capability::SetDays,
        Capability::SetDaysBatch,
        Capability::InsertWages,
        Capability::InsertWagesBatch,
        Capability::UpdateWages,
        Capability::DeleteWages,
    ];
    for capability in writes {
        assert_eq!(
            probe(capability, |_| fault("1002: Unauthorized access")).await,
            Ok(Proof::Missing)
        );
        assert_eq!(
            probe(capability, |_| fault("2003: Unauthorized access")).await,
            Ok(Proof::Present)
        );
        assert_eq!(probe(capability, |_| fault("9999: Unkown")).await, Ok(Proof::Unproven));
        assert_eq!(probe(capability, |seen| result(seen, "0")).await, Ok(Proof::Unproven));
        let no_log_in = probe(capability, |_| fault("1001: Invalid Authentication")).await;
        assert_eq!(no_log_in.unwrap_err().class, FaultClass::Pause);
    }
    assert_eq!(
        probe(Capability::ReadHours, |_| fault("1002: Unauthorized access")).await,
        Ok(Proof::Unproven)
    );
}

#[tokio::test]
async fn the_requests_of_a_probe() {
    let stub = Stub::start(|_| fault("2003: Unauthorized access")).await;
    let (_, writer) = halves(&stub);
    for capability in Capability::ALL {
        writer.probe(capability).await.unwrap();
    }
    assert!(stub.seen().iter().all(|seen| !operation(seen).contains("_Clear")));
    insta::assert_snapshot!(requests(&stub), @r#"
    /soap/v3/EmployeeService.asmx HourComponentVar_Insert <EmployeeId>0</EmployeeId><Hourcomponent><Id>0</Id><HourCode>0</HourCode><Hours>0</Hours><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment></Comment></Hourcomponent><Period>1</Period><Year>2000</Year><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx HourComponentVar_Insert_Batch <HourComponents><EmployeeHourComponent><EmployeeId>0</EmployeeId><Id>0</Id><HourCode>0</HourCode><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Hours>0</Hours><Comment></Comment></EmployeeHourComponent></HourComponents><Period>1</Period><Year>2000</Year><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx HourComponent_Update <EmployeeId>0</EmployeeId><Hourcomponent><Id>0</Id><HourCode>0</HourCode><Hours>0</Hours><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment></Comment></Hourcomponent><EndPeriod>0</EndPeriod><EndYear>0</EndYear><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx HourComponent_Delete <EmployeeId>0</EmployeeId><HourComponentID>0</HourComponentID>
    /soap/v3/EmployeeService.asmx DaysVar_Set <EmployeeId>0</EmployeeId><Days>0</Days><Period>1</Period><Year>2000</Year><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx DaysVar_Set_Batch <EmployeesDaysWorked><DaysWorked><EmployeeId>0</EmployeeId><Days>0</Days><Period>1</Period><Year>2000</Year></DaysWorked></EmployeesDaysWorked><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx WageComponentVar_Insert <EmployeeId>0</EmployeeId><WageComponent><Id>0</Id><Code>0</Code><Value>0</Value><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment></Comment></WageComponent><Period>1</Period><Year>2000</Year><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx WageComponentVar_Insert_Batch <WageComponents><EmployeeWageComponent><EmployeeId>0</EmployeeId><Id>0</Id><Code>0</Code><Value>0</Value><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment></Comment></EmployeeWageComponent></WageComponents><Period>1</Period><Year>2000</Year><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx WageComponent_Update <EmployeeId>0</EmployeeId><WageComponent><Id>0</Id><Code>0</Code><Value>0</Value><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment></Comment></WageComponent><EndPeriod>0</EndPeriod><EndYear>0</EndYear><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx WageComponent_Delete <EmployeeId>0</EmployeeId><WageComponentID>0</WageComponentID>
    "#);
}
