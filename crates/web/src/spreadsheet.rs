//! Rows as a file for a spreadsheet.

use crate::answer::{Answer, Failure};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use loonbrug_files::export::{ExportError, Table, write_csv, write_xlsx};

/// The word of the format that is no workbook.
const CSV: &str = "csv";

/// The answer that saves rows under a name: as CSV where that word is given, else as a workbook.
pub async fn file<T>(table: T, rows: Vec<T::Row>, name: &str, format: &str) -> Answer
where
    T: Table + Send + 'static,
    T::Row: Send + 'static,
{
    let is_csv = format == CSV;
    let written = tokio::task::spawn_blocking(move || written(table, rows, is_csv)).await;
    let bytes = match written {
        Ok(Ok(bytes)) => bytes,
        failed => {
            tracing::error!(table = table.title(), ?failed, "an export could not be written");
            return Err(Failure::Wrong(
                "Dit bestand kon niet gemaakt worden. Kies minder dagen, of neem CSV.",
                "This file could not be made. Choose fewer days, or take CSV.",
            ));
        }
    };
    let (content_type, extension) = if is_csv {
        ("text/csv; charset=utf-8", CSV)
    } else {
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        )
    };
    let disposition = format!("attachment; filename=\"{name}.{extension}\"");
    let headers = [
        (CONTENT_TYPE, content_type.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes).into_response())
}

fn written<T: Table>(table: T, rows: Vec<T::Row>, is_csv: bool) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    if is_csv {
        write_csv(table, rows, &mut bytes)?;
    } else {
        write_xlsx(table, rows, &mut bytes)?;
    }
    Ok(bytes)
}
