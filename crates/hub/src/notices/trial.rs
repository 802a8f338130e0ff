//! A trial letter, and what could not be brought.

use super::letter::trial;
use super::refusal::NoticeRefusal;
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::ids::{DeliveryId, OrganisationId};
use loonbrug_store::{Delivery, Notice, User};

/// So much of what was given up is shown.
const SHOWN: i64 = 100;

impl Hub {
    /// Writes a trial letter to a user, now. Refused with what the mail server said.
    pub async fn send_trial_letter(&self, user: &User) -> Result<(), HubError> {
        let mailer = self.post.mail.as_ref().ok_or(NoticeRefusal::NoMailServer)?;
        let id = format!("trial-{}", self.surroundings.identity());
        let choose_at = self.whole_address("/account/notices");
        let letter = trial(user, id, &choose_at, self.surroundings.now());
        let sent = mailer.send(&letter).await;
        sent.map_err(|trouble| NoticeRefusal::NotDelivered(trouble.to_string()).into())
    }

    /// What an organisation was told lately, newest first.
    pub async fn notices(&self, organisation: OrganisationId, limit: i64) -> Result<Vec<Notice>, HubError> {
        Ok(self.store.notices(organisation, limit).await?)
    }

    /// What could not be brought to somebody of an organisation, newest first.
    pub async fn undelivered(&self, organisation: OrganisationId) -> Result<Vec<(Delivery, Notice)>, HubError> {
        Ok(self.store.given_up(organisation, SHOWN).await?)
    }

    /// Tries again what was given up, or sends once more what arrived.
    pub async fn deliver_again(&self, organisation: OrganisationId, delivery: DeliveryId) -> Result<(), HubError> {
        let now = self.surroundings.now();
        let entry = self.audit_entry(Some(organisation), "notice.again", &delivery.to_string(), "{}");
        if self.store.try_again(organisation, delivery, now, &[entry]).await? {
            return Ok(());
        }
        Err(NoticeRefusal::NoDelivery(delivery.to_string()).into())
    }

    /// Leaves what was given up: it is not shown any more.
    pub async fn leave_undelivered(&self, organisation: OrganisationId, delivery: DeliveryId) -> Result<(), HubError> {
        let entry = self.audit_entry(Some(organisation), "notice.left", &delivery.to_string(), "{}");
        if self.store.leave_given_up(organisation, delivery, &[entry]).await? {
            return Ok(());
        }
        Err(NoticeRefusal::NoDelivery(delivery.to_string()).into())
    }
}
