//! The key file: the key of now on the first line. While everything is encrypted anew the former key stands under it; after
//! a change of keys the salt does.

use crate::vault::{VaultError, hexadecimal};
use rand::Rng as _;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Bytes of a key and of a salt.
pub(crate) const KEY_BYTES: usize = 32;

/// What a key file holds.
pub(crate) struct KeyFile {
    now: [u8; KEY_BYTES],
    former: Option<[u8; KEY_BYTES]>,
    pub salt: [u8; KEY_BYTES],
}

impl KeyFile {
    /// A file with one key, of which the salt is made.
    pub fn new(now: [u8; KEY_BYTES]) -> Self {
        let mut salted = Sha256::new_with_prefix(b"loonbrug fingerprint");
        salted.update(now);
        Self {
            now,
            former: None,
            salt: salted.finalize().into(),
        }
    }

    /// The keys, that of now first.
    pub fn keys(&self) -> impl Iterator<Item = &[u8; KEY_BYTES]> {
        std::iter::once(&self.now).chain(&self.former)
    }

    /// Reads a file; a new one, readable by its owner only, when there is none.
    pub fn open(path: &Path) -> Result<Self, VaultError> {
        if !path.exists() {
            let file = Self::new(fresh());
            write_owner_only(path, &hexadecimal(&file.now)).map_err(|source| failed(path, source))?;
        }
        let text = fs::read_to_string(path).map_err(|source| failed(path, source))?;
        Self::parse(&text).ok_or_else(|| VaultError::NotAKey { path: path.to_owned() })
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.trim().lines();
        let mut file = Self::new(parse_key(lines.next()?.trim())?);
        for line in lines {
            match line.trim().split_once(' ')? {
                ("former", key) => file.former = Some(parse_key(key)?),
                ("salt", salt) => file.salt = parse_key(salt)?,
                _ => return None,
            }
        }
        Some(file)
    }

    fn text(&self) -> String {
        let former = self.former.as_ref().map(|key| format!("former {}\n", hexadecimal(key)));
        let (now, salt) = (hexadecimal(&self.now), hexadecimal(&self.salt));
        format!("{now}\n{}salt {salt}", former.unwrap_or_default())
    }

    /// Puts a fresh key in the place of the one of now, which stays as the former one. A file that has a former key is in
    /// the middle of a change, and stays as it is.
    pub fn renew(path: &Path) -> Result<(), VaultError> {
        let file = Self::open(path)?;
        if file.former.is_some() {
            return Ok(());
        }
        let renewed = Self {
            now: fresh(),
            former: Some(file.now),
            salt: file.salt,
        };
        renewed.replace(path)
    }

    /// Forgets the former key, once nothing is encrypted with it.
    pub fn forget_former(path: &Path) -> Result<(), VaultError> {
        let file = Self {
            former: None,
            ..Self::open(path)?
        };
        file.replace(path)
    }

    /// Writes the file whole or not at all.
    fn replace(&self, path: &Path) -> Result<(), VaultError> {
        let beside = path.with_extension("new");
        // What a broken-off change left there is nobody's key yet.
        drop(fs::remove_file(&beside));
        write_owner_only(&beside, &self.text())
            .and_then(|()| fs::rename(&beside, path))
            .and_then(|()| stays_renamed(path))
            .map_err(|source| failed(path, source))
    }
}

fn failed(path: &Path, source: std::io::Error) -> VaultError {
    VaultError::KeyFile {
        path: path.to_owned(),
        source,
    }
}

fn fresh() -> [u8; KEY_BYTES] {
    let mut key = [0; KEY_BYTES];
    rand::rng().fill_bytes(&mut key);
    key
}

fn write_owner_only(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

/// Waits until the folder is on disk: what is encrypted with a key must not outlive it.
fn stays_renamed(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn parse_key(text: &str) -> Option<[u8; KEY_BYTES]> {
    let bytes = bytes_of_hexadecimal(text)?;
    bytes.try_into().ok()
}

/// The bytes of a text of hexadecimal digits.
pub(crate) fn bytes_of_hexadecimal(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let places = (0..text.len()).step_by(2);
    let byte = |place| u8::from_str_radix(text.get(place..place + 2)?, 16).ok();
    places.map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::Vault;

    #[test]
    fn a_former_key_opens_until_it_is_forgotten_and_fingerprints_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("loonbrug.key");
        let before = Vault::open(&path).unwrap();
        let old = before.encrypt("a", b"geheim").unwrap();
        KeyFile::renew(&path).unwrap();
        KeyFile::renew(&path).unwrap();
        let between = Vault::open(&path).unwrap();
        let new = between.encrypt("a", b"geheim").unwrap();
        assert_eq!(between.decrypt("a", &old).unwrap(), b"geheim");
        assert!(between.is_of_now(&new) && !between.is_of_now(&old));
        KeyFile::forget_former(&path).unwrap();
        let after = Vault::open(&path).unwrap();
        assert_eq!(after.decrypt("a", &new).unwrap(), b"geheim");
        assert!(matches!(after.decrypt("a", &old), Err(VaultError::AnotherKey)));
        assert_eq!(after.fingerprint(b"x"), before.fingerprint(b"x"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let key = "07".repeat(32);
        assert!(KeyFile::parse(&key).is_some());
        assert!(KeyFile::parse(&format!("{key}\nsalt {key}\n")).is_some());
        for text in [
            "",
            "07",
            &"zz".repeat(32),
            &format!("{key}\n{key}"),
            &format!("{key}\nformer 07"),
        ] {
            assert!(KeyFile::parse(text).is_none(), "{text}");
        }
    }
}
