//! Hashes of passwords: Argon2id, in the usual text form with its parameters.

use super::terms::PasswordCost;
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use rand::Rng as _;
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::Arc;
use subtle::ConstantTimeEq as _;
use tokio::sync::Semaphore;

const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;
/// So many are hashed at the same time; the others wait, so that signing in cannot take all memory.
const AT_ONCE: usize = 2;

/// Hashes passwords, a few at a time and beside the work of others.
#[derive(Clone, Debug)]
pub(crate) struct Hasher {
    cost: PasswordCost,
    places: Arc<Semaphore>,
}

impl Hasher {
    pub fn new(cost: PasswordCost) -> Self {
        Self {
            cost,
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// The hash of a password, as it is stored.
    pub async fn hash(&self, password: &SecretString) -> String {
        let mut salt = [0_u8; SALT_BYTES];
        rand::rng().fill_bytes(&mut salt);
        let cost = self.cost;
        let hash = self
            .beside(password, move |password| argon2id(password, cost, &salt))
            .await;
        let text = |bytes: &[u8]| BASE64_STANDARD_NO_PAD.encode(bytes);
        let PasswordCost { memory, passes } = cost;
        let hash = hash.unwrap_or_default();
        format!(
            "$argon2id$v=19$m={memory},t={passes},p=1${}${}",
            text(&salt),
            text(&hash)
        )
    }

    /// Whether it is the password of this hash. Without a hash it takes as long, and says no: whether somebody is known
    /// cannot be told from the time (ASVS 6.3.8).
    pub async fn verify(&self, password: &SecretString, stored: Option<&str>) -> bool {
        let parsed = stored.and_then(Stored::parse);
        let known = parsed.is_some();
        let Stored { cost, salt, hash } = parsed.unwrap_or_else(|| Stored::nobody(self.cost));
        let found = self
            .beside(password, move |password| argon2id(password, cost, &salt))
            .await;
        let equal = found.is_some_and(|found| found.ct_eq(hash.as_slice()).into());
        equal && known
    }

    async fn beside<T: Send + 'static>(
        &self,
        password: &SecretString,
        work: impl FnOnce(&str) -> Option<T> + Send + 'static,
    ) -> Option<T> {
        let _place = self.places.acquire().await.ok()?;
        let password = password.clone();
        let done = tokio::task::spawn_blocking(move || work(password.expose_secret()));
        done.await.ok().flatten()
    }
}

struct Stored {
    cost: PasswordCost,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

impl Stored {
    fn parse(text: &str) -> Option<Self> {
        let (memory, rest) = text.strip_prefix("$argon2id$v=19$m=")?.split_once(",t=")?;
        let (passes, rest) = rest.split_once(",p=1$")?;
        let (salt, hash) = rest.split_once('$')?;
        let bytes = |text: &str| BASE64_STANDARD_NO_PAD.decode(text).ok();
        Some(Self {
            cost: PasswordCost {
                memory: memory.parse().ok()?,
                passes: passes.parse().ok()?,
            },
            salt: bytes(salt)?,
            hash: bytes(hash)?,
        })
    }

    fn nobody(cost: PasswordCost) -> Self {
        Self {
            cost,
            salt: vec![0; SALT_BYTES],
            hash: vec![0; HASH_BYTES],
        }
    }
}

fn argon2id(password: &str, cost: PasswordCost, salt: &[u8]) -> Option<[u8; HASH_BYTES]> {
    let params = Params::new(cost.memory, cost.passes, 1, Some(HASH_BYTES)).ok()?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut hash = [0; HASH_BYTES];
    argon2.hash_password_into(password.as_bytes(), salt, &mut hash).ok()?;
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: PasswordCost = PasswordCost { memory: 64, passes: 1 };

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_and_no_other() {
        let hasher = Hasher::new(CHEAP);
        let (password, other) = ("wind in de zeilen".into(), "wind in de Zeilen".into());
        let hash = hasher.hash(&password).await;
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{hash}");
        assert_ne!(hash, hasher.hash(&password).await, "another salt each time");
        assert!(hasher.verify(&password, Some(&hash)).await);
        assert!(!hasher.verify(&other, Some(&hash)).await);
        assert!(!hasher.verify(&password, None).await);
        assert!(!hasher.verify(&password, Some("$argon2id$v=19$m=64,t=1,p=1$")).await);
    }

    #[tokio::test]
    async fn a_hash_outlives_a_change_of_cost() {
        let password = "wind in de zeilen".into();
        let hash = Hasher::new(CHEAP).hash(&password).await;
        assert!(
            Hasher::new(PasswordCost { memory: 128, passes: 2 })
                .verify(&password, Some(&hash))
                .await
        );
    }

    /// The reference program of Argon2 gives this for `password`, `somesalt`, two passes over 64 MiB, in one lane.
    #[test]
    fn it_is_argon2id() {
        let cost = PasswordCost {
            memory: 65_536,
            passes: 2,
        };
        let hash = argon2id("password", cost, b"somesalt").unwrap();
        assert_eq!(
            crate::hexadecimal(&hash),
            "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"
        );
    }
}
