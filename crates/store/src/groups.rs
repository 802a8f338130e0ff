//! Groups and who belongs to them.

use crate::audit::{self, APPEND};
use crate::dialect::{Statement, bulk};
use crate::items::{last_of_each, of_people};
use crate::row::Row;
use crate::schema::{MEMBERSHIP, WORK_GROUP};
use crate::value::values;
use crate::{AuditEntry, Result, Store};
use loonbrug_domain::group::{Group, Membership};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use serde_json::json;
use std::collections::BTreeMap;

const PUT_GROUPS: Statement = bulk!(
    "storing groups",
    "INSERT INTO work_group (organisation, name, kind, number, archived)
     SELECT $2, item.value ->> 'name', item.value ->> 'kind', CAST(item.value ->> 'number' AS BIGINT),
            CAST(item.value ->> 'archived' AS BIGINT)
     FROM",
    "WHERE TRUE
     ON CONFLICT (organisation, name) DO UPDATE
     SET kind = excluded.kind, number = excluded.number, archived = excluded.archived"
);
const GROUPS: Statement = Statement::new(
    "reading groups",
    "SELECT organisation, name, kind, number, archived FROM work_group WHERE organisation = $1 ORDER BY name",
);
const PUT_MEMBERSHIPS: Statement = bulk!(
    "storing memberships",
    "INSERT INTO membership (organisation, person, group_name, hidden)
     SELECT $2, item.value ->> 'person', item.value ->> 'group', CAST(item.value ->> 'hidden' AS BIGINT)
     FROM",
    "WHERE TRUE
     ON CONFLICT (organisation, person, group_name) DO UPDATE SET hidden = excluded.hidden"
);
const REMOVE_MEMBERSHIPS: Statement = bulk!(
    "ending memberships",
    "DELETE FROM membership
     WHERE organisation = $2 AND EXISTS (
         SELECT 1 FROM",
    "WHERE membership.person = item.value ->> 'person' AND membership.group_name = item.value ->> 'group'
     )"
);
const MEMBERSHIPS: Statement = Statement::new(
    "reading memberships",
    "SELECT organisation, person, group_name, hidden FROM membership
     WHERE organisation = $1 ORDER BY person, group_name",
);
const MEMBERSHIPS_OF: Statement = bulk!(
    "reading the memberships of some people",
    "SELECT organisation, person, group_name, hidden
     FROM",
    "CROSS JOIN membership WHERE organisation = $2 AND person = item.value ->> 'person' ORDER BY person, group_name"
);
const OF_ANY_ORGANISATION: Statement = Statement::new(
    "reading all memberships",
    "SELECT membership.organisation, person, group_name, hidden
     FROM membership JOIN work_group ON work_group.organisation = membership.organisation AND name = group_name
     WHERE archived = 0 ORDER BY person, group_name",
);

/// Memberships that begin or change, and memberships that end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MembershipChange {
    /// Who belongs to what from now on.
    pub join: Vec<(PersonId, Membership)>,
    /// Who no longer belongs to which group; one that is not there is no error.
    pub leave: Vec<(PersonId, String)>,
}

impl Store {
    /// Adds groups or changes them, by name, with the audit entries that say so.
    pub async fn put_groups(
        &self,
        organisation: OrganisationId,
        groups: &[Group],
        entries: &[AuditEntry],
    ) -> Result<()> {
        let items = last_of_each(groups, |group| &group.name).map(|group| {
            json!({
                "name": group.name,
                "kind": group.kind,
                "number": group.number,
                "archived": i64::from(group.archived),
            })
        });
        let mut transaction = self.begin().await?;
        transaction.write_all(PUT_GROUPS, items, values![organisation]).await?;
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(PUT_GROUPS.doing).await
    }

    /// The groups of an organisation, by name; archived ones too.
    pub async fn groups(&self, organisation: OrganisationId) -> Result<Vec<Group>> {
        self.read(&WORK_GROUP, GROUPS, values![organisation], group).await
    }

    /// Begins, changes and ends memberships, with the audit entries that say so. A person or group that is not there
    /// (or is of another organisation) is [`NotFound`](crate::StoreError::NotFound).
    pub async fn change_memberships(
        &self,
        organisation: OrganisationId,
        change: &MembershipChange,
        entries: &[AuditEntry],
    ) -> Result<()> {
        let join = last_of_each(&change.join, |(person, membership)| (person, &membership.group));
        let join = join.map(|(person, membership)| {
            json!({
                "person": person,
                "group": membership.group,
                "hidden": i64::from(membership.hidden),
            })
        });
        let leave = change
            .leave
            .iter()
            .map(|(person, group)| json!({ "person": person, "group": group }));
        let mut transaction = self.begin().await?;
        transaction
            .write_all(REMOVE_MEMBERSHIPS, leave, values![organisation])
            .await?;
        transaction
            .write_all(PUT_MEMBERSHIPS, join, values![organisation])
            .await?;
        transaction
            .write_all(APPEND, entries.iter().map(audit::item), values![])
            .await?;
        transaction.commit(PUT_MEMBERSHIPS.doing).await
    }

    /// The memberships of everybody, by person; of each by the name of the group.
    pub async fn memberships(&self, organisation: OrganisationId) -> Result<BTreeMap<PersonId, Vec<Membership>>> {
        let rows = self.read(&MEMBERSHIP, MEMBERSHIPS, values![organisation], membership);
        Ok(by_person(rows.await?))
    }

    /// The memberships of these people, by person; of each by the name of the group.
    pub async fn memberships_of(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
    ) -> Result<BTreeMap<PersonId, Vec<Membership>>> {
        let values = values![of_people(people), organisation];
        let rows = self.read(&MEMBERSHIP, MEMBERSHIPS_OF, values, membership);
        Ok(by_person(rows.await?))
    }

    /// The memberships of everybody of any organisation, without archived groups.
    pub async fn all_memberships(&self) -> Result<BTreeMap<PersonId, Vec<Membership>>> {
        let rows = self.read(&MEMBERSHIP, OF_ANY_ORGANISATION, values![], membership);
        Ok(by_person(rows.await?))
    }
}

fn by_person(rows: Vec<(PersonId, Membership)>) -> BTreeMap<PersonId, Vec<Membership>> {
    let mut memberships: BTreeMap<PersonId, Vec<Membership>> = BTreeMap::new();
    for (person, membership) in rows {
        memberships.entry(person).or_default().push(membership);
    }
    memberships
}

fn group(row: &Row<'_>) -> Result<Group> {
    Ok(Group {
        name: row.text("name")?,
        kind: row.parsed("kind")?,
        number: row.optional_integer("number")?,
        archived: row.flag("archived")?,
    })
}

fn membership(row: &Row<'_>) -> Result<(PersonId, Membership)> {
    let membership = Membership {
        group: row.text("group_name")?,
        hidden: row.flag("hidden")?,
    };
    Ok((row.parsed("person")?, membership))
}
