//! Sickness (ziekte): cases, waiting days, and hours by the percentage that is paid.
//!
//! A case holds dates, a percentage and an expected duration. Its cause is none of the employer's business and has no
//! place here.

mod case;
mod days;
mod payroll;
mod terms;
#[cfg(test)]
mod tests;

pub use case::{SicknessCase, SicknessError, Stage, chain, milestones};
pub use days::{Paid, SickDay, SicknessHours, hours, sick_days, waiting_days_left};
pub use payroll::{DayToPay, SickHours, Undecided, sick_hours};
pub use terms::{PayBasis, SicknessCode, SicknessTerms, WeekPercentage, code_for, sickness_terms_on};
