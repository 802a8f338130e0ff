//! Faults, latency and the log of calls.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde::{Deserialize, Serialize};

use super::error::Refusal;
use crate::play::{Calls, Fault, FaultKind, Order};
use crate::state::AppState;

/// The faults that are still to come.
pub async fn faults(State(state): State<AppState>) -> Json<Vec<Fault>> {
    Json(state.play.faults.pending())
}

/// One fault, a list of them, or a list with a seed; they replace what was ordered before.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Ordered {
    /// A list with a seed.
    Seeded(Order),
    /// A list.
    Several(Vec<Fault>),
    /// One.
    One(Fault),
}

impl From<Ordered> for Order {
    fn from(ordered: Ordered) -> Self {
        match ordered {
            Ordered::Seeded(order) => order,
            Ordered::Several(faults) => faults.into(),
            Ordered::One(fault) => vec![fault].into(),
        }
    }
}

/// Orders faults.
pub async fn order_faults(
    State(state): State<AppState>,
    body: Result<Json<Ordered>, JsonRejection>,
) -> Result<Json<Vec<Fault>>, Refusal> {
    state.play.faults.order(body?.0);
    Ok(Json(state.play.faults.pending()))
}

/// What became of the faults.
#[derive(Debug, Serialize)]
pub struct Met {
    /// Calls that met a fault since the last order or reset, by its kind; every kind is there.
    met: BTreeMap<&'static str, u64>,
    /// Calls that are still to take effect.
    late: usize,
}

/// What became of the faults.
pub async fn met_faults(State(state): State<AppState>) -> Json<Met> {
    let mut met: BTreeMap<_, _> = FaultKind::NAMES.map(|name| (name, 0)).into();
    met.extend(state.play.faults.met());
    Json(Met {
        met,
        late: state.play.still_late(),
    })
}

/// Orders none.
pub async fn clear_faults(State(state): State<AppState>) -> Json<Vec<Fault>> {
    state.play.faults.order(vec![]);
    Json(vec![])
}

/// How long every call takes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Latency {
    /// Milliseconds.
    ms: u64,
}

/// How long every call takes.
pub async fn latency(State(state): State<AppState>) -> Json<Latency> {
    Json(Latency {
        ms: state.play.latency(),
    })
}

/// Makes every call take this long.
pub async fn set_latency(
    State(state): State<AppState>,
    body: Result<Json<Latency>, JsonRejection>,
) -> Result<Json<Latency>, Refusal> {
    let latency = body?.0;
    state.play.set_latency(latency.ms);
    Ok(Json(latency))
}

/// The counts by operation and the last calls.
pub async fn calls(State(state): State<AppState>) -> Json<Calls> {
    Json(state.play.calls.calls())
}

/// Starts counting anew.
pub async fn clear_calls(State(state): State<AppState>) -> Json<Calls> {
    state.play.calls.clear();
    Json(state.play.calls.calls())
}
