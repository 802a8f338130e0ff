//! Shifts out of clock events, soon after these came: one piece of work per organisation at a time, behind the answer.

use futures::FutureExt as _;
use loonbrug_domain::DateRange;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_hub::Hub;
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

/// Organisations that are at work, each with the days that came meanwhile.
#[derive(Clone, Debug, Default)]
pub struct Deriving {
    at_work: Arc<Mutex<HashMap<OrganisationId, Option<DateRange>>>>,
}

impl Deriving {
    /// Derives the shifts of these days; what comes while it is at work is done after it.
    pub fn soon(&self, hub: &Hub, organisation: OrganisationId, days: DateRange) {
        if self.asked(organisation, days) {
            let (deriving, hub) = (self.clone(), hub.clone());
            tokio::spawn(async move { deriving.work(&hub, organisation).await });
        }
    }

    /// Notes the days; whether somebody must begin.
    fn asked(&self, organisation: OrganisationId, days: DateRange) -> bool {
        let mut at_work = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        let begins = !at_work.contains_key(&organisation);
        let waiting = at_work.entry(organisation).or_default();
        *waiting = Some(waiting.map_or(days, |other| DateRange {
            from: other.from.min(days.from),
            to: other.to.max(days.to),
        }));
        begins
    }

    /// The days that wait; without any the work is done.
    fn next(&self, organisation: OrganisationId) -> Option<DateRange> {
        let mut at_work = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        let days = at_work.get_mut(&organisation).and_then(Option::take);
        if days.is_none() {
            at_work.remove(&organisation);
        }
        days
    }

    async fn work(&self, hub: &Hub, organisation: OrganisationId) {
        while let Some(days) = self.next(organisation) {
            match AssertUnwindSafe(hub.derive_shifts(organisation, days))
                .catch_unwind()
                .await
            {
                Ok(Ok(_)) => {}
                Ok(Err(error)) => tracing::warn!(%organisation, %error, "shifts could not be derived"),
                Err(_) => tracing::error!(%organisation, "deriving shifts broke off"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::Date;
    use uuid::Uuid;

    fn day(day: i8) -> DateRange {
        let date = Date::constant(2023, 5, day);
        DateRange { from: date, to: date }
    }

    #[test]
    fn what_comes_meanwhile_is_done_after_it_and_at_once() {
        let (deriving, organisation) = (Deriving::default(), OrganisationId(Uuid::nil()));
        assert!(deriving.asked(organisation, day(17)));
        assert_eq!(deriving.next(organisation), Some(day(17)));
        assert!(!deriving.asked(organisation, day(15)));
        assert!(!deriving.asked(organisation, day(18)));
        let both = DateRange {
            from: day(15).from,
            to: day(18).to,
        };
        assert_eq!(deriving.next(organisation), Some(both));
        assert_eq!(deriving.next(organisation), None);
        assert!(deriving.asked(organisation, day(17)));
    }
}
