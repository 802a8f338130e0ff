//! The API over real HTTP, on a database of its own and with a sandbox that plays Nmbrs.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "all of this is test"
)]

mod absence;
mod anything;
mod clock;
mod databases;
mod document;
mod exports;
mod hour_files;
mod ledger_settings;
mod ledgers;
mod open;
mod payouts;
mod people;
mod planning;
mod plans;
mod profiles;
mod reports;
mod rights;
mod rules;
mod settings;
mod shifts;
mod stage;
mod walk;
mod writing_once;
