//! The first step: the page where a person logs in and agrees.

use super::Identity;
use crate::Fault;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rand::CryptoRng;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use url::Url;

/// Bytes of randomness in a verifier and in a state: 43 characters, the least that a verifier may have (RFC 7636).
const RANDOM_BYTES: usize = 32;

/// A log-in that has begun. Keep state and verifier for the session of the person who began it.
#[derive(Debug)]
pub struct Authorization {
    /// Where to send the browser.
    pub url: Url,
    /// What must come back with the code; anything else is not our log-in.
    pub state: String,
    /// What proves, at the exchange, that we began it.
    pub verifier: SecretString,
}

impl Identity {
    /// Begins a log-in. `random` must not be predictable: state and verifier protect the log-in.
    pub fn authorize_url(&self, random: &mut impl CryptoRng) -> Result<Authorization, Fault> {
        let state = random_text(random);
        let verifier = SecretString::from(random_text(random));
        let mut url = self.address("connect/authorize")?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.client_id)
            .append_pair("redirect_uri", self.redirect.as_str())
            .append_pair("scope", &self.scopes.join(" "))
            .append_pair("state", &state)
            .append_pair("code_challenge", &challenge(&verifier))
            .append_pair("code_challenge_method", "S256");
        Ok(Authorization { url, state, verifier })
    }
}

fn random_text(random: &mut impl CryptoRng) -> String {
    let mut bytes = [0; RANDOM_BYTES];
    random.fill_bytes(&mut bytes);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// The SHA-256 of the verifier (RFC 7636, method S256).
fn challenge(verifier: &SecretString) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose_secret()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 7636, appendix B.
    #[test]
    fn the_challenge_is_that_of_the_standard() {
        let verifier = SecretString::from("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
