//! What users chose to hear of by mail.

use crate::access::Visitor;
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::access::Grant;
use loonbrug_domain::ids::{OrganisationId, UserId};
use loonbrug_domain::notice::{ForWhom, NoticeKind, Timing};
use loonbrug_store::NoticeChoice;
use std::collections::BTreeMap;

/// The kinds of which somebody with this grant may hear.
fn kinds_for(grant: &Grant) -> impl Iterator<Item = NoticeKind> {
    NoticeKind::ALL.iter().copied().filter(|kind| match kind.for_whom() {
        ForWhom::Holders(right) => grant.reach(right).is_some(),
        ForWhom::Person => grant.person.is_some(),
        ForWhom::User => false,
    })
}

impl Hub {
    /// What a visitor may hear of at each organisation, and when they hear of it by mail.
    pub async fn notice_timings(
        &self,
        visitor: &Visitor,
    ) -> Result<BTreeMap<OrganisationId, BTreeMap<NoticeKind, Timing>>, HubError> {
        let (user, _) = visitor.signed_in()?;
        let chosen = self.store.notice_choices_of(user).await?.into_iter();
        let chosen: BTreeMap<(OrganisationId, NoticeKind), Timing> = chosen
            .map(|(organisation, choice)| ((organisation, choice.kind), choice.timing))
            .collect();
        let timings = |grant: &Grant| {
            let timing = |kind: NoticeKind| {
                let chosen = chosen.get(&(grant.organisation, kind)).copied();
                (kind, chosen.unwrap_or_else(|| kind.by_default()))
            };
            (grant.organisation, kinds_for(grant).map(timing).collect())
        };
        Ok(visitor.grants().iter().map(timings).collect())
    }

    /// Changes when a visitor hears of what by mail, of one organisation or of all of theirs. What the visitor may not
    /// hear of is left out, and what is not wanted otherwise stays.
    pub async fn choose_notices(
        &self,
        visitor: &Visitor,
        organisation: Option<OrganisationId>,
        wanted: &BTreeMap<NoticeKind, Timing>,
    ) -> Result<(), HubError> {
        let (user, _): (UserId, _) = visitor.signed_in()?;
        let of = |grant: &&Grant| organisation.is_none_or(|organisation| grant.organisation == organisation);
        let choices = visitor.grants().iter().filter(of).flat_map(|grant| {
            let chosen = move |kind: NoticeKind| {
                let timing = *wanted.get(&kind)?;
                Some((grant.organisation, NoticeChoice { user, kind, timing }))
            };
            kinds_for(grant).filter_map(chosen)
        });
        let choices: Vec<_> = choices.collect();
        Ok(self.store.put_notice_choices(&choices).await?)
    }
}
