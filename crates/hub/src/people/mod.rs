//! The flow of people (V1, V6, V7): who works there according to Nmbrs, and who that is here.

mod apply;
mod by_hand;
mod find;
mod matching;
mod names;
mod plan;
mod read;

pub use apply::{PeopleChoice, PeopleRun};
pub use by_hand::NewPerson;
pub use find::Contracts;
pub(crate) use find::of_all_companies;
pub use matching::{MatchReason, Proposal};
pub use names::display_name;
pub(crate) use names::employees_over;
pub use plan::{Candidate, CandidateState, PeoplePlan, RecordChange};
pub(crate) use read::kind_word;

use crate::hours::ContractType;
use loonbrug_domain::profile::ContractKind;
use loonbrug_store::Person;

/// The word under which a type that can be set by hand is stored.
pub(crate) const fn contract_word(contract_type: ContractType) -> Option<&'static str> {
    match contract_type {
        ContractType::ZeroHours => Some("zero-hours"),
        ContractType::ContractHours => Some("contract-hours"),
        ContractType::Both | ContractType::Unknown | ContractType::None => None,
    }
}

/// The type that somebody set by hand, without a day.
pub(crate) fn kind_by_hand(person: &Person) -> Option<ContractKind> {
    kind_of_word(person.contract_type.as_deref()?)
}

/// Reads what [`contract_word`] gives.
pub(crate) fn kind_of_word(word: &str) -> Option<ContractKind> {
    match word {
        "zero-hours" => Some(ContractKind::ZeroHours),
        "contract-hours" => Some(ContractKind::ContractHours),
        _ => None,
    }
}
