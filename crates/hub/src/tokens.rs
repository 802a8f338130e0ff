//! The tokens of a log-in: refreshed once, by whoever is first, and stored before they are used.

use crate::application::Hub;
use crate::crash_point::CrashPoint;
use crate::error::HubError;
use crate::login::purpose;
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::ids::CouplingId;
use loonbrug_nmbrs::identity::{Identity, Tokens};
use loonbrug_nmbrs::{Fault, FaultClass, FaultCode, TokenSource};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The secret under which the tokens of a log-in are stored.
pub(crate) const TOKENS: &str = "tokens";
/// An access token is refreshed this long before it ends.
const EARLY: SignedDuration = SignedDuration::from_mins(2);
/// How long one process may take over a refresh before another may try.
const REFRESH_LEASE_MS: i64 = 30_000;
/// How often to look whether another process has finished its refresh.
const LOOK_AGAIN: Duration = Duration::from_millis(200);
/// How many times to look: a little longer than the lease lasts.
const LOOKS: usize = 160;

#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    access: String,
    refresh: String,
    expires_at: Timestamp,
}

/// The tokens of one log-in, in the store.
pub struct StoredTokens {
    hub: Hub,
    login: CouplingId,
    identity: Identity,
}

impl StoredTokens {
    pub(crate) fn new(hub: &Hub, login: CouplingId, identity: Identity) -> Self {
        Self {
            hub: hub.clone(),
            login,
            identity,
        }
    }

    /// Stores tokens; with an expected version only if nobody stored newer ones meanwhile.
    pub(crate) async fn store(&self, tokens: &Tokens, expected: Option<i64>) -> Result<bool, HubError> {
        let lasts = SignedDuration::from_secs(i64::try_from(tokens.expires_in_seconds).unwrap_or(0));
        let kept = Kept {
            access: tokens.access.expose_secret().to_owned(),
            refresh: tokens.refresh.expose_secret().to_owned(),
            expires_at: self.hub.surroundings.now() + lasts,
        };
        let text = serde_json::to_vec(&kept).map_err(|source| HubError::Settings {
            coupling: self.login.to_string(),
            source,
        })?;
        let encrypted = self.hub.vault.encrypt(&purpose(self.login, TOKENS), &text)?;
        Ok(self
            .hub
            .store
            .put_secret(self.login, TOKENS, &encrypted, expected)
            .await?
            .is_some())
    }

    /// Revokes the log-in at Nmbrs.
    pub(crate) async fn revoke(&self) -> Result<(), HubError> {
        if let Some((_, kept)) = self.kept().await? {
            self.identity.revoke(&self.hub.http, &kept.refresh.into()).await?;
        }
        Ok(())
    }

    async fn kept(&self) -> Result<Option<(i64, Kept)>, HubError> {
        let Some(secret) = self.hub.store.secret(self.login, TOKENS).await? else {
            return Ok(None);
        };
        let text = self
            .hub
            .vault
            .decrypt(&purpose(self.login, TOKENS), &secret.ciphertext)?;
        let kept = serde_json::from_slice(&text).map_err(|source| HubError::Settings {
            coupling: self.login.to_string(),
            source,
        })?;
        Ok(Some((secret.version, kept)))
    }

    /// An access token that `serves`; refreshed when the one that is kept does not.
    async fn token(&self, serves: impl Fn(&Kept, Timestamp) -> bool) -> Result<SecretString, HubError> {
        let _one_at_a_time = self.hub.refreshing.lock().await;
        let lease_name = format!("login {}", self.login);
        for _ in 0..LOOKS {
            let now = self.hub.surroundings.now();
            let (version, kept) = self.kept().await?.ok_or_else(|| self.gone())?;
            if serves(&kept, now) {
                return Ok(kept.access.into());
            }
            let holder = self.hub.surroundings.identity().to_string();
            let taken = self
                .hub
                .store
                .acquire_lease(&lease_name, &holder, now, REFRESH_LEASE_MS)
                .await?;
            let Some(lease) = taken else {
                self.hub.http.waiting().pass(LOOK_AGAIN).await;
                continue;
            };
            let refreshed = self.refresh(version, &kept).await;
            self.hub.store.release_lease(&lease).await?;
            return refreshed;
        }
        Err(self
            .fault(
                FaultClass::Retry { after: None },
                None,
                "another process is refreshing the log-in",
            )
            .into())
    }

    async fn refresh(&self, version: i64, kept: &Kept) -> Result<SecretString, HubError> {
        // Whoever had the lease before may have stored newer tokens between our reading and our taking it.
        if let Some((newer, now_kept)) = self.kept().await?
            && newer != version
        {
            return Ok(now_kept.access.into());
        }
        let surroundings = &self.hub.surroundings;
        surroundings.reach(CrashPoint::BeforeRefresh).await;
        let tokens = self
            .identity
            .refresh(&self.hub.http, &kept.refresh.clone().into())
            .await?;
        surroundings.reach(CrashPoint::Refreshed).await;
        self.store(&tokens, Some(version)).await?;
        surroundings.reach(CrashPoint::TokensStored).await;
        Ok(tokens.access)
    }

    fn gone(&self) -> Fault {
        self.fault(
            FaultClass::Pause,
            Some(FaultCode::GrantRevoked),
            "there is no log-in; log in at Nmbrs",
        )
    }

    fn fault(&self, class: FaultClass, code: Option<FaultCode>, message: &str) -> Fault {
        Fault {
            operation: format!("log-in {}", self.login),
            class,
            code,
            message: message.to_owned(),
        }
    }

    fn as_fault(&self, error: HubError) -> Fault {
        match error {
            HubError::Nmbrs(fault) => fault,
            other => self.fault(FaultClass::Retry { after: None }, None, &other.to_string()),
        }
    }
}

impl TokenSource for StoredTokens {
    fn access_token(&self) -> BoxFuture<'_, Result<SecretString, Fault>> {
        Box::pin(async move {
            self.token(|kept, now| kept.expires_at > now + EARLY)
                .await
                .map_err(|error| self.as_fault(error))
        })
    }

    fn refused(&self) -> BoxFuture<'_, Result<SecretString, Fault>> {
        Box::pin(async move {
            let refused = match self.kept().await {
                Ok(kept) => kept.map(|(_, kept)| kept.access),
                Err(error) => return Err(self.as_fault(error)),
            };
            // A newer one than the refused one serves: somebody else refreshed meanwhile.
            self.token(|kept, _| Some(&kept.access) != refused.as_ref())
                .await
                .map_err(|error| self.as_fault(error))
        })
    }
}

/// A token that was given just now, for the few calls before there is a coupling.
pub(crate) struct FreshToken(pub SecretString);

impl TokenSource for FreshToken {
    fn access_token(&self) -> BoxFuture<'_, Result<SecretString, Fault>> {
        Box::pin(async move { Ok(self.0.clone()) })
    }

    fn refused(&self) -> BoxFuture<'_, Result<SecretString, Fault>> {
        let fault = Fault {
            operation: "log-in".into(),
            class: FaultClass::Pause,
            code: Some(FaultCode::GrantRevoked),
            message: "the token of a log-in of just now was refused; log in at Nmbrs again".into(),
        };
        Box::pin(async move { Err(fault) })
    }
}
