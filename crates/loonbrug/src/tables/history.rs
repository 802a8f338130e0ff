//! History: runs and their lines.

use super::table;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use loonbrug_domain::Language;
use loonbrug_domain::ids::CouplingId;
use loonbrug_store::{Run, RunLine};
use serde_json::Value;
use std::collections::HashMap;

/// Runs, newest first.
pub fn runs(runs: &[Run], names: &HashMap<CouplingId, String>, language: Language) -> String {
    let headers = language.pick(
        [
            "Run",
            "Wanneer",
            "Koppeling",
            "Wat",
            "Dagen",
            "Door",
            "Hoe",
            "Samenvatting",
        ],
        ["Run", "When", "Coupling", "What", "Days", "By", "State", "Summary"],
    );
    let mut table = table(&headers, &[]);
    for run in runs {
        table.add_row([
            run.id.to_string(),
            moment(run.started_at),
            names.get(&run.coupling).cloned().unwrap_or_default(),
            run.flow.clone(),
            run.range.map(|range| range.to_string()).unwrap_or_default(),
            run.started_by.clone(),
            run.state.clone(),
            brief(&run.summary),
        ]);
    }
    table.to_string()
}

/// The lines of one run.
pub fn history_lines(lines: &[RunLine], language: Language) -> String {
    let headers = language.pick(["Nr", "Uitkomst", "Regel"], ["No", "Outcome", "Line"]);
    let mut table = table(&headers, &[0]);
    for line in lines {
        table.add_row([line.position.to_string(), line.outcome.clone(), brief(&line.content)]);
    }
    table.to_string()
}

fn moment(at: Timestamp) -> String {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    at.to_zoned(zone).strftime("%d-%m-%Y %H:%M:%S").to_string()
}

/// A JSON object as `name value · name value`, without what is empty.
fn brief(text: &str) -> String {
    let Ok(Value::Object(members)) = serde_json::from_str(text) else {
        return text.to_owned();
    };
    let parts: Vec<String> = members
        .iter()
        .filter_map(|(name, value)| {
            let value = match value {
                Value::Null => return None,
                Value::String(text) if text.is_empty() => return None,
                Value::String(text) => text.clone(),
                Value::Object(_) => brief(&value.to_string()),
                other => other.to_string(),
            };
            Some(format!("{name} {value}"))
        })
        .collect();
    parts.join(" · ")
}
