//! A site with one employer, a user of each role, and somebody of another employer.

use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::Language;
use loonbrug_domain::access::{Grant, Role};
use loonbrug_domain::group::{Group, GroupKind};
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_hub::access::{AccessTerms, NewUser, OpenIdClient, PasswordCost, SignIn};
use loonbrug_hub::people::NewPerson;
use loonbrug_hub::settings::Addresses;
use loonbrug_hub::{Clock, Hub, Identities, Surroundings, Vault};
use loonbrug_nmbrs::HttpClient;
use loonbrug_store::Store;
use loonbrug_web::{Site, SiteOptions, serve};
use reqwest::{Client, Method, Response, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tokio::net::TcpListener;
use uuid::Uuid;

/// The password of everybody.
pub const PASSWORD: &str = "vier-molens-aan-zee";
/// The group of the planner.
pub const GROUP: &str = "Partimers";

/// A site that runs.
pub struct Stage {
    /// The hub behind it.
    pub hub: Hub,
    /// The employer.
    pub organisation: OrganisationId,
    /// Another employer, of whom the users know nothing.
    pub other: OrganisationId,
    /// Somebody of the planner's group, who is also the employee that signs in.
    pub person: PersonId,
    /// Somebody else.
    pub out_of_reach: PersonId,
    address: String,
    client: Client,
    clock: Arc<HandClock>,
    folder: TempDir,
}

/// Somebody with a session.
pub struct User {
    /// The cookie of the session.
    pub cookie: String,
    /// What the forms of this session carry.
    pub token: String,
}

impl Stage {
    /// Sets it up.
    pub async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("site.db").display()))
            .await
            .unwrap();
        let vault = Vault::new(&[7; 32]);
        let moment = "2023-05-17T09:00:00+02:00".parse().unwrap();
        let http = HttpClient::new(HttpClient::CALL_TIMEOUT).unwrap();
        let terms = AccessTerms {
            // A real hash for each user and role would be most of the time of these tests.
            password_cost: PasswordCost { memory: 8, passes: 1 },
            ..AccessTerms::default()
        };
        let clock = Arc::new(HandClock(Mutex::new(moment)));
        let surroundings = Surroundings::new(clock.clone(), Arc::new(Numbered(AtomicU64::new(0))));
        let hub = Hub::new(store, vault, surroundings, http, "test").on_terms(terms);
        let hub = hub.speaking_to_providers(OpenIdClient::new().unwrap());
        let organisation = hub.ensure_organisation("Modehuis Voorbeeld").await.unwrap().id;
        let other = hub.ensure_organisation("Kledingzaak Voorbeeld").await.unwrap().id;
        let person = add_person(&hub, organisation, 1001, "Thomas", "Lakeman").await;
        let out_of_reach = add_person(&hub, organisation, 1002, "Joeri", "Kreuk").await;
        let group = Group {
            name: GROUP.to_owned(),
            kind: GroupKind::Branch,
            number: None,
            archived: false,
        };
        hub.add_group(organisation, &group).await.unwrap();
        hub.join_groups(organisation, &[person], &[GROUP.to_owned()], false)
            .await
            .unwrap();
        let address = open(hub.clone(), None).await;
        #[expect(clippy::disallowed_methods, reason = "this is a browser that shows where it is sent")]
        let client = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Self {
            hub,
            organisation,
            other,
            person,
            out_of_reach,
            address,
            client,
            clock,
            folder,
        }
    }

    /// The same site once more, behind a proxy with `https`.
    pub async fn behind_https(mut self) -> Self {
        self.address = open(self.hub.clone(), Some("https://loonbrug.example.nl")).await;
        self
    }

    /// All that is stored, as text.
    pub async fn everything(&self) -> String {
        let file = self.folder.path().join("everything.backup");
        self.hub.store.backup(&file).await.unwrap();
        std::fs::read_to_string(file).unwrap()
    }

    /// Lets time go by.
    pub fn after(&self, minutes: i64) {
        *self.clock.0.lock().unwrap() += SignedDuration::from_mins(minutes);
    }

    /// Somebody with a role at an employer, signed in.
    pub async fn user(&self, role: Role, organisation: OrganisationId) -> User {
        let email = email(role, organisation);
        let new = NewUser {
            email: email.clone(),
            name: role.to_string(),
            language: Language::Dutch,
        };
        let invited = self.hub.add_user(&new).await.unwrap();
        let password = SecretString::from(PASSWORD);
        let secret = invited.secret.expose_secret();
        let user = self.hub.accept_invitation(secret, &password).await.unwrap();
        let is_planner = role == Role::Planner;
        let grant = Grant {
            organisation,
            role,
            groups: is_planner
                .then(|| GROUP.to_owned())
                .into_iter()
                .collect::<BTreeSet<_>>(),
            person: (role == Role::Employee).then_some(self.person),
        };
        self.hub.put_grant(&user, &grant).await.unwrap();
        self.session(&attempt(&email, &password)).await
    }

    /// A user of one employer who is given a role at another too.
    pub async fn too(&self, role: Role, of: OrganisationId, organisation: OrganisationId) -> User {
        let user = self.hub.user_of_email(&email(role, of)).await.unwrap();
        let grant = Grant {
            organisation,
            role,
            groups: BTreeSet::new(),
            person: None,
        };
        self.hub.put_grant(&user, &grant).await.unwrap();
        self.again(role, of).await
    }

    /// The same user, signed in once more.
    pub async fn again(&self, role: Role, organisation: OrganisationId) -> User {
        let (email, password) = (email(role, organisation), SecretString::from(PASSWORD));
        self.session(&attempt(&email, &password)).await
    }

    async fn session(&self, attempt: &SignIn<'_>) -> User {
        let signed = self.hub.sign_in(attempt).await.unwrap();
        let secret = signed.secret.expose_secret();
        let visitor = self.hub.visitor(secret).await.unwrap();
        User {
            cookie: format!("loonbrug={secret}"),
            token: visitor.csrf,
        }
    }

    /// What a clock terminal with this secret delivers.
    pub async fn deliver(&self, secret: &str, body: &str) -> Response {
        let request = self.client.post(format!("{}/kiosk/events", self.address));
        request.bearer_auth(secret).body(body.to_owned()).send().await.unwrap()
    }

    /// The page of a clock terminal with this secret.
    pub async fn kiosk(&self, secret: &str) -> String {
        let request = self.client.get(format!("{}/kiosk", self.address)).bearer_auth(secret);
        request.send().await.unwrap().text().await.unwrap()
    }

    /// Sends a file with a form.
    pub async fn send_file(&self, path: &str, user: &User, content: &str) -> Response {
        let part = |name: &str, value: &str| {
            format!("--grens\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let file = part("file\"; filename=\"uren.csv", content);
        let body = format!("{}{file}--grens--\r\n", part("token", &user.token));
        let request = self.client.post(format!("{}{path}", self.address)).body(body);
        let request = request.header("content-type", "multipart/form-data; boundary=grens");
        request.header("cookie", &user.cookie).send().await.unwrap()
    }

    /// Signs in with the right password or a wrong one, as the proxy of these tests hands it on for an address.
    pub async fn sign_in_from(&self, address: &str, role: Role, is_right: bool) -> Response {
        let email = email(role, self.organisation);
        let password = if is_right { PASSWORD } else { "een-gok-van-iemand" };
        let form = [("email", email.as_str()), ("password", password)];
        let request = self.client.post(format!("{}/sign-in", self.address)).form(&form);
        request.header("x-forwarded-for", address).send().await.unwrap()
    }

    /// Posts a form of which the browser says where it stood.
    pub async fn ask_from(&self, site: &str, path: &str, user: &User, form: &[(&str, &str)]) -> Response {
        let request = self.client.post(format!("{}{path}", self.address)).form(form);
        let request = request.header("cookie", &user.cookie).header("sec-fetch-site", site);
        request.send().await.unwrap()
    }

    /// Asks for a page with the cookies that a browser keeps; an address as a whole or a path.
    pub async fn browse(&self, page: &str, cookies: &str) -> Response {
        let page = page.strip_prefix(self.address.as_str()).unwrap_or(page);
        let request = self.client.get(format!("{}{page}", self.address));
        request.header("cookie", cookies).send().await.unwrap()
    }

    /// Asks for a page, or posts a form to it.
    pub async fn ask(&self, method: &Method, path: &str, user: Option<&User>, form: &[(&str, &str)]) -> Response {
        let mut request = self.client.request(method.clone(), format!("{}{path}", self.address));
        if let Some(user) = user {
            request = request.header("cookie", &user.cookie);
        }
        if *method == Method::POST {
            request = request.form(form);
        }
        request.send().await.unwrap()
    }
}

fn email(role: Role, organisation: OrganisationId) -> EmailAddress {
    EmailAddress::parse(&format!("{role}-{organisation}@example.nl")).unwrap()
}

fn attempt<'a>(email: &'a EmailAddress, password: &'a SecretString) -> SignIn<'a> {
    SignIn {
        email: email.as_str(),
        password,
        code: None,
        device: "test",
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
    }
}

/// A clock that is set by hand.
struct HandClock(Mutex<Timestamp>);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

struct Numbered(AtomicU64);

impl Identities for Numbered {
    fn next(&self, _: Timestamp) -> Uuid {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u64_pair(0x0188_15e5_0000_7000, 0x8000_0000_0000_0001 + number)
    }
}

async fn add_person(hub: &Hub, organisation: OrganisationId, number: i64, first: &str, last: &str) -> PersonId {
    let new = NewPerson {
        number: Some(number),
        first_name: first.to_owned(),
        prefix: String::new(),
        last_name: last.to_owned(),
        work_email: None,
        birth_date: None,
    };
    hub.add_person(organisation, &new).await.unwrap()
}

/// Serves the pages; browsers reach them at a public address, where that is another one.
async fn open(hub: Hub, public_address: Option<&str>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let options = SiteOptions {
        public_address: public_address.unwrap_or(&address).parse().unwrap(),
        proxies: vec![IpAddr::V4(Ipv4Addr::LOCALHOST)],
        demonstration: Vec::new(),
        nmbrs: Addresses::nmbrs().unwrap(),
        registration: None,
        first_secret: None,
    };
    tokio::spawn(serve(Site::new(hub, options), listener, std::future::pending()));
    address
}
