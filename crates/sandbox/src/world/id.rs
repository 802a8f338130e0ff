//! Ids: every entity has a number (SOAP) and a UUID (REST) that follows from the world's seed, the kind and the number.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What an id belongs to. Each kind counts from its own start, so that an id of the wrong kind does not happen to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those of the entities")]
pub enum Kind {
    Debtor,
    Company,
    Employee,
    Department,
    Function,
    Manager,
    CostCenter,
    CostUnit,
    LeaveGroup,
    Template,
    Run,
    PersonalInfo,
    Address,
    BankAccount,
    Employment,
    Contract,
    Schedule,
    Salary,
    OrganisationRecord,
    CostCenterShare,
    HourComponent,
    WageComponent,
    Days,
    User,
}

impl Kind {
    /// The first number of the kind.
    pub const fn first(self) -> i32 {
        match self {
            Self::Debtor => 101,
            Self::Company => 2001,
            Self::Employee => 30_001,
            Self::HourComponent => 5_000_001,
            Self::WageComponent => 7_000_001,
            _ => 1,
        }
    }

    /// The name of the kind for the converter of numbers to UUIDs (`Converter_GetByCompany_IntToGuid`).
    pub const fn entity(self) -> &'static str {
        match self {
            Self::Debtor => "Debtor",
            Self::Company => "Company",
            Self::Employee => "Employee",
            Self::Department => "Department",
            Self::Function => "Function",
            Self::Manager => "Manager",
            Self::CostCenter => "CostCenter",
            Self::CostUnit => "CostUnit",
            Self::LeaveGroup => "LeaveGroup",
            Self::Template => "DefaultEmployeeTemplate",
            Self::Run => "Run",
            Self::PersonalInfo => "PersonalInfo",
            Self::Address => "Address",
            Self::BankAccount => "BankAccount",
            Self::Employment => "Employment",
            Self::Contract => "Contract",
            Self::Schedule => "Schedule",
            Self::Salary => "Salary",
            Self::OrganisationRecord => "OrganisationRecord",
            Self::CostCenterShare => "EmployeeCostCenter",
            Self::HourComponent => "HourComponent",
            Self::WageComponent => "WageComponent",
            Self::Days => "Days",
            Self::User => "User",
        }
    }
}

/// The UUID (form of version 4) of an entity: the same seed, kind and number give the same UUID.
pub fn uuid_of(seed: u64, kind: Kind, id: i32) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(seed.to_be_bytes());
    hash.update(kind.entity().as_bytes());
    hash.update(id.to_be_bytes());
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
