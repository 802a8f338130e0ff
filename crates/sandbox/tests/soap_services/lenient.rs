//! What the services put up with, as seen from clients that are used against the real one.

use loonbrug_sandbox::world::{ComponentKind, World};

use crate::client::{Client, NAMESPACE, Reply, THOMAS, envelope, enveloped};

const SERVICE: &str = "EmployeeService";
const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";
const XML: (&str, &str) = ("Content-Type", "text/xml; charset=utf-8");

/// The text of the fault.
fn fault(reply: &Reply) -> &str {
    assert_eq!(reply.status, 500, "{}", reply.body);
    reply
        .body
        .split_once("<faultstring>")
        .unwrap()
        .1
        .split_once("</faultstring>")
        .unwrap()
        .0
}

/// Id, code and hours of the rows of Thomas in April.
async fn april(client: &Client) -> String {
    let arguments = format!("<EmployeeId>{THOMAS}</EmployeeId><Year>2023</Year><Period>4</Period>");
    client.call(SERVICE, "HourComponentVar_Get", &arguments).await.told()
}

#[tokio::test]
async fn children_and_header_may_come_in_any_order() {
    let client = Client::start(World::manuals()).await;
    let header = "<Username>salaris@example.nl</Username><Domain>voorbeeld</Domain><Token>nmbrs-sandbox-token</Token>";
    let arguments = format!(
        "<UnprotectedMode>false</UnprotectedMode><Year>2023</Year><Period>4</Period><Days>7</Days>\
         <EmployeeId>{THOMAS}</EmployeeId><Unheard>of</Unheard>"
    );
    let body = enveloped(SOAP_11, SERVICE, header, "DaysVar_Set", &arguments);
    let reply = client.post(SERVICE, &[XML], body).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let period = format!("<EmployeeId>{THOMAS}</EmployeeId><Year>2023</Year><Period>4</Period>");
    assert!(
        client
            .call(SERVICE, "DaysVar_Get", &period)
            .await
            .body
            .contains("<DaysVar_GetResult>7<")
    );
}

#[tokio::test]
async fn the_operation_is_found_without_an_action_in_both_versions() {
    let client = Client::start(World::manuals()).await;
    for soap in [SOAP_11, SOAP_12] {
        for kind in ["text/xml", "application/soap+xml; charset=utf-8"] {
            let header = "<Username>salaris@example.nl</Username><Token>nmbrs-sandbox-token</Token>";
            let body = enveloped(soap, SERVICE, header, "EmployeeType_GetList", "");
            let reply = client.post("employeeservice", &[("Content-Type", kind)], body).await;
            assert_eq!(reply.status, 200, "{}", reply.body);
            assert!(reply.body.contains(soap), "answered in another version: {}", reply.body);
        }
    }
}

/// One Go client wraps every row of a batch in a list of its own, and puts a stray id beside it.
#[tokio::test]
async fn the_rows_of_repeated_wrappers_are_taken_together() {
    let client = Client::start(World::manuals()).await;
    let row = |hours: &str| {
        format!(
            "<HourComponents><EmployeeHourComponent><EmployeeId>{THOMAS}</EmployeeId><HourCode>2100</HourCode>\
             <Hours>{hours}</Hours></EmployeeHourComponent></HourComponents><Id>9</Id>"
        )
    };
    let arguments = format!("{}{}<Period>4</Period><Year>2023</Year>", row("1.5"), row("2"));
    let reply = client.call(SERVICE, "HourComponentVar_Insert_Batch", &arguments).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert!(
        reply.body.contains("<HourComponentVar_Insert_BatchResponse xmlns="),
        "{}",
        reply.body
    );
    assert_eq!(april(&client).await, "5000001 2100 1.50 5000002 2100 2.00");
}

#[tokio::test]
async fn a_missing_value_is_zero_and_a_missing_row_is_a_stumble() {
    let client = Client::start(World::manuals()).await;
    let row = "<Hourcomponent><HourCode>2100</HourCode><Hours>1</Hours></Hourcomponent>";
    let without_period = format!("<EmployeeId>{THOMAS}</EmployeeId>{row}<Year>2023</Year>");
    let refused = client.call(SERVICE, "HourComponentVar_Insert", &without_period).await;
    assert!(fault(&refused).contains("---&gt; 2006: Invalid Period"));
    let misspelt = format!("<EmployeeId>{THOMAS}</EmployeeId><HourComponent /><Year>2023</Year><Period>4</Period>");
    let refused = client.call(SERVICE, "HourComponentVar_Insert", &misspelt).await;
    assert!(fault(&refused).contains("---&gt; 9999: Unkown"));
    assert_eq!(april(&client).await, "");
}

#[tokio::test]
async fn entities_and_sections_are_read_as_text() {
    let client = Client::start(World::manuals()).await;
    let arguments = format!(
        "<EmployeeId>{THOMAS}</EmployeeId><Hourcomponent><HourCode>2&#49;00</HourCode><Hours><![CDATA[1.25]]></Hours>\
         <Comment>a &amp; b</Comment></Hourcomponent><Year>2023</Year><Period>4</Period>"
    );
    let reply = client.call(SERVICE, "HourComponentVar_Insert", &arguments).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(april(&client).await, "5000001 2100 1.25");
    let world = client.sandbox.play().world();
    let row = world.components(ComponentKind::Hours).get(5_000_001).unwrap();
    assert_eq!(row.content.comment.as_deref(), Some("a & b"));
}

#[tokio::test]
async fn nonsense_in_a_value_is_refused_whole_with_its_place() {
    let client = Client::start(World::manuals()).await;
    let cases = [
        ("<Hours>7,5</Hours>", "Input string was not in a correct format."),
        (
            "<HourCode>99999999999</HourCode>",
            "Value was either too large or too small for an Int32.",
        ),
        ("<CostCenterId />", "Input string was not in a correct format."),
    ];
    for (child, reason) in cases {
        let arguments = format!(
            "<EmployeeId>{THOMAS}</EmployeeId>\n<Hourcomponent>{child}</Hourcomponent><Year>2023</Year><Period>4</Period>"
        );
        let refused = client.call(SERVICE, "HourComponentVar_Insert", &arguments).await;
        let expected = "Server was unable to read request. ---&gt; There is an error in XML document (2, 16). ---&gt; ";
        assert_eq!(fault(&refused), format!("{expected}{reason}"));
        assert!(refused.body.contains("<faultcode>soap:Client</faultcode>"));
    }
    let flag = format!("<EmployeeId>{THOMAS}</EmployeeId><UnprotectedMode>ja</UnprotectedMode>");
    let refused = client.call(SERVICE, "HourComponentVar_Clear", &flag).await;
    assert!(fault(&refused).ends_with("The string 'ja' is not a valid Boolean value."));
    let day = format!("<EmployeeId>{THOMAS}</EmployeeId><Start>1-4-2023</Start>");
    let refused = client.call(SERVICE, "Service_Insert", &day).await;
    assert!(fault(&refused).ends_with("The string '1-4-2023' is not a valid AllXsd value."));
    let kind = format!("<EmployeeId>{THOMAS}</EmployeeId><Type></Type><Year>2023</Year>");
    let refused = client.call(SERVICE, "Leave_GetList", &kind).await;
    assert!(fault(&refused).ends_with("Instance validation error: '' is not a valid value for LeaveType."));
}

#[tokio::test]
async fn what_names_no_operation_is_refused() {
    let client = Client::start(World::manuals()).await;
    let action = ("SOAPAction", "https://api.nmbrs.nl/soap/v3/EmployeeService/Hours_Steal");
    let unknown = client
        .post(SERVICE, &[XML, action], envelope(SERVICE, "Hours_Steal", ""))
        .await;
    assert_eq!(
        fault(&unknown),
        format!(
            "Server did not recognize the value of HTTP Header SOAPAction: {}.",
            action.1
        )
    );
    let other = ("SOAPAction", "https://api.nmbrs.nl/soap/v3/CompanyService/List_GetAll");
    let foreign = client
        .post(SERVICE, &[XML, other], envelope(SERVICE, "List_GetAll", ""))
        .await;
    assert!(fault(&foreign).starts_with("Server did not recognize"));

    let no_action = "Unable to handle request without a valid action parameter. Please supply a valid soap action.";
    for body in ["", "{}", "<html><body>", "<a/>", &envelope(SERVICE, "Hours_Steal", "")] {
        let refused = client.post(SERVICE, &[XML], body.to_owned()).await;
        assert_eq!(fault(&refused), no_action, "{body}");
    }
    assert_eq!(
        client
            .post("NoService", &[XML], envelope(SERVICE, "DaysVar_Get", ""))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn what_is_no_xml_is_refused_with_its_place() {
    let client = Client::start(World::manuals()).await;
    let action = format!("{NAMESPACE}/{SERVICE}/EmployeeType_GetList");
    let whole = envelope(SERVICE, "EmployeeType_GetList", "");
    let half = client
        .post(
            SERVICE,
            &[XML, ("SOAPAction", &action)],
            whole[..whole.len() / 2].to_owned(),
        )
        .await;
    assert!(
        fault(&half).starts_with("Server was unable to read request. ---&gt; There is an error in XML document (1, ")
    );
    let deep = client
        .post(SERVICE, &[XML, ("SOAPAction", &action)], "<a>".repeat(100_000))
        .await;
    assert!(fault(&deep).ends_with("Elements are nested too deeply."));
}

/// The action decides; a body of another operation then holds none of its arguments.
#[tokio::test]
async fn the_action_goes_before_the_body() {
    let client = Client::start(World::manuals()).await;
    let action = format!("{NAMESPACE}/{SERVICE}/DaysVar_GetCurrent");
    let arguments = format!("<EmployeeId>{THOMAS}</EmployeeId>");
    let reply = client
        .post(
            SERVICE,
            &[XML, ("SOAPAction", &action)],
            envelope(SERVICE, "Service_GetList", &arguments),
        )
        .await;
    assert!(fault(&reply).contains("---&gt; 2003: Unauthorized access"));
}
