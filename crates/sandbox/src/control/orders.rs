//! Faults, latency and the log of calls.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use serde::{Deserialize, Serialize};

use super::error::Refusal;
use crate::play::{Calls, Fault};
use crate::state::AppState;

/// The faults that are still to come.
pub async fn faults(State(state): State<AppState>) -> Json<Vec<Fault>> {
    Json(state.play.faults.pending())
}

/// One fault or a list of them; they replace what was ordered before.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Order {
    /// A list.
    Several(Vec<Fault>),
    /// One.
    One(Fault),
}

/// Orders faults.
pub async fn order_faults(
    State(state): State<AppState>,
    body: Result<Json<Order>, JsonRejection>,
) -> Result<Json<Vec<Fault>>, Refusal> {
    state.play.faults.order(match body?.0 {
        Order::Several(faults) => faults,
        Order::One(fault) => vec![fault],
    });
    Ok(Json(state.play.faults.pending()))
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
