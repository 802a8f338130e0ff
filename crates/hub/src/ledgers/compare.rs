//! Why the weeks of a ledger and the figure of a range differ.

use super::books::{shift, worked_day};
use super::{LedgerRefusal, absence::Absences};
use crate::application::Hub;
use crate::error::{HubError, Refusal};
use jiff::ToSpan;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::ledger::LedgerSettings;
use loonbrug_domain::plus_minus::{Comparison, WorkedDay};
use loonbrug_domain::{Date, DateRange};
use loonbrug_store::Person;

impl Hub {
    /// The weekly plus/minus hours of a person in a range beside the figure of the range, as it is made now, and what
    /// they differ by.
    pub async fn compare_plus_minus(
        &self,
        organisation: OrganisationId,
        person: &Person,
        range: DateRange,
    ) -> Result<Comparison, HubError> {
        let staff = self.staff_of(organisation, person).await?;
        let Some(member) = staff.member(person.id) else {
            return Ok(Comparison::default());
        };
        let whole = DateRange {
            from: range.from.saturating_sub(6.days()),
            to: range.to,
        };
        let stored = self.store.shifts_of(organisation, &[person.id], whole).await?;
        let shifts: Result<Vec<_>, String> = stored.iter().map(shift).collect();
        let unusable = |text| HubError::from(Refusal::from(LedgerRefusal::Settings(text)));
        let mut days: Vec<WorkedDay> = shifts.map_err(unusable)?.iter().map(worked_day).collect();
        let absences: Absences = self.absences(organisation).await?;
        let settings = self.ledger_settings(organisation).await?;
        let settings = settings.unwrap_or_else(|| LedgerSettings::of_the_law(Date::MAX));
        days.extend(absences.days(&staff, member, &settings, whole));
        Comparison::new(&days, member.contracts(), member.norm, range).map_err(|error| unusable(error.to_string()))
    }
}
