//! Groups: made, archived, joined and left.

use super::ProfileRefusal;
use crate::application::Hub;
use crate::error::HubError;
use crate::people::display_name;
use loonbrug_domain::group::{Group, Membership};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_store::{AuditEntry, MembershipChange, Person};
use serde::Serialize;
use serde_json::json;

/// A group with the people who belong to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GroupMembers {
    /// The group.
    pub group: Group,
    /// Its people, by number.
    pub members: Vec<Member>,
}

/// One person of a group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// Number at the employer.
    pub number: Option<i64>,
    /// Name.
    pub name: String,
    /// "Niet zichtbaar in groep".
    pub hidden: bool,
}

impl Hub {
    /// Makes a group; its name is its key.
    pub async fn add_group(&self, organisation: OrganisationId, group: &Group) -> Result<(), HubError> {
        let groups = self.store.groups(organisation).await?;
        if groups.iter().any(|known| known.name == group.name) {
            return Err(ProfileRefusal::GroupExists(group.name.clone()).into());
        }
        let entry = self.group_entry(organisation, "group.added", &group.name);
        Ok(self
            .store
            .put_groups(organisation, std::slice::from_ref(group), &[entry])
            .await?)
    }

    /// Takes a group out of use, or into use again; what belonged to it stays, and shifts of the past go on naming it.
    pub async fn archive_group(
        &self,
        organisation: OrganisationId,
        name: &str,
        archived: bool,
    ) -> Result<(), HubError> {
        let group = self.group_called(organisation, name).await?;
        let action = if archived { "group.archived" } else { "group.restored" };
        let entry = self.group_entry(organisation, action, name);
        let group = Group { archived, ..group };
        Ok(self.store.put_groups(organisation, &[group], &[entry]).await?)
    }

    /// Refuses a group that is not there or no longer used.
    pub(super) async fn group_in_use(&self, organisation: OrganisationId, name: &str) -> Result<(), HubError> {
        if self.group_called(organisation, name).await?.archived {
            return Err(ProfileRefusal::GroupArchived(name.to_owned()).into());
        }
        Ok(())
    }

    /// The group of this name, in use or not.
    pub(super) async fn group_called(&self, organisation: OrganisationId, name: &str) -> Result<Group, HubError> {
        let groups = self.store.groups(organisation).await?;
        let found = groups.into_iter().find(|group| group.name == name);
        Ok(found.ok_or_else(|| ProfileRefusal::NoGroup(name.to_owned()))?)
    }

    /// The people of a group, by number.
    pub async fn members(&self, organisation: OrganisationId, name: &str) -> Result<GroupMembers, HubError> {
        let group = self.group_called(organisation, name).await?;
        let memberships = self.store.memberships(organisation).await?;
        let mut people = self.store.people(organisation).await?;
        people.sort_by_key(|person| (person.number, person.id));
        let members = people.iter().filter_map(|person| {
            let of_person = memberships.get(&person.id)?;
            let membership = of_person.iter().find(|membership| membership.group == name)?;
            Some(member(person, membership.hidden))
        });
        Ok(GroupMembers {
            group,
            members: members.collect(),
        })
    }

    /// Lets people join groups, or changes whether they are shown there.
    pub async fn join_groups(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
        groups: &[String],
        hidden: bool,
    ) -> Result<(), HubError> {
        for name in groups {
            self.group_in_use(organisation, name).await?;
        }
        let join = pairs(people, groups)
            .map(|(person, group)| (person, Membership { group, hidden }))
            .collect();
        let change = MembershipChange {
            join,
            leave: Vec::new(),
        };
        self.change_memberships(organisation, "group.joined", &change, people, groups)
            .await
    }

    /// Lets people leave groups; one to which somebody does not belong is no error.
    pub async fn leave_groups(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
        groups: &[String],
    ) -> Result<(), HubError> {
        let change = MembershipChange {
            join: Vec::new(),
            leave: pairs(people, groups).collect(),
        };
        self.change_memberships(organisation, "group.left", &change, people, groups)
            .await
    }

    /// "(De)selecteer alle groepen": a person joins every group that is in use, or leaves them all.
    pub async fn select_all_groups(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        selected: bool,
    ) -> Result<(), HubError> {
        let groups = self.store.groups(organisation).await?;
        let memberships = self.store.memberships(organisation).await?;
        let belongs = memberships.get(&person).map_or(&[][..], Vec::as_slice);
        if !selected {
            let names: Vec<String> = belongs.iter().map(|membership| membership.group.clone()).collect();
            return self.leave_groups(organisation, &[person], &names).await;
        }
        let is_new = |group: &Group| !belongs.iter().any(|membership| membership.group == group.name);
        let new: Vec<String> = groups
            .into_iter()
            .filter(|group| !group.archived && is_new(group))
            .map(|group| group.name)
            .collect();
        self.join_groups(organisation, &[person], &new, false).await
    }

    async fn change_memberships(
        &self,
        organisation: OrganisationId,
        action: &str,
        change: &MembershipChange,
        people: &[PersonId],
        groups: &[String],
    ) -> Result<(), HubError> {
        let hidden = change.join.iter().any(|(_, membership)| membership.hidden);
        let detail = json!({ "groups": groups, "hidden": hidden }).to_string();
        let entries: Vec<AuditEntry> = people
            .iter()
            .map(|person| self.audit_entry(Some(organisation), action, &person.to_string(), &detail))
            .collect();
        Ok(self.store.change_memberships(organisation, change, &entries).await?)
    }

    fn group_entry(&self, organisation: OrganisationId, action: &str, name: &str) -> AuditEntry {
        self.audit_entry(Some(organisation), action, name, "{}")
    }
}

/// Every person with every group.
fn pairs<'a>(people: &'a [PersonId], groups: &'a [String]) -> impl Iterator<Item = (PersonId, String)> + 'a {
    people
        .iter()
        .flat_map(|person| groups.iter().map(|group| (*person, group.clone())))
}

fn member(person: &Person, hidden: bool) -> Member {
    Member {
        person: person.id,
        number: person.number,
        name: display_name(person),
        hidden,
    }
}
