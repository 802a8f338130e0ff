//! Payouts that are to be sent (V10): each goes in one pay period, the one in which it was sent first.

use super::closing::Closing;
use super::ledger::{Sent, line_key};
use super::origin::Origin;
use super::plan::Span;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use loonbrug_domain::PayPeriod;
use loonbrug_domain::ids::PayoutId;
use loonbrug_store::Payout;
use std::collections::BTreeMap;

impl Hub {
    /// The approved payouts of a coupling that belong to this pay period: those that were sent in it, and, unless it is
    /// closed, those that were sent in none. One that was sent in another period, or may have been, is never wanted here:
    /// it would be paid twice.
    pub(super) async fn payouts_of_period(
        &self,
        coupling: &OpenCoupling,
        span: Span,
        closing: Closing,
    ) -> Result<Vec<Payout>, HubError> {
        let sent_in = self.periods_of_payouts(coupling).await?;
        let mut payouts = self.approved_payouts(coupling.id(), coupling.organisation()).await?;
        payouts.retain(|payout| match sent_in.get(&payout.id) {
            Some(period) => *period == span.period,
            None => closing.into_period().is_none(),
        });
        Ok(payouts)
    }

    async fn periods_of_payouts(&self, coupling: &OpenCoupling) -> Result<BTreeMap<PayoutId, PayPeriod>, HubError> {
        let postings = self.store.postings_of_origin(coupling.id(), "payouts ").await?;
        let sent = Sent::of(&postings);
        let mut periods = BTreeMap::new();
        for posting in &postings {
            let key = line_key(posting);
            // What a run did not get to send is withdrawn by the next, and binds nothing.
            let was_sent = sent.is_of(&key, posting.period);
            if let (true, Some(Origin::Payout { payout })) = (was_sent, Origin::parse(&key.origin)) {
                periods.insert(payout, posting.period);
            }
        }
        Ok(periods)
    }
}
