//! The sender: the only code that can write to a foreign system.
//!
//! A connector hands out its reading half freely and its writing half only here ([`nmbrs::NmbrsTarget`]); everything
//! else in the hub sees postings go in and outcomes come out. The protocol is that of ARCHITECTURE.md: the intent is
//! stored before the call and the outcome after it, an inserting call is never repeated blindly, and a doubt is
//! settled by reading what the target holds.

mod doubts;
mod engine;
mod nmbrs;
mod rows;
mod settling;
mod target;
mod transition;
#[cfg(test)]
mod wages_tests;

pub use doubts::{Held, read};
pub use engine::{SendReport, Sender, Stopped};
pub use transition::state_word;

/// A sender to Nmbrs.
pub type NmbrsSender<'a> = Sender<'a, nmbrs::NmbrsTarget>;
pub use nmbrs::NmbrsReading;
pub use target::{HeldRow, Kinds, Whose};
