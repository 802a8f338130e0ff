//! The employee's own page.

use super::{Route, act, show};
use crate::assets;
use crate::guard::Needs::{At, Nothing};
use crate::pages::own;
use axum::routing::{get, post};
use loonbrug_domain::access::Right;

/// Their routes: each is about the visitor's own person, whatever else the right reaches.
pub fn routes() -> Vec<Route> {
    let (clock, leave) = (At(Right::Clock), At(Right::RequestLeave));
    vec![
        show("/own-worker.js", Nothing, get(assets::own_worker)),
        show("/own-offline", Nothing, get(own::offline)),
        show("/e/{organisation}/me", clock, get(own::show)),
        act("/e/{organisation}/me/clock", clock, post(own::clock)),
        act("/e/{organisation}/me/language", clock, post(own::language)),
        show("/e/{organisation}/me/hours", At(Right::SeeHours), get(own::hours)),
        show("/e/{organisation}/me/why/{shift}", At(Right::SeeHours), get(own::why)),
        show(
            "/e/{organisation}/me/balances",
            At(Right::SeeLedgers),
            get(own::balances),
        ),
        show("/e/{organisation}/me/leave", leave, get(own::leave)),
        act("/e/{organisation}/me/leave", leave, post(own::request)),
        act(
            "/e/{organisation}/me/leave/{request}/withdraw",
            leave,
            post(own::withdraw),
        ),
    ]
}
