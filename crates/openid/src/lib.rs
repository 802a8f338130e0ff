//! Signing in with a provider of identities (Entra ID, Google Workspace, Keycloak): the relying party's half of OpenID
//! Connect. A code in, who it is of out. No policy and no database: who may come in, and as whom, is the hub's.
//!
//! Authorisation code with PKCE (RFC 7636). What is random is made by the caller, and so is the time.

mod asked;
mod client;
mod discovery;
mod fault;
mod id_token;
mod keys;
mod ring_provider;

pub use asked::Asked;
pub use client::OpenIdClient;
pub use discovery::{AddressFault, check_address};
pub use fault::{ProviderFault, TokenFault};
pub use id_token::Identity;

use secrecy::SecretString;
use url::Url;

/// A provider, and what it knows us by.
#[derive(Clone, Debug)]
pub struct Provider {
    /// The issuer, exactly as the provider writes it: its documents and its statements carry it to the letter.
    pub issuer: String,
    /// What it knows us by.
    pub client_id: String,
    /// What proves that it is us.
    pub client_secret: SecretString,
    /// Where the browser comes back, exactly as registered.
    pub redirect: Url,
}
