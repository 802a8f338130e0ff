//! Events as a terminal delivers them: a JSON object per line.

use jiff::Timestamp;
use loonbrug_domain::Language;
use loonbrug_domain::clock::{BadgeNumber, Direction};
use serde::{Deserialize, Serialize};

/// One event as it is delivered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveredEvent {
    /// Name of the terminal.
    pub terminal: String,
    /// Its number at that terminal, counting up from 1; the same number again is the same event.
    pub sequence: i64,
    /// When, with its offset: `2023-04-03T09:00:00+02:00`.
    pub at: Timestamp,
    /// The badge as it was read.
    pub badge: BadgeNumber,
    /// What was told; without it the terminal has one button.
    #[serde(default = "toggle")]
    pub direction: Direction,
}

fn toggle() -> Direction {
    Direction::Toggle
}

/// A line that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EventFault {
    /// Line of the delivery, from 1.
    pub line: usize,
    /// Why.
    #[serde(flatten)]
    pub reason: EventFaultReason,
}

/// Why a line cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum EventFaultReason {
    /// It is no event.
    Unreadable {
        /// What the reader says.
        message: String,
    },
    /// No terminal has this name.
    NoTerminal {
        /// The name.
        name: String,
    },
    /// Numbers count up from 1.
    Sequence {
        /// The number.
        sequence: i64,
    },
    /// It lies in the future: the clock of the terminal is wrong.
    Future {
        /// When, by the terminal.
        at: Timestamp,
    },
    /// The number was delivered before, with something else.
    SaysSomethingElse {
        /// The number.
        sequence: i64,
    },
}

impl EventFault {
    /// Line, reason and remedy.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let (line, why) = (self.line, self.reason.text(language));
        format!("{} {line}: {why}", language.pick("regel", "line"))
    }
}

impl EventFaultReason {
    /// Reason and remedy.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Unreadable { message } => language.pick(
                format!("dit is geen klokregistratie ({message})"),
                format!("this is no clock event ({message})"),
            ),
            Self::NoTerminal { name } => language.pick(
                format!("er is geen klokterminal \"{name}\"; voeg haar toe met `loonbrug clock terminal add`"),
                format!("there is no clock terminal \"{name}\"; add it with `loonbrug clock terminal add`"),
            ),
            Self::Sequence { sequence } => language.pick(
                format!("nummer {sequence}: nummers tellen op vanaf 1"),
                format!("number {sequence}: numbers count up from 1"),
            ),
            Self::Future { at } => language.pick(
                format!("{at} ligt in de toekomst; zet de klok van de terminal goed"),
                format!("{at} lies in the future; set the clock of the terminal right"),
            ),
            Self::SaysSomethingElse { sequence } => language.pick(
                format!("nummer {sequence} is eerder geleverd met iets anders; een terminal geeft een nummer één keer"),
                format!("number {sequence} was delivered before with something else; a terminal gives a number once"),
            ),
        }
    }
}
