//! The exact bytes of answers: clients such as zeep read nothing else.

use loonbrug_sandbox::data::Generated;
use loonbrug_sandbox::world::World;

use crate::client::{Client, NAMESPACE, THOMAS, enveloped};

const SERVICE: &str = "EmployeeService";
const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";
const LOG_IN: &str = "<Username>salaris@example.nl</Username><Token>nmbrs-sandbox-token</Token>";

fn row(code: i32) -> String {
    format!(
        "<EmployeeId>{THOMAS}</EmployeeId><Hourcomponent><Id>0</Id><HourCode>{code}</HourCode><Hours>7.5</Hours>\
         <CostCenterId xsi:nil=\"true\" /><CostUnitId xsi:nil=\"true\" /></Hourcomponent>\
         <Period>4</Period><Year>2023</Year><UnprotectedMode>false</UnprotectedMode>"
    )
}

fn april() -> String {
    format!("<EmployeeId>{THOMAS}</EmployeeId><Period>4</Period><Year>2023</Year>")
}

/// What is in the body, an element a line.
fn lines(body: &str) -> String {
    let inner = body
        .split_once("<soap:Body>")
        .unwrap()
        .1
        .split_once("</soap:Body>")
        .unwrap()
        .0;
    inner.replace("><", ">\n<")
}

#[tokio::test]
async fn hours_are_inserted_and_read_in_soap_11() {
    let client = Client::start(World::manuals()).await;
    let empty = client.call(SERVICE, "HourComponentVar_Get", &april()).await;
    insta::assert_snapshot!(empty.body, @r#"<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body><HourComponentVar_GetResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"><HourComponentVar_GetResult /></HourComponentVar_GetResponse></soap:Body></soap:Envelope>"#);
    let inserted = client.call(SERVICE, "HourComponentVar_Insert", &row(2100)).await;
    insta::assert_snapshot!(inserted.body, @r#"<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body><HourComponentVar_InsertResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"><HourComponentVar_InsertResult>5000001</HourComponentVar_InsertResult></HourComponentVar_InsertResponse></soap:Body></soap:Envelope>"#);
    let read = client.call(SERVICE, "HourComponentVar_Get", &april()).await;
    assert_eq!(
        (read.status, read.content_type.as_str()),
        (200, "text/xml; charset=utf-8")
    );
    insta::assert_snapshot!(read.body, @r#"<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body><HourComponentVar_GetResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"><HourComponentVar_GetResult><HourComponent><Id>5000001</Id><HourCode>2100</HourCode><Hours>7.50</Hours></HourComponent></HourComponentVar_GetResult></HourComponentVar_GetResponse></soap:Body></soap:Envelope>"#);
}

#[tokio::test]
async fn soap_12_is_answered_in_soap_12() {
    let client = Client::start(World::manuals()).await;
    let body = enveloped(SOAP_12, SERVICE, LOG_IN, "HourComponentVar_Insert", &row(2100));
    let action =
        format!("application/soap+xml; charset=utf-8; action=\"{NAMESPACE}/{SERVICE}/HourComponentVar_Insert\"");
    let inserted = client.post(SERVICE, &[("Content-Type", &action)], body).await;
    assert_eq!(
        (inserted.status, inserted.content_type.as_str()),
        (200, "application/soap+xml; charset=utf-8")
    );
    insta::assert_snapshot!(inserted.body, @r#"<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body><HourComponentVar_InsertResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService"><HourComponentVar_InsertResult>5000001</HourComponentVar_InsertResult></HourComponentVar_InsertResponse></soap:Body></soap:Envelope>"#);
}

#[tokio::test]
async fn a_refusal_is_a_fault_with_its_code_behind_an_arrow() {
    let client = Client::start(World::manuals()).await;
    let refused = client.call(SERVICE, "HourComponentVar_Insert", &row(9)).await;
    assert_eq!(
        (refused.status, refused.content_type.as_str()),
        (500, "text/xml; charset=utf-8")
    );
    insta::assert_snapshot!(refused.body, @r#"
    <?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body><soap:Fault><faultcode>soap:Server</faultcode><faultstring>System.Web.Services.Protocols.SoapException: Server was unable to process request. ---&gt; 2001: Invalid Hour component
       --- End of inner exception stack trace ---</faultstring><detail /></soap:Fault></soap:Body></soap:Envelope>
    "#);

    let body = enveloped(SOAP_12, SERVICE, LOG_IN, "HourComponentVar_Insert", &row(9));
    let refused = client
        .post(
            SERVICE,
            &[("Content-Type", "application/soap+xml; charset=utf-8")],
            body,
        )
        .await;
    assert_eq!(
        (refused.status, refused.content_type.as_str()),
        (500, "application/soap+xml; charset=utf-8")
    );
    insta::assert_snapshot!(refused.body, @r#"
    <?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body><soap:Fault><soap:Code><soap:Value>soap:Receiver</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang="en">System.Web.Services.Protocols.SoapException: Server was unable to process request. ---&gt; 2001: Invalid Hour component
       --- End of inner exception stack trace ---</soap:Text></soap:Reason><soap:Detail /></soap:Fault></soap:Body></soap:Envelope>
    "#);
}

#[tokio::test]
async fn a_response_without_children_is_one_empty_element() {
    let client = Client::start(World::manuals()).await;
    let arguments = format!("{}<Days>3</Days><UnprotectedMode>false</UnprotectedMode>", april());
    let set = client.call(SERVICE, "DaysVar_Set", &arguments).await;
    insta::assert_snapshot!(lines(&set.body), @r#"<DaysVar_SetResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService" />"#);
    let days = client.call(SERVICE, "DaysVar_Get", &april()).await;
    insta::assert_snapshot!(lines(&days.body), @r#"
    <DaysVar_GetResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService">
    <DaysVar_GetResult>3</DaysVar_GetResult>
    </DaysVar_GetResponse>
    "#);
}

/// What an operation answers about Thomas.
async fn about_thomas(operation: &str) -> String {
    let client = Client::start(World::manuals()).await;
    let arguments = format!("<EmployeeId>{THOMAS}</EmployeeId>");
    lines(&client.call(SERVICE, operation, &arguments).await.body)
}

#[tokio::test]
async fn a_null_value_is_nil() {
    insta::assert_snapshot!(about_thomas("Contract_GetCurrentPeriod").await, @r#"
    <Contract_GetCurrentPeriodResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService">
    <EmployeeContractItem>
    <EmployeeId>30001</EmployeeId>
    <EmployeeContracts>
    <EmployeeContract>
    <ContractID>2</ContractID>
    <CreationDate>2023-01-01T08:31:00</CreationDate>
    <StartDate>2023-01-01T00:00:00</StartDate>
    <TrialPeriod xsi:nil="true" />
    <EndDate xsi:nil="true" />
    <EmployementType>1</EmployementType>
    <EmploymentSequenceTaxId>1</EmploymentSequenceTaxId>
    <Indefinite>true</Indefinite>
    <PhaseClassification xsi:nil="true" />
    <WrittenContract>true</WrittenContract>
    <HoursPerWeek>0.000</HoursPerWeek>
    </EmployeeContract>
    </EmployeeContracts>
    </EmployeeContractItem>
    </Contract_GetCurrentPeriodResponse>
    "#);
}

#[tokio::test]
async fn a_null_text_is_left_out() {
    insta::assert_snapshot!(about_thomas("PersonalInfo_GetCurrent").await, @r#"
    <PersonalInfo_GetCurrentResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService">
    <PersonalInfo_GetCurrentResult>
    <Id>1</Id>
    <Number>1001</Number>
    <DisplayName>Thomas Lakeman</DisplayName>
    <EmployeeNumber>1001</EmployeeNumber>
    <BSN>999900006</BSN>
    <FirstName>Thomas</FirstName>
    <Initials>T.</Initials>
    <LastName>Lakeman</LastName>
    <Gender>male</Gender>
    <NationalityCode>1</NationalityCode>
    <PlaceOfBirth>Utrecht</PlaceOfBirth>
    <CountryOfBirthISOCode>NL</CountryOfBirthISOCode>
    <IdentificationType>0</IdentificationType>
    <TelephoneMobilePrivate>0600000000</TelephoneMobilePrivate>
    <EmailWork>thomas.lakeman@example.nl</EmailWork>
    <BurgerlijkeStaat>Ongespecificeerd</BurgerlijkeStaat>
    <Naamstelling>Eigen naam</Naamstelling>
    <Birthday>1985-01-01T00:00:00</Birthday>
    </PersonalInfo_GetCurrentResult>
    </PersonalInfo_GetCurrentResponse>
    "#);
}

#[tokio::test]
async fn a_null_date_that_must_be_there_is_the_first_of_all_days() {
    insta::assert_snapshot!(about_thomas("Service_GetList").await, @r#"
    <Service_GetListResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService">
    <Service_GetListResult>
    <ServiceInterval>
    <Start>2021-01-07T00:00:00</Start>
    <End>0001-01-01T00:00:00</End>
    <SeniorityDate>2021-01-07T00:00:00</SeniorityDate>
    </ServiceInterval>
    </Service_GetListResult>
    </Service_GetListResponse>
    "#);
}

#[tokio::test]
async fn a_part_time_percentage_is_a_fraction() {
    insta::assert_snapshot!(about_thomas("Schedule_GetCurrent").await, @r#"
    <Schedule_GetCurrentResponse xmlns="https://api.nmbrs.nl/soap/v3/EmployeeService">
    <Schedule_GetCurrentResult>
    <HoursMonday>0.00</HoursMonday>
    <HoursTuesday>0.00</HoursTuesday>
    <HoursWednesday>0.00</HoursWednesday>
    <HoursThursday>0.00</HoursThursday>
    <HoursFriday>0.00</HoursFriday>
    <HoursSaturday>0.00</HoursSaturday>
    <HoursSunday>0.00</HoursSunday>
    <HoursMonday2>0.00</HoursMonday2>
    <HoursTuesday2>0.00</HoursTuesday2>
    <HoursWednesday2>0.00</HoursWednesday2>
    <HoursThursday2>0.00</HoursThursday2>
    <HoursFriday2>0.00</HoursFriday2>
    <HoursSaturday2>0.00</HoursSaturday2>
    <HoursSunday2>0.00</HoursSunday2>
    <ParttimePercentage>0.0000</ParttimePercentage>
    <StartDate>2023-01-01T00:00:00</StartDate>
    </Schedule_GetCurrentResult>
    </Schedule_GetCurrentResponse>
    "#);
}

#[tokio::test]
async fn the_company_tells_its_period_and_its_kind() {
    let client = Client::start(World::manuals()).await;
    let companies = client.call("CompanyService", "List_GetAll", "").await;
    insta::assert_snapshot!(lines(&companies.body), @r#"
    <List_GetAllResponse xmlns="https://api.nmbrs.nl/soap/v3/CompanyService">
    <List_GetAllResult>
    <Company>
    <ID>2001</ID>
    <Number>1</Number>
    <Name>Modehuis Voorbeeld B.V.</Name>
    <LoonaangifteTijdvak>Month</LoonaangifteTijdvak>
    <KvkNr>90000001</KvkNr>
    </Company>
    <Company>
    <ID>2002</ID>
    <Number>2</Number>
    <Name>Eetcafé De Proef B.V.</Name>
    <LoonaangifteTijdvak>Week4</LoonaangifteTijdvak>
    <KvkNr>90000002</KvkNr>
    </Company>
    </List_GetAllResult>
    </List_GetAllResponse>
    "#);
    for (company, expected) in [(2001, "2023-4-M"), (2002, "2023-5-4W")] {
        let arguments = format!("<CompanyId>{company}</CompanyId>");
        let period = client
            .call("CompanyService", "Company_GetCurrentPeriod", &arguments)
            .await;
        assert!(
            period
                .body
                .contains(&format!("<Company_GetCurrentPeriodResult>{expected}<")),
            "{}",
            period.body
        );
    }
}

/// An answer that goes out in many pieces arrives whole.
#[tokio::test]
async fn a_large_company_is_read_in_one_answer() {
    const EMPLOYEES: u32 = 2_000;
    let world = World::generated(&Generated {
        employees: EMPLOYEES,
        ..Generated::default()
    });
    let client = Client::start(world).await;
    let operation = "PersonalInfoWithoutBSN_Get_GetAllEmployeesByCompany";
    let people = client.call(SERVICE, operation, "<CompanyID>2001</CompanyID>").await;
    assert_eq!(people.status, 200);
    assert_eq!(people.body.matches("<PersonalInfoItem>").count(), 2_000);
    assert!(people.body.ends_with("</soap:Body></soap:Envelope>"));
    assert!(!people.body.contains("<BSN>"));
}
