//! Paid absence, day by day: approved leave and sickness, which count as worked.

use super::staff::{Member, Staff};
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::leave::{LeaveRequest, RequestState, spread};
use loonbrug_domain::ledger::LedgerSettings;
use loonbrug_domain::plus_minus::WorkedDay;
use loonbrug_domain::profile::Ambiguity;
use loonbrug_domain::sickness::{Paid, SickDay, SicknessCase, hours, sick_days, sickness_terms_on};
use loonbrug_domain::{Date, DateRange, HundredthHours, Minutes};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Sick hours of one person by what is paid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SicknessLine {
    /// Who.
    pub person: PersonId,
    /// What is paid.
    pub paid: Paid,
    /// The hours.
    pub hours: HundredthHours,
}

/// Leave and sickness of everybody.
#[derive(Debug, Default)]
pub(super) struct Absences {
    pub requests: HashMap<PersonId, Vec<LeaveRequest>>,
    pub cases: HashMap<PersonId, Vec<SicknessCase>>,
}

impl Absences {
    /// The paid absence of a person in a range.
    pub fn days(&self, staff: &Staff, member: &Member, settings: &LedgerSettings, range: DateRange) -> Vec<WorkedDay> {
        let requests = self.requests.get(&member.id()).into_iter().flatten();
        let approved = requests.filter(|request| request.state == RequestState::Approved);
        let leave = approved.flat_map(|request| spread(request.hours, request.days));
        // Who has two settings for waiting days is sick all the same: how many of them there are changes no hours.
        let sick = self.sick_days(staff, member, settings, range).unwrap_or_default();
        let sick = sick.into_iter().map(|(_, day)| (day.date, day.hours()));
        let day = |(date, paid_absence)| WorkedDay {
            date,
            worked: Minutes::ZERO,
            paid_absence,
        };
        leave
            .chain(sick)
            .filter(|(date, _)| range.contains(*date))
            .map(day)
            .collect()
    }

    /// Those who are absent on at least one of these days, or were to be.
    fn people(&self, range: DateRange) -> BTreeSet<PersonId> {
        let requests = self.requests.values().flatten();
        let on_leave = requests
            .filter(|request| request.days.overlaps(range))
            .map(|request| request.person);
        let mut people = self.sick_people(range);
        people.extend(on_leave);
        people
    }

    /// Those with a case of sickness in these days.
    pub fn sick_people(&self, range: DateRange) -> BTreeSet<PersonId> {
        let cases = self.cases.values().flatten();
        let sick = cases.filter(|case| case.days().overlaps(range));
        sick.map(|case| case.person).collect()
    }

    /// The sick days of a person in a range, each with its case.
    pub fn sick_days(
        &self,
        staff: &Staff,
        member: &Member,
        settings: &LedgerSettings,
        range: DateRange,
    ) -> Result<Vec<(&SicknessCase, SickDay)>, Ambiguity> {
        let cases = self.cases.get(&member.id()).map_or(&[][..], Vec::as_slice);
        let mut days = Vec::new();
        for case in cases.iter().filter(|case| case.days().overlaps(range)) {
            let terms = sickness_terms_on(&settings.sickness, case.first_day);
            let own = staff.profile(member.id(), case.first_day).waiting_days()?.copied();
            let agreed = own.map_or(terms.waiting_days, |days| u32::from(days.number()));
            let of_case = sick_days(cases, case, (agreed, &terms), &member.pattern, range);
            days.extend(of_case.into_iter().map(|day| (case, day)));
        }
        Ok(days)
    }
}

impl Hub {
    pub(super) async fn absences(&self, organisation: OrganisationId) -> Result<Absences, HubError> {
        let always = DateRange {
            from: Date::MIN,
            to: Date::MAX,
        };
        let mut absences = Absences::default();
        for stored in self.store.leave_requests(organisation, always).await? {
            let of_person = absences.requests.entry(stored.request.person).or_default();
            of_person.push(stored.request);
        }
        for stored in self.store.sickness_cases(organisation).await? {
            let of_person = absences.cases.entry(stored.case.person).or_default();
            of_person.push(stored.case);
        }
        Ok(absences)
    }

    /// Paid absence of everybody in a range, by person and day: it counts as worked for plus/minus hours.
    pub async fn paid_absence(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<BTreeMap<PersonId, Vec<WorkedDay>>, HubError> {
        let absences = self.absences(organisation).await?;
        let staff = self.staff_called(organisation, &absences.people(range)).await?;
        let settings = self.ledger_settings(organisation).await?;
        let settings = settings.unwrap_or_else(|| LedgerSettings::of_the_law(Date::MAX));
        let of = |member: &Member| (member.id(), absences.days(&staff, member, &settings, range));
        let all = staff.members.iter().map(of);
        Ok(all.filter(|(_, days)| !days.is_empty()).collect())
    }

    /// Sick hours of everybody in a range, by person and by what is paid, waiting days first.
    pub async fn sickness_hours(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<Vec<SicknessLine>, HubError> {
        let absences = self.absences(organisation).await?;
        let staff = self.staff_called(organisation, &absences.sick_people(range)).await?;
        let settings = self.ledger_settings(organisation).await?;
        let settings = settings.unwrap_or_else(|| LedgerSettings::of_the_law(Date::MAX));
        let mut lines = Vec::new();
        for member in &staff.members {
            let days = absences.sick_days(&staff, member, &settings, range).unwrap_or_default();
            let days: Vec<SickDay> = days.into_iter().map(|(_, day)| day).collect();
            lines.extend(hours(&days).into_iter().map(|line| SicknessLine {
                person: member.id(),
                paid: line.paid,
                hours: line.hours,
            }));
        }
        Ok(lines)
    }
}
