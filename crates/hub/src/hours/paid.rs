//! The ledgers follow what Nmbrs holds: a payout, and hours above the contract, are taken off once they are confirmed.

use super::flow::Flow;
use super::ledger::{Sent, line_key};
use super::origin::Origin;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::ledgers::{Paid, PaidFor};
use loonbrug_domain::difference::LineKey;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::{Date, HundredthHours};
use loonbrug_store::Posting;
use std::collections::BTreeMap;

impl Hub {
    /// Books what these postings have put in Nmbrs and taken out of it, so that each ledger holds minus what is
    /// confirmed there. All postings of the lines that are wanted must be among them. Doing it again does nothing: a run
    /// that broke off before it is made good by the next, or at night.
    pub(super) async fn book_postings(
        &self,
        coupling: &OpenCoupling,
        postings: &[Posting],
        wanted: impl Fn(&LineKey) -> bool,
    ) -> Result<(), HubError> {
        let mut postings = postings.to_vec();
        postings.retain(|posting| wanted(&line_key(posting)));
        let paid = paid(&postings, self.surroundings.today());
        if !paid.is_empty() {
            self.book_paid(coupling.organisation(), &paid).await?;
        }
        Ok(())
    }

    /// The same for everything that the flows out of ledgers ever sent.
    pub(super) async fn book_all_postings(&self, coupling: &OpenCoupling) -> Result<(), HubError> {
        let mut postings = Vec::new();
        for flow in [Flow::PlusHours, Flow::TimeForTime, Flow::Payouts] {
            let origin = format!("{} ", flow.as_str());
            postings.extend(self.store.postings_of_origin(coupling.id(), &origin).await?);
            let corrections = Origin::corrections_of_flow(flow);
            postings.extend(self.store.postings_of_origin(coupling.id(), &corrections).await?);
        }
        self.book_postings(coupling, &postings, |_| true).await
    }
}

/// What Nmbrs holds of each payout, each range of plus hours and each credit of time for time; nothing where it holds no
/// more.
fn paid(postings: &[Posting], on: Date) -> Vec<Paid> {
    let mut confirmed: BTreeMap<(PersonId, Origin), i64> = BTreeMap::new();
    for posting in postings {
        let key = line_key(posting);
        if let Some(origin) = Origin::parse(&key.origin).filter(|origin| paid_for(*origin).is_some()) {
            confirmed.entry((key.person, origin)).or_default();
        }
    }
    for line in Sent::of(postings).ours(|_| true) {
        let origin = Origin::parse(&line.key.origin);
        if let Some(total) = origin.and_then(|origin| confirmed.get_mut(&(line.key.person, origin))) {
            *total += line.rows.iter().map(|row| row.quantity).sum::<i64>();
        }
    }
    let paid = |((person, origin), hundredths)| {
        Some(Paid {
            person,
            paid_for: paid_for(origin)?,
            confirmed: HundredthHours(hundredths),
            on,
        })
    };
    confirmed.into_iter().filter_map(paid).collect()
}

const fn paid_for(origin: Origin) -> Option<PaidFor> {
    match origin {
        Origin::PlusHours { range } => Some(PaidFor::PlusHours(range)),
        Origin::Payout { payout } => Some(PaidFor::Payout(payout)),
        Origin::TimeForTime { credit, .. } => Some(PaidFor::TimeForTime(credit)),
        _ => None,
    }
}
