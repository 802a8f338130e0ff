//! Deliveries: tried by whoever claims them, tried again after waits that grow, and given up in sight of a person.

use super::letter::{Item, letter};
use crate::application::Hub;
use crate::error::HubError;
use futures::StreamExt as _;
use jiff::SignedDuration;
use loonbrug_domain::ids::{OrganisationId, UserId};
use loonbrug_domain::notice::{NoticeKind, next_try};
use loonbrug_post::Trouble;
use loonbrug_store::{Delivery, DeliveryState, Notice, Receiver, Tried, User, Webhook};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Deliveries that are claimed at once: few enough to be tried before others may have them.
const CLAIMED: i64 = 20;
/// Whoever claimed and did not settle by then is taken to be gone. Longer than all of them can take.
const HELD: SignedDuration = SignedDuration::from_mins(10);
/// Deliveries that are tried at the same time.
const AT_ONCE: usize = 4;

/// What came of trying.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Told {
    /// Arrived.
    pub sent: usize,
    /// Tried again later.
    pub waiting: usize,
    /// Given up.
    pub given_up: usize,
}

/// What takes part in deliveries, read once for those that were claimed.
struct Addresses {
    users: HashMap<UserId, User>,
    organisations: HashMap<OrganisationId, String>,
    webhooks: Vec<Webhook>,
}

/// What leaves as one message.
type Parcel = Vec<(Delivery, Notice)>;

impl Hub {
    /// Delivers everything that is due.
    pub async fn deliver_notices(&self) -> Result<Told, HubError> {
        let mut told = Told::default();
        loop {
            let now = self.surroundings.now();
            let claimed = self.store.claim_deliveries(now, now + HELD, CLAIMED).await?;
            if claimed.is_empty() {
                return Ok(told);
            }
            let addresses = self.addresses().await?;
            let mut outcomes = futures::stream::iter(parcels(claimed))
                .map(|parcel| self.deliver(parcel, &addresses))
                .buffer_unordered(AT_ONCE);
            while let Some(outcome) = outcomes.next().await {
                for tried in outcome? {
                    match tried.state {
                        DeliveryState::Sent => told.sent += 1,
                        DeliveryState::Waiting => told.waiting += 1,
                        DeliveryState::GivenUp => told.given_up += 1,
                    }
                }
            }
        }
    }

    async fn addresses(&self) -> Result<Addresses, HubError> {
        let users = self.store.users().await?.into_iter();
        let organisations = self.store.organisations().await?.into_iter();
        Ok(Addresses {
            users: users.map(|user| (user.id, user)).collect(),
            organisations: organisations.map(|one| (one.id, one.name)).collect(),
            webhooks: self.store.webhooks(None).await?,
        })
    }

    /// Tries one message, and keeps at once what came of it.
    async fn deliver(&self, parcel: Parcel, addresses: &Addresses) -> Result<Vec<Tried>, HubError> {
        let Some((first, notice)) = parcel.first() else {
            return Ok(Vec::new());
        };
        let outcome = match first.receiver {
            Receiver::User(user) => self.write_to(addresses.users.get(&user), &parcel, addresses).await,
            Receiver::Webhook(id) => {
                let webhook = addresses.webhooks.iter().find(|webhook| webhook.id == id);
                self.call(webhook, first, notice).await
            }
        };
        if let Err(trouble) = &outcome {
            tracing::warn!(delivery = %first.id, %trouble, "a notice was not delivered");
        }
        let tried: Vec<Tried> = parcel.iter().map(|(one, _)| self.tried(one, &outcome)).collect();
        self.store.settle_deliveries(&tried).await?;
        Ok(tried)
    }

    fn tried(&self, delivery: &Delivery, outcome: &Result<String, Trouble>) -> Tried {
        let now = self.surroundings.now();
        let again = next_try(delivery.attempts, delivery.first_due_at, now);
        let (state, due_at, answer) = match (outcome, again) {
            (Ok(answer), _) => (DeliveryState::Sent, now, answer.clone()),
            (Err(Trouble::Later(why)), Some(next)) => (DeliveryState::Waiting, next, why.clone()),
            (Err(Trouble::Later(why) | Trouble::Never(why)), _) => (DeliveryState::GivenUp, now, why.clone()),
        };
        Tried {
            delivery: delivery.id,
            attempts: delivery.attempts,
            state,
            due_at,
            answer,
            at: now,
        }
    }

    /// Writes a letter to a user.
    async fn write_to(&self, user: Option<&User>, parcel: &Parcel, addresses: &Addresses) -> Result<String, Trouble> {
        let user = user.filter(|user| user.disabled_at.is_none());
        let user = user.ok_or_else(|| Trouble::Never("the user may not sign in".to_owned()))?;
        let mailer = self.post.mail.as_ref();
        let mailer = mailer.ok_or_else(|| Trouble::Later("no mail server was set up".to_owned()))?;
        let items = self.items(parcel, addresses)?;
        // The first of a message that leaves together stays the first, however often it is tried.
        let id = parcel.iter().map(|(delivery, _)| delivery.id).min();
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        let choose_at = self.whole_address("/account/notices");
        let now = self.surroundings.now();
        mailer.send(&letter(user, id, &items, &choose_at, now)).await?;
        Ok(String::new())
    }

    fn items<'a>(&self, parcel: &'a Parcel, addresses: &'a Addresses) -> Result<Vec<Item<'a>>, Trouble> {
        let item = |notice: &'a Notice| {
            if notice.kind == NoticeKind::Invited && notice.sealed.is_none() {
                return Err(Trouble::Never("invite this user anew".to_owned()));
            }
            let name = notice.organisation.and_then(|one| addresses.organisations.get(&one));
            Ok(Item {
                notice,
                organisation: name.map(String::as_str),
                address: self
                    .address_of(notice)
                    .map_err(|error| Trouble::Never(error.to_string()))?,
            })
        };
        parcel.iter().map(|(_, notice)| item(notice)).collect()
    }
}

/// What leaves by itself, and what leaves together in one letter to a user.
fn parcels(claimed: Vec<(Delivery, Notice)>) -> Vec<Parcel> {
    let mut together: BTreeMap<Receiver, Parcel> = BTreeMap::new();
    let mut parcels = Vec::new();
    for (delivery, notice) in claimed {
        if delivery.together {
            together.entry(delivery.receiver).or_default().push((delivery, notice));
        } else {
            parcels.push(vec![(delivery, notice)]);
        }
    }
    parcels.extend(together.into_values());
    parcels
}
