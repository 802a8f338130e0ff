//! A form that was filled in before the session ended: its user sends it after signing in, and nobody else sees it.

use crate::stage::{Stage, User};
use loonbrug_domain::access::Role;
use loonbrug_domain::{Date, DateRange};
use reqwest::header::LOCATION;
use reqwest::{Method, Response, StatusCode};

const LEAVE: [(&str, &str); 7] = [
    ("from", "2023-08-21"),
    ("to", "2023-09-05"),
    ("hours", "72,5"),
    ("type", "holiday"),
    ("description", "Zomer <vakantie>"),
    ("do", "ask"),
    ("once", "018e2f3c-0000-7000-8000-000000000001"),
];

fn leave(user: &User) -> Vec<(&str, &str)> {
    let token = [("token", user.token.as_str())];
    token.into_iter().chain(LEAVE).collect()
}

fn to(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{answer:?}");
    answer.headers().get(LOCATION).unwrap().to_str().unwrap().to_owned()
}

async fn asked(stage: &Stage) -> usize {
    let always = DateRange {
        from: Date::MIN,
        to: Date::MAX,
    };
    let requests = stage.hub.leave_requests(stage.organisation, always).await;
    requests.unwrap().len()
}

/// Where the form waits, out of the address of the page to sign in.
fn waits_at(sign_in: &str) -> String {
    sign_in.strip_prefix("/sign-in?to=").unwrap().replace("%2F", "/")
}

#[tokio::test]
async fn a_form_of_a_session_that_is_over_is_sent_after_signing_in() {
    let stage = Stage::set().await;
    let action = format!("/e/{}/me/leave", stage.organisation);
    let before = stage.user(Role::Employee, stage.organisation).await;
    stage.after(31);
    let sent = stage.ask(&Method::POST, &action, Some(&before), &leave(&before)).await;
    let waits = waits_at(&to(&sent));
    assert_eq!(asked(&stage).await, 0);

    let now = stage.again(Role::Employee, stage.organisation).await;
    let page = stage.ask(&Method::GET, &waits, Some(&now), &[]).await;
    let page = page.text().await.unwrap();
    for (name, value) in LEAVE {
        let value = value.replace('<', "&#60;").replace('>', "&#62;");
        assert!(
            page.contains(&format!("name=\"{name}\" value=\"{value}\"")),
            "{name}: {page}"
        );
    }
    assert!(
        page.contains(&format!("action=\"{action}\"")) && !page.contains(&before.token),
        "{page}"
    );

    let somebody = stage.user(Role::Payroll, stage.organisation).await;
    let theirs = stage.ask(&Method::GET, &waits, Some(&somebody), &[]).await;
    assert_eq!(theirs.status(), StatusCode::NOT_FOUND);

    for _ in 0..2 {
        to(&stage.ask(&Method::POST, &action, Some(&now), &leave(&now)).await);
    }
    assert_eq!(asked(&stage).await, 1);
}

#[tokio::test]
async fn a_session_that_was_ended_or_long_ago_keeps_nothing_and_no_password_is_kept() {
    let stage = Stage::set().await;
    let action = format!("/e/{}/me/leave", stage.organisation);
    let user = stage.user(Role::Employee, stage.organisation).await;
    stage.after(31);
    let form = [
        ("token", user.token.as_str()),
        ("current", "oud"),
        ("new", "nieuw"),
        ("again", "nieuw"),
    ];
    let answer = stage.ask(&Method::POST, "/account/password", Some(&user), &form).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    stage.after(2 * 24 * 60);
    // Signing in forgets what ended long ago.
    stage.again(Role::Employee, stage.organisation).await;
    let answer = stage.ask(&Method::POST, &action, Some(&user), &leave(&user)).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_page_from_before_signing_in_again_is_taken_up_when_the_browser_says_that_it_is_ours() {
    let stage = Stage::set().await;
    let action = format!("/e/{}/me/leave", stage.organisation);
    let before = stage.user(Role::Employee, stage.organisation).await;
    let now = stage.again(Role::Employee, stage.organisation).await;
    let old_page = leave(&before);
    let of_nobody = stage.ask(&Method::POST, &action, Some(&now), &old_page).await;
    assert_eq!(of_nobody.status(), StatusCode::FORBIDDEN);
    let ours = stage.ask_from("same-origin", &action, &now, &old_page).await;
    let page = stage
        .ask(&Method::GET, &to(&ours), Some(&now), &[])
        .await
        .text()
        .await
        .unwrap();
    assert!(page.contains("Alsnog versturen") && page.contains("72,5"), "{page}");
    let elsewhere = stage.ask_from("cross-site", &action, &now, &leave(&now)).await;
    assert_eq!(elsewhere.status(), StatusCode::FORBIDDEN);
    assert_eq!(asked(&stage).await, 0);
}

#[tokio::test]
async fn a_form_for_which_one_must_prove_who_one_is_waits_for_the_proof() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let action = format!("/e/{}/settings/users", stage.organisation);
    stage.after(11);
    let form = [
        ("token", owner.token.as_str()),
        ("name", "Nieuwe controleur"),
        ("email", "nieuw@example.nl"),
        ("role", "auditor"),
    ];
    let sent = to(&stage.ask(&Method::POST, &action, Some(&owner), &form).await);
    let waits = sent.strip_prefix("/prove?to=").unwrap().replace("%2F", "/");
    let page = stage
        .ask(&Method::GET, &waits, Some(&owner), &[])
        .await
        .text()
        .await
        .unwrap();
    assert!(
        page.contains("Alsnog versturen") && page.contains("Nieuwe controleur"),
        "{page}"
    );
    // A page that only shows is come back to by its address.
    let shown = to(&stage.ask(&Method::GET, &action, Some(&owner), &[]).await);
    assert_eq!(shown, format!("/prove?to={}", action.replace('/', "%2F")));
}
