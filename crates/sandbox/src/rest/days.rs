//! Days worked: read and set.

use serde_json::{Value, json};

use super::answer::{Answer, RestFault};
use super::body::When;
use super::request::Request;
use super::value::moment;
use crate::world::{DayRow, Days, DaysKind, World};

/// Every setting of the days of one employee and period, oldest first.
pub fn list(world: &World, request: &Request, kind: DaysKind) -> Result<Value, RestFault> {
    let employee = request.employee(world)?;
    let period = request.period(world, employee.id)?;
    let from = request.created_from()?;
    let settings = world.days().history(employee.id, kind, period);
    let rows: Vec<&DayRow> = settings
        .filter(|row| from.is_none_or(|from| row.written.at >= from))
        .collect();
    request.page(world, &rows, |row| {
        json!({
            "days": row.days.days,
            "daysForWageComponentsPerDay": row.days.for_wage_components,
            "createdAt": moment(row.written.at),
        })
    })
}

/// Sets the days. What the answer holds is unknown: an empty object.
pub fn set(world: &mut World, request: &Request, kind: DaysKind) -> Result<Answer, RestFault> {
    let employee = request.employee(world)?.id;
    let members = request.incoming.body.members()?;
    let days = Days {
        days: members
            .whole("days", 0, 1000)?
            .ok_or_else(|| RestFault::invalid("days is required"))?,
        for_wage_components: members.whole("daysForWageComponentsPerDay", 0, 1000)?,
    };
    let When { period, unprotected } = members.when()?;
    let period = period.unwrap_or(world.company_of(&request.caller, employee)?.current);
    world.set_days(&request.caller, kind, employee, days, period, unprotected)?;
    Ok(Answer::Created(json!({})))
}
