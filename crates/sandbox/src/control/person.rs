//! A person's hand in the personnel file: somebody is hired, changes name, e-mail or hours, or leaves.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::Refusal;
use crate::data::{Person, settle};
use crate::play::now;
use crate::state::AppState;
use crate::world::{
    Caller, Contract, Employee, EmployeeType, Gender, Kind, PersonalInfo, Schedule, World, parse_decimal,
};

/// What changes, from a day on. An employee number that nobody has hires somebody: that takes a last name and, for a
/// contract, hours per week.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonEdit {
    /// Company by its number.
    company: i32,
    /// Employee number.
    employee: i32,
    /// First day of what changes, or of the service.
    from: Date,
    first_name: Option<String>,
    prefix: Option<String>,
    last_name: Option<String>,
    work_email: Option<String>,
    birth_date: Option<Date>,
    /// Decimal text or number with at most three decimals: a new contract and schedule.
    hours_per_week: Option<Value>,
    /// Last day of service.
    left: Option<Date>,
}

impl PersonEdit {
    fn thousandths(&self) -> Result<Option<i64>, Refusal> {
        let Some(value) = &self.hours_per_week else {
            return Ok(None);
        };
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let read = parse_decimal(&text, 3).filter(|(hours, rounded)| (0..=168_000).contains(hours) && !rounded);
        read.map(|(hours, _)| Some(hours))
            .ok_or_else(|| Refusal::wrong(format!("hours_per_week: {text} is no decimal from 0 to 168")))
    }

    fn changes_personal_info(&self) -> bool {
        let texts = [&self.first_name, &self.prefix, &self.last_name, &self.work_email];
        self.birth_date.is_some() || texts.into_iter().any(Option::is_some)
    }
}

/// Carries out an edit; gives the id of the employee.
pub async fn edit(
    State(state): State<AppState>,
    body: Result<Json<PersonEdit>, JsonRejection>,
) -> Result<Json<Value>, Refusal> {
    let edit = body?.0;
    let hours = edit.thousandths()?;
    let mut world = state.play.world_mut();
    let caller = Caller::person("accountant@example.nl", now(&world));
    let company = world
        .company_by_number(edit.company)
        .ok_or_else(|| Refusal::missing("no company with this number"))?
        .id;
    let found = world.employee_by_number(edit.company, edit.employee).cloned();
    let id = match found {
        None => hire(&mut world, company, &edit, hours)?,
        Some(employee) => change(&mut world, &caller, employee, &edit, hours)?,
    };
    Ok(Json(json!({ "id": id, "uuid": world.uuid(Kind::Employee, id) })))
}

fn hire(world: &mut World, company: i32, edit: &PersonEdit, hours: Option<i64>) -> Result<i32, Refusal> {
    let last = edit
        .last_name
        .as_deref()
        .ok_or_else(|| Refusal::wrong("last_name: nobody has this number, and to hire takes a name"))?;
    let person = Person {
        first: edit.first_name.as_deref().unwrap_or_default(),
        prefix: edit.prefix.as_deref().unwrap_or_default(),
        last,
        email: edit.work_email.clone().unwrap_or_default(),
        gender: Gender::Undefined,
        born: edit.birth_date.unwrap_or(Date::constant(1990, 1, 1)),
        employee_type: EmployeeType::Payroll,
        number: edit.employee,
        // Far from the serial numbers of any data set.
        serial: 1_000_000 + u32::try_from(world.employees.len()).unwrap_or(0),
        service: Some((edit.from, edit.left)),
        agreements: hours.map(|hours| (edit.from, edit.left, hours)).into_iter().collect(),
        cents_per_hour: 1_400,
        leave: 0,
    };
    Ok(settle(world, company, &person))
}

fn change(
    world: &mut World,
    caller: &Caller,
    mut employee: Employee,
    edit: &PersonEdit,
    hours: Option<i64>,
) -> Result<i32, Refusal> {
    let period = world.company(caller, employee.company)?.period_type.of(edit.from);
    if let Some(hours) = hours {
        add_contract(world, caller, &mut employee, edit.from, hours);
    }
    if let Some(last) = edit.left {
        for employment in employee
            .employments
            .iter_mut()
            .filter(|employment| employment.end.is_none())
        {
            employment.end = Some(last);
            employment.created_at = caller.now;
        }
        employee.employee_type = EmployeeType::FormerPayroll;
    }
    if (edit.changes_personal_info() || edit.left.is_some())
        && let Some(held) = employee.personal_now().cloned()
    {
        employee.personal.push(PersonalInfo {
            id: world.next_id(Kind::PersonalInfo),
            created_at: caller.now,
            from: period,
            employee_type: employee.employee_type,
            first_name: edit.first_name.clone().or(held.first_name),
            prefix: edit.prefix.clone().or(held.prefix),
            last_name: edit.last_name.clone().unwrap_or(held.last_name),
            work_email: edit.work_email.clone().or(held.work_email),
            birth_date: edit.birth_date.or(held.birth_date),
            ..held
        });
    }
    let id = employee.id;
    world.put_employee(employee);
    Ok(id)
}

fn add_contract(world: &mut World, caller: &Caller, employee: &mut Employee, start: Date, hours: i64) {
    for contract in employee.contracts.iter_mut().filter(|contract| contract.end.is_none()) {
        contract.end = start.yesterday().ok();
        contract.indefinite = false;
    }
    employee.contracts.push(Contract {
        id: world.next_id(Kind::Contract),
        created_at: caller.now,
        start,
        trial_end: None,
        end: None,
        indefinite: true,
        written: true,
        hours_per_week: Some(hours),
    });
    employee.schedules.push(Schedule::of_week(
        world.next_id(Kind::Schedule),
        caller.now,
        start,
        hours,
    ));
}
