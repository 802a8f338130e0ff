//! Secrets at rest: encrypted with a key that never stands in the database.

use crate::key_file::{KEY_BYTES, KeyFile};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use rand::Rng as _;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Encrypts with the key of now (XChaCha20-Poly1305), and decrypts with that or a former one. What is encrypted is bound
/// to what it is for, so that a secret cannot be moved to another coupling.
#[derive(Clone)]
pub struct Vault {
    /// The key of now, then former ones.
    keys: Arc<Vec<SealingKey>>,
    /// Makes fingerprints useless to whoever has the database but not the key file. It outlives a change of keys, so that
    /// what is compared by its fingerprint stays equal.
    salt: [u8; 32],
}

/// One key, and the id by which what it encrypted is known.
struct SealingKey {
    id: [u8; KEY_ID_BYTES],
    cipher: XChaCha20Poly1305,
}

/// The first bytes of the hash of the key stand before each secret, so that a wrong key is named as such.
const KEY_ID_BYTES: usize = 4;
const NONCE_BYTES: usize = 24;

/// What can go wrong with the key or a secret.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The key file cannot be read or made.
    #[error("the key file {} cannot be read or made", path.display())]
    KeyFile {
        /// Where it should be.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The key file does not hold 64 hexadecimal digits.
    #[error("the key file {path} does not hold a key: 64 hexadecimal digits on its first line")]
    NotAKey {
        /// Where it is.
        path: PathBuf,
    },
    /// The secret was encrypted with another key.
    #[error("this secret was encrypted with another key: bring back the key file that belongs to this database")]
    AnotherKey,
    /// The secret was changed, or belongs to something else.
    #[error("this secret was changed since it was stored; enter it again")]
    Tampered,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// A vault with this key.
    #[must_use]
    pub fn new(key: &[u8; KEY_BYTES]) -> Self {
        Self::with(&KeyFile::new(*key))
    }

    /// A vault with the keys of this file; a new file, readable by its owner only, when there is none.
    pub fn open(path: &Path) -> Result<Self, VaultError> {
        Ok(Self::with(&KeyFile::open(path)?))
    }

    /// A vault with a fresh key in the file, that still opens what the former one encrypted. A file in the middle of a
    /// change stays as it is.
    pub fn renew(path: &Path) -> Result<Self, VaultError> {
        KeyFile::renew(path)?;
        Self::open(path)
    }

    /// A vault whose file has forgotten the former key: once nothing is encrypted with it.
    pub fn without_former(path: &Path) -> Result<Self, VaultError> {
        KeyFile::forget_former(path)?;
        Self::open(path)
    }

    fn with(file: &KeyFile) -> Self {
        let keys = file.keys().map(SealingKey::new).collect();
        Self {
            keys: Arc::new(keys),
            salt: file.salt,
        }
    }

    /// Encrypts a secret for one purpose, such as `login 0190… tokens`.
    pub fn encrypt(&self, purpose: &str, secret: &[u8]) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0_u8; NONCE_BYTES];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload {
            msg: secret,
            aad: purpose.as_bytes(),
        };
        let now = self.keys.first().ok_or(VaultError::AnotherKey)?;
        let encrypted = now
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| VaultError::Tampered)?;
        Ok([now.id.as_slice(), &nonce, &encrypted].concat())
    }

    /// Whether it was encrypted with the key of now, and not with a former one.
    #[must_use]
    pub fn is_of_now(&self, stored: &[u8]) -> bool {
        self.keys.first().is_some_and(|now| stored.starts_with(&now.id))
    }

    /// A hash by which equal content is recognised, and from which nothing can be guessed without the key.
    #[must_use]
    pub fn fingerprint(&self, content: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new_with_prefix(self.salt);
        hash.update(content);
        hash.finalize().into()
    }

    /// Decrypts what [`encrypt`](Self::encrypt) made for the same purpose.
    pub fn decrypt(&self, purpose: &str, stored: &[u8]) -> Result<Vec<u8>, VaultError> {
        let (key_id, rest) = stored.split_first_chunk::<KEY_ID_BYTES>().ok_or(VaultError::Tampered)?;
        let (nonce, encrypted) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(VaultError::Tampered)?;
        let key = self.keys.iter().find(|key| key.id == *key_id);
        let key = key.ok_or(VaultError::AnotherKey)?;
        let payload = Payload {
            msg: encrypted,
            aad: purpose.as_bytes(),
        };
        key.cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| VaultError::Tampered)
    }
}

impl SealingKey {
    fn new(key: &[u8; KEY_BYTES]) -> Self {
        let digest = Sha256::digest(key);
        let mut id = [0; KEY_ID_BYTES];
        id.copy_from_slice(&digest[..KEY_ID_BYTES]);
        Self {
            id,
            cipher: XChaCha20Poly1305::new(&Key::from(*key)),
        }
    }
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_back_for_its_own_purpose_only() {
        let vault = Vault::new(&[7; 32]);
        let stored = vault.encrypt("login 1", b"geheim").unwrap();
        assert_eq!(vault.decrypt("login 1", &stored).unwrap(), b"geheim");
        assert!(matches!(vault.decrypt("login 2", &stored), Err(VaultError::Tampered)));
        assert!(!stored.windows(6).any(|window| window == b"geheim"));
    }

    #[test]
    fn another_key_is_named_as_such() {
        let stored = Vault::new(&[7; 32]).encrypt("login 1", b"geheim").unwrap();
        assert!(matches!(
            Vault::new(&[8; 32]).decrypt("login 1", &stored),
            Err(VaultError::AnotherKey)
        ));
    }

    #[test]
    fn every_changed_byte_is_seen() {
        let vault = Vault::new(&[7; 32]);
        let stored = vault.encrypt("login 1", b"geheim").unwrap();
        for place in 0..stored.len() {
            let mut changed = stored.clone();
            changed[place] ^= 1;
            assert!(vault.decrypt("login 1", &changed).is_err(), "byte {place}");
        }
    }

    #[test]
    fn the_key_file_is_made_once_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("loonbrug.key");
        let stored = Vault::open(&path).unwrap().encrypt("a", b"b").unwrap();
        assert_eq!(Vault::open(&path).unwrap().decrypt("a", &stored).unwrap(), b"b");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&path, "not a key").unwrap();
        assert!(matches!(Vault::open(&path), Err(VaultError::NotAKey { .. })));
    }
}
