//! `backup` and `restore`

use crate::arguments::EveryCommand;
use crate::context::Context;
use crate::outcome::Outcome;
use loonbrug_store::BackupReport;
use serde_json::{Value, json};
use std::path::Path;

pub async fn backup(common: &EveryCommand, file: &Path) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    let report = context.hub.store.backup(file).await?;
    context.print(&as_json(&report), || {
        let rows: i64 = report.tables.iter().map(|(_, rows)| rows).sum();
        let key = context.say(
            "Bewaar ook de sleutel: zonder haar zijn de geheimen niet te lezen.",
            "Keep the key as well: without it the secrets cannot be read.",
        );
        format!(
            "{}: {rows} {} · {} bytes · SHA-256 {}\n{key}",
            file.display(),
            context.say("rijen", "rows"),
            report.bytes,
            report.sha256
        )
    })?;
    Ok(Outcome::Done)
}

pub async fn restore(common: &EveryCommand, file: &Path) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    let report = context.hub.store.restore(file).await?;
    context.print(&as_json(&report), || {
        let rows: i64 = report.tables.iter().map(|(_, rows)| rows).sum();
        format!(
            "{}: {rows} {}",
            file.display(),
            context.say("rijen teruggezet", "rows restored")
        )
    })?;
    Ok(Outcome::Done)
}

fn as_json(report: &BackupReport) -> Value {
    json!({
        "schema_version": report.schema_version,
        "tables": report.tables,
        "bytes": report.bytes,
        "sha256": report.sha256,
    })
}
