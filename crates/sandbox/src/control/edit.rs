//! A person's hand: rows that somebody adds, changes or removes in the screens of Nmbrs.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::Refusal;
use crate::play::now;
use crate::state::AppState;
use crate::world::{Caller, ComponentKind, Days, DaysKind, NewComponent, Period, Quantity, Span, World};

/// What the hand does.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Add,
    Change,
    Delete,
}

/// What it does it to.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum What {
    #[default]
    Hours,
    Wages,
    Days,
}

/// An edit. `company` and `employee` are the numbers that people know; the open period counts when none is given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    action: Action,
    #[serde(default)]
    what: What,
    company: i32,
    employee: i32,
    /// The row to change or to delete.
    id: Option<i32>,
    year: Option<i16>,
    period: Option<u8>,
    code: Option<i32>,
    /// Hours or value: a number, or a decimal text.
    #[serde(alias = "value")]
    hours: Option<Value>,
    days: Option<i32>,
    comment: Option<String>,
    /// Who does it.
    #[serde(default = "accountant")]
    by: String,
}

fn accountant() -> String {
    "accountant@example.nl".to_owned()
}

/// Carries out an edit; gives the id of the row.
pub async fn edit(
    State(state): State<AppState>,
    body: Result<Json<Edit>, JsonRejection>,
) -> Result<Json<Value>, Refusal> {
    let edit = body?.0;
    let mut world = state.play.world_mut();
    let caller = Caller::person(&edit.by, now(&world));
    let company = world
        .company_by_number(edit.company)
        .ok_or_else(|| Refusal::missing("no company with this number"))?;
    let period = Period::new(
        edit.year.unwrap_or(company.current.year),
        edit.period.unwrap_or(company.current.number),
    );
    let employee = world
        .employee_by_number(edit.company, edit.employee)
        .ok_or_else(|| Refusal::missing("no employee with this number in the company"))?
        .id;
    let id = match edit.what {
        What::Hours => edit_component(&mut world, &caller, ComponentKind::Hours, employee, period, &edit)?,
        What::Wages => edit_component(&mut world, &caller, ComponentKind::Wages, employee, period, &edit)?,
        What::Days => edit_days(&mut world, &caller, employee, period, &edit)?,
    };
    Ok(Json(json!({ "id": id })))
}

fn edit_component(
    world: &mut World,
    caller: &Caller,
    kind: ComponentKind,
    employee: i32,
    period: Period,
    edit: &Edit,
) -> Result<Option<i32>, Refusal> {
    let row = || edit.id.ok_or_else(|| Refusal::wrong("id: which row?"));
    match edit.action {
        Action::Add => {
            let code = edit.code.ok_or_else(|| Refusal::wrong("code: which code?"))?;
            let content = changed(NewComponent::plain(code, 0), edit)?;
            Ok(Some(world.insert_component(
                caller,
                kind,
                employee,
                content,
                Span::Variable(period),
                true,
            )?))
        }
        Action::Change => {
            let id = row()?;
            let content = changed(world.component(caller, kind, employee, id)?.content.clone(), edit)?;
            Ok(Some(
                world.update_component(caller, kind, employee, id, content, None, true)?,
            ))
        }
        Action::Delete => {
            let id = row()?;
            world.delete_component(caller, kind, employee, id, true)?;
            Ok(Some(id))
        }
    }
}

fn changed(mut content: NewComponent, edit: &Edit) -> Result<NewComponent, Refusal> {
    content.code = edit.code.unwrap_or(content.code);
    content.comment = edit.comment.clone().or(content.comment);
    if let Some(value) = &edit.hours {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        content.quantity =
            Quantity::parse(&text).ok_or_else(|| Refusal::wrong(format!("hours: {text} is no decimal")))?;
    }
    Ok(content)
}

fn edit_days(
    world: &mut World,
    caller: &Caller,
    employee: i32,
    period: Period,
    edit: &Edit,
) -> Result<Option<i32>, Refusal> {
    if matches!(edit.action, Action::Delete) {
        world.clear_days(caller, employee, period)?;
        return Ok(None);
    }
    let days = edit.days.ok_or_else(|| Refusal::wrong("days: how many?"))?;
    let days = Days {
        days,
        for_wage_components: None,
    };
    Ok(Some(world.set_days(
        caller,
        DaysKind::Variable,
        employee,
        days,
        period,
        true,
    )?))
}
