//! Whole lives of a coupling, each from a seed: the real hub against the sandbox, with people who change their minds,
//! faults, crashes, two nodes and a clock that jumps; what must always hold is checked after every run.

mod actors;
pub mod arguments;
mod broken;
pub mod campaign;
mod clock;
mod dice;
mod interruptions;
mod invariants;
mod journal;
mod ledger;
mod model;
mod part;
mod scenario;
mod sick;
mod stage;
mod tally;
mod walk;

pub use broken::{Broken, Invariant};
pub use tally::Tally;
pub use walk::{Ended, Failure, Options};

/// What lines pay, by name.
#[must_use]
pub const fn parts() -> [&'static str; 4] {
    part::Part::NAMES
}

/// The names of everybody who can act.
#[must_use]
pub fn actors() -> [&'static str; 10] {
    actors::Actor::ALL.map(actors::Actor::name)
}
