//! Every operation of the document, with everybody: nobody, a cookie of an owner, each role's rights, a token that may all
//! but this, and a stranger's employer.

use crate::databases::on_sqlite;
use crate::rights::{Asks, Told, asks, told};
use crate::stage::{Answer, Stage, bearer};
use loonbrug_domain::access::{Extent, Right, Role, extent};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// A path with something in the place of its parameters.
fn path(stage: &Stage, told: &Told) -> String {
    let query = if told.path.ends_with("/openapi.json") {
        ""
    } else {
        "?limit=2"
    };
    let parts = told.path.split('/').map(|part| match part {
        "{organisation}" => stage.organisation.to_string(),
        "{coupling}" => stage.coupling.id().to_string(),
        "{person}" => stage.person.to_string(),
        part if part.starts_with('{') => "018815e5-0000-7000-8000-000000000000".to_owned(),
        part => part.to_owned(),
    });
    format!("{}{query}", parts.collect::<Vec<_>>().join("/"))
}

async fn call(stage: &Stage, told: &Told, headers: &[(&str, &str)]) -> Answer {
    let method: Method = told.method.to_uppercase().parse().unwrap();
    // A body that no operation takes: what is turned away is so before it is read.
    let body = (method != Method::GET).then(|| json!({ "no such field": true }));
    stage.call(&method, &path(stage, told), headers, body.as_ref()).await
}

fn is_problem(answer: &Answer) -> bool {
    let kind = answer.headers.get("content-type").and_then(|kind| kind.to_str().ok());
    kind == Some("application/problem+json")
        && answer.json["type"]
            .as_str()
            .is_some_and(|word| word.starts_with("urn:loonbrug:problem:"))
        && answer.json["status"] == answer.status.as_u16()
        && answer.json["detail"].as_str().is_some_and(|text| !text.is_empty())
}

fn closed() -> Vec<Told> {
    told().into_iter().filter(|told| asks(told) != Asks::Nothing).collect()
}

#[tokio::test]
async fn nobody_gets_in_without_a_token_also_with_a_cookie() {
    on_sqlite(async |stage: Stage| {
        for told in closed() {
            for headers in [
                vec![],
                vec![("cookie", "loonbrug=4e1b"), ("authorization", "Basic 4e1b")],
            ] {
                let answer = call(&stage, &told, &headers).await;
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{told:?}");
                let how = answer.headers.get("www-authenticate").unwrap();
                assert!(how.to_str().unwrap().starts_with("Bearer"), "{how:?}");
                assert!(is_problem(&answer), "{answer:?}");
                assert!(answer.headers.get("set-cookie").is_none());
                assert!(answer.headers.get("access-control-allow-origin").is_none());
            }
        }
    })
    .await;
}

#[tokio::test]
async fn wrong_tokens_are_counted_and_a_right_one_still_works() {
    on_sqlite(async |stage: Stage| {
        let mut seen = Vec::new();
        for number in 0..40 {
            let wrong = bearer(&format!("loonbrug_{number}"));
            let answer = stage
                .call(&Method::GET, "/token", &[("authorization", &wrong)], None)
                .await;
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                assert_eq!(answer.headers.get("retry-after").unwrap(), "900");
                assert!(is_problem(&answer), "{answer:?}");
            }
            seen.push(answer.status);
        }
        assert_eq!(seen[0], StatusCode::UNAUTHORIZED);
        assert_eq!(seen[39], StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(stage.get("/people").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn another_employer_is_as_one_that_does_not_exist() {
    on_sqlite(async |stage: Stage| {
        let stranger = stage.token_with(stage.other, Right::ALL.iter().copied()).await;
        let stranger = bearer(&stranger);
        for told in closed().into_iter().filter(|told| told.path.contains("{organisation}")) {
            let answer = call(&stage, &told, &[("authorization", &stranger)]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{told:?}");
            assert!(is_problem(&answer), "{answer:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_without_the_scope_is_told_which_one_it_lacks() {
    on_sqlite(async |stage: Stage| {
        for told in closed() {
            let Asks::Right(right) = asks(&told) else { continue };
            let others = Right::ALL.iter().copied().filter(|other| *other != right);
            let token = bearer(&stage.token_with(stage.organisation, others).await);
            let answer = call(&stage, &told, &[("authorization", &token)]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{told:?}");
            let lacking = answer.headers.get("www-authenticate").unwrap().to_str().unwrap();
            assert!(
                lacking.contains("insufficient_scope") && lacking.contains(right.word()),
                "{lacking}"
            );
            assert!(is_problem(&answer), "{answer:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_rights_of_each_role_open_what_the_table_gives_it_and_no_more() {
    on_sqlite(async |stage: Stage| {
        for role in Role::ALL {
            let has = |right: Right| extent(role, right) != Extent::Nothing && right.is_for_programs();
            let rights = Right::ALL.iter().copied().filter(|right| has(*right));
            let token = bearer(&stage.token_with(stage.organisation, rights).await);
            for told in closed() {
                let Asks::Right(right) = asks(&told) else { continue };
                let answer = call(&stage, &told, &[("authorization", &token)]).await;
                if has(right) {
                    let turned_away = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&answer.status);
                    assert!(!turned_away, "{role} has {right}: {told:?}: {answer:?}");
                    assert!(!answer.status.is_server_error(), "{told:?}: {answer:?}");
                } else {
                    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role} lacks {right}: {told:?}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_somebody_elses_is_not_there() {
    on_sqlite(async |stage: Stage| {
        for path in [
            format!("/people/{}", stage.stranger),
            format!("/people/{}/contracts", stage.stranger),
            "/people/no-identity".to_owned(),
            "/couplings/018815e5-0000-7000-8000-000000000000".to_owned(),
            "/no-such-thing".to_owned(),
        ] {
            let answer = stage.get(&path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(is_problem(&answer), "{answer:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_method_that_is_not_there_is_told_with_those_that_are() {
    on_sqlite(async |stage: Stage| {
        let answer = stage.call(&Method::DELETE, &stage.at("/people"), &[], None).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        let allowed = answer.headers.get("allow").unwrap().to_str().unwrap();
        assert!(allowed.contains("GET") && allowed.contains("POST"), "{allowed}");
        assert!(is_problem(&answer), "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn problems_are_in_the_language_that_was_asked_for() {
    on_sqlite(async |stage: Stage| {
        let titles = ["nl", "en"].map(|language| [("accept-language", language)]);
        let mut said: Vec<Value> = Vec::new();
        for headers in titles {
            let answer = stage.call(&Method::GET, "/token", &headers, None).await;
            assert_eq!(answer.headers.get("content-language").unwrap(), headers[0].1);
            said.push(answer.json["title"].clone());
        }
        assert_eq!(
            said,
            [
                "Een token ontbreekt of werkt niet",
                "A token is missing or does not work"
            ]
        );
    })
    .await;
}
