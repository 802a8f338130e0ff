//! The keys that a provider publishes (JWK set, RFC 7517).

use crate::fault::ProviderFault;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, PublicKeyUse};
use jsonwebtoken::{Header, decode_header};
use serde::Deserialize;
use serde_json::Value;

/// The keys that may sign.
#[derive(Debug)]
pub struct Keys(Vec<Jwk>);

#[derive(Deserialize)]
struct Published {
    keys: Vec<Value>,
}

impl Keys {
    /// Reads a set. A key of a kind that is not known here is somebody else's, and is passed over (RFC 7517, 5).
    pub fn read(text: &[u8]) -> Result<Self, ProviderFault> {
        let published: Published =
            serde_json::from_slice(text).map_err(|error| ProviderFault::Answer(format!("its keys: {error}")))?;
        let known = published
            .keys
            .into_iter()
            .filter_map(|key| serde_json::from_value(key).ok());
        Ok(Self(known.filter(may_sign).collect()))
    }

    /// The key of a token: the one that it names, or the only one.
    pub fn of(&self, header: &Header) -> Option<&Jwk> {
        match (&header.kid, self.0.as_slice()) {
            (Some(name), keys) => keys.iter().find(|key| key.common.key_id.as_ref() == Some(name)),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }

    /// Whether the key of a token is among them.
    pub fn knows(&self, token: &str) -> bool {
        decode_header(token).is_ok_and(|header| self.of(&header).is_some())
    }
}

/// A key that is shared proves nothing: whoever publishes it gives it away.
fn may_sign(key: &Jwk) -> bool {
    let is_pair = !matches!(
        key.algorithm,
        AlgorithmParameters::OctetKey(_) | AlgorithmParameters::Other(_)
    );
    is_pair && key.common.public_key_use != Some(PublicKeyUse::Encryption)
}
