//! The stage: which world is played, at what time, with which switches, and the end of a period.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::error::Refusal;
use crate::data::{DataSet, log_in};
use crate::play::now;
use crate::state::AppState;
use crate::world::{Caller, Settings, World};

type Answer<T> = Result<Json<T>, Refusal>;

/// The data set from the start again. Grants of the identity service, the clock and the keys stay, so that a coupled
/// client goes on; faults, latency, calls, rights and switches begin anew.
pub async fn reset(State(state): State<AppState>) -> Answer<Value> {
    let origin = state.play.world().origin.clone();
    let Some(data_set) = origin else {
        return Err(Refusal::conflict(
            "this world is of no data set: load one with POST /control/load",
        ));
    };
    let mut fresh = build(data_set).await?;
    {
        let held = state.play.world();
        fresh.grants = held.grants.clone();
        fresh.clock = held.clock;
        fresh
            .settings
            .subscription_keys
            .clone_from(&held.settings.subscription_keys);
        fresh.settings.clients.clone_from(&held.settings.clients);
    }
    Ok(put_on(&state, fresh))
}

/// Another data set, as if the sandbox had started with it: `{"set": "manuals"}` or
/// `{"set": "generated", "companies": 1, "employees": 500, "months": 0, "seed": 7}` or
/// `{"set": "simulated", "period_type": "week", "year": 2020, "period": 53, "employees": 5, "seed": 7}`.
pub async fn load(State(state): State<AppState>, body: Result<Json<DataSet>, JsonRejection>) -> Answer<Value> {
    let data_set = body?.0;
    if !data_set.is_possible() {
        return Err(Refusal::wrong(
            "year and period: the period type does not count this period",
        ));
    }
    let fresh = build(data_set).await?;
    Ok(put_on(&state, fresh))
}

async fn build(data_set: DataSet) -> Result<World, Refusal> {
    let building = tokio::task::spawn_blocking(move || data_set.build());
    building
        .await
        .map_err(|error| Refusal::wrong(format!("the data set cannot be built: {error}")))
}

fn put_on(state: &AppState, fresh: World) -> Json<Value> {
    let (companies, employees) = (fresh.companies.len(), fresh.employees.len());
    state.play.put_on(fresh);
    Json(json!({ "companies": companies, "employees": employees }))
}

/// The world's time.
pub async fn clock(State(state): State<AppState>) -> Json<Value> {
    Json(json!({ "now": state.play.now() }))
}

/// A setting of the clock. Without `now` and `advance_seconds` the clock is the real one again.
#[derive(Debug, Deserialize)]
pub struct ClockSetting {
    /// The time at which the clock stands still.
    now: Option<Timestamp>,
    /// Seconds to move it from where it stands.
    advance_seconds: Option<i64>,
}

/// Sets, moves or frees the clock.
pub async fn set_clock(
    State(state): State<AppState>,
    body: Result<Json<ClockSetting>, JsonRejection>,
) -> Answer<Value> {
    let setting = body?.0;
    let mut world = state.play.world_mut();
    world.clock = match (setting.now, setting.advance_seconds) {
        (at, None) => at,
        (at, Some(seconds)) => {
            let from = at.unwrap_or_else(|| now(&world));
            let moved = from.checked_add(SignedDuration::from_secs(seconds));
            Some(moved.map_err(|error| Refusal::wrong(format!("advance_seconds: {error}")))?)
        }
    };
    Ok(Json(json!({ "now": now(&world) })))
}

/// The switches for what is not known for sure.
pub async fn settings(State(state): State<AppState>) -> Json<Settings> {
    Json(state.play.world().settings.clone())
}

/// Changes the switches that are given.
pub async fn change_settings(
    State(state): State<AppState>,
    body: Result<Json<Value>, JsonRejection>,
) -> Answer<Settings> {
    let mut world = state.play.world_mut();
    let held = serde_json::to_value(&world.settings).map_err(|error| Refusal::wrong(error.to_string()))?;
    let (Value::Object(mut all), Value::Object(given)) = (held, body?.0) else {
        return Err(Refusal::wrong("an object of settings is expected"));
    };
    if let Some(unknown) = given.keys().find(|name| !all.contains_key(*name)) {
        return Err(Refusal::wrong(format!(
            "unknown setting {unknown}: see GET /control/settings"
        )));
    }
    all.extend(given);
    world.settings = serde_json::from_value(Value::Object(all)).map_err(|error| Refusal::wrong(error.to_string()))?;
    Ok(Json(world.settings.clone()))
}

/// Which period to close.
#[derive(Debug, Deserialize)]
pub struct Closing {
    /// Company by its number.
    company: i32,
    /// Whether the wage tax return of the closed period is sent as well.
    #[serde(default)]
    wage_return_sent: bool,
}

/// The period that is open now.
#[derive(Debug, Serialize)]
pub struct OpenPeriod {
    company: i32,
    year: i16,
    period: u8,
}

/// Closes the open period of a company.
pub async fn close_period(
    State(state): State<AppState>,
    body: Result<Json<Closing>, JsonRejection>,
) -> Answer<OpenPeriod> {
    let closing = body?.0;
    let mut world = state.play.world_mut();
    let caller = Caller::person(log_in::EMAIL, now(&world));
    let company = world
        .company_by_number(closing.company)
        .ok_or_else(|| Refusal::missing("no company with this number"))?;
    let (id, closed) = (company.id, company.current);
    if closing.wage_return_sent {
        world.send_wage_return(&caller, id, closed)?;
    }
    let open = world.close_period(&caller, id)?;
    Ok(Json(OpenPeriod {
        company: closing.company,
        year: open.year,
        period: open.number,
    }))
}
