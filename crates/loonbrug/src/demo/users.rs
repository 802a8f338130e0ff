//! Who may come in, in a demonstration.

use crate::context::Context;
use anyhow::Context as _;
use loonbrug_domain::Language;
use loonbrug_domain::access::{Grant, Role};
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::profile::{Field, Owner, Setting};
use loonbrug_hub::access::NewUser;
use loonbrug_hub::people::display_name;
use loonbrug_hub::profiles::Wanted;
use loonbrug_store::Organisation;
use loonbrug_web::{DemonstrationLogin, Tour};
use secrecy::{ExposeSecret as _, SecretString};
use std::collections::BTreeSet;

/// One password for all: this is a demonstration, with data of a manual, on this machine.
const PASSWORD: &str = "vier-molens-aan-zee";
/// Whose page of an employee is shown.
const EMPLOYEE: &str = "Thomas Lakeman";
const EMAIL_OF_EMPLOYEE: &str = "thomas@example.nl";

/// Makes the users, unless they are there from the last time.
pub async fn ensure(context: &Context, organisation: &Organisation) -> anyhow::Result<Vec<DemonstrationLogin>> {
    let people = context.hub.store.people(organisation.id).await?;
    let thomas = people.iter().find(|person| display_name(person) == EMPLOYEE);
    let all = [
        ("eigenaar@example.nl", Role::Owner, None),
        ("salaris@example.nl", Role::Payroll, None),
        ("planner@example.nl", Role::Planner, None),
        ("controle@example.nl", Role::Auditor, None),
        (EMAIL_OF_EMPLOYEE, Role::Employee, thomas),
    ];
    let mut logins = Vec::new();
    for (email, role, person) in all {
        if role == Role::Employee && person.is_none() {
            continue;
        }
        let grant = Grant {
            organisation: organisation.id,
            role,
            groups: planned(role),
            person: person.map(|person| person.id),
        };
        let name = person.map_or_else(|| role.label(context.language).to_owned(), display_name);
        ensure_user(context, email, name, &grant).await?;
        if let Some(person) = person {
            let_clock(context, organisation, person.id).await?;
        }
        logins.push(DemonstrationLogin {
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
            role: role.label(Language::Dutch).to_owned(),
        });
    }
    Ok(logins)
}

/// What the guided tour goes along: April, from the coupling to the proof, and the page of the employee.
pub async fn tour(context: &Context, organisation: &Organisation) -> anyhow::Result<Tour> {
    Ok(Tour {
        organisation: organisation.id,
        coupling: super::stage::COUPLING.to_owned(),
        days: super::story::APRIL,
        person: context.hub.person_called(organisation.id, EMPLOYEE).await?.id,
        email: EMAIL_OF_EMPLOYEE.to_owned(),
    })
}

/// "Timetracking in app": the employee of the demonstration may clock on the own page.
async fn let_clock(context: &Context, organisation: &Organisation, person: PersonId) -> anyhow::Result<()> {
    let hub = &context.hub;
    if hub.own_terms(organisation.id, person).await?.may_clock {
        return Ok(());
    }
    let allowed = Wanted {
        field: Field::TimeTracking,
        setting: Some(Setting::TimeTracking(true)),
    };
    let since = hub.surroundings.today().first_of_year();
    Ok(hub
        .set_profile(organisation.id, &Owner::Person(person), since, &[allowed])
        .await?)
}

/// The group that the planner plans.
fn planned(role: Role) -> BTreeSet<String> {
    let group = (role == Role::Planner).then(|| super::time::PART_TIMERS.to_owned());
    group.into_iter().collect()
}

async fn ensure_user(context: &Context, email: &str, name: String, grant: &Grant) -> anyhow::Result<()> {
    let hub = &context.hub;
    let email = EmailAddress::parse(email)
        .ok()
        .context("an e-mail address of the demonstration")?;
    if hub.user_of_email(&email).await.is_ok() {
        return Ok(());
    }
    let invited = hub
        .add_user(&NewUser {
            email,
            name,
            language: context.language,
        })
        .await?;
    let password = SecretString::from(PASSWORD);
    let user = hub.accept_invitation(invited.secret.expose_secret(), &password).await?;
    Ok(hub.put_grant(&user, grant).await?)
}
