//! Choosing a person and a group, within reach.

use crate::answer::Failure;
use crate::guard::Guarded;
use crate::pages::reach::{named, proposals, proposed};
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::people::display_name;
use loonbrug_store::Person;

/// Who and which groups may be chosen.
#[derive(Clone, Debug, Default)]
pub struct Pick {
    /// People who are proposed, by name, and those whom somebody meant.
    people: Vec<Person>,
    /// Names of groups.
    pub groups: Vec<String>,
}

impl Pick {
    /// Groups that the page's right reaches, and people to propose: the first by name, where they are many.
    pub async fn within(guarded: &Guarded) -> Result<Self, Failure> {
        Self::knowing(guarded, "").await
    }

    /// The same, with whom somebody means who typed an id, a number, a name, or a name with its number.
    pub async fn knowing(guarded: &Guarded, typed: &str) -> Result<Self, Failure> {
        let (hub, allowed) = (guarded.hub(), &guarded.allowed);
        let mut people = proposed(guarded, allowed).await?;
        let meant = match typed.parse::<PersonId>() {
            Ok(id) => hub.people_among(allowed, &[id]).await?,
            Err(_) => hub.people_meant(allowed, typed).await?,
        };
        people.retain(|person| meant.iter().all(|other| other.id != person.id));
        people.extend(meant);
        let groups = guarded.hub().store.groups(guarded.id()).await?;
        let reach = guarded.allowed.reach();
        let used = groups
            .into_iter()
            .filter(|group| !group.archived && reach.covers_group(&group.name));
        let mut groups: Vec<String> = used.map(|group| group.name).collect();
        groups.sort();
        Ok(Self { people, groups })
    }

    /// The names that are proposed while somebody types.
    pub fn proposals(&self) -> Vec<String> {
        proposals(&self.people)
    }

    /// Who is meant by an id, a number, a name, or a name with its number.
    pub fn person(&self, text: &str) -> Result<&Person, Failure> {
        let id: Option<PersonId> = text.parse().ok();
        match id.and_then(|id| self.people.iter().find(|person| person.id == id)) {
            Some(person) => Ok(person),
            None => named(&self.people, text),
        }
    }

    /// A person as the field shows one; empty for one out of reach.
    pub fn called(&self, person: PersonId) -> String {
        let found = self.people.iter().find(|one| one.id == person);
        let called = |person: &Person| match person.number {
            Some(number) => format!("{} ({number})", display_name(person)),
            None => display_name(person),
        };
        found.map(called).unwrap_or_default()
    }

    /// The group that was chosen, if any; one out of reach only where it is kept as it was.
    pub fn group(&self, text: &str, before: Option<&str>) -> Result<Option<String>, Failure> {
        match text.trim() {
            "" => Ok(None),
            text if self.groups.iter().any(|group| group == text) || before == Some(text) => Ok(Some(text.to_owned())),
            _ => Err(Failure::Wrong(
                "Deze groep is er niet, of niet voor jou. Kies er een uit de lijst; er is niets opgeslagen.",
                "This group is not there, or not for you. Choose one from the list; nothing was stored.",
            )),
        }
    }
}
