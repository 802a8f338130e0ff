//! Over whom a right reaches, as pages ask for it: lists, people in addresses, names in forms.

use crate::answer::Failure;
use crate::guard::Guarded;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::people::display_name;
use loonbrug_store::Person;

/// As many names are proposed while somebody types.
const PROPOSED: usize = 500;

/// Everybody over whom another right than the page's reaches, by name; nobody where it is not given.
pub async fn people_with(guarded: &Guarded, right: Right) -> Result<Vec<Person>, Failure> {
    if !guarded.may(right) {
        return Ok(Vec::new());
    }
    let (hub, visitor) = (guarded.hub(), &guarded.signed.visitor);
    let allowed = hub.allowed(visitor, right, guarded.id()).await?;
    let mut people = hub.people_within(&allowed).await?;
    people.sort_by_key(display_name);
    Ok(people)
}

/// The person of an address, if the page's right reaches them.
pub async fn person_of(guarded: &Guarded, id: &str) -> Result<Person, Failure> {
    let id: PersonId = id.parse().map_err(|_| Failure::NotFound)?;
    Ok(guarded.hub().person_within(&guarded.allowed, id).await?)
}

/// Whether another right reaches this person.
pub async fn reaches(guarded: &Guarded, right: Right, person: PersonId) -> Result<bool, Failure> {
    Ok(people_with(guarded, right).await?.iter().any(|one| one.id == person))
}

/// Whom somebody means who typed a number, a name, or both as they are proposed: `Thomas Lakeman (1001)`.
pub fn named<'p>(people: &'p [Person], typed: &str) -> Result<&'p Person, Failure> {
    let typed = typed.trim();
    let is_meant = |person: &&Person| {
        let number = person.number.map(|number| number.to_string());
        number.as_deref() == Some(typed)
            || display_name(person).to_lowercase() == typed.to_lowercase()
            || proposal(person) == typed
    };
    let mut found = people.iter().filter(is_meant);
    match (found.next(), found.next()) {
        (Some(person), None) => Ok(person),
        (Some(_), Some(_)) => Err(Failure::Wrong(
            "Meer dan één medewerker heet zo. Vul het personeelsnummer in.",
            "More than one person is called so. Fill in the employee number.",
        )),
        (None, _) => Err(Failure::Wrong(
            "Niemand heet zo. Vul de hele naam in, of het personeelsnummer.",
            "Nobody is called so. Fill in the whole name, or the employee number.",
        )),
    }
}

/// The names that are proposed while somebody types.
pub fn proposals(people: &[Person]) -> Vec<String> {
    people
        .iter()
        .filter(|person| person.active)
        .take(PROPOSED)
        .map(proposal)
        .collect()
}

fn proposal(person: &Person) -> String {
    match person.number {
        Some(number) => format!("{} ({number})", display_name(person)),
        None => display_name(person),
    }
}
