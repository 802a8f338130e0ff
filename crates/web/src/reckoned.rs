//! What was added up over everybody, kept while nobody did anything: a page that is asked for again adds nothing up.

use crate::pages::{hours, planning, today};
use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::Date;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_hub::hours::SurchargeCosts;
use loonbrug_hub::ledgers::AgainstContract;
use loonbrug_hub::{Hub, HubError};
use std::sync::{Arc, Mutex, PoisonError};

/// What no person changed (an answer of Nmbrs, an event of a clock) shows after so long at the latest.
const AT_MOST: SignedDuration = SignedDuration::from_secs(60);
/// How many are kept; the one that was asked for first goes first.
const MOST: usize = 50;

/// What pages add up over everybody.
#[derive(Clone, Debug, Default)]
pub struct Reckonings {
    /// Vandaag, over all employers.
    pub day: Reckoned<(), today::Day>,
    /// Shifts and people on the page of hours, by employer and by what was asked, in words.
    pub hours: Reckoned<(OrganisationId, String), hours::Sums>,
    /// The same of the planning.
    pub planning: Reckoned<(OrganisationId, String), planning::Sums>,
    /// The same of the planning of a year.
    pub year: Reckoned<(OrganisationId, String), planning::year::Sums>,
    /// Worked hours beside contract hours.
    pub worked: Reckoned<(OrganisationId, String), AgainstContract>,
    /// What surcharges cost.
    pub costs: Reckoned<(OrganisationId, String), SurchargeCosts>,
}

/// Of when something was reckoned: nobody did anything while this stays the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stand {
    /// The last line of the audit log.
    audited: i64,
    today: Date,
}

/// What was reckoned last.
#[derive(Debug)]
struct Known<V> {
    stand: Stand,
    at: Timestamp,
    value: Arc<V>,
}

/// Where one thing is kept. Whoever asks while it is being reckoned waits for that, and does not do it again.
type Slot<V> = Arc<tokio::sync::Mutex<Option<Known<V>>>>;

/// What is kept, the oldest first.
type Slots<K, V> = Arc<Mutex<Vec<(K, Slot<V>)>>>;

/// What was reckoned, by what it is about.
#[derive(Debug)]
pub struct Reckoned<K, V> {
    slots: Slots<K, V>,
}

impl<K, V> Clone for Reckoned<K, V> {
    fn clone(&self) -> Self {
        Self {
            slots: Arc::clone(&self.slots),
        }
    }
}

impl<K, V> Default for Reckoned<K, V> {
    fn default() -> Self {
        Self { slots: Arc::default() }
    }
}

impl<K: PartialEq, V> Reckoned<K, V> {
    /// As it is now: reckoned anew when somebody did something at the organisation (without one: anywhere) since it was
    /// reckoned; else of at most a minute ago.
    pub async fn now<E: From<HubError>>(
        &self,
        hub: &Hub,
        organisation: Option<OrganisationId>,
        about: K,
        reckon: impl Future<Output = Result<V, E>>,
    ) -> Result<Arc<V>, E> {
        let slot = self.slot(about);
        let mut known = slot.lock().await;
        let at = hub.surroundings.now();
        // Read before reckoning: what is done meanwhile counts as not seen.
        let audited = hub.store.last_audited(organisation).await;
        let stand = Stand {
            audited: audited.map_err(HubError::from)?,
            today: hub.surroundings.today(),
        };
        if let Some(known) = known.as_ref()
            && known.stand == stand
            && at.duration_since(known.at) < AT_MOST
        {
            return Ok(Arc::clone(&known.value));
        }
        let value = Arc::new(reckon.await?);
        *known = Some(Known {
            stand,
            at,
            value: Arc::clone(&value),
        });
        Ok(value)
    }

    fn slot(&self, about: K) -> Slot<V> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, slot)) = slots.iter().find(|(known, _)| *known == about) {
            return Arc::clone(slot);
        }
        if slots.len() >= MOST {
            slots.remove(0);
        }
        let slot = Slot::default();
        slots.push((about, Arc::clone(&slot)));
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::RuleSet;
    use loonbrug_hub::{Surroundings, Vault};
    use loonbrug_nmbrs::HttpClient;
    use loonbrug_store::Store;
    use std::cell::Cell;

    fn at(hub: &Hub, moment: &str) -> Hub {
        let mut later = hub.clone();
        later.surroundings = Surroundings::still(moment.parse().unwrap());
        later
    }

    #[tokio::test]
    async fn what_was_reckoned_holds_until_somebody_does_something_there() {
        let hub = Hub::new(
            Store::open("sqlite::memory:").await.unwrap(),
            Vault::new(&[7; 32]),
            Surroundings::still("2023-05-17T09:00:00+02:00".parse().unwrap()),
            HttpClient::new(HttpClient::CALL_TIMEOUT).unwrap(),
            "tester",
        );
        let own = hub.ensure_organisation("Voorbeeld Retail").await.unwrap().id;
        let other = hub.ensure_organisation("Bakkerij Smit").await.unwrap().id;
        let (reckoned, times) = (Reckoned::default(), Cell::new(0));
        let ask = async |hub: &Hub, about: &'static str| {
            let reckon = async {
                times.set(times.get() + 1);
                Ok::<_, HubError>(times.get())
            };
            *reckoned.now(hub, Some(own), about, reckon).await.unwrap()
        };
        assert_eq!((ask(&hub, "april").await, ask(&hub, "april").await), (1, 1));
        assert_eq!((ask(&hub, "mei").await, ask(&hub, "april").await), (2, 1));
        hub.put_rule_sets(other, &[RuleSet::retail_non_food()]).await.unwrap();
        assert_eq!(ask(&hub, "april").await, 1, "done elsewhere");
        hub.put_rule_sets(own, &[RuleSet::retail_non_food()]).await.unwrap();
        assert_eq!((ask(&hub, "april").await, ask(&hub, "april").await), (3, 3));
        assert_eq!(ask(&at(&hub, "2023-05-17T09:00:59+02:00"), "april").await, 3);
        assert_eq!(
            ask(&at(&hub, "2023-05-17T09:01:00+02:00"), "april").await,
            4,
            "a minute later"
        );
        assert_eq!(ask(&at(&hub, "2023-05-17T23:59:50+02:00"), "april").await, 5);
        assert_eq!(
            ask(&at(&hub, "2023-05-18T00:00:00+02:00"), "april").await,
            6,
            "another day"
        );
    }
}
