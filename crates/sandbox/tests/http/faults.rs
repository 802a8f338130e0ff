//! Faults on demand, each over the wire.

use serde_json::{Value, json};

use crate::visitor::{Visitor, hours};

pub const INSERT: &str = "POST /api/employees/{employeeId}/variablehours";

/// Orders a fault for the next insert, inserts, and tells how the answer was and how many rows are held.
pub async fn insert_under(visitor: &Visitor, fault: Value) -> (Result<(u16, String), reqwest::Error>, usize) {
    let mut order = fault;
    order["operation"] = json!(INSERT);
    visitor.order("faults", order).await;
    let path = visitor.employee(1001).await + "/variablehours";
    let request = visitor
        .request(reqwest::Method::POST, &path)
        .json(&hours(2100, 15.0, (2023, 4), false));
    let outcome = async {
        let response = request.send().await?;
        let status = response.status().as_u16();
        Ok((status, response.text().await?))
    };
    let outcome = outcome.await;
    (outcome, visitor.held(1001).await.len())
}

#[tokio::test]
async fn a_lost_answer_leaves_the_row_and_a_lost_request_does_not() {
    let visitor = Visitor::new().await;
    let (outcome, held) = insert_under(&visitor, json!({ "kind": "answer-lost" })).await;
    assert!(outcome.is_err(), "{outcome:?}");
    assert_eq!(held, 1);
    let (outcome, held) = insert_under(&visitor, json!({ "kind": "request-lost" })).await;
    assert!(outcome.is_err(), "{outcome:?}");
    assert_eq!(held, 1);
    let last = visitor.control("calls").await["last"].as_array().unwrap().clone();
    let faulted: Vec<_> = last.iter().filter(|call| call["fault"] != Value::Null).collect();
    assert_eq!(
        faulted.iter().map(|call| call["status"].clone()).collect::<Vec<_>>(),
        [Value::Null, Value::Null]
    );
}

#[tokio::test]
async fn error_pages_come_without_the_effect_unless_it_is_asked_for() {
    let visitor = Visitor::new().await;
    let (outcome, held) = insert_under(&visitor, json!({ "kind": "status" })).await;
    let (status, page) = outcome.unwrap();
    assert_eq!((status, held), (503, 0));
    assert!(page.contains("<h1>Service Unavailable</h1>"), "{page}");
    let (outcome, held) = insert_under(
        &visitor,
        json!({ "kind": "status", "status": 500, "after_effect": true }),
    )
    .await;
    assert_eq!((outcome.unwrap().0, held), (500, 1));
    let (outcome, held) = insert_under(&visitor, json!({ "kind": "html" })).await;
    let (status, page) = outcome.unwrap();
    assert_eq!((status, held), (200, 1));
    assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
}

#[tokio::test]
async fn too_many_calls_are_refused_with_and_without_a_time() {
    let visitor = Visitor::new().await;
    for (retry_after, header) in [(json!(12), Some("12")), (Value::Null, None)] {
        visitor
            .order("faults", json!([{ "kind": "too-many", "retry_after": retry_after }]))
            .await;
        let response = visitor
            .request(reqwest::Method::GET, "api/companies")
            .send()
            .await
            .unwrap();
        assert_eq!(response.status().as_u16(), 429);
        let found = response
            .headers()
            .get("retry-after")
            .map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(found.as_deref(), header);
    }
}

#[tokio::test]
async fn spoilt_answers_are_no_json_and_the_effect_is_there() {
    let visitor = Visitor::new().await;
    for (place, kind) in ["malformed", "truncated"].into_iter().enumerate() {
        let (outcome, held) = insert_under(&visitor, json!({ "kind": kind })).await;
        let (status, text) = outcome.unwrap();
        assert_eq!((status, held), (201, place + 1), "{kind}");
        assert!(
            serde_json::from_str::<Value>(&text).is_err() && !text.is_empty(),
            "{kind}: {text}"
        );
    }
    let (outcome, held) = insert_under(&visitor, json!({ "kind": "broken-off" })).await;
    assert!(outcome.is_err(), "{outcome:?}");
    assert_eq!(held, 3);
}

#[tokio::test]
async fn a_slow_answer_comes_whole() {
    let visitor = Visitor::new().await;
    let (outcome, held) = insert_under(&visitor, json!({ "kind": "slow", "delay_ms": 5, "drip_ms": 1 })).await;
    let (status, text) = outcome.unwrap();
    assert_eq!((status, held), (201, 1));
    assert!(serde_json::from_str::<Value>(&text).unwrap()["hourComponentId"].is_string());
}

#[tokio::test]
async fn tokens_and_rights_can_fail_for_one_call() {
    let visitor = Visitor::new().await;
    for (kind, status) in [("token-revoked", 401), ("right-missing", 403)] {
        let (outcome, held) = insert_under(&visitor, json!({ "kind": kind })).await;
        assert_eq!((outcome.unwrap().0, held), (status, 0), "{kind}");
    }
    let (outcome, _) = insert_under(&visitor, json!({ "kind": "status", "count": 0 })).await;
    assert_eq!(outcome.unwrap().0, 201);
}

#[tokio::test]
async fn a_fault_meets_its_operation_as_often_as_ordered_and_lets_pass_what_it_skips() {
    let visitor = Visitor::new().await;
    visitor
        .order(
            "faults",
            json!([{ "operation": "GET /api/c*", "kind": "status", "count": 2, "skip": 1 }]),
        )
        .await;
    assert_eq!(visitor.get("api/debtors").await.0, 200);
    let mut statuses = vec![];
    for _ in 0..4 {
        statuses.push(visitor.get("api/companies").await.0);
    }
    assert_eq!(statuses, [200, 503, 503, 200]);
    assert_eq!(visitor.control("faults").await, json!([]));
}

#[tokio::test]
async fn a_refresh_whose_answer_is_lost_has_spent_the_token() {
    let visitor = Visitor::new().await;
    visitor
        .order(
            "faults",
            json!({ "operation": "POST /connect/token", "kind": "answer-lost" }),
        )
        .await;
    let url = visitor.sandbox.base_url().join("nmbrs/identity/connect/token").unwrap();
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", visitor.refresh.as_str()),
    ];
    assert!(
        visitor
            .http
            .post(url)
            .basic_auth("loonbrug", Some("loonbrug-secret"))
            .form(&form)
            .send()
            .await
            .is_err()
    );
    assert_eq!(visitor.tokens(&form).await, (400, json!({ "error": "invalid_grant" })));
}

#[tokio::test]
async fn an_unknown_kind_of_fault_is_refused() {
    let visitor = Visitor::stranger().await;
    assert_eq!(
        visitor.try_order("faults", json!({ "kind": "earthquake" })).await.0,
        422
    );
}
