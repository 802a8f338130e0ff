//! Why an export could not be written.

use loonbrug_domain::Language;
use std::io;

/// Why an export could not be written; what was written of it is no whole file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file cannot be written.
    #[error("the file cannot be written: {0}")]
    Write(#[from] io::Error),
    /// A workbook cannot hold it.
    #[error("row {row} does not fit in a workbook: {reason}")]
    DoesNotFit {
        /// The row in the file, from 1.
        row: usize,
        /// What does not fit.
        reason: String,
    },
}

impl ExportError {
    /// What happened and what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Write(error) => language.pick(
                format!("Het bestand is niet te schrijven: {error}. Kies een andere plek."),
                format!("The file cannot be written: {error}. Choose another place."),
            ),
            Self::DoesNotFit { row, reason } => language.pick(
                format!("Regel {row} past niet in een werkmap ({reason}). Neem --format csv, of een kortere periode."),
                format!("Row {row} does not fit in a workbook ({reason}). Take --format csv, or a shorter period."),
            ),
        }
    }
}
