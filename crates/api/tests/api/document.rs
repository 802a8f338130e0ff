//! The document is whole: every reference leads somewhere, and every operation says what a reader needs.

use crate::databases::on_sqlite;
use crate::rights::told;
use crate::stage::Stage;
use loonbrug_api::document;
use loonbrug_domain::notice::NoticeKind;
use reqwest::{Method, StatusCode};
use serde_json::Value;
use std::collections::BTreeSet;

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field.as_str() {
                    Some(text) if name == "$ref" => drop(found.insert(text.to_owned())),
                    _ => references(field, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in &found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    assert!(found.contains("#/components/schemas/Problem"));
}

#[test]
fn every_operation_says_what_a_reader_needs() {
    let mut ids = BTreeSet::new();
    for told in told() {
        assert!(ids.insert(told.id.clone()), "two operations are called {}", told.id);
        let text = |name: &str| told.json[name].as_str().unwrap_or_default().to_owned();
        assert!(!text("summary").is_empty(), "{} has no summary", told.id);
        assert!(told.json["tags"][0].is_string(), "{} has no tag", told.id);
        let has_key = told.json["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|parameter| parameter["name"] == "Idempotency-Key" && parameter["required"] == true);
        let makes = told.json["responses"].get("201").is_some();
        assert_eq!(has_key, makes, "{}: what makes something takes a key", told.id);
    }
}

#[test]
fn every_schema_that_is_answered_has_an_example() {
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let is_page = name.starts_with("Page_");
        let fields = schema["properties"].as_object();
        let told = schema.get("example").is_some() || schema.get("examples").is_some();
        let by_field = fields.is_some_and(|fields| fields.values().all(|field| field.get("example").is_some()));
        let is_part = ["Proposal", "ToLink", "FieldError"].contains(&name.as_str());
        assert!(told || by_field || is_page || is_part, "{name} has no example");
    }
}

#[test]
fn every_call_to_a_webhook_is_told() {
    let document = document();
    let calls = document["webhooks"].as_object().unwrap();
    let kinds = NoticeKind::ALL.iter().filter(|kind| kind.is_for_programs());
    let kinds: BTreeSet<&str> = kinds.map(|kind| kind.word()).collect();
    assert_eq!(calls.keys().map(String::as_str).collect::<BTreeSet<_>>(), kinds);
    for (kind, call) in calls {
        let body = &call["post"]["requestBody"]["content"]["application/json"]["schema"];
        assert_eq!(body["properties"]["type"]["const"], *kind);
        let headers = call["post"]["parameters"].as_array().unwrap();
        assert!(headers.iter().any(|header| header["name"] == "webhook-signature"));
    }
}

#[tokio::test]
async fn anybody_may_read_it() {
    on_sqlite(async |stage: Stage| {
        let answer = stage.call(&Method::GET, "/openapi.json", &[], None).await;
        assert_eq!((answer.status, answer.json), (StatusCode::OK, document()));
    })
    .await;
}
