//! The first user of an installation. Whoever started the program has the secret that it takes: a page that anybody in
//! the network could reach must not be first come, first served, and behind a proxy every visitor seems to be near.

use super::sign_in::{language_of, went_on};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::Fields;
use crate::shell::Shell;
use crate::site::Site;
use crate::words::Words;
use askama::Template;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, StatusCode};
use loonbrug_domain::access::{Grant, Role, check_password};
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_hub::access::{NewUser, SignIn, SignedIn};
use loonbrug_store::Organisation;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "welcome.html")]
struct WelcomePage {
    shell: Shell,
    w: Words,
    key: String,
    name: String,
    email: String,
    employer: String,
    employers: Vec<String>,
    failed: Option<String>,
}

/// A secret to start with: 244 bits of the machine's generator of random numbers (ASVS 11.5.1).
#[must_use]
#[expect(clippy::disallowed_methods, reason = "a secret and no id: nothing may foretell it")]
pub fn first_secret() -> SecretString {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()).into()
}

/// `GET /welcome`.
pub async fn show(State(site): State<Site>, headers: HeaderMap, RawQuery(query): RawQuery) -> Answer {
    if !site.hub.store.users().await?.is_empty() {
        return Ok(go_to("/sign-in"));
    }
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    page(&shown(&site, &headers, &fields).await?)
}

async fn shown(site: &Site, headers: &HeaderMap, fields: &Fields) -> Result<WelcomePage, Failure> {
    let w = Words::new(language_of(headers));
    let employers = site.hub.store.organisations().await?.into_iter();
    Ok(WelcomePage {
        shell: Shell::nobody(w, w.t("Welkom bij Loonbrug", "Welcome to Loonbrug").to_owned()),
        w,
        key: fields.text("key").to_owned(),
        name: fields.text("name").to_owned(),
        email: fields.text("email").to_owned(),
        employer: fields.text("employer").to_owned(),
        employers: employers.map(|organisation| organisation.name).collect(),
        failed: None,
    })
}

/// `POST /welcome`: the first user, who owns what there is, or the first employer.
pub async fn begin(
    State(site): State<Site>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    // One at a time, so that there is one first user.
    let _only = site.deciding.lock().await;
    if !site.hub.store.users().await?.is_empty() {
        return Ok(go_to("/sign-in"));
    }
    let fields = Fields::parse(&body);
    match first_user(&site, &headers, &fields, from).await {
        Ok((signed, organisation)) => went_on(&site, &signed, &first_page(&organisation)),
        Err(failure) => {
            let again = WelcomePage {
                failed: Some(failure.text(language_of(&headers))),
                ..shown(&site, &headers, &fields).await?
            };
            page_as(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

fn first_page(organisations: &[Organisation]) -> String {
    match organisations {
        [only] => format!("/e/{}/couplings/new", only.id),
        _ => "/".to_owned(),
    }
}

async fn first_user(
    site: &Site,
    headers: &HeaderMap,
    fields: &Fields,
    from: SocketAddr,
) -> Result<(SignedIn, Vec<Organisation>), Failure> {
    if !is_the_secret(site, fields.text("key")) {
        return Err(Failure::Wrong(
            "De startcode klopt niet. Neem de regel over die Loonbrug bij het starten toonde; na een herstart staat er een nieuwe.",
            "The start code is not right. Copy the line that Loonbrug showed when it started; after a restart there is a new one.",
        ));
    }
    let (new, password) = checked(headers, fields)?;
    let hub = site.hub.acting_as(new.email.as_str());
    let mut organisations = hub.store.organisations().await?;
    if organisations.is_empty() {
        let name = fields.filled("employer").ok_or(Failure::Wrong(
            "Vul de naam van de werkgever in.",
            "Fill in the name of the employer.",
        ))?;
        organisations.push(hub.ensure_organisation(name).await?);
    }
    let invited = hub.add_user(&new).await?;
    let user = hub.accept_invitation(invited.secret.expose_secret(), &password).await?;
    for organisation in &organisations {
        let grant = Grant {
            organisation: organisation.id,
            role: Role::Owner,
            groups: BTreeSet::new(),
            person: None,
        };
        hub.put_grant(&user, &grant).await?;
    }
    let device = headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
    let attempt = SignIn {
        email: new.email.as_str(),
        password: &password,
        code: None,
        device: device.unwrap_or_default(),
        address: from.ip(),
    };
    Ok((site.hub.sign_in(&attempt).await?, organisations))
}

/// Compared by their hashes, so that the time that it takes tells nothing.
fn is_the_secret(site: &Site, given: &str) -> bool {
    let secret = site.options.first_secret.as_ref();
    secret.is_some_and(|secret| Sha256::digest(secret.expose_secret()) == Sha256::digest(given))
}

/// Everything that could be refused later is refused before a user is made.
fn checked(headers: &HeaderMap, fields: &Fields) -> Result<(NewUser, SecretString), Failure> {
    let email = EmailAddress::parse(fields.text("email")).map_err(|_| {
        Failure::Wrong(
            "Dit e-mailadres klopt niet. Schrijf het zoals naam@bedrijf.nl.",
            "This e-mail address is not right. Write it such as name@company.nl.",
        )
    })?;
    let name = fields
        .filled("name")
        .ok_or(Failure::Wrong("Vul je naam in.", "Fill in your name."))?;
    if fields.raw("password") != fields.raw("again") {
        return Err(Failure::Wrong(
            "De twee wachtwoorden zijn niet gelijk.",
            "The two passwords are not equal.",
        ));
    }
    let language = language_of(headers);
    if let Err(fault) = check_password(fields.raw("password"), &email, name) {
        return Err(loonbrug_hub::HubError::from(loonbrug_hub::access::AccessRefusal::from(fault)).into());
    }
    let new = NewUser {
        email,
        name: name.to_owned(),
        language,
    };
    Ok((new, SecretString::from(fields.raw("password"))))
}
