//! Plus/minus hours of each week, and surcharges that count as hours.

use super::Wanted;
use super::staff::{Member, Staff};
use loonbrug_domain::calendar::iso_week;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::leave::{LeaveKind, terms_on};
use loonbrug_domain::ledger::{Booking, LedgerKind, LedgerOrigin, LedgerSettings};
use loonbrug_domain::people::Contract;
use loonbrug_domain::plus_minus::{WorkedDay, contract_on, of_week, sunday_of};
use loonbrug_domain::processing::SurchargeProcessing;
use loonbrug_domain::profile::{ContractKind, EffectiveProfile};
use loonbrug_domain::rules::{Circumstances, Destination, Reckoning, WorkedShift, surcharge_hours};
use loonbrug_domain::{Date, DateRange, Factor, HundredthHours, Minutes, Shift};
use std::collections::BTreeMap;

/// What a person did in the weeks that are looked at.
#[derive(Debug)]
pub(super) struct Weeks<'w> {
    pub staff: &'w Staff,
    pub member: &'w Member,
    pub settings: &'w LedgerSettings,
    pub shifts: &'w [Shift],
    /// Worked days and paid absence.
    pub days: &'w [WorkedDay],
    /// What the ledgers have of these weeks, by the day on which it counts.
    pub booked: &'w [(LedgerKind, LedgerOrigin, Date)],
}

impl Weeks<'_> {
    /// What the ledgers must hold of these weeks, or why that cannot be said. Weeks count from the first in which there
    /// was work: who does not register hours has no plus/minus hours.
    pub fn wanted(&self, weeks: impl Iterator<Item = DateRange>) -> Result<Vec<Wanted>, String> {
        let first_shift = self.shifts.iter().map(|shift| sunday_of(shift.date())).min();
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
        for week in weeks.filter(|week| week.to >= first) {
            wanted.extend(self.of_week(week)?);
        }
        Ok(wanted)
    }

    fn of_week(&self, week: DateRange) -> Result<Vec<Wanted>, String> {
        let (year, number) = iso_week(week.from);
        let profile = self.staff.profile(self.member.id(), week.to);
        let contracts = self.contracts(&profile)?;
        let figure = of_week(self.days, contracts, year, number).map_err(|error| error.to_string())?;
        let mut holds = Holds::default();
        if let Some(figure) = &figure {
            let origin = LedgerOrigin::Week { year, week: number };
            let choice = profile
                .plus_minus()
                .map_err(|ambiguity| ambiguity.to_string())?
                .copied();
            match choice.unwrap_or_default() {
                SurchargeProcessing::PlusMinusHours | SurchargeProcessing::NoChoice => {
                    holds.put(LedgerKind::PlusMinus, origin, figure.hours);
                }
                SurchargeProcessing::Leave => holds.put(LedgerKind::Leave, origin, figure.hours),
                SurchargeProcessing::Nothing | SurchargeProcessing::WorkedHours => {}
            }
        }
        self.surcharges(week, (&profile, contracts), &mut holds)?;
        for (ledger, origin, _) in self.booked.iter().filter(|(_, _, date)| *date == week.to) {
            holds.keep(*ledger, *origin);
        }
        Ok(holds.wanted(self.member.id(), week.to, self.settings))
    }

    /// The contracts that give contract hours: none where the settings say that the contract is one of zero hours.
    fn contracts(&self, profile: &EffectiveProfile) -> Result<&[Contract], String> {
        let kind = profile.contract_type().map_err(|ambiguity| ambiguity.to_string())?;
        Ok(match kind {
            Some(ContractKind::ZeroHours) => &[],
            _ => self.member.contracts(),
        })
    }

    /// Surcharges that are not paid with the hours, as the rules and the person's choice say. Hours of people without
    /// contract hours are sent by the rules alone, so that their choice cannot credit what is paid as well.
    fn surcharges(
        &self,
        week: DateRange,
        (profile, contracts): (&EffectiveProfile, &[Contract]),
        holds: &mut Holds,
    ) -> Result<(), String> {
        let chosen = profile
            .surcharge_hours()
            .map_err(|ambiguity| ambiguity.to_string())?
            .copied();
        let has_contract_hours = contract_on(contracts, week.to)
            .is_some_and(|contract| contract.weekly_hours_thousandths.is_some_and(|hours| hours > 0));
        let contract = if has_contract_hours {
            ContractKind::ContractHours
        } else {
            ContractKind::ZeroHours
        };
        let circumstances = Circumstances {
            processing: chosen.filter(|_| has_contract_hours).unwrap_or_default(),
            ..self.staff.circumstances(self.member, contract)
        };
        let worked = self.shifts.iter().map(|shift| WorkedShift {
            shift,
            circumstances: &circumstances,
        });
        let worked: Vec<_> = worked.collect();
        let outcome = Reckoning::new(self.staff.rules_of(self.member), week).outcome(&worked);
        let mut minutes: BTreeMap<(LedgerKind, Factor), Minutes> = BTreeMap::new();
        for credit in outcome.credits {
            if let Some(ledger) = ledger_of(credit.destination) {
                *minutes.entry((ledger, credit.factor)).or_default() += credit.minutes;
            }
        }
        let (year, number) = iso_week(week.from);
        for ((ledger, factor), minutes) in minutes {
            let week = number;
            let origin = LedgerOrigin::Surcharge { year, week, factor };
            holds.put(ledger, origin, surcharge_hours(minutes, factor));
        }
        Ok(())
    }
}

/// The ledger that a surcharge is credited to; none for one that is paid, or that comes to nothing.
const fn ledger_of(destination: Destination) -> Option<LedgerKind> {
    match destination {
        Destination::PlusMinusHours => Some(LedgerKind::PlusMinus),
        Destination::Leave | Destination::TimeForTime { .. } => Some(LedgerKind::Leave),
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
        if matches!(origin, LedgerOrigin::Week { .. } | LedgerOrigin::Surcharge { .. }) {
            self.0.entry((origin, ledger)).or_default();
        }
    }

    fn wanted(self, person: PersonId, sunday: Date, settings: &LedgerSettings) -> Vec<Wanted> {
        let time_for_time = terms_on(&settings.leave, sunday).bucket(sunday.year(), LeaveKind::TimeForTime);
        let wanted = |((origin, ledger), hours)| Wanted {
            person,
            ledger,
            booking: Booking {
                bucket: Some(time_for_time).filter(|_| ledger == LedgerKind::Leave),
                ..Booking::new(origin, sunday, hours)
            },
        };
        self.0.into_iter().map(wanted).collect()
    }
}
