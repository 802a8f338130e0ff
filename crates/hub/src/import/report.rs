//! What a file brings, for a person to look at.

use super::taken::Taker;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::{DateRange, Factor, HundredthHours, Language};
use serde::Serialize;

/// What became of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ImportReport {
    /// Name of the file.
    pub file: String,
    /// Lines that were read, without the header and blank ones.
    pub read_lines: usize,
    /// Lines that can be used.
    pub good_lines: usize,
    /// Lines that cannot.
    pub faults: Vec<LineReport>,
    /// What is worth a look, but stops nothing.
    pub warnings: Vec<String>,
    /// Headers that are not read.
    pub ignored_columns: Vec<String>,
    /// Hours that are new.
    pub added: usize,
    /// Hours that are stored already.
    pub unchanged: usize,
    /// Hours that take the place of stored ones.
    pub changed: Vec<Replacement>,
    /// Stored hours that the file no longer has.
    pub removed: Vec<String>,
    /// People with stored hours on these days who are not in the file; they are left as they are.
    pub not_in_file: Vec<String>,
    /// Whether it was stored.
    pub stored: bool,
}

/// A line that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LineReport {
    /// Line in the file, or row in the sheet, from 1.
    pub line: usize,
    /// Header of the column.
    pub column: String,
    /// The value, shortened.
    pub value: String,
    /// Why, and what to do.
    pub text: String,
}

/// Hours that take the place of stored ones.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Replacement {
    /// What is stored.
    pub from: String,
    /// What the file says.
    pub to: String,
}

/// Why a line that reads well cannot be used here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineTrouble {
    /// Nobody has this number, address or name.
    UnknownPerson,
    /// Several people have this name.
    SeveralPeople,
    /// The shift overlaps another of the same person: an hour would be paid twice.
    Overlaps {
        /// What it overlaps.
        other: Taker,
    },
    /// Together with other lines there are more hours than the days have.
    BeyondDays {
        /// The hours of the line.
        hours: HundredthHours,
        /// The lines before it, by number.
        others: Vec<usize>,
        /// The hours of all of them.
        together: HundredthHours,
        /// At this factor.
        factor: Factor,
        /// On these days.
        range: DateRange,
    },
    /// The line is not of the days that the file is said to be about.
    OutsideDays {
        /// Those days.
        days: DateRange,
    },
}

impl LineTrouble {
    /// Why, and what to do.
    pub fn text(&self, language: Language) -> String {
        language.pick(Self::dutch as fn(&Self) -> String, Self::english)(self)
    }

    fn dutch(&self) -> String {
        match self {
            Self::UnknownPerson => "niemand hier heeft dit nummer, e-mailadres of deze naam; haal de medewerker eerst op met `loonbrug people apply`, of verbeter de regel".to_owned(),
            Self::SeveralPeople => "meer dan één medewerker heet zo; zet het personeelsnummer erbij".to_owned(),
            Self::Overlaps { other } => {
                let other = match other {
                    Taker::Line(line) => format!("regel {line}"),
                    Taker::Stored(words) => format!("de opgeslagen dienst {words}"),
                };
                format!("overlapt {other}; dezelfde uren zouden dubbel betaald worden, verwijder er een")
            }
            Self::BeyondDays { others, together, factor, range, .. } => {
                let (others, days) = (numbers("regel", "regels", others), days(*range));
                format!("samen met {others} is dit {together} uur op {factor} voor {days}: meer dan 24 uur per dag; verbeter de uren of de dagen, of verwijder een van de regels")
            }
            Self::OutsideDays { days } => {
                format!("valt buiten {days}, de dagen van --from en --to; verbeter de datum, of geef de dagen waar het bestand over gaat")
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Self::UnknownPerson => "nobody here has this number, e-mail address or name; bring the person in first with `loonbrug people apply`, or mend the line".to_owned(),
            Self::SeveralPeople => "more than one person has this name; add the employee number".to_owned(),
            Self::Overlaps { other } => {
                let other = match other {
                    Taker::Line(line) => format!("line {line}"),
                    Taker::Stored(words) => format!("the stored shift {words}"),
                };
                format!("overlaps {other}; the same hours would be paid twice, remove one of the two")
            }
            Self::BeyondDays { others, together, factor, range, .. } => {
                let (others, days) = (numbers("line", "lines", others), days(*range));
                format!("together with {others} this is {together} hours at {factor} for {days}: more than 24 hours a day; mend the hours or the days, or remove one of the lines")
            }
            Self::OutsideDays { days } => {
                format!("lies outside {days}, the days of --from and --to; mend the date, or give the days that the file is about")
            }
        }
    }
}

/// `line 2`, or `lines 2, 5, 7`.
fn numbers(one: &str, several: &str, lines: &[usize]) -> String {
    let numbers: Vec<String> = lines.iter().map(ToString::to_string).collect();
    format!(
        "{} {}",
        if lines.len() == 1 { one } else { several },
        numbers.join(", ")
    )
}

fn days(range: DateRange) -> String {
    if range.from == range.to {
        dutch_date(range.from)
    } else {
        range.to_string()
    }
}
