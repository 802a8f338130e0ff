//! Whoever comes in: a user with a session, or another program with a token.

use super::refusal::AccessRefusal;
use jiff::Timestamp;
use loonbrug_domain::Language;
use loonbrug_domain::access::{Grant, Reach, Right};
use loonbrug_domain::ids::{OrganisationId, SessionId, TokenId, UserId};
use loonbrug_store::Theme;
use std::collections::BTreeSet;
use subtle::ConstantTimeEq as _;

/// Whoever comes in. Made of a session's secret by [`Hub::visitor`](crate::Hub::visitor), or of a token by
/// [`Hub::visitor_of_token`](crate::Hub::visitor_of_token).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Visitor {
    /// A user or a program.
    pub who: Who,
    /// Who stands in history and audit log: the e-mail address of a user, `token NAME` for a program.
    pub actor: String,
    /// What people call them.
    pub name: String,
    /// In which language pages speak.
    pub language: Language,
    /// How pages look.
    pub theme: Theme,
    /// Whether there is a second factor.
    pub has_second_factor: bool,
    /// Whether the provider that the user signed in with vouched for a second factor, and the owner said that this counts.
    pub provider_factor: bool,
    /// Until when nothing has to be proven again.
    pub proven_until: Timestamp,
    /// What every form carries back, so that no other site can send it (ASVS 3.5.1).
    pub csrf: String,
    pub(super) holds: Holds,
}

/// Who a visitor is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    /// A user, in one session.
    User {
        /// Which user.
        user: UserId,
        /// Which session.
        session: SessionId,
    },
    /// Another program.
    Program(TokenId),
}

/// What a visitor has to show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Holds {
    /// What a user is, by organisation.
    Grants(Vec<Grant>),
    /// What a program was given at one organisation.
    Scopes(Program),
}

/// What another program was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Program {
    /// By which token.
    pub token: TokenId,
    /// At which organisation.
    pub organisation: OrganisationId,
    /// Which rights.
    pub scopes: BTreeSet<Right>,
}

impl Visitor {
    /// What the visitor is, by organisation; a program is nothing.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        match &self.holds {
            Holds::Grants(grants) => grants,
            Holds::Scopes(_) => &[],
        }
    }

    /// What the visitor is at an organisation.
    #[must_use]
    pub fn grant(&self, organisation: OrganisationId) -> Option<&Grant> {
        self.grants().iter().find(|grant| grant.organisation == organisation)
    }

    /// User and session of whoever signed in; a program is refused.
    pub fn signed_in(&self) -> Result<(UserId, SessionId), AccessRefusal> {
        match self.who {
            Who::User { user, session } => Ok((user, session)),
            Who::Program(_) => Err(AccessRefusal::NoSession),
        }
    }

    /// What a program was given; a user is refused.
    pub const fn program(&self) -> Result<&Program, AccessRefusal> {
        match &self.holds {
            Holds::Scopes(program) => Ok(program),
            Holds::Grants(_) => Err(AccessRefusal::TokenRefused),
        }
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
        let same: bool = self.csrf.as_bytes().ct_eq(given.as_bytes()).into();
        same && !self.csrf.is_empty()
    }

    /// Whether the visitor is there at all.
    pub(super) fn is_known_at(&self, organisation: OrganisationId) -> bool {
        match &self.holds {
            Holds::Grants(_) => self.grant(organisation).is_some(),
            Holds::Scopes(program) => program.organisation == organisation,
        }
    }

    /// Over whom a right reaches.
    pub(super) fn reach(&self, right: Right, organisation: OrganisationId) -> Result<Reach, AccessRefusal> {
        if !self.is_known_at(organisation) {
            return Err(AccessRefusal::NoOrganisation);
        }
        let reach = match &self.holds {
            Holds::Grants(_) => self.grant(organisation).and_then(|grant| grant.reach(right)),
            Holds::Scopes(program) => program.scopes.contains(&right).then_some(Reach::Everyone),
        };
        reach.ok_or(AccessRefusal::MayNot(right))
    }
}
