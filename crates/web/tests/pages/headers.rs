//! What every answer says to the browser, that looking changes nothing, and what a fault of ours gives away.

use crate::stage::Stage;
use crate::walk::{path, rows};
use loonbrug_domain::access::Role;
use loonbrug_web::{Needs, RouteRow};
use reqwest::header::SET_COOKIE;
use reqwest::{Method, Response, StatusCode};

const POLICY: &str =
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const HSTS: &str = "strict-transport-security";

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    let value = answer.headers().get(name);
    value.and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn every_answer_keeps_browsers_to_what_is_ours_and_keeps_nothing() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let mut asked: Vec<(Method, String)> = rows()
        .iter()
        .map(|row| (row.method.clone(), path(&stage, row)))
        .collect();
    asked.push((Method::GET, "/nowhere".to_owned()));
    for (method, path) in asked {
        for user in [None, Some(&owner)] {
            let answer = stage.ask(&method, &path, user, &[]).await;
            assert_eq!(header(&answer, "content-security-policy"), POLICY, "{path}");
            assert_eq!(header(&answer, "x-content-type-options"), "nosniff", "{path}");
            assert_eq!(header(&answer, "x-frame-options"), "DENY", "{path}");
            assert_eq!(header(&answer, "referrer-policy"), "same-origin", "{path}");
            assert_eq!(header(&answer, "cross-origin-opener-policy"), "same-origin", "{path}");
            // Our own scripts may be kept, and asked for anew each time.
            let is_script = header(&answer, "content-type").starts_with("text/javascript");
            let kept = header(&answer, "cache-control");
            assert!(
                kept == "no-store" || (is_script && kept == "no-cache"),
                "{path}: {kept}"
            );
            let lets_in = answer
                .headers()
                .keys()
                .any(|name| name.as_str().starts_with("access-control-"));
            assert!(!lets_in, "no other origin may read: {path}: {answer:?}");
        }
    }
}

/// What is stored by looking, and changes nothing by itself: who comes back from a provider without a visit is counted as
/// somebody who guesses, and a second factor that is offered counts when it was confirmed.
const STORED_BY_LOOKING: [&str; 2] = ["/sign-in/back", "/account/second-factor"];

#[tokio::test]
async fn looking_changes_nothing_that_is_stored() {
    let stage = Stage::set().await;
    for role in [Role::Owner, Role::Employee] {
        let user = stage.user(role, stage.organisation).await;
        let mut before = stage.everything().await;
        let looking = |row: &RouteRow| row.method == Method::GET && !STORED_BY_LOOKING.contains(&row.path);
        for row in rows().into_iter().filter(looking) {
            let answer = stage.ask(&row.method, &path(&stage, &row), Some(&user), &[]).await;
            let after = stage.everything().await;
            // That somebody was refused is written down.
            let may_change = answer.status() == StatusCode::FORBIDDEN;
            assert!(may_change || after == before, "{row:?} changed something: {answer:?}");
            before = after;
        }
    }
}

#[tokio::test]
async fn behind_https_cookies_and_browsers_keep_to_it() {
    let stage = Stage::set().await;
    stage.user(Role::Owner, stage.organisation).await;
    let open = stage.sign_in_from("198.51.100.9", Role::Owner, true).await;
    assert_eq!((open.status(), header(&open, HSTS)), (StatusCode::SEE_OTHER, ""));
    let stage = stage.behind_https().await;
    let secure = stage.sign_in_from("198.51.100.9", Role::Owner, true).await;
    assert_eq!(secure.status(), StatusCode::SEE_OTHER, "{secure:?}");
    assert_eq!(header(&secure, HSTS), "max-age=31536000");
    let cookies: Vec<&str> = secure
        .headers()
        .get_all(SET_COOKIE)
        .iter()
        .map(|cookie| cookie.to_str().unwrap())
        .collect();
    assert!(!cookies.is_empty());
    for cookie in cookies {
        assert!(cookie.starts_with("__Host-loonbrug="), "{cookie}");
        let words: Vec<&str> = cookie.split("; ").skip(1).collect();
        assert_eq!(words, ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"]);
    }
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let long = "x".repeat(5 * 1024 * 1024);
    let form = [("token", owner.token.as_str()), ("name", long.as_str())];
    let refused = stage.ask(&Method::POST, "/account/look", Some(&owner), &form).await;
    assert_eq!(refused.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_fault_of_ours_gives_nothing_away_and_lets_nobody_in() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    stage.hub.store.close().await;
    for row in rows().into_iter().filter(|row| row.needs != Needs::Nothing) {
        let form = [("token", owner.token.as_str())];
        let answer = stage.ask(&row.method, &path(&stage, &row), Some(&owner), &form).await;
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{row:?}");
        let page = answer.text().await.unwrap();
        assert!(page.contains("Er ging bij ons iets mis."), "{row:?}: {page}");
        let inner = ["sql", "pool", "database", "store", "connection"];
        let told = inner.iter().find(|word| page.to_lowercase().contains(**word));
        assert_eq!(told, None, "{row:?}: {page}");
    }
}
