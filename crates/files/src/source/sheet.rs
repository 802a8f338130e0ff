//! Rows out of a sheet of an XLSX workbook.

use super::cell::{Cell, Number};
use super::{Row, Source, Visit};
use crate::hours_file::FileForm;
use crate::limits;
use crate::report::error::FileError;
use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxCellFormulaMetadataRecord, XlsxError};
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A workbook.
pub(crate) struct SheetSource {
    workbook: Xlsx<BufReader<File>>,
}

impl SheetSource {
    /// Opens a workbook whose archive was checked.
    pub(crate) fn open(file: File) -> Result<Self, FileError> {
        let workbook = guarded(|| Xlsx::new(BufReader::new(file)).map_err(|error| workbook_error(&error)))?;
        let source = Self { workbook };
        if source.forms().is_empty() {
            Err(FileError::NoSheet)
        } else {
            Ok(source)
        }
    }
}

impl Source for SheetSource {
    fn forms(&self) -> Vec<FileForm> {
        let sheets = self
            .workbook
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet);
        sheets
            .map(|sheet| FileForm::Xlsx {
                sheet: sheet.name.clone(),
            })
            .collect()
    }

    fn rows(&mut self, form: &FileForm, columns: Option<usize>, visit: &mut Visit<'_>) -> Result<(), FileError> {
        let FileForm::Xlsx { sheet } = form else { return Ok(()) };
        guarded(|| self.sheet_rows(sheet, columns.unwrap_or(0), visit))
    }
}

impl SheetSource {
    fn sheet_rows(&mut self, sheet: &str, columns: usize, visit: &mut Visit<'_>) -> Result<(), FileError> {
        let from_1904 = self.workbook.has_1904_epoch();
        let mut cells = self
            .workbook
            .worksheet_cells_reader(sheet)
            .map_err(|error| workbook_error(&error))?;
        let mut row = empty_row(1, columns);
        while let Some(found) = cells
            .next_cell_with_formula_metadata()
            .map_err(|error| workbook_error(&error))?
        {
            let line = found.pos.0 as usize + 1;
            if line > limits::LINES {
                return Err(FileError::too_many_lines());
            }
            if line < row.line {
                return Err(FileError::not_readable(&"rows out of order"));
            }
            if line > row.line {
                let complete = std::mem::replace(&mut row, empty_row(line, columns));
                if !complete.is_blank() && visit(complete)?.is_break() {
                    return Ok(());
                }
            }
            put(&mut row, found, from_1904);
        }
        if !row.is_blank() {
            // The last row: whether the visitor wants more does not matter.
            let (ControlFlow::Continue(()) | ControlFlow::Break(())) = visit(row)?;
        }
        Ok(())
    }
}

/// A row of empty cells as wide as the header: a sheet does not store empty cells.
fn empty_row(line: usize, columns: usize) -> Row {
    Row {
        line,
        cells: vec![Cell::Empty; columns],
        width: columns,
        filled: 0,
        fault: None,
    }
}

fn put(row: &mut Row, found: XlsxCellFormulaMetadataRecord<'_>, from_1904: bool) {
    let place = found.pos.1 as usize;
    let cell = cell(found, from_1904);
    if cell.is_empty() {
        return;
    }
    row.filled = row.filled.max(place + 1);
    row.width = row.width.max(row.filled);
    if place < limits::COLUMNS {
        if row.cells.len() <= place {
            row.cells.resize(place + 1, Cell::Empty);
        }
        if let Some(slot) = row.cells.get_mut(place) {
            *slot = cell;
        }
    }
}

fn cell(found: XlsxCellFormulaMetadataRecord<'_>, from_1904: bool) -> Cell {
    let number = |value: f64, is_moment: bool| {
        Cell::Number(Number {
            value,
            is_moment,
            from_1904,
        })
    };
    match found.value {
        DataRef::Empty if found.formula.is_some() => Cell::Formula,
        DataRef::Empty => Cell::Empty,
        #[expect(
            clippy::cast_precision_loss,
            reason = "a cell holds a floating point number to begin with"
        )]
        DataRef::Int(value) => number(value as f64, false),
        DataRef::Float(value) => number(value, false),
        DataRef::DateTime(moment) => number(moment.as_f64(), true),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::text(&text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(truth) => Cell::Truth(truth),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

fn workbook_error(error: &XlsxError) -> FileError {
    match error {
        XlsxError::WorksheetNotFound(_) => FileError::NoSheet,
        other => FileError::not_readable(other),
    }
}

/// Runs the workbook reader, which is written for well-formed files and may panic on others.
fn guarded<T>(read: impl FnOnce() -> Result<T, FileError>) -> Result<T, FileError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(FileError::not_readable(&"unexpected content")))
}
