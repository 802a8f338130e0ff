//! `group …`

use crate::arguments::{EveryCommand, GroupCommand, GroupMembership, OfOrganisation};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use loonbrug_domain::group::Group;
use loonbrug_domain::ids::{OrganisationId, PersonId};

pub async fn run(common: &EveryCommand, command: GroupCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    match command {
        GroupCommand::Add { of, name, kind, number } => {
            let group = Group {
                name,
                kind: kind.into(),
                number,
                archived: false,
            };
            context.hub.add_group(owner(context, &of).await?, &group).await?;
        }
        GroupCommand::List { of } => {
            let groups = context.hub.store.groups(owner(context, &of).await?).await?;
            context.print(&groups, || tables::groups(&groups, context.language))?;
        }
        GroupCommand::Archive { of, name } => {
            let organisation = owner(context, &of).await?;
            context.hub.archive_group(organisation, &name, true).await?;
        }
        GroupCommand::Restore { of, name } => {
            let organisation = owner(context, &of).await?;
            context.hub.archive_group(organisation, &name, false).await?;
        }
        GroupCommand::Members { of, name } => {
            let found = context.hub.members(owner(context, &of).await?, &name).await?;
            context.print(&found, || tables::members(&found, context.language))?;
        }
        GroupCommand::Join { membership, hidden } => {
            let (organisation, people) = people(context, &membership).await?;
            context
                .hub
                .join_groups(organisation, &people, &membership.groups, hidden)
                .await?;
        }
        GroupCommand::Leave { membership } => {
            let (organisation, people) = people(context, &membership).await?;
            context
                .hub
                .leave_groups(organisation, &people, &membership.groups)
                .await?;
        }
        GroupCommand::SelectAll { of, person, none } => {
            let organisation = owner(context, &of).await?;
            let person = context.hub.person_called(organisation, &person).await?.id;
            context.hub.select_all_groups(organisation, person, !none).await?;
        }
    }
    Ok(Outcome::Done)
}

/// The employer that is meant.
pub(super) async fn owner(context: &Context, of: &OfOrganisation) -> anyhow::Result<OrganisationId> {
    Ok(context.organisation(of.organisation.as_deref()).await?.id)
}

async fn people(context: &Context, membership: &GroupMembership) -> anyhow::Result<(OrganisationId, Vec<PersonId>)> {
    let organisation = owner(context, &membership.of).await?;
    Ok((organisation, called(context, organisation, &membership.person).await?))
}

/// The people of these numbers or names.
pub(super) async fn called(
    context: &Context,
    organisation: OrganisationId,
    names: &[String],
) -> anyhow::Result<Vec<PersonId>> {
    let mut people = Vec::new();
    for name in names {
        people.push(context.hub.person_called(organisation, name).await?.id);
    }
    Ok(people)
}
