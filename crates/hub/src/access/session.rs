//! Sessions: kept at the server, found by the hash of a secret, ended at any time.

use super::refusal::AccessRefusal;
use super::secret::{fresh_secret, hash_of};
use super::visitor::{Holds, Visitor, Who};
use crate::application::Hub;
use crate::error::HubError;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::ids::{SessionId, UserId};
use loonbrug_store::{Session, User};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// Most characters that are kept of what a device calls itself.
const LONGEST_DEVICE: usize = 200;
/// A session is written as seen at most so often, so that looking at a page writes nothing.
pub(super) const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// A session as its user sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ListedSession {
    /// Identity.
    pub id: SessionId,
    /// What the device calls itself.
    pub device: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// How a session begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Begins {
    /// It waits for the second factor.
    AwaitingCode,
    /// Its user is in.
    Proven {
        /// When they last proved to be there.
        at: Timestamp,
        /// Whether a provider vouched for a second factor, and the owner said that this counts.
        provider_factor: bool,
    },
}

impl Hub {
    /// Whose session a secret is of; keeps the session alive.
    pub async fn visitor(&self, secret: &str) -> Result<Visitor, HubError> {
        let session = self.live_session(secret).await?;
        let Some(proven_at) = session.proven_at else {
            return Err(AccessRefusal::CodeNeeded.into());
        };
        let user = self.user_of(&session).await?;
        let now = self.surroundings.now();
        if now.duration_since(session.seen_at) >= SEEN_EVERY {
            self.store.session_seen(session.id, now).await?;
        }
        Ok(Visitor {
            who: Who::User {
                user: user.id,
                session: session.id,
            },
            actor: user.email.to_string(),
            name: user.name,
            language: user.language,
            theme: user.theme,
            has_second_factor: user.second_factor.is_some(),
            provider_factor: session.provider_factor,
            proven_until: proven_at + self.terms.proven,
            csrf: csrf_of(secret),
            holds: Holds::Grants(self.store.grants(user.id).await?),
        })
    }

    /// Whose session a secret is of, or was until it ended by itself not long ago.
    pub async fn user_of_any_session(&self, secret: &str) -> Result<Option<UserId>, HubError> {
        let session = self.store.session(&hash_of(secret)).await?;
        Ok(session.map(|session| session.user))
    }

    /// The session of a secret, if it goes on; also one that waits for the second factor.
    pub(super) async fn live_session(&self, secret: &str) -> Result<Session, HubError> {
        let now = self.surroundings.now();
        let found = self.store.session(&hash_of(secret)).await?;
        let goes_on = |session: &Session| now < session.ends_at && now < session.seen_at + self.terms.idle;
        found.filter(goes_on).ok_or_else(|| AccessRefusal::NoSession.into())
    }

    /// The user of a session, if they may still come in.
    pub(super) async fn user_of(&self, session: &Session) -> Result<User, HubError> {
        let user = self.store.user(session.user).await?;
        let user = user.filter(|user| user.disabled_at.is_none());
        user.ok_or_else(|| AccessRefusal::NoSession.into())
    }

    /// Begins a session; one that waits for the second factor does not for long.
    pub(super) async fn begin_session(
        &self,
        user: UserId,
        device: &str,
        begins: Begins,
    ) -> Result<(SecretString, Timestamp), HubError> {
        let (secret, now) = (fresh_secret(""), self.surroundings.now());
        let (lasts, proven_at, provider_factor) = match begins {
            Begins::AwaitingCode => (self.terms.awaiting_code, None, false),
            Begins::Proven { at, provider_factor } => (self.terms.longest_session, Some(at), provider_factor),
        };
        let session = Session {
            id: SessionId(self.surroundings.identity()),
            user,
            device: shown_device(device),
            created_at: now,
            seen_at: now,
            ends_at: now + lasts,
            proven_at,
            provider_factor,
        };
        let hash = hash_of(secret.expose_secret());
        let forgotten = self.terms.remembered;
        let ended = (now - forgotten, now - self.terms.idle - forgotten);
        self.store.begin_session(&session, &hash, ended).await?;
        Ok((secret, session.ends_at))
    }

    /// The user of a session proved who they are: it goes on under a new secret (ASVS 7.2.4), not longer than before.
    pub(super) async fn prove_session(&self, session: &Session) -> Result<(SecretString, Timestamp), HubError> {
        let (secret, now) = (fresh_secret(""), self.surroundings.now());
        let ends_at = session.created_at + self.terms.longest_session;
        let hash = hash_of(secret.expose_secret());
        self.store.prove_session(session.id, &hash, (now, ends_at)).await?;
        Ok((secret, ends_at))
    }

    /// Ends the visitor's session.
    pub async fn sign_out(&self, visitor: &Visitor) -> Result<(), HubError> {
        let (user, session) = visitor.signed_in()?;
        self.store.end_session(user, session).await?;
        self.acting_as(&visitor.actor)
            .audit(None, "sign-out", &visitor.actor, "{}")
            .await
    }

    /// The sessions of a user; `this` is the one that asks, if any.
    pub async fn sessions(&self, user: UserId, this: Option<SessionId>) -> Result<Vec<ListedSession>, HubError> {
        let now = self.surroundings.now();
        let sessions = self.store.sessions(user).await?;
        let live = sessions
            .into_iter()
            .filter(|session| now < session.ends_at && now < session.seen_at + self.terms.idle);
        let listed = live.map(|session| ListedSession {
            id: session.id,
            device: session.device,
            created_at: session.created_at,
            seen_at: session.seen_at,
            is_this: this == Some(session.id),
        });
        Ok(listed.collect())
    }

    /// Ends one session of a user.
    pub async fn end_session(&self, user: &User, session: SessionId) -> Result<(), HubError> {
        self.store.end_session(user.id, session).await?;
        self.audit(None, "session.ended", user.email.as_str(), "{}").await
    }

    /// Ends all sessions of the visitor but this one.
    pub async fn end_other_sessions(&self, visitor: &Visitor) -> Result<(), HubError> {
        let (user, session) = visitor.signed_in()?;
        self.store.end_other_sessions(user, session).await?;
        self.acting_as(&visitor.actor)
            .audit(None, "sessions.ended", &visitor.actor, "{}")
            .await
    }

    /// Ends all sessions of a user.
    pub async fn end_sessions(&self, user: &User) -> Result<(), HubError> {
        self.store.end_sessions(user.id).await?;
        self.audit(None, "sessions.ended", user.email.as_str(), "{}").await
    }
}

/// What every form of a session carries back; made of the session's secret, which no other site knows.
fn csrf_of(secret: &str) -> String {
    let mut hash = Sha256::new_with_prefix(b"loonbrug form");
    hash.update(secret);
    BASE64_URL_SAFE_NO_PAD.encode(hash.finalize())
}

/// What a device calls itself, without what could not be shown, and not too long.
fn shown_device(device: &str) -> String {
    let shown = device.chars().filter(|character| !character.is_control());
    shown.take(LONGEST_DEVICE).collect()
}
