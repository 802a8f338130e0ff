//! Who may call what, and what they see.

use loonbrug_sandbox::world::{User, World};

use crate::client::{Client, NAMESPACE, Reply, THOMAS, envelope, enveloped};

const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const XML: (&str, &str) = ("Content-Type", "text/xml; charset=utf-8");

async fn log_in(client: &Client, header: &str) -> Reply {
    let body = enveloped(SOAP_11, "CompanyService", header, "List_GetAll", "");
    client.post("CompanyService", &[XML], body).await
}

fn header(username: &str, token: &str, domain: &str) -> String {
    format!("<Username>{username}</Username><Token>{token}</Token>{domain}")
}

const EMAIL: &str = "salaris@example.nl";
const TOKEN: &str = "nmbrs-sandbox-token";

#[tokio::test]
async fn user_token_and_domain_must_fit() {
    let client = Client::start(World::manuals()).await;
    for domain in [
        "",
        "<Domain></Domain>",
        "<Domain>voorbeeld</Domain>",
        "<Domain>voorbeeld.nmbrs.nl</Domain>",
    ] {
        assert_eq!(
            log_in(&client, &header(EMAIL, TOKEN, domain)).await.status,
            200,
            "{domain}"
        );
    }
    for wrong in [
        header(EMAIL, "another-token", ""),
        header("iemand@example.nl", TOKEN, ""),
        header(EMAIL, TOKEN, "<Domain>elders</Domain>"),
        header(EMAIL, TOKEN, "<Domain>voorbeeld.example.nl</Domain>"),
        String::new(),
    ] {
        assert_eq!(
            log_in(&client, &wrong).await.told(),
            "1001: Invalid Authentication",
            "{wrong}"
        );
    }
    let bare = envelope("CompanyService", "List_GetAll", "").replace("AuthHeaderWithDomain", "SomethingElse");
    let reply = client.post("CompanyService", &[XML], bare).await;
    assert_eq!(reply.told(), "1001: Invalid Authentication");
}

#[tokio::test]
async fn a_user_of_two_environments_must_say_which() {
    let mut world = World::manuals();
    let second = User {
        domain: "elders".to_owned(),
        ..world.users[0].clone()
    };
    world.users.push(second);
    let client = Client::start(world).await;
    let reply = log_in(&client, &header(EMAIL, TOKEN, "")).await;
    assert_eq!(reply.told(), "2042: User in multiple environments");
    assert_eq!(
        log_in(&client, &header(EMAIL, TOKEN, "<Domain>elders</Domain>"))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_method_that_is_switched_off_is_refused_before_anything_is_looked_up() {
    let mut world = World::manuals();
    world.users[0]
        .methods_off
        .insert("EmployeeService.HourComponent*".to_owned());
    let client = Client::start(world).await;
    for operation in [
        "HourComponentVar_Get",
        "HourComponentVar_Insert",
        "HourComponent_Delete",
    ] {
        let reply = client
            .call("EmployeeService", operation, "<EmployeeId>0</EmployeeId>")
            .await;
        assert_eq!(reply.told(), "1002: Unauthorized access", "{operation}");
    }
    let reply = client
        .call("EmployeeService", "DaysVar_GetCurrent", "<EmployeeId>0</EmployeeId>")
        .await;
    assert_eq!(reply.told(), "2003: Unauthorized access");
}

#[tokio::test]
async fn what_does_not_exist_and_what_may_not_be_seen_are_refused_alike() {
    let mut world = World::manuals();
    world.users[0].sight.companies = Some([2002].into());
    let client = Client::start(world).await;
    let cases = [
        (
            "CompanyService",
            "HourModel_GetHourCodes",
            "<CompanyId>2001</CompanyId>",
            "2004: Unauthorized access",
        ),
        (
            "CompanyService",
            "HourModel_GetHourCodes",
            "<CompanyId>1</CompanyId>",
            "2004: Unauthorized access",
        ),
        (
            "EmployeeService",
            "Contract_GetAll",
            "<EmployeeId>30001</EmployeeId>",
            "2003: Unauthorized access",
        ),
        (
            "EmployeeService",
            "Contract_GetAll",
            "<EmployeeId>1</EmployeeId>",
            "2003: Unauthorized access",
        ),
        (
            "DebtorService",
            "Department_GetList",
            "<DebtorId>1</DebtorId>",
            "2009: Unauthorized access",
        ),
        (
            "EmployeeService",
            "Schedule_GetAll_AllEmployeesByCompany",
            "<CompanyID>2001</CompanyID>",
            "2004: Unauthorized access",
        ),
    ];
    for (service, operation, arguments, expected) in cases {
        assert_eq!(
            client.call(service, operation, arguments).await.told(),
            expected,
            "{operation}"
        );
    }
    let companies = client.call("CompanyService", "List_GetAll", "").await.body;
    assert!(
        !companies.contains("<ID>2001</ID>") && companies.contains("<ID>2002</ID>"),
        "{companies}"
    );
}

#[tokio::test]
async fn the_environment_is_asked_without_a_domain() {
    let client = Client::start(World::manuals()).await;
    let body = envelope("DebtorService", "Environment_Get", "").replace("AuthHeaderWithDomain", "AuthHeader");
    let reply = client.post("DebtorService", &[XML], body).await;
    assert!(reply.body.contains(
        "<Environment_GetResult><Domain>voorbeeld.nmbrs.nl</Domain><SubDomain>voorbeeld</SubDomain></Environment_GetResult>"
    ));
}

#[tokio::test]
async fn a_ticket_is_given_for_a_log_in() {
    let client = Client::start(World::manuals()).await;
    let cases = [
        (
            "GetToken",
            "<Username>salaris@example.nl</Username><Password>wachtwoord</Password>",
            200,
        ),
        (
            "GetToken",
            "<Username>salaris@example.nl</Username><Password>fout</Password>",
            500,
        ),
        (
            "GetToken2",
            "<Username>salaris@example.nl</Username><Token>nmbrs-sandbox-token</Token>",
            200,
        ),
        (
            "GetToken2",
            "<Username>salaris@example.nl</Username><Token>fout</Token>",
            500,
        ),
        (
            "GetTokenWithDomain",
            "<Username>salaris@example.nl</Username><Password>wachtwoord</Password><Domain>voorbeeld</Domain>",
            200,
        ),
        (
            "GetTokenWithDomain",
            "<Username>salaris@example.nl</Username><Password>wachtwoord</Password><Domain>elders</Domain>",
            500,
        ),
    ];
    for (operation, arguments, status) in cases {
        let body = format!(
            "<e:Envelope xmlns:e=\"{SOAP_11}\"><e:Body><{operation} xmlns=\"{NAMESPACE}/SingleSignOn\">{arguments}\
             </{operation}></e:Body></e:Envelope>"
        );
        let reply = client.post("SingleSignOn", &[XML], body).await;
        assert_eq!(reply.status, status, "{operation} {arguments}");
        let answered = reply.body.contains(&format!("<{operation}Result>"));
        let refused = reply.body.contains("---&gt; Invalid combination email/password");
        assert_eq!((answered, refused), (status == 200, status == 500), "{}", reply.body);
    }
}

#[tokio::test]
async fn an_operation_that_is_not_played_says_so_after_the_log_in() {
    let client = Client::start(World::manuals()).await;
    let arguments = format!("<EmployeeId>{THOMAS}</EmployeeId>");
    let reply = client.call("EmployeeService", "WageTax_GetCurrent", &arguments).await;
    assert_eq!(reply.status, 500);
    assert!(
        reply
            .body
            .contains("EmployeeService.WageTax_GetCurrent exists at Nmbrs, but this sandbox does not play it.")
    );
    client.sandbox.play().world_mut().users[0]
        .methods_off
        .insert("*.WageTax_*".to_owned());
    let reply = client.call("EmployeeService", "WageTax_GetCurrent", &arguments).await;
    assert_eq!(reply.told(), "1002: Unauthorized access");
}
