//! Faults that change whether, when and how often a call takes effect.

use serde_json::{Value, json};

use crate::faults::{INSERT, insert_under};
use crate::visitor::{Visitor, hours};

async fn late(visitor: &Visitor) -> Value {
    visitor.control("faults/met").await["late"].clone()
}

async fn advance(visitor: &Visitor, seconds: u64) {
    visitor.order("clock", json!({ "advance_seconds": seconds })).await;
}

#[tokio::test]
async fn a_late_call_takes_effect_when_its_time_has_come() {
    let visitor = Visitor::new().await;
    let (outcome, held) = insert_under(&visitor, json!({ "kind": "late", "delay_seconds": 60 })).await;
    assert!(outcome.is_err(), "{outcome:?}");
    assert_eq!((held, late(&visitor).await), (0, json!(1)));
    advance(&visitor, 59).await;
    assert_eq!(visitor.held(1001).await.len(), 0);
    advance(&visitor, 1).await;
    let held = visitor.control("state/nmbrs/hours?company=1&employee=1001").await;
    assert_eq!(
        (&held[0]["hours"], &held[0]["written_at"], late(&visitor).await),
        (&json!("15.00"), &json!("2023-05-17T09:01:00Z"), json!(0))
    );
    let last = visitor.control("calls").await["last"].clone();
    let faulted = last.as_array().unwrap().iter().find(|call| call["fault"] == "late");
    assert_eq!(faulted.unwrap()["status"], Value::Null);
}

#[tokio::test]
async fn a_late_call_may_be_answered_with_a_page_and_is_seen_by_the_first_call_that_comes_after_it() {
    let visitor = Visitor::new().await;
    let fault = json!({ "kind": "late", "delay_seconds": 5, "status": 504 });
    let (outcome, held) = insert_under(&visitor, fault).await;
    let (status, page) = outcome.unwrap();
    assert_eq!((status, held), (504, 0));
    assert!(page.contains("<h1>Gateway Timeout</h1>"), "{page}");
    let path = visitor.employee(1001).await + "/variablehours";
    assert_eq!(visitor.rows(&path).await.len(), 0);
    advance(&visitor, 5).await;
    assert_eq!(visitor.rows(&path).await.len(), 1);
}

#[tokio::test]
async fn a_late_call_may_stay_unseen_by_the_next_reads_of_its_interface() {
    let visitor = Visitor::new().await;
    let (_, held) = insert_under(&visitor, json!({ "kind": "late", "after_reads": 2 })).await;
    assert_eq!(held, 0);
    let path = visitor.employee(1001).await + "/variablehours";
    let form = [("grant_type", "authorization_code"), ("code", "none")];
    assert_eq!(visitor.tokens(&form).await.0, 400);
    let mut seen = vec![];
    for _ in 0..3 {
        seen.push(visitor.rows(&path).await.len());
    }
    assert_eq!((seen, late(&visitor).await), (vec![0, 0, 1], json!(0)));
}

#[tokio::test]
async fn late_calls_take_effect_in_the_order_of_their_moments_and_before_a_hand() {
    let visitor = Visitor::new().await;
    let path = visitor.employee(1001).await + "/variablehours";
    visitor
        .order(
            "faults",
            json!([
                { "operation": INSERT, "kind": "late", "delay_seconds": 20, "status": 502 },
                { "operation": INSERT, "kind": "late", "delay_seconds": 10, "status": 502 },
            ]),
        )
        .await;
    for quantity in [1.0, 2.0] {
        let (status, _) = visitor.post(&path, hours(2100, quantity, (2023, 4), false)).await;
        assert_eq!(status, 502);
    }
    advance(&visitor, 30).await;
    let edit = json!({ "action": "add", "company": 1, "employee": 1001, "code": 2100, "hours": 3 });
    visitor.order("edit", edit).await;
    let order: Vec<String> = visitor.held(1001).await.into_iter().map(|row| row.1).collect();
    assert_eq!(order, ["2.00", "1.00", "3.00"]);
}

#[tokio::test]
async fn a_late_call_that_is_refused_by_then_has_no_effect() {
    let visitor = Visitor::new().await;
    let (_, held) = insert_under(&visitor, json!({ "kind": "late", "delay_seconds": 60 })).await;
    visitor.order("close-period", json!({ "company": 1 })).await;
    advance(&visitor, 60).await;
    assert_eq!((held, visitor.held(1001).await.len()), (0, 0));
    assert_eq!(late(&visitor).await, 0);
}

#[tokio::test]
async fn a_reset_and_a_load_forget_what_is_late() {
    let visitor = Visitor::new().await;
    for (path, body) in [("reset", json!({})), ("load", json!({ "set": "manuals" }))] {
        let fault = json!({ "kind": "late", "delay_seconds": 60, "status": 502 });
        let (_, held) = insert_under(&visitor, fault).await;
        assert_eq!((held, late(&visitor).await), (0, json!(1)));
        visitor.order(path, body).await;
        assert_eq!(late(&visitor).await, 0, "{path}");
        visitor.order("clock", json!({ "now": "2023-05-18T09:00:00Z" })).await;
        assert_eq!(visitor.held(1001).await.len(), 0, "{path}");
    }
}

#[tokio::test]
async fn a_late_read_is_only_cut() {
    let visitor = Visitor::new().await;
    visitor.order("faults", json!({ "kind": "late" })).await;
    let outcome = visitor.request(reqwest::Method::GET, "api/companies").send().await;
    assert!(outcome.is_err(), "{outcome:?}");
    assert_eq!(late(&visitor).await, 0);
}

#[tokio::test]
async fn a_repeated_call_takes_effect_twice_and_the_second_answer_is_given() {
    let visitor = Visitor::new().await;
    let (outcome, held) = insert_under(&visitor, json!({ "kind": "twice" })).await;
    let (status, text) = outcome.unwrap();
    assert_eq!((status, held), (201, 2));
    let answer: Value = serde_json::from_str(&text).unwrap();
    let rows = visitor.control("state/nmbrs/hours?employee=1001").await;
    assert_eq!(answer["hourComponentId"], rows[1]["uuid"]);
    let path = format!(
        "{}/hours/{}",
        visitor.employee(1001).await,
        rows[0]["uuid"].as_str().unwrap()
    );
    visitor
        .order("faults", json!({ "operation": "DELETE *", "kind": "twice" }))
        .await;
    assert_eq!(visitor.delete(&path).await.0, 404);
    assert_eq!(visitor.held(1001).await.len(), 1);
}

#[tokio::test]
async fn the_period_may_close_just_before_a_call() {
    let visitor = Visitor::new().await;
    let (outcome, held) = insert_under(&visitor, json!({ "kind": "close-period" })).await;
    let (status, text) = outcome.unwrap();
    assert_eq!((status, held), (400, 0), "{text}");
    let companies = visitor.control("state/nmbrs/companies").await;
    assert_eq!(
        (&companies[0]["period"], &companies[1]["period"]),
        (&json!(5), &json!(6))
    );
}

#[tokio::test]
async fn one_seed_gives_the_same_faults_and_they_are_counted() {
    let visitor = Visitor::new().await;
    let faults = json!([
        { "operation": "GET /api/companies", "kind": "status", "count": 1000, "probability": 0.3 },
        { "operation": "GET /api/companies", "kind": "malformed", "count": 1000, "probability": 0.3 },
    ]);
    let mut seen = vec![];
    for seed in [7, 7, 8] {
        visitor.order("faults", json!({ "seed": seed, "faults": faults })).await;
        let mut drawn = vec![];
        for _ in 0..40 {
            let (status, page) = visitor.get("api/companies").await;
            drawn.push((status, page.is_string()));
        }
        let met = visitor.control("faults/met").await["met"].clone();
        let count = |wanted: (u16, bool)| drawn.iter().filter(|call| **call == wanted).count();
        assert_eq!(met["status"], count((503, true)));
        assert_eq!(met["malformed"], count((200, true)));
        assert_eq!(met["late"], 0);
        assert!(
            met["status"].as_u64() > Some(0) && met["malformed"].as_u64() > Some(0),
            "{met}"
        );
        seen.push(drawn);
    }
    assert_eq!(seen[0], seen[1]);
    assert_ne!(seen[1], seen[2]);
    let impossible = json!({ "kind": "status", "probability": 1.5 });
    assert_eq!(visitor.try_order("faults", impossible).await.0, 422);
}
