//! Plus/minus hours of each week, and surcharges that count as hours.

use super::staff::{Member, Staff};
use super::{SkipReason, Wanted};
use loonbrug_domain::calendar::iso_week;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::leave::{LeaveKind, TimeForTimeCredit, terms_on};
use loonbrug_domain::ledger::{Booking, LedgerKind, LedgerOrigin, LedgerSettings};
use loonbrug_domain::people::Contract;
use loonbrug_domain::plus_minus::{WorkedDay, of_week, sunday_of};
use loonbrug_domain::processing::SurchargeProcessing;
use loonbrug_domain::rules::{Circumstances, Credit, Destination, surcharge_hours};
use loonbrug_domain::standing::{Standing, outcomes};
use loonbrug_domain::{Date, DateRange, Factor, HundredthHours, Minutes, Shift};
use std::collections::BTreeMap;

/// What a person did in the weeks that are looked at.
#[derive(Debug)]
pub(super) struct Weeks<'w> {
    pub staff: &'w Staff,
    pub member: &'w Member,
    pub settings: &'w LedgerSettings,
    /// Shifts, each in the circumstances of its day.
    pub worked: &'w [(Shift, Circumstances)],
    /// Worked days and paid absence.
    pub days: &'w [WorkedDay],
    /// What the ledgers have of these weeks, by the day on which it counts.
    pub booked: &'w [(LedgerKind, LedgerOrigin, Date)],
}

impl Weeks<'_> {
    /// What the ledgers must hold of these weeks, or why that cannot be said. Weeks count from the first in which there
    /// was work: who does not register hours has no plus/minus hours.
    pub fn wanted(&self, weeks: impl Iterator<Item = DateRange>) -> Result<Vec<Wanted>, SkipReason> {
        let weeks: Vec<DateRange> = weeks.collect();
        let Some(from) = weeks.first().map(|week| week.from) else {
            return Ok(Vec::new());
        };
        let dates = self.worked.iter().map(|(shift, _)| shift.date());
        let first_shift = dates.filter(|date| from <= *date).map(sunday_of).min();
        let is_week = |origin: &LedgerOrigin| matches!(origin, LedgerOrigin::Week { .. });
        let booked = self
            .booked
            .iter()
            .filter(|(_, origin, _)| is_week(origin))
            .map(|(_, _, date)| *date)
            .min();
        let Some(first) = [first_shift, booked].into_iter().flatten().min() else {
            return Ok(Vec::new());
        };
        let mut wanted = Vec::new();
        for week in weeks.into_iter().filter(|week| week.to >= first) {
            wanted.extend(self.of_week(week)?);
        }
        Ok(wanted)
    }

    fn of_week(&self, week: DateRange) -> Result<Vec<Wanted>, SkipReason> {
        let (year, number) = iso_week(week.from);
        let profile = self.staff.profile(self.member.id(), week.to);
        let contracts = self.contracts(week)?;
        let figure = of_week(self.days, &contracts, year, number)?;
        let mut holds = Holds::default();
        if let Some(figure) = &figure {
            let origin = LedgerOrigin::Week { year, week: number };
            match profile.plus_minus()?.copied().unwrap_or_default() {
                SurchargeProcessing::PlusMinusHours | SurchargeProcessing::NoChoice => {
                    holds.put(LedgerKind::PlusMinus, origin, figure.hours);
                }
                SurchargeProcessing::Leave => holds.put(LedgerKind::Leave, origin, figure.hours),
                SurchargeProcessing::Nothing | SurchargeProcessing::WorkedHours => {}
            }
        }
        self.surcharges(week, &mut holds);
        for (ledger, origin, _) in self.booked.iter().filter(|(_, _, date)| *date == week.to) {
            holds.keep(*ledger, *origin);
        }
        Ok(holds.wanted(self.member.id(), week.to, self.settings))
    }

    /// The contracts that give contract hours in a week: none on days of a zero-hours contract.
    fn contracts(&self, week: DateRange) -> Result<Vec<Contract>, SkipReason> {
        let standing = Standing {
            contracts: self.member.contracts(),
            ..self.staff.standing(self.member)
        };
        Ok(standing.contracts_that_count(week)?)
    }

    /// Surcharges that are not paid with the hours, as the flows see them: shift by shift, each type of contract apart.
    fn surcharges(&self, week: DateRange, holds: &mut Holds) {
        let outcomes = outcomes(self.staff.rules_of(self.member), week, self.worked);
        let credits = outcomes.into_values().flat_map(|outcome| outcome.credits);
        let (year, number) = iso_week(week.from);
        let mut minutes: BTreeMap<(LedgerKind, LedgerOrigin, Factor), Minutes> = BTreeMap::new();
        for credit in credits {
            if let Some((ledger, origin)) = booked_as(credit, (year, number)) {
                *minutes.entry((ledger, origin, credit.factor)).or_default() += credit.minutes;
            }
        }
        for ((ledger, origin, factor), minutes) in minutes {
            holds.put(ledger, origin, surcharge_hours(minutes, factor));
        }
    }
}

/// Where a surcharge is credited; nowhere if it is paid, or comes to nothing.
const fn booked_as(credit: Credit, (year, week): (i16, u8)) -> Option<(LedgerKind, LedgerOrigin)> {
    let factor = credit.factor;
    let surcharge = LedgerOrigin::Surcharge { year, week, factor };
    match credit.destination {
        Destination::PlusMinusHours => Some((LedgerKind::PlusMinus, surcharge)),
        Destination::Leave => Some((LedgerKind::Leave, surcharge)),
        Destination::TimeForTime { weeks, otherwise } => {
            let credit = TimeForTimeCredit {
                year,
                week,
                factor,
                weeks,
                otherwise,
            };
            Some((LedgerKind::Leave, LedgerOrigin::TimeForTime(credit)))
        }
        Destination::Pay | Destination::Nothing => None,
    }
}

/// What the ledgers must hold of one week.
#[derive(Default)]
struct Holds(BTreeMap<(LedgerOrigin, LedgerKind), HundredthHours>);

impl Holds {
    fn put(&mut self, ledger: LedgerKind, origin: LedgerOrigin, hours: HundredthHours) {
        self.0.insert((origin, ledger), hours);
    }

    /// What was booked and has no ground any more comes to nothing.
    fn keep(&mut self, ledger: LedgerKind, origin: LedgerOrigin) {
        let is_of_week = matches!(
            origin,
            LedgerOrigin::Week { .. } | LedgerOrigin::Surcharge { .. } | LedgerOrigin::TimeForTime(_)
        );
        if is_of_week {
            self.0.entry((origin, ledger)).or_default();
        }
    }

    fn wanted(self, person: PersonId, sunday: Date, settings: &LedgerSettings) -> Vec<Wanted> {
        let without_term = terms_on(&settings.leave, sunday).bucket(sunday.year(), LeaveKind::TimeForTime);
        let bucket = |origin| match origin {
            LedgerOrigin::TimeForTime(credit) => credit.bucket(),
            _ => without_term,
        };
        let wanted = |((origin, ledger), hours)| Wanted {
            person,
            ledger,
            booking: Booking {
                bucket: (ledger == LedgerKind::Leave).then(|| bucket(origin)),
                ..Booking::new(origin, sunday, hours)
            },
        };
        self.0.into_iter().map(wanted).collect()
    }
}
