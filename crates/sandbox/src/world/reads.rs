//! Reading, with what the caller may see. Histories hang on the [`Employee`].

use jiff::Timestamp;
use uuid::Uuid;

use super::caller::{Caller, Through};
use super::company::{Company, Debtor};
use super::component::{Component, ComponentKind};
use super::days::{DayRow, DaysKind};
use super::employee::{Employee, EmployeeType};
use super::fault::WorldFault;
use super::grant::Consent;
use super::id::Kind;
use super::period::Period;
use super::storage::World;

impl World {
    /// The debtors that the caller may see.
    pub fn debtors<'a>(&'a self, caller: &'a Caller) -> impl Iterator<Item = &'a Debtor> {
        self.debtors.values().filter(|debtor| caller.sight.debtor(debtor.id))
    }

    /// A debtor; 2009 when unknown or not visible.
    pub fn debtor(&self, caller: &Caller, id: i32) -> Result<&Debtor, WorldFault> {
        self.debtors
            .get(&id)
            .filter(|debtor| caller.sight.debtor(debtor.id))
            .ok_or(WorldFault::UnknownDebtor)
    }

    /// The companies that the caller may see, of every debtor.
    pub fn companies<'a>(&'a self, caller: &'a Caller) -> impl Iterator<Item = &'a Company> {
        self.companies
            .values()
            .filter(|company| caller.sight.company(company.debtor, company.id))
    }

    /// A company; 2004 when unknown or not visible.
    pub fn company(&self, caller: &Caller, id: i32) -> Result<&Company, WorldFault> {
        self.companies
            .get(&id)
            .filter(|company| caller.sight.company(company.debtor, company.id))
            .ok_or(WorldFault::UnknownCompany)
    }

    /// A company whoever asks, by the number that people know.
    pub fn company_by_number(&self, number: i32) -> Option<&Company> {
        self.companies.values().find(|company| company.number == number)
    }

    /// An employee whoever asks, by the numbers that people know of the company and of the employee.
    pub fn employee_by_number(&self, company: i32, employee: i32) -> Option<&Employee> {
        let company = self.company_by_number(company)?;
        let mut people = company.employees.iter().filter_map(|id| self.employees.get(id));
        people.find(|held| held.number == employee)
    }

    /// An employee; 2003 when unknown or not visible.
    pub fn employee(&self, caller: &Caller, id: i32) -> Result<&Employee, WorldFault> {
        let employee = self.employees.get(&id).ok_or(WorldFault::UnknownEmployee)?;
        self.company(caller, employee.company)
            .map_err(|_| WorldFault::UnknownEmployee)?;
        Ok(employee)
    }

    /// The employees of a company in order of entry, of one type or of all.
    pub fn employees<'a>(
        &'a self,
        caller: &Caller,
        company: i32,
        employee_type: Option<EmployeeType>,
    ) -> Result<impl Iterator<Item = &'a Employee> + use<'a>, WorldFault> {
        let company = self.company(caller, company)?;
        let wanted = move |employee: &&Employee| employee_type.is_none_or(|wanted| wanted == employee.employee_type);
        Ok(company
            .employees
            .iter()
            .filter_map(|id| self.employees.get(id))
            .filter(wanted))
    }

    /// The company of an employee.
    pub fn company_of(&self, caller: &Caller, employee: i32) -> Result<&Company, WorldFault> {
        self.company(caller, self.employee(caller, employee)?.company)
    }

    /// The variable rows of an employee and period, in order of entry. 2003 for the employee, 2006 for the period.
    pub fn variable_components(
        &self,
        caller: &Caller,
        kind: ComponentKind,
        employee: i32,
        period: Period,
    ) -> Result<impl Iterator<Item = &Component>, WorldFault> {
        self.valid_period(caller, employee, period)?;
        Ok(self.components(kind).variable(employee, period))
    }

    /// The fixed rows of an employee that count in a period. 2003 for the employee, 2006 for the period.
    pub fn fixed_components(
        &self,
        caller: &Caller,
        kind: ComponentKind,
        employee: i32,
        period: Period,
    ) -> Result<impl Iterator<Item = &Component>, WorldFault> {
        self.valid_period(caller, employee, period)?;
        Ok(self.components(kind).fixed(employee, period))
    }

    /// The days in force for an employee and period. 2003 for the employee, 2006 for the period.
    pub fn days_of(
        &self,
        caller: &Caller,
        kind: DaysKind,
        employee: i32,
        period: Period,
    ) -> Result<Option<&DayRow>, WorldFault> {
        self.valid_period(caller, employee, period)?;
        Ok(self.days.current(employee, kind, period))
    }

    /// Checks that an employee is visible and that the company counts this period.
    pub fn valid_period(&self, caller: &Caller, employee: i32, period: Period) -> Result<&Company, WorldFault> {
        let company = self.company_of(caller, employee)?;
        if !company.period_type.contains(period) {
            return Err(WorldFault::InvalidPeriod { period });
        }
        Ok(company)
    }

    /// Numbers and UUIDs of one kind of entity of a company, by the converter's name for the kind (any case). 2046 for
    /// a kind that is not offered.
    pub fn id_mappings(&self, caller: &Caller, company: i32, entity: &str) -> Result<Vec<(i32, Uuid)>, WorldFault> {
        let company = self.company(caller, company)?;
        let (kind, ids): (Kind, Vec<i32>) = match entity.to_ascii_lowercase().as_str() {
            "employee" => (Kind::Employee, company.employees.clone()),
            "company" => (Kind::Company, vec![company.id]),
            "debtor" => (Kind::Debtor, vec![company.debtor]),
            "costcenter" => (
                Kind::CostCenter,
                company.cost_centers.iter().map(|entry| entry.id).collect(),
            ),
            "costunit" => (
                Kind::CostUnit,
                company.cost_units.iter().map(|entry| entry.id).collect(),
            ),
            "run" => (Kind::Run, company.runs.iter().map(|run| run.id).collect()),
            "hourcomponent" => (Kind::HourComponent, self.component_ids(ComponentKind::Hours, company)),
            "wagecomponent" => (Kind::WageComponent, self.component_ids(ComponentKind::Wages, company)),
            _ => return Err(WorldFault::NotFound),
        };
        Ok(ids.into_iter().map(|id| (id, self.uuid(kind, id))).collect())
    }

    fn component_ids(&self, kind: ComponentKind, company: &Company) -> Vec<i32> {
        let rows = self.components(kind);
        company
            .employees
            .iter()
            .flat_map(|employee| rows.of(*employee))
            .map(|row| row.id)
            .collect()
    }

    /// The caller and the consent behind an access token; 1001 when it is unknown, revoked or too old, or when the
    /// user is gone. Scopes that were taken away from the user are left out of the consent.
    pub fn rest_caller(&self, token: &str, now: Timestamp) -> Result<(Caller, Consent), WorldFault> {
        let mut consent = self
            .grants
            .access(token, now)
            .ok_or(WorldFault::InvalidAuthentication)?
            .consent
            .clone();
        let user = self
            .users
            .iter()
            .find(|user| user.email == consent.email && user.domain == consent.domain)
            .ok_or(WorldFault::InvalidAuthentication)?;
        consent.scopes.retain(|scope| !user.scopes_off.contains(scope));
        let mut sight = user.sight.clone();
        let covered = consent
            .debtors
            .iter()
            .copied()
            .filter(|debtor| user.sight.debtor(*debtor))
            .collect();
        sight.debtors = Some(covered);
        Ok((
            Caller {
                email: consent.email.clone(),
                through: Through::Rest,
                now,
                sight,
            },
            consent,
        ))
    }
}
