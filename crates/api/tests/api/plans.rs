//! The main job over the API: April of the manual, from a plan to the proof.

use crate::databases::everywhere;
use crate::stage::{Answer, Stage};
use loonbrug_hub::access::AccessSettings;
use reqwest::StatusCode;
use serde_json::{Value, json};

const APRIL: &str = "/plans/hours_2023-04-01_2023-04-30";

async fn make(stage: &Stage) -> Answer {
    let asked = json!({ "flow": "hours", "from": "2023-04-01", "to": "2023-04-30" });
    let made = stage.post(&stage.at_coupling("/plans"), None, &asked).await;
    assert_eq!(made.status, StatusCode::OK, "{made:?}");
    made
}

async fn lines(stage: &Stage, query: &str) -> Vec<Value> {
    let answer = stage
        .get(&stage.at_coupling(&format!("{APRIL}/lines?limit=500{query}")))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json["items"].as_array().unwrap().clone()
}

async fn send(stage: &Stage, key: &str, fingerprint: &Value) -> Answer {
    let body = json!({ "fingerprint": fingerprint });
    stage
        .post(&stage.at_coupling(&format!("{APRIL}/send")), Some(key), &body)
        .await
}

/// The history has this run once, and Nmbrs holds what it sent.
async fn holds(stage: &Stage, sent: &Answer) {
    let runs = stage.get("/runs?flow=hours").await;
    assert_eq!(runs.json["items"], json!([sent.json]), "it was sent once");
    let run = format!("/runs/{}", sent.json["id"].as_str().unwrap());
    assert_eq!(stage.get(&run).await.json, sent.json);
    let proof = stage.get(&format!("{run}/lines?limit=500")).await;
    let proof = proof.json["items"].as_array().unwrap();
    assert_eq!(stage.all(&format!("{run}/lines"), 4).await, *proof);
    let all = stage.all("/runs", 500).await;
    assert_eq!(stage.all("/runs", 1).await, all);
    assert!(
        proof
            .iter()
            .all(|line| line["outcome"] == "confirmed" && line["held"] == line["sent"])
    );
    assert!(
        proof
            .iter()
            .any(|line| line["name"] == "Thomas Lakeman" && line["held"] == 1250)
    );
}

#[tokio::test]
async fn a_plan_is_made_decided_about_sent_and_proven() {
    everywhere(async |stage: Stage| {
        stage.bring_shifts().await;
        let made = make(&stage).await;
        assert_eq!(made.json["id"], "hours_2023-04-01_2023-04-30");
        assert_eq!(
            made.json["totals"],
            json!({ "hundredths_of_an_hour": 26400, "days": 46, "cents": 0 })
        );
        assert_eq!(
            (&made.json["counts"]["new"], &made.json["counts"]["refused"]),
            (&json!(27), &json!(0))
        );
        assert_eq!(stage.get(&stage.at_coupling(APRIL)).await.json, made.json);
        let all = lines(&stage, "").await;
        let first = &all[0];
        assert_eq!(
            (
                &first["name"],
                &first["computed"],
                &first["before"],
                &first["after"],
                &first["unit"],
                &first["state"]
            ),
            (
                &json!("Thomas Lakeman"),
                &json!(1500),
                &Value::Null,
                &json!(1500),
                &json!("hundredths_of_an_hour"),
                &json!("new")
            )
        );

        let decisions = json!({ "decisions": [
        { "line": first["id"], "quantity": 1250 },
        { "line": all[1]["id"], "left_out": true },
    ] });
        let decided = stage
            .post(&stage.at_coupling(&format!("{APRIL}/decisions")), None, &decisions)
            .await;
        assert_eq!(decided.status, StatusCode::OK, "{decided:?}");
        assert_eq!(decided.json["counts"]["left_out"], 1);
        assert_ne!(decided.json["fingerprint"], made.json["fingerprint"]);

        let overtaken = send(&stage, "one", &made.json["fingerprint"]).await;
        assert_eq!(overtaken.status, StatusCode::CONFLICT, "{overtaken:?}");
        assert_eq!(overtaken.json["type"], "urn:loonbrug:problem:changed-meanwhile");
        let sent = send(&stage, "two", &decided.json["fingerprint"]).await;
        assert_eq!(
            (sent.status, &sent.json["state"]),
            (StatusCode::CREATED, &json!("done")),
            "{sent:?}"
        );
        let again = send(&stage, "two", &decided.json["fingerprint"]).await;
        assert_eq!((again.status, &again.json), (sent.status, &sent.json));

        holds(&stage, &sent).await;
        assert_eq!(stage.get(&stage.at_coupling(APRIL)).await.status, StatusCode::NOT_FOUND);
        let after = make(&stage).await;
        assert_eq!(after.json["counts"]["to_send"], 0);
        assert_eq!(lines(&stage, "&filter=send").await, Vec::<Value>::new());
    })
    .await;
}

#[tokio::test]
async fn a_decision_that_cannot_be_meant_decides_nothing() {
    everywhere(async |stage: Stage| {
        stage.bring_shifts().await;
        let made = make(&stage).await;
        let all = lines(&stage, "&name=lakeman").await;
        assert!(all.iter().all(|line| line["name"] == "Thomas Lakeman"));
        let fine = json!({ "line": all[0]["id"], "left_out": true });
        for (wrong, pointer) in [
            (json!({ "line": all[1]["id"], "quantity": 0 }), "/decisions/1/quantity"),
            (
                json!({ "line": all[1]["id"], "quantity": "12,5" }),
                "/decisions/1/quantity",
            ),
            (json!({ "line": all[1]["id"], "code": 9999 }), "/decisions/1/code"),
            (json!({ "line": "0000" }), "/decisions/1/line"),
            (json!({ "line": all[1]["id"], "drift": "forget" }), "/decisions/1/drift"),
        ] {
            let body = json!({ "decisions": [fine, wrong] });
            let answer = stage
                .post(&stage.at_coupling(&format!("{APRIL}/decisions")), None, &body)
                .await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert_eq!(answer.json["errors"][0]["pointer"], pointer, "{answer:?}");
        }
        assert_eq!(make(&stage).await.json["fingerprint"], made.json["fingerprint"]);
    })
    .await;
}

#[tokio::test]
async fn days_that_cannot_be_are_told() {
    everywhere(async |stage: Stage| {
        for (body, pointer) in [
            (
                json!({ "flow": "wages", "from": "2023-04-01", "to": "2023-04-30" }),
                "/flow",
            ),
            (
                json!({ "flow": "hours", "from": "2023-04-30", "to": "2023-04-01" }),
                "/to",
            ),
            (
                json!({ "flow": "hours", "from": "01-04-2023", "to": "2023-04-30" }),
                "/from",
            ),
        ] {
            let answer = stage.post(&stage.at_coupling("/plans"), None, &body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            assert_eq!(answer.json["errors"][0]["pointer"], pointer, "{answer:?}");
        }
        let two_periods = json!({ "flow": "hours", "from": "2023-04-15", "to": "2023-05-15" });
        let answer = stage.post(&stage.at_coupling("/plans"), None, &two_periods).await;
        assert_eq!(answer.json["type"], "urn:loonbrug:problem:refused", "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn what_the_employer_asks_before_sending_holds_for_programs() {
    everywhere(async |stage: Stage| {
        stage.bring_shifts().await;
        let made = make(&stage).await;
        let asks = |four_eyes, proof_before_sending| AccessSettings {
            four_eyes,
            proof_before_sending,
            second_factor: false,
        };
        for (settings, status, kind) in [
            (asks(true, false), StatusCode::CONFLICT, "approval-needed"),
            (asks(false, true), StatusCode::FORBIDDEN, "for-people"),
        ] {
            stage
                .hub
                .set_access_settings(stage.organisation, settings)
                .await
                .unwrap();
            let answer = send(&stage, "one", &made.json["fingerprint"]).await;
            assert_eq!(answer.status, status, "{answer:?}");
            assert_eq!(answer.json["type"], format!("urn:loonbrug:problem:{kind}"));
        }
        stage
            .hub
            .set_access_settings(stage.organisation, asks(false, false))
            .await
            .unwrap();
        let sent = send(&stage, "one", &made.json["fingerprint"]).await;
        assert_eq!(sent.status, StatusCode::CREATED, "the key was given back: {sent:?}");
    })
    .await;
}

#[tokio::test]
async fn runs_of_another_employer_are_not_there() {
    everywhere(async |stage: Stage| {
        let runs = stage.get("/runs?flow=people").await;
        let id = runs.json["items"][0]["id"].as_str().unwrap().to_owned();
        let stranger = stage
            .token_with(stage.other, loonbrug_domain::access::Right::ALL.iter().copied())
            .await;
        let token = crate::stage::bearer(&stranger);
        let path = format!("/organisations/{}/runs/{id}", stage.other);
        let answer = stage
            .call(&reqwest::Method::GET, &path, &[("authorization", &token)], None)
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{answer:?}");
        let lines = stage.get(&format!("/runs/{id}/lines")).await;
        assert!(
            lines.json["items"]
                .as_array()
                .unwrap()
                .iter()
                .all(|line| line["outcome"] == "imported")
        );
    })
    .await;
}
