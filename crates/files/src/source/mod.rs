//! Where rows come from: text with separators, or a sheet of a workbook.

pub(crate) mod archive;
pub(crate) mod cell;
pub(crate) mod examine;
pub(crate) mod physical;
pub(crate) mod sheet;
pub(crate) mod split;
pub(crate) mod text;

use crate::hours_file::FileForm;
use crate::report::error::FileError;
use crate::report::fault::Reason;
use cell::Cell;
use std::ops::ControlFlow;

/// Rows, from the top, as often as asked; one in memory at a time.
pub(crate) trait Source {
    /// The forms in which the file may make sense, the likeliest first.
    fn forms(&self) -> Vec<FileForm>;

    /// Shows each row to the visitor until it breaks off. `columns` is the width of the header, once known.
    fn rows(&mut self, form: &FileForm, columns: Option<usize>, visit: &mut Visit<'_>) -> Result<(), FileError>;
}

/// What is done with a row, and whether to go on.
pub(crate) type Visit<'a> = dyn FnMut(Row) -> Result<ControlFlow<()>, FileError> + 'a;

/// One row.
pub(crate) struct Row {
    /// Number of the line in the file, or of the row in the sheet, from 1.
    pub(crate) line: usize,
    /// Its first cells; no more than a header may have.
    pub(crate) cells: Vec<Cell>,
    /// How many cells it has.
    pub(crate) width: usize,
    /// How many cells it has up to the last one that is not empty.
    pub(crate) filled: usize,
    /// Why its cells cannot be told apart, if so.
    pub(crate) fault: Option<Reason>,
}

impl Row {
    /// A row whose cells cannot be told apart; its text is kept for the report.
    pub(crate) fn broken(line: usize, text: &str, fault: Reason) -> Self {
        Self {
            line,
            cells: vec![Cell::Text(text.to_owned())],
            width: 1,
            filled: 1,
            fault: Some(fault),
        }
    }

    /// Whether there is nothing in it.
    pub(crate) const fn is_blank(&self) -> bool {
        self.filled == 0 && self.fault.is_none()
    }
}
