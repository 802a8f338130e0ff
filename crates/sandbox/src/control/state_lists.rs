//! What is really held: `GET /control/state/nmbrs/…`, JSON arrays.

use axum::Json;
use axum::extract::{Query, State};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::state::AppState;
use crate::world::{
    Company, Component, ComponentKind, DayRow, Employee, Kind, Period, Span, Through, World, Written, decimal_text,
};

/// Which rows: company and employee by the numbers that people know, year and period of the payroll.
#[derive(Debug, Default, Deserialize)]
pub struct Filter {
    company: Option<i32>,
    employee: Option<i32>,
    year: Option<i16>,
    period: Option<u8>,
}

impl Filter {
    /// Whether a person is asked for.
    pub(super) fn is_about(&self, company: &Company, employee: &Employee) -> bool {
        self.company.is_none_or(|number| company.number == number)
            && self.employee.is_none_or(|number| employee.number == number)
    }

    fn people<'a>(&self, world: &'a World) -> impl Iterator<Item = (&'a Company, &'a Employee)> {
        let (company, employee) = (self.company, self.employee);
        let companies = world
            .companies
            .values()
            .filter(move |held| company.is_none_or(|number| held.number == number));
        companies
            .flat_map(move |held| {
                held.employees
                    .iter()
                    .filter_map(move |id| Some((held, world.employees.get(id)?)))
            })
            .filter(move |(_, held)| employee.is_none_or(|number| held.number == number))
    }

    pub(super) fn takes(&self, span: Span) -> bool {
        match (self.year, self.period) {
            (Some(year), Some(number)) => span.covers(Period::new(year, number)),
            (year, number) => {
                let start = span.start();
                year.is_none_or(|year| start.year == year) && number.is_none_or(|number| start.number == number)
            }
        }
    }
}

/// The person of a row.
#[derive(Debug, Serialize)]
pub(super) struct Whose {
    company: i32,
    employee_id: i32,
    employee_number: i32,
    employee_name: String,
}

impl Whose {
    pub(super) fn new(company: &Company, employee: &Employee) -> Self {
        Self {
            company: company.number,
            employee_id: employee.id,
            employee_number: employee.number,
            employee_name: employee.display_name(),
        }
    }
}

/// When a row counts; the last period of a fixed row is absent until it is stopped.
#[derive(Debug, Serialize)]
struct When {
    kind: &'static str,
    year: i16,
    period: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Period>,
    retroactive: bool,
}

impl When {
    fn new(span: Span, retroactive: bool) -> Self {
        let start = span.start();
        let kind = if span.is_fixed() { "fixed" } else { "variable" };
        Self {
            kind,
            year: start.year,
            period: start.number,
            until: span.until(),
            retroactive,
        }
    }
}

/// Who wrote a row.
#[derive(Debug, Serialize)]
struct Stamp {
    #[serde(rename = "written_by")]
    by: String,
    #[serde(rename = "written_through")]
    through: Through,
    #[serde(rename = "written_at")]
    at: Timestamp,
}

impl From<&Written> for Stamp {
    fn from(written: &Written) -> Self {
        Self {
            by: written.by.clone(),
            through: written.through,
            at: written.at,
        }
    }
}

/// An hour component or a wage component.
#[derive(Debug, Serialize)]
pub struct ComponentLine {
    id: i32,
    uuid: Uuid,
    #[serde(flatten)]
    whose: Whose,
    #[serde(flatten)]
    when: When,
    code: i32,
    /// Decimal text with two decimals and a dot.
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    rounded: bool,
    cost_center: Option<i32>,
    cost_unit: Option<i32>,
    comment: Option<String>,
    #[serde(flatten)]
    stamp: Stamp,
    changed_by: Option<String>,
    changed_through: Option<Through>,
    changed_at: Option<Timestamp>,
}

fn component_line(
    world: &World,
    kind: ComponentKind,
    company: &Company,
    employee: &Employee,
    row: &Component,
) -> ComponentLine {
    let quantity = row.content.quantity;
    let (hours, value) = match kind {
        ComponentKind::Hours => (Some(quantity.text()), None),
        ComponentKind::Wages => (None, Some(quantity.text())),
    };
    ComponentLine {
        id: row.id,
        uuid: world.uuid(kind.id_kind(), row.id),
        whose: Whose::new(company, employee),
        when: When::new(row.span, row.retroactive),
        code: row.content.code,
        hours,
        value,
        rounded: quantity.rounded,
        cost_center: row.content.cost_center,
        cost_unit: row.content.cost_unit,
        comment: row.content.comment.clone(),
        stamp: Stamp::from(&row.written),
        changed_by: row.changed.as_ref().map(|changed| changed.by.clone()),
        changed_through: row.changed.as_ref().map(|changed| changed.through),
        changed_at: row.changed.as_ref().map(|changed| changed.at),
    }
}

fn component_lines(state: &AppState, filter: &Filter, kind: ComponentKind) -> Json<Vec<ComponentLine>> {
    let world = state.play.world();
    let lines = filter.people(&world).flat_map(|(company, employee)| {
        let rows = world
            .components(kind)
            .of(employee.id)
            .iter()
            .filter(|row| filter.takes(row.span));
        rows.map(|row| component_line(&world, kind, company, employee, row))
            .collect::<Vec<_>>()
    });
    Json(lines.collect())
}

/// Every hour component, by company and employee, in order of entry.
pub async fn hours(State(state): State<AppState>, Query(filter): Query<Filter>) -> Json<Vec<ComponentLine>> {
    component_lines(&state, &filter, ComponentKind::Hours)
}

/// Every wage component, by company and employee, in order of entry.
pub async fn wages(State(state): State<AppState>, Query(filter): Query<Filter>) -> Json<Vec<ComponentLine>> {
    component_lines(&state, &filter, ComponentKind::Wages)
}

/// The days in force of an employee and period.
#[derive(Debug, Serialize)]
pub struct DaysLine {
    id: i32,
    uuid: Uuid,
    #[serde(flatten)]
    whose: Whose,
    #[serde(flatten)]
    when: When,
    days: i32,
    days_for_wage_components: Option<i32>,
    /// How often they were set: more than 1 means that something was set over.
    times_written: usize,
    #[serde(flatten)]
    stamp: Stamp,
}

/// The days in force, by company and employee.
pub async fn days(State(state): State<AppState>, Query(filter): Query<Filter>) -> Json<Vec<DaysLine>> {
    let world = state.play.world();
    let mut lines = vec![];
    for (company, employee) in filter.people(&world) {
        let rows: Vec<&DayRow> = world
            .days()
            .of(employee.id)
            .iter()
            .filter(|row| filter.takes(row.span))
            .collect();
        for (place, row) in rows.iter().enumerate() {
            let same = |other: &&&DayRow| {
                other.span.start() == row.span.start() && other.span.is_fixed() == row.span.is_fixed()
            };
            if rows.iter().skip(place + 1).any(|later| same(&later)) {
                continue;
            }
            lines.push(DaysLine {
                id: row.id,
                uuid: world.uuid(Kind::Days, row.id),
                whose: Whose::new(company, employee),
                when: When::new(row.span, row.retroactive),
                days: row.days.days,
                days_for_wage_components: row.days.for_wage_components,
                times_written: rows.iter().filter(same).count(),
                stamp: Stamp::from(&row.written),
            });
        }
    }
    Json(lines)
}

/// An employee.
#[derive(Debug, Serialize)]
pub struct EmployeeLine {
    id: i32,
    uuid: Uuid,
    company: i32,
    number: i32,
    name: String,
    employee_type: &'static str,
    work_email: Option<String>,
    birth_date: Option<Date>,
    in_service_from: Option<Date>,
    in_service_until: Option<Date>,
    /// Of the last contract, decimal text with three decimals; null without a contract.
    hours_per_week: Option<String>,
}

/// Every employee, by company, in order of entry.
pub async fn employees(State(state): State<AppState>, Query(filter): Query<Filter>) -> Json<Vec<EmployeeLine>> {
    let world = state.play.world();
    let line = |(company, employee): (&Company, &Employee)| EmployeeLine {
        id: employee.id,
        uuid: world.uuid(Kind::Employee, employee.id),
        company: company.number,
        number: employee.number,
        name: employee.display_name(),
        employee_type: employee.employee_type.name(),
        work_email: employee.personal_now().and_then(|info| info.work_email.clone()),
        birth_date: employee.personal_now().and_then(|info| info.birth_date),
        in_service_from: employee.employments.last().map(|employment| employment.start),
        in_service_until: employee.employments.last().and_then(|employment| employment.end),
        hours_per_week: employee
            .contracts
            .last()
            .and_then(|contract| contract.hours_per_week)
            .map(|hours| decimal_text(hours, 3)),
    };
    Json(filter.people(&world).map(line).collect())
}

/// A company.
#[derive(Debug, Serialize)]
pub struct CompanyLine {
    id: i32,
    uuid: Uuid,
    debtor_id: i32,
    debtor_uuid: Uuid,
    number: i32,
    name: String,
    period_type: crate::world::PeriodType,
    year: i16,
    period: u8,
    wage_returns_sent: Vec<Period>,
    runs: usize,
    employees: usize,
}

/// Every company.
pub async fn companies(State(state): State<AppState>, Query(filter): Query<Filter>) -> Json<Vec<CompanyLine>> {
    let world = state.play.world();
    let wanted = |company: &&Company| filter.company.is_none_or(|number| number == company.number);
    let line = |company: &Company| CompanyLine {
        id: company.id,
        uuid: world.uuid(Kind::Company, company.id),
        debtor_id: company.debtor,
        debtor_uuid: world.uuid(Kind::Debtor, company.debtor),
        number: company.number,
        name: company.name.clone(),
        period_type: company.period_type,
        year: company.current.year,
        period: company.current.number,
        wage_returns_sent: company.wage_returns_sent.iter().copied().collect(),
        runs: company.runs.len(),
        employees: company.employees.len(),
    };
    Json(world.companies.values().filter(wanted).map(line).collect())
}
