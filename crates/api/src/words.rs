//! Words of the domain in answers.

use serde::Serialize;

/// The word that a value is written as elsewhere: `four-weekly`.
pub fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
