//! The second factor: an authenticator app, with recovery codes for when it is lost.

use super::one_time_code::{SECRET_BYTES, base32, step_of};
use super::refusal::AccessRefusal;
use super::secret::hash_of;
use super::visitor::Visitor;
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::ids::UserId;
use loonbrug_store::User;
use rand::Rng as _;
use secrecy::SecretString;

/// How many recovery codes somebody gets.
const RECOVERY_CODES: usize = 10;
/// Bytes of a recovery code: 120 bits, so that its hash alone gives nothing away (ASVS 6.5.2).
const RECOVERY_BYTES: usize = 15;

/// A second factor to be put into an app, and confirmed by its first code.
#[derive(Debug)]
pub struct OfferedFactor {
    /// The secret in base 32, to be typed.
    pub secret: SecretString,
    /// The same as an address (`otpauth://…`), for a picture that the app reads.
    pub address: SecretString,
}

impl Hub {
    /// Shows the visitor a new second factor; until it is confirmed, the former one holds. Who the visitor is must have
    /// been proven lately (ASVS 7.5.1).
    pub async fn offer_second_factor(&self, visitor: &Visitor) -> Result<OfferedFactor, HubError> {
        let user = self.must_be_proven(visitor)?;
        let mut secret = [0_u8; SECRET_BYTES];
        rand::rng().fill_bytes(&mut secret);
        let sealed = self.vault.encrypt(&second_factor_purpose(user), &secret)?;
        self.store.offer_second_factor(user, &sealed).await?;
        Ok(offered(visitor, &secret))
    }

    /// Shows again what was offered and is not confirmed, so that one mistyped code takes no other entry in the app.
    pub async fn offered_second_factor(&self, visitor: &Visitor) -> Result<OfferedFactor, HubError> {
        let user = self.must_be_proven(visitor)?;
        Ok(offered(visitor, &self.offered_secret(user).await?.0))
    }

    /// The secret that was offered, and as it is kept.
    async fn offered_secret(&self, user: UserId) -> Result<(Vec<u8>, Vec<u8>), HubError> {
        let kept = self.store.user(user).await?;
        let sealed = kept.and_then(|user| user.offered_factor);
        let sealed = sealed.ok_or(AccessRefusal::NothingOffered)?;
        let secret = self.vault.decrypt(&second_factor_purpose(user), &sealed)?;
        Ok((secret, sealed))
    }

    /// Takes the offered second factor into use by its first code; all other sessions end. The recovery codes are given
    /// this once.
    pub async fn confirm_second_factor(&self, visitor: &Visitor, code: &str) -> Result<Vec<SecretString>, HubError> {
        let user = self.must_be_proven(visitor)?;
        let (secret, offered) = self.offered_secret(user).await?;
        let step = step_of(&secret, &plain(code), self.surroundings.now());
        let step = step.ok_or(AccessRefusal::Wrong)?;
        let (codes, hashes) = recovery_codes();
        let entry = self
            .acting_as(&visitor.actor)
            .audit_entry(None, "second-factor.set", &visitor.actor, "{}");
        let confirmed = self
            .store
            .confirm_second_factor(user, (&offered, step), &hashes, &[entry])
            .await?;
        if !confirmed {
            return Err(AccessRefusal::NothingOffered.into());
        }
        self.end_other_sessions(visitor).await?;
        Ok(codes)
    }

    /// Gives the visitor other recovery codes; the former ones no longer work.
    pub async fn renew_recovery_codes(&self, visitor: &Visitor) -> Result<Vec<SecretString>, HubError> {
        let user = self.must_be_proven(visitor)?;
        let (codes, hashes) = recovery_codes();
        let entry = self
            .acting_as(&visitor.actor)
            .audit_entry(None, "recovery-codes.renewed", &visitor.actor, "{}");
        self.store.put_recovery_codes(user, &hashes, &[entry]).await?;
        Ok(codes)
    }

    /// Takes a user's second factor away, because the app and the codes are lost; all of their sessions end.
    pub async fn reset_second_factor(&self, user: &User) -> Result<(), HubError> {
        let entry = self.audit_entry(None, "second-factor.reset", user.email.as_str(), "{}");
        self.store.remove_second_factor(user.id, &[entry]).await?;
        self.end_sessions(user).await
    }

    /// Uses a code of the app or a recovery code up; each works once (ASVS 6.5.1).
    pub(super) async fn take_code(&self, user: &User, code: &str) -> Result<bool, HubError> {
        let Some(sealed) = &user.second_factor else {
            return Ok(false);
        };
        let code = plain(code);
        if code.len() != 6 {
            return Ok(self.store.take_recovery_code(user.id, &hash_of(&code)).await?);
        }
        let secret = self.vault.decrypt(&second_factor_purpose(user.id), sealed)?;
        match step_of(&secret, &code, self.surroundings.now()) {
            Some(step) => Ok(self.store.take_step(user.id, step).await?),
            None => Ok(false),
        }
    }

    /// The user who proved lately to be the visitor.
    pub(super) fn must_be_proven(&self, visitor: &Visitor) -> Result<UserId, HubError> {
        let (user, _) = visitor.signed_in()?;
        if self.surroundings.now() < visitor.proven_until {
            return Ok(user);
        }
        Err(AccessRefusal::ProofNeeded.into())
    }
}

/// What a secret of a second factor is bound to.
pub(crate) fn second_factor_purpose(user: UserId) -> String {
    format!("second factor of user {user}")
}

/// A code without the spaces and hyphens by which people read it.
fn plain(code: &str) -> String {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

/// A secret, as an app takes it.
fn offered(visitor: &Visitor, secret: &[u8]) -> OfferedFactor {
    let text = base32(secret);
    let account: String = url::form_urlencoded::byte_serialize(visitor.actor.as_bytes()).collect();
    let address = format!("otpauth://totp/Loonbrug:{account}?secret={text}&issuer=Loonbrug");
    OfferedFactor {
        secret: text.into(),
        address: address.into(),
    }
}

/// Fresh recovery codes, as they are shown and as they are kept.
fn recovery_codes() -> (Vec<SecretString>, Vec<[u8; 32]>) {
    let codes = (0..RECOVERY_CODES).map(|_| {
        let mut bytes = [0_u8; RECOVERY_BYTES];
        rand::rng().fill_bytes(&mut bytes);
        let code = base32(&bytes);
        let hash = hash_of(&code);
        (grouped(&code).into(), hash)
    });
    codes.unzip()
}

/// A code in groups of four: `ABCD-EFGH-…`.
fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let groups = letters.chunks(4).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret as _;

    #[test]
    fn a_recovery_code_is_read_in_groups_and_typed_as_one_likes() {
        let (codes, hashes) = recovery_codes();
        assert_eq!((codes.len(), hashes.len()), (10, 10));
        let shown = codes[0].expose_secret();
        assert_eq!(shown.split('-').map(str::len).collect::<Vec<_>>(), [4; 6]);
        assert_eq!(hash_of(&plain(&shown.to_lowercase().replace('-', " "))), hashes[0]);
    }
}
