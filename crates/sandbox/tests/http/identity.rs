//! The identity service: log-in page, codes, tokens, rotation, revocation.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use insta::assert_json_snapshot;
use loonbrug_sandbox::browser::{self, LogIn, SignInError};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::visitor::{REDIRECT, Visitor, answer, pair};

#[tokio::test]
async fn the_service_describes_itself() {
    let visitor = Visitor::stranger().await;
    let url = visitor
        .sandbox
        .base_url()
        .join("nmbrs/identity/.well-known/openid-configuration")
        .unwrap();
    let (status, document) = answer(visitor.http.get(url)).await;
    let shown = document
        .to_string()
        .replace(visitor.sandbox.base_url().as_str(), "http://host/");
    assert_eq!(status, 200);
    assert_json_snapshot!(serde_json::from_str::<Value>(&shown).unwrap(), @r#"
    {
      "authorization_endpoint": "http://host/nmbrs/identity/connect/authorize",
      "code_challenge_methods_supported": [
        "S256"
      ],
      "grant_types_supported": [
        "authorization_code",
        "refresh_token"
      ],
      "issuer": "http://host/nmbrs/identity",
      "jwks_uri": "http://host/nmbrs/identity/.well-known/openid-configuration/jwks",
      "response_modes_supported": [
        "query"
      ],
      "response_types_supported": [
        "code"
      ],
      "revocation_endpoint": "http://host/nmbrs/identity/connect/revocation",
      "scopes_supported": [
        "offline_access",
        "company.info",
        "company.info.read",
        "company.payrollsettings.read",
        "company.leave.read",
        "employee.info",
        "employee.info.read",
        "employee.employment",
        "employee.employment.read",
        "employee.payment",
        "employee.payment.read",
        "employee.leave",
        "employee.leave.read",
        "employee.orgstructure",
        "employee.orgstructure.read",
        "employee.bankaccount",
        "employee.bankaccount.read",
        "employee.document",
        "employee.document.read",
        "employee.payrollsettings",
        "employee.payrollsettings.read",
        "user.info.read"
      ],
      "token_endpoint": "http://host/nmbrs/identity/connect/token",
      "token_endpoint_auth_methods_supported": [
        "client_secret_basic",
        "client_secret_post"
      ]
    }
    "#);
}

#[tokio::test]
async fn the_page_names_what_is_asked_and_every_field_has_a_label() {
    let visitor = Visitor::stranger().await;
    let url = visitor.authorize_url(&[("scope", "offline_access employee.info.read")]);
    let response = visitor.http.get(url).send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["content-type"]),
        (200, &"text/html; charset=utf-8".parse().unwrap())
    );
    let page = response.text().await.unwrap();
    for field in ["domain", "email", "password", "debtor"] {
        assert!(
            page.contains(&format!("<label for=\"{field}\">")) && page.contains(&format!("id=\"{field}\"")),
            "{field}"
        );
    }
    assert!(
        page.contains("<code>employee.info.read</code>") && page.contains("Voorbeeld Horeca (2)"),
        "{page}"
    );
}

#[tokio::test]
async fn a_code_works_once_within_five_minutes_and_only_at_its_address() {
    let visitor = Visitor::stranger().await;
    let code = visitor.code("employee.info.read", LogIn::default()).await;
    let exchange = [("grant_type", "authorization_code"), ("code", code.as_str())];
    let (status, tokens) = visitor.tokens(&exchange).await;
    assert_eq!(
        (status, &tokens["expires_in"], &tokens["token_type"]),
        (200, &json!(3600), &json!("Bearer"))
    );
    assert_eq!(
        (&tokens["scope"], &tokens["refresh_token"]),
        (&json!("employee.info.read"), &Value::Null)
    );
    assert_eq!(tokens["access_token"].as_str().unwrap().split('.').count(), 3);
    assert_eq!(
        visitor.tokens(&exchange).await,
        (400, json!({ "error": "invalid_grant" }))
    );
    let late = visitor.code("employee.info.read", LogIn::default()).await;
    visitor.order("clock", json!({ "advance_seconds": 300 })).await;
    assert_eq!(
        visitor
            .tokens(&[("grant_type", "authorization_code"), ("code", &late)])
            .await
            .0,
        400
    );
    let code = visitor.code("employee.info.read", LogIn::default()).await;
    let elsewhere = [
        ("redirect_uri", "http://127.0.0.1:1/"),
        ("code", &code),
        ("grant_type", "authorization_code"),
        ("client_id", "loonbrug"),
        ("client_secret", "loonbrug-secret"),
    ];
    let url = visitor.sandbox.base_url().join("nmbrs/identity/connect/token").unwrap();
    assert_eq!(
        answer(visitor.http.post(url).form(&elsewhere)).await.1,
        json!({ "error": "invalid_grant" })
    );
}

#[tokio::test]
async fn with_pkce_the_verifier_decides() {
    let visitor = Visitor::stranger().await;
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(b"the verifier of this test, long enough"));
    for (verifier, status) in [
        ("another verifier", 400),
        ("", 400),
        ("the verifier of this test, long enough", 200),
    ] {
        let url = visitor.authorize_url(&[
            ("scope", "employee.info.read"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let code = pair(&browser::sign_in(&url).await.unwrap(), "code").unwrap();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("code_verifier", verifier),
        ];
        assert_eq!(visitor.tokens(&form).await.0, status, "{verifier}");
    }
    let plain = visitor.authorize_url(&[
        ("scope", "employee.info.read"),
        ("code_challenge", "x"),
        ("code_challenge_method", "plain"),
    ]);
    assert_eq!(
        pair(&browser::sign_in(&plain).await.unwrap(), "error").as_deref(),
        Some("invalid_request")
    );
}

#[tokio::test]
async fn a_refresh_token_works_once_and_the_new_one_goes_on() {
    let visitor = Visitor::new().await;
    let refresh = |token: String| [("grant_type", "refresh_token".to_owned()), ("refresh_token", token)];
    let redeem = async |token: &str| {
        let form = refresh(token.to_owned());
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        visitor.tokens(&form).await
    };
    let (status, second) = redeem(&visitor.refresh).await;
    assert_eq!(status, 200);
    assert_eq!(
        redeem(&visitor.refresh).await,
        (400, json!({ "error": "invalid_grant" }))
    );
    let next = second["refresh_token"].as_str().unwrap();
    assert_ne!(next, visitor.refresh);
    visitor
        .order("clock", json!({ "advance_seconds": 30 * 86_400 - 1 }))
        .await;
    let (status, third) = redeem(next).await;
    assert_eq!(status, 200);
    visitor.order("clock", json!({ "advance_seconds": 30 * 86_400 })).await;
    assert_eq!(redeem(third["refresh_token"].as_str().unwrap()).await.0, 400);
}

#[tokio::test]
async fn revoking_ends_the_grant_and_never_tells_whether_a_token_was_known() {
    let visitor = Visitor::new().await;
    let url = visitor
        .sandbox
        .base_url()
        .join("nmbrs/identity/connect/revocation")
        .unwrap();
    let revoke = |token: &str| {
        visitor
            .http
            .post(url.clone())
            .basic_auth("loonbrug", Some("loonbrug-secret"))
            .form(&[("token", token)])
    };
    assert_eq!(answer(revoke("unknown")).await, (200, json!("")));
    assert_eq!(visitor.get("api/companies").await.0, 200);
    assert_eq!(answer(revoke(&visitor.refresh)).await, (200, json!("")));
    assert_eq!(visitor.get("api/companies").await.0, 401);
    assert_eq!(
        visitor
            .tokens(&[("grant_type", "refresh_token"), ("refresh_token", &visitor.refresh)])
            .await
            .0,
        400
    );
    let stranger = visitor
        .http
        .post(url.clone())
        .basic_auth("loonbrug", Some("wrong"))
        .form(&[("token", "x")]);
    assert_eq!(answer(stranger).await, (401, json!({ "error": "invalid_client" })));
}

#[tokio::test]
async fn one_scope_that_cannot_be_granted_fails_the_log_in() {
    let visitor = Visitor::stranger().await;
    for scope in ["openid", "employee.absence.read"] {
        let url = visitor.authorize_url(&[("scope", &format!("employee.info.read {scope}"))]);
        let back = browser::sign_in(&url).await.unwrap();
        assert_eq!(pair(&back, "error").as_deref(), Some("invalid_scope"));
        assert_eq!(pair(&back, "state").as_deref(), Some("s1"));
        assert!(pair(&back, "error_description").unwrap().contains(scope));
    }
}

#[tokio::test]
async fn a_wrong_log_in_shows_the_page_again() {
    let visitor = Visitor::stranger().await;
    let url = visitor.authorize_url(&[("scope", "employee.info.read")]);
    for log_in in [
        LogIn {
            password: "wrong",
            ..LogIn::default()
        },
        LogIn {
            domain: "elsewhere",
            ..LogIn::default()
        },
        LogIn {
            debtor: Some("nobody"),
            ..LogIn::default()
        },
    ] {
        let refused = browser::sign_in_as(&url, log_in).await.unwrap_err();
        assert!(matches!(refused, SignInError::Refused { status: 401 }), "{refused}");
    }
    let full_domain = LogIn {
        domain: "voorbeeld.nmbrs.nl",
        ..LogIn::default()
    };
    let back = browser::sign_in_as(&url, full_domain).await.unwrap();
    assert!(
        back.as_str().starts_with(REDIRECT) && pair(&back, "code").is_some(),
        "{back}"
    );
    let denied = visitor.http.post(url).form(&[("action", "deny")]).send().await.unwrap();
    assert!(
        denied.headers()["location"]
            .to_str()
            .unwrap()
            .contains("error=access_denied")
    );
}

#[tokio::test]
async fn nobody_is_sent_to_an_address_that_is_not_of_this_machine() {
    let visitor = Visitor::stranger().await;
    let mut url = visitor
        .sandbox
        .base_url()
        .join("nmbrs/identity/connect/authorize")
        .unwrap();
    url.query_pairs_mut().extend_pairs([
        ("client_id", "loonbrug"),
        ("response_type", "code"),
        ("scope", "employee.info"),
    ]);
    for redirect in ["https://example.com/back", "nonsense", "http://localhost.example.com/"] {
        let mut url = url.clone();
        url.query_pairs_mut().append_pair("redirect_uri", redirect);
        let response = visitor.http.request(Method::GET, url).send().await.unwrap();
        assert_eq!(response.status().as_u16(), 400, "{redirect}");
        assert!(response.headers().get("location").is_none());
    }
}

#[tokio::test]
async fn unknown_grants_and_clients_get_the_errors_of_the_standard() {
    let visitor = Visitor::stranger().await;
    assert_eq!(
        visitor.tokens(&[("grant_type", "password")]).await,
        (400, json!({ "error": "unsupported_grant_type" }))
    );
    let url = visitor.sandbox.base_url().join("nmbrs/identity/connect/token").unwrap();
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", "loonbrug"),
        ("client_secret", "no"),
    ];
    assert_eq!(
        answer(visitor.http.post(url).form(&form)).await,
        (400, json!({ "error": "invalid_client" }))
    );
}

#[tokio::test]
async fn a_user_who_takes_the_consent_back_ends_every_grant() {
    let visitor = Visitor::new().await;
    visitor.order("rights", json!({ "revoke_grants": true })).await;
    assert_eq!(visitor.get("api/companies").await.0, 401);
    assert_eq!(
        visitor
            .tokens(&[("grant_type", "refresh_token"), ("refresh_token", &visitor.refresh)])
            .await
            .0,
        400
    );
}
