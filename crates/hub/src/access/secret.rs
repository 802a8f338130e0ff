//! Secrets that nobody can guess: made at random, given once, kept as a hash.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rand::Rng as _;
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};

/// Bytes of a secret: 256 bits of the machine's generator of random numbers (ASVS 7.2.3, 11.5.1).
const BYTES: usize = 32;

/// A fresh secret as text that may stand in a link or a cookie, after some letters that say what it is for.
pub(super) fn fresh_secret(prefix: &str) -> SecretString {
    let mut bytes = [0_u8; BYTES];
    rand::rng().fill_bytes(&mut bytes);
    format!("{prefix}{}", BASE64_URL_SAFE_NO_PAD.encode(bytes)).into()
}

/// What is kept of a secret. It needs no salt: nothing that is random can be looked up or guessed.
pub(super) fn hash_of(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret as _;

    #[test]
    fn secrets_are_long_and_never_the_same() {
        let (one, other) = (fresh_secret("lb_"), fresh_secret("lb_"));
        assert_eq!(one.expose_secret().len(), 3 + 43);
        assert_ne!(one.expose_secret(), other.expose_secret());
        assert_ne!(hash_of(one.expose_secret()), hash_of(other.expose_secret()));
    }
}
