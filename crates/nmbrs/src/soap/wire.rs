//! Reads items of answers as what they stand for: pure mapping.

mod decimal;
mod field;
mod kind;
mod moment;
mod organisation;
mod payroll;
mod people;

pub(super) use decimal::hundredths_as_decimal;
pub(super) use field::Unreadable;
pub(super) use kind::{EmployeeType, employee_type};
pub(super) use organisation::{company, debtor, hour_code, id_pair, wage_code};
pub(super) use payroll::{hour_row, payroll_run, wage_row, whole_number};
pub(super) use people::{contracts, employments, identity, personal, salaries, schedules};
