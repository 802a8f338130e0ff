//! How people are called: by people, and by each interface of Nmbrs.

use loonbrug_domain::ids::PersonId;
use loonbrug_domain::people::PersonalInfo;
use loonbrug_nmbrs::RemoteId;
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::{Link, Person};
use std::collections::HashMap;

/// First name, prefix and last name.
#[must_use]
pub fn display_name(person: &Person) -> String {
    full_name(&person.first_name, &person.prefix, &person.last_name)
}

/// The parts that there are, with single spaces.
#[must_use]
pub fn full_name(first: &str, prefix: &str, last: &str) -> String {
    [first, prefix, last]
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Name of what Nmbrs says of a person.
#[must_use]
pub fn name_of(info: &PersonalInfo) -> String {
    let first = info
        .first_name
        .as_deref()
        .or(info.initials.as_deref())
        .unwrap_or_default();
    full_name(first, info.prefix.as_deref().unwrap_or_default(), &info.last_name)
}

/// Who each linked person is over this interface, where that id is known.
#[must_use]
pub fn employees_over(links: &[Link], interface: Interface) -> HashMap<PersonId, RemoteId> {
    let remote = |link: &Link| match interface {
        Interface::Soap => link.remote_number.map(RemoteId::Number),
        Interface::Rest => link.remote_uuid.map(RemoteId::Uuid),
    };
    links
        .iter()
        .filter_map(|link| Some((link.person, remote(link)?)))
        .collect()
}
