//! Files for a spreadsheet: leave changes (verlofmutaties) and +/- hours over a period, and the history (geschiedenis), row
//! by row, so that their number does not matter.

mod csv;
mod error;
mod history;
mod row;
#[cfg(test)]
mod tests;
mod xlsx;

pub use csv::write_csv;
pub use error::ExportError;
pub use history::{ExportedHistory, HistoryRow};
pub use row::{ExportRow, ExportedLedger};
pub use xlsx::write_xlsx;

/// Rows under headers, as they are written.
pub trait Table: Copy {
    /// A row, before it is cells.
    type Row;

    /// The name of the worksheet.
    fn title(self) -> &'static str;

    /// The headers, in the words of the manual.
    fn headers(self) -> &'static [&'static str];

    /// A row as cells under those headers.
    fn cells(self, row: Self::Row) -> Vec<Cell>;
}

/// What goes into one cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A whole number.
    Number(i64),
    /// A date.
    Date(loonbrug_domain::Date),
    /// Hours, or another quantity in hundredths.
    Hours(loonbrug_domain::HundredthHours),
    /// Words; never a formula.
    Text(String),
}
