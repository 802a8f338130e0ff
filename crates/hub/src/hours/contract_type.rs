//! Type of contract (type contract): who is paid by the hour and who has contract hours.

use loonbrug_domain::DateRange;
use loonbrug_domain::people::Contract;
use serde::{Deserialize, Serialize};

/// The type of somebody's contract over a range of days.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContractType {
    /// A zero-hours contract (0-urencontract): all worked hours are sent.
    ZeroHours,
    /// Contract hours: only hours beyond them are sent, by another flow.
    ContractHours,
    /// Both in one range: hours of the one must not go by the rules of the other.
    Both,
    /// Nmbrs does not say, and nobody set it by hand.
    Unknown,
    /// No contract on any day of the range.
    None,
}

/// The type over this range: what a person set by hand leads; else the contract hours that Nmbrs gives.
#[must_use]
pub fn contract_type(by_hand: Option<&str>, contracts: &[Contract], range: DateRange) -> ContractType {
    let valid: Vec<&Contract> = contracts
        .iter()
        .filter(|contract| is_valid_in(contract, range))
        .collect();
    match by_hand {
        _ if valid.is_empty() => ContractType::None,
        Some("zero-hours") => ContractType::ZeroHours,
        Some("contract-hours") => ContractType::ContractHours,
        _ => valid
            .iter()
            .map(|contract| one(contract))
            .reduce(together)
            .unwrap_or(ContractType::None),
    }
}

/// Whether a contract holds on one of these days.
pub(super) fn is_valid_in(contract: &Contract, range: DateRange) -> bool {
    contract.start <= range.to && contract.end.is_none_or(|end| end >= range.from)
}

fn one(contract: &Contract) -> ContractType {
    match contract.weekly_hours_thousandths {
        Some(0) => ContractType::ZeroHours,
        Some(_) => ContractType::ContractHours,
        None => ContractType::Unknown,
    }
}

fn together(one: ContractType, other: ContractType) -> ContractType {
    match (one, other) {
        (one, other) if one == other => one,
        (ContractType::Unknown, _) | (_, ContractType::Unknown) => ContractType::Unknown,
        _ => ContractType::Both,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contract(start: &str, end: Option<&str>, hours: Option<i64>) -> Contract {
        Contract {
            start: start.parse().unwrap(),
            end: end.map(|end| end.parse().unwrap()),
            weekly_hours_thousandths: hours.map(|hours| hours * 1000),
        }
    }

    fn april(by_hand: Option<&str>, contracts: &[Contract]) -> ContractType {
        let range = DateRange::new("2023-04-01".parse().unwrap(), "2023-04-30".parse().unwrap()).unwrap();
        contract_type(by_hand, contracts, range)
    }

    #[test]
    fn the_contract_hours_decide() {
        assert_eq!(
            april(None, &[contract("2022-01-01", None, Some(0))]),
            ContractType::ZeroHours
        );
        assert_eq!(
            april(None, &[contract("2022-01-01", None, Some(32))]),
            ContractType::ContractHours
        );
        assert_eq!(
            april(None, &[contract("2022-01-01", None, None)]),
            ContractType::Unknown
        );
    }

    #[test]
    fn only_contracts_of_these_days_count() {
        let left = contract("2022-01-01", Some("2023-03-31"), Some(0));
        assert_eq!(april(None, std::slice::from_ref(&left)), ContractType::None);
        assert_eq!(
            april(Some("zero-hours"), std::slice::from_ref(&left)),
            ContractType::None
        );
        assert_eq!(
            april(None, &[left, contract("2023-04-01", None, Some(24))]),
            ContractType::ContractHours
        );
    }

    #[test]
    fn a_change_midway_is_not_guessed() {
        let contracts = [
            contract("2022-01-01", Some("2023-04-14"), Some(0)),
            contract("2023-04-15", None, Some(24)),
        ];
        assert_eq!(april(None, &contracts), ContractType::Both);
    }

    #[test]
    fn what_was_set_by_hand_leads() {
        assert_eq!(
            april(Some("zero-hours"), &[contract("2022-01-01", None, None)]),
            ContractType::ZeroHours
        );
    }
}
