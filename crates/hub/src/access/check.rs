//! The one check: from a visitor to what they may.

use super::refusal::AccessRefusal;
use super::visitor::{Visitor, Who};
use crate::application::Hub;
use crate::error::{HubError, Refusal};
use loonbrug_domain::access::{Reach, Right};
use loonbrug_domain::group::Membership;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_store::{Found, Part, PeopleSought, Person};
use serde_json::json;

/// That a visitor may do something at an organisation, and over whom it reaches. Only [`Hub::allowed`] makes one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allowed {
    organisation: OrganisationId,
    right: Right,
    reach: Reach,
}

impl Allowed {
    /// Where.
    #[must_use]
    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// What.
    #[must_use]
    pub const fn right(&self) -> Right {
        self.right
    }

    /// Over whom.
    #[must_use]
    pub const fn reach(&self) -> &Reach {
        &self.reach
    }

    fn covers(&self, person: PersonId, memberships: &[Membership]) -> bool {
        self.reach
            .covers(person, memberships.iter().map(|one| one.group.as_str()))
    }
}

impl Hub {
    /// Whether a visitor may do something at an organisation. A refusal is written to the audit log. An organisation
    /// where the visitor is nothing answers like one that does not exist.
    pub async fn allowed(
        &self,
        visitor: &Visitor,
        right: Right,
        organisation: OrganisationId,
    ) -> Result<Allowed, HubError> {
        let judged = match visitor.reach(right, organisation) {
            Ok(reach) => match self.lacks(visitor, right, organisation).await? {
                None => Ok(Allowed {
                    organisation,
                    right,
                    reach,
                }),
                Some(lacking) => Err(lacking),
            },
            Err(refused) => Err(refused),
        };
        if let Err(refused) = &judged {
            self.write_refusal(visitor, right, organisation, refused).await?;
        }
        Ok(judged?)
    }

    /// The same for what cannot be undone or read back: who the visitor is must have been proven lately.
    pub async fn allowed_if_proven(
        &self,
        visitor: &Visitor,
        right: Right,
        organisation: OrganisationId,
    ) -> Result<Allowed, HubError> {
        let allowed = self.allowed(visitor, right, organisation).await?;
        if self.is_proven(visitor) {
            return Ok(allowed);
        }
        Err(AccessRefusal::ProofNeeded.into())
    }

    /// A person whom it reaches. Somebody out of reach answers like somebody who is not there.
    pub async fn person_within(&self, allowed: &Allowed, person: PersonId) -> Result<Person, HubError> {
        let found = self.people_among(allowed, &[person]).await?.into_iter().next();
        found.ok_or_else(|| AccessRefusal::NoPerson.into())
    }

    /// Those of these people whom it reaches.
    pub async fn people_among(&self, allowed: &Allowed, people: &[PersonId]) -> Result<Vec<Person>, HubError> {
        let there = self.store.people_with_ids(allowed.organisation, people).await?;
        self.reached(allowed, there).await
    }

    /// Whom somebody may mean by a number, a whole name, or both as they are proposed: `Thomas Lakeman (1001)`.
    pub async fn people_meant(&self, allowed: &Allowed, typed: &str) -> Result<Vec<Person>, HubError> {
        let typed = typed.trim();
        let within = typed.strip_suffix(')').and_then(|text| text.rsplit_once('('));
        let number = within.map_or(typed, |(_, number)| number).parse().ok();
        let name = within.map_or(typed, |(name, _)| name);
        let mut found = self.store.people_called(allowed.organisation, number, name).await?;
        if name.trim() != typed {
            found.extend(self.store.people_called(allowed.organisation, None, typed).await?);
        }
        self.reached(allowed, found).await
    }

    async fn reached(&self, allowed: &Allowed, mut people: Vec<Person>) -> Result<Vec<Person>, HubError> {
        if allowed.reach != Reach::Everyone {
            let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
            let memberships = self.store.memberships_of(allowed.organisation, &ids).await?;
            let of = |person: PersonId| memberships.get(&person).map_or(&[][..], Vec::as_slice);
            people.retain(|person| allowed.covers(person.id, of(person.id)));
        }
        Ok(people)
    }

    /// Part of the people whom it reaches and whose name holds a text, by name.
    pub async fn people_found(&self, allowed: &Allowed, name: &str, part: Part) -> Result<Found<Person>, HubError> {
        let sought = PeopleSought {
            name: name.to_owned(),
            reach: allowed.reach.clone(),
        };
        Ok(self.store.people_found(allowed.organisation, &sought, part).await?)
    }

    /// Everybody whom it reaches.
    pub async fn people_within(&self, allowed: &Allowed) -> Result<Vec<Person>, HubError> {
        let everybody = self.store.people(allowed.organisation).await?;
        self.reached(allowed, everybody).await
    }

    /// What is lacking beside the role: a second factor, or proof.
    async fn lacks(
        &self,
        visitor: &Visitor,
        right: Right,
        organisation: OrganisationId,
    ) -> Result<Option<AccessRefusal>, HubError> {
        let settings = self.access_settings(organisation).await?;
        let is_user = matches!(visitor.who, Who::User { .. });
        let has_factor = visitor.has_second_factor || visitor.provider_factor;
        if settings.second_factor && is_user && !has_factor {
            return Ok(Some(AccessRefusal::SecondFactorNeeded));
        }
        let needs_proof = match right {
            Right::SeeBsn => true,
            Right::SendLines => settings.proof_before_sending,
            _ => false,
        };
        Ok((needs_proof && !self.is_proven(visitor)).then_some(AccessRefusal::ProofNeeded))
    }

    fn is_proven(&self, visitor: &Visitor) -> bool {
        self.surroundings.now() < visitor.proven_until
    }

    async fn write_refusal(
        &self,
        visitor: &Visitor,
        right: Right,
        organisation: OrganisationId,
        refused: &AccessRefusal,
    ) -> Result<(), HubError> {
        // Proof and second factor are asked for in the course of things.
        if matches!(refused, AccessRefusal::ProofNeeded | AccessRefusal::SecondFactorNeeded) {
            return Ok(());
        }
        let known = Some(organisation).filter(|organisation| visitor.is_known_at(*organisation));
        let detail = json!({ "organisation": organisation, "refused": refused.to_string() }).to_string();
        self.acting_as(&visitor.actor)
            .audit(known, "access.refused", right.word(), &detail)
            .await
    }
}

impl From<AccessRefusal> for HubError {
    fn from(refusal: AccessRefusal) -> Self {
        Self::Refused(Refusal::Access(refusal))
    }
}
