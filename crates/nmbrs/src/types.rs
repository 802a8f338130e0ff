//! What both interfaces say, in one form.

use jiff::Timestamp;
use loonbrug_domain::people::{Contract, Employment, Identity, PersonalInfo, Salary, Schedule};
use loonbrug_domain::{Cents, Date, Frequency, HundredthHours};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// The id of a record in Nmbrs: a number over SOAP, a UUID over REST.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemoteId {
    /// Over SOAP.
    Number(i64),
    /// Over REST.
    Uuid(Uuid),
}

impl fmt::Display for RemoteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Uuid(uuid) => uuid.fmt(f),
        }
    }
}

impl RemoteId {
    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse()
            .map(Self::Number)
            .or_else(|_| text.parse().map(Self::Uuid))
            .ok()
    }
}

/// An employer's account (debiteur).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Debtor {
    /// Id.
    pub id: RemoteId,
    /// Number, as text.
    pub number: String,
    /// Name.
    pub name: String,
}

/// A payroll administration (bedrijf).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Company {
    /// Id.
    pub id: RemoteId,
    /// Number, as text: the same over both interfaces.
    pub number: String,
    /// Name, to the letter.
    pub name: String,
    /// The debtor, where the interface says (REST).
    pub debtor: Option<RemoteId>,
    /// How often it pays, where the interface says (SOAP: wage return period).
    pub frequency: Option<Frequency>,
}

/// An hour code (uurcode) of a company's hour model.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HourCode {
    /// Code.
    pub code: i64,
    /// Description as the company named it.
    pub description: String,
}

/// One row of variable hours that Nmbrs holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HourRow {
    /// Id of the row.
    pub id: RemoteId,
    /// Hour code.
    pub code: i64,
    /// Hours.
    pub hours: HundredthHours,
    /// Comment; SOAP never returns it.
    pub comment: Option<String>,
    /// When the row was made; REST only.
    pub created_at: Option<Timestamp>,
}

/// Hours to write for one employee.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewHours {
    /// The employee.
    pub employee: RemoteId,
    /// Hour code.
    pub code: i64,
    /// Hours.
    pub hours: HundredthHours,
    /// Text that goes along.
    pub comment: String,
}

/// A wage code (looncode) of a company's wage model.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WageCode {
    /// Code.
    pub code: i64,
    /// Description as the company named it.
    pub description: String,
}

/// One row of variable wage components (looncomponenten) that Nmbrs holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WageRow {
    /// Id of the row.
    pub id: RemoteId,
    /// Wage code.
    pub code: i64,
    /// What the code takes: an amount, or hundredths of a count (kilometres, meals) where the code pays by the unit.
    pub value: Cents,
    /// Comment; SOAP never returns it.
    pub comment: Option<String>,
}

/// A wage component to write for one employee.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewWages {
    /// The employee.
    pub employee: RemoteId,
    /// Wage code.
    pub code: i64,
    /// An amount, or hundredths of a count, as in [`WageRow::value`].
    pub value: Cents,
    /// Text that goes along.
    pub comment: String,
}

/// A payroll run (verloning).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PayrollRun {
    /// Id.
    pub id: RemoteId,
    /// Ordinal in the year.
    pub number: i64,
    /// Payroll year.
    pub year: i16,
    /// Description.
    pub description: String,
    /// Whether it is closed.
    pub locked: bool,
    /// First and last period, where the interface says (SOAP).
    pub periods: Option<(u8, u8)>,
    /// When it was run, where known.
    pub ran_on: Option<Date>,
}

/// One entity's ids over both interfaces.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IdPair {
    /// Over SOAP.
    pub number: i64,
    /// Over REST.
    pub uuid: Uuid,
}

/// What is read of all employees of a company at once.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// Number, name, kind of relation.
    Identity,
    /// Name and contact details, without BSN.
    Personal,
    /// Intervals of service.
    Employment,
    /// Contracts.
    Contract,
    /// Schedules.
    Schedule,
    /// Salaries.
    Salary,
}

/// One employee's records of one kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EmployeeRecord {
    /// The employee.
    pub employee: RemoteId,
    /// What Nmbrs says, oldest first.
    pub content: RecordContent,
}

/// The records of one kind, oldest first, without doubles.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordContent {
    /// [`RecordKind::Identity`]
    Identity(Identity),
    /// [`RecordKind::Personal`]: the newest record.
    Personal(PersonalInfo),
    /// [`RecordKind::Employment`]
    Employment(Vec<Employment>),
    /// [`RecordKind::Contract`]
    Contract(Vec<Contract>),
    /// [`RecordKind::Schedule`]
    Schedule(Vec<Schedule>),
    /// [`RecordKind::Salary`]
    Salary(Vec<Salary>),
}
