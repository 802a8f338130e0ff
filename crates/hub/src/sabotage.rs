//! Ways to break the protocol on purpose, so that the simulation can prove that it would notice. Without the feature
//! `sabotage` none of them can be switched on.

use crate::surroundings::Surroundings;

/// A rule of the protocol that is broken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sabotage {
    /// Doubts are not settled by reading: what has no outcome counts as not sent.
    NoReadBack,
    /// The intent is stored after the call.
    IntentAfterCall,
    /// A call without an answer is made again.
    BlindRetry,
    /// Neither the fence nor the time of departure is heeded.
    FenceIgnored,
}

impl Sabotage {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::NoReadBack,
        Self::IntentAfterCall,
        Self::BlindRetry,
        Self::FenceIgnored,
    ];
}

impl Surroundings {
    /// Whether this rule is broken.
    #[cfg(feature = "sabotage")]
    pub(crate) fn breaks(&self, rule: Sabotage) -> bool {
        self.sabotage() == Some(rule)
    }

    /// Whether this rule is broken: never.
    #[cfg(not(feature = "sabotage"))]
    #[expect(clippy::unused_self, reason = "with the feature it is used")]
    pub(crate) const fn breaks(&self, _rule: Sabotage) -> bool {
        false
    }
}
