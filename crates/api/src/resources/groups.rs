//! Groups (groepen): which there are, and who belongs where.

use crate::asked::{Body, Query};
use crate::bounds::{LONGEST_NAME, says_something};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::paging::{Page, Paging};
use axum::Json;
use loonbrug_domain::group as domain;
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::profiles::Member;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A group of an employer.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "name": "Partimers", "kind": "hours-class", "number": null, "archived": false }))]
pub struct Group {
    /// Name, unique at the employer; shifts carry it.
    name: String,
    /// What kind of group it is.
    kind: GroupKind,
    /// Its number elsewhere, such as that of a job.
    number: Option<i64>,
    /// Whether it is no longer used. A group is never removed: shifts of the past name it.
    archived: bool,
}

/// A group that is to be there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Partimers", "kind": "hours-class" }))]
pub struct NewGroup {
    /// Name.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// What kind of group it is.
    kind: GroupKind,
    /// Its number elsewhere.
    number: Option<i64>,
}

/// Whether a group is used.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "archived": true }))]
pub struct GroupUse {
    /// Whether it is no longer used.
    archived: bool,
}

/// A kind of group.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "branch")]
pub enum GroupKind {
    /// Hoofdkantoor.
    HeadOffice,
    /// Vestiging.
    Branch,
    /// Afdeling.
    Department,
    /// Duur.
    HoursClass,
    /// Locatie.
    Location,
    /// Communicatiegroep.
    CommunicationGroup,
    /// Job.
    Job,
}

/// Somebody who belongs to a group.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "employee_number": 1001, "name": "Thomas Lakeman", "hidden": false,
}))]
pub struct GroupMember {
    /// Who.
    person: Uuid,
    /// Number at the employer.
    employee_number: Option<i64>,
    /// Name.
    name: String,
    /// Belongs to it, and is not shown in it.
    hidden: bool,
}

/// A group to which somebody belongs.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "group": "Partimers", "hidden": false }))]
pub struct Membership {
    /// Name of the group.
    group: String,
    /// Not shown in it (niet zichtbaar in groep).
    hidden: bool,
}

/// Groups that somebody joins and leaves; what is not named stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "join": ["Op locatie"], "leave": ["Partimers"] }))]
pub struct GroupChanges {
    /// Groups to join, or to be shown in.
    #[serde(default)]
    #[schema(max_items = 200)]
    join: Vec<String>,
    /// Groups to join, or to stay in, without being shown.
    #[serde(default)]
    #[schema(max_items = 200)]
    join_hidden: Vec<String>,
    /// Groups to leave.
    #[serde(default)]
    #[schema(max_items = 200)]
    leave: Vec<String>,
}

/// More groups nobody names at once.
const MOST: usize = 200;

/// Makes of each kind its twin.
macro_rules! twins {
    ($($kind:ident),+) => {
        impl From<GroupKind> for domain::GroupKind {
            fn from(kind: GroupKind) -> Self {
                match kind {
                    $(GroupKind::$kind => Self::$kind,)+
                }
            }
        }

        impl From<domain::GroupKind> for GroupKind {
            fn from(kind: domain::GroupKind) -> Self {
                match kind {
                    $(domain::GroupKind::$kind => Self::$kind,)+
                }
            }
        }
    };
}

twins!(
    HeadOffice,
    Branch,
    Department,
    HoursClass,
    Location,
    CommunicationGroup,
    Job
);

impl Group {
    fn of(group: domain::Group) -> Self {
        Self {
            name: group.name,
            kind: group.kind.into(),
            number: group.number,
            archived: group.archived,
        }
    }
}

/// Refuses a group that is not there or no longer used.
pub async fn in_use(guarded: &Guarded, pointer: &str, name: Option<&str>) -> Result<(), Failure> {
    let Some(name) = name else { return Ok(()) };
    let known = guarded.hub().store.groups(guarded.id()).await?;
    if known.iter().any(|group| group.name == name && !group.archived) {
        return Ok(());
    }
    Err(Wrong::body(
        pointer,
        "Deze groep is er niet, of wordt niet meer gebruikt.",
        "There is no such group, or it is no longer used.",
    ))
}

/// The group of the path.
///
/// # Errors
/// [`Failure::NotFound`].
pub async fn group_of(guarded: &Guarded) -> Result<domain::Group, Failure> {
    let name: String = guarded.named("group")?;
    let known = guarded.hub().store.groups(guarded.id()).await?;
    known
        .into_iter()
        .find(|group| group.name == name)
        .ok_or(Failure::NotFound)
}

/// The groups of an employer, also those that are no longer used.
#[utoipa::path(
    get, path = "/organisations/{organisation}/groups", operation_id = "listGroups", tag = "people",
    summary = "The groups of an employer",
    params(Paging),
    responses((status = 200, description = "A page of groups, by name.", body = Page<Group>)),
)]
pub async fn list(guarded: Guarded, Query(paging): Query<Paging>) -> Result<Json<Page<Group>>, Failure> {
    let groups = guarded.hub().store.groups(guarded.id()).await?;
    Ok(Json(paging.page(groups, |group| group.name.clone(), Group::of)?))
}

/// Makes a group.
#[utoipa::path(
    post, path = "/organisations/{organisation}/groups", operation_id = "addGroup", tag = "people",
    summary = "Make a group",
    params(OnceHeader), request_body = NewGroup,
    responses((status = 201, description = "The group was made.", body = Group)),
)]
pub async fn add(guarded: Guarded, once: Once<NewGroup>) -> Answer {
    let (hub, organisation) = (guarded.hub().clone(), guarded.id());
    once.make(&guarded, async move |new| {
        says_something("/name", &new.name, LONGEST_NAME)?;
        let group = domain::Group {
            name: new.name.trim().to_owned(),
            kind: new.kind.into(),
            number: new.number,
            archived: false,
        };
        hub.add_group(organisation, &group).await?;
        Ok(Group::of(group))
    })
    .await
}

/// Takes a group out of use, or into use again.
#[utoipa::path(
    put, path = "/organisations/{organisation}/groups/{group}", operation_id = "archiveGroup", tag = "people",
    summary = "Take a group out of use, or into use again",
    request_body = GroupUse,
    responses((status = 200, description = "The group as it is now.", body = Group)),
)]
pub async fn archive(guarded: Guarded, Body(wanted): Body<GroupUse>) -> Result<Json<Group>, Failure> {
    let group = group_of(&guarded).await?;
    let hub = guarded.hub();
    hub.archive_group(guarded.id(), &group.name, wanted.archived).await?;
    Ok(Json(Group::of(domain::Group {
        archived: wanted.archived,
        ..group
    })))
}

/// Who belongs to a group.
#[utoipa::path(
    get, path = "/organisations/{organisation}/groups/{group}/members", operation_id = "listGroupMembers", tag = "people",
    summary = "Who belongs to a group",
    params(Paging),
    responses((status = 200, description = "A page of members, by identity.", body = Page<GroupMember>)),
)]
pub async fn members(guarded: Guarded, Query(paging): Query<Paging>) -> Result<Json<Page<GroupMember>>, Failure> {
    let group = group_of(&guarded).await?;
    let members = guarded.hub().members(guarded.id(), &group.name).await?.members;
    let view = |member: Member| GroupMember {
        person: member.person.0,
        employee_number: member.number,
        name: member.name,
        hidden: member.hidden,
    };
    Ok(Json(paging.page(members, |member| member.person.to_string(), view)?))
}

async fn memberships(guarded: &Guarded, person: PersonId) -> Result<Vec<Membership>, Failure> {
    let mut of_people = guarded.hub().store.memberships_of(guarded.id(), &[person]).await?;
    let of_person = of_people.remove(&person).unwrap_or_default();
    let shown = of_person.into_iter().map(|membership| Membership {
        group: membership.group,
        hidden: membership.hidden,
    });
    Ok(shown.collect())
}

/// The groups to which somebody belongs.
#[utoipa::path(
    get, path = "/organisations/{organisation}/people/{person}/groups", operation_id = "listMemberships", tag = "people",
    summary = "The groups of a person",
    responses((status = 200, description = "The groups, by name.", body = Vec<Membership>)),
)]
pub async fn of_person(guarded: Guarded) -> Result<Json<Vec<Membership>>, Failure> {
    let person = guarded.person().await?;
    Ok(Json(memberships(&guarded, person.id).await?))
}

/// Lets somebody join and leave groups; what is not named stays. The same again changes nothing.
#[utoipa::path(
    post, path = "/organisations/{organisation}/people/{person}/groups", operation_id = "changeMemberships",
    tag = "people",
    summary = "Join and leave groups",
    request_body = GroupChanges,
    responses((status = 200, description = "The groups as they are now, by name.", body = Vec<Membership>)),
)]
pub async fn change(guarded: Guarded, Body(changes): Body<GroupChanges>) -> Result<Json<Vec<Membership>>, Failure> {
    let person = guarded.person().await?.id;
    let (hub, organisation) = (guarded.hub(), guarded.id());
    let named = [
        ("/join", &changes.join),
        ("/join_hidden", &changes.join_hidden),
        ("/leave", &changes.leave),
    ];
    for (pointer, groups) in named {
        if groups.len() > MOST {
            return Err(Wrong::body(pointer, "Ten hoogste 200 groepen.", "At most 200 groups."));
        }
    }
    for (pointer, groups) in named.iter().take(2) {
        for (place, group) in groups.iter().enumerate() {
            in_use(&guarded, &format!("{pointer}/{place}"), Some(group)).await?;
        }
    }
    for (groups, hidden) in [(&changes.join, false), (&changes.join_hidden, true)] {
        if !groups.is_empty() {
            hub.join_groups(organisation, &[person], groups, hidden).await?;
        }
    }
    if !changes.leave.is_empty() {
        hub.leave_groups(organisation, &[person], &changes.leave).await?;
    }
    Ok(Json(memberships(&guarded, person).await?))
}
