//! Behaviour of Nmbrs that is not known for sure: each is one switch, so that both ways can be tested.

use serde::{Deserialize, Serialize};

/// What a batch stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchMode {
    /// Nothing, when a row is refused.
    Atomic,
    /// The rows before the refused one.
    StopAtFirstBad,
    /// This many rows and, without a word, no more.
    FirstRows(usize),
}

impl BatchMode {
    /// How many rows are stored at the most.
    pub(super) const fn rows(self) -> usize {
        match self {
            Self::Atomic | Self::StopAtFirstBad => usize::MAX,
            Self::FirstRows(rows) => rows,
        }
    }
}

/// What an update or a removal of an unknown row gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownRow {
    /// Fault 2046.
    NotFound,
    /// Fault 9999.
    Unknown,
    /// A removal answers `false`; an update gives fault 2046.
    False,
}

/// The switches, and the keys of the gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// What a batch stores.
    pub batch: BatchMode,
    /// What an update or a removal of an unknown row gives.
    pub unknown_row: UnknownRow,
    /// Whether removing a row outside the current period is refused (2011): the call has no unprotected mode.
    pub removal_is_protected: bool,
    /// Whether the last page of a REST list gives `""` for the next page, in place of null.
    pub empty_link_text: bool,
    /// Subscription keys that the REST gateway accepts.
    pub subscription_keys: Vec<String>,
    /// Identity service: client id and secret.
    pub clients: Vec<(String, String)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            batch: BatchMode::Atomic,
            unknown_row: UnknownRow::NotFound,
            removal_is_protected: true,
            empty_link_text: false,
            subscription_keys: vec![],
            clients: vec![],
        }
    }
}
