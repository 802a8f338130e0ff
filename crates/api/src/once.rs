//! Writes that must not happen twice: an `Idempotency-Key` has one request, and that has one answer.
//!
//! The work goes on when the caller hangs up; who asks again with the same key gets its answer.

use crate::asked::{Content, bytes_of};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::problem::Kind;
use crate::server::Api;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use loonbrug_domain::ids::TokenId;
use loonbrug_hub::access::RequestKey;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use utoipa::IntoParams;

const HEADER: &str = "idempotency-key";
const LONGEST_KEY: usize = 128;

/// What a write answers.
pub type Answer = Result<Response, Failure>;

/// The key of a request that must not be carried out twice.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it tells the document of the header that `Once` reads")]
pub struct OnceHeader {
    /// A key of your own, another for each request: a UUID, for example. The same key with the same body gives the same
    /// answer and does nothing; with another body it is refused.
    #[param(
        rename = "Idempotency-Key",
        min_length = 1,
        max_length = 128,
        pattern = "^[!-~]+$",
        example = "5f0c2c4e-8d2b-4a36-9f6e-2f6d0c1f7a11"
    )]
    key: String,
}

/// A body that came with a key.
pub struct Once<T> {
    api: Api,
    key: String,
    hash: [u8; 32],
    body: T,
}

/// What holds a secret that is shown once: who asks again gets it without.
pub trait ShownOnce {
    /// The same without its secret, as the answer is kept.
    #[must_use]
    fn kept(&self) -> Self;
}

/// The keys of requests that are being carried out by this process.
#[derive(Clone, Debug, Default)]
pub struct AtWork {
    keys: Arc<Mutex<HashSet<(TokenId, String)>>>,
}

/// A key that is at work until this goes.
struct Working {
    at_work: AtWork,
    key: (TokenId, String),
}

impl AtWork {
    fn begin(&self, key: (TokenId, String)) -> Option<Working> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        keys.insert(key.clone()).then(|| Working {
            at_work: self.clone(),
            key,
        })
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        let mut keys = self.at_work.keys.lock().unwrap_or_else(PoisonError::into_inner);
        keys.remove(&self.key);
    }
}

impl<T: Content> FromRequest<Api> for Once<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, api: &Api) -> Result<Self, Failure> {
        let key = key_of(request.headers())?;
        let (method, path) = (request.method().clone(), request.uri().to_string());
        let bytes = bytes_of::<T>(request, api).await?;
        Ok(Self {
            api: api.clone(),
            key,
            hash: request_hash(method.as_str(), &path, &bytes),
            body: T::read(bytes)?,
        })
    }
}

/// The hash by which a request is known as the same: of its method, its path under the prefix and its body.
#[must_use]
pub fn request_hash(method: &str, path: &str, body: &[u8]) -> [u8; 32] {
    let asked = format!("{method} {path}\n");
    Sha256::new().chain_update(asked).chain_update(body).finalize().into()
}

fn key_of(headers: &HeaderMap) -> Result<String, Failure> {
    let key = headers
        .get(HEADER)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let is_key = (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if is_key {
        return Ok(key.to_owned());
    }
    Err(Wrong::parameter(
        "Idempotency-Key",
        "Geef dit verzoek een eigen sleutel van 1 tot en met 128 tekens zonder spaties, zoals een UUID.",
        "Give this request a key of its own of 1 to 128 characters without spaces, such as a UUID.",
    ))
}

impl<T: Send + 'static> Once<T> {
    /// Makes something, once.
    ///
    /// # Errors
    /// Why it was not made, or why nobody knows.
    pub async fn make<F, M>(self, guarded: &Guarded, work: impl FnOnce(T) -> F) -> Answer
    where
        F: Future<Output = Result<M, Failure>> + Send + 'static,
        M: Serialize + Send + 'static,
    {
        self.carry_out(guarded, work, serde_json::to_string).await
    }

    /// Makes something with a secret, once: no secret is kept with an answer.
    ///
    /// # Errors
    /// Why it was not made, or why nobody knows.
    pub async fn make_shown_once<F, M>(self, guarded: &Guarded, work: impl FnOnce(T) -> F) -> Answer
    where
        F: Future<Output = Result<M, Failure>> + Send + 'static,
        M: Serialize + ShownOnce + Send + 'static,
    {
        self.carry_out(guarded, work, |made: &M| serde_json::to_string(&made.kept()))
            .await
    }

    /// Carries out what is to be made; `to_keep` writes the answer for whoever asks again.
    async fn carry_out<F, M>(
        self,
        guarded: &Guarded,
        work: impl FnOnce(T) -> F,
        to_keep: fn(&M) -> serde_json::Result<String>,
    ) -> Answer
    where
        F: Future<Output = Result<M, Failure>> + Send + 'static,
        M: Serialize + Send + 'static,
    {
        let Self { api, key, hash, body } = self;
        let program = guarded.caller.program.clone();
        let Some(working) = api.at_work.begin((program.token, key.clone())) else {
            return Err(Failure::UnderWay);
        };
        let hub = guarded.hub().clone();
        match hub.take_request_key(&program, &key, &hash).await? {
            RequestKey::First => {}
            RequestKey::Answered(status, body) => return Ok(kept(status, body)),
            RequestKey::WithoutAnswer => return Err(Failure::OutcomeUnknown),
            RequestKey::OfAnother => return Err(Failure::KeyReused),
        }
        let work = work(body);
        let carried_out = tokio::spawn(async move {
            let outcome = match work.await {
                Ok(made) => {
                    let kept = to_keep(&made).map_err(|_| Failure::BrokeOff)?;
                    hub.keep_answer(&program, &key, StatusCode::CREATED.as_u16(), &kept)
                        .await?;
                    serde_json::to_string(&made).map_err(|_| Failure::BrokeOff)
                }
                Err(failure) if did_nothing(failure.kind()) => {
                    hub.give_key_back(&program, &key).await?;
                    Err(failure)
                }
                Err(failure) => Err(failure),
            };
            drop(working);
            outcome
        });
        let body = carried_out.await.map_err(|_| Failure::BrokeOff)??;
        Ok(kept(StatusCode::CREATED.as_u16(), body))
    }
}

fn kept(status: u16, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::CREATED);
    (status, [(CONTENT_TYPE, "application/json")], body).into_response()
}

/// Whether a failure says that nothing was done: then the key may be used again.
const fn did_nothing(kind: Kind) -> bool {
    !matches!(kind, Kind::Fault | Kind::Nmbrs | Kind::NmbrsAway)
}
