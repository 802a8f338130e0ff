//! What the sender needs of a foreign system, whichever it is.

use crate::pause_reason::PauseReason;
use loonbrug_domain::difference::{LineKind, Observed};
use loonbrug_domain::ids::PersonId;
use loonbrug_nmbrs::capability::Capability;
use loonbrug_nmbrs::{Departure, Fault, FaultClass, FaultCode, RemoteId};
use loonbrug_store::Posting;
use std::future::Future;
use std::time::Duration;

/// A person of ours and who that is in the target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Whose {
    /// Our person.
    pub person: PersonId,
    /// The employee in the target.
    pub employee: RemoteId,
}

/// The kinds of lines that are read: each costs a call per person, so that nobody reads more than it looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kinds {
    /// Rows of hours.
    pub hours: bool,
    /// Days.
    pub days: bool,
    /// Wage components.
    pub wages: bool,
}

impl Kinds {
    /// What the flow of hours is about.
    pub const HOURS_AND_DAYS: Self = Self {
        hours: true,
        days: true,
        wages: false,
    };

    /// Rows of hours alone.
    pub const HOURS: Self = Self {
        hours: true,
        days: false,
        wages: false,
    };
    /// Wage components alone.
    pub const WAGES: Self = Self {
        hours: false,
        days: false,
        wages: true,
    };

    /// The kinds of these postings: what it takes to settle or to prove them.
    #[must_use]
    pub fn of(postings: &[Posting]) -> Self {
        let any = |kind: LineKind| postings.iter().any(|posting| posting.kind == kind.as_str());
        Self {
            hours: any(LineKind::Hours),
            days: any(LineKind::Days),
            wages: any(LineKind::Wages),
        }
    }
}

/// A row that the target holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldRow {
    /// What the difference needs of it.
    pub observed: Observed,
    /// The text that went along, where the target tells.
    pub comment: Option<String>,
}

/// What came of a call that did not succeed, in the classes that decide what happens next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// Nothing happened; the call may be made again.
    Retry {
        /// How long to wait.
        after: Option<Duration>,
        /// Why.
        text: String,
    },
    /// The target refused the line.
    Rejected {
        /// Why.
        text: String,
    },
    /// It may have happened.
    Unknown {
        /// Why that is not known.
        text: String,
    },
    /// Nothing of this coupling works until a person mends it.
    Pause {
        /// What to mend.
        reason: PauseReason,
        /// The right that is missing, when that is what it is.
        missing: Option<Capability>,
    },
}

impl Failure {
    /// What this fault means for a line; `needed` is what the call needed the right for.
    #[must_use]
    pub fn of(fault: &Fault, needed: Capability) -> Self {
        let missing = (fault.code == Some(FaultCode::UnauthorisedMethod)).then_some(needed);
        let text = fault.to_string();
        match fault.class {
            FaultClass::Retry { after } => Self::Retry { after, text },
            FaultClass::Rejected => Self::Rejected { text },
            FaultClass::Unknown => Self::Unknown { text },
            // A person reads it as the reason why the coupling stands still.
            FaultClass::Pause => Self::Pause {
                reason: PauseReason::of_fault(fault),
                missing,
            },
        }
    }

    /// What it means for a batch: a refusal that was answered leaves rows before the refused one perhaps stored, but
    /// nothing still under way, so that reading decides at once.
    #[must_use]
    pub fn of_batch(fault: &Fault, needed: Capability) -> Self {
        match (Self::of(fault, needed), fault.code) {
            (Self::Unknown { text }, Some(_)) => Self::Rejected { text },
            (failure, _) => failure,
        }
    }
}

/// The reading half of a foreign system that holds lines.
pub trait Reading: Send + Sync {
    /// All rows of these kinds that the target holds for one person in one period.
    fn held(
        &self,
        whose: Whose,
        year: i16,
        period: u8,
        kinds: Kinds,
    ) -> impl Future<Output = Result<Vec<HeldRow>, Fault>> + Send;

    /// Whether the target returns the text that went along with a row, so that our mark decides.
    fn tells_comments(&self) -> bool;
}

/// The writing half. Only the sender can name this trait, so only the sender can write.
pub trait Writing: Reading {
    /// Makes the one call of a posting, unless it is too late for it. Gives the id of the row, where there is one.
    fn write(
        &self,
        posting: &Posting,
        employee: RemoteId,
        departure: Departure,
    ) -> impl Future<Output = Result<Option<String>, Failure>> + Send;

    /// Makes one call for several postings of one period and kind. Nothing is known per line afterwards.
    fn write_batch(
        &self,
        postings: &[(Posting, RemoteId)],
        departure: Departure,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// How many postings of this kind go in one batch; `None` where the target takes them one by one.
    fn batch_size(&self, posting: &Posting) -> Option<usize>;
}
