//! The planning: by hand, from rosters, copied, and held against the clock.

use crate::databases::everywhere;
use crate::stage::Stage;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

fn shift(stage: &Stage, date: &str) -> Value {
    json!({ "person": stage.person.0, "date": date, "start_minute": 540, "end_minute": 1020, "break_minutes": 30 })
}

async fn planned(stage: &Stage, days: &str) -> Vec<Value> {
    let answer = stage.get(&format!("/planned-shifts?limit=500&{days}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json["items"].as_array().unwrap().clone()
}

const WEEK: &str = "from=2023-05-22&to=2023-05-28";

#[tokio::test]
async fn a_shift_is_planned_changed_and_taken_away() {
    everywhere(async |stage: Stage| {
        let made = stage
            .post("/planned-shifts", Some("1"), &shift(&stage, "2023-05-22"))
            .await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        let overlaps = stage
            .post("/planned-shifts", Some("2"), &shift(&stage, "2023-05-22"))
            .await;
        assert_eq!(overlaps.json["type"], "urn:loonbrug:problem:refused", "{overlaps:?}");

        let id = made.json["id"].as_str().unwrap();
        let mut later = shift(&stage, "2023-05-22");
        later["start_minute"] = json!(600);
        let path = format!("/planned-shifts/{id}/changes");
        let changed = stage.post(&path, Some("3"), &later).await;
        assert_eq!(
            changed.status,
            StatusCode::CREATED,
            "it may overlap what it replaces: {changed:?}"
        );
        let now = planned(&stage, WEEK).await;
        assert_eq!(
            (now.len(), &now[0]["start_minute"], &now[0]["planned_by"]),
            (1, &json!(600), &json!("hand"))
        );
        let overtaken = stage.post(&path, Some("4"), &later).await;
        assert_eq!(overtaken.status, StatusCode::NOT_FOUND, "{overtaken:?}");

        let path = format!("/planned-shifts/{}", changed.json["id"].as_str().unwrap());
        let gone = stage.other(Method::DELETE, &path, None).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{gone:?}");
        assert_eq!(planned(&stage, WEEK).await, Vec::<Value>::new());
        let twice = stage.other(Method::DELETE, &path, None).await;
        assert_eq!(twice.status, StatusCode::NOT_FOUND);
        for (field, value) in [
            ("group", json!("Bar")),
            ("start_minute", json!(1440)),
            ("end_minute", json!(2880)),
        ] {
            let mut wrong = shift(&stage, "2023-05-23");
            wrong[field] = value;
            let refused = stage.post("/planned-shifts", Some("5"), &wrong).await;
            assert_eq!(refused.json["errors"][0]["pointer"], format!("/{field}"), "{refused:?}");
        }
        let mut fixed = shift(&stage, "2023-05-28");
        fixed["surcharges"] = json!(true);
        stage.post("/planned-shifts", Some("6"), &fixed).await;
        let sunday = &planned(&stage, WEEK).await[0];
        assert!(
            !sunday["surcharges"].as_array().unwrap().is_empty(),
            "a Sunday has a surcharge: {sunday}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_roster_fills_what_nobody_changed() {
    everywhere(async |stage: Stage| {
        let roster = json!({
            "cycle_weeks": 1, "first_monday": "2023-01-02",
            "slots": [
                { "employee_number": 1001, "week": 1, "day": "monday", "start_minute": 540, "end_minute": 1020 },
                { "employee_number": 1001, "week": 1, "day": "saturday", "start_minute": 1320, "end_minute": 360 },
            ],
        });
        let set = stage.other(Method::PUT, "/rosters/winkel", Some(&roster)).await;
        assert_eq!(set.status, StatusCode::OK, "{set:?}");
        assert_eq!(stage.get("/rosters").await.json["items"][0], set.json);
        let mut unknown = roster.clone();
        unknown["slots"][0]["employee_number"] = json!(99_999);
        let refused = stage.other(Method::PUT, "/rosters/winkel", Some(&unknown)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");

        let mut fill = json!({ "from": "2023-05-22", "to": "2023-05-28", "roster": "winkel" });
        let looked = stage.post("/planning-fill-looks", None, &fill).await;
        assert_eq!(
            (looked.status, &looked.json["placed"]),
            (StatusCode::OK, &json!(2)),
            "{looked:?}"
        );
        assert_eq!(
            planned(&stage, WEEK).await,
            Vec::<Value>::new(),
            "looking stores nothing"
        );
        stage
            .post("/planned-shifts", Some("1"), &shift(&stage, "2023-05-22"))
            .await;
        fill["fingerprint"] = looked.json["fingerprint"].clone();
        let overtaken = stage.post("/planning-fills", Some("2"), &fill).await;
        assert_eq!(
            overtaken.json["type"], "urn:loonbrug:problem:changed-meanwhile",
            "{overtaken:?}"
        );
        fill.as_object_mut().unwrap().remove("fingerprint");
        let filled = stage.post("/planning-fills", Some("2"), &fill).await;
        assert_eq!(
            (&filled.json["placed"], &filled.json["left"][0]["reason"]),
            (&json!(1), &json!("changed-by-person")),
            "{filled:?}"
        );
        let night = &planned(&stage, "from=2023-05-27&to=2023-05-27").await[0];
        assert_eq!(
            (&night["end_minute"], &night["roster"]),
            (&json!(1800), &json!("winkel"))
        );
        let gone = stage.other(Method::DELETE, "/rosters/winkel", None).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{gone:?}");
        assert_eq!(stage.get("/rosters").await.json["items"], json!([]));
        assert_eq!(
            planned(&stage, "from=2023-05-27&to=2023-05-27").await.len(),
            1,
            "what it planned stays"
        );
        let twice = stage.other(Method::DELETE, "/rosters/winkel", None).await;
        assert_eq!(twice.status, StatusCode::NOT_FOUND, "{twice:?}");
    })
    .await;
}

#[tokio::test]
async fn a_week_is_copied_onto_another() {
    everywhere(async |stage: Stage| {
        for date in ["2023-05-22", "2023-05-27"] {
            stage.post("/planned-shifts", Some(date), &shift(&stage, date)).await;
        }
        let copy = json!({ "from": "2023-05-29", "to": "2023-06-04", "copy_from": "2023-05-22" });
        let copied = stage.post("/planning-fills", Some("3"), &copy).await;
        assert_eq!(copied.json["placed"], 2, "{copied:?}");
        let next = planned(&stage, "from=2023-05-29&to=2023-06-04").await;
        assert!(next.iter().all(|shift| shift["planned_by"] == "copy"), "{next:?}");
        let days = "/planned-shifts?from=2023-05-22&to=2023-06-04";
        let whole = stage.all(days, 500).await;
        assert_eq!((whole.len(), &stage.all(days, 1).await), (4, &whole));
        let of_one = format!("{days}&person={}", stage.person);
        assert_eq!(stage.all(&of_one, 3).await, whole);
        assert_eq!(stage.all(&format!("{days}&group=Bar"), 3).await, [] as [Value; 0]);
        for (wrong, pointer) in [
            (json!({ "from": "2023-05-22", "to": "2023-05-28" }), "/roster"),
            (
                json!({ "from": "2023-05-22", "to": "2023-05-28", "copy_from": "2023-05-22" }),
                "/copy_from",
            ),
            (
                json!({ "from": "0001-01-01", "to": "9999-12-31", "roster": "winkel" }),
                "/to",
            ),
        ] {
            let refused = stage.post("/planning-fill-looks", None, &wrong).await;
            assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{refused:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_planning_is_held_against_what_was_worked() {
    everywhere(async |stage: Stage| {
        for date in ["2023-05-15", "2023-05-16"] {
            stage.post("/planned-shifts", Some(date), &shift(&stage, date)).await;
        }
        let worked = json!({ "person": stage.person.0, "date": "2023-05-15", "start_minute": 560, "end_minute": 1020 });
        stage.post("/shifts", Some("w"), &worked).await;
        let held = stage.get("/attendance?from=2023-05-15&to=2023-05-16").await;
        let findings: Vec<&Value> = held.json["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| &line["findings"][0])
            .collect();
        assert_eq!(
            findings,
            [
                &json!({ "what": "late", "minutes": 20 }),
                &json!({ "what": "absent", "minutes": null })
            ],
            "{held:?}"
        );
        let year = stage.get("/year-plannings/2023").await;
        let thomas = year.json.as_array().unwrap().iter();
        let mut thomas = thomas.filter(|line| line["name"] == "Thomas Lakeman");
        assert_eq!(thomas.next().unwrap()["minutes"][4], 900, "{year:?}");
        assert_eq!(stage.get("/year-plannings/mei").await.status, StatusCode::NOT_FOUND);
        let long = stage.get("/attendance?from=0001-01-01&to=9999-12-31").await;
        assert_eq!(long.json["errors"][0]["parameter"], "to", "{long:?}");
    })
    .await;
}
