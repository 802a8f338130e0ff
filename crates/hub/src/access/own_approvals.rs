//! What is of oneself: whoever approves for their groups does not approve it. Owners and payroll, whose right reaches
//! everyone, may: they could enter it as well, and four eyes on sending are asked of them.

use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::access::{Reach, Right};
use loonbrug_domain::identifier::EmailAddress;
use loonbrug_domain::ids::{OrganisationId, PersonId};

impl Hub {
    /// The person of whom whoever this is done for may approve nothing: the own one, where the right reaches by group. The
    /// command line and programs are nobody's person.
    pub(crate) async fn own_person_by_group(
        &self,
        organisation: OrganisationId,
        right: Right,
    ) -> Result<Option<PersonId>, HubError> {
        let user = match EmailAddress::parse(&self.actor) {
            Ok(email) if self.for_visitor => self.store.user_of_email(&email).await?,
            _ => None,
        };
        let Some(user) = user else { return Ok(None) };
        let grants = self.store.grants(user.id).await?;
        let grant = grants.into_iter().find(|grant| grant.organisation == organisation);
        let by_group = grant.filter(|grant| matches!(grant.reach(right), Some(Reach::Only { .. })));
        Ok(by_group.and_then(|grant| grant.person))
    }
}
