//! Who may do what: subscription key, token, scopes, debtors, in the order of the checks.

use loonbrug_sandbox::browser::LogIn;
use reqwest::Method;
use serde_json::{Value, json};

use crate::visitor::{EVERY_SCOPE, KEY, Visitor, answer, hours};

#[tokio::test]
async fn the_gateway_asks_for_a_subscription_key_in_its_own_form() {
    let visitor = Visitor::stranger().await;
    let url = visitor.sandbox.base_url().join("nmbrs/api/companies").unwrap();
    let (status, body) = answer(visitor.http.get(url.clone())).await;
    assert_eq!((status, &body["statusCode"]), (401, &json!(401)));
    assert!(
        body["message"].as_str().unwrap().contains("missing subscription key"),
        "{body}"
    );
    let (status, body) = answer(visitor.http.get(url).header("X-Subscription-Key", "other")).await;
    assert_eq!(status, 401);
    assert!(
        body["message"].as_str().unwrap().contains("invalid subscription key"),
        "{body}"
    );
}

#[tokio::test]
async fn a_call_without_a_working_token_is_refused_whatever_the_route() {
    let mut visitor = Visitor::stranger().await;
    visitor.token = "nonsense".to_owned();
    for path in ["api/companies", "api/nothing"] {
        let (status, body) = visitor.get(path).await;
        assert_eq!(
            (status, &body["title"], &body["code"]),
            (401, &json!("Unauthorized"), &json!(4010))
        );
    }
    let url = visitor.sandbox.base_url().join("nmbrs/api/companies").unwrap();
    assert_eq!(
        answer(visitor.http.get(url).header("X-Subscription-Key", KEY)).await.0,
        401
    );
}

#[tokio::test]
async fn a_token_works_for_an_hour() {
    let visitor = Visitor::new().await;
    visitor.order("clock", json!({ "advance_seconds": 3599 })).await;
    assert_eq!(visitor.get("api/companies").await.0, 200);
    visitor.order("clock", json!({ "advance_seconds": 1 })).await;
    assert_eq!(visitor.get("api/companies").await.0, 401);
}

#[tokio::test]
async fn a_missing_scope_is_named_before_the_id_and_the_body_are_looked_at() {
    let visitor = Visitor::with_scopes("company.info.read employee.payment.read").await;
    let nobody = "api/employees/00000000-0000-0000-0000-000000000000/variablehours";
    let (status, body) = visitor.post(nobody, json!("no body")).await;
    assert_eq!(status, 403);
    assert!(body["detail"].as_str().unwrap().contains("employee.payment"), "{body}");
    assert_eq!(visitor.get(nobody).await.0, 404);
}

#[tokio::test]
async fn a_scope_that_writes_also_reads() {
    let visitor = Visitor::with_scopes("employee.payment").await;
    let employee = visitor.employee(1001).await;
    assert_eq!(visitor.get(&format!("{employee}/variablehours")).await.0, 200);
    assert_eq!(visitor.get("api/companies").await.0, 403);
}

#[tokio::test]
async fn a_scope_that_was_taken_away_is_missing_at_once() {
    let visitor = Visitor::new().await;
    visitor
        .order("rights", json!({ "scopes_off": ["employee.payment"] }))
        .await;
    let employee = visitor.employee(1001).await;
    assert_eq!(
        visitor
            .post(&format!("{employee}/variablehours"), hours(2100, 1.0, (2023, 4), false))
            .await
            .0,
        403
    );
    visitor.order("rights", json!({ "scopes_off": [] })).await;
    assert_eq!(
        visitor
            .post(&format!("{employee}/variablehours"), hours(2100, 1.0, (2023, 4), false))
            .await
            .0,
        201
    );
}

#[tokio::test]
async fn a_token_of_several_debtors_lists_companies_by_debtor_only() {
    let mut visitor = Visitor::stranger().await;
    visitor
        .sign_in(
            EVERY_SCOPE,
            LogIn {
                debtor: Some("all"),
                ..LogIn::default()
            },
        )
        .await;
    let (status, body) = visitor.get("api/companies").await;
    assert_eq!(
        (status, &body["title"], &body["code"]),
        (403, &json!("ForbiddenMultiDebtor."), &json!(4030))
    );
    let debtors = visitor.rows("api/debtors").await;
    let mut names = vec![];
    for debtor in &debtors {
        let path = format!("api/debtors/{}/companies", debtor["debtorId"].as_str().unwrap());
        names.extend(
            visitor
                .rows(&path)
                .await
                .into_iter()
                .map(|company| company["name"].clone()),
        );
    }
    assert_eq!(names, ["Modehuis Voorbeeld B.V.", "Eetcafé De Proef B.V."]);
}

#[tokio::test]
async fn what_the_consent_does_not_cover_is_forbidden_and_what_nobody_has_is_not_found() {
    let visitor = Visitor::new().await;
    assert_eq!(visitor.rows("api/debtors").await.len(), 1);
    let foreign = [
        visitor.company(2).await + "/employees",
        visitor.employee_of(2, 1001).await + "/variablehours",
    ];
    for path in foreign {
        assert_eq!(visitor.get(&path).await.0, 403, "{path}");
    }
    let nil = "00000000-0000-0000-0000-000000000000";
    for path in [
        format!("api/companies/{nil}/employees"),
        format!("api/employees/{nil}/variablehours"),
    ] {
        assert_eq!(visitor.get(&path).await.0, 404, "{path}");
    }
    assert_eq!(visitor.get("api/companies/12/employees").await.0, 400);
}

#[tokio::test]
async fn a_company_that_the_user_may_not_see_is_left_out_of_lists() {
    let mut visitor = Visitor::stranger().await;
    visitor.order("rights", json!({ "companies": [2] })).await;
    visitor.sign_in(EVERY_SCOPE, LogIn::default()).await;
    assert_eq!(visitor.rows("api/companies").await, Vec::<Value>::new());
    let company = visitor.company(1).await;
    assert_eq!(visitor.get(&format!("{company}/employees")).await.0, 403);
}

#[tokio::test]
async fn what_is_only_guessed_to_exist_is_not_found() {
    let visitor = Visitor::new().await;
    let company = visitor.company(1).await;
    for guess in [
        "wagecodes",
        "period",
        "employees/svwsettings",
        "employees/children",
        "employees/socialsecuritynumbers",
    ] {
        let (status, body) = visitor.get(&format!("{company}/{guess}")).await;
        assert_eq!((status, &body["title"]), (404, &json!("NotFound")), "{guess}");
    }
    let (status, _) = answer(visitor.request(Method::PATCH, "api/companies")).await;
    assert_eq!(status, 405);
}
