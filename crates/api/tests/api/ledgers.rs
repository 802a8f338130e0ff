//! Hour ledgers, requests for leave, and the audit log.

use crate::databases::everywhere;
use crate::stage::Stage;
use reqwest::StatusCode;
use serde_json::{Value, json};

async fn balances(stage: &Stage) -> (Value, Value) {
    let told = stage.get(&format!("/people/{}/ledgers", stage.person)).await;
    assert_eq!(told.status, StatusCode::OK, "{told:?}");
    let balance = |ledger: &str| told.json[ledger]["balance_hundredths_of_an_hour"].clone();
    (balance("leave"), balance("plus_minus"))
}

fn booking(hundredths: i64) -> Value {
    json!({
        "ledger": "plus-minus", "hundredths_of_an_hour": hundredths, "date": "2023-05-01", "reason": "Inventarisatie",
    })
}

#[tokio::test]
async fn hours_are_booked_by_hand_and_turned_into_leave() {
    everywhere(async |stage: Stage| {
        let (leave, plus_minus) = balances(&stage).await;
        let path = format!("/people/{}/ledger-bookings", stage.person);
        let first = stage.post(&path, Some("1"), &booking(1250)).await;
        assert_eq!(first.status, StatusCode::CREATED, "{first:?}");
        let again = stage.post(&path, Some("1"), &booking(1250)).await;
        assert_eq!(again.json, first.json, "booked once");
        let expected = json!(plus_minus.as_i64().unwrap() + 1250);
        assert_eq!(balances(&stage).await, (leave.clone(), expected));
        let entries = stage
            .get(&format!("/people/{}/ledgers/plus-minus/entries", stage.person))
            .await;
        let by_one = stage
            .all(&format!("/people/{}/ledgers/plus-minus/entries", stage.person), 1)
            .await;
        assert_eq!(entries.json["items"], json!(by_one));
        let shown: Vec<&Value> = entries.json["items"].as_array().unwrap().iter().collect();
        assert!(
            shown
                .iter()
                .any(|entry| entry["hundredths_of_an_hour"] == 1250 && entry["description"] == "Inventarisatie")
        );

        let conversion = json!({
            "hundredths_of_an_hour": 800, "date": "2023-05-02", "kind": "extra-statutory", "reason": "Op verzoek",
        });
        let converted = stage
            .post(&format!("/people/{}/conversions", stage.person), Some("2"), &conversion)
            .await;
        assert_eq!(
            converted.json["booked"].as_array().map(Vec::len),
            Some(2),
            "{converted:?}"
        );
        let after = (
            json!(leave.as_i64().unwrap() + 800),
            json!(plus_minus.as_i64().unwrap() + 450),
        );
        assert_eq!(balances(&stage).await, after);
        let log = stage.get("/audit-log?action=ledger").await;
        assert_eq!(log.status, StatusCode::OK, "{log:?}");
        assert!(
            log.json
                .as_array()
                .unwrap()
                .iter()
                .all(|entry| entry["actor"] == "token rooster"),
            "{log:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_booking_that_cannot_be_meant_books_nothing() {
    everywhere(async |stage: Stage| {
        let before = balances(&stage).await;
        let path = format!("/people/{}/ledger-bookings", stage.person);
        for (hundredths, pointer) in [(0, "/hundredths_of_an_hour"), (i64::MAX, "/hundredths_of_an_hour")] {
            let answer = stage.post(&path, Some("1"), &booking(hundredths)).await;
            assert_eq!(answer.json["errors"][0]["pointer"], pointer, "{answer:?}");
        }
        let mut silent = booking(100);
        silent["reason"] = json!(" ");
        let answer = stage.post(&path, Some("1"), &silent).await;
        assert_eq!(answer.json["errors"][0]["pointer"], "/reason", "{answer:?}");
        let nowhere = stage
            .get(&format!("/people/{}/ledgers/bonus/entries", stage.person))
            .await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
        assert_eq!(balances(&stage).await, before);
    })
    .await;
}

#[tokio::test]
async fn leave_is_asked_for_and_decided_once() {
    everywhere(async |stage: Stage| {
        let new = json!({
            "person": stage.person.0, "from": "2023-08-21", "to": "2023-08-25", "hundredths_of_an_hour": 3000,
            "leave_type": "Vakantie",
        });
        let asked = stage.post("/leave-requests", Some("1"), &new).await;
        assert_eq!(asked.status, StatusCode::CREATED, "{asked:?}");
        let id = asked.json["id"].as_str().unwrap();
        let listed = stage.get("/leave-requests?from=2023-08-25&to=2023-08-31").await;
        assert_eq!(
            (&listed.json["items"][0]["id"], &listed.json["items"][0]["state"]),
            (&asked.json["id"], &json!("requested"))
        );
        let decision = format!("/leave-requests/{id}/decision");
        let silent = stage.post(&decision, None, &json!({ "decision": "reject" })).await;
        assert_eq!(silent.json["errors"][0]["pointer"], "/reason", "{silent:?}");
        let approved = stage.post(&decision, None, &json!({ "decision": "approve" })).await;
        assert_eq!(
            (approved.status, &approved.json["state"]),
            (StatusCode::OK, &json!("approved")),
            "{approved:?}"
        );
        let late = stage
            .post(&decision, None, &json!({ "decision": "reject", "reason": "Te druk" }))
            .await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{late:?}");
        let mut stranger = new.clone();
        stranger["person"] = json!(stage.stranger.0);
        assert_eq!(
            stage.post("/leave-requests", Some("2"), &stranger).await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}
