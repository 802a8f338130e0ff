//! An `Idempotency-Key` has one request, and that has one answer.

use crate::databases::everywhere;
use crate::stage::Stage;
use loonbrug_hub::access::RequestKey;
use reqwest::StatusCode;
use serde_json::{Value, json};

fn thomas(number: i64) -> Value {
    json!({ "first_name": "Thomas", "last_name": "Lakeman", "employee_number": number })
}

async fn count(stage: &Stage) -> usize {
    stage.hub.store.people(stage.organisation).await.unwrap().len()
}

#[tokio::test]
async fn the_same_request_again_gives_the_same_answer_and_does_nothing() {
    everywhere(async |stage: Stage| {
        let before = count(&stage).await;
        let first = stage.post("/people", Some("a"), &thomas(7001)).await;
        let again = stage.post("/people", Some("a"), &thomas(7001)).await;
        assert_eq!(first.status, StatusCode::CREATED, "{first:?}");
        assert_eq!((again.status, again.json), (first.status, first.json));
        assert_eq!(count(&stage).await, before + 1);
    })
    .await;
}

#[tokio::test]
async fn another_request_under_the_same_key_is_refused() {
    everywhere(async |stage: Stage| {
        stage.post("/people", Some("a"), &thomas(7001)).await;
        let other = stage.post("/people", Some("a"), &thomas(7002)).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(other.json["type"], "urn:loonbrug:problem:key-reused");
    })
    .await;
}

#[tokio::test]
async fn what_was_refused_may_be_asked_again_with_its_key() {
    everywhere(async |stage: Stage| {
        let taken = stage.post("/people", Some("a"), &thomas(1001)).await;
        assert_eq!(taken.status, StatusCode::CONFLICT, "{taken:?}");
        assert_eq!(taken.json["type"], "urn:loonbrug:problem:already-there");
        let mended = stage.post("/people", Some("a"), &thomas(7001)).await;
        assert_eq!(mended.status, StatusCode::CREATED, "{mended:?}");
    })
    .await;
}

#[tokio::test]
async fn a_request_whose_outcome_nobody_knows_is_not_carried_out_again() {
    everywhere(async |stage: Stage| {
        let before = count(&stage).await;
        let visitor = stage.hub.visitor_of_token(&stage.token).await.unwrap();
        // As another node leaves it that dies: begun, and never answered.
        let body = thomas(7001);
        let path = stage.at("/people");
        let hash = loonbrug_api::request_hash("POST", &path, body.to_string().as_bytes());
        let taken = stage.hub.take_request_key(visitor.program().unwrap(), "a", &hash).await;
        assert_eq!(taken.unwrap(), RequestKey::First);
        let answer = stage.post("/people", Some("a"), &body).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{answer:?}");
        assert_eq!(answer.json["type"], "urn:loonbrug:problem:outcome-unknown");
        assert_eq!(count(&stage).await, before);
    })
    .await;
}

#[tokio::test]
async fn of_the_same_request_many_times_at_once_one_is_carried_out() {
    everywhere(async |stage: Stage| {
        let before = count(&stage).await;
        let body = thomas(7001);
        let (one, two, three) = tokio::join!(
            stage.post("/people", Some("a"), &body),
            stage.post("/people", Some("a"), &body),
            stage.post("/people", Some("a"), &body),
        );
        for answer in [one, two, three] {
            let fine = answer.status == StatusCode::CREATED || answer.json["type"] == "urn:loonbrug:problem:under-way";
            assert!(fine, "{answer:?}");
        }
        assert_eq!(count(&stage).await, before + 1);
    })
    .await;
}

#[tokio::test]
async fn what_makes_something_takes_a_key_and_fields_that_fit() {
    everywhere(async |stage: Stage| {
        let long = "k".repeat(129);
        for key in [None, Some("two words"), Some(long.as_str())] {
            let answer = stage.post("/people", key, &thomas(7001)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{key:?}");
            assert_eq!(answer.json["errors"][0]["parameter"], "Idempotency-Key", "{answer:?}");
        }
        for (body, pointer) in [
            (json!({ "first_name": "", "last_name": "Lakeman" }), "/first_name"),
            (
                json!({ "first_name": "Thomas", "last_name": "Lakeman", "work_email": "x" }),
                "/work_email",
            ),
            (
                json!({ "first_name": "Thomas", "last_name": "Lakeman", "birth_date": "30-02-2000" }),
                "/birth_date",
            ),
            (json!({ "first_name": "Thomas", "last_name": 5 }), "/last_name"),
        ] {
            let answer = stage.post("/people", Some("a"), &body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert_eq!(answer.json["errors"][0]["pointer"], pointer, "{answer:?}");
        }
    })
    .await;
}
