//! The sandbox over real HTTP: REST, identity, control and faults.
#![expect(clippy::unwrap_used, reason = "what a test needs is there, or the test fails")]

mod access;
mod control;
mod days;
mod effects;
mod faults;
mod faults_of_effect;
mod histories;
mod hours;
mod identity;
mod lists;
mod simulated;
mod state;
mod visitor;
mod wages;
