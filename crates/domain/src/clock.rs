//! The clock terminal (klokterminal): from what a terminal saw to what somebody worked.
//!
//! Events are kept for ever as they came; shifts are derived from them, and derived again when an event comes late. A
//! derived shift says which events made it and how each time was rounded. What the events do not say is never guessed:
//! it is an open item for a person.

mod event;
mod pairing;
mod policy;
mod rounding;
#[cfg(test)]
mod tests;

pub use event::{BadgeError, BadgeNumber, ClockEvent, Direction, EventKey};
pub use pairing::{Clocked, ClockedBreak, ClockedShift, DayRules, Derived, OpenEvent, OpenReason, derive};
pub use policy::{ClockPolicy, PolicyError, SameDay, check_policies, policy_on};
pub use rounding::{Grid, PlannedReach, Rounded, Rounding, RoundingMode, RoundingReason};
