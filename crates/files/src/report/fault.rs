//! Why a line cannot be used.

use super::shown::shown;
use crate::hours_file::DecimalSign;
use crate::source::cell::Cell;
use loonbrug_domain::Language;

/// One reason for which a line cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineFault {
    /// Number of the line in the file, or of the row in the sheet, from 1.
    pub line: usize,
    /// Header of the column; empty when the line as a whole is at fault.
    pub column: String,
    /// What stands there, shortened; whatever might be a citizen service number is masked.
    pub value: String,
    /// What is the matter with it.
    pub reason: Reason,
}

/// What is the matter with a line or a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The cell must hold something.
    Empty,
    /// Nothing tells who the line is about.
    EmptyPerson,
    /// Not a whole number above zero.
    NotAnEmployeeNumber,
    /// No date, or one that does not exist.
    NotADate,
    /// A date with a time of the day.
    DateWithTime,
    /// Before 2000 or after 2100.
    YearOutOfRange,
    /// The last day is before the first.
    PeriodReversed,
    /// No time of the form hh:mm.
    NotATime,
    /// A time with seconds.
    TimeWithSeconds,
    /// Not between 00:00 and 24:00.
    TimeOutsideDay,
    /// The shift ends when it starts.
    EndEqualsStart,
    /// Neither minutes nor hh:mm.
    NotMinutes,
    /// Less than no minutes.
    NegativeMinutes,
    /// The break takes the whole shift or more.
    BreakNotShorter {
        /// Minutes from start to end.
        shift_minutes: i64,
    },
    /// The clock skips the whole shift, when summer time starts.
    NoTime,
    /// More minutes at factors, together, than were worked.
    MinutesBeyondShift {
        /// Minutes from start to end, without the break.
        worked_minutes: i64,
    },
    /// No number.
    NotANumber,
    /// A number with a fraction.
    NotAWholeNumber,
    /// `1.234` in a column that nowhere shows which sign is the decimal one.
    AmbiguousNumber,
    /// The other decimal sign than most of the column.
    OtherDecimalSign {
        /// The sign of the column.
        expected: DecimalSign,
    },
    /// More than two decimals.
    TooManyDecimals,
    /// No percentage.
    NotAFactor,
    /// Not between 100 and 500 percent.
    FactorOutOfRange,
    /// A line of kind "factor" without a factor.
    MissingFactor,
    /// More than 24 hours a day.
    HoursBeyondRange {
        /// Days that the line covers.
        days: i64,
    },
    /// Negative, or more days than the line covers.
    DaysBeyondRange {
        /// Days that the line covers.
        days: i64,
    },
    /// Leave, meals and so on: known, but not taken in this way.
    UnsupportedKind,
    /// Text that a spreadsheet would take for a formula.
    Formula,
    /// A formula of which the workbook holds no value.
    FormulaWithoutValue,
    /// TRUE or FALSE.
    TruthValue,
    /// An error such as #N/A.
    ErrorValue,
    /// More than 4 KiB in a cell.
    CellTooLong,
    /// More than 1 MiB in a line.
    LineTooLong,
    /// A quoted cell that does not end.
    UnclosedQuote,
    /// Text after a closing quote.
    StrayQuote,
    /// More or fewer cells than the header.
    CellCount {
        /// Columns of the header.
        expected: usize,
        /// Cells of the line.
        found: usize,
    },
}

impl LineFault {
    pub(crate) fn new(line: usize, column: &str, cell: &Cell, reason: Reason) -> Self {
        Self {
            line,
            column: column.to_owned(),
            value: shown(&cell.shown()),
            reason,
        }
    }

    /// One sentence with line, column and value, what is the matter, and what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut place = vec![format!("{} {}", language.pick("Regel", "Line"), self.line)];
        if !self.column.is_empty() {
            place.push(format!("{} \"{}\"", language.pick("kolom", "column"), self.column));
        }
        if !self.value.is_empty() {
            place.push(format!("{} \"{}\"", language.pick("waarde", "value"), self.value));
        }
        format!(
            "{}: {}. {}",
            place.join(", "),
            self.reason.text(language),
            self.reason.remedy(language)
        )
    }
}
