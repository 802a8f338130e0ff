//! Plays Nmbrs on this machine, with state and with faults.

pub mod browser;
mod control;
pub mod data;
mod glob;
mod identity;
mod play;
pub mod provider;
mod rest;
mod server;
mod soap;
mod state;
pub mod world;

pub use play::{
    CallCount, CallLog, CallRecord, Calls, Connection, Fault, FaultKind, Faults, Interface, NoProbability, Order, Play,
    Probability,
};
pub use server::{Running, Sandbox};
