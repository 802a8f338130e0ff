//! Why sick hours and time for time that was not taken are what they are.

use super::Sources;
use super::origin::said;
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::hours::flow::Flow;
use crate::ledgers::SickDays;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::explain::{Explanation, explain_sick_days};
use loonbrug_domain::leave::{TimeForTimeCredit, untaken};
use loonbrug_domain::ledger::{LedgerEntry, LedgerKind, LedgerOrigin};
use loonbrug_domain::plus_minus::week_range;
use loonbrug_domain::sickness::{DayToPay, PayBasis, SicknessCase, sick_hours};
use loonbrug_domain::{DateRange, HundredthHours};
use loonbrug_store::Person;

impl Hub {
    /// The cases with their days that are paid at a percentage, and where the hours of a day come from.
    pub(super) async fn explain_sick_hours(
        &self,
        coupling: &OpenCoupling,
        of: &Sources,
        (pay, percent): (PayBasis, u32),
    ) -> Result<Vec<Explanation>, HubError> {
        let known = self.sick_days_of(coupling, of.person.id, of.range).await?;
        let Some(SickDays { days, pattern }) = known else {
            return Ok(Vec::new());
        };
        let counts = |(_, day): &&(SicknessCase, DayToPay)| day.counts_under(pay, percent);
        let days: Vec<(&SicknessCase, DayToPay)> = days.iter().filter(counts).map(|(case, day)| (case, *day)).collect();
        let to_pay: Vec<DayToPay> = days.iter().map(|(_, day)| *day).collect();
        let lines = sick_hours(&to_pay).unwrap_or_default();
        let sum: HundredthHours = lines.iter().map(|line| line.hours).sum();
        let count = days.len();
        let added = said(
            format!("{count} dagen, samen {sum} uur, één keer afgerond"),
            format!("{count} days, together {sum} hours, rounded once"),
        );
        Ok(vec![added.because(explain_sick_days(&days, &pattern))])
    }

    /// What is left of a credit on its last day, what that is paid as, and the shifts that it comes from.
    pub(crate) async fn explain_untaken(
        &self,
        coupling: &OpenCoupling,
        person: &Person,
        credit: TimeForTimeCredit,
    ) -> Result<Vec<Explanation>, HubError> {
        let stored = self
            .store
            .ledgers_of(person.organisation, LedgerKind::Leave, &[person.id])
            .await?;
        let entries: Vec<LedgerEntry> = stored.into_iter().map(|stored| stored.entry).collect();
        let is_credit = |entry: &&LedgerEntry| entry.booking.origin == LedgerOrigin::TimeForTime(credit);
        let credited: HundredthHours = entries.iter().filter(is_credit).map(|entry| entry.booking.hours).sum();
        let last_day = credit.last_day();
        let on_last_day = DateRange {
            from: last_day,
            to: last_day,
        };
        let left = untaken(&entries, on_last_day)
            .into_iter()
            .find(|untaken| untaken.credit == credit);
        let (left, to_pay) = left.map_or_else(Default::default, |untaken| (untaken.left, untaken.to_pay));
        let (on, taken, otherwise) = (dutch_date(last_day), credited - left, credit.otherwise);
        let sum = said(
            format!("over op {on}: {credited} uur bijgeschreven − {taken} uur opgenomen = {left} uur"),
            format!("left on {on}: {credited} hours credited − {taken} hours taken = {left} hours"),
        );
        let paid = said(
            format!("{left} uur vrije tijd staat voor {to_pay} uur tegen {otherwise}"),
            format!("{left} hours of time off stand for {to_pay} hours at {otherwise}"),
        );
        let credit = self.explain_credited(coupling, person, credit).await?;
        Ok(vec![paid, sum.because([credit])])
    }

    /// The pieces of shifts that a credit of time for time comes from.
    pub(crate) async fn explain_credited(
        &self,
        coupling: &OpenCoupling,
        person: &Person,
        credit: TimeForTimeCredit,
    ) -> Result<Explanation, HubError> {
        let (factor, otherwise, week) = (credit.factor, credit.otherwise, credit.week);
        let last_day = dutch_date(credit.last_day());
        let head = said(
            format!("toeslag {factor} van week {week} als vrije tijd, op te nemen t/m {last_day}, anders {otherwise}"),
            format!("surcharge {factor} of week {week} as time off, to be taken until {last_day}, else {otherwise}"),
        );
        let Some(range) = week_range(credit.year, credit.week) else {
            return Ok(head);
        };
        let of = Sources::load(self, coupling, person.id, (Flow::TimeForTime, range)).await?;
        Ok(head.because(of.explain_credit(factor)))
    }
}
