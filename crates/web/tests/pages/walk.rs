//! Every route, with everybody: nobody, each role, and an owner of another employer. The table of roles and rights is
//! the domain's; this walk proves that no page goes past it.

use crate::stage::{GROUP, Stage, User};
use loonbrug_domain::access::{Grant, Role};
use loonbrug_web::{Needs, RouteRow, routes};
use reqwest::header::LOCATION;
use reqwest::{Method, Response, StatusCode};
use std::collections::BTreeSet;

/// Ends the session that the walk goes on with; it has a test of its own.
const ENDS_THE_SESSION: &str = "/sign-out";

/// Every route but the one that ends the session.
pub fn rows() -> Vec<RouteRow> {
    let rows = routes().into_iter().map(|(row, _)| row);
    rows.filter(|row| row.path != ENDS_THE_SESSION).collect()
}

/// A path with something in the place of its parameters.
pub fn path(stage: &Stage, row: &RouteRow) -> String {
    let parts = row.path.split('/').map(|part| match part {
        "{organisation}" => stage.organisation.to_string(),
        "{person}" => stage.person.to_string(),
        part if part.starts_with('{') => "018815e5-0000-7000-8000-000000000000".to_owned(),
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

fn is_to_sign_in(answer: &Response) -> bool {
    let to = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    to.is_some_and(|to| to.starts_with("/sign-in"))
}

fn is_turned_away(answer: &Response) -> bool {
    matches!(answer.status(), StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) || is_to_sign_in(answer)
}

#[tokio::test]
async fn nobody_sees_anything_without_signing_in() {
    let stage = Stage::set().await;
    for row in rows().into_iter().filter(|row| row.needs != Needs::Nothing) {
        let answer = stage.ask(&row.method, &path(&stage, &row), None, &[]).await;
        if row.method == Method::GET {
            assert!(is_to_sign_in(&answer), "{row:?}: {answer:?}");
        } else {
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{row:?}");
        }
    }
}

#[tokio::test]
async fn another_employer_is_as_one_that_does_not_exist() {
    let stage = Stage::set().await;
    let stranger = stage.user(Role::Owner, stage.other).await;
    let form = [("token", stranger.token.as_str())];
    for row in rows().into_iter().filter(|row| matches!(row.needs, Needs::At(_))) {
        let answer = stage
            .ask(&row.method, &path(&stage, &row), Some(&stranger), &form)
            .await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{row:?}");
    }
}

#[tokio::test]
async fn each_role_gets_what_the_table_gives_it_and_no_more() {
    let stage = Stage::set().await;
    for role in Role::ALL {
        let user = stage.user(role, stage.organisation).await;
        let grant = Grant {
            organisation: stage.organisation,
            role,
            groups: if role == Role::Planner {
                BTreeSet::from([GROUP.to_owned()])
            } else {
                BTreeSet::new()
            },
            person: (role == Role::Employee).then_some(stage.person),
        };
        for row in rows() {
            let Needs::At(right) = row.needs else { continue };
            let answer = ask(&stage, &row, &user).await;
            if grant.reach(right).is_some() {
                assert!(!is_turned_away(&answer), "{role} has {right}: {row:?}: {answer:?}");
                assert!(
                    !answer.status().is_server_error() || answer.status() == StatusCode::BAD_GATEWAY,
                    "{row:?}: {answer:?}"
                );
            } else {
                assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{role} lacks {right}: {row:?}");
            }
        }
    }
}

async fn ask(stage: &Stage, row: &RouteRow, user: &User) -> Response {
    let form = [("token", user.token.as_str())];
    stage.ask(&row.method, &path(stage, row), Some(user), &form).await
}

#[tokio::test]
async fn a_form_without_our_token_changes_nothing() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    for row in rows() {
        if row.method != Method::POST || row.needs == Needs::Nothing {
            continue;
        }
        for token in ["", "0000000000000000"] {
            let answer = stage
                .ask(&row.method, &path(&stage, &row), Some(&owner), &[("token", token)])
                .await;
            // A form with a file is told first that this is none.
            let refused = [StatusCode::FORBIDDEN, StatusCode::BAD_REQUEST];
            assert!(refused.contains(&answer.status()), "{row:?}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn a_session_that_was_signed_out_is_over() {
    let stage = Stage::set().await;
    let owner = stage.user(Role::Owner, stage.organisation).await;
    let home = format!("/e/{}/today", stage.organisation);
    let before = stage.ask(&Method::GET, &home, Some(&owner), &[]).await;
    assert_eq!(before.status(), StatusCode::OK);
    let form = [("token", owner.token.as_str())];
    let out = stage.ask(&Method::POST, ENDS_THE_SESSION, Some(&owner), &form).await;
    assert!(is_to_sign_in(&out), "{out:?}");
    let after = stage.ask(&Method::GET, &home, Some(&owner), &[]).await;
    assert!(is_to_sign_in(&after), "{after:?}");
}

#[tokio::test]
async fn people_out_of_reach_are_not_shown() {
    let stage = Stage::set().await;
    let planner = stage.user(Role::Planner, stage.organisation).await;
    let list = format!("/e/{}/people", stage.organisation);
    let shown = stage
        .ask(&Method::GET, &list, Some(&planner), &[])
        .await
        .text()
        .await
        .unwrap();
    assert!(
        shown.contains("Thomas Lakeman") && !shown.contains("Joeri Kreuk"),
        "{shown}"
    );
    for row in rows()
        .into_iter()
        .filter(|row| row.path.contains("{person}") && matches!(row.needs, Needs::At(_)))
    {
        let own = path(&stage, &row);
        let other = own.replace(&stage.person.to_string(), &stage.out_of_reach.to_string());
        let form = [("token", planner.token.as_str())];
        let answer = stage.ask(&row.method, &other, Some(&planner), &form).await;
        let closed = [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&answer.status());
        assert!(closed, "{row:?}: {answer:?}");
    }
}
