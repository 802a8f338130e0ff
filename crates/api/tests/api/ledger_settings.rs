//! How the ledgers are kept: terms of leave and of sickness, and the codes of sick hours.

use crate::databases::everywhere;
use crate::stage::{Stage, bearer};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const PATH: &str = "/ledger-settings";

/// Terms of a shop: statutory leave and a fifth of a week on top, one waiting day, 70 % from the second year of sickness on.
fn of_a_shop() -> Value {
    json!({
        "kept_from": "2023-05-01",
        "leave": [{
            "valid_from": "2023-01-01",
            "grants": [
                { "kind": "statutory", "weeks_thousandths": 4000 },
                { "kind": "extra-statutory", "weeks_thousandths": 800 },
            ],
            "lapses_after_months": {
                "statutory": 6, "extra_statutory": 60, "time_for_time": null, "shorter_hours": null,
                "collective_agreement": null,
            },
            "statutory_accrual_millionths": 83333, "warn_days": 92,
        }],
        "sickness": [{
            "valid_from": "2023-01-01", "waiting_days": 1, "most_waiting_days": 2, "same_period_within_days": 28,
            "percentages": [{ "from_week": 1, "percent": 100 }, { "from_week": 53, "percent": 70 }], "weeks": 104,
            "milestone_weeks": [6, 8, 42, 52],
        }],
        "sickness_codes": [
            { "pay": "salaried", "percent": 70, "code": 3070 }, { "pay": "hourly", "percent": 70, "code": 3071 },
        ],
    })
}

#[tokio::test]
async fn terms_are_set_whole_and_read_back() {
    everywhere(async |stage: Stage| {
        let nobody = json!({ "kept_from": null, "leave": [], "sickness": [], "sickness_codes": [] });
        assert_eq!(stage.get(PATH).await.json, nobody);
        let wanted = of_a_shop();
        let set = stage.other(Method::PUT, PATH, Some(&wanted)).await;
        assert_eq!((set.status, &set.json), (StatusCode::OK, &wanted), "{set:?}");
        assert_eq!(stage.get(PATH).await.json, wanted);
        let again = stage.other(Method::PUT, PATH, Some(&wanted)).await;
        assert_eq!(again.json, wanted);
        let log = stage.get("/audit-log?action=ledgers.settings").await;
        assert_eq!(log.json[0]["actor"], "token rooster", "{log:?}");
    })
    .await;
}

#[tokio::test]
async fn terms_that_cannot_be_change_nothing() {
    everywhere(async |stage: Stage| {
        for (place, value) in [
            ("/leave/0/grants/1/weeks_thousandths", json!(-1)),
            ("/leave/0/grants/0/kind", json!("birthday")),
            ("/leave/0/lapses_after_months/statutory", json!(1201)),
            ("/leave/0/statutory_accrual_millionths", json!(1_000_001)),
            ("/leave/0/warn_days", json!(367)),
            ("/sickness/0/percentages/1/percent", json!(5000)),
            ("/sickness/0/percentages/0/from_week", json!(0)),
            ("/sickness/0/weeks", json!(521)),
            ("/sickness/0/milestone_weeks/2", json!(2_147_483_648_i64)),
            ("/sickness_codes/1/code", json!(0)),
            ("/sickness_codes/0/pay", json!("weekly")),
            ("/kept_from", json!("gisteren")),
        ] {
            let mut wrong = of_a_shop();
            *wrong.pointer_mut(place).unwrap() = value;
            let refused = stage.other(Method::PUT, PATH, Some(&wrong)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
            assert_eq!(refused.json["errors"][0]["pointer"], place, "{refused:?}");
        }
        assert_eq!(stage.get(PATH).await.json["kept_from"], Value::Null, "nothing was set");
    })
    .await;
}

#[tokio::test]
async fn every_fault_of_terms_is_told_at_once_in_either_language() {
    everywhere(async |stage: Stage| {
        let mut wrong = of_a_shop();
        let terms = wrong["leave"][0].clone();
        wrong["leave"].as_array_mut().unwrap().push(terms);
        wrong["sickness"][0]["waiting_days"] = json!(3);
        wrong["sickness_codes"][1]["pay"] = json!("salaried");
        let token = bearer(&stage.token);
        let told = async |language| {
            let headers = [("authorization", token.as_str()), ("accept-language", language)];
            let answer = stage.call(&Method::PUT, &stage.at(PATH), &headers, Some(&wrong)).await;
            assert_eq!(answer.json["type"], "urn:loonbrug:problem:refused", "{answer:?}");
            answer.json["detail"].as_str().unwrap().to_owned()
        };
        assert_eq!(
            told("en").await,
            "These settings do not fit; nothing was taken over. two terms of leave begin on 2023-01-01: keep one.\n\
             3 waiting days are more than the 2 that may be agreed.\n70 % of sickness has two codes: keep one."
        );
        assert_eq!(
            told("nl").await,
            "Deze instellingen passen niet; er is niets overgenomen. Twee voorwaarden van verlof beginnen op 01-01-2023: \
             houd er één.\n3 wachtdagen zijn meer dan de 2 die afgesproken mogen worden.\n\
             70 % van ziekte heeft twee codes: houd er één."
        );
    })
    .await;
}

#[tokio::test]
async fn leave_that_lapses_at_once_is_said_before_it_does() {
    everywhere(async |stage: Stage| {
        let mut since_long = of_a_shop();
        since_long["kept_from"] = json!("2022-01-01");
        since_long["leave"][0]["valid_from"] = json!("2020-01-01");
        since_long["leave"][0]["lapses_after_months"]["statutory"] = json!(0);
        let looked = stage.post("/ledger-settings/looks", None, &since_long).await;
        let lapses = looked.json["lapses"].as_array().unwrap();
        assert!(!lapses.is_empty(), "{looked:?}");
        assert!(
            lapses
                .iter()
                .all(|lapse| lapse["date"] == "2023-01-01" && lapse["hundredths_of_an_hour"].as_i64() < Some(0)),
            "{looked:?}"
        );
        let refused = stage.other(Method::PUT, PATH, Some(&since_long)).await;
        assert_eq!(refused.json["type"], "urn:loonbrug:problem:refused", "{refused:?}");
        assert_eq!(stage.get(PATH).await.json["kept_from"], Value::Null, "nothing was set");
        since_long["lets_leave_lapse"] = json!(true);
        let set = stage.other(Method::PUT, PATH, Some(&since_long)).await;
        assert_eq!(
            (set.status, &set.json["kept_from"]),
            (StatusCode::OK, &json!("2022-01-01")),
            "{set:?}"
        );
    })
    .await;
}
