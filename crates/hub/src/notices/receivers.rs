//! Who is to hear of a notice.

use super::finding::{About, Found};
use crate::application::Hub;
use crate::error::HubError;
use crate::surroundings::netherlands;
use jiff::Timestamp;
use jiff::civil::Time;
use loonbrug_domain::access::Grant;
use loonbrug_domain::group::Membership;
use loonbrug_domain::ids::{DeliveryId, NoticeId, OrganisationId, PersonId, UserId};
use loonbrug_domain::notice::{ForWhom, NoticeKind, Timing};
use loonbrug_store::{Delivery, DeliveryState, Receiver, User, Webhook};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// When the letter of the day leaves.
const MORNING: Time = Time::constant(7, 0, 0, 0);

/// Whoever may hear of something at one organisation.
struct Audience {
    grants: Vec<(UserId, Grant)>,
    memberships: BTreeMap<PersonId, Vec<Membership>>,
    choices: HashMap<(UserId, NoticeKind), Timing>,
    webhooks: Vec<Webhook>,
}

/// Whoever may hear of something, read once for all that was found.
pub(super) struct Receivers {
    users: HashMap<UserId, User>,
    /// Who signs in with an account at a provider.
    linked: HashSet<UserId>,
    of: HashMap<OrganisationId, Audience>,
    writes: bool,
}

impl Receivers {
    /// Of these organisations.
    pub async fn read(hub: &Hub, found: &[Found]) -> Result<Self, HubError> {
        let users = hub.store.users().await?.into_iter();
        let mut of = HashMap::new();
        let organisations: BTreeSet<_> = found.iter().filter_map(|one| one.organisation).collect();
        for organisation in organisations {
            of.insert(organisation, Audience::read(hub, organisation).await?);
        }
        Ok(Self {
            users: users.map(|user| (user.id, user)).collect(),
            linked: hub.users_with_accounts().await?,
            of,
            writes: hub.sends_mail(),
        })
    }

    /// To whom what was found goes.
    pub fn deliveries(&self, hub: &Hub, found: &Found, notice: NoticeId) -> Vec<Delivery> {
        let now = hub.surroundings.now();
        let delivery = |receiver, due_at, together| Delivery {
            id: DeliveryId(hub.surroundings.identity()),
            notice,
            receiver,
            together,
            state: DeliveryState::Waiting,
            attempts: 0,
            first_due_at: due_at,
            due_at,
            answer: String::new(),
            settled_at: None,
        };
        let mut deliveries: Vec<Delivery> = self
            .letters(found)
            .into_iter()
            .map(|(user, timing)| match timing {
                Timing::Daily => delivery(Receiver::User(user), next_morning(now), true),
                _ => delivery(Receiver::User(user), now, false),
            })
            .collect();
        let audience = found.organisation.and_then(|organisation| self.of.get(&organisation));
        let webhooks = audience.map_or(&[][..], |audience| &audience.webhooks).iter();
        let hears = |webhook: &&Webhook| webhook.paused_at.is_none() && webhook.kinds.contains(&found.kind);
        deliveries.extend(
            webhooks
                .filter(hears)
                .map(|webhook| delivery(Receiver::Webhook(webhook.id), now, false)),
        );
        deliveries
    }

    /// Who gets a letter, and when.
    fn letters(&self, found: &Found) -> Vec<(UserId, Timing)> {
        if !self.writes || found.is_quiet {
            return Vec::new();
        }
        if let About::User(user) = found.about {
            let reachable = self.users.get(&user).is_some_and(|user| user.disabled_at.is_none());
            return reachable.then_some((user, Timing::AtOnce)).into_iter().collect();
        }
        let Some(audience) = found.organisation.and_then(|one| self.of.get(&one)) else {
            return Vec::new();
        };
        let hears = audience.grants.iter().filter(|(user, grant)| {
            let user = self.users.get(user).filter(|user| user.disabled_at.is_none());
            let comes_in = user.is_some_and(|user| user.password.is_some() || self.linked.contains(&user.id));
            comes_in && audience.is_for(found, grant)
        });
        let timed = hears.map(|(user, _)| (*user, audience.timing(*user, found.kind)));
        timed.filter(|(_, timing)| *timing != Timing::Never).collect()
    }
}

impl Audience {
    async fn read(hub: &Hub, organisation: OrganisationId) -> Result<Self, HubError> {
        let choices = hub.store.notice_choices(organisation).await?.into_iter();
        Ok(Self {
            grants: hub.store.grants_of_organisation(organisation).await?,
            memberships: hub.store.memberships(organisation).await?,
            choices: choices.map(|one| ((one.user, one.kind), one.timing)).collect(),
            webhooks: hub.store.webhooks(Some(organisation)).await?,
        })
    }

    /// Whether it is for somebody with this grant.
    fn is_for(&self, found: &Found, grant: &Grant) -> bool {
        match (found.kind.for_whom(), found.about) {
            (ForWhom::Person, About::Person(person)) => grant.person == Some(person),
            (ForWhom::Holders(right), About::Person(person)) => {
                let groups = self.memberships.get(&person).map_or(&[][..], Vec::as_slice);
                let groups = groups.iter().map(|one| one.group.as_str());
                grant.reach(right).is_some_and(|reach| reach.covers(person, groups))
            }
            (ForWhom::Holders(right), _) => grant.reach(right).is_some(),
            _ => false,
        }
    }

    fn timing(&self, user: UserId, kind: NoticeKind) -> Timing {
        let chosen = self.choices.get(&(user, kind)).copied();
        chosen.unwrap_or_else(|| kind.by_default())
    }
}

/// The next morning in the Netherlands.
fn next_morning(now: Timestamp) -> Timestamp {
    let today = now.to_zoned(netherlands()).date();
    [today, today.tomorrow().unwrap_or(today)]
        .into_iter()
        .filter_map(|date| date.to_datetime(MORNING).to_zoned(netherlands()).ok())
        .map(|moment| moment.timestamp())
        .find(|moment| *moment > now)
        .unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_of_the_day_leaves_in_the_morning() {
        let after = |moment: &str| next_morning(moment.parse().unwrap()).to_string();
        assert_eq!(after("2023-05-17T04:59:00Z"), "2023-05-17T05:00:00Z");
        assert_eq!(after("2023-05-17T05:00:00Z"), "2023-05-18T05:00:00Z");
        // The night in which the clock goes forward.
        assert_eq!(after("2023-03-25T12:00:00Z"), "2023-03-26T05:00:00Z");
    }
}
