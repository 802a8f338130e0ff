//! Providers of identities (OpenID Connect), as the owner of the machine keeps them.

use super::provider_refusal::ProviderRefusal;
use super::refusal::AccessRefusal;
use crate::application::Hub;
use crate::error::HubError;
use jiff::Timestamp;
use loonbrug_domain::ids::ProviderId;
use loonbrug_openid::{Asked, OpenIdClient, Provider, check_address};
use loonbrug_store::{LinkedUser, SignInProvider, StoreError};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use url::Url;

/// A provider that is to be added.
#[derive(Clone, Debug)]
pub struct NewProvider {
    /// What users know it by.
    pub name: String,
    /// The issuer, exactly as the provider writes it.
    pub issuer: String,
    /// What it knows us by.
    pub client_id: String,
    /// What proves that it is us.
    pub client_secret: SecretString,
    /// The word of the provider (`amr` or `acr`) that counts as a second factor; none unless it is said.
    pub second_factor: Option<String>,
}

/// What of a provider changes; the rest stays. Whoever has another issuer is another provider.
#[derive(Clone, Debug, Default)]
pub struct ProviderChange {
    /// Another secret.
    pub client_secret: Option<SecretString>,
    /// Another word that counts as a second factor, or none.
    pub second_factor: Option<Option<String>>,
}

/// A provider as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ListedProvider {
    /// Identity.
    pub id: ProviderId,
    /// Name.
    pub name: String,
    /// Issuer.
    pub issuer: String,
    /// What it knows us by.
    pub client_id: String,
    /// What counts as a second factor there.
    pub second_factor: Option<String>,
    /// How many users have an account there.
    pub users: usize,
    /// Since when it is there.
    pub created_at: Timestamp,
}

impl Hub {
    /// Adds a provider, after it was asked for its own document: a mistake in the issuer shows now.
    pub async fn add_provider(&self, new: &NewProvider) -> Result<SignInProvider, HubError> {
        let no_issuer = || ProviderRefusal::NoIssuer(new.issuer.clone());
        let address = Url::parse(&new.issuer).map_err(|_| no_issuer())?;
        check_address(&address).map_err(ProviderRefusal::from)?;
        let id = ProviderId(self.surroundings.identity());
        let secret = new.client_secret.expose_secret().as_bytes();
        let provider = SignInProvider {
            id,
            name: new.name.clone(),
            issuer: new.issuer.clone(),
            client_id: new.client_id.clone(),
            client_secret: self.vault.encrypt(&provider_purpose(id), secret)?,
            second_factor: new.second_factor.clone(),
            created_at: self.surroundings.now(),
        };
        self.must_answer(&provider, &address).await?;
        let detail = serde_json::json!({
            "issuer": new.issuer, "client-id": new.client_id, "second-factor": new.second_factor
        });
        let entry = self.audit_entry(None, "provider.added", &new.name, &detail.to_string());
        match self.store.insert_provider(&provider, &[entry]).await {
            Err(StoreError::AlreadyThere { .. }) => Err(ProviderRefusal::Exists(new.name.clone()).into()),
            outcome => Ok(outcome.map(|()| provider)?),
        }
    }

    /// Changes a provider.
    pub async fn change_provider(&self, name: &str, change: &ProviderChange) -> Result<(), HubError> {
        let known = self.provider_named(name).await?;
        let secret = match &change.client_secret {
            None => known.client_secret,
            Some(secret) => self
                .vault
                .encrypt(&provider_purpose(known.id), secret.expose_secret().as_bytes())?,
        };
        let second_factor = change.second_factor.clone().unwrap_or(known.second_factor);
        let detail = serde_json::json!({
            "second-factor": second_factor, "other-secret": change.client_secret.is_some()
        });
        let entry = self.audit_entry(None, "provider.changed", &known.name, &detail.to_string());
        let second_factor = second_factor.as_deref();
        Ok(self
            .store
            .change_provider(known.id, &secret, second_factor, &[entry])
            .await?)
    }

    /// Removes a provider; whoever was linked is signed out and has that way in no longer. Gives how many these were.
    pub async fn remove_provider(&self, name: &str) -> Result<usize, HubError> {
        let known = self.provider_named(name).await?;
        let linked = self.store.linked_users().await?;
        let users = linked.iter().filter(|link| link.provider == known.id).count();
        let detail = serde_json::json!({ "users": users }).to_string();
        let entry = self.audit_entry(None, "provider.removed", &known.name, &detail);
        self.store.remove_provider(known.id, &[entry]).await?;
        Ok(users)
    }

    /// All providers, by name.
    pub async fn providers(&self) -> Result<Vec<ListedProvider>, HubError> {
        let linked = self.store.linked_users().await?;
        let users = |id| {
            linked
                .iter()
                .filter(|LinkedUser { provider, .. }| *provider == id)
                .count()
        };
        let providers = self
            .store
            .providers()
            .await?
            .into_iter()
            .map(|provider| ListedProvider {
                id: provider.id,
                users: users(provider.id),
                name: provider.name,
                issuer: provider.issuer,
                client_id: provider.client_id,
                second_factor: provider.second_factor,
                created_at: provider.created_at,
            });
        Ok(providers.collect())
    }

    async fn provider_named(&self, name: &str) -> Result<SignInProvider, HubError> {
        let wanted = name.to_lowercase();
        let mut all = self.store.providers().await?.into_iter();
        let found = all.find(|provider| provider.name.to_lowercase() == wanted);
        found.ok_or_else(|| ProviderRefusal::NoProvider(name.to_owned()).into())
    }

    pub(super) async fn provider(&self, id: ProviderId) -> Result<SignInProvider, HubError> {
        let mut all = self.store.providers().await?.into_iter();
        let found = all.find(|provider| provider.id == id);
        found.ok_or_else(|| ProviderRefusal::NoProvider(id.to_string()).into())
    }

    /// A provider as it is spoken to; the browser comes back to `redirect`.
    pub(super) fn spoken_to(&self, provider: &SignInProvider, redirect: &Url) -> Result<Provider, HubError> {
        let secret = self
            .vault
            .decrypt(&provider_purpose(provider.id), &provider.client_secret)?;
        Ok(Provider {
            issuer: provider.issuer.clone(),
            client_id: provider.client_id.clone(),
            client_secret: String::from_utf8_lossy(&secret).into_owned().into(),
            redirect: redirect.clone(),
        })
    }

    pub(super) fn openid(&self) -> Result<&OpenIdClient, HubError> {
        self.openid.as_ref().ok_or_else(|| ProviderRefusal::NotHere.into())
    }

    async fn must_answer(&self, provider: &SignInProvider, redirect: &Url) -> Result<(), HubError> {
        let trial = Asked {
            state: String::new(),
            nonce: String::new(),
            verifier: String::new().into(),
            proven_since: None,
        };
        let spoken_to = self.spoken_to(provider, redirect)?;
        let answer = self
            .openid()?
            .address(&spoken_to, &trial, self.surroundings.now())
            .await;
        answer.map(drop).map_err(|fault| {
            let name = provider.name.clone();
            ProviderRefusal::Fault { name, fault }.into()
        })
    }
}

/// What the secret of a provider is bound to.
pub(crate) fn provider_purpose(provider: ProviderId) -> String {
    format!("client secret of provider {provider}")
}

impl From<ProviderRefusal> for HubError {
    fn from(refusal: ProviderRefusal) -> Self {
        AccessRefusal::from(refusal).into()
    }
}
