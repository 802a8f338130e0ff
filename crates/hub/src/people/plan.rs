//! What a read of a whole company says, and what would follow from it.

use super::matching::Proposal;
use loonbrug_domain::Date;
use loonbrug_domain::people::{Contract, EmployeeKind};
use loonbrug_nmbrs::{RecordKind, RemoteId};
use serde::Serialize;

/// What matching and importing need to know of one employee; a small part of what was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// Id over the interface that was read.
    pub remote: Option<RemoteId>,
    /// Number inside the company.
    pub number: i64,
    /// Name.
    pub name: String,
    /// Call name.
    pub first_name: String,
    /// Prefix of the last name.
    pub prefix: String,
    /// Last name.
    pub last_name: String,
    /// E-mail at work.
    pub work_email: Option<String>,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Whether the relation is one that is paid.
    pub in_payroll: bool,
    /// Whether a contract is active on the day of the read.
    pub active_contract: bool,
}

impl Facts {
    /// Takes in what the list says.
    pub fn identity(remote: RemoteId, number: i64, display_name: &str, kind: EmployeeKind) -> Self {
        Self {
            remote: Some(remote),
            number,
            name: display_name.to_owned(),
            last_name: display_name.to_owned(),
            in_payroll: kind == EmployeeKind::Payroll,
            ..Self::default()
        }
    }
}

/// Whether a contract is active on a day.
#[must_use]
pub fn active_on(contracts: &[Contract], day: Date) -> bool {
    contracts
        .iter()
        .any(|contract| contract.start <= day && contract.end.is_none_or(|end| end >= day))
}

/// What would follow from a read: nothing is stored yet.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct PeoplePlan {
    /// How many employees were read.
    pub employees: usize,
    /// How many of them are linked.
    pub linked: usize,
    /// Those who are not, and what could be done with each.
    pub candidates: Vec<Candidate>,
    /// What changed of those who were known.
    pub changes: Vec<RecordChange>,
    /// Numbers of linked employees whom a whole read no longer holds.
    pub gone: Vec<i64>,
    /// The kinds that the account may not read.
    pub left_out: Vec<RecordKind>,
}

/// An employee who is not linked with a person of ours.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Candidate {
    /// Number inside the company.
    pub number: i64,
    /// Name.
    pub name: String,
    /// What could be done.
    pub state: CandidateState,
}

/// What could be done with an employee who is not linked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum CandidateState {
    /// Import as a new person.
    New,
    /// Link with a person whom we know.
    Link(Proposal),
    /// Nothing: no active contract (manual viqz).
    NoActiveContract,
    /// Nothing: not in the payroll.
    NotInPayroll,
}

/// Something that changed in Nmbrs since the last read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RecordChange {
    /// Number inside the company.
    pub number: i64,
    /// Name.
    pub name: String,
    /// What kind of record.
    pub kind: RecordKind,
}
