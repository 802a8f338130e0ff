//! `EmployeeService`: adding, changing and removing hour components and wage components.

use super::components::names;
use super::{Answer, Writes, Writing, period};
use crate::soap::arguments::Arguments;
use crate::soap::value::Value;
use crate::world::{ComponentKind, NewComponent, Period, Span, WorldFault};

use ComponentKind::{Hours, Wages};

pub(in crate::soap) const WRITES: Writes = &[
    ("HourComponentVar_Insert", |call| insert(Hours, variable(call), call)),
    ("HourComponentVar_InsertCurrent", |call| {
        insert_now(Hours, Span::Variable, call)
    }),
    ("HourComponentVar_Insert_Batch", |call| {
        insert_batch(Hours, variable(call), call)
    }),
    ("HourComponentVar_Clear", |call| clear(Hours, call)),
    ("HourComponentVar_ClearCurrent", |call| clear_now(Hours, call)),
    ("HourComponent_Update", |call| update(Hours, call)),
    ("HourComponent_Delete", |call| delete(Hours, "HourComponentID", call)),
    ("HourComponentFixed_Insert", |call| insert(Hours, fixed(call), call)),
    ("HourComponentFixed_InsertCurrent", |call| {
        insert_now(Hours, without_end, call)
    }),
    ("HourComponentFixed_Insert_With_End", |call| {
        insert(Hours, ending(call, "Year", "Period"), call)
    }),
    ("HourComponentFixed_Insert_Batch", |call| {
        insert_batch(Hours, fixed(call), call)
    }),
    ("HourComponentFixed_Stop", |call| {
        let id = call
            .arguments
            .record(parameter(Hours))
            .ok_or(WorldFault::Unknown)?
            .int("Id");
        stop(Hours, id, call)
    }),
    ("WageComponentVar_Insert", |call| insert(Wages, variable(call), call)),
    ("WageComponentVar_InsertCurrent", |call| {
        insert_now(Wages, Span::Variable, call)
    }),
    ("WageComponentVar_Insert_Batch", |call| {
        insert_batch(Wages, variable(call), call)
    }),
    ("WageComponentVar_Clear", |call| clear(Wages, call)),
    ("WageComponentVar_ClearCurrent", |call| clear_now(Wages, call)),
    ("WageComponent_Update", |call| update(Wages, call)),
    ("WageComponent_Delete", |call| delete(Wages, "WageComponentID", call)),
    ("WageComponentFixed_Insert", |call| insert(Wages, fixed(call), call)),
    ("WageComponentFixed_InsertCurrent", |call| {
        insert_now(Wages, without_end, call)
    }),
    ("WageComponentFixed_Insert_With_End", |call| {
        insert(Wages, ending(call, "StartYear", "StartPeriod"), call)
    }),
    ("WageComponentFixed_Insert_Batch", |call| {
        insert_batch(Wages, fixed(call), call)
    }),
    ("WageComponentFixed_Insert_Batch_With_End", |call| {
        insert_batch(Wages, ending(call, "StartYear", "StartPeriod"), call)
    }),
    ("WageComponentFixed_Stop", |call| {
        stop(Wages, call.arguments.int("WageComponentId"), call)
    }),
];

fn variable(call: &Writing<'_>) -> Span {
    Span::Variable(call.period())
}

fn fixed(call: &Writing<'_>) -> Span {
    without_end(call.period())
}

fn without_end(from: Period) -> Span {
    Span::Fixed { from, until: None }
}

fn ending(call: &Writing<'_>, year: &str, number: &str) -> Span {
    let until = Some(period(call.arguments, "EndYear", "EndPeriod"));
    Span::Fixed {
        from: period(call.arguments, year, number),
        until,
    }
}

fn insert(kind: ComponentKind, span: Span, call: &mut Writing<'_>) -> Answer<'static> {
    let (content, unprotected) = (sent(kind, call)?, call.unprotected());
    let id = call.world.insert_component(
        call.caller,
        kind,
        call.arguments.int("EmployeeId"),
        content,
        span,
        unprotected,
    )?;
    Ok(Value::int(id))
}

/// The server takes the open period: nothing is protected.
fn insert_now(kind: ComponentKind, span: fn(Period) -> Span, call: &mut Writing<'_>) -> Answer<'static> {
    let (content, employee, now) = (sent(kind, call)?, call.employee(), call.current_period()?);
    Ok(Value::int(call.world.insert_component(
        call.caller,
        kind,
        employee,
        content,
        span(now),
        false,
    )?))
}

/// Answers nothing: no ids and no word about a row.
fn insert_batch(kind: ComponentKind, span: Span, call: &mut Writing<'_>) -> Answer<'static> {
    let list = match kind {
        Hours => "HourComponents",
        Wages => "WageComponents",
    };
    let rows = call
        .arguments
        .rows(list)
        .iter()
        .map(|row| (row.int("EmployeeId"), content(kind, row)))
        .collect();
    let unprotected = call.unprotected();
    call.world
        .insert_components(call.caller, kind, rows, span, unprotected)?;
    Ok(Value::Null)
}

fn clear(kind: ComponentKind, call: &mut Writing<'_>) -> Answer<'static> {
    let (employee, period, unprotected) = (call.employee(), call.period(), call.unprotected());
    call.world
        .clear_components(call.caller, kind, employee, period, unprotected)?;
    Ok(Value::Null)
}

fn clear_now(kind: ComponentKind, call: &mut Writing<'_>) -> Answer<'static> {
    let (employee, now) = (call.employee(), call.current_period()?);
    call.world.clear_components(call.caller, kind, employee, now, false)?;
    Ok(Value::Null)
}

/// Hours answer the id, wages whether it was done.
fn update(kind: ComponentKind, call: &mut Writing<'_>) -> Answer<'static> {
    let (content, employee, unprotected) = (sent(kind, call)?, call.employee(), call.unprotected());
    let id = call.arguments.record(parameter(kind)).map_or(0, |row| row.int("Id"));
    let until = period(call.arguments, "EndYear", "EndPeriod");
    let until = Some(until).filter(|until| until.year > 0 && until.number > 0);
    let id = call
        .world
        .update_component(call.caller, kind, employee, id, content, until, unprotected)?;
    Ok(match kind {
        Hours => Value::int(id),
        Wages => Value::Bool(true),
    })
}

fn delete(kind: ComponentKind, argument: &str, call: &mut Writing<'_>) -> Answer<'static> {
    let (employee, id) = (call.employee(), call.arguments.int(argument));
    Ok(Value::Bool(call.world.delete_component(
        call.caller,
        kind,
        employee,
        id,
        false,
    )?))
}

fn stop(kind: ComponentKind, id: i32, call: &mut Writing<'_>) -> Answer<'static> {
    let (employee, last, unprotected) = (call.employee(), call.period(), call.unprotected());
    call.world
        .stop_component(call.caller, kind, employee, id, last, unprotected)?;
    Ok(Value::Null)
}

/// The name of the parameter that holds the row: `Hourcomponent` with a small c, `WageComponent` with a capital.
const fn parameter(kind: ComponentKind) -> &'static str {
    match kind {
        Hours => "Hourcomponent",
        Wages => "WageComponent",
    }
}

/// The row that was sent; without one the server stumbles over the missing parameter.
fn sent(kind: ComponentKind, call: &Writing<'_>) -> Result<NewComponent, WorldFault> {
    call.arguments
        .record(parameter(kind))
        .map(|row| content(kind, row))
        .ok_or(WorldFault::Unknown)
}

fn content(kind: ComponentKind, row: &Arguments) -> NewComponent {
    let (code, quantity) = names(kind);
    NewComponent {
        code: row.int(code),
        quantity: row.quantity(quantity),
        cost_center: row.nullable_int("CostCenterId"),
        cost_unit: row.nullable_int("CostUnitId"),
        comment: row.text("Comment").map(str::to_owned),
    }
}
