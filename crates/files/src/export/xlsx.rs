//! An export as a workbook: real numbers and dates, and texts that are never formulas.

use super::{Cell, ExportError, Table};
use loonbrug_domain::{Date, HundredthHours};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::io::{self, Write};

/// Writes rows into a workbook of one sheet; they go through a temporary file, not through memory.
///
/// # Errors
/// `ExportError`: the file cannot be written, or a row does not fit (more than a million rows, a text of more than
/// 32 767 characters, a date before 1900).
pub fn write_xlsx<T: Table>(
    table: T,
    rows: impl IntoIterator<Item = T::Row>,
    file: impl Write + Send,
) -> Result<(), ExportError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory().map_err(unwritable)?;
    let formats = Formats::new();
    let prepared = prepare(sheet, table, &formats);
    prepared.map_err(|error| does_not_fit(1, &error))?;
    for (row, number) in rows.into_iter().zip(1_u32..) {
        for (cell, column) in table.cells(row).into_iter().zip(0_u16..) {
            let written = write_cell(sheet, (number, column), cell, &formats);
            written.map_err(|error| does_not_fit(number as usize + 1, &error))?;
        }
    }
    workbook.save_to_writer(file).map_err(unwritable)
}

/// How cells look.
struct Formats {
    header: Format,
    date: Format,
    hours: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            header: Format::new().set_bold(),
            date: Format::new().set_num_format("dd-mm-yyyy"),
            hours: Format::new().set_num_format("#,##0.00"),
        }
    }
}

fn prepare(sheet: &mut Worksheet, table: impl Table, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(table.title())?;
    sheet.set_freeze_panes(1, 0)?;
    for (header, column) in table.headers().iter().zip(0_u16..) {
        sheet.set_column_width(column, if *header == "Omschrijving" { 40 } else { 18 })?;
        sheet.write_string_with_format(0, column, *header, &formats.header)?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Number(number) => {
            sheet.write_number(row, column, number_of(number))?;
        }
        Cell::Date(date) => {
            sheet.write_datetime_with_format(row, column, excel_date(date)?, &formats.date)?;
        }
        Cell::Hours(HundredthHours(hundredths)) => {
            sheet.write_number_with_format(row, column, number_of(hundredths) / 100.0, &formats.hours)?;
        }
        Cell::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a workbook has no other numbers; exact up to 2^53, far beyond any hours"
)]
fn number_of(number: i64) -> f64 {
    number as f64
}

fn excel_date(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(date.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs())
}

fn does_not_fit(row: usize, error: &XlsxError) -> ExportError {
    ExportError::DoesNotFit {
        row,
        reason: error.to_string(),
    }
}

fn unwritable(error: XlsxError) -> ExportError {
    ExportError::Write(match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other.to_string()),
    })
}
