//! Hours and planning.

use super::{Route, act, show};
use crate::guard::Needs::At;
use crate::pages::hours::{self, clock, columns, import, shift, steps};
use crate::pages::planning::{self, fill, roster, year};
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use loonbrug_domain::access::Right;

/// Their routes.
pub fn routes() -> Vec<Route> {
    use Right::{ApproveHours, ChangeHours, PlanShifts, SeeHours, SeePlanning};
    vec![
        show("/e/{organisation}/hours", At(SeeHours), get(hours::show)),
        act(
            "/e/{organisation}/hours/approve",
            At(ApproveHours),
            post(steps::approve),
        ),
        act("/e/{organisation}/hours/reject", At(ApproveHours), post(steps::reject)),
        act("/e/{organisation}/hours/clock", At(ChangeHours), post(clock::solve)),
        show("/e/{organisation}/hours/add", At(ChangeHours), get(shift::ask)),
        act("/e/{organisation}/hours/add", At(ChangeHours), post(shift::add)),
        show("/e/{organisation}/hours/shifts/{entry}", At(SeeHours), get(shift::show)),
        act(
            "/e/{organisation}/hours/shifts/{entry}/change",
            At(ChangeHours),
            post(shift::change),
        ),
        act(
            "/e/{organisation}/hours/shifts/{entry}/remove",
            At(ChangeHours),
            post(shift::remove),
        ),
        show("/e/{organisation}/hours/import", At(ChangeHours), get(import::ask)),
        act(
            "/e/{organisation}/hours/import",
            At(ChangeHours),
            post(import::look).layer(DefaultBodyLimit::max(import::LARGEST_FILE)),
        ),
        act(
            "/e/{organisation}/hours/import/store",
            At(ChangeHours),
            post(import::store),
        ),
        act(
            "/e/{organisation}/hours/import/columns",
            At(ChangeHours),
            post(columns::act),
        ),
        show(
            "/e/{organisation}/hours/import/template",
            At(ChangeHours),
            get(import::template),
        ),
        show("/e/{organisation}/planning", At(SeePlanning), get(planning::show)),
        show("/e/{organisation}/planning/year", At(SeePlanning), get(year::show)),
        act("/e/{organisation}/planning/add", At(PlanShifts), post(planning::add)),
        act(
            "/e/{organisation}/planning/remove",
            At(PlanShifts),
            post(planning::remove),
        ),
        show("/e/{organisation}/planning/roster", At(PlanShifts), get(roster::show)),
        act("/e/{organisation}/planning/roster", At(PlanShifts), post(roster::act)),
        show("/e/{organisation}/planning/fill", At(PlanShifts), get(fill::look)),
        act("/e/{organisation}/planning/fill", At(PlanShifts), post(fill::fill)),
    ]
}
