//! The world that the sandbox plays: what an Nmbrs environment holds, and the rules by which it changes.
//!
//! Pure and synchronous: no input or output and no clock of its own; who calls, through what and when comes in with
//! the [`Caller`]. Reads hand out references to the records ([`Employee`] carries its whole history); writes answer
//! with the [`WorldFault`] that Nmbrs would give.

mod caller;
mod company;
mod component;
mod component_rows;
mod days;
mod days_writes;
mod effect;
mod employee;
mod employee_records;
mod fault;
mod grant;
mod id;
mod period;
mod quantity;
mod reads;
mod settings;
mod storage;
mod user;
mod writes;

pub use caller::{Caller, Sight, SoapCredentials, Through, Written};
pub use company::{Code, Company, CostCenter, Debtor, LeaveGroup, Manager, OrganisationUnit, Run, Template};
pub use component::{Component, ComponentKind, NewComponent, Span};
pub use component_rows::ComponentRows;
pub use days::{DayRow, DayRows, Days, DaysKind};
pub use effect::{Effect, What};
pub use employee::{Employee, EmployeeType, Gender};
pub use employee_records::{
    Address, BankAccount, Contract, CostCenterShare, Employment, LeaveBalance, OrganisationRecord, PersonalInfo,
    Salary, SalaryType, Schedule,
};
pub use fault::WorldFault;
pub(crate) use grant::ACCESS_SECONDS;
pub use grant::{AccessToken, CodeGrant, Consent, Grants, RefreshToken};
pub use id::{Kind, uuid_of};
pub use period::{Period, PeriodType};
pub use quantity::{Quantity, decimal_text, parse_decimal};
pub use settings::{BatchMode, Settings, UnknownRow};
pub use storage::World;
pub use user::User;
