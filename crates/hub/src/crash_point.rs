//! Named places where a process may die: before and after every step that changes something here or in a target.
//!
//! In production nobody listens. A test or a simulation does, and lets the process end there (by never going on) or
//! stand still for a while; afterwards a restart must bring every posting to a final state or to a person.

use crate::surroundings::Surroundings;
use futures::future::BoxFuture;

/// A place where a process may die.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum CrashPoint {
    /// The company's lease was taken; nothing was done under it.
    LeaseTaken,
    /// What earlier runs did not get to was withdrawn.
    LeftoversWithdrawn,
    /// What earlier runs left in doubt was settled.
    EarlierSettled,
    /// The plan was made; nothing of it is stored.
    Planned,
    /// The run is in the history.
    RunBegun,
    /// What the target held before was stored.
    BaselineStored,
    /// The postings were stored as approved.
    PostingsStored,
    /// One posting, or one batch, is about to be sent; its intent is not stored.
    BeforeIntent,
    /// The intent was stored; the call was not made.
    IntentStored,
    /// The call came back; its outcome is not stored.
    CallMade,
    /// The outcome was stored.
    OutcomeStored,
    /// What the target holds was read back; nothing is settled by it yet.
    ReadBack,
    /// What was in doubt was settled.
    Settled,
    /// The lines of the run are in the history; the run is not finished.
    LinesStored,
    /// The run is finished; the lease is still held.
    RunFinished,
    /// The refresh token is about to be used up.
    BeforeRefresh,
    /// The next tokens came; they are not stored, and the old ones no longer serve.
    Refreshed,
    /// The next tokens were stored.
    TokensStored,
}

impl CrashPoint {
    /// Every place, in the order of a run.
    pub const ALL: [Self; 18] = [
        Self::LeaseTaken,
        Self::LeftoversWithdrawn,
        Self::EarlierSettled,
        Self::Planned,
        Self::RunBegun,
        Self::BaselineStored,
        Self::PostingsStored,
        Self::BeforeIntent,
        Self::IntentStored,
        Self::CallMade,
        Self::OutcomeStored,
        Self::ReadBack,
        Self::Settled,
        Self::LinesStored,
        Self::RunFinished,
        Self::BeforeRefresh,
        Self::Refreshed,
        Self::TokensStored,
    ];
}

/// Listens at the crash points.
pub trait Interruption: Send + Sync {
    /// Goes on at once, later, or never.
    fn reached(&self, point: CrashPoint) -> BoxFuture<'static, ()>;
}

impl Surroundings {
    /// Passes a crash point.
    pub(crate) async fn reach(&self, point: CrashPoint) {
        if let Some(interruption) = self.interruption() {
            interruption.reached(point).await;
        }
    }
}
