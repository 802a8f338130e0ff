//! Hours out of CSV and XLSX files, and ledgers into them: bytes in, lines or faults out. No database, no policy.
//!
//! A file is read in three passes, so that nothing but the result stays in memory: its bytes (hash, encoding),
//! its header and the decimal sign of every column, its lines. Whatever cannot be used is reported with line,
//! column, value, reason and remedy; no line is ever left out silently.

mod columns;
pub mod export;
mod hours_file;
mod limits;
mod lines;
mod preview;
mod read;
mod report;
mod source;
mod template;
mod values;

pub use columns::field::{Field, UnknownField};
pub use columns::layout::LineLayout;
pub use columns::mapping::ColumnMapping;
pub use hours_file::{
    Column, ColumnUse, DecimalSign, Encoding, FileForm, HoursFile, HoursKind, HoursLine, Layout, Line, PersonReference,
    Separator, ShiftLine,
};
pub use preview::{PreviewedColumn, preview};
pub use read::{read, read_bytes};
pub use report::error::{FileError, Limit};
pub use report::fault::{LineFault, Reason};
pub use report::warning::Warning;
pub use template::write_template;
