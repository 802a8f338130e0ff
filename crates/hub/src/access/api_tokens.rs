//! Tokens by which other programs come in: for one organisation, for what they are given, and for a time.

use super::refusal::AccessRefusal;
use super::secret::{fresh_secret, hash_of};
use super::session::SEEN_EVERY;
use super::visitor::{Holds, Program, Visitor, Who};
use crate::application::Hub;
use crate::error::{HubError, Refusal};
use crate::vault::hexadecimal;
use jiff::Timestamp;
use loonbrug_domain::Language;
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::{OrganisationId, TokenId};
use loonbrug_store::{ApiToken, Theme};
use secrecy::{ExposeSecret as _, SecretString};
use std::collections::BTreeSet;
use std::net::IpAddr;

/// What every token begins with, so that one that leaked is recognised.
const PREFIX: &str = "loonbrug_";
/// How many characters of a token are shown.
const SHOWN: usize = PREFIX.len() + 4;

impl Hub {
    /// Makes a token; its secret is given this once.
    pub async fn add_token(
        &self,
        organisation: OrganisationId,
        name: &str,
        scopes: &BTreeSet<Right>,
        ends_at: Timestamp,
    ) -> Result<(ApiToken, SecretString), HubError> {
        let now = self.surroundings.now();
        if scopes.is_empty() {
            return Err(AccessRefusal::NoScope.into());
        }
        if let Some(right) = scopes.iter().find(|right| !right.is_for_programs()) {
            return Err(AccessRefusal::NotForPrograms(*right).into());
        }
        if ends_at <= now || ends_at > now + self.terms.longest_token {
            return Err(AccessRefusal::TokenEnd.into());
        }
        let secret = fresh_secret(PREFIX);
        let token = ApiToken {
            id: TokenId(self.surroundings.identity()),
            organisation,
            name: name.to_owned(),
            prefix: secret.expose_secret().chars().take(SHOWN).collect(),
            scopes: scopes.clone(),
            created_by: self.actor.clone(),
            created_at: now,
            ends_at,
            used_at: None,
            revoked_at: None,
        };
        let detail = serde_json::json!({ "scopes": scopes, "ends_at": ends_at }).to_string();
        let entry = self.audit_entry(Some(organisation), "token.added", name, &detail);
        let hash = hash_of(secret.expose_secret());
        self.store.insert_token(&token, &hash, &[entry]).await?;
        Ok((token, secret))
    }

    /// The tokens of an organisation, oldest first; revoked and ended ones too.
    pub async fn tokens(&self, organisation: OrganisationId) -> Result<Vec<ApiToken>, HubError> {
        Ok(self.store.tokens(organisation).await?)
    }

    /// Revokes a token of an organisation, by its id or what is shown of it.
    pub async fn revoke_token(&self, organisation: OrganisationId, called: &str) -> Result<ApiToken, HubError> {
        let tokens = self.store.tokens(organisation).await?;
        let is_it =
            |token: &&ApiToken| token.id.to_string() == called || token.prefix == called || token.name == called;
        let mut found = tokens.iter().filter(|token| token.revoked_at.is_none()).filter(is_it);
        let (Some(token), None) = (found.next(), found.next()) else {
            return Err(AccessRefusal::NoToken(called.to_owned()).into());
        };
        let entry = self.audit_entry(Some(organisation), "token.revoked", &token.name, "{}");
        let now = self.surroundings.now();
        self.store.revoke_token(organisation, token.id, now, &[entry]).await?;
        Ok(token.clone())
    }

    /// Which program a token lets in that was sent from an address. Wrong tokens are counted like wrong passwords: after
    /// too many the next wrong one is told to wait. One that works always does.
    pub async fn visitor_of_token_from(&self, secret: &str, address: IpAddr) -> Result<Visitor, HubError> {
        match self.visitor_of_token(secret).await {
            Err(HubError::Refused(Refusal::Access(AccessRefusal::TokenRefused))) => {
                let account = format!("token {}", hexadecimal(&hash_of(secret)));
                self.count_attempt(&account, address).await?;
                Err(AccessRefusal::TokenRefused.into())
            }
            outcome => outcome,
        }
    }

    /// Which program a token lets in.
    pub async fn visitor_of_token(&self, secret: &str) -> Result<Visitor, HubError> {
        let now = self.surroundings.now();
        let found = self.store.token(&hash_of(secret)).await?;
        let works = |token: &ApiToken| token.revoked_at.is_none() && now < token.ends_at;
        let token = found.filter(works).ok_or(AccessRefusal::TokenRefused)?;
        if token.used_at.is_none_or(|used| now.duration_since(used) >= SEEN_EVERY) {
            self.store.token_used(token.id, now).await?;
        }
        Ok(Visitor {
            who: Who::Program(token.id),
            actor: format!("token {}", token.name),
            name: token.name,
            language: Language::default(),
            theme: Theme::default(),
            has_second_factor: false,
            provider_factor: false,
            proven_until: Timestamp::MIN,
            csrf: String::new(),
            holds: Holds::Scopes(Program {
                token: token.id,
                organisation: token.organisation,
                scopes: token.scopes,
            }),
        })
    }
}
