//! The document (OpenAPI 3.1): what the handlers say of themselves, and what is so for all of them.

use crate::calls::calls;
use crate::operation::{Needs, Operation};
use crate::operations::operations;
use crate::problem::{FieldError, Kind, Problem};
use crate::server::PREFIX;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use loonbrug_domain::Language;
use serde_json::{Map, Value, json};
use std::sync::OnceLock;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema as _, ToSchema as _};

const ABOUT: &str = "\
What the pages of Loonbrug do, for other programs. Quantities are integers with their unit in the name; dates are ISO 8601; \
times without a date are wall time in the Netherlands. Errors are problem details (RFC 9457) in Dutch, or in English with \
`Accept-Language: en`. Lists come a page at a time: ask for `next` with `cursor` until it is `null`.";

/// The document itself.
#[utoipa::path(
    get, path = "/openapi.json", operation_id = "getDocument", tag = "installation",
    summary = "This document",
    responses((status = 200, description = "The document (OpenAPI 3.1).", content_type = "application/json", body = Object)),
)]
pub async fn show() -> impl IntoResponse {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| document().to_string());
    ([(CONTENT_TYPE, "application/json")], text.as_str())
}

/// The document of all operations.
#[must_use]
pub fn document() -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for operation in operations() {
        for (name, schema) in &operation.routes.0 {
            schemas.insert(name.clone(), written(schema));
        }
        for (path, item) in paths_of(&operation) {
            let known = paths.entry(path).or_insert_with(|| json!({}));
            if let (Some(known), Value::Object(item)) = (known.as_object_mut(), item) {
                known.extend(item);
            }
        }
    }
    schemas.insert(Problem::name().into_owned(), written(&Problem::schema()));
    schemas.insert(FieldError::name().into_owned(), written(&FieldError::schema()));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Loonbrug",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "The hub between Nmbrs and time registration",
            "description": ABOUT,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": PREFIX }],
        "paths": paths,
        "webhooks": calls(),
        "components": {
            "schemas": schemas,
            "responses": problems(),
            "securitySchemes": { "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "A token of Loonbrug (`loonbrug_…`), made under Instellingen or with `loonbrug token add`. \
                    Its scopes are rights at one organisation.",
            } },
        },
    })
}

fn written(schema: &RefOr<Schema>) -> Value {
    serde_json::to_value(schema).unwrap_or_default()
}

/// The paths of one operation, with what follows from what it needs.
fn paths_of(operation: &Operation) -> Map<String, Value> {
    let mut paths = Map::new();
    for (path, item) in &operation.routes.1.paths {
        let mut item = serde_json::to_value(item).unwrap_or_default();
        for (method, told) in item.as_object_mut().into_iter().flatten() {
            complete(told, method, path, operation);
        }
        paths.insert(path.clone(), item);
    }
    paths
}

fn complete(told: &mut Value, method: &str, path: &str, operation: &Operation) {
    let named: Vec<&str> = path.split('/').filter_map(parameter_of).collect();
    let has_body = told.get("requestBody").is_some();
    let mut parameters: Vec<Value> = named.iter().map(|name| path_parameter(name)).collect();
    if let Some(own) = told.get("parameters").and_then(Value::as_array) {
        parameters.extend(own.iter().cloned());
    }
    let has_fields = has_body || parameters.len() > named.len();
    match operation.needs {
        Needs::Nothing => told["security"] = json!([]),
        Needs::Token => told["security"] = json!([{ "token": [] }]),
        Needs::At(right) => {
            told["security"] = json!([{ "token": [right.word()] }]);
            told["x-right"] = json!(right.word());
            let said = told.get("description").and_then(Value::as_str).unwrap_or_default();
            let needs = format!("Needs the scope `{right}`: {}.", right.label(Language::English));
            told["description"] = json!(format!("{said}\n\n{needs}").trim());
        }
    }
    if !parameters.is_empty() {
        told["parameters"] = Value::Array(parameters);
    }
    let is_closed = operation.needs != Needs::Nothing;
    let changes = method != "get";
    let calls_nmbrs = operation.calls_nmbrs;
    for (applies, kind) in [
        (has_body, Kind::NotJson),
        (is_closed, Kind::NoToken),
        (matches!(operation.needs, Needs::At(_)), Kind::NotAllowed),
        (!named.is_empty(), Kind::NotFound),
        (changes || calls_nmbrs, Kind::Changed),
        (has_body, Kind::TooLarge),
        (has_body, Kind::MediaType),
        (has_fields || changes || calls_nmbrs, Kind::Fields),
        (is_closed, Kind::Waits),
        (is_closed, Kind::Fault),
        (calls_nmbrs, Kind::Nmbrs),
        (calls_nmbrs, Kind::NmbrsAway),
    ] {
        let status = kind.status().as_u16().to_string();
        if applies && told["responses"].get(&status).is_none() {
            told["responses"][&status] = json!({ "$ref": format!("#/components/responses/{status}") });
        }
    }
}

fn parameter_of(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// A parameter of a path: identities are UUIDs, but for what has a name.
fn path_parameter(name: &str) -> Value {
    let by_name = match name {
        "plan" => Some((
            "Identity of the plan: flow, first and last day.",
            "hours_2023-04-01_2023-04-30",
        )),
        "line" => Some(("Id of the line in the plan.", "9c1185a5c5e9fc54")),
        "ledger" => Some(("Which ledger: `leave` or `plus-minus`.", "leave")),
        "mark" => Some(("Mark of what was sent.", "LB-4ad3349913")),
        "badge" => Some(("Number of the badge, with all leading zeros.", "000000123456789")),
        "roster" => Some(("Name of the standard roster.", "winkel")),
        "terminal" => Some(("Name of the terminal.", "winkel")),
        "group" => Some(("Name of the group.", "Partimers")),
        "template" => Some(("Name of the template.", "oproep")),
        "rule_set" => Some(("Name of the rule set.", "retail-non-food")),
        "year" => Some(("The year.", "2023")),
        _ => None,
    };
    if let Some((description, example)) = by_name {
        return json!({
            "name": name,
            "in": "path",
            "required": true,
            "description": description,
            "schema": { "type": "string" },
            "example": example,
        });
    }
    json!({
        "name": name,
        "in": "path",
        "required": true,
        "description": format!("Identity of the {}.", name.replace('_', " ")),
        "schema": { "type": "string", "format": "uuid" },
        "example": "018e2f3c-5a00-7000-8000-000000000001",
    })
}

/// The answer of each status that is a problem.
fn problems() -> Map<String, Value> {
    let mut answers = Map::new();
    for kind in Kind::ALL {
        let status = kind.status().as_u16().to_string();
        let said = format!("`{}`: {}.", kind.urn(), kind.title(Language::English));
        let known = answers.entry(status).or_insert_with(|| {
            json!({
                "description": "",
                "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
            })
        });
        let before = known["description"].as_str().unwrap_or_default();
        known["description"] = json!(format!("{before} {said}").trim());
        if let Some(header) = header_of(*kind) {
            known["headers"] = header;
        }
    }
    answers
}

/// The header that says how to go on.
fn header_of(kind: Kind) -> Option<Value> {
    let text = |what: &str| json!({ "description": what, "schema": { "type": "string" } });
    match kind {
        Kind::NoToken => Some(json!({ "WWW-Authenticate": text("How to sign in: `Bearer`.") })),
        Kind::NoSuchMethod => Some(json!({ "Allow": text("The methods that there are.") })),
        Kind::Waits | Kind::NmbrsAway => Some(json!({ "Retry-After": text("Seconds to wait.") })),
        _ => None,
    }
}
