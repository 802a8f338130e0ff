//! What the sandbox's Nmbrs really holds, asked past Loonbrug.

use super::stage::COMPANY;
use anyhow::Context as _;
use loonbrug_domain::{HundredthHours, Language};
use loonbrug_sandbox::{Running, browser};
use serde_json::Value;

/// The rows of variable hours of April 2023.
pub async fn hours(running: &Running) -> anyhow::Result<Vec<Value>> {
    look(running, "hours").await
}

/// The days of April 2023.
pub async fn days(running: &Running) -> anyhow::Result<Vec<Value>> {
    look(running, "days").await
}

async fn look(running: &Running, what: &str) -> anyhow::Result<Vec<Value>> {
    let path = format!("control/state/nmbrs/{what}?company={COMPANY}&year=2023&period=4");
    let answer = browser::look(&running.base_url().join(&path)?).await?;
    serde_json::from_value(answer).context("the sandbox tells its state as a list")
}

/// How many rows, hours and days: `18 regels · 369,00 u · 46 dagen`.
pub fn brief(rows: &[Value], days: &[Value], language: Language) -> String {
    let hundredths: i64 = rows
        .iter()
        .filter_map(|row| row["hours"].as_str())
        .filter_map(hundredths)
        .sum();
    let days: i64 = days.iter().filter_map(|row| row["days"].as_i64()).sum();
    let (count, hours) = (rows.len(), HundredthHours(hundredths));
    language.pick(
        format!("{count} regels · {hours} u · {days} dagen"),
        format!("{count} lines · {hours} h · {days} days"),
    )
}

fn hundredths(text: &str) -> Option<i64> {
    HundredthHours::parse(text).ok().map(|hours| hours.0)
}
