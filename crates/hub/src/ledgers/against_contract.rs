//! What people worked beside their contract hours, week by week or month by month.

use super::absence::Absences;
use super::staff::{Member, Staff};
use crate::access::Allowed;
use crate::application::Hub;
use crate::error::HubError;
use crate::people::display_name;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::ledger::LedgerSettings;
use loonbrug_domain::plus_minus::contract_hours;
use loonbrug_domain::shift::goes_by_the_wall;
use loonbrug_domain::{Date, DateRange, Factor, HundredthHours, Minutes};
use loonbrug_store::Person;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

/// Whose hours are looked at: of those within reach, the members of a group, or one person; else everybody.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Whose {
    /// Name of a group.
    pub group: Option<String>,
    /// One person.
    pub person: Option<PersonId>,
}

/// What people worked beside their contract hours.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct AgainstContract {
    /// Those who worked in these days, by name. Contract hours count from the first stretch in which there was work, as in
    /// the ledgers: who keeps no hours has none to compare.
    pub people: Vec<PersonAgainstContract>,
    /// Names of those of whom a figure cannot be said: contract hours that are not known, or hours that came as a total
    /// over more than one of the stretches.
    pub left_out: Vec<String>,
}

/// One of them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PersonAgainstContract {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// One figure for each stretch of days.
    pub figures: Vec<HoursAgainstContract>,
}

/// The hours of a stretch of days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct HoursAgainstContract {
    /// Approved hours of those who had contract hours in these days.
    pub worked: HundredthHours,
    /// Paid leave and sickness, which count as worked.
    pub absence: HundredthHours,
    /// What had to be worked: weekly hours × days ÷ 7.
    pub contract: HundredthHours,
    /// Approved hours of those who had none: they are paid as they are worked.
    pub without_contract: HundredthHours,
}

impl HoursAgainstContract {
    /// Worked and paid absence beyond the contract hours; short of them is negative.
    #[must_use]
    pub fn difference(&self) -> HundredthHours {
        self.worked + self.absence - self.contract
    }

    const fn is_worked(&self) -> bool {
        self.worked.0 != 0 || self.without_contract.0 != 0
    }
}

impl AddAssign for HoursAgainstContract {
    fn add_assign(&mut self, other: Self) {
        self.worked += other.worked;
        self.absence += other.absence;
        self.contract += other.contract;
        self.without_contract += other.without_contract;
    }
}

impl PersonAgainstContract {
    /// All stretches together.
    #[must_use]
    pub fn total(&self) -> HoursAgainstContract {
        sum(self.figures.iter())
    }
}

impl AgainstContract {
    /// Everybody together, in a stretch of days by its place.
    #[must_use]
    pub fn together(&self, place: usize) -> HoursAgainstContract {
        sum(self.people.iter().filter_map(|person| person.figures.get(place)))
    }
}

fn sum<'f>(figures: impl Iterator<Item = &'f HoursAgainstContract>) -> HoursAgainstContract {
    let mut sum = HoursAgainstContract::default();
    figures.for_each(|figures| sum += *figures);
    sum
}

/// What was worked in each stretch, by person.
type Worked = BTreeMap<PersonId, Vec<HundredthHours>>;

impl Hub {
    /// What those whom a right reaches worked in each of these stretches of days, beside their contract hours.
    pub async fn worked_against_contract(
        &self,
        allowed: &Allowed,
        whose: &Whose,
        stretches: &[DateRange],
    ) -> Result<AgainstContract, HubError> {
        let organisation = allowed.organisation();
        let people = self.whose(allowed, whose).await?;
        let staff = self.staff_among(organisation, people).await?;
        let absences = self.absences(organisation).await?;
        let settings = self.ledger_settings(organisation).await?;
        let (worked, unclear) = self.worked_in_stretches(organisation, stretches).await?;
        let looked = Looked {
            staff: &staff,
            absences: &absences,
            settings: &settings.unwrap_or_else(|| LedgerSettings::of_the_law(Date::MAX)),
            worked: &worked,
            stretches,
        };
        let mut found = AgainstContract::default();
        for member in &staff.members {
            match looked.figures(member).filter(|_| !unclear.contains(&member.id())) {
                None => found.left_out.push(display_name(&member.person)),
                Some(figures) if figures.iter().any(HoursAgainstContract::is_worked) => {
                    found.people.push(PersonAgainstContract {
                        person: member.id(),
                        name: display_name(&member.person),
                        figures,
                    });
                }
                Some(_) => {}
            }
        }
        found.people.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(found)
    }

    async fn whose(&self, allowed: &Allowed, whose: &Whose) -> Result<Vec<Person>, HubError> {
        let mut people = match whose.person {
            Some(person) => vec![self.person_within(allowed, person).await?],
            None => self.people_within(allowed).await?,
        };
        if let Some(group) = &whose.group {
            let memberships = self.store.memberships(allowed.organisation()).await?;
            people.retain(|person| {
                let of_person = memberships.get(&person.id).into_iter().flatten();
                of_person.into_iter().any(|membership| membership.group == *group)
            });
        }
        Ok(people)
    }

    /// Approved shifts as the database adds them up, mended for the nights in which the clock changes, and hour lines
    /// that lie in one stretch; and of whom a line does not.
    async fn worked_in_stretches(
        &self,
        organisation: OrganisationId,
        stretches: &[DateRange],
    ) -> Result<(Worked, BTreeSet<PersonId>), HubError> {
        let mut minutes = self.store.worked_in_shifts(organisation, stretches).await?;
        self.mend_nights(organisation, stretches, &mut minutes).await?;
        let hours = |of_person: Vec<Minutes>| of_person.into_iter().map(Minutes::to_hundredth_hours).collect();
        let mut worked: Worked = minutes
            .into_iter()
            .map(|(person, of_person)| (person, hours(of_person)))
            .collect();
        let mut unclear = BTreeSet::new();
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else {
            return Ok((worked, unclear));
        };
        let days = DateRange {
            from: first.from,
            to: last.to,
        };
        for line in self.store.hour_lines(organisation, days).await? {
            let holds = |days: &DateRange| days.contains(line.range.from) && days.contains(line.range.to);
            match stretches.iter().position(holds) {
                None => drop(unclear.insert(line.person)),
                Some(place) if line.factor == Factor::WORKED => {
                    let of_person = worked
                        .entry(line.person)
                        .or_insert_with(|| vec![HundredthHours::ZERO; stretches.len()]);
                    if let Some(hours) = of_person.get_mut(place) {
                        *hours += HundredthHours(line.hundredths);
                    }
                }
                Some(_) => {}
            }
        }
        Ok((worked, unclear))
    }

    /// The database adds up times on the wall: the hour that the clock skips was not worked, the one that it repeats
    /// was.
    async fn mend_nights(
        &self,
        organisation: OrganisationId,
        stretches: &[DateRange],
        minutes: &mut BTreeMap<PersonId, Vec<Minutes>>,
    ) -> Result<(), HubError> {
        for (place, stretch) in stretches.iter().enumerate() {
            for date in stretch.days().filter(|date| !goes_by_the_wall(*date)) {
                let people = self.store.people_at_night(organisation, &[date]).await?;
                let night = DateRange { from: date, to: date };
                for shift in self.store.shifts_of(organisation, &people, night).await? {
                    let on_the_wall = Minutes(shift.end_minute - shift.start_minute - shift.break_minutes);
                    let real = shift.worked().map_or(on_the_wall, |shift| shift.worked_minutes());
                    let of_person = minutes.get_mut(&shift.person);
                    if let Some(minutes) = of_person.and_then(|of_person| of_person.get_mut(place)) {
                        *minutes += real - on_the_wall;
                    }
                }
            }
        }
        Ok(())
    }
}

/// What the figures are made of.
struct Looked<'l> {
    staff: &'l Staff,
    absences: &'l Absences,
    settings: &'l LedgerSettings,
    worked: &'l Worked,
    stretches: &'l [DateRange],
}

impl Looked<'_> {
    /// The figures of a person from the first work on; nothing where the contract hours of one of the stretches are not
    /// known.
    fn figures(&self, member: &Member) -> Option<Vec<HoursAgainstContract>> {
        let Some(worked) = self.worked.get(&member.id()) else {
            return Some(Vec::new());
        };
        let first = worked.iter().position(|hours| *hours != HundredthHours::ZERO);
        let stretches = self.stretches.iter().zip(worked).enumerate();
        let figures = stretches.map(|(place, (stretch, worked))| match first {
            Some(first) if first <= place => self.of_stretch(member, *stretch, *worked),
            _ => Some(HoursAgainstContract::default()),
        });
        figures.collect()
    }

    fn of_stretch(&self, member: &Member, days: DateRange, worked: HundredthHours) -> Option<HoursAgainstContract> {
        let standing = loonbrug_domain::standing::Standing {
            contracts: member.contracts(),
            ..self.staff.standing(member)
        };
        let contracts = standing.contracts_that_count(days).ok()?;
        let contract = contract_hours(&contracts, days).ok()?;
        if contract == HundredthHours::ZERO {
            return Some(HoursAgainstContract {
                without_contract: worked,
                ..HoursAgainstContract::default()
            });
        }
        let absence = self.absences.days(self.staff, member, self.settings, days);
        Some(HoursAgainstContract {
            worked,
            absence: absence.iter().map(|day| day.paid_absence).sum(),
            contract,
            without_contract: HundredthHours::ZERO,
        })
    }
}
