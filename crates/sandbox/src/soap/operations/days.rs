//! `EmployeeService`: days worked, variable and fixed.

use super::{Answer, Reading, Reads, Writes, Writing, period};
use crate::soap::arguments::Arguments;
use crate::soap::value::Value;
use crate::world::{Days, DaysKind, Period, WorldFault};

use DaysKind::{Fixed, Variable};

pub(in crate::soap) const READS: Reads = &[
    ("DaysVar_Get", |call| days(call, Variable, asked_period(call))),
    ("DaysVar_GetCurrent", |call| {
        days(call, Variable, call.employer()?.current)
    }),
    ("DaysVarWorked_Get", |call| days_worked(call, asked_period(call))),
    ("DaysVarWorked_GetCurrent", |call| {
        days_worked(call, call.employer()?.current)
    }),
    ("DaysFixed_Get", |call| days(call, Fixed, asked_period(call))),
    ("DaysFixed_GetCurrent", |call| {
        days(call, Fixed, call.employer()?.current)
    }),
];

pub(in crate::soap) const WRITES: Writes = &[
    ("DaysVar_Set", |call| set(Variable, plain(call.arguments), call)),
    ("DaysVar_SetCurrent", |call| {
        set_now(Variable, plain(call.arguments), call)
    }),
    ("DaysVar_Set_Batch", |call| set_batch(Variable, call)),
    ("DaysVarWorked_Set", |call| {
        set(Variable, with_wage_days(call.arguments), call)
    }),
    ("DaysVarWorked_SetCurrent", |call| {
        set_now(Variable, with_wage_days(call.arguments), call)
    }),
    ("DaysFixed_Set", |call| set(Fixed, plain(call.arguments), call)),
    ("DaysFixed_SetCurrent", |call| {
        set_now(Fixed, plain(call.arguments), call)
    }),
    ("DaysFixed_Set_Batch", |call| set_batch(Fixed, call)),
    ("DaysFixed_Stop", stop),
];

fn asked_period(call: Reading<'_>) -> Period {
    period(call.arguments, "Year", "Period")
}

/// A bare number: never set and 0 look the same.
fn days(call: Reading<'_>, kind: DaysKind, period: Period) -> Answer<'_> {
    Ok(Value::int(in_force(call, kind, period)?.map_or(0, |days| days.days)))
}

fn days_worked(call: Reading<'_>, period: Period) -> Answer<'_> {
    let days = in_force(call, Variable, period)?;
    Ok(Value::record([
        ("Days", Value::int(days.map_or(0, |days| days.days))),
        (
            "PlusMinusDaysForWageComp",
            Value::int(days.and_then(|days| days.for_wage_components).unwrap_or(0)),
        ),
    ]))
}

fn in_force(call: Reading<'_>, kind: DaysKind, period: Period) -> Result<Option<Days>, WorldFault> {
    let employee = call.arguments.int("EmployeeId");
    Ok(call
        .world
        .days_of(call.caller, kind, employee, period)?
        .map(|row| row.days))
}

fn plain(arguments: &Arguments) -> Days {
    Days {
        days: arguments.int("Days"),
        for_wage_components: None,
    }
}

fn with_wage_days(arguments: &Arguments) -> Days {
    Days {
        for_wage_components: Some(arguments.int("PlusMinusDaysForWageComp")),
        ..plain(arguments)
    }
}

fn set(kind: DaysKind, days: Days, call: &mut Writing<'_>) -> Answer<'static> {
    let (employee, period, unprotected) = (call.employee(), call.period(), call.unprotected());
    call.world
        .set_days(call.caller, kind, employee, days, period, unprotected)?;
    Ok(Value::Null)
}

fn set_now(kind: DaysKind, days: Days, call: &mut Writing<'_>) -> Answer<'static> {
    let (employee, now) = (call.employee(), call.current_period()?);
    call.world.set_days(call.caller, kind, employee, days, now, false)?;
    Ok(Value::Null)
}

/// The period stands in every row, the unprotected mode once.
fn set_batch(kind: DaysKind, call: &mut Writing<'_>) -> Answer<'static> {
    let rows = call.arguments.rows("EmployeesDaysWorked").iter();
    let rows: Vec<_> = rows
        .map(|row| (row.int("EmployeeId"), plain(row), period(row, "Year", "Period")))
        .collect();
    let unprotected = call.unprotected();
    call.world.set_days_batch(call.caller, kind, &rows, unprotected)?;
    Ok(Value::Null)
}

fn stop(call: &mut Writing<'_>) -> Answer<'static> {
    let (employee, last, unprotected) = (call.employee(), call.period(), call.unprotected());
    call.world.stop_days(call.caller, employee, last, unprotected)?;
    Ok(Value::Null)
}
