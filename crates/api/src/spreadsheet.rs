//! Files that come and go: hours from a file, ledgers into one.

use crate::asked::Content;
use crate::failure::Failure;
use axum::body::Bytes;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

/// The media type of CSV.
pub const CSV: &str = "text/csv";
/// The media type of a workbook (XLSX).
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file of rows in a body. Its bytes tell whether it is CSV or a workbook.
pub struct Spreadsheet(pub Bytes);

impl Content for Spreadsheet {
    const KINDS: &'static [&'static str] = &[CSV, XLSX, "application/octet-stream"];

    fn read(bytes: Bytes) -> Result<Self, Failure> {
        Ok(Self(bytes))
    }
}

/// An answer that is a file.
pub fn file(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}
