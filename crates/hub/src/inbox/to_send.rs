//! Hours of pay periods: what is ready to be sent, and how far a period is.

use super::paid_by_hour::PaidByHour;
use super::{Names, Open, OpenItem};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use loonbrug_domain::ids::{CouplingId, PersonId};
use loonbrug_domain::{Date, Minutes, PayPeriod};
use loonbrug_store::HoursOfDays;
use std::collections::{BTreeMap, BTreeSet};

/// So many pay periods that have ended are looked at: what lies further back was paid before Loonbrug.
const ENDED_PERIODS: usize = 6;

/// What is sought of shifts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sought {
    /// Those that were approved and not sent.
    Waiting,
    /// All that were worked.
    Worked,
}

/// What was found of one person in the days of one place.
#[derive(Clone, Copy)]
pub(super) struct HoursOfPerson {
    pub place: usize,
    pub person: PersonId,
    pub shifts: i64,
    pub lines: i64,
    pub oldest: Option<Date>,
    pub worked: Minutes,
    pub sent: Minutes,
}

/// What waits of one place.
#[derive(Default)]
struct Waiting {
    people: BTreeSet<PersonId>,
    shifts: i64,
    lines: i64,
    oldest: Option<Date>,
}

impl Hub {
    /// The pay periods that have ended and have approved hours, of people who are paid by the hour, that were not sent.
    pub(super) async fn hours_to_send(&self, names: &Names, paid_by_hour: &PaidByHour) -> Result<Vec<Open>, HubError> {
        let today = self.surroundings.today();
        let working = names
            .couplings
            .values()
            .filter(|coupling| coupling.row.paused.is_none());
        let periods: Vec<(CouplingId, PayPeriod)> = working
            .flat_map(|coupling| ended(coupling, today).map(|period| (coupling.id(), period)))
            .collect();
        let days: Vec<HoursOfDays> = periods
            .iter()
            .filter_map(|(coupling, period)| Some(days_of(names.couplings.get(coupling)?, *period)))
            .collect();
        let found = self.hours_by_the_hour(paid_by_hour, &days, Sought::Waiting).await?;
        let mut waiting: BTreeMap<usize, Waiting> = BTreeMap::new();
        for hours in found.iter().filter(|hours| hours.shifts + hours.lines > 0) {
            let of_place = waiting.entry(hours.place).or_default();
            of_place.people.insert(hours.person);
            of_place.shifts += hours.shifts;
            of_place.lines += hours.lines;
            of_place.oldest = of_place.oldest.into_iter().chain(hours.oldest).min();
        }
        let open = waiting.into_iter().filter_map(|(place, waiting)| {
            let (coupling, period) = *periods.get(place)?;
            let (people, lines) = (i64::try_from(waiting.people.len()).ok()?, waiting.lines);
            let item = OpenItem::ToSend { period, people, lines };
            names.of_coupling(coupling, item, waiting.shifts + lines, waiting.oldest)
        });
        Ok(open.collect())
    }

    /// What is found of days on which people are paid by the hour: who is on some of them only is looked for once more.
    pub(super) async fn hours_by_the_hour(
        &self,
        paid_by_hour: &PaidByHour,
        days: &[HoursOfDays],
        sought: Sought,
    ) -> Result<Vec<HoursOfPerson>, HubError> {
        let mut found = self.hours_of(days, sought).await?;
        let shared = paid_by_hour.share(days, found.iter().map(|hours| (hours.place, hours.person)));
        found.retain(|hours| shared.whole.contains(&(hours.place, hours.person)));
        if !shared.parts.is_empty() {
            let (places, parts): (Vec<usize>, Vec<HoursOfDays>) = shared.parts.into_iter().unzip();
            let of_parts = self.hours_of(&parts, sought).await?.into_iter();
            found.extend(of_parts.filter_map(|hours| {
                let place = *places.get(hours.place)?;
                Some(HoursOfPerson { place, ..hours })
            }));
        }
        Ok(found)
    }

    /// Shifts and hour lines of these days.
    async fn hours_of(&self, days: &[HoursOfDays], sought: Sought) -> Result<Vec<HoursOfPerson>, HubError> {
        let mut found = self.hour_lines_of(days).await?;
        match sought {
            Sought::Waiting => {
                let shifts = self.store.hours_to_send(days).await?.into_iter();
                found.extend(shifts.map(|hours| HoursOfPerson {
                    shifts: hours.shifts,
                    oldest: Some(hours.oldest),
                    ..HoursOfPerson::none(hours.place, hours.person)
                }));
            }
            Sought::Worked => {
                let shifts = self.store.hours_of_days(days).await?.into_iter();
                found.extend(shifts.map(|hours| HoursOfPerson {
                    worked: hours.worked,
                    sent: hours.sent,
                    ..HoursOfPerson::none(hours.place, hours.person)
                }));
            }
        }
        Ok(found)
    }

    async fn hour_lines_of(&self, days: &[HoursOfDays]) -> Result<Vec<HoursOfPerson>, HubError> {
        let lines = self.store.hour_lines_of_days(days).await?;
        let of_person = lines.into_iter().map(|lines| HoursOfPerson {
            lines: lines.waiting,
            oldest: lines.oldest,
            worked: lines.worked,
            sent: lines.sent,
            ..HoursOfPerson::none(lines.place, lines.person)
        });
        Ok(of_person.collect())
    }
}

impl HoursOfPerson {
    const fn none(place: usize, person: PersonId) -> Self {
        Self {
            place,
            person,
            shifts: 0,
            lines: 0,
            oldest: None,
            worked: Minutes::ZERO,
            sent: Minutes::ZERO,
        }
    }
}

/// The pay periods of a coupling that have ended lately, newest first.
fn ended(coupling: &OpenCoupling, today: Date) -> impl Iterator<Item = PayPeriod> + use<> {
    let now = PayPeriod::containing(coupling.settings.company.frequency, today);
    std::iter::successors(Some(now.previous()), |period| Some(period.previous())).take(ENDED_PERIODS)
}

pub(super) fn days_of(coupling: &OpenCoupling, period: PayPeriod) -> HoursOfDays {
    HoursOfDays {
        organisation: coupling.organisation(),
        coupling: coupling.id(),
        range: period.wage_range(),
        person: None,
    }
}
