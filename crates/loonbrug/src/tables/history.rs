//! History: runs and their lines.

use super::{factor_text, table};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use loonbrug_domain::ids::CouplingId;
use loonbrug_domain::{Factor, HundredthHours, Language};
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
        let text = posted(&line.content, language).unwrap_or_else(|| brief(&line.content));
        table.add_row([line.position.to_string(), line.outcome.clone(), text]);
    }
    table.to_string()
}

/// A line of a run of hours: `Thomas Lakeman 100% 2100: 15,00 → 16,00, in Nmbrs 16,00`.
fn posted(content: &str, language: Language) -> Option<String> {
    let line: Value = serde_json::from_str(content).ok()?;
    let days = line["kind"].as_str()? == "days";
    let shown = |value: &Value| {
        let quantity = value.as_i64()?;
        Some(if days {
            format!("{quantity} d")
        } else {
            HundredthHours(quantity).to_string()
        })
    };
    let what = match line["factor"].as_u64().and_then(|factor| u32::try_from(factor).ok()) {
        Some(factor) => format!("{} {}", factor_text(Factor(factor)), line["code"]),
        None => language.pick("dagen", "days").to_owned(),
    };
    let change = match line["action"].as_str()? {
        "insert" => shown(&line["to"])?,
        _ => format!("{} → {}", shown(&line["from"])?, shown(&line["to"])?),
    };
    let held = shown(&line["held"]).map_or_else(String::new, |held| format!(", in Nmbrs {held}"));
    let note = line["note"].as_str().filter(|note| !note.is_empty());
    let note = note.map_or_else(String::new, |note| format!(" ({note})"));
    Some(format!(
        "{} {what}: {change}{held}{note}",
        line["person"].as_str().unwrap_or_default()
    ))
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
