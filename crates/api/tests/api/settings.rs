//! Settings of a coupling, and what the employer was told.

use crate::databases::everywhere;
use crate::stage::Stage;
use loonbrug_hub::PauseReason;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn settings_are_changed_by_whoever_saw_the_last() {
    everywhere(async |stage: Stage| {
        let path = stage.at_coupling("/settings");
        let mut settings = stage.get(&path).await.json;
        assert_eq!(
            (&settings["rule_set"], &settings["hour_codes"][0]),
            (
                &json!("retail-non-food"),
                &json!({ "factor_hundredths_of_a_percent": 10_000, "code": 2100 })
            )
        );
        settings["plus_hours_code"] = json!(2190);
        settings["meal_allowance"] = json!({ "code": 4100, "label": "Maaltijd" });
        settings["sickness_codes"] = json!([{ "pay": "salaried", "percent": 70, "code": 3070 }]);
        settings["open_period"] = json!({ "year": 2023, "number": 5 });
        let changed = stage.other(Method::PUT, &path, Some(&settings)).await;
        assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
        let overtaken = stage.other(Method::PUT, &path, Some(&settings)).await;
        assert_eq!(
            overtaken.json["type"], "urn:loonbrug:problem:changed-meanwhile",
            "{overtaken:?}"
        );
        let version = changed.json["version"].clone();
        settings["version"] = version.clone();
        assert_eq!(changed.json, settings);
        assert_eq!(stage.get(&path).await.json, settings);
        let stored = stage.hub.coupling("modehuis").await.unwrap().settings;
        assert_eq!(
            (stored.email, stored.company.number.as_str()),
            (stage.coupling.settings.email.clone(), "1")
        );
    })
    .await;
}

#[tokio::test]
async fn settings_that_cannot_be_change_nothing() {
    everywhere(async |stage: Stage| {
        let path = stage.at_coupling("/settings");
        let settings = stage.get(&path).await.json;
        for (field, value, pointer) in [
            ("call_top_up_code", json!(0), Some("/call_top_up_code")),
            (
                "open_period",
                json!({ "year": 2023, "number": 54 }),
                Some("/open_period/number"),
            ),
            (
                "sickness_codes",
                json!([{ "pay": "hourly", "percent": 70, "code": 0 }]),
                Some("/sickness_codes/0/code"),
            ),
            (
                "sickness_codes",
                json!([{ "pay": "hourly", "percent": 70, "code": 1 }, { "pay": "hourly", "percent": 70, "code": 2 }]),
                None,
            ),
            ("surcharge_method", json!("both"), Some("/surcharge_method")),
            ("rule_set", json!("bonus"), None),
            (
                "surcharge_codes",
                json!([
                    { "factor_hundredths_of_a_percent": 15_000, "code": 1 },
                    { "factor_hundredths_of_a_percent": 15_000, "code": 2 },
                ]),
                None,
            ),
        ] {
            let mut wrong = settings.clone();
            wrong[field] = value;
            let refused = stage.other(Method::PUT, &path, Some(&wrong)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
            let at = &refused.json["errors"][0]["pointer"];
            assert_eq!(at, &pointer.map_or(Value::Null, Value::from), "{refused:?}");
        }
        assert_eq!(stage.get(&path).await.json, settings, "nothing was changed");
    })
    .await;
}

#[tokio::test]
async fn a_coupling_without_authorisation_stands_still() {
    everywhere(async |stage: Stage| {
        let unlinked = stage.post(&stage.at_coupling("/unlinking"), None, &json!({})).await;
        assert_eq!(unlinked.status, StatusCode::OK, "{unlinked:?}");
        assert!(unlinked.json["paused"].is_string(), "{unlinked:?}");
        let asked = json!({ "flow": "hours", "from": "2023-04-01", "to": "2023-04-30" });
        let plan = stage.post(&stage.at_coupling("/plans"), None, &asked).await;
        assert_eq!(plan.json["type"], "urn:loonbrug:problem:coupling-paused", "{plan:?}");
        let resumed = stage.post(&stage.at_coupling("/resume"), None, &json!({})).await;
        let plan = stage.post(&stage.at_coupling("/plans"), None, &asked).await;
        assert_eq!(
            plan.status,
            StatusCode::CONFLICT,
            "no log-in is left: {resumed:?} {plan:?}"
        );
        let nowhere = format!("/couplings/{}/unlinking", stage.person);
        assert_eq!(
            stage.post(&nowhere, None, &json!({})).await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn what_the_employer_was_told_is_listed() {
    everywhere(async |stage: Stage| {
        let reason: PauseReason = PauseReason::of(|_| "De log-in is ingetrokken.".to_owned());
        stage.hub.pause(&stage.coupling, &reason).await.unwrap();
        stage.hub.find_notices().await.unwrap();
        let notices = stage.get("/notices").await;
        let paused = notices.json.as_array().unwrap();
        let paused = paused.iter().find(|one| one["kind"] == "coupling.paused").unwrap();
        assert_eq!(
            paused["subject"]["coupling"],
            json!(stage.coupling.id().0),
            "{notices:?}"
        );
        assert_eq!(stage.get("/undelivered").await.json, json!([]));
        let nowhere = format!("/deliveries/{}/again", stage.person);
        let again = stage.post(&nowhere, None, &json!({})).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND, "{again:?}");
        let leave = format!("/undelivered/{}", stage.person);
        let left = stage.other(Method::DELETE, &leave, None).await;
        assert_eq!(left.status, StatusCode::NOT_FOUND, "{left:?}");
    })
    .await;
}

#[tokio::test]
async fn a_webhook_shows_its_secret_once() {
    everywhere(async |stage: Stage| {
        let new = json!({ "address": "https://example.nl/loonbrug", "kinds": ["run.done"] });
        let made = stage.post("/webhooks", Some("1"), &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        let secret = made.json["secret"].as_str().unwrap();
        assert!(secret.starts_with("whsec_"), "{secret}");
        let again = stage.post("/webhooks", Some("1"), &new).await;
        assert_eq!(
            (&again.json["webhook"], &again.json["secret"]),
            (&made.json["webhook"], &Value::Null),
            "no secret is kept with an answer"
        );
        let path = format!("/webhooks/{}", made.json["webhook"]["id"].as_str().unwrap());
        assert_eq!(stage.get(&path).await.json, made.json["webhook"]);
        assert_eq!(
            stage.get("/webhooks").await.json["items"],
            json!([made.json["webhook"]])
        );
        let renewed = stage.post(&format!("{path}/secrets"), Some("2"), &json!({})).await;
        assert_ne!(renewed.json["secret"], made.json["secret"], "{renewed:?}");
        let hears = json!({ "kinds": ["coupling.paused"] });
        let changed = stage.other(Method::PUT, &path, Some(&hears)).await;
        assert_eq!(changed.json["kinds"], json!(["coupling.paused"]), "{changed:?}");

        let reason: PauseReason = PauseReason::of(|_| "De log-in is ingetrokken.".to_owned());
        stage.hub.pause(&stage.coupling, &reason).await.unwrap();
        stage.hub.find_notices().await.unwrap();
        let deliveries = stage.get(&format!("{path}/deliveries")).await;
        assert_eq!(
            (&deliveries.json[0]["kind"], &deliveries.json[0]["state"]),
            (&json!("coupling.paused"), &json!("waiting")),
            "{deliveries:?}"
        );
        let resumed = stage.post(&format!("{path}/resume"), None, &json!({})).await;
        assert_eq!(resumed.json["failures"], 0, "{resumed:?}");
        let gone = stage.other(Method::DELETE, &path, None).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{gone:?}");
        assert_eq!(stage.get(&path).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_webhook_goes_out_into_the_world_and_hears_of_something() {
    everywhere(async |stage: Stage| {
        for (address, kinds, pointer) in [
            ("http://example.nl/", json!(["run.done"]), "/address"),
            ("https://192.168.1.1/", json!(["run.done"]), "/address"),
            ("geen adres", json!(["run.done"]), "/address"),
            ("https://example.nl/", json!([]), "/kinds"),
            ("https://example.nl/", json!(["run.done", "user.invited"]), "/kinds/1"),
        ] {
            let new = json!({ "address": address, "kinds": kinds });
            let refused = stage.post("/webhooks", Some("1"), &new).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
            assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{refused:?}");
        }
        assert_eq!(stage.get("/webhooks").await.json["items"], json!([]));
    })
    .await;
}
