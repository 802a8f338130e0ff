//! Settings in layers, groups, and templates for many.

use crate::databases::everywhere;
use crate::stage::{Answer, Stage};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// One line of a profile.
fn line<'a>(answer: &'a Answer, field: &str) -> &'a Value {
    let lines = answer.json.as_array().unwrap();
    lines.iter().find(|line| line["field"] == field).unwrap()
}

#[tokio::test]
async fn what_is_nearest_to_a_person_holds() {
    everywhere(async |stage: Stage| {
        let everybody = json!({ "from": "2023-01-01", "values": { "waiting-days": "1" } });
        let set = stage.post("/profile", None, &everybody).await;
        assert_eq!(set.status, StatusCode::OK, "{set:?}");
        assert_eq!(line(&set, "waiting-days")["whose"], "organisation");
        let own = format!("/people/{}/profile", stage.person);
        let inherited = stage.get(&own).await;
        assert_eq!(
            (
                &line(&inherited, "waiting-days")["value"],
                &line(&inherited, "waiting-days")["whose"]
            ),
            (&json!("1"), &json!("organisation"))
        );
        let two = json!({ "from": "2023-05-01", "values": { "waiting-days": "2" } });
        let changed = stage.post(&own, None, &two).await;
        assert_eq!(
            (
                &line(&changed, "waiting-days")["value"],
                &line(&changed, "waiting-days")["whose"]
            ),
            (&json!("2"), &json!("person")),
            "{changed:?}"
        );
        let earlier = stage.get(&format!("{own}?date=2023-04-30")).await;
        assert_eq!(line(&earlier, "waiting-days")["value"], "1", "it holds from its day on");
        let back = json!({ "from": "2023-05-10", "values": { "waiting-days": null } });
        stage.post(&own, None, &back).await;
        assert_eq!(line(&stage.get(&own).await, "waiting-days")["whose"], "organisation");
        assert_eq!(line(&stage.get("/profile").await, "waiting-days")["value"], "1");
    })
    .await;
}

#[tokio::test]
async fn a_setting_that_cannot_be_changes_nothing() {
    everywhere(async |stage: Stage| {
        let before = stage.get("/profile").await.json;
        for (values, pointer) in [
            (
                json!({ "overnights": "yes", "waiting-days": "3" }),
                "/values/waiting-days",
            ),
            (json!({ "salary": "100" }), "/values/salary"),
            (json!({}), "/values"),
        ] {
            let body = json!({ "from": "2023-01-01", "values": values });
            let refused = stage.post("/profile", None, &body).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
            assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{refused:?}");
        }
        let of_a_person = json!({ "from": "2023-01-01", "values": { "contract-type": "zero-hours" } });
        let refused = stage.post("/profile", None, &of_a_person).await;
        assert_eq!(refused.json["type"], "urn:loonbrug:problem:refused", "{refused:?}");
        assert_eq!(stage.get("/profile").await.json, before);
    })
    .await;
}

#[tokio::test]
async fn people_join_and_leave_groups() {
    everywhere(async |stage: Stage| {
        for name in ["Op locatie", "Partimers"] {
            let made = stage
                .post(
                    "/groups",
                    Some(name.split(' ').next().unwrap()),
                    &json!({ "name": name, "kind": "department" }),
                )
                .await;
            assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        }
        let twice = stage
            .post(
                "/groups",
                Some("2"),
                &json!({ "name": "Partimers", "kind": "job", "number": 470 }),
            )
            .await;
        assert_eq!(twice.json["type"], "urn:loonbrug:problem:already-there", "{twice:?}");
        let own = format!("/people/{}/groups", stage.person);
        let joined = stage
            .post(
                &own,
                None,
                &json!({ "join": ["Partimers"], "join_hidden": ["Op locatie"] }),
            )
            .await;
        let both = json!([
            { "group": "Op locatie", "hidden": true },
            { "group": "Partimers", "hidden": false },
        ]);
        assert_eq!((joined.status, &joined.json), (StatusCode::OK, &both), "{joined:?}");
        let members = stage.get("/groups/Op%20locatie/members").await;
        assert_eq!(
            (&members.json["items"][0]["name"], &members.json["items"][0]["hidden"]),
            (&json!("Thomas Lakeman"), &json!(true))
        );
        let left = stage.post(&own, None, &json!({ "leave": ["Op locatie"] })).await;
        assert_eq!(left.json, json!([{ "group": "Partimers", "hidden": false }]));
        let archived = stage
            .other(Method::PUT, "/groups/Op%20locatie", Some(&json!({ "archived": true })))
            .await;
        assert_eq!(archived.json["archived"], true, "{archived:?}");
        let closed = stage
            .post(&own, None, &json!({ "leave": ["Partimers"], "join": ["Op locatie"] }))
            .await;
        assert_eq!(closed.json["errors"][0]["pointer"], "/join/0", "{closed:?}");
        assert_eq!(stage.get(&own).await.json, left.json, "nothing was changed");
        assert_eq!(stage.get("/groups/Bar/members").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// Value of a line, and whose word it is.
fn told<'a>(answer: &'a Answer, field: &str) -> (&'a Value, &'a Value, &'a Value) {
    let line = line(answer, field);
    (&line["value"], &line["whose"], &line["group"])
}

#[tokio::test]
async fn a_group_says_what_holds_for_its_people() {
    everywhere(async |stage: Stage| {
        let name = json!({ "name": "Op locatie", "kind": "location" });
        stage.post("/groups", Some("1"), &name).await;
        let everybody = json!({ "from": "2023-01-01", "values": { "waiting-days": "1", "overnights": "no" } });
        stage.post("/profile", None, &everybody).await;
        let path = "/groups/Op%20locatie/profile";
        let (one, nobody) = (json!("1"), Value::Null);
        let before = stage.get(path).await;
        assert_eq!(told(&before, "waiting-days"), (&one, &json!("organisation"), &nobody));
        let two = json!({ "from": "2023-05-01", "values": { "waiting-days": "2" } });
        let changed = stage.post(path, None, &two).await;
        let (group, name) = (json!("group"), json!("Op locatie"));
        assert_eq!(
            told(&changed, "waiting-days"),
            (&json!("2"), &group, &name),
            "{changed:?}"
        );
        assert_eq!(
            told(&changed, "overnights"),
            (&json!("no"), &json!("organisation"), &nobody)
        );
        let earlier = stage.get(&format!("{path}?date=2023-04-30")).await;
        assert_eq!(told(&earlier, "waiting-days").0, "1", "it holds from its day on");

        let own = format!("/people/{}", stage.person);
        let join = json!({ "join": ["Op locatie"] });
        stage.post(&format!("{own}/groups"), None, &join).await;
        let member = stage.get(&format!("{own}/profile")).await;
        assert_eq!(
            told(&member, "waiting-days"),
            (&json!("2"), &group, &name),
            "{member:?}"
        );
        assert_eq!(told(&stage.get("/profile").await, "waiting-days").0, "1");

        let back = json!({ "from": "2023-05-10", "values": { "waiting-days": null } });
        let given_back = stage.post(path, None, &back).await;
        assert_eq!(
            told(&given_back, "waiting-days"),
            (&one, &json!("organisation"), &nobody)
        );
    })
    .await;
}

#[tokio::test]
async fn a_group_that_is_no_longer_used_says_nothing() {
    everywhere(async |stage: Stage| {
        let name = json!({ "name": "Bar", "kind": "branch" });
        stage.post("/groups", Some("1"), &name).await;
        let two = json!({ "from": "2023-05-01", "values": { "waiting-days": "2" } });
        for (values, pointer) in [
            (json!({ "contract-type": "zero-hours" }), None),
            (json!({ "waiting-days": "3" }), Some("/values/waiting-days")),
        ] {
            let wrong = json!({ "from": "2023-05-01", "values": values });
            let refused = stage.post("/groups/Bar/profile", None, &wrong).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
            let at = &refused.json["errors"][0]["pointer"];
            assert_eq!(at, &pointer.map_or(Value::Null, Value::from), "{refused:?}");
        }
        stage.post("/groups/Bar/profile", None, &two).await;
        let gone = json!({ "archived": true });
        stage.other(Method::PUT, "/groups/Bar", Some(&gone)).await;
        let silent = stage.get("/groups/Bar/profile").await;
        assert_eq!(
            told(&silent, "waiting-days"),
            (&Value::Null, &Value::Null, &Value::Null)
        );
        let refused = stage.post("/groups/Bar/profile", None, &two).await;
        assert_eq!(refused.json["type"], "urn:loonbrug:problem:refused", "{refused:?}");
        assert_eq!(stage.get("/groups/Kassa/profile").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_template_is_looked_at_and_applied_to_many() {
    everywhere(async |stage: Stage| {
        let values = json!({ "values": { "waiting-days": "1", "overnights": "yes" } });
        let path = "/templates/op%20oproep";
        let set = stage.other(Method::PUT, path, Some(&values)).await;
        assert_eq!(
            (set.status, &set.json["name"]),
            (StatusCode::OK, &json!("op oproep")),
            "{set:?}"
        );
        assert_eq!(stage.get("/templates").await.json["items"], json!([set.json]));
        let one = json!({ "from": "2023-06-01", "people": [stage.person.0] });
        let looked = stage.post(&format!("{path}/looks"), None, &one).await;
        assert_eq!(
            (
                looked.json.as_array().map(Vec::len),
                looked.json[0]["changes"].as_array().map(Vec::len)
            ),
            (Some(1), Some(2)),
            "{looked:?}"
        );
        let applied = stage.post(&format!("{path}/applications"), Some("1"), &one).await;
        assert_eq!((applied.status, &applied.json), (StatusCode::CREATED, &looked.json));
        let again = stage.post(&format!("{path}/looks"), None, &one).await;
        assert_eq!(again.json[0]["changes"], json!([]), "it is all so");
        let own = stage
            .get(&format!("/people/{}/profile?date=2023-06-01", stage.person))
            .await;
        assert_eq!(line(&own, "overnights")["whose"], "person");
        let stranger = json!({ "from": "2023-06-01", "people": [stage.stranger.0] });
        let refused = stage.post(&format!("{path}/looks"), None, &stranger).await;
        assert_eq!(refused.json["errors"][0]["pointer"], "/people/0", "{refused:?}");
        let nobody = stage
            .post(&format!("{path}/looks"), None, &json!({ "from": "2023-06-01" }))
            .await;
        assert_eq!(nobody.json["type"], "urn:loonbrug:problem:refused", "{nobody:?}");
        let gone = stage.other(Method::DELETE, path, None).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        assert_eq!(
            stage.other(Method::DELETE, path, None).await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}
