//! Employers, couplings and people.

use crate::databases::everywhere;
use crate::stage::Stage;
use loonbrug_hub::PauseReason;
use reqwest::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn people_come_a_page_at_a_time_and_all_of_them_once() {
    everywhere(async |stage: Stage| {
        let whole = stage.all("/people", 500).await;
        let known = stage.hub.store.people(stage.organisation).await.unwrap();
        assert_eq!(whole.len(), known.len());
        assert_eq!(stage.all("/people", 2).await, whole);
        let thomas = whole.iter().find(|person| person["employee_number"] == 1001).unwrap();
        assert_eq!(
            (&thomas["first_name"], &thomas["last_name"], &thomas["linked"]),
            (&json!("Thomas"), &json!("Lakeman"), &json!(true))
        );
        let found = stage.get("/people?name=lakeman").await;
        assert_eq!(found.json["items"].as_array().unwrap().len(), 1);
        let one = stage.get(&format!("/people/{}", stage.person)).await;
        assert_eq!(&one.json, thomas);
        let text = format!("{whole:?}").to_lowercase();
        assert!(!text.contains("bsn"), "a BSN is never among it");
    })
    .await;
}

#[tokio::test]
async fn a_page_that_cannot_be_says_which_parameter_is_wrong() {
    everywhere(async |stage: Stage| {
        for (query, parameter) in [("limit=0", "limit"), ("limit=x", "limit"), ("cursor=%C3%A9", "cursor")] {
            let answer = stage.get(&format!("/people?{query}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
            assert_eq!(answer.json["errors"][0]["parameter"], parameter, "{answer:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn contracts_are_as_nmbrs_says_them() {
    everywhere(async |stage: Stage| {
        let answer = stage.get(&format!("/people/{}/contracts", stage.person)).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let contracts = stage.hub.contracts(stage.organisation).await.unwrap();
        let known = contracts.get(&stage.person).map_or(0, Vec::len);
        assert_eq!(answer.json.as_array().unwrap().len(), known);
    })
    .await;
}

#[tokio::test]
async fn a_coupling_that_stands_still_goes_on() {
    everywhere(async |stage: Stage| {
        let reason: PauseReason = PauseReason::of(|_| "De log-in is ingetrokken.".to_owned());
        stage.hub.pause(&stage.coupling, &reason).await.unwrap();
        let path = stage.at_coupling("");
        let paused = stage.get(&path).await;
        assert_eq!(paused.json["paused"], "De log-in is ingetrokken.");
        let proposals = stage.get(&stage.at_coupling("/people-proposals")).await;
        assert_eq!(proposals.status, StatusCode::CONFLICT);
        assert_eq!(proposals.json["type"], "urn:loonbrug:problem:coupling-paused");
        let resumed = stage.post(&stage.at_coupling("/resume"), None, &json!({})).await;
        assert_eq!(
            (resumed.status, &resumed.json["paused"]),
            (StatusCode::OK, &Value::Null)
        );
        let listed = stage.get("/couplings").await;
        assert_eq!(listed.json["items"][0], resumed.json);
    })
    .await;
}

#[tokio::test]
async fn the_rights_check_tells_every_right() {
    everywhere(async |stage: Stage| {
        let checked = stage.post(&stage.at_coupling("/rights-check"), None, &json!({})).await;
        assert_eq!(checked.status, StatusCode::OK, "{checked:?}");
        let rights = checked.json.as_array().unwrap();
        assert!(
            rights
                .iter()
                .any(|right| right["capability"] == "insert-hours" && right["proof"] == "present")
        );
    })
    .await;
}

#[tokio::test]
async fn people_are_brought_up_to_date_without_anybody_new() {
    everywhere(async |stage: Stage| {
        let before = stage.all("/people", 500).await;
        let done = stage
            .post(&stage.at_coupling("/people-updates"), None, &json!({}))
            .await;
        assert_eq!(done.status, StatusCode::OK, "{done:?}");
        let run = stage
            .get(&format!("/runs/{}", done.json["run"].as_str().unwrap()))
            .await;
        assert_eq!(
            (&run.json["flow"], &run.json["state"], &run.json["started_by"]),
            (&json!("people"), &json!("done"), &json!("token rooster")),
            "{run:?}"
        );
        assert_eq!(stage.all("/people", 500).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_new_person_is_linked_with_the_employee_who_it_is() {
    everywhere(async |stage: Stage| {
        let proposals = stage.get(&stage.at_coupling("/people-proposals")).await;
        assert_eq!(proposals.status, StatusCode::OK, "{proposals:?}");
        let imported = stage
            .post(
                &stage.at_coupling("/people-imports"),
                Some("k1"),
                &json!({ "import": [99_999] }),
            )
            .await;
        assert_eq!(imported.status, StatusCode::CREATED, "{imported:?}");
        assert_eq!(imported.json["imported"], json!([]), "nobody has this number");
        let strange = json!({ "link": [{ "employee_number": 1001, "person": stage.stranger.0 }] });
        let refused = stage
            .post(&stage.at_coupling("/people-imports"), Some("k2"), &strange)
            .await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{refused:?}");
        let nobody = stage
            .post(&stage.at_coupling("/people-imports"), Some("k3"), &json!({}))
            .await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY, "{nobody:?}");
        assert_eq!(nobody.json["errors"][0]["pointer"], "/import");
    })
    .await;
}
