//! The form of a file of rules as a JSON Schema (draft 2020-12), made of the types that read it: an editor completes and
//! checks with it. What lies beyond form (gaps, overlap, norms that cannot be) is for [`super::read_rule_file`].

use super::FORMAT;
use crate::rules::RuleSet;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema, schema_for};

/// A file of surcharge rules of Loonbrug.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its form is asked for")]
struct RuleFileForm {
    /// The version of the form.
    #[schemars(schema_with = "format")]
    format: i64,
    /// Rule sets, each from its first day on.
    rules: Vec<RuleSet>,
}

fn format(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "const": FORMAT })
}

/// The schema of a file of rules.
#[must_use]
pub fn rule_file_schema() -> Schema {
    schema_for!(RuleFileForm)
}
