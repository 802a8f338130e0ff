//! Bringing hours in from a file: every line is used, or named with its reason; nothing is replaced without being asked.

mod difference;
mod report;
mod resolve;
mod run;

pub use report::{ImportReport, LineReport, Replacement};
pub use run::ImportChoice;
