//! What a payroll system knows of a person: dated, as it says it.

use crate::calendar::Date;
use crate::identifier::Bsn;
use crate::quantity::Cents;
use serde::{Deserialize, Serialize};

/// Who somebody is in one company of the payroll system.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Identity {
    /// Number inside the company (personeelsnummer); unique there and nowhere else.
    pub number: i64,
    /// The name as the list shows it.
    pub display_name: String,
    /// The kind of relation: only `Payroll` people are paid.
    pub kind: EmployeeKind,
}

/// The kind of relation that somebody has with the company.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EmployeeKind {
    /// In the payroll (medewerker).
    Payroll,
    /// Formerly in the payroll (oud-medewerker).
    FormerPayroll,
    /// Anything else: applicant, new hire, external.
    Other,
}

/// Name and contact details; the newest record leads.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PersonalInfo {
    /// Call name.
    pub first_name: Option<String>,
    /// Prefix of the last name (voorvoegsel).
    pub prefix: Option<String>,
    /// Last name.
    pub last_name: String,
    /// Initials without points.
    pub initials: Option<String>,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// E-mail address at work.
    pub work_email: Option<String>,
    /// Citizen service number; read only where a flow needs it.
    pub bsn: Option<Bsn>,
}

/// One interval of service (dienstverband).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Employment {
    /// First day in service.
    pub start: Date,
    /// Last day in service; `None` while employed.
    pub end: Option<Date>,
}

/// One contract (contract), dated.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contract {
    /// First day.
    pub start: Date,
    /// Last day; `None` when open.
    pub end: Option<Date>,
    /// Hours per week in thousandths; `None` where the interface does not say.
    pub weekly_hours_thousandths: Option<i64>,
}

/// One work schedule (rooster), dated.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Schedule {
    /// First day.
    pub start: Date,
    /// Hours per day in hundredths, Monday first; a two-week roster has fourteen.
    pub daily_hours_hundredths: Vec<i64>,
}

/// One salary, dated.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Salary {
    /// First day.
    pub start: Date,
    /// What the amount is.
    pub kind: SalaryKind,
    /// The amount; `None` where a salary table decides.
    pub amount: Option<Cents>,
}

/// What a salary amount stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SalaryKind {
    /// Gross per month at full time (bruto maandloon fulltime).
    GrossFulltime,
    /// Gross per month at the hours worked (bruto maandloon parttime).
    GrossParttime,
    /// Gross per hour (bruto uurloon).
    GrossHourly,
    /// A net agreement, employer's costs, or one that we do not know.
    Other,
}

/// The gross wage per hour on a day: the salary that began last, where it is one per hour; `None` where it is another,
/// where no amount is known, and before the first.
#[must_use]
pub fn hourly_wage(salaries: &[Salary], date: Date) -> Option<Cents> {
    let begun = salaries.iter().filter(|salary| salary.start <= date);
    let last = begun.max_by_key(|salary| salary.start)?;
    last.amount.filter(|_| last.kind == SalaryKind::GrossHourly)
}
