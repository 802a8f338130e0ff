//! Sick hours for payroll, person by person: by the percentage that is paid, for salaried and for hourly paid.

use super::absence::Absences;
use super::staff::{Member, Staff};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::hours::RefusedReason;
use crate::people::kind_word;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_domain::ledger::LedgerSettings;
use loonbrug_domain::people::{Salary, SalaryKind};
use loonbrug_domain::profile::ContractKind;
use loonbrug_domain::sickness::{
    DayToPay, PayBasis, SickDay, SickHours, SicknessCase, SicknessCode, Undecided, sick_hours,
};
use loonbrug_domain::work_pattern::WorkPattern;
use loonbrug_domain::{Date, DateRange, HundredthHours};
use loonbrug_nmbrs::{RecordContent, RecordKind};
use std::collections::{BTreeMap, HashMap};

/// What each sick person is to get, or why that cannot be said.
pub(crate) type SickPay = BTreeMap<PersonId, Result<Vec<SickHours>, RefusedReason>>;

/// What sick pay is made of.
struct Sick {
    staff: Staff,
    absences: Absences,
    settings: LedgerSettings,
    salaries: HashMap<i64, Vec<Salary>>,
    range: DateRange,
}

/// The sick days of one person, and where their hours come from.
pub(crate) struct SickDays {
    pub days: Vec<(SicknessCase, DayToPay)>,
    pub pattern: WorkPattern,
}

impl Hub {
    /// Sick hours of everybody with a case in these days.
    pub(crate) async fn sick_pay(&self, coupling: &OpenCoupling, range: DateRange) -> Result<SickPay, HubError> {
        let sick = self.sick(coupling, range, None).await?;
        let members = sick.staff.members.iter();
        Ok(members.map(|member| (member.id(), sick.pay(member))).collect())
    }

    /// The sick days of one person, each with its case; `None` where there are none, or nobody can say how they are paid.
    pub(crate) async fn sick_days_of(
        &self,
        coupling: &OpenCoupling,
        person: PersonId,
        range: DateRange,
    ) -> Result<Option<SickDays>, HubError> {
        let sick = self.sick(coupling, range, Some(person)).await?;
        let days = sick.staff.member(person).and_then(|member| {
            let days = sick.days(member).ok()?.into_iter();
            Some(SickDays {
                days: days.map(|(case, day)| (case.clone(), day)).collect(),
                pattern: member.pattern.clone(),
            })
        });
        Ok(days)
    }

    /// What sick pay is made of, of everybody who is sick or of one of them.
    async fn sick(&self, coupling: &OpenCoupling, range: DateRange, of: Option<PersonId>) -> Result<Sick, HubError> {
        let organisation = coupling.organisation();
        let absences = self.absences(organisation).await?;
        let mut people = absences.sick_people(range);
        people.retain(|person| of.is_none_or(|of| of == *person));
        let staff = self.staff_called(organisation, &people).await?;
        let settings = self.ledger_settings(organisation).await?;
        let numbers: Vec<i64> = staff.members.iter().filter_map(|member| member.person.number).collect();
        Ok(Sick {
            salaries: self.salaries(coupling, &numbers).await?,
            staff,
            absences,
            settings: settings.unwrap_or_else(|| LedgerSettings::of_the_law(Date::MAX)),
            range,
        })
    }

    /// The codes for sick hours: those of the coupling, and of the organisation what the coupling leaves out.
    pub(crate) async fn sickness_codes(&self, coupling: &OpenCoupling) -> Result<Vec<SicknessCode>, HubError> {
        let mut codes = coupling.settings.sickness_codes.clone();
        let settings = self.ledger_settings(coupling.organisation()).await?;
        codes.extend(settings.into_iter().flat_map(|settings| settings.sickness_codes));
        Ok(codes)
    }

    /// The wages of a person in whichever company, newest first.
    pub async fn salaries_of(&self, organisation: OrganisationId, person: PersonId) -> Result<Vec<Salary>, HubError> {
        let mut wages: Vec<Salary> = Vec::new();
        for coupling in self.couplings_of(organisation).await? {
            let links = self.store.links_of(coupling.id(), &[person]).await?;
            let numbers: Vec<i64> = links.iter().map(|link| link.employee_number).collect();
            wages.extend(self.salaries(&coupling, &numbers).await?.into_values().flatten());
        }
        wages.sort_by_key(|salary| std::cmp::Reverse(salary.start));
        Ok(wages)
    }

    /// Salaries of these employees by their number, as far as they may be read.
    pub(crate) async fn salaries(
        &self,
        coupling: &OpenCoupling,
        numbers: &[i64],
    ) -> Result<HashMap<i64, Vec<Salary>>, HubError> {
        let kind = kind_word(RecordKind::Salary);
        let mut salaries = HashMap::new();
        for record in self.store.remote_records_of(coupling.id(), kind, numbers).await? {
            if let RecordContent::Salary(known) = self.open_record(coupling, &record)? {
                salaries.insert(record.employee_number, known);
            }
        }
        Ok(salaries)
    }
}

impl Sick {
    fn pay(&self, member: &Member) -> Result<Vec<SickHours>, RefusedReason> {
        let days: Vec<DayToPay> = self.days(member)?.into_iter().map(|(_, day)| day).collect();
        sick_hours(&days).map_err(|Undecided(date)| RefusedReason::WaitingDayUndecided { date })
    }

    fn days(&self, member: &Member) -> Result<Vec<(&SicknessCase, DayToPay)>, RefusedReason> {
        let days = self.absences.sick_days(&self.staff, member, &self.settings, self.range);
        let days = days.map_err(|unclear| RefusedReason::unclear(&unclear))?;
        let works = |date| member.pattern.hours_on(date) > HundredthHours::ZERO;
        if days.is_empty() && !self.range.days().any(works) {
            return Err(RefusedReason::SickHoursUnknown);
        }
        let days = days.into_iter();
        days.map(|(case, day)| Ok((case, self.day_to_pay(member, day)?)))
            .collect()
    }

    fn day_to_pay(&self, member: &Member, day: SickDay) -> Result<DayToPay, RefusedReason> {
        let unclear = |ambiguity| RefusedReason::unclear(&ambiguity);
        let contract = self.staff.standing(member).contract_on(day.date).map_err(unclear)?;
        let profile = self.staff.profile(member.id(), day.date);
        let choice = profile.waiting_days_as().map_err(unclear)?.copied();
        Ok(DayToPay {
            day,
            pay: match contract.ok_or(RefusedReason::ContractTypeUnknown)? {
                ContractKind::ZeroHours => PayBasis::Hourly,
                ContractKind::ContractHours => self.basis_of_salary(member, day.date),
            },
            waiting_day_as: choice.unwrap_or_default(),
        })
    }

    /// Contract hours are paid by the month, unless the salary of that day is one per hour.
    fn basis_of_salary(&self, member: &Member, date: Date) -> PayBasis {
        let salaries = member.person.number.and_then(|number| self.salaries.get(&number));
        let begun = salaries.into_iter().flatten().filter(|salary| salary.start <= date);
        match begun.max_by_key(|salary| salary.start).map(|salary| salary.kind) {
            Some(SalaryKind::GrossHourly) => PayBasis::Hourly,
            _ => PayBasis::Salaried,
        }
    }
}
