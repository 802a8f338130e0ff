//! What is worth a look, though the lines are used.

use crate::hours_file::PersonReference;
use loonbrug_domain::{HundredthHours, Language};

/// Something worth a look.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Warning {
    /// A line with negative hours: a correction.
    NegativeHours {
        /// Number of the line.
        line: usize,
        /// Who.
        person: PersonReference,
        /// The hours, below zero.
        hours: HundredthHours,
    },
    /// Two lines for the same person, days, kind, factor and group; both count.
    SamePersonTwice {
        /// The earlier line.
        first_line: usize,
        /// The later line.
        line: usize,
        /// Who.
        person: PersonReference,
    },
    /// The total of hours with a surcharge is not the sum of its columns.
    SurchargeHoursDiffer {
        /// Number of the line.
        line: usize,
        /// The total that the file states.
        stated: HundredthHours,
        /// The sum of the columns above 100 %.
        sum: HundredthHours,
    },
    /// A line for a person without any hours; nothing comes of it.
    NoHours {
        /// Number of the line.
        line: usize,
        /// Who.
        person: PersonReference,
    },
    /// A column of leave, meals or amounts that is filled and not taken in this way.
    UnsupportedColumn {
        /// Its header.
        column: String,
        /// How many of its cells are filled.
        filled: usize,
    },
    /// Another sheet of the workbook that holds something and was not read.
    SheetNotRead {
        /// Its name.
        sheet: String,
    },
}

impl Warning {
    /// The warning in words, with what to do about it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        language.pick(Self::dutch as fn(&Self) -> String, Self::english)(self)
    }

    fn dutch(&self) -> String {
        match self {
            Self::NegativeHours { line, person, hours } => {
                format!("Regel {line}: {person} heeft {hours} uur, een correctie. Controleer of dit zo bedoeld is.")
            }
            Self::SamePersonTwice {
                first_line,
                line,
                person,
            } => format!(
                "Regel {first_line} en {line}: {person} staat er twee keer met dezelfde dagen, soort en groep. De uren \
                 zijn opgeteld; verwijder een regel als het dezelfde uren zijn."
            ),
            Self::SurchargeHoursDiffer { line, stated, sum } => format!(
                "Regel {line}: de toeslaguren zijn {stated}, maar de factoren samen {sum}. De factoren tellen; \
                 controleer of de toeslaguren gewogen zijn."
            ),
            Self::NoHours { line, person } => format!("Regel {line}: {person} heeft geen uren. De regel doet niets."),
            Self::UnsupportedColumn { column, filled } => format!(
                "Kolom \"{column}\" is {filled} keer gevuld, maar wordt zo nog niet overgenomen. Verwerk dit apart."
            ),
            Self::SheetNotRead { sheet } => {
                format!("Werkblad \"{sheet}\" is niet gelezen. Bewaar het als eigen bestand als er uren in staan.")
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NegativeHours { line, person, hours } => {
                format!("Line {line}: {person} has {hours} hours, a correction. Check that this is meant.")
            }
            Self::SamePersonTwice {
                first_line,
                line,
                person,
            } => format!(
                "Lines {first_line} and {line}: {person} appears twice with the same days, kind and group. The hours \
                 are added; remove a line if they are the same hours."
            ),
            Self::SurchargeHoursDiffer { line, stated, sum } => format!(
                "Line {line}: the surcharge hours are {stated}, but the factors together {sum}. The factors count; \
                 check whether the surcharge hours are weighted."
            ),
            Self::NoHours { line, person } => format!("Line {line}: {person} has no hours. The line does nothing."),
            Self::UnsupportedColumn { column, filled } => format!(
                "Column \"{column}\" is filled {filled} times, but is not yet taken in this way. Process it apart."
            ),
            Self::SheetNotRead { sheet } => {
                format!("Sheet \"{sheet}\" was not read. Save it as a file of its own if it holds hours.")
            }
        }
    }
}
