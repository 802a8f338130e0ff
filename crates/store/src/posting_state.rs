//! The words by which the states of a posting are stored.

use crate::PostingState;

impl PostingState {
    /// Every state, in the order of a posting's life.
    pub const ALL: [Self; 8] = [
        Self::Approved,
        Self::Sending,
        Self::Confirmed,
        Self::Rejected,
        Self::Unknown,
        Self::Conflict,
        Self::Absent,
        Self::Withdrawn,
    ];

    /// The word in the database, which is also fit for `--json`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Sending => "sending",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
            Self::Conflict => "conflict",
            Self::Absent => "absent",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}
