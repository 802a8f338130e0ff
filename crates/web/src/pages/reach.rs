//! Over whom a right reaches, as pages ask for it: lists, people in addresses, names in forms.

use crate::answer::Failure;
use crate::guard::Guarded;
use crate::paging::Leaf;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::access::Allowed;
use loonbrug_hub::people::display_name;
use loonbrug_store::{Found, Part, Person};

/// As many names are proposed while somebody types.
const PROPOSED: usize = 500;

/// What another right than the page's allows here; nothing where it is not given.
pub async fn allowed_to(guarded: &Guarded, right: Right) -> Result<Option<Allowed>, Failure> {
    if !guarded.may(right) {
        return Ok(None);
    }
    let (hub, visitor) = (guarded.hub(), &guarded.signed.visitor);
    Ok(Some(hub.allowed(visitor, right, guarded.id()).await?))
}

/// Those of these people over whom another right than the page's reaches.
pub async fn reached(guarded: &Guarded, right: Right, people: &[PersonId]) -> Result<Vec<Person>, Failure> {
    match allowed_to(guarded, right).await? {
        Some(allowed) => Ok(guarded.hub().people_among(&allowed, people).await?),
        None => Ok(Vec::new()),
    }
}

/// People to propose while somebody types, by name; the first of them, where they are many.
pub async fn proposed(guarded: &Guarded, allowed: &Allowed) -> Result<Vec<Person>, Failure> {
    let part = Part {
        skip: 0,
        most: PROPOSED,
    };
    Ok(guarded.hub().people_found(allowed, "", part).await?.part)
}

/// The same for another right than the page's; nobody where it is not given.
pub async fn proposed_for(guarded: &Guarded, right: Right) -> Result<Vec<Person>, Failure> {
    match allowed_to(guarded, right).await? {
        Some(allowed) => proposed(guarded, &allowed).await,
        None => Ok(Vec::new()),
    }
}

/// The people of a page of a list, by name: those within reach whose name holds a text. Past its end, the last page.
pub async fn people_on(guarded: &Guarded, name: &str, leaf: Leaf) -> Result<Found<Person>, Failure> {
    let (hub, allowed) = (guarded.hub(), &guarded.allowed);
    let found = hub.people_found(allowed, name, leaf.part()).await?;
    let last = leaf.within(found.count);
    if last == leaf {
        return Ok(found);
    }
    Ok(hub.people_found(allowed, name, last.part()).await?)
}

/// The one whom somebody means who typed an id, a number, a name, or a name with its number, within reach.
pub async fn meant(guarded: &Guarded, typed: &str) -> Result<Person, Failure> {
    let (hub, allowed) = (guarded.hub(), &guarded.allowed);
    if let Ok(id) = typed.parse() {
        return Ok(hub.person_within(allowed, id).await?);
    }
    let people = hub.people_meant(allowed, typed).await?;
    Ok(named(&people, typed)?.clone())
}

/// The person of an address, if the page's right reaches them.
pub async fn person_of(guarded: &Guarded, id: &str) -> Result<Person, Failure> {
    let id: PersonId = id.parse().map_err(|_| Failure::NotFound)?;
    Ok(guarded.hub().person_within(&guarded.allowed, id).await?)
}

/// Whether another right reaches this person.
pub async fn reaches(guarded: &Guarded, right: Right, person: PersonId) -> Result<bool, Failure> {
    Ok(!reached(guarded, right, &[person]).await?.is_empty())
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
    people.iter().filter(|person| person.active).map(proposal).collect()
}

/// A person as the field proposes one.
pub fn proposal(person: &Person) -> String {
    match person.number {
        Some(number) => format!("{} ({number})", display_name(person)),
        None => display_name(person),
    }
}
