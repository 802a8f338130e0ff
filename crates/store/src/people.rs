//! People (medewerkers) and their links to the employees of a coupled company.

use crate::dialect::{Statement, bulk};
use crate::items::{last_of_each, of_people};
use crate::row::Row;
use crate::schema::{LINK, PERSON};
use crate::value::values;
use crate::{Link, Person, Result, Store};
use loonbrug_domain::ids::{CouplingId, OrganisationId, PersonId};
use serde_json::json;

const PUT: Statement = bulk!(
    "storing people",
    "INSERT INTO person (
         id, organisation, number, first_name, prefix, last_name, work_email, birth_date, contract_type, active, search
     )
     SELECT item.value ->> 'id', item.value ->> 'organisation', CAST(item.value ->> 'number' AS BIGINT),
            item.value ->> 'first_name', item.value ->> 'prefix', item.value ->> 'last_name',
            item.value ->> 'work_email', item.value ->> 'birth_date', item.value ->> 'contract_type',
            CAST(item.value ->> 'active' AS BIGINT), item.value ->> 'search'
     FROM",
    "WHERE TRUE
     ON CONFLICT (id) DO UPDATE
     SET number = excluded.number, first_name = excluded.first_name, prefix = excluded.prefix,
         last_name = excluded.last_name, work_email = excluded.work_email, birth_date = excluded.birth_date,
         contract_type = excluded.contract_type, active = excluded.active, search = excluded.search
     WHERE person.organisation = excluded.organisation AND (
         person.number, person.first_name, person.prefix, person.last_name, person.work_email,
         person.birth_date, person.contract_type, person.active, person.search
     ) IS DISTINCT FROM (
         excluded.number, excluded.first_name, excluded.prefix, excluded.last_name, excluded.work_email,
         excluded.birth_date, excluded.contract_type, excluded.active, excluded.search
     )"
);
const OF_ORGANISATION: Statement = Statement::new(
    "reading the people of an organisation",
    "SELECT id, organisation, number, first_name, prefix, last_name, work_email, birth_date, contract_type, active
     FROM person WHERE organisation = $1 ORDER BY id",
);
const WITH_IDS: Statement = bulk!(
    "reading some people",
    "SELECT person.id, organisation, number, first_name, prefix, last_name, work_email, birth_date, contract_type, active
     FROM",
    "CROSS JOIN person WHERE person.id = item.value ->> 'person' AND organisation = $2 ORDER BY person.id"
);
const PUT_LINKS: Statement = bulk!(
    "linking people with employees",
    "INSERT INTO link (coupling, person, organisation, remote_number, remote_uuid, employee_number)
     SELECT item.value ->> 'coupling', item.value ->> 'person',
            (SELECT organisation FROM coupling WHERE coupling.id = item.value ->> 'coupling'),
            CAST(item.value ->> 'remote_number' AS BIGINT), item.value ->> 'remote_uuid',
            CAST(item.value ->> 'employee_number' AS BIGINT)
     FROM",
    "WHERE TRUE
     ON CONFLICT (coupling, person) DO UPDATE
     SET remote_number = excluded.remote_number, remote_uuid = excluded.remote_uuid,
         employee_number = excluded.employee_number
     WHERE (link.remote_number, link.remote_uuid, link.employee_number)
         IS DISTINCT FROM (excluded.remote_number, excluded.remote_uuid, excluded.employee_number)"
);
const OF_COUPLING: Statement = Statement::new(
    "reading the links of a coupling",
    "SELECT coupling, person, remote_number, remote_uuid, employee_number
     FROM link WHERE coupling = $1 ORDER BY employee_number",
);
const LINKS_OF: Statement = bulk!(
    "reading the links of some people",
    "SELECT coupling, person, remote_number, remote_uuid, employee_number
     FROM",
    "CROSS JOIN link WHERE link.coupling = $2 AND link.person = item.value ->> 'person' ORDER BY employee_number"
);
const DELETE_LINK: Statement = Statement::new(
    "deleting a link",
    "DELETE FROM link WHERE coupling = $1 AND person = $2",
);

impl Store {
    /// Adds people or changes them, and gives the number of rows that changed; a person who is as stored is not
    /// written. A person of another organisation is never touched.
    pub async fn put_people(&self, people: &[Person]) -> Result<u64> {
        let items = last_of_each(people, |person| person.id).map(|person| {
            json!({
                "id": person.id,
                "organisation": person.organisation,
                "number": person.number,
                "first_name": person.first_name,
                "prefix": person.prefix,
                "last_name": person.last_name,
                "work_email": person.work_email,
                "birth_date": person.birth_date,
                "contract_type": person.contract_type,
                "active": i64::from(person.active),
                "search": searched(person),
            })
        });
        self.write_all(PUT, items, values![]).await
    }

    /// The people of an organisation, by id.
    pub async fn people(&self, organisation: OrganisationId) -> Result<Vec<Person>> {
        self.read(&PERSON, OF_ORGANISATION, values![organisation], person).await
    }

    /// These people of an organisation, by id; one who is not there is left out.
    pub async fn people_with_ids(&self, organisation: OrganisationId, people: &[PersonId]) -> Result<Vec<Person>> {
        let values = values![of_people(people), organisation];
        self.read(&PERSON, WITH_IDS, values, person).await
    }

    /// Adds links or changes them, and gives the number of rows that changed. An employee who is linked with somebody
    /// else is [`crate::StoreError::AlreadyThere`]: delete that link first.
    pub async fn put_links(&self, links: &[Link]) -> Result<u64> {
        let items = last_of_each(links, |link| (link.coupling, link.person)).map(|link| {
            json!({
                "coupling": link.coupling,
                "person": link.person,
                "remote_number": link.remote_number,
                "remote_uuid": link.remote_uuid,
                "employee_number": link.employee_number,
            })
        });
        self.write_all(PUT_LINKS, items, values![]).await
    }

    /// The links of a coupling, by employee number.
    pub async fn links(&self, coupling: CouplingId) -> Result<Vec<Link>> {
        self.read(&LINK, OF_COUPLING, values![coupling], link).await
    }

    /// The links of these people in a coupling, by employee number.
    pub async fn links_of(&self, coupling: CouplingId, people: &[PersonId]) -> Result<Vec<Link>> {
        self.read(&LINK, LINKS_OF, values![of_people(people), coupling], link)
            .await
    }

    /// Removes a link; one that is not there is no error.
    pub async fn delete_link(&self, coupling: CouplingId, person: PersonId) -> Result<()> {
        self.write(DELETE_LINK, values![coupling, person]).await?;
        Ok(())
    }
}

/// A name to find and to sort by: its parts with single spaces, in small letters.
fn searched(person: &Person) -> String {
    let parts = [&person.first_name, &person.prefix, &person.last_name];
    let parts = parts.map(|part| part.trim());
    let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join(" ").to_lowercase()
}

pub(crate) fn person(row: &Row<'_>) -> Result<Person> {
    Ok(Person {
        id: row.parsed("id")?,
        organisation: row.parsed("organisation")?,
        number: row.optional_integer("number")?,
        first_name: row.text("first_name")?,
        prefix: row.text("prefix")?,
        last_name: row.text("last_name")?,
        work_email: row.optional_text("work_email")?,
        birth_date: row.optional_parsed("birth_date")?,
        contract_type: row.optional_text("contract_type")?,
        active: row.flag("active")?,
    })
}

fn link(row: &Row<'_>) -> Result<Link> {
    Ok(Link {
        coupling: row.parsed("coupling")?,
        person: row.parsed("person")?,
        remote_number: row.optional_integer("remote_number")?,
        remote_uuid: row.optional_parsed("remote_uuid")?,
        employee_number: row.integer("employee_number")?,
    })
}
