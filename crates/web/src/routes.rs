//! Every page, with what it needs. A page that is not here cannot be reached.

mod hours;
mod kiosk;
mod ledgers;
mod own;
mod person;
mod settings;

use crate::assets;
use crate::guard::Needs;
use crate::pages::{
    account, account_notices, couplings, errors, explain, history, invitation, keys, people, plan, prove, providers,
    second_factor, sign_in, today, tour, unsent, what_if,
};
use crate::site::Site;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use loonbrug_domain::access::Right;

/// One route.
#[derive(Clone, Debug)]
pub struct RouteRow {
    /// `GET` or `POST`.
    pub method: Method,
    /// Its path, with parameters in braces.
    pub path: &'static str,
    /// What it needs.
    pub needs: Needs,
}

/// A route with its handler.
pub type Route = (RouteRow, MethodRouter<Site>);

fn show(path: &'static str, needs: Needs, handler: MethodRouter<Site>) -> Route {
    let method = Method::GET;
    (RouteRow { method, path, needs }, handler)
}

fn act(path: &'static str, needs: Needs, handler: MethodRouter<Site>) -> Route {
    let method = Method::POST;
    (RouteRow { method, path, needs }, handler)
}

/// All routes.
pub fn routes() -> Vec<Route> {
    let mut all = entry();
    all.extend(plans());
    all.extend(done());
    all.extend(hours::routes());
    all.extend(ledgers::routes());
    all.extend(kiosk::routes());
    all.extend(own::routes());
    all.extend(person::routes());
    all.extend(settings::routes());
    all
}

/// Coming in, one's own account, and the first pages.
fn entry() -> Vec<Route> {
    use Needs::{Nothing, SignedIn};
    vec![
        show("/assets/{version}/{name}", Nothing, get(assets::asset)),
        show("/sign-in", Nothing, get(sign_in::show)),
        act("/sign-in", Nothing, post(sign_in::sign_in)),
        show("/sign-in/code", Nothing, get(sign_in::ask_code)),
        act("/sign-in/code", Nothing, post(sign_in::give_code)),
        show("/sign-in/with/{provider}", Nothing, get(providers::sign_in)),
        show("/sign-in/back", Nothing, get(providers::back)),
        act("/sign-out", SignedIn, post(sign_in::sign_out)),
        show("/invitation/{secret}", Nothing, get(invitation::show)),
        act("/invitation/{secret}", Nothing, post(invitation::accept)),
        show("/invitation/{secret}/with/{provider}", Nothing, get(providers::accept)),
        show("/prove", SignedIn, get(prove::show)),
        show("/prove/with/{provider}", SignedIn, get(providers::prove)),
        act("/prove", SignedIn, post(prove::prove)),
        show("/unsent/{form}", SignedIn, get(unsent::show)),
        show("/", SignedIn, get(today::home)),
        show("/today", SignedIn, get(today::all)),
        act("/today/act", SignedIn, post(today::act)),
        show("/today/done", SignedIn, get(today::acted)),
        show("/tour", SignedIn, get(tour::show)),
        act("/tour", SignedIn, post(tour::go)),
        show("/keys", SignedIn, get(keys::show)),
        show("/account", SignedIn, get(account::show)),
        act("/account/look", SignedIn, post(account::look)),
        act("/account/password", SignedIn, post(account::change_password)),
        act("/account/sessions", SignedIn, post(account::end_sessions)),
        show("/account/accounts/{provider}", SignedIn, get(providers::link)),
        act("/account/accounts/{provider}", SignedIn, post(providers::unlink)),
        show("/account/notices", SignedIn, get(account_notices::show)),
        act("/account/notices", SignedIn, post(account_notices::choose)),
        act("/account/notices/trial", SignedIn, post(account_notices::trial)),
        show("/account/second-factor", SignedIn, get(second_factor::show)),
        act("/account/second-factor", SignedIn, post(second_factor::confirm)),
        show("/components", SignedIn, get(errors::components)),
    ]
}

/// From people to what Nmbrs holds.
fn plans() -> Vec<Route> {
    use Needs::At;
    vec![
        show("/e/{organisation}/today", At(Right::SeePlans), get(today::one)),
        show("/e/{organisation}/people", At(Right::SeePeople), get(people::list)),
        show("/e/{organisation}/couplings", At(Right::SeePlans), get(couplings::list)),
        show(
            "/e/{organisation}/couplings/{coupling}",
            At(Right::SeePlans),
            get(couplings::one),
        ),
        act(
            "/e/{organisation}/couplings/{coupling}/read",
            At(Right::SeePlans),
            post(plan::read),
        ),
        show(
            "/e/{organisation}/couplings/{coupling}/plan",
            At(Right::SeePlans),
            get(plan::show),
        ),
        act(
            "/e/{organisation}/couplings/{coupling}/plan",
            At(Right::DecideLines),
            post(plan::decide),
        ),
        show(
            "/e/{organisation}/couplings/{coupling}/send",
            At(Right::SendLines),
            get(plan::confirm),
        ),
        act(
            "/e/{organisation}/couplings/{coupling}/send",
            At(Right::SendLines),
            post(plan::send),
        ),
        act(
            "/e/{organisation}/couplings/{coupling}/approve",
            At(Right::SendLines),
            post(plan::approve),
        ),
        show(
            "/e/{organisation}/couplings/{coupling}/why",
            At(Right::SeePlans),
            get(explain::line),
        ),
        show(
            "/e/{organisation}/couplings/{coupling}/what-if",
            At(Right::SeePlans),
            get(what_if::show),
        ),
        show(
            "/e/{organisation}/couplings/{coupling}/people",
            At(Right::ChangePeople),
            get(people::proposals),
        ),
        act(
            "/e/{organisation}/couplings/{coupling}/people/read",
            At(Right::ChangePeople),
            post(people::read),
        ),
        act(
            "/e/{organisation}/couplings/{coupling}/people",
            At(Right::ChangePeople),
            post(people::import),
        ),
    ]
}

/// What was done, and why it came out so.
fn done() -> Vec<Route> {
    use Needs::At;
    vec![
        show("/e/{organisation}/history", At(Right::SeeHistory), get(history::list)),
        show(
            "/e/{organisation}/history/export",
            At(Right::Export),
            get(history::export),
        ),
        show(
            "/e/{organisation}/history/{run}",
            At(Right::SeeHistory),
            get(history::run),
        ),
        show(
            "/e/{organisation}/why/{mark}",
            At(Right::SeeHistory),
            get(explain::mark),
        ),
    ]
}
