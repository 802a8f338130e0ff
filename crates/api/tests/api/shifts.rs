//! Shifts over the API: listed, entered, changed, approved, sent back, removed.

use crate::databases::everywhere;
use crate::stage::Stage;
use reqwest::StatusCode;
use serde_json::{Value, json};

fn worked(stage: &Stage) -> Value {
    json!({
        "person": stage.person.0, "date": "2023-05-10", "start_minute": 540, "end_minute": 1020, "break_minutes": 30,
        "reason": "Vergeten te klokken",
    })
}

async fn shifts(stage: &Stage, query: &str) -> Vec<Value> {
    let answer = stage.get(&format!("/shifts?limit=500&{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn shifts_of_a_file_are_listed_by_day() {
    everywhere(async |stage: Stage| {
        stage.bring_shifts().await;
        let all = shifts(&stage, "from=2023-04-01&to=2023-04-30").await;
        assert_eq!(all.len(), 46);
        assert!(
            all.iter()
                .all(|shift| shift["source"] == "import" && shift["counts"] == true)
        );
        let days: Vec<&str> = all.iter().map(|shift| shift["date"].as_str().unwrap()).collect();
        assert!(days.is_sorted());
        let read_on = stage.all("/shifts?from=2023-04-01&to=2023-04-30", 7).await;
        assert_eq!(read_on, all, "page by page, all of them once");
        let thomas = shifts(
            &stage,
            &format!("from=2023-04-01&to=2023-04-30&person={}", stage.person),
        )
        .await;
        assert_eq!(thomas.len(), 3);
        let turned = stage.get("/shifts?from=2023-04-30&to=2023-04-01").await;
        assert_eq!(turned.json["errors"][0]["parameter"], "to", "{turned:?}");
        let nowhere = stage.get("/shifts?from=2023-04-01&to=2023-04-30&state=lost").await;
        assert_eq!(nowhere.json["errors"][0]["parameter"], "state", "{nowhere:?}");
        let strange = stage.get("/shifts?from=2023-04-01&to=2023-04-30&cursor=YQ").await;
        assert_eq!(strange.json["errors"][0]["parameter"], "cursor", "{strange:?}");
        let missing = stage.get("/shifts?from=2023-04-30").await;
        assert_eq!(missing.json["errors"][0]["parameter"], "to", "{missing:?}");
    })
    .await;
}

#[tokio::test]
async fn a_shift_is_entered_approved_changed_sent_back_and_removed() {
    everywhere(async |stage: Stage| {
        let made = stage.post("/shifts", Some("1"), &worked(&stage)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        let id = made.json["id"].as_str().unwrap().to_owned();
        let again = stage.post("/shifts", Some("2"), &worked(&stage)).await;
        assert_eq!(
            again.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "nobody works twice at once: {again:?}"
        );
        let approved = stage.post("/shift-approvals", None, &json!({ "shifts": [id] })).await;
        assert_eq!(
            (approved.status, &approved.json),
            (StatusCode::OK, &json!({ "changed": 1 }))
        );
        let day = "from=2023-05-10&to=2023-05-10";
        assert_eq!(shifts(&stage, day).await[0]["state"], "approved");

        let longer = json!({ "date": "2023-05-10", "start_minute": 540, "end_minute": 1050, "reason": "Later klaar" });
        let changed = stage.post(&format!("/shifts/{id}/revisions"), Some("3"), &longer).await;
        assert_eq!(changed.status, StatusCode::CREATED, "{changed:?}");
        let standing = shifts(&stage, day).await;
        assert_eq!(standing.len(), 2, "what counts, and what waits: {standing:?}");
        let back = json!({ "shifts": [changed.json["id"]], "reason": "Klopt niet" });
        let rejected = stage.post("/shift-rejections", None, &back).await;
        assert_eq!(rejected.json, json!({ "changed": 1 }), "{rejected:?}");
        let waits = shifts(&stage, &format!("{day}&state=rejected")).await;
        assert_eq!(waits.len(), 1);

        let newest = changed.json["id"].as_str().unwrap();
        let overtaken = stage
            .post(&format!("/shifts/{id}/removals"), Some("4"), &json!({ "reason": "x" }))
            .await;
        assert_eq!(
            overtaken.json["type"], "urn:loonbrug:problem:changed-meanwhile",
            "{overtaken:?}"
        );
        let removed = stage
            .post(
                &format!("/shifts/{newest}/removals"),
                Some("5"),
                &json!({ "reason": "Dubbel" }),
            )
            .await;
        assert_eq!(removed.status, StatusCode::CREATED, "{removed:?}");
        assert!(shifts(&stage, day).await.iter().any(|shift| shift["removes"] == true));
    })
    .await;
}

#[tokio::test]
async fn a_shift_that_cannot_be_is_refused_with_its_field() {
    everywhere(async |stage: Stage| {
        for (field, value, pointer) in [
            ("start_minute", json!(1440), "/start_minute"),
            ("end_minute", json!(0), "/end_minute"),
            ("break_minutes", json!(-1), "/break_minutes"),
            ("group", json!("Bar"), "/group"),
            ("date", json!("10-05-2023"), "/date"),
        ] {
            let mut shift = worked(&stage);
            shift[field] = value;
            let answer = stage.post("/shifts", Some("1"), &shift).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{shift}");
            assert_eq!(answer.json["errors"][0]["pointer"], pointer, "{answer:?}");
        }
        let mut stranger = worked(&stage);
        stranger["person"] = json!(stage.stranger.0);
        assert_eq!(
            stage.post("/shifts", Some("1"), &stranger).await.status,
            StatusCode::NOT_FOUND
        );
        let unknown = json!({ "shifts": [stage.person.0] });
        assert_eq!(
            stage.post("/shift-approvals", None, &unknown).await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}
