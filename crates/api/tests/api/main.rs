//! The API over real HTTP, on a database of its own and with a sandbox that plays Nmbrs.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "all of this is test"
)]

mod anything;
mod document;
mod ledgers;
mod open;
mod people;
mod plans;
mod rights;
mod shifts;
mod stage;
mod walk;
mod writing_once;
