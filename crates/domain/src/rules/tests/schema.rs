//! The schema of a file of rules takes what the reader takes, and refuses what is wrong in form.

use crate::rules::{RuleSet, read_rule_file, rule_file_schema, write_rule_file};
use serde_json::Value;

/// Whether data is of the form, by the words that this schema uses; patterns and formats of text are not looked at.
fn fits(root: &Value, schema: &Value, data: &Value) -> bool {
    let any = |word: &str| {
        schema[word]
            .as_array()
            .is_none_or(|all| all.iter().any(|one| fits(root, one, data)))
    };
    let named = schema["$ref"]
        .as_str()
        .and_then(|path| root.pointer(path.trim_start_matches('#')));
    named.is_none_or(|named| fits(root, named, data))
        && any("anyOf")
        && any("oneOf")
        && schema["enum"].as_array().is_none_or(|words| words.contains(data))
        && schema.get("const").is_none_or(|only| only == data)
        && is_of_type(&schema["type"], data)
        && schema["minimum"]
            .as_i64()
            .is_none_or(|least| data.as_i64().is_none_or(|number| least <= number))
        && data
            .as_array()
            .is_none_or(|items| items.iter().all(|item| fits(root, &schema["items"], item)))
        && data.as_object().is_none_or(|fields| {
            let required = schema["required"].as_array().into_iter().flatten();
            let is_known = |(name, value): (&String, &Value)| match schema["properties"].get(name) {
                Some(property) => fits(root, property, value),
                None => schema["additionalProperties"] != Value::Bool(false),
            };
            required
                .into_iter()
                .all(|name| fields.contains_key(name.as_str().unwrap()))
                && fields.iter().all(is_known)
        })
}

fn is_of_type(wanted: &Value, data: &Value) -> bool {
    let is = |name: &str| match name {
        "string" => data.is_string(),
        "integer" => data.is_i64(),
        "boolean" => data.is_boolean(),
        "array" => data.is_array(),
        "object" => data.is_object(),
        _ => false,
    };
    match wanted {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}

fn is_of_this_form(text: &str) -> bool {
    let schema = rule_file_schema().to_value();
    let data = serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap();
    fits(&schema, &schema, &data)
}

const GOOD: &str = r#"format = 1
[[rules]]
name = "winkel"
valid-from = "2024-01-01"
year-norm = "1976:00"
holidays.liberation-day = "yearly"
holidays.added = { 2024-10-03 = "Leidens Ontzet" }
[[rules.windows]]
name = "Late avond"
days = ["monday", "holiday"]
from = "22:00"
to = "24:00"
factor = "133,33 %"
terms.compensation = { time-for-time = { weeks = 13, otherwise = "150 %" } }
terms.unless.activities = ["e-commerce"]
[[rules.overtime]]
name = "Overwerk"
per = { average-of-weeks = { weeks = 4, counted-from = "2000-01-03" } }
more-than = "40:00"
factor = "150 %"
"#;

#[test]
fn every_preset_is_of_this_form() {
    for preset in RuleSet::presets() {
        let file = write_rule_file(std::slice::from_ref(&preset)).unwrap();
        assert!(is_of_this_form(&file), "{file}");
    }
}

#[test]
fn what_is_wrong_in_form_is_refused_by_the_schema_and_by_the_reader() {
    assert!(read_rule_file(GOOD).is_ok() && is_of_this_form(GOOD));
    for (right, wrong) in [
        ("format = 1", "format = 2"),
        ("name = \"winkel\"\n", ""),
        ("\"monday\"", "\"maandag\""),
        ("\"22:00\"", "22"),
        ("\"133,33 %\"", "150"),
        ("year-norm", "jaarnorm"),
        ("\"yearly\"", "\"sometimes\""),
        ("activities", "activity"),
        ("weeks = 13", "weeks = -1"),
        ("counted-from = \"2000-01-03\"", "from = \"2000-01-03\""),
    ] {
        let file = GOOD.replacen(right, wrong, 1);
        assert_ne!(file, GOOD);
        assert!(!is_of_this_form(&file), "the schema takes {wrong}");
        assert!(read_rule_file(&file).is_err(), "the reader takes {wrong}");
    }
}

#[test]
fn an_editor_is_told_how_times_and_factors_are_written() {
    let schema = rule_file_schema().to_value();
    let window = &schema["$defs"]["Window"]["properties"];
    assert_eq!(window["from"]["pattern"], r"^((\d|[01]\d|2[0-3]):[0-5]\d|24:00)$");
    assert_eq!(window["factor"]["pattern"], r"^\d+([.,]\d+)?\s*%?$");
    assert_eq!(schema["$defs"]["RuleSet"]["properties"]["valid-from"]["format"], "date");
}
