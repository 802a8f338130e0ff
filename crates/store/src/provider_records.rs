//! Records of signing in with a provider of identities.

use jiff::Timestamp;
use loonbrug_domain::ids::{ProviderId, UserId};

/// A provider of identities (OpenID Connect), with which users of the installation sign in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignInProvider {
    /// Identity.
    pub id: ProviderId,
    /// What users know it by; unique without regard to capitals.
    pub name: String,
    /// The issuer, to the letter; unique.
    pub issuer: String,
    /// What it knows us by.
    pub client_id: String,
    /// What proves that it is us, encrypted.
    pub client_secret: Vec<u8>,
    /// The word of the provider (`amr` or `acr`) that counts as a second factor; `None` where none does.
    pub second_factor: Option<String>,
    /// Since when it is there.
    pub created_at: Timestamp,
}

/// An account of a user at a provider.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProviderLink {
    /// At which provider.
    pub provider: ProviderId,
    /// Who the user is there, for ever.
    pub subject: String,
    /// What the user knows the account by; shown, and nothing else.
    pub account: String,
    /// Since when.
    pub linked_at: Timestamp,
}

/// That a user has an account at a provider.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LinkedUser {
    /// At which provider.
    pub provider: ProviderId,
    /// Who.
    pub user: UserId,
}

/// A browser that went to a provider.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProviderVisit {
    /// To which.
    pub provider: ProviderId,
    /// What for, as JSON.
    pub errand: String,
    /// Where it goes on afterwards, within the pages.
    pub address: String,
    /// When it went.
    pub begun_at: Timestamp,
}
