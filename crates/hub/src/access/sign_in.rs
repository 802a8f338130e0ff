//! Signing in, and proving again who one is. Every guess is counted before it is judged.

use super::refusal::AccessRefusal;
use super::session::Begins;
use super::visitor::Visitor;
use crate::application::Hub;
use crate::error::HubError;
use jiff::Timestamp;
use loonbrug_domain::access::{Failures, LONGEST_PASSWORD, check_password};
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_store::{AttemptCounts, User};
use secrecy::{ExposeSecret as _, SecretString};
use std::net::IpAddr;
use uuid::Uuid;

/// An attempt to sign in.
#[derive(Clone, Copy, Debug)]
pub struct SignIn<'a> {
    /// What was given as e-mail address.
    pub email: &'a str,
    /// What was given as password.
    pub password: &'a SecretString,
    /// A code of the second factor or a recovery code, where it was given at once.
    pub code: Option<&'a str>,
    /// What the device calls itself.
    pub device: &'a str,
    /// From where.
    pub address: IpAddr,
}

/// Somebody signed in, or is half-way.
#[derive(Debug)]
pub struct SignedIn {
    /// The secret of the session: for the cookie, and nowhere else.
    pub secret: SecretString,
    /// When the session ends at the latest.
    pub ends_at: Timestamp,
    /// Whether it waits for the second factor: [`Hub::give_code`] comes next.
    pub awaits_code: bool,
}

/// What proves who somebody is.
#[derive(Clone, Copy, Debug)]
pub enum Proof<'a> {
    /// The password.
    Password(&'a SecretString),
    /// A code of the second factor, or a recovery code.
    Code(&'a str),
}

/// An attempt that was counted.
pub(super) struct Counted {
    pub id: Uuid,
    /// Whether the user signed in from there before.
    is_familiar: bool,
}

impl Hub {
    /// Signs somebody in. Unknown address, wrong password, wrong code and a disabled user have one answer, after the
    /// same time.
    pub async fn sign_in(&self, attempt: &SignIn<'_>) -> Result<SignedIn, HubError> {
        let counted = self.count_attempt(attempt.email, attempt.address).await?;
        let user = match EmailAddress::parse(attempt.email) {
            Ok(email) => self.store.user_of_email(&email).await?,
            Err(_) => None,
        };
        let user = user.filter(|user| user.disabled_at.is_none());
        let right = self.is_password(attempt.password, user.as_ref()).await;
        let Some(user) = user.filter(|_| right) else {
            return Err(self.failed(attempt.email, "password").await?);
        };
        let awaits_code = match (&user.second_factor, attempt.code) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(_), Some(code)) if self.take_code(&user, code).await? => false,
            (Some(_), Some(_)) => return Err(self.failed(attempt.email, "code").await?),
        };
        if awaits_code {
            self.store.forget_attempt(counted.id).await?;
        } else {
            self.succeeded(&counted, &user, "{}").await?;
        }
        let begins = if awaits_code {
            Begins::AwaitingCode
        } else {
            Begins::Proven {
                at: self.surroundings.now(),
                provider_factor: false,
            }
        };
        let (secret, ends_at) = self.begin_session(user.id, attempt.device, begins).await?;
        Ok(SignedIn {
            secret,
            ends_at,
            awaits_code,
        })
    }

    /// The second half of signing in: the code that a session waits for. The session goes on under a new secret.
    pub async fn give_code(&self, secret: &str, code: &str, address: IpAddr) -> Result<SignedIn, HubError> {
        let session = self.live_session(secret).await?;
        let user = self.user_of(&session).await?;
        let counted = self.count_attempt(user.email.as_str(), address).await?;
        if !self.take_code(&user, code).await? {
            return Err(self.failed(user.email.as_str(), "code").await?);
        }
        self.succeeded(&counted, &user, "{}").await?;
        let (secret, ends_at) = self.prove_session(&session).await?;
        Ok(SignedIn {
            secret,
            ends_at,
            awaits_code: false,
        })
    }

    /// Proves again who the visitor is; the session goes on under a new secret.
    pub async fn prove(&self, visitor: &Visitor, proof: Proof<'_>, address: IpAddr) -> Result<SignedIn, HubError> {
        let user = self.proven_user(visitor, proof, address).await?;
        let sessions = self.store.sessions(user.id).await?;
        let (_, id) = visitor.signed_in()?;
        let session = sessions.into_iter().find(|session| session.id == id);
        let session = session.ok_or(AccessRefusal::NoSession)?;
        let (secret, ends_at) = self.prove_session(&session).await?;
        Ok(SignedIn {
            secret,
            ends_at,
            awaits_code: false,
        })
    }

    /// Changes the visitor's password, which takes the one of now; all other sessions end.
    pub async fn change_password(
        &self,
        visitor: &Visitor,
        current: &SecretString,
        new: &SecretString,
        address: IpAddr,
    ) -> Result<(), HubError> {
        let user = self.proven_user(visitor, Proof::Password(current), address).await?;
        check_password(new.expose_secret(), &user.email, &user.name).map_err(AccessRefusal::from)?;
        let hash = self.hasher.hash(new).await;
        let entry = self
            .acting_as(&visitor.actor)
            .audit_entry(None, "password.changed", &visitor.actor, "{}");
        self.store.set_password(user.id, &hash, &[entry]).await?;
        self.end_other_sessions(visitor).await
    }

    async fn proven_user(&self, visitor: &Visitor, proof: Proof<'_>, address: IpAddr) -> Result<User, HubError> {
        let user = self.store.user(visitor.signed_in()?.0).await?;
        let user = user.ok_or(AccessRefusal::NoSession)?;
        let counted = self.count_attempt(&visitor.actor, address).await?;
        let right = match proof {
            Proof::Password(password) => self.is_password(password, Some(&user)).await,
            Proof::Code(code) => self.take_code(&user, code).await?,
        };
        if !right {
            return Err(self.failed(&visitor.actor, "proof").await?);
        }
        self.store.attempt_succeeded(counted.id).await?;
        Ok(user)
    }

    /// What is too long to be a password is none, and costs nothing: that says nothing about who is known.
    async fn is_password(&self, password: &SecretString, user: Option<&User>) -> bool {
        let fits = password.expose_secret().chars().count() <= LONGEST_PASSWORD;
        let stored = user.and_then(|user| user.password.as_deref());
        fits && self.hasher.verify(password, stored).await
    }

    /// Counts an attempt as failed until it succeeds; refuses it where too many failed before.
    pub(super) async fn count_attempt(&self, email: &str, address: IpAddr) -> Result<Counted, HubError> {
        let (counted, failures) = self.note_attempt(email, address).await?;
        if let Some(waits) = self.terms.throttle.judge(failures) {
            self.store.forget_attempt(counted.id).await?;
            tracing::warn!(?waits, "an attempt to sign in must wait");
            return Err(AccessRefusal::Waits.into());
        }
        Ok(counted)
    }

    /// Whoever came in with an account at a provider guessed nothing: what others guess does not keep them out.
    pub(super) async fn signed_in_with(&self, provider: &str, user: &User, address: IpAddr) -> Result<(), HubError> {
        let (counted, _) = self.note_attempt(user.email.as_str(), address).await?;
        let detail = serde_json::json!({ "provider": provider }).to_string();
        self.succeeded(&counted, user, &detail).await
    }

    /// Writes an attempt down as failed, and counts those before it.
    async fn note_attempt(&self, email: &str, address: IpAddr) -> Result<(Counted, Failures), HubError> {
        let (id, now) = (self.surroundings.identity(), self.surroundings.now());
        let account = format!("account {}", email.trim().to_lowercase());
        let account = self.vault.fingerprint(account.as_bytes());
        let address = self
            .vault
            .fingerprint(format!("address {}", network(address)).as_bytes());
        let since = (now - self.terms.throttle.window, now - self.terms.familiar);
        let counts = self.store.begin_attempt((id, now), &account, &address, since).await?;
        let counted = Counted {
            id,
            is_familiar: counts.succeeded > 0,
        };
        Ok((counted, failures(counts)))
    }

    /// A place from where the user never signed in lately has a word of its own: the user hears of it.
    async fn succeeded(&self, attempt: &Counted, user: &User, detail: &str) -> Result<(), HubError> {
        self.store.attempt_succeeded(attempt.id).await?;
        let action = if attempt.is_familiar {
            "sign-in"
        } else {
            "sign-in.new-place"
        };
        self.acting_as(user.email.as_str())
            .audit(None, action, user.email.as_str(), detail)
            .await
    }

    /// Writes a failure down; the answer says nothing about what was wrong. An address that is nobody's is not written:
    /// it may be a password that was typed in the wrong place.
    async fn failed(&self, email: &str, what: &str) -> Result<HubError, HubError> {
        let known = match EmailAddress::parse(email) {
            Ok(email) => self.store.user_of_email(&email).await?,
            Err(_) => None,
        };
        let subject = known.map_or_else(String::new, |user| user.email.to_string());
        let detail = serde_json::json!({ "wrong": what }).to_string();
        self.acting_as("")
            .audit(None, "sign-in.failed", &subject, &detail)
            .await?;
        Ok(AccessRefusal::Wrong.into())
    }
}

fn failures(counts: AttemptCounts) -> Failures {
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Failures {
        of_account_from_address: number(counts.of_account_from_address),
        from_address: number(counts.from_address),
        of_account: number(counts.of_account),
        familiar: counts.succeeded > 0,
    }
}

/// What one party has of an address: IPv4 as it is, IPv6 its first half.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    }
}
