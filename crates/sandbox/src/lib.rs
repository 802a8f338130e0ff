//! Plays Nmbrs on this machine, with state and with faults.

pub mod browser;
mod control;
pub mod data;
mod glob;
mod identity;
mod play;
mod rest;
mod server;
mod soap;
mod state;
pub mod world;

pub use play::{CallCount, CallRecord, Calls, Connection, Fault, FaultKind, Interface, Play};
pub use server::{Running, Sandbox};
