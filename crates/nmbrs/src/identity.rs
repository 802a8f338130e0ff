//! The identity service of Nmbrs: log-in with an authorisation code (OAuth 2, PKCE), refresh, revocation.
//!
//! Its three short forms are posted by hand. What counts here is which failure it was, for a refresh token serves once:
//! a lost answer is something else than a refused connection, and a library for OAuth makes them one.

mod authorization;
mod token;

use crate::{Fault, FaultClass};
use secrecy::SecretString;
use std::fmt;
use url::Url;

pub use authorization::Authorization;
pub use token::Tokens;

/// Our registration at the identity service.
#[derive(Clone)]
pub struct Identity {
    /// The root of the service: `https://identityservice.nmbrs.com/`.
    pub base: Url,
    /// The client that the partner portal gave.
    pub client_id: String,
    /// Its secret.
    pub client_secret: SecretString,
    /// Where the browser comes back, exactly as registered.
    pub redirect: Url,
    /// What is asked for: [`crate::capability::scopes`], unless the registration has others. One scope that is not
    /// registered fails the whole log-in (API fact).
    pub scopes: Vec<String>,
}

impl Identity {
    /// An address of the service.
    fn address(&self, path: &'static str) -> Result<Url, Fault> {
        let mut address = self.base.clone();
        let Ok(mut place) = address.path_segments_mut() else {
            let message = format!("`{}` cannot hold a path; change the configured address", self.base);
            return Err(Fault {
                operation: path.to_owned(),
                class: FaultClass::Pause,
                code: None,
                message,
            });
        };
        place.pop_if_empty().extend(path.split('/'));
        drop(place);
        Ok(address)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("base", &self.base.as_str())
            .field("client_id", &self.client_id)
            .field("redirect", &self.redirect.as_str())
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
