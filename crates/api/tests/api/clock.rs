//! The clock: terminals deliver, late and twice; people say what was forgotten.

use crate::databases::everywhere;
use crate::stage::Stage;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// A terminal, and the badge of somebody.
async fn set_up(stage: &Stage) {
    let terminal = stage.post("/terminals", Some("t"), &json!({ "name": "winkel" })).await;
    assert_eq!(terminal.status, StatusCode::CREATED, "{terminal:?}");
    let holder = json!({ "from": "2023-05-01", "person": stage.person.0 });
    let badge = stage.other(Method::PUT, "/badges/0077", Some(&holder)).await;
    assert_eq!(badge.status, StatusCode::OK, "{badge:?}");
}

fn event(sequence: i64, at: &str, badge: &str) -> Value {
    json!({ "terminal": "winkel", "sequence": sequence, "at": at, "badge": badge })
}

async fn deliver(stage: &Stage, events: &[Value]) -> (StatusCode, Value) {
    let answer = stage
        .post("/clock-deliveries", None, &json!({ "events": events }))
        .await;
    (answer.status, answer.json)
}

#[tokio::test]
async fn events_that_come_twice_count_once_and_become_shifts() {
    everywhere(async |stage: Stage| {
        set_up(&stage).await;
        let day = [
            event(1, "2023-05-16T09:00:00+02:00", "0077"),
            event(2, "2023-05-16T17:00:00+02:00", "0077"),
        ];
        let (status, first) = deliver(&stage, &day).await;
        assert_eq!(status, StatusCode::OK, "{first}");
        assert_eq!(
            (&first["new"], &first["shifts"]["added"], &first["from"]),
            (&json!(2), &json!(1), &json!("2023-05-16"))
        );
        let (_, again) = deliver(&stage, &day).await;
        assert_eq!((&again["delivered"], &again["new"]), (&json!(2), &json!(0)), "{again}");
        assert_eq!(again["shifts"]["added"], 0);
        let shifts = stage.get("/shifts?from=2023-05-16&to=2023-05-16").await;
        let shift = &shifts.json["items"][0];
        assert_eq!(
            (&shift["start_minute"], &shift["end_minute"], &shift["source"]),
            (&json!(540), &json!(1020), &json!("clock"))
        );
        let events = stage.get("/clock-events?from=2023-05-16&to=2023-05-16").await;
        let events = events.json["items"].as_array().unwrap();
        assert_eq!(events.len(), 2);
        assert!(events.iter().all(|event| event["person"] == json!(stage.person.0)));
        assert_eq!(
            (&events[0]["badge"], &events[0]["direction"]),
            (&json!("0077"), &json!("toggle"))
        );
    })
    .await;
}

#[tokio::test]
async fn events_come_a_page_at_a_time_of_whom_and_where_one_asks() {
    everywhere(async |stage: Stage| {
        set_up(&stage).await;
        let events = [
            event(1, "2023-05-15T09:00:00+02:00", "0077"),
            event(2, "2023-05-15T09:00:00+02:00", "99"),
            event(3, "2023-05-15T17:00:00+02:00", "0077"),
            event(4, "2023-05-16T09:00:00+02:00", "0077"),
        ];
        deliver(&stage, &events).await;
        let nothing = json!({ "terminal": "winkel", "sequence": 2, "reason": "Proef" });
        stage.post("/clock-dismissals", Some("1"), &nothing).await;
        let days = "/clock-events?from=2023-05-15&to=2023-05-16";
        let found = async |asked: &str| {
            let found = stage.all(&format!("{days}{asked}"), 1).await;
            found
                .iter()
                .map(|event| event["sequence"].as_i64().unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(found("").await, [1, 2, 3, 4]);
        assert_eq!(found("&terminal=winkel").await, [1, 2, 3, 4]);
        assert!(found("&terminal=kantoor").await.is_empty());
        let of_one = format!("&person={}", stage.person);
        assert_eq!(found(&of_one).await, [1, 3, 4], "the badge 99 is nobody's");
        let whole = stage.get(&format!("{days}&limit=500")).await.json["items"].clone();
        assert_eq!(
            (&whole[1]["dismissed"], &whole[0]["dismissed"]),
            (&json!(true), &json!(false))
        );
        assert_eq!(json!(stage.all(days, 3).await), whole);
        let back = json!({ "from": "2023-05-16", "person": null });
        stage.other(Method::PUT, "/badges/0077", Some(&back)).await;
        assert_eq!(found(&of_one).await, [1, 3], "from then on the badge is nobody's");
        let strange = stage.get(&format!("{days}&cursor=MTIz")).await;
        assert_eq!(strange.json["errors"][0]["parameter"], "cursor", "{strange:?}");
    })
    .await;
}

#[tokio::test]
async fn a_delivery_with_a_fault_is_refused_whole() {
    everywhere(async |stage: Stage| {
        set_up(&stage).await;
        let fine = event(1, "2023-05-16T09:00:00+02:00", "0077");
        let mut nowhere = event(2, "2023-05-16T17:00:00+02:00", "0077");
        nowhere["terminal"] = json!("kantoor");
        for (wrong, pointer) in [
            (nowhere, "/events/1"),
            (event(2, "2099-01-01T00:00:00Z", "0077"), "/events/1"),
            (event(0, "2023-05-16T17:00:00Z", "0077"), "/events/1"),
            (event(2, "2023-05-16T17:00:00Z", "geen badge!"), "/events/1/badge"),
            (event(2, "gisteren", "0077"), "/events/1/at"),
        ] {
            let (status, answer) = deliver(&stage, &[fine.clone(), wrong]).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
            assert_eq!(answer["errors"][0]["pointer"], pointer, "{answer}");
        }
        let events = stage.get("/clock-events?from=2023-05-01&to=2023-05-31").await;
        assert_eq!(events.json["items"], json!([]), "nothing was kept");
        deliver(&stage, &[fine]).await;
        let (_, other) = deliver(&stage, &[event(1, "2023-05-16T09:30:00+02:00", "0077")]).await;
        assert_eq!(
            other["errors"][0]["pointer"], "/events/0",
            "the number is taken: {other}"
        );
        let (status, _) = deliver(&stage, &[]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn who_came_is_there_until_they_go() {
    everywhere(async |stage: Stage| {
        set_up(&stage).await;
        deliver(&stage, &[event(1, "2023-05-17T08:30:00+02:00", "0077")]).await;
        let present = stage.get("/presence").await;
        assert_eq!(
            (&present.json[0]["name"], &present.json[0]["since"]),
            (&json!("Thomas Lakeman"), &json!("2023-05-17T06:30:00Z")),
            "{present:?}"
        );
        deliver(&stage, &[event(2, "2023-05-17T08:50:00+02:00", "0077")]).await;
        assert_eq!(stage.get("/presence").await.json, json!([]));
    })
    .await;
}

#[tokio::test]
async fn what_the_clock_cannot_say_is_said_by_a_person() {
    everywhere(async |stage: Stage| {
        set_up(&stage).await;
        let events = [
            event(1, "2023-05-15T09:00:00+02:00", "0077"),
            event(2, "2023-05-15T10:00:00+02:00", "99"),
        ];
        deliver(&stage, &events).await;
        let days = "from=2023-05-15&to=2023-05-15";
        let waits = stage.get(&format!("/clock-tasks?{days}")).await;
        assert_eq!(waits.json["events"][0]["reason"], "forgotten-out", "{waits:?}");
        assert_eq!(waits.json["unknown_badges"][0]["badge"], "99");

        let out = json!({
            "person": stage.person.0, "at": "2023-05-15T17:00:00+02:00", "direction": "out", "reason": "Vergeten",
        });
        let entered = stage.post("/clock-events", Some("1"), &out).await;
        assert_eq!(entered.status, StatusCode::CREATED, "{entered:?}");
        assert_eq!(entered.json, json!({ "terminal": "hand", "sequence": 1 }));
        let nothing = json!({ "terminal": "winkel", "sequence": 2, "reason": "Proef" });
        let dismissed = stage.post("/clock-dismissals", Some("2"), &nothing).await;
        assert_eq!(dismissed.status, StatusCode::CREATED, "{dismissed:?}");
        let calm = stage.get(&format!("/clock-tasks?{days}")).await;
        assert_eq!(calm.json, json!({ "events": [], "unknown_badges": [] }));
        let shifts = stage.get(&format!("/shifts?{days}")).await;
        assert_eq!(shifts.json["items"][0]["end_minute"], 1020, "{shifts:?}");
        let unknown = json!({ "terminal": "winkel", "sequence": 9, "reason": "Proef" });
        let nowhere = stage.post("/clock-dismissals", Some("3"), &unknown).await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND, "{nowhere:?}");
        let silent =
            json!({ "person": stage.person.0, "at": "2023-05-15T18:00:00Z", "direction": "in", "reason": " " });
        let refused = stage.post("/clock-events", Some("4"), &silent).await;
        assert_eq!(refused.json["errors"][0]["pointer"], "/reason", "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn badges_terminals_and_policies_are_kept() {
    everywhere(async |stage: Stage| {
        set_up(&stage).await;
        let twice = stage.post("/terminals", Some("u"), &json!({ "name": "winkel" })).await;
        assert_eq!(twice.json["type"], "urn:loonbrug:problem:already-there", "{twice:?}");
        assert_eq!(stage.get("/terminals").await.json["items"][0]["name"], "winkel");
        let withdrawn = stage.post("/terminals/winkel/withdrawal", None, &json!({})).await;
        assert_eq!(withdrawn.status, StatusCode::NO_CONTENT, "{withdrawn:?}");
        let terminals = stage.hub.store.terminals(stage.organisation).await.unwrap();
        assert_eq!(terminals[0].withdrawals, 1);
        let nowhere = stage.post("/terminals/kantoor/withdrawal", None, &json!({})).await;
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND, "{nowhere:?}");
        let back = json!({ "from": "2023-05-10", "person": null });
        stage.other(Method::PUT, "/badges/0077", Some(&back)).await;
        let badges = stage.get("/badges").await;
        assert_eq!(badges.json["items"].as_array().unwrap().len(), 2);
        assert_eq!(badges.json["items"][1]["person"], Value::Null);
        let stranger = json!({ "from": "2023-05-10", "person": stage.stranger.0 });
        let refused = stage.other(Method::PUT, "/badges/0077", Some(&stranger)).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{refused:?}");

        let rounding = json!({ "grid_minutes": 15, "mode": "nearest", "near_planned_minutes": 10 });
        let mut policy = json!({
            "valid_from": "2023-05-01", "rounding_in": rounding, "rounding_out": rounding, "break_at_most_minutes": 60,
            "overnight": false, "default_group": null, "double_seconds": 60, "longest_minutes": 840,
            "tolerance_minutes": 5,
        });
        let set = stage.other(Method::PUT, "/clock-policies", Some(&policy)).await;
        assert_eq!((set.status, &set.json), (StatusCode::OK, &json!([policy])), "{set:?}");
        assert_eq!(stage.get("/clock-policies").await.json, set.json);
        policy["rounding_in"]["grid_minutes"] = json!(7);
        let odd = stage.other(Method::PUT, "/clock-policies", Some(&policy)).await;
        assert_eq!(odd.json["errors"][0]["pointer"], "/rounding_in/grid_minutes", "{odd:?}");
        assert_eq!(stage.get("/clock-policies").await.json, set.json);
    })
    .await;
}
