//! Going to a provider, and coming back from it. Where somebody goes is written down with what the browser keeps; only
//! that browser comes back, once, and not after long.

use super::provider_refusal::ProviderRefusal;
use super::secret::{fresh_secret, hash_of};
use super::sign_in::SignedIn;
use super::visitor::Visitor;
use crate::application::Hub;
use crate::error::HubError;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use loonbrug_domain::ids::{ProviderId, SessionId};
use loonbrug_openid::{Asked, Identity, ProviderFault};
use loonbrug_store::{ProviderVisit, Session, SignInProvider, User};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::net::IpAddr;
use url::Url;
use uuid::Uuid;

/// What somebody goes to a provider for.
#[derive(Clone, Copy, Debug)]
pub enum Errand<'a> {
    /// To sign in.
    SignIn,
    /// To accept the invitation with this secret.
    Accept(&'a str),
    /// To prove again who the visitor is.
    Prove(&'a Visitor),
    /// To link the account there with the visitor, who proved to be there.
    Link(&'a Visitor),
}

/// An errand, as it is kept while the browser is away.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeptErrand {
    /// To sign in.
    SignIn,
    /// To accept the invitation with this hash, in hexadecimal.
    Accept(String),
    /// To prove who the user of a session is.
    Prove(SessionId),
    /// To link an account with the user of a session.
    Link(SessionId),
}

/// Where the browser goes.
#[derive(Debug)]
pub struct WayOut {
    /// At the provider.
    pub address: Url,
    /// What the browser keeps until it is back: for a cookie, and nowhere else.
    pub browser: SecretString,
}

/// A browser that comes back.
#[derive(Clone, Copy, Debug)]
pub struct ComingBack<'a> {
    /// The state that it brings.
    pub state: &'a str,
    /// What it kept.
    pub browser: &'a str,
    /// The code, where the provider gave one.
    pub code: Option<&'a str>,
    /// What the provider said in the place of a code.
    pub error: &'a str,
    /// The secret of the session that it has, if it has one.
    pub session: &'a str,
    /// What the device calls itself.
    pub device: &'a str,
    /// From where.
    pub address: IpAddr,
}

/// What came of a visit.
#[derive(Debug)]
pub struct CameBack {
    /// What it was for; `None` where nobody went.
    pub errand: Option<KeptErrand>,
    /// Where it goes on, within the pages.
    pub to: String,
    /// The session that goes on, of whoever signed in or proved to be there; `None` for an account that was linked.
    pub outcome: Result<Option<SignedIn>, HubError>,
}

/// A visit that is over.
pub(super) struct Visit {
    pub provider: SignInProvider,
    pub errand: KeptErrand,
    /// Where it goes on.
    to: String,
    asked: Asked,
    /// As what it was counted.
    attempt: Uuid,
}

impl Hub {
    /// Sends a browser to a provider; it comes back to `redirect`, and goes on to `to`. `browser` is what it kept of another
    /// visit, so that two can be under way at once.
    pub async fn visit_provider(
        &self,
        provider: ProviderId,
        errand: Errand<'_>,
        (redirect, to): (&Url, &str),
        browser: Option<&str>,
    ) -> Result<WayOut, HubError> {
        let provider = self.provider(provider).await?;
        let errand = self.kept_errand(errand).await?;
        let now = self.surroundings.now();
        let browser = browser.filter(|kept| is_secret(kept)).map(SecretString::from);
        let browser = browser.unwrap_or_else(|| fresh_secret(""));
        let state = fresh_secret("");
        let (state, kept) = (state.expose_secret(), browser.expose_secret());
        let asked = asked(state, kept, errand.needs_proof().then_some(now));
        let spoken_to = self.spoken_to(&provider, redirect)?;
        let address = self.openid()?.address(&spoken_to, &asked, now).await;
        let address = address.map_err(|fault| refused(&provider, fault))?;
        let visit = ProviderVisit {
            provider: provider.id,
            errand: serde_json::json!(errand).to_string(),
            address: to.to_owned(),
            begun_at: now,
        };
        let hashes = (&hash_of(state), &hash_of(kept));
        self.store.begin_visit(hashes, &visit, now - self.terms.visit).await?;
        Ok(WayOut { address, browser })
    }

    /// Takes up who came back from a provider, and does what they went for.
    pub async fn come_back(&self, back: &ComingBack<'_>, redirect: &Url) -> CameBack {
        match self.take_up(back).await {
            Err(error) => CameBack {
                errand: None,
                to: "/".to_owned(),
                outcome: Err(error),
            },
            Ok(visit) => CameBack {
                outcome: self.carry_out(&visit, back, redirect).await,
                errand: Some(visit.errand),
                to: visit.to,
            },
        }
    }

    /// The visit that ends here. Every return is counted as failed before it is judged, by its address: nobody knows yet who
    /// it is.
    async fn take_up(&self, back: &ComingBack<'_>) -> Result<Visit, HubError> {
        let nobody = self.surroundings.identity().to_string();
        let counted = self.count_attempt(&nobody, back.address).await?;
        let hashes = (&hash_of(back.state), &hash_of(back.browser));
        let since = self.surroundings.now() - self.terms.visit;
        let found = self.store.end_visit(hashes, since).await?;
        let found = found.ok_or(ProviderRefusal::NotAsked)?;
        let errand: KeptErrand = serde_json::from_str(&found.errand).map_err(|_| ProviderRefusal::NotAsked)?;
        let proven_since = errand.needs_proof().then_some(found.begun_at);
        Ok(Visit {
            provider: self.provider(found.provider).await?,
            asked: asked(back.state, back.browser, proven_since),
            to: found.address,
            attempt: counted.id,
            errand,
        })
    }

    async fn carry_out(
        &self,
        visit: &Visit,
        back: &ComingBack<'_>,
        redirect: &Url,
    ) -> Result<Option<SignedIn>, HubError> {
        let identity = self.identity(visit, back, redirect).await?;
        let signed = self.arrive(visit, &identity, back).await?;
        self.store.forget_attempt(visit.attempt).await?;
        Ok(signed)
    }

    /// Who somebody is, as the provider says; what it says that does not hold is written down.
    async fn identity(&self, visit: &Visit, back: &ComingBack<'_>, redirect: &Url) -> Result<Identity, HubError> {
        let provider = &visit.provider;
        let Some(code) = back.code else {
            let word = back.error.chars().filter(char::is_ascii_graphic).take(60);
            return Err(ProviderRefusal::SentBack {
                name: provider.name.clone(),
                word: word.collect(),
            }
            .into());
        };
        let spoken_to = self.spoken_to(provider, redirect)?;
        let now = self.surroundings.now();
        match self.openid()?.identity(&spoken_to, &visit.asked, code, now).await {
            Ok(identity) => Ok(identity),
            Err(fault) => {
                self.refuse_account(provider, "", &fault.to_string()).await?;
                Err(refused(provider, fault))
            }
        }
    }

    /// Writes down that somebody was not let in with an account; `email` is the user's, where one is known.
    pub(super) async fn refuse_account(
        &self,
        provider: &SignInProvider,
        email: &str,
        why: &str,
    ) -> Result<(), HubError> {
        let detail = serde_json::json!({ "wrong": "provider", "provider": provider.name, "why": why }).to_string();
        self.acting_as("").audit(None, "sign-in.failed", email, &detail).await
    }

    async fn kept_errand(&self, errand: Errand<'_>) -> Result<KeptErrand, HubError> {
        Ok(match errand {
            Errand::SignIn => KeptErrand::SignIn,
            Errand::Accept(secret) => {
                self.invited(secret).await?;
                KeptErrand::Accept(crate::hexadecimal(&hash_of(secret)))
            }
            Errand::Prove(visitor) => KeptErrand::Prove(visitor.signed_in()?.1),
            Errand::Link(visitor) => {
                self.must_be_proven(visitor)?;
                KeptErrand::Link(visitor.signed_in()?.1)
            }
        })
    }

    /// The session of the browser and its user, if it is the one that went.
    pub(super) async fn same_session(&self, secret: &str, id: SessionId) -> Result<(Session, User), HubError> {
        let session = self.live_session(secret).await?;
        if session.id != id {
            return Err(ProviderRefusal::NotAsked.into());
        }
        let user = self.user_of(&session).await?;
        Ok((session, user))
    }
}

impl KeptErrand {
    /// Whether the user must prove to be there just now; an account of a while ago will not do.
    const fn needs_proof(&self) -> bool {
        matches!(self, Self::Prove(_))
    }
}

/// The question of a visit. Nonce and verifier are made of what the browser alone keeps, so that they need not be kept.
fn asked(state: &str, browser: &str, proven_since: Option<Timestamp>) -> Asked {
    let made = |what: &str| {
        let mut hash = Sha256::new_with_prefix(what);
        hash.update(state);
        hash.update(browser);
        BASE64_URL_SAFE_NO_PAD.encode(hash.finalize())
    };
    Asked {
        state: state.to_owned(),
        nonce: made("loonbrug nonce"),
        verifier: made("loonbrug verifier").into(),
        proven_since,
    }
}

/// Whether a browser kept what we gave it.
fn is_secret(kept: &str) -> bool {
    BASE64_URL_SAFE_NO_PAD.decode(kept).is_ok_and(|bytes| bytes.len() == 32)
}

fn refused(provider: &SignInProvider, fault: ProviderFault) -> HubError {
    let name = provider.name.clone();
    ProviderRefusal::Fault { name, fault }.into()
}
