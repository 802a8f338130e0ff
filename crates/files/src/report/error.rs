//! Why a file as a whole cannot be read.

use crate::columns::field::Field;
use crate::columns::layout::LineLayout;
use crate::limits;
use loonbrug_domain::Language;
use std::fmt;
use std::io;

/// Why a file as a whole cannot be read. Nothing of such a file is used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}", self.text(Language::English))]
pub enum FileError {
    /// There is nothing in it.
    Empty,
    /// There is a header, but no line under it.
    NoLines {
        /// Number of the line with the header.
        header_line: usize,
    },
    /// It is larger than hours ever are.
    TooLarge {
        /// What there is too much of.
        limit: Limit,
        /// How much there is; for lines, how much was read before stopping.
        found: u64,
    },
    /// It is no file, or a workbook that is damaged.
    NotReadable {
        /// What the reader says.
        detail: String,
    },
    /// It holds bytes that are no text, or is written in two encodings.
    Encoding {
        /// Number of the first line where that shows.
        line: usize,
    },
    /// None of the first lines looks like a header.
    NoHeader,
    /// The header lacks columns.
    MissingColumns {
        /// Number of its line.
        line: usize,
        /// The layout that it comes nearest to.
        layout: LineLayout,
        /// What it lacks.
        missing: Vec<Field>,
        /// What it has.
        headers: Vec<String>,
    },
    /// Several columns may hold the same field.
    AmbiguousColumns {
        /// Number of the line with the header.
        line: usize,
        /// The field.
        field: Field,
        /// The columns.
        headers: Vec<String>,
    },
    /// The archive unpacks to more than a workbook should.
    ZipBomb,
    /// An archive or Office file, but no XLSX workbook.
    NotXlsx,
    /// A workbook without a worksheet.
    NoSheet,
    /// The file cannot be opened or read.
    Io {
        /// What the system says.
        detail: String,
    },
}

/// What there may be too much of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// Bytes; at most 256 MiB.
    Bytes,
    /// Lines; at most 1,000,000.
    Lines,
    /// Columns; at most 200.
    Columns,
}

impl FileError {
    #[expect(clippy::needless_pass_by_value, reason = "stands where an error is mapped")]
    pub(crate) fn io(error: io::Error) -> Self {
        Self::Io {
            detail: error.to_string(),
        }
    }

    pub(crate) fn not_readable(detail: &dyn fmt::Display) -> Self {
        Self::NotReadable {
            detail: detail.to_string(),
        }
    }

    pub(crate) const fn too_many_lines() -> Self {
        Self::TooLarge {
            limit: Limit::Lines,
            found: limits::LINES as u64,
        }
    }
}
