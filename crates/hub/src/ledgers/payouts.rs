//! Payouts of hours to one person (V10), and what Nmbrs holds of them and of + hours.

use super::by_hand::check_hours;
use super::{LedgerRefusal, Wanted};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::{HubError, Refusal};
use loonbrug_domain::ids::{CouplingId, OrganisationId, PayoutId, PersonId};
use loonbrug_domain::leave::TimeForTimeCredit;
use loonbrug_domain::ledger::{Booking, LedgerKind, LedgerOrigin};
use loonbrug_domain::{Date, DateRange, HundredthHours};
use loonbrug_store::{AuditEntry, Decided, Payout, PayoutSource, PayoutState, StoredLedgerEntry};

/// A payout, as somebody asks for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewPayout {
    /// Who is paid.
    pub person: PersonId,
    /// Out of what.
    pub source: PayoutSource,
    /// How many hours.
    pub hours: HundredthHours,
    /// Hour code of the company's hour model.
    pub code: i64,
}

/// What hours are paid for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaidFor {
    /// A payout.
    Payout(PayoutId),
    /// + hours of a range of days.
    PlusHours(DateRange),
    /// Time for time that was not taken in its term.
    TimeForTime(TimeForTimeCredit),
}

/// What Nmbrs holds for one person, as it was confirmed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paid {
    /// Who.
    pub person: PersonId,
    /// For what.
    pub paid_for: PaidFor,
    /// The hours that Nmbrs holds now, all postings together; nothing when they were taken away.
    pub confirmed: HundredthHours,
    /// The day on which a difference counts in the ledger.
    pub on: Date,
}

impl Hub {
    /// Asks for a payout; refused where the ledger does not have the hours.
    pub async fn request_payout(&self, coupling: &OpenCoupling, new: NewPayout) -> Result<Payout, HubError> {
        let organisation = coupling.organisation();
        let available = match new.source.ledger() {
            Some(ledger) => {
                let today = self.surroundings.today();
                self.available(organisation, new.person, ledger, today).await?
            }
            None => new.hours,
        };
        check_hours(new.hours, available)?;
        let payout = Payout {
            id: PayoutId(self.surroundings.identity()),
            organisation,
            person: new.person,
            coupling: coupling.id(),
            source: new.source,
            hours: new.hours,
            code: new.code,
            state: PayoutState::Requested,
            requested_by: self.actor.clone(),
            requested_at: self.surroundings.now(),
            decided: None,
        };
        let detail = format!("{} {}", payout.hours, payout.code);
        let entry = self.audit_entry(Some(organisation), "payout.requested", &payout.id.to_string(), &detail);
        self.store.insert_payout(&payout, &[entry]).await?;
        Ok(payout)
    }

    /// Approves a payout: the next run of payouts sends it.
    pub async fn approve_payout(&self, organisation: OrganisationId, id: PayoutId) -> Result<Payout, HubError> {
        self.decide_payout(organisation, id, PayoutState::Approved, "").await
    }

    /// Takes a payout back that was not sent yet. One that Nmbrs holds is taken away there first.
    pub async fn cancel_payout(
        &self,
        organisation: OrganisationId,
        id: PayoutId,
        reason: &str,
    ) -> Result<Payout, HubError> {
        self.decide_payout(organisation, id, PayoutState::Void, reason).await
    }

    async fn decide_payout(
        &self,
        organisation: OrganisationId,
        id: PayoutId,
        to: PayoutState,
        reason: &str,
    ) -> Result<Payout, HubError> {
        let payout = self.payout(organisation, id).await?;
        let may = match to {
            PayoutState::Approved => payout.state == PayoutState::Requested,
            PayoutState::Void => matches!(payout.state, PayoutState::Requested | PayoutState::Approved),
            PayoutState::Requested | PayoutState::Posted => false,
        };
        if !may {
            let state = word(payout.state).to_owned();
            let (what, id) = ("payout", id.to_string());
            return Err(Refusal::from(LedgerRefusal::Decided { what, id, state }).into());
        }
        let action = format!("payout.{}", word(to));
        let entry = self.audit_entry(Some(organisation), &action, &id.to_string(), reason);
        if !self.move_payout(&payout, to, reason, &[entry]).await? {
            return Err(Refusal::from(LedgerRefusal::Changed).into());
        }
        self.payout(organisation, id).await
    }

    async fn move_payout(
        &self,
        payout: &Payout,
        to: PayoutState,
        reason: &str,
        audit: &[AuditEntry],
    ) -> Result<bool, HubError> {
        let decided = Decided {
            by: self.actor.clone(),
            at: self.surroundings.now(),
            reason: reason.to_owned(),
        };
        let moved = self.store.move_payout(payout.id, (payout.state, to), &decided, audit);
        Ok(moved.await?)
    }

    async fn payout(&self, organisation: OrganisationId, id: PayoutId) -> Result<Payout, HubError> {
        let found = self.store.payout(organisation, id).await?;
        found.ok_or_else(|| {
            let (what, id) = ("payout", id.to_string());
            Refusal::from(LedgerRefusal::NotThere { what, id }).into()
        })
    }

    /// Every payout, oldest first.
    pub async fn payouts(&self, organisation: OrganisationId) -> Result<Vec<Payout>, HubError> {
        Ok(self.store.payouts(organisation).await?)
    }

    /// The payouts that Nmbrs must hold: approved, or sent before.
    pub async fn approved_payouts(&self, coupling: CouplingId, owner: OrganisationId) -> Result<Vec<Payout>, HubError> {
        let mut payouts = self.store.payouts(owner).await?;
        let is_wanted = |state| matches!(state, PayoutState::Approved | PayoutState::Posted);
        payouts.retain(|payout| payout.coupling == coupling && is_wanted(payout.state));
        Ok(payouts)
    }

    /// Hours of payouts that wait, and are not in the ledger yet.
    pub(super) async fn waiting_payouts(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        ledger: LedgerKind,
    ) -> Result<HundredthHours, HubError> {
        let payouts = self.store.payouts(organisation).await?;
        let waits = |payout: &&Payout| {
            let is_open = matches!(payout.state, PayoutState::Requested | PayoutState::Approved);
            is_open && payout.person == person && payout.source.ledger() == Some(ledger)
        };
        Ok(payouts.iter().filter(waits).map(|payout| payout.hours).sum())
    }

    /// Lets the ledgers follow what Nmbrs holds: of each payout and each range of + hours they hold minus what is
    /// confirmed, and a payout is posted while Nmbrs holds it. Doing it again does nothing.
    pub async fn book_paid(
        &self,
        organisation: OrganisationId,
        paid: &[Paid],
    ) -> Result<Vec<StoredLedgerEntry>, HubError> {
        let payouts = self.store.payouts(organisation).await?;
        let mut wanted = Vec::new();
        for paid in paid {
            let (mut bucket, mut taken) = (None, paid.confirmed);
            let (ledger, origin) = match paid.paid_for {
                PaidFor::PlusHours(range) => (Some(LedgerKind::PlusMinus), LedgerOrigin::Plus(range)),
                PaidFor::TimeForTime(credit) => {
                    (bucket, taken) = (Some(credit.bucket()), credit.taken_by(paid.confirmed));
                    (Some(LedgerKind::Leave), LedgerOrigin::TimeForTimePaid(credit))
                }
                PaidFor::Payout(id) => {
                    let payout = payouts.iter().find(|payout| payout.id == id);
                    if let Some(payout) = payout {
                        self.follow_payout(payout, paid.confirmed).await?;
                    }
                    (
                        payout.and_then(|payout| payout.source.ledger()),
                        LedgerOrigin::Payout(id),
                    )
                }
            };
            wanted.extend(ledger.map(|ledger| Wanted {
                person: paid.person,
                ledger,
                booking: Booking {
                    bucket,
                    ..Booking::new(origin, paid.on, -taken)
                },
            }));
        }
        self.book(organisation, wanted, &[]).await
    }

    async fn follow_payout(&self, payout: &Payout, confirmed: HundredthHours) -> Result<(), HubError> {
        let holds = confirmed != HundredthHours::ZERO;
        let to = match payout.state {
            PayoutState::Approved if holds => PayoutState::Posted,
            PayoutState::Posted if !holds => PayoutState::Approved,
            _ => return Ok(()),
        };
        self.move_payout(payout, to, "", &[]).await?;
        Ok(())
    }
}

const fn word(state: PayoutState) -> &'static str {
    match state {
        PayoutState::Requested => "requested",
        PayoutState::Approved => "approved",
        PayoutState::Posted => "posted",
        PayoutState::Void => "void",
    }
}
