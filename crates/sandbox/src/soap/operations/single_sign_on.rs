//! `SingleSignOn`: a ticket to open the screens. It is no credential of the services, and nobody redeems it here.

use super::{Answer, Reading, Reads};
use crate::soap::fault::Fault;
use crate::soap::value::Value;
use crate::world::{Kind, SoapCredentials, User, World};

pub(in crate::soap) const READS: Reads = &[
    ("GetToken", by_password),
    ("GetToken2", by_token),
    ("GetTokenWithDomain", by_password_and_domain),
];

fn by_password(call: Reading<'_>) -> Answer<'_> {
    log_in(call, None)
}

fn by_password_and_domain(call: Reading<'_>) -> Answer<'_> {
    let domain = call.arguments.text("Domain").unwrap_or_default();
    log_in(call, Some(domain))
}

fn log_in<'w>(call: Reading<'w>, domain: Option<&str>) -> Answer<'w> {
    let email = call.arguments.text("Username").unwrap_or_default();
    let password = call.arguments.text("Password").unwrap_or_default();
    let mut domains = call
        .world
        .users
        .iter()
        .map(|user| user.domain.as_str())
        .filter(|own| domain.is_none_or(|it| it == *own));
    let user = domains.find_map(|domain| call.world.log_in(domain, email, password));
    user.map(|user| ticket(call.world, user)).ok_or(Fault::NoSuchLogIn)
}

fn by_token(call: Reading<'_>) -> Answer<'_> {
    let credentials = SoapCredentials {
        username: call.arguments.text("Username").unwrap_or_default(),
        token: call.arguments.text("Token").unwrap_or_default(),
        domain: "",
    };
    let user = call.world.soap_user(credentials).map_err(|_| Fault::NoSuchLogIn)?;
    Ok(ticket(call.world, user))
}

fn ticket<'w>(world: &World, user: &User) -> Value<'w> {
    Value::Text(world.uuid(Kind::User, user.id).simple().to_string().into())
}
