//! Pure types and rules of pay: no I/O, no async, no clock, no randomness.
//!
//! This crate is what a payroll expert should be able to read. Everything in it is a value or a function of
//! its arguments; whoever calls it brings the data and the time.

pub mod access;
pub mod allowance;
pub mod approval;
pub mod breaks;
pub mod calendar;
pub mod clock;
pub mod dated;
pub mod difference;
pub mod explain;
pub mod group;
pub mod holiday;
pub mod hours;
pub mod identifier;
pub mod ids;
pub mod language;
pub mod leave;
pub mod ledger;
pub mod notice;
pub mod odd;
pub mod people;
pub mod period;
pub mod planning;
pub mod plus_minus;
pub mod processing;
pub mod profile;
pub mod quantity;
pub mod rules;
pub mod shift;
pub mod sickness;
pub mod standing;
mod wall;
pub mod what_if;
pub mod work_pattern;

pub use calendar::{Date, DateRange};
pub use dated::Dated;
pub use hours::{HourLine, hour_lines};
pub use language::Language;
pub use period::{Frequency, PayPeriod};
pub use processing::{SurchargeProcessing, WaitingDayProcessing};
pub use quantity::{Cents, Factor, HundredthHours, Minutes};
pub use rules::RuleSet;
pub use shift::Shift;
