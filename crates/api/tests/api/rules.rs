//! Rule sets: as files, looked at, taken over, and tried on the shifts that were worked.

use crate::databases::everywhere;
use crate::stage::Stage;
use reqwest::StatusCode;
use serde_json::{Value, json};

const SUNDAYS: &str = "\
format = 1

[[rules]]
name = \"eigen\"
valid-from = \"2023-01-01\"

[[rules.windows]]
name = \"zondag\"
days = [\"sunday\"]
from = \"00:00\"
to = \"24:00\"
factor = \"200 %\"
";

#[tokio::test]
async fn a_file_of_rules_is_looked_at_taken_over_and_read_back() {
    everywhere(async |stage: Stage| {
        let looked = stage.post("/rule-set-looks", None, &json!({ "file": SUNDAYS })).await;
        assert_eq!(looked.json["changes"].as_array().map(Vec::len), Some(1), "{looked:?}");
        let taken = stage.post("/rule-sets", Some("1"), &json!({ "file": SUNDAYS })).await;
        assert_eq!(
            (taken.status, &taken.json),
            (StatusCode::CREATED, &looked.json),
            "{taken:?}"
        );
        let sets = stage.get("/rule-sets").await;
        let sets = sets.json.as_array().unwrap();
        let own: Vec<&Value> = sets.iter().filter(|set| set["own"] == true).collect();
        assert_eq!((own.len(), &own[0]["name"]), (1, &json!("eigen")));
        assert!(
            sets.iter()
                .any(|set| set["name"] == "retail-non-food" && set["used_by"] == json!(["modehuis"]))
        );
        let one = stage.get("/rule-sets/eigen").await;
        assert_eq!(
            (
                &one.json["sets"][0]["valid_from"],
                &one.json["sets"][0]["rules"][0]["pays"]
            ),
            (&json!("2023-01-01"), &json!("200%")),
            "{one:?}"
        );
        let same = stage
            .post("/rule-set-looks", None, &json!({ "file": one.json["file"] }))
            .await;
        assert_eq!(same.json["changes"], json!([]), "what is written reads back: {same:?}");
        let holidays = stage.get("/rule-sets/retail-non-food/holidays?year=2023").await;
        assert!(
            holidays
                .json
                .as_array()
                .unwrap()
                .contains(&json!({ "date": "2023-04-27", "name": "Koningsdag" })),
            "{holidays:?}"
        );
        assert_eq!(stage.get("/rule-sets/bonus").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_file_with_faults_is_refused_whole_by_line() {
    everywhere(async |stage: Stage| {
        let wrong = SUNDAYS.replace("sunday", "zondag").replace("200 %", "5000 %");
        for path in ["/rule-set-looks", "/rule-sets"] {
            let refused = stage.post(path, Some("1"), &json!({ "file": wrong })).await;
            assert_eq!(
                refused.json["type"], "urn:loonbrug:problem:unreadable-file",
                "{refused:?}"
            );
            let lines = refused.json["errors"].as_array().unwrap();
            assert!(lines.iter().any(|error| error["line"] == 9), "{refused:?}");
        }
        let sets = stage.get("/rule-sets").await;
        assert!(sets.json.as_array().unwrap().iter().all(|set| set["own"] == false));
    })
    .await;
}

#[tokio::test]
async fn other_rules_are_tried_on_what_was_worked() {
    everywhere(async |stage: Stage| {
        stage.bring_shifts().await;
        let path = stage.at_coupling("/what-ifs");
        let april = |more: Value| {
            let mut body = json!({ "from": "2023-04-01", "to": "2023-04-30" });
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            body
        };
        let same = stage
            .post(&path, None, &april(json!({ "rule_set": "retail-non-food" })))
            .await;
        assert_eq!(same.status, StatusCode::OK, "{same:?}");
        let figures = |answer: &Value| -> Vec<Value> {
            let people = answer["people"].as_array().unwrap().iter();
            people
                .flat_map(|person| person["figures"].as_array().unwrap().clone())
                .collect()
        };
        let differs = |figure: &Value| figure["now_hundredths_of_an_hour"] != figure["then_hundredths_of_an_hour"];
        assert!(!figures(&same.json).iter().any(differs), "the same rules give the same");
        let tried = stage.post(&path, None, &april(json!({ "file": SUNDAYS }))).await;
        assert_eq!(tried.json["others"], "eigen", "{tried:?}");
        assert!(figures(&tried.json).iter().any(differs), "{tried:?}");
        for (more, pointer) in [
            (json!({}), "/rule_set"),
            (json!({ "rule_set": "retail-non-food", "file": SUNDAYS }), "/rule_set"),
            (json!({ "rule_set": "retail-non-food", "to": "2023-03-01" }), "/to"),
        ] {
            let refused = stage.post(&path, None, &april(more)).await;
            assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{refused:?}");
        }
    })
    .await;
}
