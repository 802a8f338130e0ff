//! Data sets: what the world holds at the start. All people are made up or are the examples of a manual; every number
//! is a test number.

mod codes;
mod data_set;
mod generated;
pub mod log_in;
mod manuals;
mod names;
mod numbers;
mod person;
mod simulated;

pub use data_set::{DataSet, Generated, SimulatedCompany};
pub(crate) use person::{Person, settle};
