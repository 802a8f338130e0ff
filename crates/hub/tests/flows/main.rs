//! The flows from end to end: a hub, a real database and the sandbox over real HTTP.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of this is test"
)]

mod access;
mod backup;
mod batches;
mod changes;
mod companies;
mod configuration;
mod conflicts;
mod contract_surcharges;
mod corrections;
mod decisions;
mod drift;
mod explaining;
mod explaining_absence;
mod explaining_ledgers;
mod figures;
mod file_limits;
mod foreign_rows;
mod importing;
mod inbox;
mod inbox_hours;
mod inbox_troubles;
mod leases;
mod ledgers;
mod ledgers_in_time;
mod lost;
mod main_job;
mod meal_allowances;
mod moving;
mod nights;
mod notices;
mod odd;
mod odd_figures;
mod payouts;
mod people;
mod plus_hours;
mod profiles;
mod ranges;
mod reasons;
mod refusals;
mod revoked;
mod rights;
mod searching;
mod sick_hours;
mod spoilt;
mod stage;
mod surcharges;
mod time;
mod time_for_time;
mod tokens;
