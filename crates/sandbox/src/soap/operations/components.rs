//! `EmployeeService`: reading hour components and wage components. The two differ in the names of their children.

use super::{Answer, Reading, Reads};
use crate::soap::value::Value;
use crate::world::{Component, ComponentKind, Period, WorldFault};

pub(in crate::soap) const READS: Reads = &[
    ("HourComponentVar_Get", |call| {
        variable(call, ComponentKind::Hours, asked_period(call))
    }),
    ("HourComponentVar_GetCurrent", |call| {
        variable(call, ComponentKind::Hours, open_period(call)?)
    }),
    ("HourComponentFixed_Get", |call| {
        fixed(call, ComponentKind::Hours, asked_period(call))
    }),
    ("HourComponentFixed_GetCurrent", |call| {
        fixed(call, ComponentKind::Hours, open_period(call)?)
    }),
    ("WageComponentVar_Get", |call| {
        variable(call, ComponentKind::Wages, asked_period(call))
    }),
    ("WageComponentVar_GetCurrent", |call| {
        variable(call, ComponentKind::Wages, open_period(call)?)
    }),
    ("WageComponentFixed_Get", |call| {
        fixed(call, ComponentKind::Wages, asked_period(call))
    }),
    ("WageComponentFixed_GetCurrent", |call| {
        fixed(call, ComponentKind::Wages, open_period(call)?)
    }),
];

fn asked_period(call: Reading<'_>) -> Period {
    super::period(call.arguments, "Year", "Period")
}

fn open_period(call: Reading<'_>) -> Result<Period, WorldFault> {
    Ok(call.employer()?.current)
}

fn variable(call: Reading<'_>, kind: ComponentKind, period: Period) -> Answer<'_> {
    let employee = call.arguments.int("EmployeeId");
    let rows = call.world.variable_components(call.caller, kind, employee, period)?;
    Ok(Value::list(rows.map(move |row| component(kind, row))))
}

fn fixed(call: Reading<'_>, kind: ComponentKind, period: Period) -> Answer<'_> {
    let employee = call.arguments.int("EmployeeId");
    let rows = call.world.fixed_components(call.caller, kind, employee, period)?;
    Ok(Value::list(rows.map(move |row| component(kind, row))))
}

/// Id, code and quantity: cost centre, cost unit and comment are not told.
fn component(kind: ComponentKind, row: &Component) -> Value<'_> {
    let (code, quantity) = names(kind);
    Value::record([
        ("Id", Value::int(row.id)),
        (code, Value::int(row.content.code)),
        (quantity, Value::hundredths(row.content.quantity.hundredths)),
    ])
}

/// How the code and the quantity are called.
pub(super) const fn names(kind: ComponentKind) -> (&'static str, &'static str) {
    match kind {
        ComponentKind::Hours => ("HourCode", "Hours"),
        ComponentKind::Wages => ("Code", "Value"),
    }
}
