//! Something that must always hold, and did not.

use std::fmt;

/// What must hold (the numbers are those of docs/guarantee.md).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Invariant {
    /// I1: a posting takes effect in Nmbrs at most once.
    Once,
    /// I2: what has no outcome is seen by a person.
    Visible,
    /// I3: Nmbrs holds nothing of ours that no posting knows.
    NothingDouble,
    /// I3: Nmbrs holds everything that was confirmed, and in the end what the shifts demand.
    NothingLost,
    /// I5: a node that was overtaken changes nothing.
    Fence,
    /// I6 and I7: the history holds, and replaying it gives the state.
    History,
    /// I8: what is sent is what the plan showed.
    AsShown,
    /// In the end everything comes to rest.
    Rest,
    /// Nothing fails in a way that nobody foresaw.
    Foreseen,
}

/// It did not hold.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{invariant}: {text}")]
pub struct Broken {
    /// What.
    pub invariant: Invariant,
    /// Where and how.
    pub text: String,
}

impl Broken {
    /// It did not hold.
    #[must_use]
    pub const fn new(invariant: Invariant, text: String) -> Self {
        Self { invariant, text }
    }
}

impl fmt::Display for Invariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Once => "I1, at most once",
            Self::Visible => "I2, nothing silently open",
            Self::NothingDouble => "I3, nothing is there that no posting knows",
            Self::NothingLost => "I3, nothing is missing",
            Self::Fence => "I5, an overtaken node changes nothing",
            Self::History => "I6 and I7, the history holds",
            Self::AsShown => "I8, what is sent is what was shown",
            Self::Rest => "everything comes to rest",
            Self::Foreseen => "nothing fails unforeseen",
        })
    }
}
