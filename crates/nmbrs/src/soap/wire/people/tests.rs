//! The records of employees, as the interface gives them.

use super::*;
use crate::soap::testing::element;
use insta::assert_snapshot;
use serde_json::Value;

type Read = fn(&Element) -> Result<Option<EmployeeRecord>, Unreadable>;

/// What is read of these records of employee 1200, in the names that the interface gives to item and list.
fn read(read: Read, item: &str, list: &str, records: &[&str]) -> RecordContent {
    let xml = format!(
        "<{item}><EmployeeId>1200</EmployeeId><{list}>{}</{list}></{item}>",
        records.concat()
    );
    let record = read(&element(&xml)).unwrap().unwrap();
    assert_eq!(record.employee, RemoteId::Number(1200));
    record.content
}

/// As JSON, one line a record.
fn shown(content: &RecordContent) -> String {
    let Value::Object(members) = serde_json::to_value(content).unwrap() else {
        panic!("{content:?}");
    };
    let lines = members.into_iter().flat_map(|(_, value)| match value {
        Value::Array(records) => records,
        record => vec![record],
    });
    lines.map(|record| record.to_string()).collect::<Vec<_>>().join("\n")
}

#[test]
fn reads_an_employee_of_a_list() {
    let item = element("<Employee><Id>503293</Id><Number>1</Number><DisplayName>Jan de Vries</DisplayName></Employee>");
    let record = identity(&item, EmployeeKind::FormerPayroll).unwrap();
    assert_eq!(record.employee, RemoteId::Number(503_293));
    assert_snapshot!(shown(&record.content), @r#"{"display_name":"Jan de Vries","kind":"former-payroll","number":1}"#);
}

#[test]
fn takes_the_newest_personal_info() {
    let record = |year: u16, period: u8, created: &str, last: &str| {
        format!(
            "<PersonalInfo_V2><Id>1</Id><EmployeeNumber>7</EmployeeNumber><FirstName>Noor</FirstName>\
             <Initials>N.A.</Initials><Prefix>de</Prefix><LastName>{last}</LastName><Gender>female</Gender>\
             <EmailWork>noor@example.nl</EmailWork><BurgerlijkeStaat>2</BurgerlijkeStaat>\
             <Birthday>1998-02-28T00:00:00</Birthday><CreationDate>{created}</CreationDate>\
             <StartPeriod>{period}</StartPeriod><StartYear>{year}</StartYear></PersonalInfo_V2>"
        )
    };
    let records = [
        record(2022, 12, "2023-05-01T10:00:00", "Visser"),
        record(2023, 4, "2023-04-01T10:00:00.5", "Bakker"),
        record(2023, 4, "2023-04-01T10:00:00.7", "Visser-Bakker"),
        record(2023, 3, "2023-06-01T10:00:00", "Smit"),
    ];
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    assert_snapshot!(shown(&read(personal, "PersonalInfoItem", "EmployeePersonalInfos", &records)), @r#"{"birth_date":"1998-02-28","bsn":null,"first_name":"Noor","initials":"NA","last_name":"Visser-Bakker","prefix":"de","work_email":"noor@example.nl"}"#);
}

#[test]
fn personal_info_may_be_bare_or_absent() {
    let bare = "<PersonalInfo_V2><DisplayName>N. de Visser</DisplayName><Birthday xsi:nil=\"true\" \
                xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" /><StartPeriod>1</StartPeriod>\
                <StartYear>2023</StartYear></PersonalInfo_V2>";
    assert_snapshot!(shown(&read(personal, "PersonalInfoItem", "EmployeePersonalInfos", &[bare])), @r#"{"birth_date":null,"bsn":null,"first_name":null,"initials":null,"last_name":"N. de Visser","prefix":null,"work_email":null}"#);
    for list in ["", "<EmployeePersonalInfos/>"] {
        let item = element(&format!(
            "<PersonalInfoItem><EmployeeId>1200</EmployeeId>{list}</PersonalInfoItem>"
        ));
        assert_eq!(personal(&item), Ok(None));
    }
}

#[test]
fn reads_intervals_of_service_oldest_first() {
    let records = [
        "<Employment><EmploymentId>2</EmploymentId><CreationDate>2022-01-01T00:00:00</CreationDate>\
         <StartDate>2022-02-01T00:00:00</StartDate><EndDate xsi:nil=\"true\"/><InitialStartDate/></Employment>",
        "<Employment><EmploymentId>1</EmploymentId><StartDate>2019-02-01T00:00:00</StartDate>\
         <EndDate>2021-12-31T00:00:00</EndDate></Employment>",
    ];
    assert_snapshot!(shown(&read(employments, "EmployeeEmploymentItem", "EmployeeEmployments", &records)), @r#"
    {"end":"2021-12-31","start":"2019-02-01"}
    {"end":null,"start":"2022-02-01"}
    "#);
}

#[test]
fn reads_contracts_each_id_once_whatever_the_item_is_called() {
    let contract = |id: u8, created: &str, start: &str, rest: &str| {
        format!(
            "<EmployeeContract><ContractID>{id}</ContractID><CreationDate>{created}</CreationDate>\
             <StartDate>{start}T00:00:00</StartDate><TrialPeriod xsi:nil=\"true\"/>{rest}\
             <EmployementType>1</EmployementType></EmployeeContract>"
        )
    };
    let open = "<EndDate xsi:nil=\"true\"/><Indefinite>true</Indefinite>";
    let records = [
        contract(
            9,
            "2023-03-01T00:00:00",
            "2023-04-01",
            &format!("{open}<HoursPerWeek>38.125</HoursPerWeek>"),
        ),
        contract(
            8,
            "2022-01-02T00:00:00",
            "2022-02-01",
            "<EndDate>2023-03-31T00:00:00</EndDate><HoursPerWeek>0</HoursPerWeek>",
        ),
        contract(8, "2022-01-01T00:00:00", "2022-02-01", open),
        contract(
            8,
            "2022-01-02T00:00:00",
            "2022-02-01",
            "<EndDate>2023-03-31T00:00:00</EndDate><HoursPerWeek>0</HoursPerWeek>",
        ),
    ];
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    let global = read(contracts, "EmployeeContractItemGlobal", "EmployeeContracts", &records);
    assert_snapshot!(shown(&global), @r#"
    {"end":"2023-03-31","start":"2022-02-01","weekly_hours_thousandths":0}
    {"end":null,"start":"2023-04-01","weekly_hours_thousandths":38125}
    "#);
    assert_eq!(
        read(contracts, "EmployeeContractItem", "EmployeeContracts", &records),
        global
    );
}

#[test]
fn an_employee_without_records_has_an_empty_history() {
    let item = element("<EmployeeContractItem><EmployeeId>1200</EmployeeId></EmployeeContractItem>");
    assert_eq!(
        contracts(&item).unwrap().unwrap().content,
        RecordContent::Contract(vec![])
    );
}

#[test]
fn reads_schedules_of_one_and_two_weeks_the_last_made_of_a_day() {
    let schedule = |start: &str, created: &str, second_monday: &str| {
        format!(
            "<Schedule_V2><Id>5.0</Id><HoursMonday>7.6</HoursMonday><HoursTuesday>7.60</HoursTuesday>\
             <HoursWednesday>0.0000</HoursWednesday><HoursThursday>8</HoursThursday><HoursFriday>4.25</HoursFriday>\
             <HoursSaturday>0</HoursSaturday><HoursSunday>0</HoursSunday><HoursMonday2>{second_monday}</HoursMonday2>\
             <ParttimePercentage>1.0</ParttimePercentage><StartDate>{start}</StartDate>\
             <CreationDate>{created}</CreationDate></Schedule_V2>"
        )
    };
    let records = [
        schedule("2023-01-01T00:00:00", "2023-01-05T00:00:00", "3"),
        schedule("2023-01-01T00:00:00", "2022-12-01T00:00:00", "9"),
        schedule("0001-01-01T00:00:00", "2020-12-01T00:00:00", "0.0"),
    ];
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    assert_snapshot!(shown(&read(schedules, "EmployeeScheduleItem", "EmployeeSchedules", &records)), @r#"
    {"daily_hours_hundredths":[760,760,0,800,425,0,0],"start":"0001-01-01"}
    {"daily_hours_hundredths":[760,760,0,800,425,0,0,300,0,0,0,0,0,0],"start":"2023-01-01"}
    "#);
}

#[test]
fn reads_salaries_by_number_and_by_name() {
    let salary = |start: &str, kind: &str, value: &str, table: &str| {
        format!(
            "<Salary_V2><ID>1</ID><Value>{value}</Value><Type>{kind}</Type>{table}\
             <StartDate>{start}T00:00:00</StartDate><CreationDate>2023-01-01T00:00:00</CreationDate></Salary_V2>"
        )
    };
    let table = "<SalaryTable><Code>1</Code><Schaal><Scale>4</Scale></Schaal></SalaryTable>";
    let records = [
        salary("2023-01-01", "3", "14.0625", ""),
        salary("2022-01-01", "2", "0.0000", table),
        salary("2021-01-01", "Bruto_Salaris_Fulltime", "2500", table),
        salary("2020-01-01", "7", "0", "<SalaryTable/>"),
    ];
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    assert_snapshot!(shown(&read(salaries, "EmployeeSalaryItem", "EmployeeSalaries", &records)), @r#"
    {"amount":0,"kind":"other","start":"2020-01-01"}
    {"amount":250000,"kind":"gross-fulltime","start":"2021-01-01"}
    {"amount":null,"kind":"gross-parttime","start":"2022-01-01"}
    {"amount":1406,"kind":"gross-hourly","start":"2023-01-01"}
    "#);
}

#[test]
fn a_record_that_cannot_be_read_names_the_employee_and_the_field() {
    let item = |start: &str| {
        element(&format!(
            "<EmployeeEmploymentItem><EmployeeId>1200</EmployeeId><EmployeeEmployments><Employment>\
             <EmploymentId>2</EmploymentId>{start}</Employment></EmployeeEmployments></EmployeeEmploymentItem>"
        ))
    };
    assert_snapshot!(employments(&item("<StartDate>1 mei</StartDate>")).unwrap_err(), @r#"Employment of employee 1200: StartDate holds "1 mei", expected a date: correct it in Nmbrs, or report that the interface has changed"#);
    assert_snapshot!(employments(&item("<StartDate xsi:nil=\"true\"/>")).unwrap_err(), @"Employment of employee 1200: StartDate holds nothing, expected a date: correct it in Nmbrs, or report that the interface has changed");
}
