//! The sandbox's control address: what Nmbrs really holds, what somebody does there by hand, and what goes wrong.

use loonbrug_sandbox::Running;
use serde_json::{Value, json};

/// Speaks to `/control` of one sandbox.
#[derive(Debug)]
pub struct Control {
    http: reqwest::Client,
    base: url::Url,
}

impl Control {
    /// The HTTP client of the hub was made before: it installs the provider of TLS.
    pub fn of(sandbox: &Running) -> Self {
        #[expect(clippy::disallowed_methods, reason = "asks the sandbox past Loonbrug")]
        let http = reqwest::Client::builder().no_proxy().build().expect("a client of HTTP");
        Self {
            http,
            base: sandbox.base_url().join("control/").expect("an address"),
        }
    }

    /// A list of the state: `hours?company=1&year=2023&period=4`.
    pub async fn state(&self, what: &str) -> Vec<Value> {
        let address = self.base.join(&format!("state/nmbrs/{what}")).expect("an address");
        let answer = self.http.get(address).send().await.expect("the sandbox answers");
        answer.json().await.expect("the state is a list")
    }

    /// An order: `edit`, `edit-person`, `rights`, `settings`, `close-period`, `clock`.
    pub async fn order(&self, what: &str, body: Value) -> Value {
        let address = self.base.join(what).expect("an address");
        let answer = self
            .http
            .post(address)
            .json(&body)
            .send()
            .await
            .expect("the sandbox answers");
        let (status, text) = (answer.status(), answer.text().await.expect("an answer"));
        assert!(status.is_success(), "{what} {body}: {status} {text}");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Orders faults in the place of those that were ordered before.
    pub async fn faults(&self, faults: Value) {
        self.order("faults", faults).await;
    }

    /// How many faults did not come yet.
    pub async fn pending_faults(&self) -> usize {
        let address = self.base.join("faults").expect("an address");
        let answer = self.http.get(address).send().await.expect("the sandbox answers");
        let faults: Vec<Value> = answer.json().await.expect("a list");
        faults.len()
    }

    /// Somebody adds, changes or deletes a row in the screens of Nmbrs, company 1; gives the id of the row.
    pub async fn by_hand(&self, mut edit: Value) -> Value {
        edit["company"] = edit.get("company").cloned().unwrap_or_else(|| json!(1));
        self.order("edit", edit).await["id"].clone()
    }
}
