//! People as they are called, and their contracts.

use crate::application::Hub;
use crate::error::{HubError, Refusal};
use crate::people::display_name;
use crate::profiles::ProfileRefusal;
use loonbrug_domain::ids::{CouplingId, OrganisationId, PersonId};
use loonbrug_domain::people::Contract;
use loonbrug_nmbrs::{RecordContent, RecordKind};
use loonbrug_store::{Link, Person, RemoteRecord};
use std::collections::{BTreeMap, HashMap};

/// The contracts of each person.
pub type Contracts = HashMap<PersonId, Vec<Contract>>;

const CONTRACT: &str = super::kind_word(RecordKind::Contract);

impl Hub {
    /// The person of this number or, to the letter, of this name.
    pub async fn person_called(&self, organisation: OrganisationId, called: &str) -> Result<Person, HubError> {
        let people = self.store.people(organisation).await?;
        let number: Option<i64> = called.trim().parse().ok();
        let is_called = |person: &Person| match number {
            Some(number) => person.number == Some(number),
            None => display_name(person) == called.trim(),
        };
        let mut found = people.into_iter().filter(is_called);
        let person = found.next().ok_or_else(|| Refusal::NoPerson(called.to_owned()))?;
        match found.next() {
            None => Ok(person),
            Some(_) => Err(ProfileRefusal::NotOnePerson(called.to_owned()).into()),
        }
    }

    /// The contracts of everybody who is linked, from all couplings of an organisation.
    pub async fn contracts(&self, organisation: OrganisationId) -> Result<Contracts, HubError> {
        let by_company = self.contracts_by_company(organisation).await?;
        Ok(of_all_companies(&by_company))
    }

    /// The same, of each coupling apart.
    pub(crate) async fn contracts_by_company(
        &self,
        organisation: OrganisationId,
    ) -> Result<BTreeMap<CouplingId, Contracts>, HubError> {
        let mut by_company = BTreeMap::new();
        for coupling in self.couplings_of(organisation).await? {
            let records = self.store.remote_records(coupling.id(), CONTRACT).await?;
            let links = self.store.links(coupling.id()).await?;
            let contracts = by_company.entry(coupling.id()).or_default();
            add_contracts(contracts, records, &links);
        }
        Ok(by_company)
    }

    /// The contracts of these people, from all couplings of an organisation.
    pub async fn contracts_of(&self, organisation: OrganisationId, people: &[PersonId]) -> Result<Contracts, HubError> {
        let mut contracts = Contracts::new();
        for coupling in self.couplings_of(organisation).await? {
            let links = self.store.links_of(coupling.id(), people).await?;
            let numbers: Vec<i64> = links.iter().map(|link| link.employee_number).collect();
            let records = self.store.remote_records_of(coupling.id(), CONTRACT, &numbers).await?;
            add_contracts(&mut contracts, records, &links);
        }
        Ok(contracts)
    }
}

/// The contracts of each person in whichever company.
pub(crate) fn of_all_companies(by_company: &BTreeMap<CouplingId, Contracts>) -> Contracts {
    let mut contracts = Contracts::new();
    for (person, of_company) in by_company.values().flatten() {
        contracts.entry(*person).or_default().extend(of_company.iter().cloned());
    }
    contracts
}

fn add_contracts(contracts: &mut Contracts, records: Vec<RemoteRecord>, links: &[Link]) {
    let mut by_number: HashMap<i64, Vec<Contract>> = records
        .into_iter()
        .filter_map(|record| match serde_json::from_str(&record.content) {
            Ok(RecordContent::Contract(contracts)) => Some((record.employee_number, contracts)),
            _ => None,
        })
        .collect();
    for link in links {
        if let Some(of_link) = by_number.remove(&link.employee_number) {
            contracts.entry(link.person).or_default().extend(of_link);
        }
    }
}
