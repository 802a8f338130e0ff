//! The dated records of an employee. Each has its own id and the moment at which it was written.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::employee::{EmployeeType, Gender};
use super::period::Period;

/// Name, birth and contact, valid from a period on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalInfo {
    /// Number id.
    pub id: i32,
    /// When it was written.
    pub created_at: Timestamp,
    /// First period.
    pub from: Period,
    /// Type at that time.
    pub employee_type: EmployeeType,
    /// First name (roepnaam).
    pub first_name: Option<String>,
    /// All first names in full.
    pub first_name_in_full: Option<String>,
    /// Initials, with dots.
    pub initials: Option<String>,
    /// Prefix (voorvoegsel).
    pub prefix: Option<String>,
    /// Last name.
    pub last_name: String,
    /// Gender.
    pub gender: Gender,
    /// Citizen service number (BSN): nine digits, test numbers only.
    pub bsn: Option<String>,
    /// Birth date.
    pub birth_date: Option<Date>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// Country of birth, ISO code.
    pub birth_country: Option<String>,
    /// Nationality, ISO code; SOAP's number for Dutch is 1.
    pub nationality: Option<String>,
    /// Date of decease.
    pub deceased_on: Option<Date>,
    /// Work e-mail.
    pub work_email: Option<String>,
    /// Private e-mail.
    pub private_email: Option<String>,
    /// Work phone.
    pub work_phone: Option<String>,
    /// Work mobile phone.
    pub work_mobile: Option<String>,
    /// Private phone.
    pub private_phone: Option<String>,
    /// Private mobile phone.
    pub private_mobile: Option<String>,
    /// Another phone.
    pub other_phone: Option<String>,
    /// Prefix of the partner's name.
    pub partner_prefix: Option<String>,
    /// Last name of the partner.
    pub partner_name: Option<String>,
    /// Civil status (burgerlijke staat), SOAP's number: 10 is unspecified.
    pub civil_status: i32,
    /// Which name is used (naamstelling): 1 own, 2 partner, 3 partner–own, 4 own–partner.
    pub name_usage: i32,
}

impl PersonalInfo {
    /// First name, prefix and last name.
    pub fn display_name(&self) -> String {
        let parts = [
            self.first_name.as_deref(),
            self.prefix.as_deref(),
            Some(self.last_name.as_str()),
        ];
        parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A home address, valid from a period on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Number id.
    pub id: i32,
    /// When it was written.
    pub created_at: Timestamp,
    /// First period.
    pub from: Period,
    /// Street.
    pub street: String,
    /// House number.
    pub house_number: String,
    /// Addition to the house number.
    pub addition: Option<String>,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Country, ISO code.
    pub country: String,
}

/// A bank account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAccount {
    /// Number id.
    pub id: i32,
    /// When it was written.
    pub created_at: Timestamp,
    /// IBAN.
    pub iban: String,
    /// BIC.
    pub bic: String,
    /// Name of the holder.
    pub holder: String,
    /// Town of the holder.
    pub city: String,
}

/// A time in service (dienstverband).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employment {
    /// Number id.
    pub id: i32,
    /// When it was written.
    pub created_at: Timestamp,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Option<Date>,
    /// Day from which seniority counts.
    pub seniority: Option<Date>,
    /// Why it ended.
    pub end_reason: Option<String>,
}

/// A contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Number id.
    pub id: i32,
    /// When it was written.
    pub created_at: Timestamp,
    /// First day.
    pub start: Date,
    /// Last day of the trial period.
    pub trial_end: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Without end.
    pub indefinite: bool,
    /// On paper.
    pub written: bool,
    /// Hours per week in thousandths; 0 is a zero-hours contract (0-urencontract).
    pub hours_per_week: Option<i64>,
}

/// A work schedule of two weeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Number id.
    pub id: i32,
    /// When it was written.
    pub created_at: Timestamp,
    /// First day.
    pub start: Date,
    /// Hundredths of an hour per weekday from Monday, of the first and of the second week. A second week of zeros is
    /// a weekly schedule.
    pub weeks: [[i32; 7]; 2],
    /// Part-time percentage in hundredths: 10000 is full time.
    pub part_time_percentage: i32,
}

impl Schedule {
    /// A weekly schedule of days of at most 7.6 hours from Monday on. Hours per week in thousandths; full time is 38.
    pub fn of_week(id: i32, created_at: Timestamp, start: Date, hours_per_week: i64) -> Self {
        let part_time_percentage = i32::try_from(hours_per_week * 10 / 38).unwrap_or(0);
        let mut rest = i32::try_from(hours_per_week / 10).unwrap_or(0);
        let mut week = [0; 7];
        for day in &mut week {
            *day = rest.min(760);
            rest -= *day;
        }
        Self {
            id,
            created_at,
            start,
            weeks: [week, [0; 7]],
            part_time_percentage,
        }
    }

    /// Hours per week in hundredths: the mean of the weeks that hold hours.
    pub fn hours_per_week(&self) -> i32 {
        let [first, second] = self.weeks.map(|week| week.iter().sum::<i32>());
        if second == 0 {
            first
        } else {
            i32::midpoint(first, second)
        }
    }

    /// Working days per week: days of the first week that hold hours.
    pub fn days_per_week(&self) -> usize {
        self.weeks[0].iter().filter(|hours| **hours > 0).count()
    }
}

/// A salary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Salary {
    /// Number id.
    pub id: i32,
    /// When it was written.
    pub created_at: Timestamp,
    /// First day.
    pub start: Date,
    /// What the value is.
    pub salary_type: SalaryType,
    /// Value in cents.
    pub cents: i64,
}

/// What the value of a salary is. The numbers of SOAP are the order of its enumeration, from 0 for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SalaryType {
    /// Gross, full-time amount per period.
    GrossFullTime,
    /// Gross, part-time amount per period.
    GrossPartTime,
    /// Gross amount per hour.
    GrossHourly,
}

impl SalaryType {
    /// SOAP's number.
    pub const fn number(self) -> i32 {
        match self {
            Self::GrossFullTime => 1,
            Self::GrossPartTime => 2,
            Self::GrossHourly => 3,
        }
    }

    /// SOAP's name; the spelling is the interface's.
    pub const fn soap_name(self) -> &'static str {
        match self {
            Self::GrossFullTime => "Bruto_Salaris_Fulltime",
            Self::GrossPartTime => "Bruto_Salaris_Partime",
            Self::GrossHourly => "Bruto_Uurloon",
        }
    }

    /// REST's name.
    pub const fn rest_name(self) -> &'static str {
        match self {
            Self::GrossFullTime => "grossFulltimeSalary",
            Self::GrossPartTime => "grossParttimeSalary",
            Self::GrossHourly => "grossHourlyWage",
        }
    }
}

/// A department, function or manager of an employee, valid from a period on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRecord {
    /// Number id.
    pub id: i32,
    /// When it was written.
    pub created_at: Timestamp,
    /// First period.
    pub from: Period,
    /// Number id in the debtor's master list.
    pub unit: i32,
}

/// A part of the cost centre split, valid from a period on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostCenterShare {
    /// Number id.
    pub id: i32,
    /// When it was written.
    pub created_at: Timestamp,
    /// First period.
    pub from: Period,
    /// Number id of the company's cost centre.
    pub cost_center: i32,
    /// Number id of the company's cost unit.
    pub cost_unit: Option<i32>,
    /// Percentage in hundredths; the split adds up to 10000.
    pub percentage: i32,
    /// Whether it is the default one.
    pub default: bool,
}

/// A leave balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveBalance {
    /// Number id of the company's leave group.
    pub leave_group: i32,
    /// Hundredths of an hour.
    pub hundredths: i64,
}
