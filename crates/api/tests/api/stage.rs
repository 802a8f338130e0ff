//! The employer of the manuals, coupled with a sandbox that plays Nmbrs, with its people; and the API before it.

use jiff::SignedDuration;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::{Factor, Frequency};
use loonbrug_hub::import::ImportChoice;
use loonbrug_hub::people::{NewPerson, PeopleChoice};
use loonbrug_hub::settings::{Addresses, CodeMapping, CompanyChoice, CouplingSettings, Sending};
use loonbrug_hub::{Access, Hub, OpenCoupling, Surroundings, Vault};
use loonbrug_nmbrs::HttpClient;
use loonbrug_nmbrs::capability::Interface;
use loonbrug_sandbox::data::log_in;
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox};
use loonbrug_store::Store;
use reqwest::header::AUTHORIZATION;
use reqwest::{Client, Method, Response, StatusCode};
use secrecy::ExposeSecret as _;
use serde_json::Value;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// The shifts of the manual's nine people in April 2023.
pub const SHIFTS_OF_APRIL: &str = include_str!("../../../loonbrug/src/demo/uren-april-2023.csv");

/// Everything that a case needs.
pub struct Stage {
    /// The hub behind the API.
    pub hub: Hub,
    /// What plays Nmbrs.
    _sandbox: Running,
    /// The employer.
    pub organisation: OrganisationId,
    /// Another employer.
    pub other: OrganisationId,
    /// The employer's coupling.
    pub coupling: OpenCoupling,
    /// Somebody of the employer.
    pub person: PersonId,
    /// Somebody of the other.
    pub stranger: PersonId,
    /// A token of the employer that may all that a token can.
    pub token: String,
    address: String,
    client: Client,
}

/// An answer: its status, what stands in its headers, and its JSON.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: reqwest::header::HeaderMap,
    /// Body; `null` where there is none.
    pub json: Value,
}

impl Stage {
    /// Sets it up on an empty database.
    pub async fn set(store: Store) -> Self {
        let moment = "2023-05-17T09:00:00+02:00".parse().unwrap();
        let http = HttpClient::new(HttpClient::CALL_TIMEOUT).unwrap();
        let hub = Hub::new(store, Vault::new(&[7; 32]), Surroundings::still(moment), http, "test");
        let sandbox = Sandbox::start(SocketAddr::from(([127, 0, 0, 1], 0)), World::manuals())
            .await
            .unwrap();
        let organisation = hub.ensure_organisation("Voorbeeld Retail").await.unwrap().id;
        let other = hub.ensure_organisation("Kledingzaak Voorbeeld").await.unwrap().id;
        let coupling = couple(&hub, &sandbox, organisation).await;
        let everybody = PeopleChoice {
            import_new: true,
            ..PeopleChoice::default()
        };
        hub.apply_people(&coupling, &everybody).await.unwrap();
        let people = hub.store.people(organisation).await.unwrap();
        let person = people.iter().find(|person| person.number == Some(1001)).unwrap().id;
        let stranger = hub.add_person(other, &somebody()).await.unwrap();
        let token = token(&hub, organisation, Right::ALL.iter().copied()).await;
        #[expect(clippy::disallowed_methods, reason = "this is a program that calls the API")]
        let client = Client::new();
        Self {
            address: open(hub.clone()).await,
            hub,
            _sandbox: sandbox,
            organisation,
            other,
            coupling,
            person,
            stranger,
            token,
            client,
        }
    }

    /// A token of an employer with these rights, without those that no token gets.
    pub async fn token_with(&self, organisation: OrganisationId, rights: impl Iterator<Item = Right>) -> String {
        token(&self.hub, organisation, rights).await
    }

    /// Calls the API.
    pub async fn call(&self, method: &Method, path: &str, headers: &[(&str, &str)], body: Option<&Value>) -> Answer {
        let mut request = self
            .client
            .request(method.clone(), format!("{}/api/v1{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        answer(request.send().await.unwrap()).await
    }

    /// Reads, with the token that may all.
    pub async fn get(&self, path: &str) -> Answer {
        let token = bearer(&self.token);
        let headers = [(AUTHORIZATION.as_str(), token.as_str()), ("accept-language", "en")];
        self.call(&Method::GET, &self.at(path), &headers, None).await
    }

    /// All items of a list, page by page.
    pub async fn all(&self, path: &str, limit: usize) -> Vec<Value> {
        let (mut items, mut cursor) = (Vec::new(), String::new());
        let sign = if path.contains('?') { '&' } else { '?' };
        loop {
            let answer = self.get(&format!("{path}{sign}limit={limit}{cursor}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
            let page = answer.json["items"].as_array().unwrap();
            assert!(page.len() <= limit);
            items.extend(page.iter().cloned());
            match answer.json["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return items,
            }
        }
    }

    /// Writes, with the token that may all; with a key where one is given.
    pub async fn post(&self, path: &str, key: Option<&str>, body: &Value) -> Answer {
        let token = bearer(&self.token);
        let mut headers = vec![(AUTHORIZATION.as_str(), token.as_str()), ("accept-language", "en")];
        headers.extend(key.map(|key| ("idempotency-key", key)));
        self.call(&Method::POST, &self.at(path), &headers, Some(body)).await
    }

    /// Replaces or removes, with the token that may all.
    pub async fn other(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let token = bearer(&self.token);
        let headers = [(AUTHORIZATION.as_str(), token.as_str()), ("accept-language", "en")];
        self.call(&method, &self.at(path), &headers, body).await
    }

    /// Sends a file, with the token that may all; with a key where one is given.
    pub async fn send_file(&self, path: &str, key: Option<&str>, kind: &str, bytes: &[u8]) -> Answer {
        let mut request = self
            .client
            .post(format!("{}/api/v1{}", self.address, self.at(path)))
            .header(AUTHORIZATION, bearer(&self.token))
            .header("accept-language", "en")
            .header("content-type", kind)
            .body(bytes.to_vec());
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        answer(request.send().await.unwrap()).await
    }

    /// Reads a file, with the token that may all: its bytes, and what its headers say.
    pub async fn get_file(&self, path: &str) -> (StatusCode, reqwest::header::HeaderMap, Vec<u8>) {
        let request = self
            .client
            .get(format!("{}/api/v1{}", self.address, self.at(path)))
            .header(AUTHORIZATION, bearer(&self.token));
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        (status, headers, response.bytes().await.unwrap().to_vec())
    }

    /// Brings the shifts of the manual's April in.
    pub async fn bring_shifts(&self) {
        let file = loonbrug_files::read_bytes("uren.csv", SHIFTS_OF_APRIL.as_bytes(), None).unwrap();
        let choice = ImportChoice::default();
        let (report, refusal) = self.hub.import_hours(self.organisation, &file, choice).await.unwrap();
        assert_eq!(refusal, None, "{report:?}");
    }

    /// Where the API is.
    pub fn address(&self) -> String {
        format!("{}/api/v1", self.address)
    }

    /// A path at the employer.
    pub fn at(&self, path: &str) -> String {
        format!("/organisations/{}{path}", self.organisation)
    }

    /// A path at the employer's coupling.
    pub fn at_coupling(&self, path: &str) -> String {
        format!("/couplings/{}{path}", self.coupling.id())
    }
}

/// The header of a token.
pub fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

async fn answer(response: Response) -> Answer {
    let (status, headers) = (response.status(), response.headers().clone());
    let text = response.text().await.unwrap();
    Answer {
        status,
        headers,
        json: serde_json::from_str(&text).unwrap_or(Value::Null),
    }
}

async fn token(hub: &Hub, organisation: OrganisationId, rights: impl Iterator<Item = Right>) -> String {
    let scopes: BTreeSet<Right> = rights.filter(|right| right.is_for_programs()).collect();
    let ends = hub.surroundings.now() + SignedDuration::from_hours(24);
    let (_, secret) = hub.add_token(organisation, "rooster", &scopes, ends).await.unwrap();
    secret.expose_secret().to_owned()
}

fn somebody() -> NewPerson {
    NewPerson {
        number: Some(1),
        first_name: "Alex".to_owned(),
        prefix: "van".to_owned(),
        last_name: "Beuzekom".to_owned(),
        ..NewPerson::default()
    }
}

/// Couples with the company of the manual, over SOAP.
async fn couple(hub: &Hub, sandbox: &Running, organisation: OrganisationId) -> OpenCoupling {
    let addresses = Addresses::under(sandbox.base_url()).unwrap();
    let mut settings = CouplingSettings {
        email: Some(log_in::EMAIL.into()),
        domain: Some(log_in::DOMAIN.into()),
        hour_codes: [(100, 2100), (150, 6050), (200, 6080)]
            .map(|(percent, code)| CodeMapping {
                factor: Factor::percent(percent),
                code,
            })
            .to_vec(),
        sending: Sending {
            calls_per_second: 150,
            ..Sending::default()
        },
        ..CouplingSettings::draft(Interface::Soap, addresses)
    };
    let access = Access::Token {
        token: log_in::TOKEN.into(),
    };
    let companies = hub
        .trial_connection(&settings, &access)
        .reader()
        .companies(None)
        .await
        .unwrap();
    let company = companies.iter().find(|company| company.number == "1").unwrap();
    settings.company = CompanyChoice::of(company, Frequency::Monthly);
    let coupling = hub.add_coupling(organisation, "modehuis", &settings).await.unwrap();
    hub.store_access(&coupling, &access).await.unwrap();
    coupling
}

async fn open(hub: Hub) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let service = loonbrug_api::router(hub).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}
