//! Records of access: users, sessions, attempts to sign in, tokens.

use jiff::Timestamp;
use loonbrug_domain::Language;
use loonbrug_domain::access::Right;
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_domain::ids::{OrganisationId, SessionId, TokenId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A user (gebruiker) of the installation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct User {
    /// Identity.
    pub id: UserId,
    /// Where mail reaches the user, and the name to sign in with; unique without regard to capitals.
    pub email: EmailAddress,
    /// What people call the user.
    pub name: String,
    /// In which language pages speak.
    pub language: Language,
    /// How pages look.
    pub theme: Theme,
    /// The hash of the password, with its parameters; `None` until an invitation was accepted.
    pub password: Option<String>,
    /// The secret of the second factor, encrypted; `None` without one.
    pub second_factor: Option<Vec<u8>>,
    /// A secret that was shown and not confirmed by a code yet, encrypted.
    pub offered_factor: Option<Vec<u8>>,
    /// Since when the user may not sign in.
    pub disabled_at: Option<Timestamp>,
    /// Since when the user is there.
    pub created_at: Timestamp,
}

/// How pages look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The word that stands in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A session (sessie): one user on one device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// Identity.
    pub id: SessionId,
    /// Whose.
    pub user: UserId,
    /// What the user's program calls itself, shortened.
    pub device: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// When it ends, however much it is used.
    pub ends_at: Timestamp,
    /// When the user last proved who they are; `None` while the second factor is waited for.
    pub proven_at: Option<Timestamp>,
    /// Whether the provider that the user signed in with vouched for a second factor.
    pub provider_factor: bool,
}

/// Attempts to sign in, counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AttemptCounts {
    /// Failed, of this account from this address.
    pub of_account_from_address: i64,
    /// Failed, from this address, whatever the account.
    pub from_address: i64,
    /// Failed, of this account from anywhere.
    pub of_account: i64,
    /// Succeeded, of this account from this address.
    pub succeeded: i64,
}

/// A token by which another program comes in at one organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ApiToken {
    /// Identity.
    pub id: TokenId,
    /// Where.
    pub organisation: OrganisationId,
    /// What it is for.
    pub name: String,
    /// Its first characters, by which it is recognised.
    pub prefix: String,
    /// What it may.
    pub scopes: BTreeSet<Right>,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
    /// From when it no longer works.
    pub ends_at: Timestamp,
    /// When it was last used, to the minute.
    pub used_at: Option<Timestamp>,
    /// Since when it is revoked.
    pub revoked_at: Option<Timestamp>,
}

/// Who approved that a plan is sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanApproval {
    /// The fingerprint of the plan.
    pub fingerprint: String,
    /// Who.
    pub approved_by: String,
    /// When.
    pub approved_at: Timestamp,
}

/// A request of another program that must not be carried out twice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ApiRequest<'a> {
    /// By which token.
    pub token: TokenId,
    /// At which organisation.
    pub organisation: OrganisationId,
    /// The key that the program gave it.
    pub key: &'a str,
    /// Hash of what it asks.
    pub hash: &'a [u8; 32],
    /// When.
    pub at: Timestamp,
}

/// A request that came before under the same key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownRequest {
    /// Hash of what it asked.
    pub hash: [u8; 32],
    /// Status and body of its answer; nothing while it is under way, or when it broke off.
    pub answer: Option<(u16, String)>,
}
