//! Clock terminals. What a device itself asks needs nobody who is signed in: its own secret lets it in.

use super::{Route, act, show};
use crate::guard::Needs::{At, Nothing};
use crate::pages::kiosk;
use axum::routing::{get, post};
use loonbrug_domain::access::Right;

/// Their routes.
pub fn routes() -> Vec<Route> {
    let settings = At(Right::ChangeSettings);
    vec![
        show("/kiosk", Nothing, get(kiosk::show)),
        act("/kiosk", Nothing, post(kiosk::enter)),
        act("/kiosk/events", Nothing, post(kiosk::deliver)),
        show("/kiosk/worker.js", Nothing, get(kiosk::worker)),
        show("/e/{organisation}/terminals", settings, get(kiosk::terminals)),
        act("/e/{organisation}/terminals", settings, post(kiosk::set_up)),
    ]
}
