//! One person, and templates for many.

use super::{Route, act, show};
use crate::guard::Needs::At;
use crate::pages::person;
use axum::routing::{get, post};
use loonbrug_domain::access::Right;

/// Their routes.
pub fn routes() -> Vec<Route> {
    let (see, change) = (At(Right::SeePeople), At(Right::ChangePeople));
    vec![
        show("/e/{organisation}/people/templates", change, get(person::templates)),
        act("/e/{organisation}/people/templates", change, post(person::save)),
        show(
            "/e/{organisation}/people/templates/preview",
            change,
            get(person::preview),
        ),
        act("/e/{organisation}/people/templates/apply", change, post(person::apply)),
        act(
            "/e/{organisation}/people/templates/remove",
            change,
            post(person::remove),
        ),
        show("/e/{organisation}/people/{person}", see, get(person::show)),
        act(
            "/e/{organisation}/people/{person}/settings",
            change,
            post(person::settings),
        ),
        act("/e/{organisation}/people/{person}/groups", change, post(person::groups)),
        act(
            "/e/{organisation}/people/{person}/badge",
            At(Right::ChangeSettings),
            post(person::badge),
        ),
    ]
}
