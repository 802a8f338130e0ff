//! OAuth grants: codes, access tokens and refresh tokens. The texts of tokens are made outside and come in.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Lifetime of an authorisation code (API fact).
const CODE: SignedDuration = SignedDuration::from_mins(5);
/// Lifetime of an access token, in seconds.
pub(crate) const ACCESS_SECONDS: i64 = 3600;
/// Lifetime of a refresh token.
const REFRESH: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What a user consented to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Ordinal number of the grant; its tokens are revoked together.
    pub number: u32,
    /// Client id.
    pub client: String,
    /// E-mail address of the user.
    pub email: String,
    /// Sub-domain of the user.
    pub domain: String,
    /// Debtors by number id; one as a rule.
    pub debtors: BTreeSet<i32>,
    /// Scopes.
    pub scopes: BTreeSet<String>,
}

/// An authorisation code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeGrant {
    /// What it stands for.
    pub consent: Consent,
    /// The redirect address that it was sent to.
    pub redirect: String,
    /// The S256 challenge of PKCE.
    pub challenge: Option<String>,
    /// Not valid from then on.
    pub expires: Timestamp,
}

/// An access token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessToken {
    /// What it stands for.
    pub consent: Consent,
    /// Not valid from then on.
    pub expires: Timestamp,
}

/// A refresh token; it is taken out when it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshToken {
    /// What it stands for.
    pub consent: Consent,
    /// Not valid from then on.
    pub expires: Timestamp,
}

/// Every code and token that is valid or was not cleaned up yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grants {
    count: u32,
    codes: BTreeMap<String, CodeGrant>,
    access: BTreeMap<String, AccessToken>,
    refresh: BTreeMap<String, RefreshToken>,
}

impl Grants {
    /// Stores a code for a consent, which gets its number here.
    pub fn add_code(
        &mut self,
        code: String,
        mut consent: Consent,
        redirect: String,
        challenge: Option<String>,
        now: Timestamp,
    ) {
        self.count += 1;
        consent.number = self.count;
        self.codes.insert(
            code,
            CodeGrant {
                consent,
                redirect,
                challenge,
                expires: now + CODE,
            },
        );
    }

    /// Takes a code out: it works once. `None` when it is unknown, used or too old.
    pub fn redeem_code(&mut self, code: &str, now: Timestamp) -> Option<CodeGrant> {
        self.codes.remove(code).filter(|grant| now < grant.expires)
    }

    /// Takes a refresh token out: it works once. `None` when it is unknown, used, revoked or too old.
    pub fn redeem_refresh(&mut self, token: &str, now: Timestamp) -> Option<Consent> {
        self.refresh
            .remove(token)
            .filter(|held| now < held.expires)
            .map(|held| held.consent)
    }

    /// The client of a refresh token that is still there.
    pub fn client_of(&self, token: &str) -> Option<&str> {
        self.refresh.get(token).map(|held| held.consent.client.as_str())
    }

    /// Stores a new access token, and a refresh token when there is one.
    pub fn add_tokens(&mut self, consent: &Consent, access: String, refresh: Option<String>, now: Timestamp) {
        self.access.retain(|_, held| now < held.expires);
        let expires = now + SignedDuration::from_secs(ACCESS_SECONDS);
        self.access.insert(
            access,
            AccessToken {
                consent: consent.clone(),
                expires,
            },
        );
        if let Some(token) = refresh {
            self.refresh.insert(
                token,
                RefreshToken {
                    consent: consent.clone(),
                    expires: now + REFRESH,
                },
            );
        }
    }

    /// The access token behind a text, unless it is unknown, revoked or too old.
    pub fn access(&self, token: &str, now: Timestamp) -> Option<&AccessToken> {
        self.access.get(token).filter(|held| now < held.expires)
    }

    /// Ends an access token, or a refresh token with everything of its grant. An unknown token is no fault (RFC 7009).
    pub fn revoke(&mut self, token: &str) {
        self.access.remove(token);
        if let Some(held) = self.refresh.remove(token) {
            let number = held.consent.number;
            self.access.retain(|_, held| held.consent.number != number);
            self.refresh.retain(|_, held| held.consent.number != number);
        }
    }

    /// Ends every grant of a user, as when the user takes the consent back.
    pub fn revoke_user(&mut self, email: &str) {
        self.access.retain(|_, held| held.consent.email != email);
        self.refresh.retain(|_, held| held.consent.email != email);
    }
}
