//! Employees with their whole history.

use serde::{Deserialize, Serialize};

use super::employee_records::{
    Address, BankAccount, Contract, CostCenterShare, Employment, LeaveBalance, OrganisationRecord, PersonalInfo,
    Salary, Schedule,
};

/// An employee (medewerker). Histories are in order of entry, oldest first; any of them may be empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Employee {
    /// Number id.
    pub id: i32,
    /// The company.
    pub company: i32,
    /// Employee number (personeelsnummer), unique within the company.
    pub number: i32,
    /// Type now.
    pub employee_type: EmployeeType,
    /// Personal info, by period.
    pub personal: Vec<PersonalInfo>,
    /// Addresses, by period.
    pub addresses: Vec<Address>,
    /// Bank accounts.
    pub bank_accounts: Vec<BankAccount>,
    /// Employments (dienstverbanden).
    pub employments: Vec<Employment>,
    /// Contracts.
    pub contracts: Vec<Contract>,
    /// Work schedules (roosters).
    pub schedules: Vec<Schedule>,
    /// Salaries.
    pub salaries: Vec<Salary>,
    /// Departments, by period.
    pub departments: Vec<OrganisationRecord>,
    /// Functions, by period.
    pub functions: Vec<OrganisationRecord>,
    /// Managers, by period.
    pub managers: Vec<OrganisationRecord>,
    /// Cost centre split, by period.
    pub cost_centers: Vec<CostCenterShare>,
    /// Leave balances.
    pub leave_balances: Vec<LeaveBalance>,
}

impl Employee {
    /// The personal info that counts now: the one that starts last, and of those the one that was written last.
    pub fn personal_now(&self) -> Option<&PersonalInfo> {
        self.personal.iter().max_by_key(|info| info.from)
    }

    /// First name, prefix and last name, as the screens show it.
    pub fn display_name(&self) -> String {
        self.personal_now().map_or_else(String::new, PersonalInfo::display_name)
    }
}

/// What somebody is to the company (API fact for the names, invented for the numbers but 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EmployeeType {
    /// Somebody who applied (sollicitant).
    Applicant,
    /// On the payroll.
    Payroll,
    /// Hired, not yet on the payroll.
    NewHire,
    /// No longer on the payroll.
    FormerPayroll,
    /// Works here, is paid elsewhere.
    External,
    /// Worked here, was paid elsewhere.
    FormerExternal,
    /// Somebody who applied and was not taken.
    RejectedApplicant,
}

impl EmployeeType {
    /// Every type with its number for SOAP, its name for REST and its description.
    pub const ALL: [(Self, i32, &'static str, &'static str); 7] = [
        (Self::Applicant, 1, "applicant", "Applicant"),
        (Self::Payroll, 2, "payroll", "Payroll"),
        (Self::NewHire, 3, "newHire", "New hire"),
        (Self::FormerPayroll, 4, "formerPayroll", "Former payroll"),
        (Self::External, 5, "external", "External"),
        (Self::FormerExternal, 6, "formerExternal", "Former external"),
        (Self::RejectedApplicant, 7, "rejectedApplicant", "Rejected applicant"),
    ];

    /// The type of a SOAP number.
    pub fn from_number(number: i32) -> Option<Self> {
        Self::ALL.iter().find(|entry| entry.1 == number).map(|entry| entry.0)
    }

    /// The type of a REST name, whatever its case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|entry| entry.2.eq_ignore_ascii_case(name))
            .map(|entry| entry.0)
    }

    /// The SOAP number.
    pub fn number(self) -> i32 {
        Self::ALL
            .iter()
            .find(|entry| entry.0 == self)
            .map_or(0, |entry| entry.1)
    }

    /// The REST name.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|entry| entry.0 == self)
            .map_or("", |entry| entry.2)
    }

    /// The description that SOAP lists.
    pub fn description(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|entry| entry.0 == self)
            .map_or("", |entry| entry.3)
    }
}

/// Gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// Not filled in: `undefined` in SOAP, `unspecified` in REST.
    Undefined,
    /// `male` in both.
    Male,
    /// `female` in both.
    Female,
}
