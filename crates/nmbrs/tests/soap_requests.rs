//! Every request over SOAP, to the letter.

#[expect(dead_code, reason = "each test file uses its own part")]
mod soap;
#[expect(dead_code, reason = "each test file uses its own part")]
mod stub;

use loonbrug_nmbrs::{RecordKind, RemoteId};
use soap::{all, halves, line, number, operation, requests, result};
use stub::{Seen, Stub};

/// Answers as little as each operation may.
fn answer(seen: &Seen) -> axum::response::Response {
    match operation(seen) {
        "Company_GetCurrentPeriod" => result(seen, "2023-4-M"),
        "DaysVar_Get" => result(seen, "18"),
        "HourComponentVar_Insert" | "HourComponent_Update" => result(seen, "77"),
        "HourComponent_Delete" => result(seen, "true"),
        "EmployeeType_GetList" => result(
            seen,
            "<EmployeeType><Id>1</Id><Description>Applicant</Description></EmployeeType>\
             <EmployeeType><Id>4</Id><Description>Former payroll</Description></EmployeeType>\
             <EmployeeType><Id>2</Id><Description>Payroll</Description></EmployeeType>",
        ),
        _ => result(seen, ""),
    }
}

#[tokio::test]
async fn a_request_is_an_envelope_with_the_log_in_of_its_service() {
    let stub = Stub::start(answer).await;
    halves(&stub).0.days(number(1200), 2023, 4).await.unwrap();
    let seen = &stub.seen()[0];
    let head = ["content-type", "soapaction"]
        .map(|name| format!("{name}: {}", seen.headers[name]))
        .join("\n");
    insta::assert_snapshot!(format!("{} {}\n{head}\n\n{}", seen.method, seen.path, seen.body), @r#"
    POST /soap/v3/EmployeeService.asmx
    content-type: text/xml; charset=utf-8
    soapaction: "https://api.nmbrs.nl/soap/v3/EmployeeService/DaysVar_Get"

    <?xml version="1.0" encoding="utf-8"?>
    <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Header><AuthHeaderWithDomain xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"><Username>salaris@example.nl</Username><Token>nmbrs-token</Token><Domain>voorbeeld</Domain></AuthHeaderWithDomain></soap:Header><soap:Body><DaysVar_Get xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"><EmployeeId>1200</EmployeeId><Period>4</Period><Year>2023</Year></DaysVar_Get></soap:Body></soap:Envelope>
    "#);
}

#[tokio::test]
async fn every_read() {
    let stub = Stub::start(answer).await;
    let (reader, _) = halves(&stub);
    let company = number(33);
    reader.debtors().await.unwrap();
    reader.companies(None).await.unwrap();
    reader.companies(Some(&number(7))).await.unwrap();
    reader.hour_codes(company).await.unwrap();
    reader.current_period(company).await.unwrap();
    reader.runs(company, 2023).await.unwrap();
    reader.id_pairs(company, "Employee").await.unwrap();
    reader.hours(number(1200), 2023, 4).await.unwrap();
    reader.days(number(1200), 2023, 4).await.unwrap();
    insta::assert_snapshot!(requests(&stub), @"
    /soap/v3/DebtorService.asmx List_GetAll
    /soap/v3/CompanyService.asmx List_GetAll
    /soap/v3/CompanyService.asmx List_GetByDebtor <DebtorId>7</DebtorId>
    /soap/v3/CompanyService.asmx HourModel_GetHourCodes <CompanyId>33</CompanyId>
    /soap/v3/CompanyService.asmx HourModel2_GetHourCodes <CompanyId>33</CompanyId>
    /soap/v3/CompanyService.asmx Company_GetCurrentPeriod <CompanyId>33</CompanyId>
    /soap/v3/CompanyService.asmx Run_GetList <CompanyId>33</CompanyId><Year>2023</Year>
    /soap/v3/CompanyService.asmx Converter_GetByCompany_IntToGuid <Entity>Employee</Entity><CompanyId>33</CompanyId>
    /soap/v3/EmployeeService.asmx HourComponentVar_Get <EmployeeId>1200</EmployeeId><Period>4</Period><Year>2023</Year>
    /soap/v3/EmployeeService.asmx DaysVar_Get <EmployeeId>1200</EmployeeId><Period>4</Period><Year>2023</Year>
    ");
}

#[tokio::test]
async fn all_people_of_a_company_take_eight_calls() {
    let stub = Stub::start(answer).await;
    let (reader, _) = halves(&stub);
    for kind in [
        RecordKind::Identity,
        RecordKind::Personal,
        RecordKind::Employment,
        RecordKind::Contract,
        RecordKind::Schedule,
        RecordKind::Salary,
    ] {
        assert_eq!(all(reader.records(number(33), kind)).await, (vec![], None));
    }
    insta::assert_snapshot!(requests(&stub), @"
    /soap/v3/EmployeeService.asmx EmployeeType_GetList
    /soap/v3/EmployeeService.asmx List_GetByCompany <CompanyId>33</CompanyId><EmployeeType>2</EmployeeType>
    /soap/v3/EmployeeService.asmx List_GetByCompany <CompanyId>33</CompanyId><EmployeeType>4</EmployeeType>
    /soap/v3/EmployeeService.asmx PersonalInfoWithoutBSN_Get_GetAllEmployeesByCompany <CompanyID>33</CompanyID>
    /soap/v3/EmployeeService.asmx Employment_GetAll_AllEmployeesByCompany <CompanyID>33</CompanyID>
    /soap/v3/EmployeeService.asmx Contract_GetAll_AllEmployeesByCompany <CompanyID>33</CompanyID>
    /soap/v3/EmployeeService.asmx Schedule_GetAll_AllEmployeesByCompany <CompanyID>33</CompanyID>
    /soap/v3/EmployeeService.asmx Salary_GetAll_AllEmployeesByCompany <CompanyID>33</CompanyID>
    ");
}

#[tokio::test]
async fn every_write() {
    let stub = Stub::start(answer).await;
    let (_, writer) = halves(&stub);
    let negative = loonbrug_nmbrs::NewHours {
        hours: loonbrug_domain::HundredthHours(-25),
        ..line()
    };
    assert_eq!(writer.insert_hours(&line(), 2023, 4, false).await, Ok(number(77)));
    writer.insert_hours(&negative, 2023, 3, true).await.unwrap();
    writer
        .insert_hours_batch(&[line(), negative], 2023, 4, false)
        .await
        .unwrap();
    writer.update_hours(number(77), &line(), 2023, 4, true).await.unwrap();
    writer.delete_hours(number(1200), number(77)).await.unwrap();
    writer.set_days(number(1200), 18, 2023, 4, false).await.unwrap();
    writer
        .set_days_batch(&[(number(1200), 18), (number(1201), 3)], 2023, 4, true)
        .await
        .unwrap();
    insta::assert_snapshot!(requests(&stub), @r#"
    /soap/v3/EmployeeService.asmx HourComponentVar_Insert <EmployeeId>1200</EmployeeId><Hourcomponent><Id>0</Id><HourCode>2100</HourCode><Hours>7.5</Hours><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment>Uren &amp; meer</Comment></Hourcomponent><Period>4</Period><Year>2023</Year><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx HourComponentVar_Insert <EmployeeId>1200</EmployeeId><Hourcomponent><Id>0</Id><HourCode>2100</HourCode><Hours>-0.25</Hours><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment>Uren &amp; meer</Comment></Hourcomponent><Period>3</Period><Year>2023</Year><UnprotectedMode>true</UnprotectedMode>
    /soap/v3/EmployeeService.asmx HourComponentVar_Insert_Batch <HourComponents><EmployeeHourComponent><EmployeeId>1200</EmployeeId><Id>0</Id><HourCode>2100</HourCode><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Hours>7.5</Hours><Comment>Uren &amp; meer</Comment></EmployeeHourComponent><EmployeeHourComponent><EmployeeId>1200</EmployeeId><Id>0</Id><HourCode>2100</HourCode><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Hours>-0.25</Hours><Comment>Uren &amp; meer</Comment></EmployeeHourComponent></HourComponents><Period>4</Period><Year>2023</Year><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx HourComponent_Update <EmployeeId>1200</EmployeeId><Hourcomponent><Id>77</Id><HourCode>2100</HourCode><Hours>7.5</Hours><CostCenterId xsi:nil="true"/><CostUnitId xsi:nil="true"/><Comment>Uren &amp; meer</Comment></Hourcomponent><EndPeriod>0</EndPeriod><EndYear>0</EndYear><UnprotectedMode>true</UnprotectedMode>
    /soap/v3/EmployeeService.asmx HourComponent_Delete <EmployeeId>1200</EmployeeId><HourComponentID>77</HourComponentID>
    /soap/v3/EmployeeService.asmx DaysVar_Set <EmployeeId>1200</EmployeeId><Days>18</Days><Period>4</Period><Year>2023</Year><UnprotectedMode>false</UnprotectedMode>
    /soap/v3/EmployeeService.asmx DaysVar_Set_Batch <EmployeesDaysWorked><DaysWorked><EmployeeId>1200</EmployeeId><Days>18</Days><Period>4</Period><Year>2023</Year></DaysWorked><DaysWorked><EmployeeId>1201</EmployeeId><Days>3</Days><Period>4</Period><Year>2023</Year></DaysWorked></EmployeesDaysWorked><UnprotectedMode>true</UnprotectedMode>
    "#);
}

#[tokio::test]
async fn an_id_of_the_other_interface_is_refused_before_anything_is_sent() {
    let stub = Stub::start(answer).await;
    let (reader, writer) = halves(&stub);
    let foreign = RemoteId::parse("0189f7a2-0000-7000-8000-000000001200").unwrap();
    insta::assert_snapshot!(reader.days(foreign, 2023, 4).await.unwrap_err(), @"EmployeeService.DaysVar_Get: 0189f7a2-0000-7000-8000-000000001200 is an id of the REST interface, over SOAP ids are numbers: link the record again");
    let (records, fault) = all(reader.records(foreign, RecordKind::Contract)).await;
    assert!(records.is_empty() && fault.is_some());
    writer.delete_hours(number(1200), foreign).await.unwrap_err();
    assert!(stub.seen().is_empty());
}

#[tokio::test]
async fn a_batch_has_1_to_500_rows() {
    let stub = Stub::start(answer).await;
    let (_, writer) = halves(&stub);
    let rows = vec![line(); 501];
    insta::assert_snapshot!(writer.insert_hours_batch(&rows, 2023, 4, false).await.unwrap_err(), @"EmployeeService.HourComponentVar_Insert_Batch: 501 rows, send 1 to 500 in one call");
    writer.insert_hours_batch(&[], 2023, 4, false).await.unwrap_err();
    writer.set_days_batch(&[], 2023, 4, false).await.unwrap_err();
    assert!(stub.seen().is_empty());
    writer.insert_hours_batch(&rows[..500], 2023, 4, false).await.unwrap();
}
