//! Signing in with a provider of identities: who is who, what counts, and what is refused.

mod accounts;
mod keeping;
mod visits;

use super::{OFFICE, address, refusal, visitor};
use crate::stage::Stage;
use loonbrug_domain::ids::ProviderId;
use loonbrug_hub::access::{AccessRefusal, CameBack, ComingBack, Errand, NewProvider, ProviderRefusal, SignedIn};
use loonbrug_hub::{Hub, HubError};
use loonbrug_openid::OpenIdClient;
use loonbrug_sandbox::data::log_in::{CLIENT, CLIENT_SECRET};
use loonbrug_sandbox::provider::{Mischief, log_in};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use url::Url;

/// The account of the user at the provider; no address that Loonbrug knows.
const ACCOUNT: &str = "f.de.vries@elders.example";

/// A hub that speaks to the provider that the sandbox plays, and that provider.
async fn with_provider(stage: &Stage) -> (Hub, ProviderId) {
    stage.sandbox.play().world_mut().clock = Some(stage.clock_now());
    let hub = super::hub(stage).speaking_to_providers(OpenIdClient::new().unwrap());
    let added = hub.add_provider(&keycloak(stage)).await.unwrap();
    (hub, added.id)
}

fn keycloak(stage: &Stage) -> NewProvider {
    NewProvider {
        name: "Keycloak".to_owned(),
        issuer: format!("{}provider", stage.sandbox.base_url()),
        client_id: CLIENT.to_owned(),
        client_secret: CLIENT_SECRET.into(),
        second_factor: None,
    }
}

fn redirect() -> Url {
    "http://127.0.0.1:9080/sign-in/back".parse().unwrap()
}

/// Somebody at the provider's page, with what their browser kept.
struct Away {
    back: Url,
    browser: SecretString,
}

async fn away(hub: &Hub, provider: ProviderId, errand: Errand<'_>, account: &str) -> Away {
    let out = hub
        .visit_provider(provider, errand, (&redirect(), "/today"), None)
        .await
        .unwrap();
    Away {
        back: log_in(&out.address, account).await.unwrap(),
        browser: out.browser,
    }
}

impl Away {
    fn said(&self, name: &str) -> String {
        let found = self.back.query_pairs().find(|(known, _)| known == name);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    }

    async fn come_back(&self, hub: &Hub, session: &str) -> CameBack {
        let (state, code, error) = (self.said("state"), self.said("code"), self.said("error"));
        let back = ComingBack {
            state: &state,
            browser: self.browser.expose_secret(),
            code: Some(code.as_str()).filter(|code| !code.is_empty()),
            error: &error,
            session,
            device: "Firefox",
            address: address(OFFICE),
        };
        hub.come_back(&back, &redirect()).await
    }
}

/// To the provider and back, without a session.
async fn came(hub: &Hub, provider: ProviderId, errand: Errand<'_>) -> Result<Option<SignedIn>, HubError> {
    away(hub, provider, errand, ACCOUNT)
        .await
        .come_back(hub, "")
        .await
        .outcome
}

fn provider_refusal<T: std::fmt::Debug>(result: Result<T, HubError>) -> ProviderRefusal {
    match refusal(result) {
        AccessRefusal::Provider(refusal) => refusal,
        other => panic!("{other}"),
    }
}

fn stating(stage: &Stage, claims: &Value) {
    stage.sandbox.provider().misbehave(Mischief {
        claims: claims.as_object().unwrap().clone(),
        ..Mischief::default()
    });
}

fn unknown() -> ProviderRefusal {
    ProviderRefusal::UnknownAccount("Keycloak".to_owned())
}

/// Links the account with the user of a session, who proved to be there.
async fn link(hub: &Hub, provider: ProviderId, signed: &SignedIn, account: &str) -> Result<(), HubError> {
    let visitor = visitor(hub, signed).await;
    let away = away(hub, provider, Errand::Link(&visitor), account).await;
    let came = away.come_back(hub, signed.secret.expose_secret()).await;
    came.outcome
        .map(|session| assert!(session.is_none(), "the session goes on"))
}
