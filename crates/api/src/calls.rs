//! What is called elsewhere (webhooks), as the document tells it: one entry for each kind of notice that programs hear of.

use loonbrug_domain::Language;
use loonbrug_domain::notice::NoticeKind;
use serde_json::{Map, Value, json};

const ABOUT: &str = "\
A `POST` to the address of a webhook, signed as [Standard Webhooks](https://github.com/standard-webhooks/standard-webhooks) says. \
It names ids and a page, and nobody. Answer with 2xx within 20 seconds; what fails is tried again for a day, under the same \
`webhook-id`. Webhooks are kept under Instellingen → Webhooks, and by `addWebhook` and what is beside it.";

/// The calls, by the word of their kind.
pub fn calls() -> Map<String, Value> {
    let kinds = NoticeKind::ALL.iter().filter(|kind| kind.is_for_programs());
    kinds
        .map(|kind| (kind.word().to_owned(), json!({ "post": call(*kind) })))
        .collect()
}

fn call(kind: NoticeKind) -> Value {
    let header = |name: &str, what: &str, example: &str| {
        json!({
            "name": name, "in": "header", "required": true, "description": what,
            "schema": { "type": "string" }, "example": example,
        })
    };
    json!({
        "summary": kind.label(Language::English),
        "description": ABOUT,
        "tags": ["notices"],
        "security": [],
        "parameters": [
            header("webhook-id", "The same however often it is sent.", "0196e0a4-7c1e-7000-8000-000000000001"),
            header("webhook-timestamp", "Seconds since 1970, of this try.", "1684306800"),
            header("webhook-signature", "`v1,` and HMAC-SHA256 of `id.timestamp.body`; two while a new secret takes over.", "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="),
        ],
        "requestBody": { "required": true, "content": { "application/json": { "schema": body(kind) } } },
        "responses": { "2XX": { "description": "It was heard. What the answer holds is not read." } },
    })
}

fn body(kind: NoticeKind) -> Value {
    let id = |what: &str| json!({ "type": "string", "format": "uuid", "description": what });
    json!({
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": { "const": kind.word() },
            "timestamp": { "type": "string", "format": "date-time", "description": "Since when it is known." },
            "data": {
                "type": "object",
                "required": ["notice", "organisation", "link"],
                "properties": {
                    "notice": id("Identity of the notice."),
                    "organisation": id("Identity of the employer."),
                    "link": { "type": "string", "description": "The page where it can be seen." },
                },
                "additionalProperties": { "type": "string", "description": "Ids of what it is about, by what they are: `coupling`, `run`, …" },
            },
        },
    })
}
