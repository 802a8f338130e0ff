//! What a terminal delivers.

use crate::ids::TerminalId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest number that is taken for a badge.
const MOST_CHARACTERS: usize = 40;

/// The number of a badge (badgenummer) as the terminal reads it: leading zeros count (manual viqz: `000000123456789`).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BadgeNumber(String);

/// A text that is no badge number.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{text}` is no badge number: give 1 to 40 letters and digits, with all leading zeros")]
pub struct BadgeError {
    /// What was given.
    pub text: String,
}

impl BadgeNumber {
    /// Reads a number: 1 to 40 letters and digits, white space around it left out.
    ///
    /// # Errors
    /// `BadgeError` for anything else.
    pub fn parse(text: &str) -> Result<Self, BadgeError> {
        let number = text.trim();
        let fits = (1..=MOST_CHARACTERS).contains(&number.len());
        if fits && number.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Ok(Self(number.to_owned()));
        }
        Err(BadgeError { text: text.to_owned() })
    }

    /// As the terminal reads it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BadgeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<String> for BadgeNumber {
    type Error = BadgeError;

    fn try_from(text: String) -> Result<Self, BadgeError> {
        Self::parse(&text)
    }
}

impl From<BadgeNumber> for String {
    fn from(number: BadgeNumber) -> Self {
        number.0
    }
}

/// What somebody told the terminal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Comes (inklokken).
    In,
    /// Goes (uitklokken).
    Out,
    /// Whichever it is now: the terminal has one button, or none.
    Toggle,
}

/// What makes an event the same however often it is delivered: its terminal, and its number there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct EventKey {
    /// The terminal.
    pub terminal: TerminalId,
    /// The number that the terminal gave it, counting up.
    pub sequence: i64,
}

/// One event (klokregistratie) of one person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct ClockEvent {
    /// Its identity.
    pub key: EventKey,
    /// When, by the clock of the terminal.
    pub at: Timestamp,
    /// What was told.
    pub direction: Direction,
}
