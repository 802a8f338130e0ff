//! `POST …/people/{person}/groups`: "Toegang tot groepen".

use super::view::{address, refused};
use crate::answer::{Answer, Failure, go_to};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::pages::reach::person_of;
use axum::extract::Path;
use loonbrug_domain::ids::PersonId;
use std::collections::BTreeSet;

/// A group, and whether somebody belongs to it.
pub struct GroupView {
    /// Name.
    pub name: String,
    /// As the manual writes it.
    pub text: String,
    /// Belongs to it.
    pub member: bool,
    /// "Niet zichtbaar in groep".
    pub hidden: bool,
}

/// The groups that are in use, and those to which the person belongs.
pub async fn of_person(guarded: &Guarded, person: PersonId) -> Result<Vec<GroupView>, Failure> {
    let store = &guarded.hub().store;
    let memberships = store.memberships_of(guarded.id(), &[person]).await?;
    let belongs = memberships.get(&person).map_or(&[][..], Vec::as_slice);
    let view = |group: &loonbrug_domain::group::Group| {
        let membership = belongs.iter().find(|membership| membership.group == group.name);
        (membership.is_some() || !group.archived).then(|| GroupView {
            name: group.name.clone(),
            text: group.text(guarded.w().language),
            member: membership.is_some(),
            hidden: membership.is_some_and(|membership| membership.hidden),
        })
    };
    Ok(store.groups(guarded.id()).await?.iter().filter_map(view).collect())
}

/// What somebody changed on the page: only that is done, so that what others changed meanwhile stays.
#[derive(PartialEq, Eq, Debug, Default)]
struct Changes {
    join: Vec<String>,
    join_hidden: Vec<String>,
    leave: Vec<String>,
}

impl Changes {
    fn of(fields: &Fields) -> Self {
        let set = |name| -> BTreeSet<&str> { fields.all(name).collect() };
        let (was, was_hidden) = (set("was"), set("was-hidden"));
        let (hidden, ticked) = (set("hidden"), set("group"));
        let mut changes = Self::default();
        for group in &ticked {
            let name = (*group).to_owned();
            match (was.contains(group), hidden.contains(group), was_hidden.contains(group)) {
                (true, now, before) if now == before => {}
                (_, true, _) => changes.join_hidden.push(name),
                (_, false, _) => changes.join.push(name),
            }
        }
        changes.leave = was.difference(&ticked).map(|group| (*group).to_owned()).collect();
        changes
    }
}

/// `POST …/people/{person}/groups`.
pub async fn groups(guarded: Guarded, Path((_, id)): Path<(String, String)>, Posted(fields): Posted) -> Answer {
    let person = person_of(&guarded, &id).await?;
    match changed(&guarded, person.id, &fields).await {
        Ok(done) => Ok(go_to(&format!("{}?done={done}#groups", address(&guarded, person.id)))),
        Err(failure) => refused(&guarded, &person, "groups", fields, failure).await,
    }
}

async fn changed(guarded: &Guarded, person: PersonId, fields: &Fields) -> Result<&'static str, Failure> {
    let (hub, organisation) = (guarded.hub(), guarded.id());
    if let Some(selected) = match fields.text("do") {
        "all" => Some(true),
        "none" => Some(false),
        _ => None,
    } {
        hub.select_all_groups(organisation, person, selected).await?;
        return Ok("saved");
    }
    let changes = Changes::of(fields);
    if changes == Changes::default() {
        return Ok("nothing");
    }
    for (groups, hidden) in [(&changes.join, false), (&changes.join_hidden, true)] {
        if !groups.is_empty() {
            hub.join_groups(organisation, &[person], groups, hidden).await?;
        }
    }
    if !changes.leave.is_empty() {
        hub.leave_groups(organisation, &[person], &changes.leave).await?;
    }
    Ok("saved")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_changed_is_done() {
        let form = "was=Managers&was=Partimers&was-hidden=Partimers&group=Partimers&group=Op+locatie&hidden=Partimers";
        let changes = Changes::of(&Fields::parse(form.as_bytes()));
        assert_eq!(
            changes,
            Changes {
                join: vec!["Op locatie".into()],
                join_hidden: vec![],
                leave: vec!["Managers".into()]
            }
        );
    }

    #[test]
    fn whoever_is_shown_or_hidden_stays_a_member() {
        let form = "was=Managers&was=Partimers&was-hidden=Partimers&group=Partimers&group=Managers&hidden=Managers";
        let changes = Changes::of(&Fields::parse(form.as_bytes()));
        assert_eq!(
            changes,
            Changes {
                join: vec!["Partimers".into()],
                join_hidden: vec!["Managers".into()],
                leave: vec![]
            }
        );
    }
}
