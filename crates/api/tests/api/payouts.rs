//! Payouts: asked for, approved, taken back, and sent with a plan.

use crate::databases::everywhere;
use crate::stage::Stage;
use reqwest::StatusCode;
use serde_json::{Value, json};

fn to_pay(stage: &Stage, hundredths: i64) -> Value {
    json!({
        "person": stage.person.0, "coupling": stage.coupling.id().0, "source": "plus-minus",
        "hundredths_of_an_hour": hundredths, "code": 2100,
    })
}

/// Gives somebody 12,50 +/- hours.
async fn book(stage: &Stage) {
    let booking = json!({
        "ledger": "plus-minus", "hundredths_of_an_hour": 1250, "date": "2023-05-01", "reason": "Inventarisatie",
    });
    let path = format!("/people/{}/ledger-bookings", stage.person);
    let booked = stage.post(&path, Some("b"), &booking).await;
    assert_eq!(booked.status, StatusCode::CREATED, "{booked:?}");
}

#[tokio::test]
async fn hours_are_paid_out_once_they_are_approved() {
    everywhere(async |stage: Stage| {
        book(&stage).await;
        let too_much = stage.post("/payouts", Some("1"), &to_pay(&stage, 100_000)).await;
        assert_eq!(too_much.json["type"], "urn:loonbrug:problem:refused", "{too_much:?}");
        let asked = stage.post("/payouts", Some("1"), &to_pay(&stage, 800)).await;
        assert_eq!(
            (asked.status, &asked.json["state"]),
            (StatusCode::CREATED, &json!("requested")),
            "{asked:?}"
        );
        let path = format!("/payouts/{}", asked.json["id"].as_str().unwrap());
        let approved = stage.post(&format!("{path}/approval"), None, &json!({})).await;
        assert_eq!(approved.json["state"], "approved", "{approved:?}");
        let twice = stage.post(&format!("{path}/approval"), None, &json!({})).await;
        assert_eq!(twice.status, StatusCode::CONFLICT, "{twice:?}");

        let plan = json!({ "flow": "payouts", "from": "2023-04-01", "to": "2023-04-30" });
        let plan = stage.post(&stage.at_coupling("/plans"), None, &plan).await;
        assert_eq!(plan.json["totals"]["hundredths_of_an_hour"], 800, "{plan:?}");
        let path_of_send = stage.at_coupling("/plans/payouts_2023-04-01_2023-04-30/send");
        let body = json!({ "fingerprint": plan.json["fingerprint"] });
        let sent = stage.post(&path_of_send, Some("2"), &body).await;
        assert_eq!(sent.json["state"], "done", "{sent:?}");
        let posted = stage.get("/payouts?state=posted").await;
        assert_eq!(posted.json["items"][0]["id"], asked.json["id"], "{posted:?}");
        let held = stage
            .post(&format!("{path}/cancellation"), None, &json!({ "reason": "Te laat" }))
            .await;
        assert_eq!(held.status, StatusCode::CONFLICT, "Nmbrs holds it: {held:?}");
    })
    .await;
}

#[tokio::test]
async fn payouts_come_a_page_at_a_time_newest_first() {
    everywhere(async |stage: Stage| {
        book(&stage).await;
        let mut asked = Vec::new();
        for (key, hundredths) in [("1", 100), ("2", 200), ("3", 300)] {
            asked.push(
                stage
                    .post("/payouts", Some(key), &to_pay(&stage, hundredths))
                    .await
                    .json,
            );
        }
        let path = format!("/payouts/{}/cancellation", asked[1]["id"].as_str().unwrap());
        stage.post(&path, None, &json!({ "reason": "Vergissing" })).await;
        let found = async |asked: &str| {
            let found = stage.all(&format!("/payouts?{asked}"), 1).await;
            found
                .iter()
                .map(|payout| payout["hundredths_of_an_hour"].as_i64().unwrap())
                .collect::<Vec<_>>()
        };
        let mut newest: Vec<&Value> = asked.iter().collect();
        newest.sort_by_key(|payout| std::cmp::Reverse(payout["id"].as_str().unwrap()));
        let newest: Vec<i64> = newest
            .iter()
            .map(|payout| payout["hundredths_of_an_hour"].as_i64().unwrap())
            .collect();
        assert_eq!(found("").await, newest);
        assert_eq!(found("state=void").await, [200]);
        assert_eq!(
            found(&format!("person={}&state=requested", stage.person)).await.len(),
            2
        );
        assert!(found(&format!("person={}", stage.stranger)).await.is_empty());
        let unknown = stage.get("/payouts?state=paid").await;
        assert_eq!(unknown.json["errors"][0]["parameter"], "state", "{unknown:?}");
    })
    .await;
}

#[tokio::test]
async fn a_payout_that_cannot_be_meant_is_refused() {
    everywhere(async |stage: Stage| {
        book(&stage).await;
        for (field, value) in [
            ("hundredths_of_an_hour", json!(0)),
            ("code", json!(0)),
            ("source", json!("bonus")),
        ] {
            let mut wrong = to_pay(&stage, 800);
            wrong[field] = value;
            let refused = stage.post("/payouts", Some("1"), &wrong).await;
            assert_eq!(refused.json["errors"][0]["pointer"], format!("/{field}"), "{refused:?}");
        }
        let mut stranger = to_pay(&stage, 800);
        stranger["person"] = json!(stage.stranger.0);
        assert_eq!(
            stage.post("/payouts", Some("1"), &stranger).await.status,
            StatusCode::NOT_FOUND
        );
        let new = json!({ "first_name": "Cara", "last_name": "Dekker" });
        let unlinked = stage.post("/people", Some("p"), &new).await;
        let mut nobody = to_pay(&stage, 800);
        nobody["person"] = unlinked.json["id"].clone();
        let refused = stage.post("/payouts", Some("1"), &nobody).await;
        assert_eq!(refused.json["errors"][0]["pointer"], "/coupling", "{refused:?}");
        let asked = stage.post("/payouts", Some("2"), &to_pay(&stage, 800)).await;
        let path = format!("/payouts/{}/cancellation", asked.json["id"].as_str().unwrap());
        let void = stage.post(&path, None, &json!({ "reason": "Vergissing" })).await;
        assert_eq!(void.json["state"], "void", "{void:?}");
        let codes = stage.get(&stage.at_coupling("/codes")).await;
        let hours = codes.json["hours"].as_array().unwrap();
        assert!(hours.iter().any(|code| code["code"] == 2100), "{codes:?}");
    })
    .await;
}
