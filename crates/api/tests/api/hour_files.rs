//! Hours from a file: looked at, stored once, refused line by line.

use crate::databases::everywhere;
use crate::stage::{SHIFTS_OF_APRIL, Stage};
use reqwest::{Method, StatusCode};
use serde_json::json;

const CSV: &str = "text/csv; charset=utf-8";
const APRIL: &str = "from=2023-04-01&to=2023-04-30&limit=500";

async fn stored(stage: &Stage) -> usize {
    let shifts = stage.get(&format!("/shifts?{APRIL}")).await;
    shifts.json["items"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_file_is_looked_at_and_then_stored_once() {
    everywhere(async |stage: Stage| {
        let bytes = SHIFTS_OF_APRIL.as_bytes();
        let looked = stage
            .send_file("/hour-file-looks?file_name=april.csv", None, CSV, bytes)
            .await;
        assert_eq!(looked.status, StatusCode::OK, "{looked:?}");
        assert_eq!(
            (&looked.json["added"], &looked.json["faults"], &looked.json["stored"]),
            (&json!(46), &json!([]), &json!(false))
        );
        assert_eq!(stored(&stage).await, 0, "looking stores nothing");

        let path = "/hour-files?file_name=april.csv";
        let made = stage.send_file(path, Some("1"), CSV, bytes).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        assert_eq!(
            (&made.json["file"], &made.json["stored"], &made.json["refusal"]),
            (&json!("april.csv"), &json!(true), &json!(null))
        );
        let again = stage.send_file(path, Some("1"), CSV, bytes).await;
        assert_eq!(again.json, made.json, "the same request");
        let twice = stage.send_file(path, Some("2"), CSV, bytes).await;
        assert_eq!(twice.json["type"], "urn:loonbrug:problem:already-there", "{twice:?}");
        assert_eq!(stored(&stage).await, 46);
        let files = stage.get("/hour-files").await;
        assert_eq!(
            (
                &files.json["items"][0]["file_name"],
                &files.json["items"][0]["imported_by"]
            ),
            (&json!("april.csv"), &json!("token rooster"))
        );
        assert_eq!(files.json["items"].as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_file_with_a_fault_is_refused_line_by_line() {
    everywhere(async |stage: Stage| {
        let (header, rest) = SHIFTS_OF_APRIL.split_once('\n').unwrap();
        let first = rest.lines().next().unwrap();
        let wrong = first.replace("2023", "20x3");
        let file = format!("{header}\n{first}\n{wrong}\n");
        let refused = stage.send_file("/hour-files", Some("1"), CSV, file.as_bytes()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
        assert_eq!(refused.json["errors"][0]["line"], 3, "{refused:?}");
        let detail = refused.json["detail"].as_str().unwrap();
        assert!(detail.contains("accept_good"), "{detail}");
        assert_eq!(stored(&stage).await, 0, "nothing is stored");
        let good = stage
            .send_file("/hour-files?accept_good=true", Some("1"), CSV, file.as_bytes())
            .await;
        assert_eq!(good.status, StatusCode::CREATED, "the key was given back: {good:?}");
        assert_eq!(stored(&stage).await, 1);
        let longer = format!("{header}\n{}\n", first.replace("18:00", "19:00"));
        let replaces = stage.send_file("/hour-files", Some("2"), CSV, longer.as_bytes()).await;
        assert_eq!(replaces.status, StatusCode::UNPROCESSABLE_ENTITY, "{replaces:?}");
        assert!(replaces.json["detail"].as_str().unwrap().contains("replace=true"));
        let taken = stage
            .send_file("/hour-files?replace=true", Some("2"), CSV, longer.as_bytes())
            .await;
        assert_eq!(taken.json["changed"].as_array().map(Vec::len), Some(1), "{taken:?}");
        assert_eq!(stored(&stage).await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_file_of_hours_is_told() {
    everywhere(async |stage: Stage| {
        for (bytes, kind) in [
            (&b""[..], "unreadable-file"),
            (b"PK\x03\x04 no workbook", "unreadable-file"),
            (b"een brief\nover niets\n", "unreadable-file"),
        ] {
            let answer = stage
                .send_file("/hour-file-looks", None, "application/octet-stream", bytes)
                .await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer:?}");
            assert_eq!(answer.json["type"], format!("urn:loonbrug:problem:{kind}"));
        }
        let json = stage
            .send_file("/hour-file-looks", None, "application/json", b"{}")
            .await;
        assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{json:?}");
        assert!(json.json["detail"].as_str().unwrap().contains("text/csv"));
        let half = stage
            .send_file("/hour-file-looks?from=2023-04-01", None, CSV, b"x")
            .await;
        assert_eq!(half.json["errors"][0]["parameter"], "to", "{half:?}");
    })
    .await;
}

#[tokio::test]
async fn a_column_is_what_the_employer_says() {
    everywhere(async |stage: Stage| {
        assert_eq!(
            stage.get("/hour-file-columns").await.json,
            json!({ "fields": {}, "ignored": [] })
        );
        let mapping = json!({ "fields": { "employee_number": "Wie" }, "ignored": ["Opmerking"] });
        let set = stage.other(Method::PUT, "/hour-file-columns", Some(&mapping)).await;
        assert_eq!((set.status, &set.json), (StatusCode::OK, &mapping), "{set:?}");
        assert_eq!(stage.get("/hour-file-columns").await.json, mapping);
        let file = "Wie,Datum,Begin,Einde,Opmerking\n1001,08-04-2023,09:00,14:00,druk\n";
        let looked = stage.send_file("/hour-file-looks", None, CSV, file.as_bytes()).await;
        assert_eq!(
            (&looked.json["added"], &looked.json["ignored_columns"]),
            (&json!(1), &json!(["Opmerking"])),
            "{looked:?}"
        );
        let strange = json!({ "fields": { "salary": "Loon" } });
        let refused = stage.other(Method::PUT, "/hour-file-columns", Some(&strange)).await;
        assert_eq!(refused.json["errors"][0]["pointer"], "/fields/salary", "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn no_text_holds_the_character_nul() {
    everywhere(async |stage: Stage| {
        let nul = json!({ "first_name": "Tho\u{0}mas", "last_name": "Lakeman" });
        let answer = stage.post("/people", Some("1"), &nul).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer:?}");
        assert_eq!(answer.json["errors"][0]["pointer"], "/first_name");
        let query = stage.get("/people?name=%00").await;
        assert_eq!(query.status, StatusCode::UNPROCESSABLE_ENTITY, "{query:?}");
        let path = stage
            .other(
                Method::PUT,
                "/templates/%00",
                Some(&json!({ "values": { "waiting-days": "1" } })),
            )
            .await;
        assert_eq!(path.status, StatusCode::NOT_FOUND, "{path:?}");
    })
    .await;
}
