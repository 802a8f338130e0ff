//! `user …`: whoever signs in.

use super::group::owner;
use crate::arguments::{EveryCommand, RoleName, UserCommand, UserPlace, UserPolicy};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::output::print_line;
use crate::tables;
use loonbrug_domain::access::{Grant, Role};
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_hub::access::{Invited, NewUser};
use secrecy::ExposeSecret as _;
use serde_json::json;

pub async fn run(common: &EveryCommand, command: UserCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    match command {
        UserCommand::Add {
            email,
            name,
            role,
            place,
        } => add(context, (email, name), role.and_then(RoleName::role), &place).await?,
        UserCommand::List { organisation } => list(context, organisation.as_deref()).await?,
        UserCommand::Role { email, role, place } => give_role(context, &email, role.role(), &place).await?,
        UserCommand::Invite { email } => {
            let user = context.hub.user_of_email(&email).await?;
            show_invitation(context, &email, &context.hub.invite(&user).await?)?;
        }
        UserCommand::ResetSecondFactor { email } => {
            let user = context.hub.user_of_email(&email).await?;
            context.hub.reset_second_factor(&user).await?;
        }
        UserCommand::Disable { email } => {
            let user = context.hub.user_of_email(&email).await?;
            context.hub.disable_user(&user, true).await?;
        }
        UserCommand::Enable { email } => {
            let user = context.hub.user_of_email(&email).await?;
            context.hub.disable_user(&user, false).await?;
        }
        UserCommand::Sessions { email, end } => sessions(context, &email, end).await?,
        UserCommand::Policy(policy) => set_policy(context, &policy).await?,
    }
    Ok(Outcome::Done)
}

async fn add(
    context: &Context,
    (email, name): (EmailAddress, String),
    role: Option<Role>,
    place: &UserPlace,
) -> anyhow::Result<()> {
    let grant = match role {
        Some(role) => Some(grant(context, role, place).await?),
        None => None,
    };
    let new = NewUser {
        email,
        name,
        language: context.language,
    };
    let invited = context.hub.add_user_as(&new, grant.as_ref()).await?;
    show_invitation(context, &new.email, &invited)
}

async fn list(context: &Context, organisation: Option<&str>) -> anyhow::Result<()> {
    let users = match organisation {
        Some(name) => context.hub.users(context.organisation(Some(name)).await?.id).await?,
        None => context.hub.all_users().await?,
    };
    let organisations = context.hub.store.organisations().await?;
    context.print(&users, || tables::users(&users, &organisations, context.language))
}

async fn give_role(
    context: &Context,
    email: &EmailAddress,
    role: Option<Role>,
    place: &UserPlace,
) -> anyhow::Result<()> {
    let user = context.hub.user_of_email(email).await?;
    if let Some(role) = role {
        let grant = grant(context, role, place).await?;
        context.hub.put_grant(&user, &grant).await?;
    } else {
        let organisation = owner(context, &place.of).await?;
        context.hub.remove_grant(&user, organisation).await?;
    }
    Ok(())
}

async fn grant(context: &Context, role: Role, place: &UserPlace) -> anyhow::Result<Grant> {
    let organisation = owner(context, &place.of).await?;
    let person = match &place.person {
        Some(called) => Some(context.hub.person_called(organisation, called).await?.id),
        None => None,
    };
    Ok(Grant {
        organisation,
        role,
        groups: place.group.iter().cloned().collect(),
        person,
    })
}

/// The secret is data: it goes to standard output, once.
fn show_invitation(context: &Context, email: &EmailAddress, invited: &Invited) -> anyhow::Result<()> {
    let secret = invited.secret.expose_secret();
    let path = format!("/invitation/{secret}");
    if context.prints_json() {
        let data = json!({ "user": invited.user, "email": email, "path": path, "until": invited.until });
        return context.print(&data, String::new);
    }
    print_line(&path);
    let until = tables::moment(invited.until);
    eprintln!(
        "{}",
        context.language.pick(
            format!("Geef {email} dit adres, achter dat van Loonbrug. Het werkt één keer, tot {until}."),
            format!("Give {email} this address, after that of Loonbrug. It works once, until {until}."),
        )
    );
    Ok(())
}

async fn sessions(context: &Context, email: &EmailAddress, end: bool) -> anyhow::Result<()> {
    let user = context.hub.user_of_email(email).await?;
    let sessions = context.hub.sessions(user.id, None).await?;
    context.print(&sessions, || tables::sessions(&sessions, context.language))?;
    if end {
        context.hub.end_sessions(&user).await?;
    }
    Ok(())
}

async fn set_policy(context: &Context, policy: &UserPolicy) -> anyhow::Result<()> {
    let organisation = owner(context, &policy.of).await?;
    let before = context.hub.access_settings(organisation).await?;
    let mut settings = before;
    settings.second_factor = policy.second_factor.unwrap_or(settings.second_factor);
    settings.four_eyes = policy.four_eyes.unwrap_or(settings.four_eyes);
    settings.proof_before_sending = policy.proof_before_sending.unwrap_or(settings.proof_before_sending);
    if settings != before {
        context.hub.set_access_settings(organisation, settings).await?;
    }
    context.print(&settings, || tables::access_settings(settings, context.language))
}
