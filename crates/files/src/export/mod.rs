//! Ledgers as files for a spreadsheet: leave changes (verlofmutaties) and +/- hours over a period, row by row, so that
//! their number does not matter.

mod csv;
mod error;
mod row;
#[cfg(test)]
mod tests;
mod xlsx;

pub use csv::write_csv;
pub use error::ExportError;
pub use row::{ExportRow, ExportedLedger};
pub use xlsx::write_xlsx;

/// What goes into one cell.
#[derive(Clone, PartialEq, Debug)]
enum Cell {
    /// Nothing.
    Empty,
    /// A whole number.
    Number(i64),
    /// A date.
    Date(loonbrug_domain::Date),
    /// Hours.
    Hours(loonbrug_domain::HundredthHours),
    /// Words; never a formula.
    Text(String),
}
