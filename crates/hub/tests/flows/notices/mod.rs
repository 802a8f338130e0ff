//! Notices: found in what is stored, told once, and delivered whatever happens on the way.

mod letters;
mod telling;
mod troubles;
mod webhooks;

use crate::stage::{COUPLING, Mailbox, ORGANISATION, Stage, TestClock};
use loonbrug_domain::Language;
use loonbrug_domain::access::{Grant, Role};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_hub::access::{AccessTerms, NewUser, PasswordCost};
use loonbrug_hub::notices::Post;
use loonbrug_hub::time::ShiftInput;
use loonbrug_hub::{Hub, PauseReason};
use loonbrug_store::User;
use secrecy::ExposeSecret as _;
use std::collections::BTreeSet;

const PASSWORD: &str = "paard batterij nietje";

/// A hub whose notices leave through a mailbox.
fn writing(hub: &Hub, mailbox: &Mailbox) -> Hub {
    let terms = AccessTerms {
        password_cost: PasswordCost { memory: 64, passes: 1 },
        ..AccessTerms::default()
    };
    hub.on_terms(terms).posting_by(Post {
        mail: Some(mailbox.mailer()),
        webhooks: None,
        pages: Some("https://loonbrug.voorbeeld.nl/".parse().unwrap()),
    })
}

/// A user with a role who chose a password, and heard of it.
async fn user(hub: &Hub, email: &str, role: Role, person: Option<PersonId>) -> User {
    let new = NewUser {
        email: email.parse().unwrap(),
        name: "Fleur".to_owned(),
        language: Language::Dutch,
    };
    let invited = hub.add_user(&new).await.unwrap();
    let password = PASSWORD.into();
    let user = hub.accept_invitation(invited.secret.expose_secret(), &password).await;
    let user = user.unwrap();
    let grant = Grant {
        organisation: organisation(hub).await,
        role,
        groups: BTreeSet::new(),
        person,
    };
    hub.put_grant(&user, &grant).await.unwrap();
    user
}

async fn organisation(hub: &Hub) -> OrganisationId {
    hub.ensure_organisation(ORGANISATION).await.unwrap().id
}

/// A coupling stands still.
async fn pause(stage: &Stage) {
    let coupling = stage.hub.coupling(COUPLING).await.unwrap();
    let reason = PauseReason::of(|language| language.pick("gestopt", "stopped").to_owned());
    stage.hub.pause(&coupling, &reason).await.unwrap();
}

/// Finds and delivers; the mailbox is emptied of what came before.
async fn tell(hub: &Hub) -> loonbrug_hub::notices::Told {
    hub.find_notices().await.unwrap();
    hub.deliver_notices().await.unwrap()
}

/// Eight hours of the day before, which nobody approved.
async fn enter_shift(hub: &Hub, organisation: OrganisationId, person: PersonId) {
    let input = ShiftInput {
        person,
        date: hub.surroundings.today().yesterday().unwrap(),
        start_minute: 9 * 60,
        end_minute: 17 * 60,
        second_pass: None,
        break_minutes: 0,
        group: None,
    };
    hub.enter_shift(organisation, &input, "").await.unwrap();
}

fn minutes(clock: &TestClock, minutes: i64) {
    clock.advance(60 * minutes);
}

/// The subjects of letters.
fn subjects(letters: &[String]) -> Vec<String> {
    let subject = |letter: &String| {
        let line = letter.lines().find_map(|line| line.strip_prefix("Subject: "));
        line.unwrap_or_default().to_owned()
    };
    letters.iter().map(subject).collect()
}

/// One header of a letter.
fn header<'a>(letter: &'a str, name: &str) -> &'a str {
    let line = letter
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_default()
}
