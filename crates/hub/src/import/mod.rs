//! Bringing hours in from a file: every line is used, or named with its reason; nothing is replaced without being asked.

mod difference;
mod found;
mod report;
mod resolve;
mod run;
mod taken;

pub use report::{ImportReport, LineReport, Replacement};
pub use run::ImportChoice;
