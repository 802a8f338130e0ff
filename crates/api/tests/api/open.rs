//! What waits for somebody, why figures are what they are, and what is in doubt.

use crate::databases::everywhere;
use crate::stage::Stage;
use loonbrug_domain::access::Right;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const APRIL: &str = "/plans/hours_2023-04-01_2023-04-30";

/// Every text of a tree of facts.
fn texts(tree: &Value, found: &mut Vec<String>) {
    found.push(tree["text"].as_str().unwrap().to_owned());
    for fact in tree["because"].as_array().unwrap() {
        texts(fact, found);
    }
}

#[tokio::test]
async fn a_line_is_explained_before_and_after_it_is_sent() {
    everywhere(async |stage: Stage| {
        stage.bring_shifts().await;
        let asked = json!({ "flow": "hours", "from": "2023-04-01", "to": "2023-04-30" });
        let plan = stage.post(&stage.at_coupling("/plans"), None, &asked).await;
        let lines = stage
            .get(&stage.at_coupling(&format!("{APRIL}/lines?name=lakeman")))
            .await;
        let line = lines.json["items"][0]["id"].as_str().unwrap();
        let before = stage
            .get(&stage.at_coupling(&format!("{APRIL}/lines/{line}/explanation")))
            .await;
        assert_eq!(before.status, StatusCode::OK, "{before:?}");
        let mut said = Vec::new();
        texts(&before.json, &mut said);
        assert!(said.len() > 3 && said.iter().all(|text| !text.is_empty()), "{said:?}");

        let body = json!({ "fingerprint": plan.json["fingerprint"] });
        let sent = stage
            .post(&stage.at_coupling(&format!("{APRIL}/send")), Some("1"), &body)
            .await;
        let run = sent.json["id"].as_str().unwrap();
        let proof = stage.get(&format!("/runs/{run}/lines")).await;
        let mark = proof.json["items"][0]["mark"].as_str().unwrap();
        let after = stage.get(&format!("/explanations/{mark}")).await;
        assert_eq!(after.status, StatusCode::OK, "{after:?}");
        let stranger = stage.token_with(stage.other, Right::ALL.iter().copied()).await;
        let token = crate::stage::bearer(&stranger);
        let theirs = format!("/organisations/{}/explanations/{mark}", stage.other);
        let hidden = stage
            .call(&Method::GET, &theirs, &[("authorization", &token)], None)
            .await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{hidden:?}");
        let nothing = stage.get(&stage.at_coupling("/doubts")).await;
        assert_eq!(nothing.json["items"], json!([]), "{nothing:?}");
        let settled = json!({ "mark": mark, "word": "leave" });
        let calm = stage
            .post(&stage.at_coupling("/settlements"), Some("2"), &settled)
            .await;
        assert_eq!(calm.status, StatusCode::NOT_FOUND, "nothing is in conflict: {calm:?}");
    })
    .await;
}

#[tokio::test]
async fn the_inbox_shows_what_the_scopes_may_see() {
    everywhere(async |stage: Stage| {
        stage.bring_shifts().await;
        let seen = stage.get("/inbox").await;
        let words: Vec<&str> = seen
            .json
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["what"].as_str().unwrap())
            .collect();
        assert!(words.contains(&"to-send"), "{seen:?}");
        let shift = json!({ "person": stage.person.0, "date": "2023-05-10", "start_minute": 540, "end_minute": 1020 });
        assert_eq!(
            stage.post("/shifts", Some("1"), &shift).await.status,
            StatusCode::CREATED
        );
        let all = stage.get("/inbox").await.json.to_string();
        assert!(all.contains("shifts-open"), "{all}");
        let token = crate::stage::bearer(
            &stage
                .token_with(stage.organisation, [Right::SeePlans].into_iter())
                .await,
        );
        let path = stage.at("/inbox");
        let plans_only = stage
            .call(&Method::GET, &path, &[("authorization", &token)], None)
            .await;
        assert!(!plans_only.json.to_string().contains("shifts-open"), "{plans_only:?}");
    })
    .await;
}
