//! SQL for SQLite and PostgreSQL: one set of statements, typed records in and out.

mod absence;
mod acceptances;
mod audit;
mod backup;
mod backup_file;
mod chain;
mod clock;
mod connect;
mod counts;
mod couplings;
mod database;
mod decisions;
mod dialect;
mod error;
mod groups;
mod hours;
mod imports;
mod items;
mod leases;
mod ledger_records;
mod ledgers;
mod organisations;
mod payouts;
mod people;
mod planning;
mod posting_state;
mod postings;
mod profiles;
mod recording;
mod records;
mod remote;
mod row;
mod runs;
mod schema;
mod shifts;
mod store;
mod time_records;
mod totals;
mod transitions;
mod value;
mod verification;

pub use acceptances::Acceptance;
pub use backup::BackupReport;
pub use clock::EventsStored;
pub use error::{BackupError, StoreError};
pub use groups::MembershipChange;
pub use ledger_records::*;
pub use records::*;
pub use store::{DatabaseKind, Store};
pub use time_records::*;
pub use verification::{ChainFault, ChainReport, ChainSubject};

/// What every method of the store answers.
pub type Result<T> = std::result::Result<T, StoreError>;
