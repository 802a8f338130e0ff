//! Who in Nmbrs is who here: proposals, never a guess, and never by BSN.

use super::plan::Facts;
use loonbrug_domain::ids::PersonId;
use loonbrug_store::Person;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// A person of ours who may be an employee in Nmbrs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Proposal {
    /// Our person.
    pub person: PersonId,
    /// Name of our person.
    pub name: String,
    /// Why.
    pub reason: MatchReason,
}

/// Why two records are proposed to be one person, the strongest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatchReason {
    /// The same employee number inside the company.
    Number,
    /// The same work e-mail address.
    WorkEmail,
    /// The same name and date of birth: a proposal only, a person confirms it.
    NameAndBirthDate,
}

impl MatchReason {
    /// Whether it may be taken over without looking at each.
    #[must_use]
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::Number | Self::WorkEmail)
    }
}

/// People who are not linked yet, found by what identifies them.
pub struct Unlinked<'a> {
    numbers: HashMap<i64, Vec<&'a Person>>,
    emails: HashMap<String, Vec<&'a Person>>,
    names: HashMap<String, Vec<&'a Person>>,
}

impl<'a> Unlinked<'a> {
    /// Indexes the people. The number of somebody who is linked in another company says nothing here: numbers are a
    /// company's own.
    pub fn new(people: impl Iterator<Item = &'a Person>, in_other_companies: &BTreeSet<PersonId>) -> Self {
        let mut index = Self {
            numbers: HashMap::new(),
            emails: HashMap::new(),
            names: HashMap::new(),
        };
        for person in people {
            if let Some(number) = person.number.filter(|_| !in_other_companies.contains(&person.id)) {
                index.numbers.entry(number).or_default().push(person);
            }
            if let Some(email) = &person.work_email {
                index.emails.entry(email.to_lowercase()).or_default().push(person);
            }
            index
                .names
                .entry(super::display_name(person).to_lowercase())
                .or_default()
                .push(person);
        }
        index
    }

    /// The strongest proposal for an employee; none where two people fit equally.
    #[must_use]
    pub fn proposal(&self, facts: &Facts) -> Option<Proposal> {
        let by_number = self.numbers.get(&facts.number);
        let by_email = facts
            .work_email
            .as_ref()
            .and_then(|email| self.emails.get(&email.to_lowercase()));
        let by_name = self.names.get(&facts.name.to_lowercase());
        only(by_number, |_| true)
            .map(|person| (person, MatchReason::Number))
            .or_else(|| only(by_email, |_| true).map(|person| (person, MatchReason::WorkEmail)))
            .or_else(|| {
                let same_birth = |person: &Person| person.birth_date.is_some() && person.birth_date == facts.birth_date;
                only(by_name, same_birth).map(|person| (person, MatchReason::NameAndBirthDate))
            })
            .map(|(person, reason)| Proposal {
                person: person.id,
                name: super::display_name(person),
                reason,
            })
    }
}

fn only<'a>(people: Option<&Vec<&'a Person>>, fits: impl Fn(&Person) -> bool) -> Option<&'a Person> {
    let mut fitting = people?.iter().copied().filter(|person| fits(person));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::ids::OrganisationId;
    use uuid::Uuid;

    fn person(id: u128, number: Option<i64>, name: &str, email: Option<&str>, birth: Option<&str>) -> Person {
        let (first, last) = name.split_once(' ').unwrap();
        Person {
            id: PersonId(Uuid::from_u128(id)),
            organisation: OrganisationId(Uuid::nil()),
            number,
            first_name: first.into(),
            prefix: String::new(),
            last_name: last.into(),
            work_email: email.map(Into::into),
            birth_date: birth.map(|date| date.parse().unwrap()),
            contract_type: None,
            active: true,
        }
    }

    fn facts(number: i64, name: &str, email: Option<&str>, birth: Option<&str>) -> Facts {
        Facts {
            number,
            name: name.into(),
            work_email: email.map(Into::into),
            birth_date: birth.map(|date| date.parse().unwrap()),
            ..Facts::default()
        }
    }

    fn reason(people: &[Person], facts: &Facts) -> Option<(u128, MatchReason)> {
        let proposal = Unlinked::new(people.iter(), &BTreeSet::new()).proposal(facts)?;
        Some((proposal.person.0.as_u128(), proposal.reason))
    }

    #[test]
    fn the_number_is_stronger_than_the_address_and_that_than_the_name() {
        let people = [
            person(1, Some(1001), "A B", None, None),
            person(2, None, "C D", Some("joeri@example.nl"), None),
            person(3, None, "Joeri Kreuk", None, Some("1999-05-05")),
        ];
        let joeri = facts(1001, "Joeri Kreuk", Some("Joeri@Example.nl"), Some("1999-05-05"));
        assert_eq!(reason(&people, &joeri), Some((1, MatchReason::Number)));
        assert_eq!(reason(&people[1..], &joeri), Some((2, MatchReason::WorkEmail)));
        assert_eq!(reason(&people[2..], &joeri), Some((3, MatchReason::NameAndBirthDate)));
    }

    #[test]
    fn a_number_in_another_company_is_no_match() {
        let people = [person(1, Some(1001), "Thomas Lakeman", None, None)];
        let elsewhere = BTreeSet::from([people[0].id]);
        let samira = facts(1001, "Samira Haddou", None, None);
        assert!(
            Unlinked::new(people.iter(), &BTreeSet::new())
                .proposal(&samira)
                .is_some()
        );
        assert!(Unlinked::new(people.iter(), &elsewhere).proposal(&samira).is_none());
    }

    #[test]
    fn two_who_fit_equally_are_no_proposal() {
        let twins = [
            person(1, None, "Joeri Kreuk", None, Some("1999-05-05")),
            person(2, None, "Joeri Kreuk", None, Some("1999-05-05")),
        ];
        assert_eq!(reason(&twins, &facts(1, "Joeri Kreuk", None, Some("1999-05-05"))), None);
    }

    #[test]
    fn a_name_without_a_birth_date_is_no_proposal() {
        let people = [person(1, None, "Joeri Kreuk", None, None)];
        assert_eq!(reason(&people, &facts(1, "Joeri Kreuk", None, None)), None);
    }
}
