//! Errors of a whole file in words: what is the matter, and what to do.

use super::error::{FileError, Limit};
use crate::columns::field::Field;
use crate::columns::layout::LineLayout;
use crate::limits;
use loonbrug_domain::Language;

impl FileError {
    /// What is the matter and what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        language.pick(Self::dutch as fn(&Self) -> String, Self::english)(self)
    }

    fn dutch(&self) -> String {
        match self {
            Self::Empty => "Het bestand is leeg. Exporteer de uren opnieuw.".to_owned(),
            Self::NoLines { header_line } => {
                format!("Onder de kop op regel {header_line} staat geen enkele regel. Exporteer een periode met uren.")
            }
            Self::TooLarge { limit, found } => limit.dutch(*found),
            Self::NotReadable { detail } => {
                format!("Het bestand is niet te lezen ({detail}). Exporteer het opnieuw, of bewaar het als CSV.")
            }
            Self::Encoding { line } => format!(
                "Regel {line} bevat tekens die geen leesbare tekst zijn. Bewaar het bestand opnieuw als \"CSV UTF-8\"."
            ),
            Self::NoHeader => format!(
                "Er is geen kop gevonden in de eerste {} regels. Zet boven de regels een kop met {}; of met {}.",
                limits::TITLE_LINES + 1,
                required(LineLayout::Shifts, Language::Dutch),
                required(LineLayout::HoursLong, Language::Dutch),
            ),
            Self::MissingColumns {
                line,
                layout,
                missing,
                headers,
            } => format!(
                "De kop op regel {line} lijkt op die van {}, maar mist {}. Er staat: {}. Voeg de kolommen toe, of geef \
                 aan welke kolom wat is.",
                layout_name(*layout, Language::Dutch),
                labels(missing, Language::Dutch),
                headers.join(", "),
            ),
            Self::AmbiguousColumns { line, field, headers } => format!(
                "In de kop op regel {line} kunnen meer kolommen \"{}\" zijn: {}. Geef aan welke het is; de andere \
                 wordt dan overgeslagen.",
                field.label(Language::Dutch),
                headers.join(", "),
            ),
            Self::ZipBomb => "Het bestand pakt uit tot veel meer dan een werkmap met uren ooit is, en is daarom niet \
                              geopend. Bewaar alleen de uren als CSV of als nieuwe werkmap."
                .to_owned(),
            Self::NotXlsx => "Dit is geen XLSX-werkmap: oude .xls, .ods of een wachtwoord wordt niet gelezen. Bewaar \
                              het als .xlsx zonder wachtwoord, of als CSV."
                .to_owned(),
            Self::NoSheet => {
                "De werkmap heeft geen werkblad met cellen. Bewaar de uren op een gewoon werkblad.".to_owned()
            }
            Self::Io { detail } => {
                format!("Het bestand is niet te openen ({detail}). Controleer de naam en of je het mag lezen.")
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Empty => "The file is empty. Export the hours again.".to_owned(),
            Self::NoLines { header_line } => {
                format!("There is no line under the header on line {header_line}. Export a period that has hours.")
            }
            Self::TooLarge { limit, found } => limit.english(*found),
            Self::NotReadable { detail } => {
                format!("The file cannot be read ({detail}). Export it again, or save it as CSV.")
            }
            Self::Encoding { line } => {
                format!("Line {line} holds characters that are no readable text. Save the file again as \"CSV UTF-8\".")
            }
            Self::NoHeader => format!(
                "There is no header in the first {} lines. Put a header above the lines with {}; or with {}.",
                limits::TITLE_LINES + 1,
                required(LineLayout::Shifts, Language::English),
                required(LineLayout::HoursLong, Language::English),
            ),
            Self::MissingColumns {
                line,
                layout,
                missing,
                headers,
            } => format!(
                "The header on line {line} looks like one of {}, but lacks {}. It says: {}. Add the columns, or say \
                 which column is what.",
                layout_name(*layout, Language::English),
                labels(missing, Language::English),
                headers.join(", "),
            ),
            Self::AmbiguousColumns { line, field, headers } => format!(
                "In the header on line {line} more than one column may be \"{}\": {}. Say which one it is; the other \
                 is then left out.",
                field.label(Language::English),
                headers.join(", "),
            ),
            Self::ZipBomb => "The file unpacks to far more than a workbook of hours ever is, and was therefore not \
                              opened. Save the hours alone, as CSV or as a new workbook."
                .to_owned(),
            Self::NotXlsx => "This is no XLSX workbook: old .xls, .ods and passwords are not read. Save it as .xlsx \
                              without a password, or as CSV."
                .to_owned(),
            Self::NoSheet => {
                "The workbook has no worksheet with cells. Save the hours on an ordinary sheet.".to_owned()
            }
            Self::Io { detail } => {
                format!("The file cannot be opened ({detail}). Check its name and whether you may read it.")
            }
        }
    }
}

impl Limit {
    fn dutch(self, found: u64) -> String {
        match self {
            Self::Bytes => format!(
                "Het bestand is {} MiB; meer dan {} MiB wordt niet gelezen. Exporteer een kortere periode.",
                mebibytes(found),
                mebibytes(limits::FILE_BYTES),
            ),
            Self::Lines => format!("Het bestand heeft meer dan {found} regels. Exporteer een kortere periode."),
            Self::Columns => format!(
                "De kop heeft {found} kolommen; meer dan {} wordt niet gelezen. Exporteer minder kolommen.",
                limits::COLUMNS
            ),
        }
    }

    fn english(self, found: u64) -> String {
        match self {
            Self::Bytes => format!(
                "The file is {} MiB; more than {} MiB is not read. Export a shorter period.",
                mebibytes(found),
                mebibytes(limits::FILE_BYTES),
            ),
            Self::Lines => format!("The file has more than {found} lines. Export a shorter period."),
            Self::Columns => format!(
                "The header has {found} columns; more than {} is not read. Export fewer columns.",
                limits::COLUMNS
            ),
        }
    }
}

const fn mebibytes(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}

fn layout_name(layout: LineLayout, language: Language) -> &'static str {
    match layout {
        LineLayout::Shifts => language.pick("diensten", "shifts"),
        LineLayout::HoursLong => language.pick("uren, één factor per regel", "hours, one factor a line"),
        LineLayout::HoursWide => language.pick("uren, één kolom per factor", "hours, one column a factor"),
    }
}

/// What a layout cannot do without.
fn required(layout: LineLayout, language: Language) -> String {
    labels(&layout.missing(|_| false, false), language)
}

fn labels(fields: &[Field], language: Language) -> String {
    fields
        .iter()
        .map(|field| field.label(language))
        .collect::<Vec<_>>()
        .join(", ")
}
