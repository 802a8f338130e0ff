//! The program as a person runs it: its commands, what they print, how they end, and what is in the store and in Nmbrs
//! afterwards. Nmbrs is the sandbox, over real HTTP.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of this is test"
)]

mod access;
mod backup;
mod changed_files;
mod demo;
mod exports;
mod files;
mod first_month;
mod history;
mod interrupted;
mod json;
mod killed;
mod ledgers;
mod log_in;
mod nmbrs;
mod pages_and_programs;
mod profiles;
mod questions;
mod rules;
mod servers;
mod settings;
mod stage;
mod time;
mod working_time;
