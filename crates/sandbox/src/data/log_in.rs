//! The user of every data set. The log-ins are the same everywhere, and are printed at the start.

use std::collections::BTreeSet;

use crate::world::{Kind, Sight, User, World};

/// E-mail address of the user, for SOAP and for the log-in page.
pub const EMAIL: &str = "salaris@example.nl";
/// API token of SOAP.
pub const TOKEN: &str = "nmbrs-sandbox-token";
/// Domain.
pub const DOMAIN: &str = "voorbeeld";
/// Password of the log-in page.
pub const PASSWORD: &str = "wachtwoord";
/// Subscription key of the REST gateway.
pub const SUBSCRIPTION_KEY: &str = "nmbrs-subscription-key";
/// Client id of the identity service.
pub const CLIENT: &str = "loonbrug";
/// Client secret of the identity service.
pub const CLIENT_SECRET: &str = "loonbrug-secret";

/// Adds the user, who sees everything and has every right.
pub fn add_user(world: &mut World) {
    let id = world.next_id(Kind::User);
    world.settings.subscription_keys = vec![SUBSCRIPTION_KEY.to_owned()];
    world.settings.clients = vec![(CLIENT.to_owned(), CLIENT_SECRET.to_owned())];
    world.users.push(User {
        id,
        email: EMAIL.to_owned(),
        name: "Salarisadministratie".to_owned(),
        password: PASSWORD.to_owned(),
        token: TOKEN.to_owned(),
        token_active: true,
        domain: DOMAIN.to_owned(),
        methods_off: BTreeSet::new(),
        scopes_off: BTreeSet::new(),
        sight: Sight::default(),
    });
}
