//! What took effect: `GET /control/state/nmbrs/effects`, a JSON array in the order of the effects.

use axum::Json;
use axum::extract::{Query, State};
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::state_lists::{Filter, Whose};
use crate::state::AppState;
use crate::world::{ComponentKind, Effect, Kind, Period, Through, World};

/// An accepted write of a row.
#[derive(Debug, Serialize)]
pub struct EffectLine {
    number: u64,
    what: &'static str,
    /// The list of the state that the row is in: `hours`, `wages` or `days`.
    list: &'static str,
    id: i32,
    uuid: Uuid,
    #[serde(flatten)]
    whose: Whose,
    /// `variable` or `fixed`.
    kind: &'static str,
    year: i16,
    period: u8,
    until: Option<Period>,
    code: Option<i32>,
    /// Hours or value: decimal text with two decimals and a dot.
    quantity: Option<String>,
    days: Option<i32>,
    comment: Option<String>,
    by: String,
    through: Through,
    at: Timestamp,
}

impl EffectLine {
    fn new(world: &World, whose: Whose, effect: &Effect) -> Self {
        let component = effect.what.component();
        let (list, id_kind) = match component.map(|(kind, _)| kind) {
            Some(ComponentKind::Hours) => ("hours", Kind::HourComponent),
            Some(ComponentKind::Wages) => ("wages", Kind::WageComponent),
            None => ("days", Kind::Days),
        };
        let content = component.map(|(_, content)| content);
        let start = effect.span.start();
        Self {
            number: effect.number,
            what: effect.what.name(),
            list,
            id: effect.row,
            uuid: world.uuid(id_kind, effect.row),
            whose,
            kind: if effect.span.is_fixed() { "fixed" } else { "variable" },
            year: start.year,
            period: start.number,
            until: effect.span.until(),
            code: content.map(|content| content.code),
            quantity: content.map(|content| content.quantity.text()),
            days: effect.what.days().map(|days| days.days),
            comment: content.and_then(|content| content.comment.clone()),
            by: effect.written.by.clone(),
            through: effect.written.through,
            at: effect.written.at,
        }
    }
}

/// Every accepted write since the last reset, in order.
pub async fn effects(State(state): State<AppState>, Query(filter): Query<Filter>) -> Json<Vec<EffectLine>> {
    let world = state.play.world();
    let line = |effect: &Effect| {
        let employee = world.employees.get(&effect.employee)?;
        let company = world.companies.get(&employee.company)?;
        (filter.takes(effect.span) && filter.is_about(company, employee))
            .then(|| EffectLine::new(&world, Whose::new(company, employee), effect))
    };
    Json(world.effects().iter().filter_map(line).collect())
}
