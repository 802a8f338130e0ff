//! `/control`: what tests and demonstrations need and no real system has. It is never delayed, counted or made to fail.

mod edit;
mod error;
mod orders;
mod person;
mod provider;
mod rights;
mod stage;
mod state_effects;
mod state_lists;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

/// The routes under `/control`.
pub fn routes() -> Router<AppState> {
    let routes = Router::new()
        .route("/state/nmbrs/hours", get(state_lists::hours))
        .route("/state/nmbrs/wages", get(state_lists::wages))
        .route("/state/nmbrs/days", get(state_lists::days))
        .route("/state/nmbrs/employees", get(state_lists::employees))
        .route("/state/nmbrs/companies", get(state_lists::companies))
        .route("/state/nmbrs/effects", get(state_effects::effects))
        .route("/reset", post(stage::reset))
        .route("/load", post(stage::load))
        .route("/clock", get(stage::clock).post(stage::set_clock))
        .route("/settings", get(stage::settings).post(stage::change_settings))
        .route("/close-period", post(stage::close_period))
        .route("/edit", post(edit::edit))
        .route("/edit-person", post(person::edit))
        .route("/rights", get(rights::rights).post(rights::change))
        .route(
            "/faults",
            get(orders::faults)
                .post(orders::order_faults)
                .delete(orders::clear_faults),
        )
        .route("/provider", post(provider::misbehave))
        .route("/faults/met", get(orders::met_faults))
        .route("/latency", get(orders::latency).post(orders::set_latency))
        .route("/calls", get(orders::calls).delete(orders::clear_calls));
    Router::new().nest("/control", routes)
}
