//! The question: where the browser is sent.

use crate::Provider;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use url::Url;

/// Who it is (`openid`), and what to call the account when it is shown to its user.
const SCOPE: &str = "openid profile email";

/// One question to a provider. All of it but the moment must be random, and made for this question alone.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Comes back with the browser.
    pub state: String,
    /// Comes back in the ID token.
    pub nonce: String,
    /// Proves at the exchange that we asked (RFC 7636): 43 to 128 letters.
    pub verifier: SecretString,
    /// The user must prove to be there after this moment; `None` where an earlier sign-in will do.
    pub proven_since: Option<Timestamp>,
}

impl Asked {
    /// Where the browser goes, at the provider's page for it.
    pub(crate) fn address(&self, page: &Url, provider: &Provider) -> Url {
        let mut url = page.clone();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &provider.client_id)
            .append_pair("redirect_uri", provider.redirect.as_str())
            .append_pair("scope", SCOPE)
            .append_pair("state", &self.state)
            .append_pair("nonce", &self.nonce)
            .append_pair("code_challenge", &challenge(&self.verifier))
            .append_pair("code_challenge_method", "S256");
        if self.proven_since.is_some() {
            url.query_pairs_mut()
                .append_pair("prompt", "login")
                .append_pair("max_age", "0");
        }
        url
    }
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
