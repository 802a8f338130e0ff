//! What somebody saw who approves all at once, as a form carries it.

use super::asked::Asked;
use super::totals::Totals;
use crate::answer::Failure;
use crate::guard::Guarded;
use jiff::Timestamp;
use loonbrug_store::ShiftRevision;
use std::fmt;

/// Figures and a moment: that the figures are the same says that nothing came or went, and no step since the moment that
/// nothing went back and forth.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    figures: String,
    at: i64,
}

impl Seen {
    /// What is there now.
    pub fn now(guarded: &Guarded, totals: &Totals, asked: &Asked) -> Self {
        Self {
            figures: totals.seen(asked.standing),
            at: guarded.hub().surroundings.now().as_millisecond(),
        }
    }

    /// What a form says.
    pub fn parse(text: &str) -> Option<Self> {
        let (figures, at) = text.split_once('-')?;
        Some(Self {
            figures: figures.to_owned(),
            at: at.parse().ok()?,
        })
    }

    /// Whether what is there now was seen so, and these have not moved since.
    pub async fn is_still(&self, guarded: &Guarded, asked: &Asked, all: &[ShiftRevision]) -> Result<bool, Failure> {
        let totals = Totals::of(guarded, asked).await?;
        if totals.seen(asked.standing) != self.figures || totals.waiting(asked.standing) != all.len() {
            return Ok(false);
        }
        let Ok(at) = Timestamp::from_millisecond(self.at) else {
            return Ok(false);
        };
        let shifts: Vec<_> = all.iter().map(|revision| revision.shift.id).collect();
        let moved = guarded
            .hub()
            .store
            .shifts_moved_since(guarded.id(), &shifts, at)
            .await?;
        Ok(moved == 0)
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.figures, self.at)
    }
}
