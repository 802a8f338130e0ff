//! The identity service: log-in, rotation, and every way in which a token can be lost.
#![expect(clippy::unwrap_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its own part")]
mod stub;

use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use loonbrug_nmbrs::identity::{Authorization, Identity, Tokens};
use loonbrug_nmbrs::{Fault, FaultClass, FaultCode, capability};
use rand::SeedableRng;
use rand::rngs::StdRng;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use stub::{Seen, Stub, answer, broken_off, closes_after_the_request, http, nobody, raw};
use url::Url;

fn identity(base: &Url) -> Identity {
    Identity {
        base: base.clone(),
        client_id: "loonbrug".to_owned(),
        client_secret: SecretString::from("loonbrug-secret"),
        redirect: Url::parse("http://127.0.0.1:8080/nmbrs/terug").unwrap(),
        scopes: capability::scopes().into_iter().map(ToOwned::to_owned).collect(),
    }
}

fn authorize(identity: &Identity, seed: u64) -> Authorization {
    identity.authorize_url(&mut StdRng::seed_from_u64(seed)).unwrap()
}

fn query(url: &Url) -> HashMap<String, String> {
    url.query_pairs().into_owned().collect()
}

/// An identity service: one code, refresh tokens that serve once.
#[derive(Default)]
struct Service {
    challenge: String,
    valid: Option<String>,
    issued: u32,
}

impl Service {
    fn answer(&mut self, form: &HashMap<String, String>) -> Response {
        if form["client_id"] != "loonbrug" || form["client_secret"] != "loonbrug-secret" {
            return answer(400, &json!({ "error": "invalid_client" }));
        }
        let granted = match form["grant_type"].as_str() {
            "authorization_code" => {
                let hash = Sha256::digest(&form["code_verifier"]);
                form["code"] == "code-1" && BASE64_URL_SAFE_NO_PAD.encode(hash) == self.challenge
            }
            _ => self.valid.as_deref() == Some(form["refresh_token"].as_str()),
        };
        if !granted {
            return answer(400, &json!({ "error": "invalid_grant", "error_description": "spent" }));
        }
        self.issued += 1;
        let refresh = format!("refresh-{}", self.issued);
        self.valid = Some(refresh.clone());
        answer(
            200,
            &json!({ "access_token": format!("access-{}", self.issued), "expires_in": 3600, "token_type": "Bearer",
                     "refresh_token": refresh, "scope": "company.info.read offline_access" }),
        )
    }
}

async fn service(challenge: String) -> Stub {
    let service = Arc::new(Mutex::new(Service {
        challenge,
        ..Service::default()
    }));
    Stub::start(move |seen: &Seen| service.lock().unwrap().answer(&seen.form())).await
}

fn shown(tokens: &Tokens) -> (&str, &str, u64, Option<&str>) {
    let Tokens {
        access,
        refresh,
        expires_in_seconds,
        scope,
    } = tokens;
    (
        access.expose_secret(),
        refresh.expose_secret(),
        *expires_in_seconds,
        scope.as_deref(),
    )
}

fn token(text: &str) -> SecretString {
    SecretString::from(text)
}

#[test]
fn the_log_in_asks_for_the_scopes_of_the_table() {
    let identity = identity(&Url::parse("https://identityservice.nmbrs.com").unwrap());
    let authorization = authorize(&identity, 1);
    let query = query(&authorization.url);
    assert_eq!(authorization.url.path(), "/connect/authorize");
    assert_eq!(query["response_type"], "code");
    assert_eq!(query["client_id"], "loonbrug");
    assert_eq!(query["redirect_uri"], "http://127.0.0.1:8080/nmbrs/terug");
    assert_eq!(query["state"], authorization.state);
    assert_eq!(query["code_challenge_method"], "S256");
    insta::assert_snapshot!(query["scope"], @"offline_access company.info.read company.payrollsettings.read employee.info.read employee.employment.read employee.payment.read employee.payment");
    let other = authorize(&identity, 2);
    assert_ne!(authorization.state, other.state);
    assert_ne!(authorization.verifier.expose_secret(), other.verifier.expose_secret());
    assert_ne!(authorization.verifier.expose_secret(), authorization.state);
    assert_eq!(authorization.verifier.expose_secret().len(), 43);
}

#[tokio::test]
async fn a_code_becomes_tokens_that_rotate() {
    let begun = authorize(&identity(&Url::parse("http://127.0.0.1/").unwrap()), 1);
    let stub = service(query(&begun.url)["code_challenge"].clone()).await;
    let identity = identity(&stub.base);

    let first = identity.exchange(&http(), "code-1", &begun.verifier).await.unwrap();
    assert_eq!(
        shown(&first),
        ("access-1", "refresh-1", 3600, Some("company.info.read offline_access"))
    );
    let second = identity.refresh(&http(), &first.refresh).await.unwrap();
    assert_eq!(shown(&second).1, "refresh-2");
    assert_eq!(
        shown(&identity.refresh(&http(), &second.refresh).await.unwrap()).1,
        "refresh-3"
    );

    let spent = identity.refresh(&http(), &first.refresh).await.unwrap_err();
    assert_eq!(
        (spent.class, spent.code),
        (FaultClass::Pause, Some(FaultCode::GrantRevoked))
    );
    insta::assert_snapshot!(spent, @"POST connect/token (refresh_token): 400 Bad Request; invalid_grant (spent); log in at Nmbrs again");

    let seen = stub.seen();
    assert!(seen.iter().all(|request| request.path == "/connect/token"), "{seen:?}");
    assert_eq!(seen[0].form()["redirect_uri"], "http://127.0.0.1:8080/nmbrs/terug");
}

#[tokio::test]
async fn a_code_without_its_verifier_is_refused() {
    let stub = service("another".to_owned()).await;
    let fault = identity(&stub.base)
        .exchange(&http(), "code-1", &token("verifier"))
        .await
        .unwrap_err();
    assert_eq!(
        (fault.class, fault.code),
        (FaultClass::Pause, Some(FaultCode::GrantRevoked))
    );
}

async fn refresh(answer: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> Result<Tokens, Fault> {
    let stub = Stub::start(answer).await;
    let outcome = identity(&stub.base).refresh(&http(), &token("refresh-1")).await;
    assert_eq!(stub.seen().len(), 1, "a refresh is never repeated unasked");
    outcome
}

#[tokio::test]
async fn a_refresh_whose_answer_is_lost_is_unknown() {
    let base = closes_after_the_request().await;
    let closed = identity(&base).refresh(&http(), &token("refresh-1")).await.unwrap_err();
    assert_eq!(closed.class, FaultClass::Unknown);
    assert!(
        closed
            .message
            .ends_with("try once more, and if it is refused then log in at Nmbrs again"),
        "{closed}"
    );

    let outcomes = [
        refresh(|_| broken_off(200, r#"{"access_token":"secret-access"#)).await,
        refresh(|_| raw(200, "application/json", r#"{"access_token":"secret-access","refresh"#)).await,
        refresh(|_| answer(200, &json!({ "access_token": 12, "refresh_token": "secret-refresh" }))).await,
        refresh(|_| raw(200, "text/html", "<html>Onderhoud</html>")).await,
        refresh(|_| raw(503, "text/html", "")).await,
    ];
    for outcome in outcomes {
        let fault = outcome.unwrap_err();
        assert_eq!(fault.class, FaultClass::Unknown);
        assert!(fault.message.contains("log in at Nmbrs again"), "{fault}");
        assert!(!fault.message.contains("secret"), "{fault}");
    }
}

#[tokio::test]
async fn where_nobody_listens_the_token_is_not_spent() {
    let fault = identity(&nobody().await)
        .refresh(&http(), &token("refresh-1"))
        .await
        .unwrap_err();
    assert_eq!(fault.class, FaultClass::Retry { after: None });
}

#[tokio::test]
async fn refusals_say_what_to_do() {
    let outcomes = [
        refresh(|_| answer(400, &json!({ "error": "invalid_grant" }))).await,
        refresh(|_| answer(400, &json!({ "error": "invalid_client" }))).await,
        refresh(|_| raw(401, "text/plain", "")).await,
        refresh(|_| answer(400, &json!({ "error": "invalid_scope" }))).await,
        refresh(|_| answer(400, &json!({ "error": "unsupported_grant_type" }))).await,
        refresh(|_| raw(404, "text/html", "<html>Not found</html>")).await,
        refresh(|_| answer(429, &json!({}))).await,
    ];
    let shown = outcomes.map(|outcome| {
        let fault = outcome.unwrap_err();
        format!("{:?} {:?}: {fault}", fault.class, fault.code)
    });
    insta::assert_snapshot!(shown.join("\n"), @r"
    Pause Some(GrantRevoked): POST connect/token (refresh_token): 400 Bad Request; invalid_grant; log in at Nmbrs again
    Pause Some(InvalidAuthentication): POST connect/token (refresh_token): 400 Bad Request; invalid_client; check client id and secret of the registration
    Pause Some(InvalidAuthentication): POST connect/token (refresh_token): 401 Unauthorized; check client id and secret of the registration
    Pause Some(UnauthorisedMethod): POST connect/token (refresh_token): 400 Bad Request; invalid_scope; check the scopes of the registration
    Pause None: POST connect/token (refresh_token): 400 Bad Request; unsupported_grant_type; check the address and the registration of the identity service
    Pause None: POST connect/token (refresh_token): 404 Not Found; check the address and the registration of the identity service
    Retry { after: None } None: POST connect/token (refresh_token): too many calls (429 Too Many Requests), send fewer a second
    ");
}

#[tokio::test]
async fn an_answer_without_a_new_refresh_token_keeps_the_old_one() {
    let tokens = refresh(|_| answer(200, &json!({ "access_token": "access-2", "token_type": "Bearer" })))
        .await
        .unwrap();
    assert_eq!(shown(&tokens), ("access-2", "refresh-1", 300, None));
}

/// The tokens came; to refuse the answer for anything else would lose them.
#[tokio::test]
async fn an_odd_member_loses_no_token() {
    let odd = |life: Value| {
        let body = json!({ "access_token": "access-2", "refresh_token": "refresh-2", "expires_in": life, "scope": [] });
        refresh(move |_| answer(200, &body))
    };
    assert_eq!(
        shown(&odd(json!("3600")).await.unwrap()),
        ("access-2", "refresh-2", 3600, None)
    );
    assert_eq!(
        shown(&odd(json!("an hour")).await.unwrap()),
        ("access-2", "refresh-2", 300, None)
    );
}

#[tokio::test]
async fn a_log_in_without_a_refresh_token_is_no_log_in() {
    let stub = Stub::start(|_: &Seen| answer(200, &json!({ "access_token": "access-1", "expires_in": 3600 }))).await;
    let fault = identity(&stub.base)
        .exchange(&http(), "code-1", &token("verifier"))
        .await
        .unwrap_err();
    assert_eq!(
        (fault.class, fault.code),
        (FaultClass::Pause, Some(FaultCode::UnauthorisedMethod))
    );
}

#[tokio::test]
async fn an_authorisation_is_revoked() {
    let stub = Stub::start(|_: &Seen| raw(200, "text/plain", "")).await;
    assert_eq!(identity(&stub.base).revoke(&http(), &token("refresh-1")).await, Ok(()));
    let seen = stub.seen();
    assert_eq!(seen[0].path, "/connect/revocation");
    let form = seen[0].form();
    assert_eq!(
        (form["token"].as_str(), form["token_type_hint"].as_str()),
        ("refresh-1", "refresh_token")
    );
}

#[tokio::test]
async fn secrets_are_never_shown() {
    let identity = identity(&Url::parse("http://127.0.0.1/").unwrap());
    let tokens = Tokens {
        access: token("access-secret"),
        refresh: token("refresh-secret"),
        expires_in_seconds: 3600,
        scope: None,
    };
    let begun = authorize(&identity, 1);
    let shown = format!("{identity:?} {tokens:?} {begun:?}");
    assert!(
        !shown.contains("-secret") && !shown.contains(begun.verifier.expose_secret()),
        "{shown}"
    );
}
