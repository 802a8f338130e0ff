//! The API over real HTTP, on a database of its own and with a sandbox that plays Nmbrs.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "all of this is test"
)]

mod document;
mod people;
mod plans;
mod rights;
mod stage;
mod walk;
mod writing_once;
