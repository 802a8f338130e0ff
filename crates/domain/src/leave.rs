//! Leave (verlof): what is granted, what is taken first, what lapses and when.
//!
//! A credit goes into a [`Bucket`]: a kind of leave of one year, with the day on which it lapses. A debit says only how
//! many hours; what it is taken from follows from the order of the law, first to lapse first, and is worked out anew
//! each time ([`Holdings`]). Nothing of that is stored, so that it cannot contradict the entries.

mod bucket;
mod credit;
mod due;
mod end;
mod holdings;
mod request;
mod terms;
#[cfg(test)]
mod tests;
pub(crate) mod time_for_time;

pub use bucket::{Bucket, LeaveKind, UnknownLeaveKind};
pub use credit::{accrual, accrued, in_service, yearly};
pub use due::{Lapsing, due, expected, lapsing};
pub use end::EndOfEmployment;
pub use holdings::{Holdings, spread};
pub use request::{LeaveRequest, RequestError, RequestState};
pub use terms::{Grant, LeaveTerms, terms_on};
pub use time_for_time::{TimeForTimeCredit, Untaken, untaken};
