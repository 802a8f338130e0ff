//! An export as CSV, as a Dutch spreadsheet opens it: UTF-8 with its mark, separated by `;`, decimal comma.

use super::{Cell, ExportError, Table};
use loonbrug_domain::HundredthHours;
use loonbrug_domain::calendar::dutch_date;
use std::io::Write;

/// What tells a spreadsheet that the text is UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes rows as CSV, one by one.
///
/// A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line break) gets
/// an apostrophe before it, as does a text that begins with an apostrophe, so that nothing is lost: whoever reads the
/// file takes one apostrophe away.
///
/// # Errors
/// `ExportError::Write` when the file cannot be written.
pub fn write_csv<T: Table>(
    table: T,
    rows: impl IntoIterator<Item = T::Row>,
    mut file: impl Write,
) -> Result<(), ExportError> {
    file.write_all(MARK)?;
    let headers = table.headers().iter().map(|header| (*header).to_owned());
    write_line(&mut file, headers)?;
    for row in rows {
        write_line(&mut file, table.cells(row).into_iter().map(text))?;
    }
    file.flush()?;
    Ok(())
}

fn write_line(file: &mut impl Write, cells: impl Iterator<Item = String>) -> Result<(), ExportError> {
    let cells: Vec<String> = cells.map(|cell| quoted(&cell)).collect();
    file.write_all(cells.join(";").as_bytes())?;
    file.write_all(b"\r\n")?;
    Ok(())
}

fn text(cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(date) => dutch_date(date),
        Cell::Hours(hours) => plain_decimal(hours),
        Cell::Text(text) => harmless(text),
    }
}

/// With a decimal comma and without separators of thousands: `1234,50`.
fn plain_decimal(hours: HundredthHours) -> String {
    hours.to_string().replace('.', "")
}

fn harmless(text: String) -> String {
    let begins_dangerously = |character: char| "=+-@'\t\r\n＝＋－＠".contains(character);
    if text.trim_start_matches(' ').starts_with(begins_dangerously) {
        format!("'{text}")
    } else {
        text
    }
}

/// In quotes where the text holds what separates cells or lines, or begins or ends with a space.
fn quoted(cell: &str) -> String {
    let needs_quotes = cell.contains([';', '"', '\r', '\n', '\t', ',']) && !is_figure(cell);
    if needs_quotes || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A decimal comma separates nothing.
fn is_figure(cell: &str) -> bool {
    cell.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'-')
}
