//! The faults that a rule set can have, in words.

use crate::calendar::{Date, dutch_date};
use crate::language::Language;
use crate::quantity::{Factor, Minutes};

/// What is wrong with a rule or a rule set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RuleProblem {
    /// No name.
    Nameless,
    /// A rule applies on no day.
    NoDays,
    /// A rule ends before it starts, or outside the day.
    Times {
        /// Start in minutes after midnight.
        from: i64,
        /// End in minutes after midnight.
        to: i64,
    },
    /// A factor below 100 % or above 500 %.
    Factor {
        /// The factor at fault.
        factor: Factor,
    },
    /// Another window of the same days shares time, so that one of them never counts or counts twice.
    Overlap {
        /// The other window.
        other: String,
    },
    /// Days between two versions on which neither holds.
    Gap {
        /// Last day of the earlier.
        until: Date,
        /// First day of the later.
        from: Date,
    },
    /// Two rule sets start on the same day.
    SameStart {
        /// One rule set.
        first: String,
        /// The other.
        second: String,
        /// The day.
        valid_from: Date,
    },
    /// A rule set says that it holds when the next has begun.
    SetsOverlap {
        /// Its last day.
        until: Date,
        /// First day of the next.
        from: Date,
    },
    /// The last day lies before the first.
    ReversedDays,
    /// Hours that cannot be a norm.
    Norm,
    /// A number of weeks that cannot be meant.
    Weeks,
    /// Blocks of weeks start on a Monday.
    NotAMonday {
        /// The day that was given.
        date: Date,
    },
    /// Ages that nobody has.
    Ages,
    /// Ages that no ladder of breaks is for, between two that are.
    AgeGap {
        /// The first of them.
        age: u8,
    },
    /// Steps or days that do not go up.
    NotInOrder,
    /// A number that must be above zero, and below what it is taken from.
    NotPositive,
}

impl RuleProblem {
    /// What is wrong and what to do, for a person.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        language.pick(self.dutch(), self.english())
    }

    fn english(&self) -> String {
        match self {
            Self::Nameless => "it has no name: give it one, it explains the hours".to_owned(),
            Self::NoDays => "it has no days: name at least one".to_owned(),
            Self::Times { from, to } => format!(
                "it runs from {} to {}: give times from 0:00 to 24:00, and two rules where it crosses midnight",
                Minutes(*from),
                Minutes(*to)
            ),
            Self::Factor { factor } => format!("it pays {factor}: give 100 % to 500 %, wage included"),
            Self::Overlap { other } => {
                format!("it has the same days as `{other}` and shares time with it: keep them apart")
            }
            Self::Gap { until, from } => format!(
                "nothing holds between {} and {}: let the later start on the day after the earlier",
                dutch_date(*until),
                dutch_date(*from)
            ),
            Self::SameStart {
                first,
                second,
                valid_from,
            } => format!(
                "`{first}` and `{second}` both start on {}: only one can hold",
                dutch_date(*valid_from)
            ),
            Self::SetsOverlap { until, from } => format!(
                "the set before it says until {}, and this one starts on {}: let one end when the other begins",
                dutch_date(*until),
                dutch_date(*from)
            ),
            Self::ReversedDays => "its last day lies before its first: swap them".to_owned(),
            Self::Norm => "these hours cannot be a norm: give more than none, and no more than there are".to_owned(),
            Self::Weeks => {
                "this number of weeks cannot be meant: average over 2 to 52, take within 1 to 520".to_owned()
            }
            Self::NotAMonday { date } => format!("{} is no Monday: weeks start on Monday", dutch_date(*date)),
            Self::Ages => "nobody has such an age: the first age lies below the second".to_owned(),
            Self::AgeGap { age } => format!("nothing is said of those of {age}: let the next ladder start there"),
            Self::NotInOrder => "these do not go up: put the lowest first, and each once".to_owned(),
            Self::NotPositive => "this must be above zero, and breaks shorter than the shift".to_owned(),
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::Nameless => "heeft geen naam: geef er een, zij verklaart de uren".to_owned(),
            Self::NoDays => "heeft geen dagen: noem er minstens een".to_owned(),
            Self::Times { from, to } => format!(
                "loopt van {} tot {}: geef tijden van 0:00 tot 24:00, en twee regels waar het over middernacht gaat",
                Minutes(*from),
                Minutes(*to)
            ),
            Self::Factor { factor } => format!("betaalt {factor}: geef 100 % tot 500 %, met het loon erin"),
            Self::Overlap { other } => {
                format!("heeft dezelfde dagen als `{other}` en deelt er tijd mee: houd ze uit elkaar")
            }
            Self::Gap { until, from } => format!(
                "tussen {} en {} geldt er niets: laat de latere ingaan op de dag na de eerdere",
                dutch_date(*until),
                dutch_date(*from)
            ),
            Self::SameStart {
                first,
                second,
                valid_from,
            } => format!(
                "`{first}` en `{second}` gaan beide in op {}: er kan er maar een gelden",
                dutch_date(*valid_from)
            ),
            Self::SetsOverlap { until, from } => format!(
                "de set ervoor geldt tot en met {}, en deze gaat in op {}: laat de een eindigen waar de ander begint",
                dutch_date(*until),
                dutch_date(*from)
            ),
            Self::ReversedDays => "de laatste dag ligt voor de eerste: wissel ze om".to_owned(),
            Self::Norm => "deze uren kunnen geen norm zijn: geef meer dan nul, en niet meer dan er zijn".to_owned(),
            Self::Weeks => {
                "dit aantal weken kan niet bedoeld zijn: middel over 2 tot 52, opnemen binnen 1 tot 520".to_owned()
            }
            Self::NotAMonday { date } => format!("{} is geen maandag: weken beginnen op maandag", dutch_date(*date)),
            Self::Ages => "niemand heeft zo'n leeftijd: de eerste ligt onder de tweede".to_owned(),
            Self::AgeGap { age } => format!("over wie {age} is staat er niets: laat de volgende ladder daar beginnen"),
            Self::NotInOrder => "dit loopt niet op: zet het laagste eerst, en elk een keer".to_owned(),
            Self::NotPositive => "dit moet boven nul liggen, en een pauze korter zijn dan de dienst".to_owned(),
        }
    }
}
