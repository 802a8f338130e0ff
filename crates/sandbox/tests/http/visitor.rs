//! A client of the sandbox, written for these tests: it knows no type of the product.

use loonbrug_sandbox::browser::{self, LogIn};
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use url::Url;

pub const KEY: &str = "nmbrs-subscription-key";
pub const REDIRECT: &str = "http://127.0.0.1:4711/back";
pub const EVERY_SCOPE: &str = "offline_access company.info.read company.payrollsettings.read company.leave.read \
     employee.info.read employee.employment.read employee.payment employee.orgstructure.read employee.leave.read \
     employee.bankaccount.read user.info.read";

/// A running sandbox and somebody who visits it.
pub struct Visitor {
    pub sandbox: Running,
    pub http: reqwest::Client,
    pub token: String,
    pub refresh: String,
}

#[expect(clippy::disallowed_methods, reason = "a client that sees redirects")]
pub fn client() -> reqwest::Client {
    // An error means that another test has installed it.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

impl Visitor {
    /// The manuals' world at a fixed time, and nobody signed in.
    pub async fn stranger() -> Self {
        let mut world = World::manuals();
        world.clock = Some("2023-05-17T09:00:00Z".parse().unwrap());
        Self::of(world).await
    }

    /// A world, and nobody signed in.
    pub async fn of(world: World) -> Self {
        let sandbox = Sandbox::start(([127, 0, 0, 1], 0).into(), world).await.unwrap();
        Self {
            sandbox,
            http: client(),
            token: String::new(),
            refresh: String::new(),
        }
    }

    /// Signed in for the first debtor with every scope.
    pub async fn new() -> Self {
        Self::with_scopes(EVERY_SCOPE).await
    }

    /// Signed in for the first debtor with these scopes.
    pub async fn with_scopes(scopes: &str) -> Self {
        let mut visitor = Self::stranger().await;
        visitor.sign_in(scopes, LogIn::default()).await;
        visitor
    }

    pub async fn sign_in(&mut self, scopes: &str, log_in: LogIn<'_>) {
        let code = self.code(scopes, log_in).await;
        let (status, tokens) = self
            .tokens(&[("grant_type", "authorization_code"), ("code", &code)])
            .await;
        assert_eq!(status, 200, "{tokens}");
        tokens["access_token"].as_str().unwrap().clone_into(&mut self.token);
        tokens["refresh_token"]
            .as_str()
            .unwrap_or_default()
            .clone_into(&mut self.refresh);
    }

    pub fn authorize_url(&self, pairs: &[(&str, &str)]) -> Url {
        let mut url = self
            .sandbox
            .base_url()
            .join("nmbrs/identity/connect/authorize")
            .unwrap();
        url.query_pairs_mut()
            .extend_pairs([("client_id", "loonbrug"), ("response_type", "code"), ("state", "s1")]);
        url.query_pairs_mut()
            .extend_pairs([("redirect_uri", REDIRECT)])
            .extend_pairs(pairs);
        url
    }

    pub async fn code(&self, scopes: &str, log_in: LogIn<'_>) -> String {
        let back = browser::sign_in_as(&self.authorize_url(&[("scope", scopes)]), log_in)
            .await
            .unwrap();
        pair(&back, "code").unwrap()
    }

    /// Posts to the token endpoint with the client in the form and the redirect address.
    pub async fn tokens(&self, form: &[(&str, &str)]) -> (u16, Value) {
        let mut form = form.to_vec();
        form.extend([
            ("client_id", "loonbrug"),
            ("client_secret", "loonbrug-secret"),
            ("redirect_uri", REDIRECT),
        ]);
        let url = self.sandbox.base_url().join("nmbrs/identity/connect/token").unwrap();
        answer(self.http.post(url).form(&form)).await
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = self.sandbox.base_url().join("nmbrs/").unwrap().join(path).unwrap();
        self.http
            .request(method, url)
            .header("X-Subscription-Key", KEY)
            .bearer_auth(&self.token)
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        answer(self.request(Method::GET, path)).await
    }

    /// The rows of a page that must be there.
    pub async fn rows(&self, path: &str) -> Vec<Value> {
        let (status, page) = self.get(path).await;
        assert_eq!(status, 200, "{page}");
        page["data"].as_array().unwrap().clone()
    }

    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        answer(self.request(Method::POST, path).json(&body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> (u16, Value) {
        answer(self.request(Method::PUT, path).json(&body)).await
    }

    pub async fn delete(&self, path: &str) -> (u16, Value) {
        answer(self.request(Method::DELETE, path)).await
    }

    pub async fn control(&self, path: &str) -> Value {
        let url = self.sandbox.base_url().join("control/").unwrap().join(path).unwrap();
        answer(self.http.get(url)).await.1
    }

    pub async fn order(&self, path: &str, body: Value) -> Value {
        let (status, value) = self.try_order(path, body).await;
        assert_eq!(status, 200, "{value}");
        value
    }

    pub async fn try_order(&self, path: &str, body: Value) -> (u16, Value) {
        let url = self.sandbox.base_url().join("control/").unwrap().join(path).unwrap();
        answer(self.http.post(url).json(&body)).await
    }

    /// `api/companies/{uuid}` of a company by its number.
    pub async fn company(&self, number: i32) -> String {
        let companies = self.control("state/nmbrs/companies").await;
        let found = companies
            .as_array()
            .unwrap()
            .iter()
            .find(|company| company["number"] == number)
            .unwrap();
        format!("api/companies/{}", found["uuid"].as_str().unwrap())
    }

    /// `api/employees/{uuid}` of an employee of company 1 by number.
    pub async fn employee(&self, number: i32) -> String {
        self.employee_of(1, number).await
    }

    pub async fn employee_of(&self, company: i32, number: i32) -> String {
        let found = self
            .control(&format!("state/nmbrs/employees?company={company}&employee={number}"))
            .await;
        format!("api/employees/{}", found[0]["uuid"].as_str().unwrap())
    }

    /// What is held for an employee of company 1: code, hours and comment.
    pub async fn held(&self, number: i32) -> Vec<(i64, String, Value)> {
        let rows = self
            .control(&format!("state/nmbrs/hours?company=1&employee={number}"))
            .await;
        let row = |row: &Value| {
            (
                row["code"].as_i64().unwrap(),
                row["hours"].as_str().unwrap().to_owned(),
                row["comment"].clone(),
            )
        };
        rows.as_array().unwrap().iter().map(row).collect()
    }
}

/// A body of shape B for hours.
pub fn hours(code: i32, hours: f64, period: (i16, u8), unprotected: bool) -> Value {
    json!({
        "hourCode": code, "hours": hours, "comment": "Uren 01-04-2023 t/m 30-04-2023",
        "periodDetails": { "period": { "year": period.0, "period": period.1 }, "unprotectedMode": unprotected },
    })
}

pub async fn answer(request: RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

/// The value of a pair of the query.
pub fn pair(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}
