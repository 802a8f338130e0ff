//! Benchmarks of the rules and a load command for the flows.
//!
//! No test measures time; this crate does, beside the calls and the rows that a flow takes. Its tests assert the calls
//! and the rows, which are the same on every machine.

pub mod arguments;
pub mod calls;
pub mod changed_rows;
pub mod company;
pub mod figures;
pub mod kill;
pub mod memory;
pub mod pages;
pub mod people;
pub mod push;
pub mod recover;
pub mod samples;
pub mod sandbox_process;
pub mod stage;
pub mod stopwatch;
