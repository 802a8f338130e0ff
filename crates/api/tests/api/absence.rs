//! Leave that is withdrawn, and sickness.

use crate::databases::everywhere;
use crate::stage::Stage;
use reqwest::StatusCode;
use serde_json::{Value, json};

async fn leave_balance(stage: &Stage) -> Value {
    let told = stage.get(&format!("/people/{}/ledgers", stage.person)).await;
    told.json["leave"]["balance_hundredths_of_an_hour"].clone()
}

#[tokio::test]
async fn leave_is_withdrawn_and_booked_back() {
    everywhere(async |stage: Stage| {
        let before = leave_balance(&stage).await;
        let new = json!({
            "person": stage.person.0, "from": "2023-05-08", "to": "2023-05-09", "hundredths_of_an_hour": 800,
        });
        let asked = stage.post("/leave-requests", Some("1"), &new).await;
        let path = format!("/leave-requests/{}", asked.json["id"].as_str().unwrap());
        stage
            .post(&format!("{path}/decision"), None, &json!({ "decision": "approve" }))
            .await;
        assert_eq!(leave_balance(&stage).await, json!(before.as_i64().unwrap() - 800));
        let withdrawn = stage
            .post(
                &format!("{path}/withdrawal"),
                None,
                &json!({ "reason": "Gaat niet door" }),
            )
            .await;
        assert_eq!(
            (withdrawn.status, &withdrawn.json["state"]),
            (StatusCode::OK, &json!("withdrawn")),
            "{withdrawn:?}"
        );
        assert_eq!(leave_balance(&stage).await, before);
        let now = stage.get(&path).await;
        assert_eq!(
            (&now.json["id"], &now.json["state"]),
            (&asked.json["id"], &json!("withdrawn"))
        );
        let late = stage
            .post(&format!("{path}/decision"), None, &json!({ "decision": "approve" }))
            .await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{late:?}");
        let nowhere = stage.get(&format!("/leave-requests/{}", stage.person)).await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn somebody_is_sick_for_a_part_and_better() {
    everywhere(async |stage: Stage| {
        let report = json!({ "person": stage.person.0, "first_day": "2023-05-10", "percent": 100 });
        let made = stage.post("/sickness-cases", Some("1"), &report).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        let overlaps = stage.post("/sickness-cases", Some("2"), &report).await;
        assert_eq!(overlaps.json["type"], "urn:loonbrug:problem:refused", "{overlaps:?}");
        let path = format!("/sickness-cases/{}", made.json["id"].as_str().unwrap());
        let half = json!({ "from": "2023-05-15", "percent": 50 });
        let changed = stage.post(&format!("{path}/stages"), Some("3"), &half).await;
        assert_eq!(
            (
                &changed.json["percent_today"],
                changed.json["stages"].as_array().map(Vec::len)
            ),
            (&json!(50), Some(2)),
            "{changed:?}"
        );
        let before = json!({ "from": "2023-05-12", "percent": 20 });
        let turned = stage.post(&format!("{path}/stages"), Some("4"), &before).await;
        assert_eq!(turned.status, StatusCode::UNPROCESSABLE_ENTITY, "{turned:?}");
        assert_eq!(
            stage.get("/sickness-cases?open=true").await.json["items"][0]["id"],
            made.json["id"]
        );
        let better = stage
            .post(&format!("{path}/recovery"), None, &json!({ "on": "2023-05-16" }))
            .await;
        assert_eq!(
            (&better.json["recovered_on"], &better.json["percent_today"]),
            (&json!("2023-05-16"), &json!(0))
        );
        assert_eq!(stage.get("/sickness-cases?open=true").await.json["items"], json!([]));
        let again = stage
            .post(&format!("{path}/recovery"), None, &json!({ "on": "2023-05-17" }))
            .await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{again:?}");
        for (percent, person) in [(0, stage.person), (101, stage.person)] {
            let wrong = json!({ "person": person.0, "first_day": "2023-06-10", "percent": percent });
            let refused = stage.post("/sickness-cases", Some("5"), &wrong).await;
            assert_eq!(refused.json["errors"][0]["pointer"], "/percent", "{refused:?}");
        }
        let stranger = json!({ "person": stage.stranger.0, "first_day": "2023-06-10", "percent": 100 });
        let nobody = stage.post("/sickness-cases", Some("6"), &stranger).await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    })
    .await;
}
