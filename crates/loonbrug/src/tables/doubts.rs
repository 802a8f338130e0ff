//! What has no known outcome, with both pictures side by side.

use super::table;
use loonbrug_domain::{HundredthHours, Language};
use loonbrug_hub::hours::OpenDoubt;

/// A table of doubts, and what to do about those that wait for a person.
#[must_use]
pub fn doubts(doubts: &[OpenDoubt], language: Language) -> String {
    let headers = language.pick(
        [
            "Merk",
            "Personeelslid",
            "Wat",
            "Periode",
            "Nmbrs ervoor",
            "Nmbrs nu",
            "Waarom",
        ],
        ["Mark", "Person", "What", "Period", "Nmbrs before", "Nmbrs now", "Why"],
    );
    let mut table = table(&headers, &[]);
    for doubt in doubts {
        table.add_row([
            doubt.mark.clone(),
            doubt.person.clone(),
            what(doubt, language),
            doubt.period.clone(),
            rows(doubt, &doubt.before),
            rows(doubt, &doubt.now),
            why(doubt, language),
        ]);
    }
    let remedy = language.pick(
        "Wat op u wacht: `loonbrug hours settle MERK --ours [REGEL]` (het is van ons), `--send-again` (het staat er niet) of `--leave` (laten zoals het is).",
        "What waits for you: `loonbrug hours settle MARK --ours [ROW]` (it is ours), `--send-again` (it is not there) or `--leave` (leave it as it is).",
    );
    let waits = doubts.iter().any(|doubt| doubt.for_a_person);
    let mut text = format!("{table}\n");
    if waits {
        text.push_str(remedy);
        text.push('\n');
    }
    text
}

fn what(doubt: &OpenDoubt, language: Language) -> String {
    let action = match doubt.action.as_str() {
        "insert" => language.pick("nieuw", "new"),
        "remove" => language.pick("vervalt", "goes"),
        _ => language.pick("wordt", "becomes"),
    };
    if doubt.kind == "days" {
        return format!("{action} {} {}", doubt.quantity, language.pick("dagen", "days"));
    }
    format!("{action} {} {}", doubt.code, HundredthHours(doubt.quantity))
}

fn rows(doubt: &OpenDoubt, rows: &[(String, i64, i64)]) -> String {
    let shown = rows.iter().map(|(row, code, quantity)| {
        if doubt.kind == "days" {
            return quantity.to_string();
        }
        let candidate = if doubt.candidates.contains(row) { "*" } else { "" };
        format!("{row}{candidate}: {code} {}", HundredthHours(*quantity))
    });
    shown.collect::<Vec<_>>().join("\n")
}

fn why(doubt: &OpenDoubt, language: Language) -> String {
    let waiting = language.pick("de volgende keer teruggelezen", "read back at the next run");
    if doubt.for_a_person {
        doubt.note.clone()
    } else {
        format!("{} ({waiting})", doubt.note)
    }
}
