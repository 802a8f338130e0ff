//! Who a line is about.

use super::report::LineTrouble;
use crate::people::display_name;
use loonbrug_domain::ids::PersonId;
use loonbrug_files::PersonReference;
use loonbrug_store::Person;
use std::collections::{BTreeSet, HashMap};

/// People, found by what a file calls them.
pub struct Directory {
    by_number: HashMap<i64, Vec<PersonId>>,
    by_email: HashMap<String, Vec<PersonId>>,
    by_name: HashMap<String, Vec<PersonId>>,
    names: HashMap<PersonId, String>,
}

/// Who it is, and whether the name beside the number is another one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The person.
    pub person: PersonId,
    /// Our name, when the file says another.
    pub other_name: Option<String>,
}

impl Directory {
    /// Indexes people.
    #[must_use]
    pub fn new(people: &[Person]) -> Self {
        let mut directory = Self {
            by_number: HashMap::new(),
            by_email: HashMap::new(),
            by_name: HashMap::new(),
            names: HashMap::new(),
        };
        for person in people {
            if let Some(number) = person.number {
                directory.by_number.entry(number).or_default().push(person.id);
            }
            if let Some(email) = &person.work_email {
                directory
                    .by_email
                    .entry(email.to_lowercase())
                    .or_default()
                    .push(person.id);
            }
            for name in spellings(person) {
                directory.by_name.entry(name).or_default().push(person.id);
            }
            directory.names.insert(person.id, display_name(person));
        }
        directory
    }

    /// Name of a person.
    #[must_use]
    pub fn name(&self, person: PersonId) -> &str {
        self.names.get(&person).map_or("", String::as_str)
    }

    /// Finds the person: the number leads, then the e-mail address, then the whole name.
    pub fn find(&self, reference: &PersonReference) -> Result<Found, LineTrouble> {
        let people = match (reference.number, &reference.email, &reference.name) {
            (Some(number), ..) => self.by_number.get(&number),
            (None, Some(email), _) => self.by_email.get(&email.to_lowercase()),
            (None, None, Some(name)) => self.by_name.get(&fold(name)),
            (None, None, None) => None,
        };
        match people.map(Vec::as_slice) {
            Some([person]) => Ok(Found {
                person: *person,
                other_name: self.other_name(*person, reference),
            }),
            Some([_, _, ..]) => Err(LineTrouble::SeveralPeople),
            _ => Err(LineTrouble::UnknownPerson),
        }
    }

    fn other_name(&self, person: PersonId, reference: &PersonReference) -> Option<String> {
        let said = fold(reference.name.as_deref()?);
        let ours = self.by_name.get(&said).is_some_and(|people| people.contains(&person));
        (!ours).then(|| self.name(person).to_owned())
    }
}

/// A name as we write it, and as lists write it: last name first.
fn spellings(person: &Person) -> BTreeSet<String> {
    let (first, prefix, last) = (&person.first_name, &person.prefix, &person.last_name);
    BTreeSet::from([
        fold(&display_name(person)),
        fold(&format!("{last}, {first} {prefix}")),
        fold(&format!("{prefix} {last}, {first}")),
    ])
}

/// Names are the same without case, points and double spaces.
fn fold(name: &str) -> String {
    let plain = name.to_lowercase().replace(['.', ','], " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::ids::OrganisationId;
    use uuid::Uuid;

    fn person(id: u128, number: i64, first: &str, prefix: &str, last: &str) -> Person {
        Person {
            id: PersonId(Uuid::from_u128(id)),
            organisation: OrganisationId(Uuid::nil()),
            number: Some(number),
            first_name: first.into(),
            prefix: prefix.into(),
            last_name: last.into(),
            work_email: Some(format!("{}@example.nl", first.to_lowercase())),
            birth_date: None,
            contract_type: None,
            active: true,
        }
    }

    fn reference(number: Option<i64>, name: Option<&str>, email: Option<&str>) -> PersonReference {
        PersonReference {
            number,
            name: name.map(Into::into),
            email: email.map(Into::into),
        }
    }

    #[test]
    fn by_number_address_or_any_way_to_write_the_name() {
        let directory = Directory::new(&[person(1, 1010, "Robin", "de", "Boer")]);
        for name in ["Robin de Boer", "boer, Robin de", "de Boer, Robin", "ROBIN  DE BOER"] {
            assert!(directory.find(&reference(None, Some(name), None)).is_ok(), "{name}");
        }
        assert!(directory.find(&reference(Some(1010), None, None)).is_ok());
        assert!(directory.find(&reference(None, None, Some("Robin@Example.nl"))).is_ok());
    }

    #[test]
    fn the_number_leads_and_another_name_beside_it_is_told() {
        let directory = Directory::new(&[person(1, 1010, "Robin", "de", "Boer")]);
        let found = directory.find(&reference(Some(1010), Some("Inge Hust"), None)).unwrap();
        assert_eq!(found.other_name.as_deref(), Some("Robin de Boer"));
        assert_eq!(
            directory.find(&reference(Some(9), Some("Robin de Boer"), None)),
            Err(LineTrouble::UnknownPerson)
        );
    }

    #[test]
    fn one_of_two_is_not_guessed() {
        let directory = Directory::new(&[person(1, 1, "Jan", "", "Smit"), person(2, 2, "Jan", "", "Smit")]);
        assert_eq!(
            directory.find(&reference(None, Some("Jan Smit"), None)),
            Err(LineTrouble::SeveralPeople)
        );
    }
}
