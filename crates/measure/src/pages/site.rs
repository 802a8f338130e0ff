//! The site in this process, and those who look at it.

use super::fill::Filled;
use crate::stage::Stage;
use anyhow::Context as _;
use loonbrug_domain::Language;
use loonbrug_domain::access::{Grant, Role};
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_domain::ids::{OrganisationId, PersonId, UserId};
use loonbrug_hub::Hub;
use loonbrug_hub::access::{AccessTerms, NewUser, PasswordCost, SignIn};
use loonbrug_hub::settings::Addresses;
use loonbrug_web::{SiteOptions, serve};
use reqwest::header::{ACCEPT_ENCODING, COOKIE, LOCATION};
use reqwest::{Client, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use tokio::net::TcpListener;

const PASSWORD: &str = "vier-molens-aan-zee";

/// Somebody with a session.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who.
    pub user: UserId,
    /// Keeps the session.
    pub cookie: String,
    /// What the forms of this session carry.
    pub token: String,
}

/// A site that runs, with an owner of all employers and an employee of the first.
pub struct Site {
    /// Where.
    pub base: String,
    /// Asks as a browser does.
    pub client: Client,
    /// Owner of every employer.
    pub owner: Visitor,
    /// Employee of the first.
    pub employee: Visitor,
}

/// What came back of one request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Came {
    /// HTTP status.
    pub status: u16,
    /// Bytes of the body over the wire: compressed, as a browser asks for it.
    pub bytes: usize,
}

impl Site {
    /// Opens the site on the hub of a stage.
    pub async fn open(stage: &Stage, filled: &Filled) -> anyhow::Result<Self> {
        let terms = AccessTerms {
            // Signing in is not measured here.
            password_cost: PasswordCost { memory: 8, passes: 1 },
            ..AccessTerms::default()
        };
        let hub = stage.hub.clone().on_terms(terms);
        let employers: Vec<OrganisationId> = std::iter::once(filled.organisation)
            .chain(filled.others.iter().copied())
            .collect();
        let owner = visitor(&hub, Role::Owner, &employers, None).await?;
        let person = filled.people.first().map(|person| person.id);
        let employee = visitor(&hub, Role::Employee, &employers[..1], person).await?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let base = format!("http://{}", listener.local_addr()?);
        let options = SiteOptions {
            public_address: base.parse()?,
            proxies: Vec::new(),
            demonstration: Vec::new(),
            nmbrs: Addresses::under(&stage.sandbox)?,
            registration: None,
            first_secret: None,
        };
        tokio::spawn(serve(
            loonbrug_web::Site::new(hub, options),
            listener,
            std::future::pending(),
        ));
        #[expect(clippy::disallowed_methods, reason = "this is a browser that shows where it is sent")]
        let client = Client::builder().redirect(redirect::Policy::none()).build()?;
        Ok(Self {
            base,
            client,
            owner,
            employee,
        })
    }

    /// The text of a page.
    pub async fn text(&self, path: &str) -> anyhow::Result<String> {
        let request = self.client.get(format!("{}{path}", self.base));
        Ok(request.header(COOKIE, &self.owner.cookie).send().await?.text().await?)
    }

    /// Posts a form in the name of the owner; gives where it leads.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> anyhow::Result<String> {
        let token = ("token", self.owner.token.as_str());
        let form: Vec<(&str, &str)> = std::iter::once(token).chain(form.iter().copied()).collect();
        let request = self.client.post(format!("{}{path}", self.base));
        let answer = request.header(COOKIE, &self.owner.cookie).form(&form).send().await?;
        let status = answer.status();
        let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok());
        let to = to.map(str::to_owned);
        to.with_context(|| format!("{path} answered {status} in place of leading on"))
    }

    /// Bytes over the wire of everything that a page loads beside itself.
    pub async fn first_load(&self) -> anyhow::Result<usize> {
        let page = self.text("/account").await?;
        let mut bytes = 0;
        let assets: BTreeSet<&str> = page.split('"').filter(|text| text.starts_with("/assets/")).collect();
        for asset in assets {
            bytes += get(&self.client, &format!("{}{asset}", self.base), &self.owner)
                .await?
                .bytes;
        }
        Ok(bytes)
    }
}

/// Asks for an address as a browser does, and reads the answer to its end.
pub async fn get(client: &Client, address: &str, visitor: &Visitor) -> reqwest::Result<Came> {
    let request = client.get(address).header(COOKIE, &visitor.cookie);
    let answer = request.header(ACCEPT_ENCODING, "gzip").send().await?;
    let status = answer.status().as_u16();
    Ok(Came {
        status,
        bytes: answer.bytes().await?.len(),
    })
}

async fn visitor(
    hub: &Hub,
    role: Role,
    organisations: &[OrganisationId],
    person: Option<PersonId>,
) -> anyhow::Result<Visitor> {
    let email = EmailAddress::parse(&format!("{role}@example.nl"))?;
    let new = NewUser {
        email: email.clone(),
        name: role.to_string(),
        language: Language::Dutch,
    };
    let (invited, password) = (hub.add_user(&new).await?, SecretString::from(PASSWORD));
    let user = hub.accept_invitation(invited.secret.expose_secret(), &password).await?;
    for organisation in organisations {
        let grant = Grant {
            organisation: *organisation,
            role,
            groups: BTreeSet::new(),
            person,
        };
        hub.put_grant(&user, &grant).await?;
    }
    let attempt = SignIn {
        email: email.as_str(),
        password: &password,
        code: None,
        device: "measure",
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
    };
    let signed = hub.sign_in(&attempt).await?;
    let secret = signed.secret.expose_secret();
    Ok(Visitor {
        user: user.id,
        cookie: format!("loonbrug={secret}"),
        token: hub.visitor(secret).await?.csrf,
    })
}
