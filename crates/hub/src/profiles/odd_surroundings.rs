//! Days of leave and sickness, and balances: what shifts are held against.

use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::leave::{RequestState, spread};
use loonbrug_domain::odd::{Absence, AbsenceKind, Balance};
use loonbrug_domain::sickness::SicknessCase;
use loonbrug_domain::{Date, DateRange, HundredthHours};
use std::collections::HashMap;

impl Hub {
    /// Days of approved leave and of whole sickness in a range, by person.
    pub(super) async fn absences_in(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<HashMap<PersonId, Vec<Absence>>, HubError> {
        let mut absences: HashMap<PersonId, Vec<Absence>> = HashMap::new();
        for stored in self.store.leave_requests(organisation, range).await? {
            let request = stored.request;
            if request.state == RequestState::Approved {
                let of_person = absences.entry(request.person).or_default();
                let days = spread(request.hours, request.days).into_iter();
                of_person.extend(days.map(|(date, hours)| on(date, AbsenceKind::Leave, Some(hours))));
            }
        }
        for stored in self.store.sickness_cases(organisation).await? {
            let of_person = absences.entry(stored.case.person).or_default();
            of_person.extend(days_of(&stored.case, range).map(|date| on(date, AbsenceKind::Sickness, None)));
        }
        Ok(absences)
    }

    /// The balances of everybody at the end of a day.
    pub(super) async fn balances_on(
        &self,
        organisation: OrganisationId,
        date: Date,
    ) -> Result<HashMap<PersonId, Vec<Balance>>, HubError> {
        let mut balances: HashMap<PersonId, Vec<Balance>> = HashMap::new();
        for stored in self.store.balances(organisation, date).await? {
            balances.entry(stored.person).or_default().push(Balance {
                ledger: stored.ledger,
                hours: stored.hours,
            });
        }
        Ok(balances)
    }
}

/// The days of a range on which somebody is sick and does not work at all.
fn days_of(case: &SicknessCase, range: DateRange) -> impl Iterator<Item = Date> {
    range.days().filter(|date| case.percent_on(*date) == 100)
}

fn on(date: Date, kind: AbsenceKind, hours: Option<HundredthHours>) -> Absence {
    Absence {
        range: DateRange { from: date, to: date },
        kind,
        hours,
    }
}
