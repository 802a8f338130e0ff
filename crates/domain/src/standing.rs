//! How somebody stands on a day: under which type of contract, and what becomes of a surcharge. Every flow and every
//! ledger asks it here, shift by shift, so that what one of them pays no other keeps.

use crate::calendar::{Date, DateRange};
use crate::ids::PersonId;
use crate::people::Contract;
use crate::profile::{Ambiguity, ContractKind, Field, Profiles, Setting};
use crate::rules::{Circumstances, Outcome, Reckoning, RuleSet, WorkedShift};
use crate::shift::Shift;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of somebody, from which it follows how they stand on any day.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// Who.
    pub person: PersonId,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// The type of contract that was set by hand without a day; a dated setting leads over it.
    pub by_hand: Option<ContractKind>,
    /// The groups to which the person belongs.
    pub groups: &'a [String],
    /// The contracts, as the payroll system has them.
    pub contracts: &'a [Contract],
    /// The settings of the organisation, its groups and its people.
    pub profiles: &'a Profiles,
}

impl Standing<'_> {
    /// The type of contract on a day: as somebody set it, else by the contract hours of the payroll system. A day
    /// without a contract goes with the contract before it, or else with the first. `None` where nobody says.
    ///
    /// # Errors
    /// `Ambiguity` where two groups say different things.
    pub fn contract_on(&self, date: Date) -> Result<Option<ContractKind>, Ambiguity> {
        let set = self
            .profiles
            .field(Field::ContractType, self.person, self.groups, date)?;
        Ok(match set {
            Some(Setting::ContractType(kind)) => Some(kind),
            _ => self.by_hand.or_else(|| self.contract_of_payroll(date)),
        })
    }

    fn contract_of_payroll(&self, date: Date) -> Option<ContractKind> {
        let begun = self.contracts.iter().filter(|contract| contract.start <= date);
        // Of two that have begun, one that goes on leads over one that has ended.
        let last = begun.max_by_key(|contract| (contract.end.is_none_or(|end| date <= end), contract.start));
        let first = || self.contracts.iter().min_by_key(|contract| contract.start);
        match last.or_else(first)?.weekly_hours_thousandths? {
            0 => Some(ContractKind::ZeroHours),
            _ => Some(ContractKind::ContractHours),
        }
    }

    /// The types of contract in a range of days; `None` is among them where nobody says of a day.
    ///
    /// # Errors
    /// As [`Standing::contract_on`].
    pub fn contracts_in(&self, range: DateRange) -> Result<BTreeSet<Option<ContractKind>>, Ambiguity> {
        range.days().map(|date| self.contract_on(date)).collect()
    }

    /// The contracts with the hours that count in a range: none on days under a zero-hours contract, whatever the
    /// payroll system says.
    ///
    /// # Errors
    /// As [`Standing::contract_on`].
    pub fn contracts_that_count(&self, range: DateRange) -> Result<Vec<Contract>, Ambiguity> {
        let mut counting = self.contracts.to_vec();
        for date in range.days() {
            if self.contract_on(date)? == Some(ContractKind::ZeroHours) {
                counting.push(Contract {
                    start: date,
                    end: Some(date),
                    weekly_hours_thousandths: Some(0),
                });
            }
        }
        Ok(counting)
    }

    /// What rules may ask of the person on the day of a shift in a group. "Toeslaguren worden verwerkt als" is a choice
    /// of people with contract hours: whoever is paid by the hour has no ledger of +/- hours and is paid by the rules.
    ///
    /// # Errors
    /// `Ambiguity` where two groups say different things about the contract or the choice.
    pub fn circumstances(&self, date: Date, group: Option<&str>) -> Result<Circumstances, Ambiguity> {
        let contract = self.contract_on(date)?;
        let set = match contract {
            Some(ContractKind::ContractHours) => {
                self.profiles
                    .field(Field::SurchargeHours, self.person, self.groups, date)?
            }
            Some(ContractKind::ZeroHours) | None => None,
        };
        let processing = match set {
            Some(Setting::SurchargeHours(choice)) => choice,
            _ => Circumstances::default().processing,
        };
        let groups = self.groups.iter().map(String::as_str).chain(group);
        Ok(Circumstances {
            groups: groups.map(str::to_owned).collect(),
            contract,
            birth_date: self.birth_date,
            processing,
            ..Circumstances::default()
        })
    }
}

/// What the shifts of one person come to in a range, under each type of contract apart: hours of the one never go by
/// the rules of the other. Overtime of a week in which the type changes is judged for each by itself.
#[must_use]
pub fn outcomes(
    rules: &[RuleSet],
    range: DateRange,
    shifts: &[(Shift, Circumstances)],
) -> BTreeMap<Option<ContractKind>, Outcome> {
    let mut by_contract: BTreeMap<Option<ContractKind>, Vec<WorkedShift<'_>>> = BTreeMap::new();
    for (shift, circumstances) in shifts {
        let of_contract = by_contract.entry(circumstances.contract).or_default();
        of_contract.push(WorkedShift { shift, circumstances });
    }
    let mut reckoning = Reckoning::new(rules, range);
    let outcome = |(contract, worked): (_, Vec<WorkedShift<'_>>)| (contract, reckoning.outcome(&worked));
    by_contract.into_iter().map(outcome).collect()
}

#[cfg(test)]
mod tests;
