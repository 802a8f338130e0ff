//! `export …`

use super::oddities::place;
use crate::arguments::{EveryCommand, ExportCommand, ExportFormat, ExportOptions};
use crate::context::Context;
use crate::outcome::Outcome;
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_files::export::{ExportError, ExportRow, ExportedLedger, write_csv, write_xlsx};
use serde_json::json;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

pub async fn run(common: &EveryCommand, command: ExportCommand) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    let (kind, exported, options) = match &command {
        ExportCommand::Leave(options) => (LedgerKind::Leave, ExportedLedger::Leave, options),
        ExportCommand::PlusMinus(options) => (LedgerKind::PlusMinus, ExportedLedger::PlusMinus, options),
    };
    let (organisation, range) = place(&context, &options.days).await?;
    let rows = context.hub.ledger_rows(organisation, kind, range).await?;
    let count = rows.len();
    write(exported, rows, options)?;
    let file = options.file.display();
    context.print(&json!({ "rows": count, "file": options.file }), || {
        context
            .language
            .pick(format!("{count} regels in {file}"), format!("{count} rows in {file}"))
    })?;
    Ok(Outcome::Done)
}

/// Writes the file; what broke off is taken away again.
fn write(exported: ExportedLedger, rows: Vec<ExportRow>, options: &ExportOptions) -> Result<(), ExportError> {
    let file = BufWriter::new(File::create(&options.file)?);
    let written = match options.format.unwrap_or_else(|| format_of(&options.file)) {
        ExportFormat::Csv => write_csv(exported, rows, file),
        ExportFormat::Xlsx => write_xlsx(exported, rows, file),
    };
    if written.is_err() {
        // The first failure is the one to tell.
        drop(fs::remove_file(&options.file));
    }
    written
}

fn format_of(file: &Path) -> ExportFormat {
    match file.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("xlsx") => ExportFormat::Xlsx,
        _ => ExportFormat::Csv,
    }
}
