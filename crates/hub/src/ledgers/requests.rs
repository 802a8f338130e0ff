//! Requests for leave: asked, decided, taken back.

use super::by_hand::last_day;
use super::staff::Staff;
use super::{LedgerRefusal, Wanted};
use crate::access::AccessRefusal;
use crate::application::Hub;
use crate::error::{HubError, Refusal};
use loonbrug_domain::access::Right;
use loonbrug_domain::ids::{LeaveRequestId, OrganisationId, PersonId};
use loonbrug_domain::leave::{LeaveRequest, RequestState};
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_domain::{Date, DateRange, HundredthHours};
use loonbrug_store::{Decided, StoredLeaveRequest, StoredLedgerEntry};
use serde::Serialize;

/// A request as somebody makes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewLeaveRequest {
    /// Who asks.
    pub person: PersonId,
    /// The days off.
    pub days: DateRange,
    /// How many hours it costs.
    pub hours: HundredthHours,
    /// Conto werkgever: on the employer's account.
    pub on_employer: bool,
    /// Type of leave (Vakantie, Verlof, …).
    pub leave_type: String,
    /// In the person's own words; may be empty.
    pub description: String,
}

/// What came of a decision.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Approval {
    /// The entry that was made; none where the ledger did not change.
    pub booked: Vec<StoredLedgerEntry>,
    /// The balance of leave on the last day of the request, with it.
    pub balance: HundredthHours,
}

impl Hub {
    /// Asks for leave.
    pub async fn request_leave(
        &self,
        organisation: OrganisationId,
        new: NewLeaveRequest,
    ) -> Result<LeaveRequest, HubError> {
        let request = LeaveRequest {
            id: LeaveRequestId(self.surroundings.identity()),
            person: new.person,
            requested_on: self.surroundings.today(),
            days: new.days,
            hours: new.hours,
            on_employer: new.on_employer,
            leave_type: new.leave_type,
            description: new.description,
            state: RequestState::Requested,
        };
        request
            .check()
            .map_err(|error| Refusal::from(LedgerRefusal::from(error)))?;
        let by = (self.surroundings.now(), self.actor.as_str());
        self.store.insert_leave_request(organisation, &request, by).await?;
        Ok(request)
    }

    /// Approves, rejects or withdraws a request, and books what that changes. A decision that broke off between the two
    /// is made good by deciding the same again.
    pub async fn decide_leave(
        &self,
        organisation: OrganisationId,
        id: LeaveRequestId,
        to: RequestState,
        reason: &str,
    ) -> Result<Approval, HubError> {
        let stored = self.leave_request(organisation, id).await?;
        if to == RequestState::Approved {
            let own = self.own_person_by_group(organisation, Right::ApproveLeave).await?;
            if own == Some(stored.request.person) {
                return Err(AccessRefusal::OwnApproval.into());
            }
        }
        let from = stored.request.state;
        if from != to {
            self.move_leave(organisation, &stored, to, reason).await?;
        }
        let request = LeaveRequest {
            state: to,
            ..stored.request
        };
        let (person, booking) = (request.person, request.booking());
        let wanted = Wanted {
            person,
            ledger: LedgerKind::Leave,
            booking,
        };
        let booked = self.book(organisation, vec![wanted], &[]).await?;
        let balances = self.store.balances(organisation, request.days.to).await?;
        let leave = balances
            .iter()
            .find(|balance| (balance.person, balance.ledger) == (person, LedgerKind::Leave));
        Ok(Approval {
            booked,
            balance: leave.map_or(HundredthHours::ZERO, |balance| balance.hours),
        })
    }

    async fn leave_request(
        &self,
        organisation: OrganisationId,
        id: LeaveRequestId,
    ) -> Result<StoredLeaveRequest, HubError> {
        let stored = self.store.leave_request(organisation, id).await?;
        stored.ok_or_else(|| {
            let (what, id) = ("request", id.to_string());
            Refusal::from(LedgerRefusal::NotThere { what, id }).into()
        })
    }

    async fn move_leave(
        &self,
        organisation: OrganisationId,
        stored: &StoredLeaveRequest,
        to: RequestState,
        reason: &str,
    ) -> Result<(), HubError> {
        let (id, from) = (stored.request.id, stored.request.state);
        if !from.may_become(to) {
            let state = word(from).to_owned();
            let (what, id) = ("request", id.to_string());
            return Err(Refusal::from(LedgerRefusal::Decided { what, id, state }).into());
        }
        let decided = Decided {
            by: self.actor.clone(),
            at: self.surroundings.now(),
            reason: reason.to_owned(),
        };
        let action = format!("leave.{}", word(to));
        let entries = [self.audit_entry(Some(organisation), &action, &id.to_string(), reason)];
        let moved = self.store.decide_leave_request(id, (from, to), &decided, &entries);
        if !moved.await? {
            return Err(Refusal::from(LedgerRefusal::Changed).into());
        }
        Ok(())
    }

    /// The requests for at least one of these days.
    pub async fn leave_requests(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<Vec<StoredLeaveRequest>, HubError> {
        Ok(self.store.leave_requests(organisation, range).await?)
    }

    /// Withdraws leave that begins after the last day in service: whoever has left takes none.
    pub(super) async fn withdraw_after_leaving(
        &self,
        organisation: OrganisationId,
        staff: &Staff,
    ) -> Result<(), HubError> {
        let always = DateRange {
            from: Date::MIN,
            to: Date::MAX,
        };
        for stored in self.store.leave_requests(organisation, always).await? {
            let request = &stored.request;
            let has_left = last_day(staff, request.person).is_some_and(|last| request.days.from > last);
            if has_left && request.state.may_become(RequestState::Withdrawn) {
                let reason = "uit dienst";
                self.decide_leave(organisation, request.id, RequestState::Withdrawn, reason)
                    .await?;
            }
        }
        Ok(())
    }
}

const fn word(state: RequestState) -> &'static str {
    match state {
        RequestState::Requested => "requested",
        RequestState::Approved => "approved",
        RequestState::Rejected => "rejected",
        RequestState::Withdrawn => "withdrawn",
    }
}
