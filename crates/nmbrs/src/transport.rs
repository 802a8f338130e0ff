//! Sends requests: one client, an even pace, and every failure classified once.

mod attempt;
mod classify;
mod client;
mod pace;
mod repeat;
mod retry_after;
#[cfg(test)]
mod tests;
mod waiting;

pub use client::HttpClient;
pub use pace::Pace;
pub use waiting::{Departure, Waiting};

pub(crate) use attempt::{Answer, attempt};
pub(crate) use classify::{Effect, chain, doubtful};
pub(crate) use pace::Turn;
pub(crate) use repeat::repeated;
