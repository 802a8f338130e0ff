//! Invitations: how a user comes to a password, at first and after it was forgotten. Whoever invites never knows it.

use super::refusal::AccessRefusal;
use super::secret::{fresh_secret, hash_of};
use crate::application::Hub;
use crate::error::HubError;
use jiff::Timestamp;
use loonbrug_domain::access::check_password;
use loonbrug_domain::ids::UserId;
use loonbrug_store::{AcceptedBy, User};
use secrecy::{ExposeSecret as _, SecretString};

/// An invitation; its secret is nowhere else, and works once.
#[derive(Debug)]
pub struct Invited {
    /// For whom.
    pub user: UserId,
    /// The secret, for the link.
    pub secret: SecretString,
    /// Until when it works.
    pub until: Timestamp,
    /// Whether the link is on its way by mail too.
    pub is_written: bool,
}

impl Hub {
    /// Invites a user to choose a password; a former invitation no longer works. The second factor stays as it is
    /// (ASVS 6.4.3).
    pub async fn invite(&self, user: &User) -> Result<Invited, HubError> {
        let secret = fresh_secret("");
        let until = self.surroundings.now() + self.terms.invitation;
        let entry = self.audit_entry(None, "user.invited", user.email.as_str(), "{}");
        let hash = hash_of(secret.expose_secret());
        let telling = self.invitation_letter(user.id, &secret).await?;
        let is_written = !telling.deliveries.is_empty();
        self.store.invite(user.id, (&hash, until), &telling, &[entry]).await?;
        Ok(Invited {
            user: user.id,
            secret,
            until,
            is_written,
        })
    }

    /// For whom an invitation is.
    pub async fn invited(&self, secret: &str) -> Result<User, HubError> {
        let found = self.store.invited(&hash_of(secret), self.surroundings.now()).await?;
        found.ok_or_else(|| AccessRefusal::NotInvited.into())
    }

    /// Accepts an invitation: the user has this password from now on, and every session of theirs ends.
    pub async fn accept_invitation(&self, secret: &str, password: &SecretString) -> Result<User, HubError> {
        let user = self.invited(secret).await?;
        check_password(password.expose_secret(), &user.email, &user.name).map_err(AccessRefusal::from)?;
        let password = self.hasher.hash(password).await;
        let entry = self
            .acting_as(user.email.as_str())
            .audit_entry(None, "password.set", user.email.as_str(), "{}");
        let now = self.surroundings.now();
        if self
            .store
            .redeem_invitation(&hash_of(secret), now, AcceptedBy::Password(&password), &[entry])
            .await?
        {
            Ok(user)
        } else {
            Err(AccessRefusal::NotInvited.into())
        }
    }
}
