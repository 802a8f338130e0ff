//! What leave would cost, and what would be left.

use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::leave::RequestState;
use loonbrug_domain::{Date, DateRange, HundredthHours};
use loonbrug_store::Person;

/// What is known of leave on some days before it is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LeaveAhead {
    /// The hours that the person would work on these days by contract and schedule; zero where nothing says so.
    pub usual: HundredthHours,
    /// The balance of leave on the last of the days, with what will be booked by itself.
    pub balance: HundredthHours,
    /// What was asked, is not decided yet, and lies before the end of these days.
    pub waiting: HundredthHours,
}

impl LeaveAhead {
    /// What would be left after this many hours, when all that waits is approved.
    #[must_use]
    pub fn left_after(&self, hours: HundredthHours) -> HundredthHours {
        self.balance - self.waiting - hours
    }
}

impl Hub {
    /// What leave on these days would cost this person, and what there is to take it from.
    pub async fn leave_ahead(
        &self,
        organisation: OrganisationId,
        person: &Person,
        days: DateRange,
    ) -> Result<LeaveAhead, HubError> {
        let staff = self.staff_of(organisation, person).await?;
        let member = staff.member(person.id);
        let usual = days
            .days()
            .filter_map(|date| Some(member?.pattern.hours_on(date)))
            .fold(HundredthHours::ZERO, |sum, hours| sum + hours);
        let statement = self.ledger_statement(organisation, person, Some(days.to)).await?;
        let until = DateRange {
            from: Date::MIN,
            to: days.to,
        };
        let requests = self.store.leave_requests_of(organisation, &[person.id], until).await?;
        let waits = |request: &loonbrug_domain::leave::LeaveRequest| {
            request.person == person.id && request.state == RequestState::Requested && !request.on_employer
        };
        let waiting = requests
            .iter()
            .map(|stored| &stored.request)
            .filter(|request| waits(request))
            .fold(HundredthHours::ZERO, |sum, request| sum + request.hours);
        Ok(LeaveAhead {
            usual,
            balance: statement.leave.balance_until,
            waiting,
        })
    }
}
