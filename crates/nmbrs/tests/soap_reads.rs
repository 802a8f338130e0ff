//! What is read over SOAP, and what happens when the answer is not one.

#[expect(dead_code, reason = "each test file uses its own part")]
mod soap;
#[expect(dead_code, reason = "each test file uses its own part")]
mod stub;

use axum::response::Response;
use loonbrug_domain::{Frequency, PayPeriod};
use loonbrug_nmbrs::{Fault, FaultClass, FaultCode, RecordKind, measure};
use soap::{AGAIN, all, envelope, fault, halves, number, operation, result, whole};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use stub::{Seen, Stub, raw};

/// One person, `De Vries` or whoever else, in a list.
fn employee(id: u32, name: &str) -> String {
    format!("<Employee><Id>{id}</Id><Number>{id}</Number><DisplayName>{name}</DisplayName></Employee>")
}

/// A company with two kinds in the payroll; employee 2 is moving from one to the other.
fn people(seen: &Seen) -> Response {
    let asks_for = |kind: &str| seen.body.contains(&format!("<EmployeeType>{kind}</EmployeeType>"));
    match operation(seen) {
        "EmployeeType_GetList" => result(
            seen,
            "<EmployeeType><Id>5</Id><Description>Oud-medewerker</Description></EmployeeType>\
             <EmployeeType><Id>9</Id><Description>Sollicitant</Description></EmployeeType>\
             <EmployeeType><Id>3</Id><Description>Medewerker</Description></EmployeeType>",
        ),
        _ if asks_for("3") => result(seen, &(employee(1, "Jan") + &employee(2, "Piet"))),
        _ => result(seen, &(employee(2, "Piet") + &employee(4, "Klaas"))),
    }
}

#[tokio::test]
async fn identities_of_all_payroll_types_come_as_one_list() {
    let stub = Stub::start(people).await;
    let (records, end) = all(halves(&stub).0.records(number(33), RecordKind::Identity)).await;
    assert_eq!(end, None);
    insta::assert_snapshot!(records.join("\n"), @r#"
    1 Identity(Identity { number: 1, display_name: "Jan", kind: Payroll })
    2 Identity(Identity { number: 2, display_name: "Piet", kind: Payroll })
    4 Identity(Identity { number: 4, display_name: "Klaas", kind: FormerPayroll })
    "#);
}

#[tokio::test]
async fn a_company_whose_types_are_unknown_is_a_fault_and_not_empty() {
    let stub = Stub::start(|seen| {
        result(
            seen,
            "<EmployeeType><Id>1</Id><Description>Type A</Description></EmployeeType>",
        )
    })
    .await;
    let (records, end) = all(halves(&stub).0.records(number(33), RecordKind::Identity)).await;
    assert!(records.is_empty());
    insta::assert_snapshot!(end.unwrap(), @"EmployeeService.EmployeeType_GetList: none of these types of employee is known as payroll: Type A");
}

#[tokio::test]
async fn a_list_that_breaks_off_ends_with_a_fault() {
    let row = "<EmployeeEmploymentItem><EmployeeId>1</EmployeeId><EmployeeEmployments/></EmployeeEmploymentItem>";
    let stub = Stub::start(move |seen| {
        let name = operation(seen);
        let start = whole(&format!("<{name}Response><{name}Result>{row}{row}"));
        raw(200, "text/xml", start.split("</soap:Body>").next().unwrap().to_owned())
    })
    .await;
    let (records, end) = all(halves(&stub).0.records(number(33), RecordKind::Employment)).await;
    assert_eq!(records.len(), 2);
    assert_eq!(end.unwrap().class, AGAIN);
}

#[tokio::test]
async fn codes_of_both_models_come_once_by_code() {
    let stub = Stub::start(|seen| {
        let code = |code: u32| {
            format!(
                "<HourCode><Code>{code}</Code><Description>{}</Description></HourCode>",
                operation(seen)
            )
        };
        let codes = if operation(seen) == "HourModel_GetHourCodes" {
            [4100, 2100]
        } else {
            [2190, 2100]
        };
        result(seen, &codes.map(code).concat())
    })
    .await;
    let codes = halves(&stub).0.hour_codes(number(33)).await.unwrap();
    let codes: Vec<String> = codes
        .iter()
        .map(|code| format!("{} {}", code.code, code.description))
        .collect();
    assert_eq!(
        codes,
        [
            "2100 HourModel_GetHourCodes",
            "2190 HourModel2_GetHourCodes",
            "4100 HourModel_GetHourCodes"
        ]
    );
}

#[tokio::test]
async fn the_current_period_is_read_or_refused() {
    let stub = Stub::start(|seen| result(seen, "2023-5-4W")).await;
    let period = PayPeriod {
        year: 2023,
        number: 5,
        frequency: Frequency::FourWeekly,
    };
    assert_eq!(halves(&stub).0.current_period(number(33)).await, Ok(Some(period)));
    let stub = Stub::start(|seen| result(seen, "mei")).await;
    let fault = halves(&stub).0.current_period(number(33)).await.unwrap_err();
    assert_eq!(fault.class, FaultClass::Rejected);
}

#[tokio::test]
async fn companies_of_a_debtor_know_their_debtor() {
    let stub = Stub::start(|seen| result(seen, "<Company><ID>33</ID><Number>1</Number></Company>")).await;
    let (reader, _) = halves(&stub);
    assert_eq!(
        reader.companies(Some(&number(7))).await.unwrap()[0].debtor,
        Some(number(7))
    );
    assert_eq!(reader.companies(None).await.unwrap()[0].debtor, None);
}

/// Fails so many times, then answers 18 days; gives the outcome and the number of requests.
async fn days_after(
    failures: usize,
    failure: impl Fn() -> Response + Clone + Send + Sync + 'static,
) -> (Result<i64, Fault>, usize) {
    let count = Arc::new(AtomicUsize::new(0));
    let stub = Stub::start(move |seen| {
        if count.fetch_add(1, Ordering::SeqCst) < failures {
            failure()
        } else {
            result(seen, "18")
        }
    })
    .await;
    let days = halves(&stub).0.days(number(1200), 2023, 4).await;
    (days, stub.seen().len())
}

/// A failure that asks to be asked again at once.
fn unavailable(status: u16) -> Response {
    let mut response = raw(status, "text/html", "<html>Maintenance</html>");
    response
        .headers_mut()
        .insert("retry-after", axum::http::HeaderValue::from_static("0"));
    response
}

#[tokio::test]
async fn a_read_is_tried_four_times() {
    assert_eq!(days_after(1, || unavailable(429)).await, (Ok(18), 2));
    assert_eq!(days_after(3, || unavailable(502)).await, (Ok(18), 4));
    let (outcome, tries) = days_after(9, || unavailable(503)).await;
    assert_eq!(
        (outcome.unwrap_err().class, tries),
        (
            FaultClass::Retry {
                after: Some(Duration::ZERO)
            },
            4
        )
    );
}

#[tokio::test]
async fn a_refusal_is_not_tried_again() {
    for (text, code, class) in [
        (
            "1001: Invalid Authentication",
            FaultCode::InvalidAuthentication,
            FaultClass::Pause,
        ),
        (
            "1002: Unauthorized access",
            FaultCode::UnauthorisedMethod,
            FaultClass::Pause,
        ),
        (
            "2003: Unauthorized access",
            FaultCode::UnknownEmployee,
            FaultClass::Rejected,
        ),
    ] {
        let (outcome, tries) = days_after(9, move || fault(text)).await;
        let fault = outcome.unwrap_err();
        assert_eq!((fault.code, fault.class, tries), (Some(code), class, 1), "{text}");
        assert_eq!(fault.operation, "EmployeeService.DaysVar_Get");
        assert!(!fault.to_string().contains("nmbrs-token"));
    }
}

#[tokio::test]
async fn a_fault_with_status_200_is_a_fault_too() {
    let (outcome, _) = days_after(9, || {
        envelope(200, "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>--&gt; 2006: x ---&gt; 2006: Invalid Period</faultstring></soap:Fault>")
    })
    .await;
    assert_eq!(outcome.unwrap_err().code, Some(FaultCode::InvalidPeriod));
}

#[tokio::test]
async fn a_web_server_in_place_of_nmbrs_is_told_apart() {
    for (status, class) in [
        (404, FaultClass::Pause),
        (403, FaultClass::Pause),
        (413, FaultClass::Rejected),
    ] {
        let (outcome, tries) = days_after(9, move || raw(status, "text/html", "<html>No</html>")).await;
        assert_eq!((outcome.unwrap_err().class, tries), (class, 1), "{status}");
    }
}

#[tokio::test]
async fn an_answer_of_another_kind_is_refused() {
    let (outcome, _) = days_after(9, || envelope(200, "<Other_Response/>")).await;
    assert_eq!(outcome.unwrap_err().class, FaultClass::Rejected);
    let (outcome, _) = days_after(9, || {
        envelope(
            200,
            "<DaysVar_GetResponse><DaysVar_GetResult>many</DaysVar_GetResult></DaysVar_GetResponse>",
        )
    })
    .await;
    insta::assert_snapshot!(outcome.unwrap_err(), @r#"EmployeeService.DaysVar_Get: answer: result holds "many", expected a whole number: correct it in Nmbrs, or report that the interface has changed"#);
}

#[tokio::test]
async fn rows_can_be_counted_without_a_network() {
    let row = "<HourComponent><Id>1</Id><HourCode>2100</HourCode><Hours>7.5</Hours></HourComponent>";
    let name = "HourComponentVar_Get";
    let answer = whole(&format!(
        "<{name}Response><{name}Result>{}</{name}Result></{name}Response>",
        row.repeat(1000)
    ));
    assert_eq!(measure::hour_rows(answer.as_bytes()).await, Ok(1000));
    assert!(
        measure::hour_rows(&answer.as_bytes()[..answer.len() - 1])
            .await
            .is_err()
    );
}
