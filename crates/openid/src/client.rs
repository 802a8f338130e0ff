//! The calls: the provider's document and keys, and a code for a token.

use crate::asked::Asked;
use crate::discovery::{Document, address_of_document};
use crate::fault::{ProviderFault, chain, shown};
use crate::id_token::{Expected, Identity, read_id_token};
use crate::keys::Keys;
use crate::{Provider, ring_provider};
use jiff::{SignedDuration, Timestamp};
use reqwest::header::{ACCEPT, HeaderValue};
use reqwest::{Client, RequestBuilder, StatusCode, redirect, retry};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use url::{Url, form_urlencoded};

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a call may take as a whole: somebody waits for it.
const CALL_TIMEOUT: Duration = Duration::from_secs(10);
/// The largest answer that is read, in bytes.
const LARGEST_ANSWER: usize = 256 * 1024;
/// How long document and keys are taken as they were read. A key that is not among them is asked for at once.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(1);

/// Speaks to providers: no redirects, no proxy of the environment, a time limit.
#[derive(Clone, Debug)]
pub struct OpenIdClient {
    client: Client,
    known: Arc<Mutex<HashMap<String, Arc<Known>>>>,
}

/// What a provider says of itself.
#[derive(Debug)]
struct Known {
    document: Document,
    keys: Keys,
    read_at: Timestamp,
}

/// What a code becomes; the access token is not used.
#[derive(Deserialize)]
struct Granted {
    id_token: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Refused {
    error: String,
    error_description: String,
}

impl OpenIdClient {
    /// A client. Refused when the system's certificates cannot be read.
    pub fn new() -> Result<Self, ProviderFault> {
        // Refused only when the process has a provider already, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        ring_provider::install();
        #[expect(
            clippy::disallowed_methods,
            reason = "another reach than the client of Nmbrs: the provider that the owner of the machine named"
        )]
        let builder = Client::builder();
        let client = builder
            .user_agent(concat!("loonbrug/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(CALL_TIMEOUT)
            .build()
            .map_err(|error| ProviderFault::Unreachable(chain(&error)))?;
        Ok(Self {
            client,
            known: Arc::default(),
        })
    }

    /// Where the browser is sent with a question.
    pub async fn address(&self, provider: &Provider, asked: &Asked, now: Timestamp) -> Result<Url, ProviderFault> {
        let known = self.known(&provider.issuer, now).await?;
        Ok(asked.address(&known.document.authorization_endpoint, provider))
    }

    /// Who somebody is, by the code that came back with the browser. A code serves once.
    pub async fn identity(
        &self,
        provider: &Provider,
        asked: &Asked,
        code: &str,
        now: Timestamp,
    ) -> Result<Identity, ProviderFault> {
        let known = self.known(&provider.issuer, now).await?;
        let token = self.exchange(&known.document, provider, &asked.verifier, code).await?;
        let expected = Expected { provider, asked, now };
        // A key that is not known is one that came since: the provider changes them from time to time.
        let keys = if known.keys.knows(&token) {
            known
        } else {
            self.read(&provider.issuer, now).await?
        };
        Ok(read_id_token(&token, &keys.keys, &expected)?)
    }

    async fn known(&self, issuer: &str, now: Timestamp) -> Result<Arc<Known>, ProviderFault> {
        let kept = self.kept().get(issuer).cloned();
        match kept.filter(|known| now.duration_since(known.read_at).abs() < KEPT_FOR) {
            Some(known) => Ok(known),
            None => self.read(issuer, now).await,
        }
    }

    async fn read(&self, issuer: &str, now: Timestamp) -> Result<Arc<Known>, ProviderFault> {
        let document = answer(self.client.get(address_of_document(issuer)?)).await?;
        let document = Document::read(&document, issuer)?;
        let keys = Keys::read(&answer(self.client.get(document.jwks_uri.clone())).await?)?;
        let known = Arc::new(Known {
            document,
            keys,
            read_at: now,
        });
        self.kept().insert(issuer.to_owned(), Arc::clone(&known));
        Ok(known)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Known>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Turns a code into the ID token, as it came.
    async fn exchange(
        &self,
        document: &Document,
        provider: &Provider,
        verifier: &SecretString,
        code: &str,
    ) -> Result<String, ProviderFault> {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", provider.redirect.as_str()),
            ("code_verifier", verifier.expose_secret()),
        ];
        let (id, secret) = (&provider.client_id, provider.client_secret.expose_secret());
        let mut request = self.client.post(document.token_endpoint.clone());
        if document.takes_basic() {
            // Form-encoded within the header (RFC 6749, 2.3.1).
            request = request.basic_auth(encoded(id), Some(encoded(secret)));
        } else {
            form.extend([("client_id", id.as_str()), ("client_secret", secret)]);
        }
        let granted: Granted = serde_json::from_slice(&answer(request.form(&form)).await?)
            .map_err(|_| ProviderFault::Answer("it gave no token for the code".to_owned()))?;
        let token = granted.id_token;
        token.ok_or_else(|| ProviderFault::Answer("it gave no ID token for the code".to_owned()))
    }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The body of an answer that says yes.
async fn answer(request: RequestBuilder) -> Result<Vec<u8>, ProviderFault> {
    let unreachable = |error: reqwest::Error| ProviderFault::Unreachable(chain(&error.without_url()));
    let request = request.header(ACCEPT, HeaderValue::from_static("application/json"));
    let mut answer = request.send().await.map_err(unreachable)?;
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
        body.extend_from_slice(&chunk);
        if body.len() > LARGEST_ANSWER {
            return Err(ProviderFault::Answer("its answer is too large".to_owned()));
        }
    }
    let status = answer.status();
    if status.is_success() {
        return Ok(body);
    }
    let refused: Refused = serde_json::from_slice(&body).unwrap_or_default();
    let text = format!(
        "HTTP {} {} {}",
        status.as_u16(),
        refused.error,
        refused.error_description
    );
    let text = shown(text.trim());
    Err(match status {
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => ProviderFault::Unreachable(text),
        status if status.is_server_error() => ProviderFault::Unreachable(text),
        _ => ProviderFault::Answer(text),
    })
}
