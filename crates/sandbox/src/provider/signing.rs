//! Keys, and tokens signed with them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

use super::Signing;

/// A key on the curve P-256 with its name.
#[derive(Debug)]
pub struct Key {
    name: String,
    pair: EcdsaKeyPair,
}

impl Key {
    /// A fresh key; `None` when the machine has no randomness.
    pub fn fresh(name: String) -> Option<Self> {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).ok()?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random).ok()?;
        Some(Self { name, pair })
    }

    /// What is published of it.
    pub fn published(&self) -> Value {
        // A point: one byte for its form, then both coordinates.
        let point = self.pair.public_key().as_ref();
        let (x, y) = point
            .get(1..)
            .and_then(|both| both.split_at_checked(32))
            .unwrap_or_default();
        json!({ "kty": "EC", "use": "sig", "alg": "ES256", "crv": "P-256", "kid": self.name, "x": text(x), "y": text(y) })
    }

    fn sign(&self, message: &str) -> Vec<u8> {
        let signed = self.pair.sign(&SystemRandom::new(), message.as_bytes());
        signed.map(|signature| signature.as_ref().to_vec()).unwrap_or_default()
    }
}

/// A token of these claims, signed well or badly.
pub fn token(key: &Key, claims: &Value, signing: Signing, client_secret: &str) -> String {
    let (algorithm, name) = match signing {
        Signing::Right | Signing::OtherKey => ("ES256", key.name.as_str()),
        Signing::UnknownKey => ("ES256", "of-nobody"),
        Signing::None => ("none", key.name.as_str()),
        Signing::ClientSecret => ("HS256", key.name.as_str()),
    };
    let header = json!({ "alg": algorithm, "typ": "JWT", "kid": name });
    let message = format!("{}.{}", text(header.to_string()), text(claims.to_string()));
    let signature = match signing {
        Signing::Right => key.sign(&message),
        Signing::OtherKey | Signing::UnknownKey => Key::fresh(String::new())
            .map(|other| other.sign(&message))
            .unwrap_or_default(),
        Signing::None => Vec::new(),
        Signing::ClientSecret => {
            let secret = hmac::Key::new(hmac::HMAC_SHA256, client_secret.as_bytes());
            hmac::sign(&secret, message.as_bytes()).as_ref().to_vec()
        }
    };
    format!("{message}.{}", text(signature))
}

fn text(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
