//! What a file brings, for a person to look at.

use loonbrug_domain::Language;
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
        other: String,
    },
}

impl LineTrouble {
    /// Why, and what to do.
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::UnknownPerson => language.pick(
                "niemand hier heeft dit nummer, e-mailadres of deze naam; haal de medewerker eerst op met `loonbrug people apply`, of verbeter de regel",
                "nobody here has this number, e-mail address or name; bring the person in first with `loonbrug people apply`, or mend the line",
            )
            .to_owned(),
            Self::SeveralPeople => language.pick(
                "meer dan één medewerker heet zo; zet het personeelsnummer erbij",
                "more than one person has this name; add the employee number",
            )
            .to_owned(),
            Self::Overlaps { other } => language.pick(
                format!("overlapt {other}; dezelfde uren zouden dubbel betaald worden, verwijder er een"),
                format!("overlaps {other}; the same hours would be paid twice, remove one of the two"),
            ),
        }
    }
}
