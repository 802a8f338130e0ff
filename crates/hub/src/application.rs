//! The application: what every flow needs, in one value.

use crate::access::{AccessTerms, Hasher};
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use crate::notices::Post;
use crate::progress::Progress;
use crate::surroundings::Surroundings;
use crate::vault::Vault;
use loonbrug_domain::ids::{CouplingId, OrganisationId};
use loonbrug_nmbrs::{HttpClient, Pace};
use loonbrug_openid::OpenIdClient;
use loonbrug_store::{AuditEntry, Organisation, Store};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The hub.
#[derive(Clone, Debug)]
pub struct Hub {
    /// The database.
    pub store: Store,
    /// Clock and identities.
    pub surroundings: Surroundings,
    /// Who looks on.
    pub progress: Progress,
    pub(crate) vault: Vault,
    pub(crate) http: HttpClient,
    /// Who does it, for the history.
    pub(crate) actor: String,
    /// Whether it is done for somebody who came in; the command line acts as the owner of the machine.
    pub(crate) for_visitor: bool,
    /// How long sessions last, and what a guess costs.
    pub(crate) terms: AccessTerms,
    pub(crate) hasher: Hasher,
    /// Speaks to providers of identities, where that was set up.
    pub(crate) openid: Option<OpenIdClient>,
    /// By which ways notices leave.
    pub(crate) post: Arc<Post>,
    paces: Arc<Mutex<HashMap<CouplingId, Pace>>>,
    pub(crate) refreshing: Arc<tokio::sync::Mutex<()>>,
}

impl Hub {
    /// A hub on this database; `actor` is who stands in the history.
    #[must_use]
    pub fn new(store: Store, vault: Vault, surroundings: Surroundings, http: HttpClient, actor: &str) -> Self {
        Self {
            store,
            surroundings,
            progress: Progress::default(),
            vault,
            http,
            actor: actor.to_owned(),
            for_visitor: false,
            terms: AccessTerms::default(),
            hasher: Hasher::new(AccessTerms::default().password_cost),
            openid: None,
            post: Arc::default(),
            paces: Arc::default(),
            refreshing: Arc::default(),
        }
    }

    /// The same hub with somebody who looks on.
    #[must_use]
    pub fn watched(&self, progress: Progress) -> Self {
        Self {
            progress,
            ..self.clone()
        }
    }

    /// The same hub, doing what somebody asks who came in: they stand in the history and the audit log.
    #[must_use]
    pub fn acting_as(&self, actor: &str) -> Self {
        Self {
            actor: actor.to_owned(),
            for_visitor: true,
            ..self.clone()
        }
    }

    /// The same hub with other terms of access.
    #[must_use]
    pub fn on_terms(&self, terms: AccessTerms) -> Self {
        Self {
            terms,
            hasher: Hasher::new(terms.password_cost),
            ..self.clone()
        }
    }

    /// The same hub, whose notices leave by these ways.
    #[must_use]
    pub fn posting_by(&self, post: Post) -> Self {
        Self {
            post: Arc::new(post),
            ..self.clone()
        }
    }

    /// The same hub, that speaks to providers of identities.
    #[must_use]
    pub fn speaking_to_providers(&self, client: OpenIdClient) -> Self {
        Self {
            openid: Some(client),
            ..self.clone()
        }
    }

    /// The organisation of this name.
    pub async fn organisation(&self, name: &str) -> Result<Organisation, HubError> {
        let found = self.store.organisation_named(name).await?;
        found.ok_or_else(|| Refusal::NoOrganisation(name.to_owned()).into())
    }

    /// The organisation of this name, made when it is not there yet.
    pub async fn ensure_organisation(&self, name: &str) -> Result<Organisation, HubError> {
        if let Some(found) = self.store.organisation_named(name).await? {
            return Ok(found);
        }
        let organisation = Organisation {
            id: OrganisationId(self.surroundings.identity()),
            name: name.to_owned(),
            created_at: self.surroundings.now(),
        };
        self.store.insert_organisation(&organisation).await?;
        self.audit(Some(organisation.id), "organisation.added", name, "{}")
            .await?;
        Ok(organisation)
    }

    /// The pace of the coupling's log-in: one per token, shared by all couplings that use it.
    pub(crate) fn pace(&self, coupling: &OpenCoupling) -> Pace {
        let sending = coupling.settings.sending;
        let mut paces = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        paces
            .entry(coupling.login())
            .or_insert_with(|| {
                Pace::new(sending.calls_per_second, sending.in_flight).waiting_by(self.http.waiting().clone())
            })
            .clone()
    }

    /// Adds a line to the audit log.
    pub(crate) async fn audit(
        &self,
        organisation: Option<OrganisationId>,
        action: &str,
        subject: &str,
        detail: &str,
    ) -> Result<(), HubError> {
        let entry = self.audit_entry(organisation, action, subject, detail);
        Ok(self.store.append_audit(&[entry]).await?)
    }

    /// An entry of the audit log, for a change that stores it in its own transaction.
    pub(crate) fn audit_entry(
        &self,
        organisation: Option<OrganisationId>,
        action: &str,
        subject: &str,
        detail: &str,
    ) -> AuditEntry {
        AuditEntry {
            organisation,
            at: self.surroundings.now(),
            actor: self.actor.clone(),
            action: action.to_owned(),
            subject: subject.to_owned(),
            detail: detail.to_owned(),
        }
    }
}
