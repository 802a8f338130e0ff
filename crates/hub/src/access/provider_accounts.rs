//! Accounts at providers: who comes in with one, and whose each is. An account is known by issuer and subject, never by
//! an e-mail address.

use super::provider_refusal::ProviderRefusal;
use super::provider_visits::{ComingBack, KeptErrand, Visit};
use super::refusal::AccessRefusal;
use super::session::Begins;
use super::sign_in::SignedIn;
use super::visitor::Visitor;
use crate::application::Hub;
use crate::error::HubError;
use crate::key_file::bytes_of_hexadecimal;
use jiff::Timestamp;
use loonbrug_domain::ids::{ProviderId, SessionId, UserId};
use loonbrug_openid::Identity;
use loonbrug_store::{AcceptedBy, AuditEntry, ProviderLink, SignInProvider, StoreError, User};
use serde::Serialize;

/// A provider, and the account that a user has there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct WayIn {
    /// The provider.
    pub provider: ProviderId,
    /// Its name.
    pub name: String,
    /// What the user knows the account by, and since when it is linked; `None` without one.
    pub account: Option<(String, Timestamp)>,
}

impl Hub {
    /// Every provider, with the account of a user where there is one.
    pub async fn ways_in(&self, user: UserId) -> Result<Vec<WayIn>, HubError> {
        let links = self.store.provider_links(user).await?;
        let account = |id| {
            let link = links.iter().find(|link| link.provider == id)?;
            Some((link.account.clone(), link.linked_at))
        };
        let ways = self.store.providers().await?.into_iter().map(|provider| WayIn {
            provider: provider.id,
            account: account(provider.id),
            name: provider.name,
        });
        Ok(ways.collect())
    }

    /// Takes the link of the visitor with a provider away, after they proved to be there; all other sessions end. The last
    /// way in stays.
    pub async fn unlink_account(&self, visitor: &Visitor, provider: ProviderId) -> Result<(), HubError> {
        let user = self.must_be_proven(visitor)?;
        let (_, session) = visitor.signed_in()?;
        let provider = self.provider(provider).await?;
        let entry = self
            .acting_as(&visitor.actor)
            .account_entry("sign-in.unlinked", &visitor.actor, &provider);
        if self.store.unlink_provider(user, provider.id, session, &[entry]).await? {
            return Ok(());
        }
        Err(ProviderRefusal::LastWayIn.into())
    }

    /// Does what somebody went to a provider for.
    pub(super) async fn arrive(
        &self,
        visit: &Visit,
        identity: &Identity,
        back: &ComingBack<'_>,
    ) -> Result<Option<SignedIn>, HubError> {
        let provider = &visit.provider;
        let known = self.store.user_of_subject(provider.id, &identity.subject).await?;
        match &visit.errand {
            KeptErrand::SignIn => {
                let user = self.let_in(provider, known).await?;
                // Whoever was signed in there already has proven nothing now.
                let proven_at = identity.proven_at.unwrap_or(Timestamp::MIN);
                let signed = self.begin_with_account((provider, identity), (&user, proven_at), back);
                Ok(Some(signed.await?))
            }
            KeptErrand::Accept(invitation) => {
                let user = self.accept_with_account(provider, identity, invitation).await?;
                let now = self.surroundings.now();
                let signed = self.begin_with_account((provider, identity), (&user, now), back);
                Ok(Some(signed.await?))
            }
            KeptErrand::Prove(session) => {
                let (session, user) = self.same_session(back.session, *session).await?;
                if known.is_none_or(|known| known.id != user.id) {
                    return Err(ProviderRefusal::OtherAccount(provider.name.clone()).into());
                }
                let (secret, ends_at) = self.prove_session(&session).await?;
                Ok(Some(SignedIn {
                    secret,
                    ends_at,
                    awaits_code: false,
                }))
            }
            KeptErrand::Link(session) => {
                let (session, user) = self.same_session(back.session, *session).await?;
                self.link_account((provider, identity), &user, session.id).await?;
                Ok(None)
            }
        }
    }

    /// The user of an account, if they may come in. Nobody is told apart from whoever may not.
    async fn let_in(&self, provider: &SignInProvider, known: Option<User>) -> Result<User, HubError> {
        let email = known.as_ref().map_or("", |user| user.email.as_str()).to_owned();
        let user = known.filter(|user| user.disabled_at.is_none());
        if let Some(user) = user {
            return Ok(user);
        }
        let why = if email.is_empty() {
            "unknown account"
        } else {
            "disabled"
        };
        self.refuse_account(provider, &email, why).await?;
        Err(ProviderRefusal::UnknownAccount(provider.name.clone()).into())
    }

    async fn accept_with_account(
        &self,
        provider: &SignInProvider,
        identity: &Identity,
        invitation: &str,
    ) -> Result<User, HubError> {
        let now = self.surroundings.now();
        let hash = bytes_of_hexadecimal(invitation).and_then(|bytes| bytes.try_into().ok());
        let hash: [u8; 32] = hash.ok_or(AccessRefusal::NotInvited)?;
        let user = self.store.invited(&hash, now).await?;
        let user = user.ok_or(AccessRefusal::NotInvited)?;
        let actor = user.email.as_str();
        let entry = self.acting_as(actor).account_entry("sign-in.linked", actor, provider);
        let link = self.link(provider, identity);
        let redeemed = self
            .store
            .redeem_invitation(&hash, now, AcceptedBy::Provider(&link), &[entry])
            .await;
        match redeemed {
            Ok(true) => Ok(user),
            Ok(false) => Err(AccessRefusal::NotInvited.into()),
            Err(error) => Err(taken(error, provider)),
        }
    }

    async fn link_account(
        &self,
        (provider, identity): (&SignInProvider, &Identity),
        user: &User,
        session: SessionId,
    ) -> Result<(), HubError> {
        let actor = user.email.as_str();
        let entry = self.acting_as(actor).account_entry("sign-in.linked", actor, provider);
        let link = self.link(provider, identity);
        let linked = self.store.link_provider(user.id, &link, session, &[entry]).await;
        linked.map_err(|error| taken(error, provider))
    }

    fn link(&self, provider: &SignInProvider, identity: &Identity) -> ProviderLink {
        ProviderLink {
            provider: provider.id,
            subject: identity.subject.clone(),
            account: identity.account.clone(),
            linked_at: self.surroundings.now(),
        }
    }

    fn account_entry(&self, action: &str, email: &str, provider: &SignInProvider) -> AuditEntry {
        let detail = serde_json::json!({ "provider": provider.name }).to_string();
        self.audit_entry(None, action, email, &detail)
    }

    /// Begins the session of whoever came in with an account. Our second factor follows as after a password, unless the
    /// owner said that the provider's word for it counts, and it said so.
    async fn begin_with_account(
        &self,
        (provider, identity): (&SignInProvider, &Identity),
        (user, proven_at): (&User, Timestamp),
        back: &ComingBack<'_>,
    ) -> Result<SignedIn, HubError> {
        let word = provider.second_factor.as_deref();
        let provider_factor = word.is_some_and(|word| identity.is_proven_by(word));
        let awaits_code = user.second_factor.is_some() && !provider_factor;
        let begins = if awaits_code {
            Begins::AwaitingCode
        } else {
            self.signed_in_with(&provider.name, user, back.address).await?;
            let now = self.surroundings.now();
            let at = proven_at.clamp(now - self.terms.proven, now);
            Begins::Proven { at, provider_factor }
        };
        let (secret, ends_at) = self.begin_session(user.id, back.device, begins).await?;
        Ok(SignedIn {
            secret,
            ends_at,
            awaits_code,
        })
    }
}

fn taken(error: StoreError, provider: &SignInProvider) -> HubError {
    match error {
        StoreError::AlreadyThere { .. } => ProviderRefusal::Taken(provider.name.clone()).into(),
        error => error.into(),
    }
}
