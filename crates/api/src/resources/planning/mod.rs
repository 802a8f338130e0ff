//! The planning: who works when, and for which group.

pub mod attendance;
pub mod fill;
pub mod rosters;
pub mod write;

use crate::asked::{Days, ParameterNames, Query};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::paging::{Page, Paging};
use axum::Json;
use loonbrug_domain::ids::{PersonId, PlannedShiftId};
use loonbrug_domain::planning::PlannedBy;
use loonbrug_domain::{Date, RuleSet};
use loonbrug_store::{PlannedAfter, StoredPlannedShift};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A planned shift (ingeroosterde dienst).
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-00000000000b", "person": "018e2f3c-5a00-7000-8000-000000000003", "date": "2023-05-20",
    "start_minute": 540, "end_minute": 1020, "break_minutes": 30, "group": "Partimers",
    "surcharges": [{ "factor_hundredths_of_a_percent": 15000, "minutes": 450 }], "planned_by": "hand", "roster": null,
}))]
pub struct PlannedShift {
    /// Identity; a change makes another one.
    id: Uuid,
    /// Who.
    person: Uuid,
    /// The day on which it starts.
    date: Date,
    /// Start in minutes after midnight, by the clock on the wall.
    start_minute: i64,
    /// End in minutes after midnight of `date`; beyond 1440 on the next day.
    end_minute: i64,
    /// Unpaid break.
    break_minutes: i64,
    /// For which group.
    group: Option<String>,
    /// Surcharges that the planning fixed; empty where payroll decides.
    surcharges: Vec<PlannedSurcharge>,
    /// Who put it there: `hand`, `copy` or `roster`.
    planned_by: &'static str,
    /// Name of the roster that put it there.
    roster: Option<String>,
}

/// Minutes of a planned shift with a surcharge.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "factor_hundredths_of_a_percent": 15000, "minutes": 450 }))]
pub struct PlannedSurcharge {
    /// Factor: 15000 is 150 %.
    factor_hundredths_of_a_percent: u32,
    /// So many minutes.
    minutes: i64,
}

impl PlannedShift {
    fn of(planned: StoredPlannedShift) -> Self {
        let surcharges = planned.factor_minutes.into_iter();
        let (planned_by, roster) = match planned.by {
            PlannedBy::Hand => ("hand", None),
            PlannedBy::Copy => ("copy", None),
            PlannedBy::Roster { name } => ("roster", Some(name)),
        };
        Self {
            id: planned.id.0,
            person: planned.person.0,
            date: planned.date,
            start_minute: planned.start_minute,
            end_minute: planned.end_minute,
            break_minutes: planned.break_minutes,
            group: planned.group,
            surcharges: surcharges
                .map(|(factor, minutes)| PlannedSurcharge {
                    factor_hundredths_of_a_percent: factor.0,
                    minutes,
                })
                .collect(),
            planned_by,
            roster,
        }
    }
}

/// Which planned shifts.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Of this person only.
    person: Option<Uuid>,
    /// For this group only.
    #[param(example = "Partimers")]
    group: Option<String>,
}

impl ParameterNames for Wanted {
    const NAMES: &'static [&'static str] = &["person", "group"];
}

/// What is planned on some days: a week, or any other.
#[utoipa::path(
    get, path = "/organisations/{organisation}/planned-shifts", operation_id = "listPlannedShifts", tag = "planning",
    summary = "The planning of some days",
    params(Days, Wanted, Paging),
    responses((status = 200, description = "A page of planned shifts, by day.", body = Page<PlannedShift>)),
)]
pub async fn list(
    guarded: Guarded,
    Query(days): Query<Days>,
    Query(wanted): Query<Wanted>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<PlannedShift>>, Failure> {
    let wanted = PlannedAfter {
        days: days.range()?,
        person: wanted.person.map(PersonId),
        group: wanted.group,
        after: paging.after(place)?,
    };
    let store = &guarded.hub().store;
    let planned = store.planned_after(guarded.id(), &wanted, paging.one_more()?).await?;
    let key = |one: &StoredPlannedShift| format!("{} {} {}", one.date, one.start_minute, one.id);
    Ok(Json(paging.part(planned, key, PlannedShift::of)?))
}

/// What the key of a planned shift says: day, start and identity.
fn place(key: &str) -> Option<(Date, i64, PlannedShiftId)> {
    let mut parts = key.split(' ');
    let place = (
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    );
    parts.next().is_none().then_some(place)
}

/// The rules whose surcharges the planning fixes, where that is asked (toepassen toeslagen).
async fn surcharges(guarded: &Guarded, asked: bool) -> Result<Vec<RuleSet>, Failure> {
    if !asked {
        return Ok(Vec::new());
    }
    let rules = guarded.hub().planning_rules(guarded.id()).await?;
    rules.ok_or_else(|| {
        Wrong::body(
            "/surcharges",
            "Er is nog geen koppeling die zegt welke toeslagregels gelden. Laat dit weg.",
            "No coupling says yet which surcharge rules hold. Leave this out.",
        )
    })
}
