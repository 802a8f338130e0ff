//! Sick hours for payroll, person by person: by the percentage that is paid, for salaried and for hourly paid.

use super::absence::Absences;
use super::staff::{Member, Staff};
use crate::application::Hub;
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use crate::hours::RefusedReason;
use crate::people::kind_word;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::ledger::LedgerSettings;
use loonbrug_domain::people::{Salary, SalaryKind};
use loonbrug_domain::profile::ContractKind;
use loonbrug_domain::sickness::{DayToPay, PayBasis, SickDay, SickHours, SicknessCode, Undecided, sick_hours};
use loonbrug_domain::{Date, DateRange, HundredthHours};
use loonbrug_nmbrs::{RecordContent, RecordKind};
use std::collections::{BTreeMap, HashMap};

/// What each sick person is to get, or why that cannot be said.
pub(crate) type SickPay = BTreeMap<PersonId, Result<Vec<SickHours>, RefusedReason>>;

/// What sick pay is made of.
struct Sick<'s> {
    staff: &'s Staff,
    absences: &'s Absences,
    settings: &'s LedgerSettings,
    salaries: &'s HashMap<i64, Vec<Salary>>,
    range: DateRange,
}

impl Hub {
    /// Sick hours of everybody with a case in these days.
    pub(crate) async fn sick_pay(&self, coupling: &OpenCoupling, range: DateRange) -> Result<SickPay, HubError> {
        let organisation = coupling.organisation();
        let (staff, absences) = (self.staff(organisation).await?, self.absences(organisation).await?);
        let settings = self.ledger_settings(organisation).await?;
        let salaries = self.salaries(coupling).await?;
        let sick = Sick {
            staff: &staff,
            absences: &absences,
            settings: &settings.unwrap_or_else(|| LedgerSettings::of_the_law(Date::MAX)),
            salaries: &salaries,
            range,
        };
        let is_sick = |member: &&Member| {
            let cases = absences.cases.get(&member.id()).into_iter().flatten();
            cases.into_iter().any(|case| case.days().overlaps(range))
        };
        let members = staff.members.iter().filter(is_sick);
        Ok(members.map(|member| (member.id(), sick.pay(member))).collect())
    }

    /// The codes for sick hours: those of the coupling, and of the organisation what the coupling leaves out.
    pub(crate) async fn sickness_codes(&self, coupling: &OpenCoupling) -> Result<Vec<SicknessCode>, HubError> {
        let mut codes = coupling.settings.sickness_codes.clone();
        let settings = self.ledger_settings(coupling.organisation()).await?;
        codes.extend(settings.into_iter().flat_map(|settings| settings.sickness_codes));
        Ok(codes)
    }

    /// Salaries by employee number, as far as they may be read.
    async fn salaries(&self, coupling: &OpenCoupling) -> Result<HashMap<i64, Vec<Salary>>, HubError> {
        let mut salaries = HashMap::new();
        let records = self.store.remote_records(coupling.id(), kind_word(RecordKind::Salary));
        for record in records.await? {
            if let RecordContent::Salary(known) = self.open_record(coupling, &record)? {
                salaries.insert(record.employee_number, known);
            }
        }
        Ok(salaries)
    }
}

impl Sick<'_> {
    fn pay(&self, member: &Member) -> Result<Vec<SickHours>, RefusedReason> {
        let days = self.absences.sick_days(self.staff, member, self.settings, self.range);
        let days = days.map_err(|unclear| RefusedReason::unclear(&unclear))?;
        let works = |date| member.pattern.hours_on(date) > HundredthHours::ZERO;
        if days.is_empty() && !self.range.days().any(works) {
            return Err(RefusedReason::SickHoursUnknown);
        }
        let day = |(_, day)| self.day_to_pay(member, day);
        let days: Result<Vec<DayToPay>, RefusedReason> = days.into_iter().map(day).collect();
        sick_hours(&days?).map_err(|Undecided(date)| RefusedReason::WaitingDayUndecided { date })
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
