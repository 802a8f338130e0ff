//! Whoever comes in: a user with a session, or another program with a token.

use super::refusal::AccessRefusal;
use jiff::Timestamp;
use loonbrug_domain::Language;
use loonbrug_domain::access::{Grant, Reach, Right};
use loonbrug_domain::ids::{OrganisationId, SessionId, UserId};
use loonbrug_store::Theme;
use subtle::ConstantTimeEq as _;

/// Whoever comes in. Made of a session's secret by [`Hub::visitor`](crate::Hub::visitor).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Visitor {
    /// Which user.
    pub user: UserId,
    /// Which session.
    pub session: SessionId,
    /// The e-mail address: who stands in history and audit log.
    pub email: String,
    /// What people call them.
    pub name: String,
    /// In which language pages speak.
    pub language: Language,
    /// How pages look.
    pub theme: Theme,
    /// Whether there is a second factor.
    pub has_second_factor: bool,
    /// Until when nothing has to be proven again.
    pub proven_until: Timestamp,
    /// What every form carries back, so that no other site can send it (ASVS 3.5.1).
    pub csrf: String,
    pub(super) grants: Vec<Grant>,
}

impl Visitor {
    /// What the visitor is, by organisation.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// What the visitor is at an organisation.
    #[must_use]
    pub fn grant(&self, organisation: OrganisationId) -> Option<&Grant> {
        self.grants.iter().find(|grant| grant.organisation == organisation)
    }

    /// Whether the role gives a right at an organisation: for menus. Only [`Hub::allowed`](crate::Hub::allowed) opens
    /// anything.
    #[must_use]
    pub fn has(&self, right: Right, organisation: OrganisationId) -> bool {
        self.reach(right, organisation).is_ok()
    }

    /// Whether a form was sent from our own page.
    #[must_use]
    pub fn csrf_is(&self, given: &str) -> bool {
        self.csrf.as_bytes().ct_eq(given.as_bytes()).into()
    }

    /// Over whom a right reaches.
    pub(super) fn reach(&self, right: Right, organisation: OrganisationId) -> Result<Reach, AccessRefusal> {
        let grant = self.grant(organisation).ok_or(AccessRefusal::NoOrganisation)?;
        grant.reach(right).ok_or(AccessRefusal::MayNot(right))
    }
}
