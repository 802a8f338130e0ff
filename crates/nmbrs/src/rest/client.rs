//! One call: address, headers, token, answer.

use super::body::{BodyError, collected};
use super::operation::Operation;
use super::refusal::refusal;
use crate::connection::{RestAccess, TokenSource};
use crate::transport::{Departure, Effect, attempt, chain, repeated};
use crate::{Fault, FaultClass, FaultCode, HttpClient, Pace, RemoteId};
use reqwest::header::HeaderValue;
use reqwest::{Request, Response};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;
use std::sync::Arc;
use tokio::sync::Mutex;
use url::Url;
use uuid::Uuid;

/// The largest answer that we read, in bytes: a page of a hundred employees with all their history is a tenth of it.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// The most of a refusal that we read, in bytes.
const LARGEST_REFUSAL: usize = 64 * 1024;

/// The client of the REST interface. Clones share the token and the pace.
#[derive(Clone)]
pub(crate) struct RestClient {
    base: Url,
    subscription_key: SecretString,
    tokens: Arc<dyn TokenSource>,
    /// Calls side by side are refused together; one of them renews the token for all.
    renewal: Arc<Mutex<()>>,
    http: HttpClient,
    pace: Pace,
}

/// A call with its ids, its query and its body.
pub(super) struct Call<'a, B: ?Sized = ()> {
    pub(super) operation: &'a Operation,
    pub(super) ids: &'a [Uuid],
    pub(super) query: &'a [(&'static str, String)],
    pub(super) body: Option<&'a B>,
}

/// Turns the body of an answer into what was asked, or says why it cannot.
type Decode<T> = fn(&[u8]) -> Result<T, serde_json::Error>;

impl RestClient {
    pub(crate) fn new(access: RestAccess, http: HttpClient, pace: Pace) -> Self {
        let RestAccess {
            base,
            subscription_key,
            tokens,
        } = access;
        Self {
            base,
            subscription_key,
            tokens,
            renewal: Arc::default(),
            http,
            pace,
        }
    }

    /// The same client for calls that must not leave late.
    pub(crate) fn leaving_by(&self, departure: Departure) -> Self {
        Self {
            pace: self.pace.leaving_by(departure),
            ..self.clone()
        }
    }

    /// Makes a call and reads its answer.
    pub(super) async fn ask<T, B>(&self, call: Call<'_, B>) -> Result<T, Fault>
    where
        T: DeserializeOwned,
        B: Serialize + ?Sized,
    {
        self.make(&call, |body| serde_json::from_slice(body)).await
    }

    /// Makes a call of which the answer's body says nothing that we need.
    pub(super) async fn tell<B: Serialize + ?Sized>(&self, call: Call<'_, B>) -> Result<(), Fault> {
        self.make(&call, |_| Ok(())).await
    }

    /// A refused token means that nothing happened, so that also a write is made once more, with a fresh one.
    async fn make<T, B>(&self, call: &Call<'_, B>, decode: Decode<T>) -> Result<T, Fault>
    where
        B: Serialize + ?Sized,
    {
        let token = self.tokens.access_token().await?;
        match self.make_with(&token, call, decode).await {
            Err(fault) if fault.code == Some(FaultCode::InvalidAuthentication) => {
                let fresh = self.renewed(&token).await?;
                self.make_with(&fresh, call, decode).await
            }
            outcome => outcome,
        }
    }

    /// A token other than the refused one.
    async fn renewed(&self, refused: &SecretString) -> Result<SecretString, Fault> {
        let _turn = self.renewal.lock().await;
        let current = self.tokens.access_token().await?;
        if current.expose_secret() == refused.expose_secret() {
            self.tokens.refused().await
        } else {
            Ok(current)
        }
    }

    async fn make_with<T, B>(&self, token: &SecretString, call: &Call<'_, B>, decode: Decode<T>) -> Result<T, Fault>
    where
        B: Serialize + ?Sized,
    {
        let operation = call.operation;
        let request = &self.request(token, call)?;
        repeated(self.http.waiting(), operation.effect(), || async move {
            let answer = attempt(&self.http, &self.pace, operation.call, operation.effect(), request).await?;
            let body = accepted(operation, answer.response).await?;
            drop(answer.turn);
            decode(&body).map_err(|error| operation.unreadable(format!("the answer cannot be read: {error}")))
        })
        .await
    }

    fn request<B: Serialize + ?Sized>(&self, token: &SecretString, call: &Call<'_, B>) -> Result<Request, Fault> {
        let operation = call.operation;
        let mut address = operation.address(&self.base, call.ids)?;
        for (name, value) in call.query {
            address.query_pairs_mut().append_pair(name, value);
        }
        let mut key = HeaderValue::from_str(self.subscription_key.expose_secret()).map_err(|_| {
            let message = "the subscription key of the application has characters that no key has; enter it again";
            operation.fault(FaultClass::Pause, Some(FaultCode::Disabled), message)
        })?;
        key.set_sensitive(true);
        let request = self
            .http
            .request(operation.method(), address)
            .bearer_auth(token.expose_secret())
            .header("X-Subscription-Key", key)
            .header("Accept", "application/json");
        let request = match call.body {
            Some(body) => request.json(body),
            None => request,
        };
        request
            .build()
            .map_err(|error| operation.refused(format!("the request cannot be made: {}", chain(&error.without_url()))))
    }
}

/// The UUID of a record; a number belongs to the other interface.
pub(super) fn uuid(operation: &Operation, id: RemoteId) -> Result<Uuid, Fault> {
    match id {
        RemoteId::Uuid(uuid) => Ok(uuid),
        RemoteId::Number(number) => Err(operation.refused(format!(
            "{number} is an id of SOAP; convert the ids of this coupling to REST"
        ))),
    }
}

/// The body of an accepted answer, or the fault that a refusal stands for.
async fn accepted(operation: &Operation, response: Response) -> Result<Vec<u8>, Fault> {
    let status = response.status();
    if !status.is_success() {
        // The status says that it was refused; words that do not come in add nothing to that.
        let words = body(operation, response, LARGEST_REFUSAL).await.unwrap_or_default();
        return Err(refusal(operation, status, &words));
    }
    body(operation, response, LARGEST_ANSWER).await
}

async fn body(operation: &Operation, response: Response, largest: usize) -> Result<Vec<u8>, Fault> {
    collected(response, largest)
        .await
        .map_err(|error| match (&error, operation.effect()) {
            (BodyError::TooLarge { .. }, Effect::Read) => operation.refused(error.to_string()),
            _ => operation.unreadable(error.to_string()),
        })
}

impl fmt::Debug for RestClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RestClient")
            .field("base", &self.base.as_str())
            .finish_non_exhaustive()
    }
}
