//! People whom somebody adds or sets by hand.

use super::contract_word;
use crate::application::Hub;
use crate::error::{HubError, Refusal};
use crate::hours::ContractType;
use loonbrug_domain::Date;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_store::Person;

/// What somebody knows of a person who is not in Nmbrs yet, or not linked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewPerson {
    /// Call name.
    pub first_name: String,
    /// Prefix of the last name, or empty.
    pub prefix: String,
    /// Last name.
    pub last_name: String,
    /// Employee number.
    pub number: Option<i64>,
    /// E-mail address at work.
    pub work_email: Option<String>,
    /// Date of birth.
    pub birth_date: Option<Date>,
}

impl Hub {
    /// Adds a person; two people of one organisation never have one number.
    pub async fn add_person(&self, organisation: OrganisationId, new: &NewPerson) -> Result<PersonId, HubError> {
        let people = self.store.people(organisation).await?;
        let same_number = |person: &&Person| new.number.is_some() && person.number == new.number;
        if let Some(known) = people.iter().find(same_number) {
            let (number, person) = (known.number.unwrap_or_default(), super::display_name(known));
            return Err(Refusal::NumberTaken { number, person }.into());
        }
        let person = Person {
            id: PersonId(self.surroundings.identity()),
            organisation,
            number: new.number,
            first_name: new.first_name.clone(),
            prefix: new.prefix.clone(),
            last_name: new.last_name.clone(),
            work_email: new.work_email.clone(),
            birth_date: new.birth_date,
            contract_type: None,
            active: true,
        };
        self.store.put_people(std::slice::from_ref(&person)).await?;
        self.audit(Some(organisation), "person.added", &person.id.to_string(), "{}")
            .await?;
        Ok(person.id)
    }

    /// Sets the type of contract of a person by hand, where Nmbrs does not say it (manual viqz); `None` leaves it to
    /// Nmbrs again.
    pub async fn set_contract_type(
        &self,
        organisation: OrganisationId,
        number: i64,
        contract_type: Option<ContractType>,
    ) -> Result<(), HubError> {
        let people = self.store.people(organisation).await?;
        let found = people.into_iter().find(|person| person.number == Some(number));
        let person = found.ok_or_else(|| Refusal::NoPerson(number.to_string()))?;
        let contract_type = contract_type.and_then(contract_word).map(str::to_owned);
        let subject = person.id.to_string();
        let detail = serde_json::json!({ "from": person.contract_type, "to": contract_type }).to_string();
        self.store
            .put_people(&[Person {
                contract_type,
                ..person
            }])
            .await?;
        self.audit(Some(organisation), "person.contract-type", &subject, &detail)
            .await
    }
}
