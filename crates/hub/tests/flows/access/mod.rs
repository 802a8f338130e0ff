//! Who comes in, and what they may.

mod allowing;
mod authenticator;
mod four_eyes;
mod keeping_users;
mod keys;
mod own_approvals;
mod programs;
mod providers;
mod second_factors;
mod sessions;
mod signing_in;

use crate::stage::Stage;
use loonbrug_domain::Language;
use loonbrug_domain::access::{Grant, Role};
use loonbrug_domain::ids::OrganisationId;
use loonbrug_hub::access::{AccessRefusal, AccessTerms, NewUser, PasswordCost, SignIn, SignedIn, Visitor};
use loonbrug_hub::{Hub, HubError, Refusal};
use loonbrug_store::User;
use secrecy::{ExposeSecret as _, SecretString};
use std::net::IpAddr;

const EMAIL: &str = "fleur@voorbeeld-retail.nl";
const PASSWORD: &str = "paard batterij nietje";
const OFFICE: &str = "192.0.2.1";

/// A hub whose passwords cost little.
fn hub(stage: &Stage) -> Hub {
    stage.hub.on_terms(AccessTerms {
        password_cost: PasswordCost { memory: 64, passes: 1 },
        ..AccessTerms::default()
    })
}

fn secret(text: &str) -> SecretString {
    text.into()
}

fn address(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// A user who accepted an invitation.
async fn user(hub: &Hub, email: &str) -> User {
    let new = NewUser {
        email: email.parse().unwrap(),
        name: "Fleur".to_owned(),
        language: Language::Dutch,
    };
    let invited = hub.add_user(&new).await.unwrap();
    hub.accept_invitation(invited.secret.expose_secret(), &secret(PASSWORD))
        .await
        .unwrap()
}

/// Somebody with a role at an employer, who came in.
pub async fn visitor_as(stage: &Stage, role: Role) -> (Hub, Visitor, OrganisationId) {
    let hub = hub(stage);
    let own = organisation(&hub, crate::stage::ORGANISATION).await;
    let user = user(&hub, EMAIL).await;
    grant(&hub, &user, own, role).await;
    let visitor = visitor(&hub, &sign_in(&hub).await).await;
    (hub, visitor, own)
}

async fn organisation(hub: &Hub, name: &str) -> OrganisationId {
    hub.ensure_organisation(name).await.unwrap().id
}

async fn grant(hub: &Hub, user: &User, organisation: OrganisationId, role: Role) {
    let grant = Grant {
        organisation,
        role,
        // A planner has groups, and nobody else here.
        groups: (role == Role::Planner)
            .then(|| "Partimers".to_owned())
            .into_iter()
            .collect(),
        person: None,
    };
    hub.put_grant(user, &grant).await.unwrap();
}

/// Signs somebody in from an address.
pub async fn sign_in_from(hub: &Hub, from: &str, email: &str, password: &str) -> Result<SignedIn, HubError> {
    let password = secret(password);
    hub.sign_in(&SignIn {
        email,
        password: &password,
        code: None,
        device: "Firefox",
        address: address(from),
    })
    .await
}

async fn sign_in(hub: &Hub) -> SignedIn {
    sign_in_from(hub, OFFICE, EMAIL, PASSWORD).await.unwrap()
}

async fn visitor(hub: &Hub, signed_in: &SignedIn) -> Visitor {
    hub.visitor(signed_in.secret.expose_secret()).await.unwrap()
}

#[track_caller]
fn refusal<T: std::fmt::Debug>(result: Result<T, HubError>) -> AccessRefusal {
    match result.unwrap_err() {
        HubError::Refused(Refusal::Access(refusal)) => refusal,
        other => panic!("{other}"),
    }
}

/// The actions of the audit log, oldest first, with their subjects.
async fn audited(hub: &Hub) -> Vec<String> {
    let entries = hub.store.audit(None, 100).await.unwrap();
    let shown = entries.iter().rev().map(|entry| {
        let shown = format!("{}: {} {}", entry.actor, entry.action, entry.subject);
        shown.trim_end().to_owned()
    });
    shown.collect()
}
