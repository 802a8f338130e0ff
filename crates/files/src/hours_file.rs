//! What comes out of a file.

use crate::columns::field::Field;
use crate::columns::layout::LineLayout;
use crate::columns::mapping::ColumnMapping;
use crate::report::fault::LineFault;
use crate::report::warning::Warning;
use loonbrug_domain::{Date, DateRange, Factor, HundredthHours};
use std::fmt;

/// A file with hours, read.
///
/// Every line that is not blank is counted in `read_lines`, and its number is found in `lines`, in `faults`, or
/// in a [`Warning::NoHours`]: in exactly one of the three.
#[derive(Clone, PartialEq, Debug)]
pub struct HoursFile {
    /// File name, without folders.
    pub name: String,
    /// SHA-256 of the bytes.
    pub hash: [u8; 32],
    /// How the file is laid out.
    pub layout: Layout,
    /// Each column of the header, in order.
    pub columns: Vec<Column>,
    /// The mapping that was used; the caller keeps it for the next file of the organisation.
    pub mapping: ColumnMapping,
    /// The lines that can be used, in the order of the file. A line of the wide layout gives one for each factor.
    pub lines: Vec<Line>,
    /// What keeps the other lines from being used; a line may have several faults.
    pub faults: Vec<LineFault>,
    /// What is worth a look, though the lines are used.
    pub warnings: Vec<Warning>,
    /// Lines under the header that are not blank.
    pub read_lines: usize,
}

/// How a file is laid out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    /// Encoding and separator, or the sheet.
    pub form: FileForm,
    /// What a line stands for.
    pub lines: LineLayout,
    /// Number of the line with the header, from 1.
    pub header_line: usize,
}

/// The form of a file, found from its bytes and never from its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileForm {
    /// Text with separators (CSV).
    Csv {
        /// How bytes become characters.
        encoding: Encoding,
        /// What stands between cells.
        separator: Separator,
    },
    /// One sheet (werkblad) of a workbook (XLSX).
    Xlsx {
        /// Name of the sheet.
        sheet: String,
    },
}

/// How bytes become characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Windows-1252, what Excel on Windows writes as "CSV".
    Windows1252,
    /// UTF-16, least significant byte first, with a byte order mark: what Excel writes as "Unicode text".
    Utf16LittleEndian,
    /// UTF-16, most significant byte first, with a byte order mark.
    Utf16BigEndian,
}

/// What stands between the cells of a line of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Separator {
    /// `;`, as a Dutch Excel writes.
    Semicolon,
    /// `,`
    Comma,
    /// A tab.
    Tab,
}

impl Separator {
    /// All separators, the likeliest first.
    pub(crate) const ALL: [Self; 3] = [Self::Semicolon, Self::Comma, Self::Tab];

    /// The separator itself.
    #[must_use]
    pub const fn character(self) -> char {
        match self {
            Self::Semicolon => ';',
            Self::Comma => ',',
            Self::Tab => '\t',
        }
    }
}

/// One column of the header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its text in the header.
    pub header: String,
    /// What is done with it.
    pub usage: ColumnUse,
    /// The decimal sign of its numbers; `None` where no number shows one.
    pub decimal_sign: Option<DecimalSign>,
}

/// What is done with a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnUse {
    /// It is read as this field.
    Field(Field),
    /// It is known (leave, meals, amounts) but not taken in this way; see [`Warning::UnsupportedColumn`].
    Unsupported,
    /// It is not read.
    Ignored,
}

/// What stands between whole and fraction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DecimalSign {
    /// `7,5`, with points between thousands.
    Comma,
    /// `7.5`, with commas between thousands.
    Point,
}

/// One usable line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// A shift (dienst).
    Shift(ShiftLine),
    /// Hours that somebody else computed.
    Hours(HoursLine),
}

impl Line {
    /// Number of the line in the file, or of the row in the sheet, from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        match self {
            Self::Shift(shift) => shift.line,
            Self::Hours(hours) => hours.line,
        }
    }

    /// Who the line is about.
    #[must_use]
    pub const fn person(&self) -> &PersonReference {
        match self {
            Self::Shift(shift) => &shift.person,
            Self::Hours(hours) => &hours.person,
        }
    }
}

/// How a file names a person; at least one of the three is there.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct PersonReference {
    /// Employee number (personeelsnummer).
    pub number: Option<i64>,
    /// Name, as the file writes it; a check, or the only thing there is.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

impl fmt::Display for PersonReference {
    /// The number with the name, or what there is of them, or the e-mail address.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.number, &self.name, &self.email) {
            (Some(number), Some(name), _) => write!(f, "{number} ({name})"),
            (Some(number), None, _) => write!(f, "{number}"),
            (None, Some(name), _) => f.write_str(name),
            (None, None, Some(email)) => f.write_str(email),
            (None, None, None) => f.write_str("?"),
        }
    }
}

/// One shift, in wall time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShiftLine {
    /// Number of the line, from 1.
    pub line: usize,
    /// Who worked.
    pub person: PersonReference,
    /// The day on which the shift starts.
    pub date: Date,
    /// Start in minutes after midnight, 0 to 1439.
    pub start_minute: i64,
    /// End in minutes after midnight of `date`; beyond 1440 on the next day. Always after the start.
    pub end_minute: i64,
    /// Unpaid break (pauze) in minutes, shorter than the shift.
    pub break_minutes: i64,
    /// Group (groep, vestiging, afdeling), as the file names it.
    pub group: Option<String>,
    /// Minutes for each factor where the source computed them; each at most the minutes worked.
    pub factor_minutes: Vec<(Factor, i64)>,
}

/// Hours of one person at one factor over some days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HoursLine {
    /// Number of the line, from 1.
    pub line: usize,
    /// Who worked.
    pub person: PersonReference,
    /// The days that the line covers.
    pub range: DateRange,
    /// Whether these are worked hours or hours with a surcharge.
    pub kind: HoursKind,
    /// Factor; 100 % where the file says nothing.
    pub factor: Factor,
    /// Hours; negative in a correction, never zero.
    pub hours: HundredthHours,
    /// Days worked, where the file says; in the wide layout on the first line of the row only.
    pub days: Option<i64>,
    /// Group, as the file names it.
    pub group: Option<String>,
}

/// What the hours of a line are (soort).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum HoursKind {
    /// Worked hours (uren).
    Worked,
    /// The part with a surcharge (factor).
    Surcharge,
}
