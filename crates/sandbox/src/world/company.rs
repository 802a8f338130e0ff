//! Debtors and companies, with what belongs to them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::period::{Period, PeriodType};

/// A debtor (debiteur): the customer that owns companies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debtor {
    /// Number id.
    pub id: i32,
    /// The number that people know.
    pub number: String,
    /// Name.
    pub name: String,
    /// Department master list.
    pub departments: Vec<OrganisationUnit>,
    /// Function master list.
    pub functions: Vec<OrganisationUnit>,
    /// Manager master list.
    pub managers: Vec<Manager>,
}

/// A department or a function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationUnit {
    /// Number id.
    pub id: i32,
    /// Code.
    pub code: i32,
    /// Description.
    pub description: String,
}

/// A manager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manager {
    /// Number id.
    pub id: i32,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Work e-mail.
    pub email: String,
}

/// An hour code or wage code with its description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// Code.
    pub code: i32,
    /// Description.
    pub description: String,
}

/// A cost centre (kostenplaats) or cost unit (kostensoort, kostendrager).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostCenter {
    /// Number id.
    pub id: i32,
    /// Code; text in the interface, digits here.
    pub code: String,
    /// Description.
    pub description: String,
}

/// A kind of leave with its own balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveGroup {
    /// Number id.
    pub id: i32,
    /// Group, as `Type1`.
    pub group: String,
    /// Description.
    pub description: String,
}

/// A default employee template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Number id.
    pub id: i32,
    /// Description.
    pub description: String,
}

/// A payroll run (verloning).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Number id.
    pub id: i32,
    /// Ordinal number within the year.
    pub number: i32,
    /// The period that it pays.
    pub period: Period,
    /// Description.
    pub description: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether it is closed.
    pub locked: bool,
    /// Employees that it pays, by number id.
    pub employees: Vec<i32>,
}

/// A company (bedrijf, administratie).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// Number id.
    pub id: i32,
    /// The debtor that owns it.
    pub debtor: i32,
    /// The number that people know; text in REST, a whole number in SOAP.
    pub number: i32,
    /// Name.
    pub name: String,
    /// Chamber of commerce number (`KvK`).
    pub kvk_number: String,
    /// How it counts its periods.
    pub period_type: PeriodType,
    /// The open period.
    pub current: Period,
    /// Periods of which the wage tax return was sent.
    pub wage_returns_sent: BTreeSet<Period>,
    /// Hour model 1.
    pub hour_codes: Vec<Code>,
    /// Hour model 2.
    pub hour_codes_2: Vec<Code>,
    /// Wage model 1.
    pub wage_codes: Vec<Code>,
    /// Wage model 2.
    pub wage_codes_2: Vec<Code>,
    /// Cost centres.
    pub cost_centers: Vec<CostCenter>,
    /// Cost units.
    pub cost_units: Vec<CostCenter>,
    /// Leave groups.
    pub leave_groups: Vec<LeaveGroup>,
    /// Default employee templates.
    pub templates: Vec<Template>,
    /// Payroll runs, oldest first.
    pub runs: Vec<Run>,
    /// Employees by number id, in order of entry.
    pub employees: Vec<i32>,
}

impl Company {
    /// The hour codes of both models, sorted by code, no code twice.
    pub fn all_hour_codes(&self) -> Vec<&Code> {
        union(&self.hour_codes, &self.hour_codes_2)
    }

    /// The wage codes of both models, sorted by code, no code twice.
    pub fn all_wage_codes(&self) -> Vec<&Code> {
        union(&self.wage_codes, &self.wage_codes_2)
    }
}

fn union<'a>(first: &'a [Code], second: &'a [Code]) -> Vec<&'a Code> {
    let mut codes: Vec<&Code> = first.iter().chain(second).collect();
    codes.sort_by_key(|code| code.code);
    codes.dedup_by_key(|code| code.code);
    codes
}
