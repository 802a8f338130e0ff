//! Linking and settings.

use super::{Route, act, show};
use crate::guard::Needs::{At, Nothing, SignedIn};
use crate::pages::{coupling_settings, doubts, linking, new_employer, rights_check, settings, welcome};
use axum::routing::{get, post};
use loonbrug_domain::access::Right;

/// Their routes.
pub fn routes() -> Vec<Route> {
    let mut all = linking_routes();
    all.extend(coupling_routes());
    all.extend(setting_routes());
    all.extend(access_routes());
    all
}

/// The first user, employers, and a link that is made.
fn linking_routes() -> Vec<Route> {
    let couplings = At(Right::ChangeCouplings);
    vec![
        show("/welcome", Nothing, get(welcome::show)),
        act("/welcome", Nothing, post(welcome::begin)),
        show("/employers/new", SignedIn, get(new_employer::show)),
        act("/employers/new", SignedIn, post(new_employer::add)),
        show("/nmbrs/callback", SignedIn, get(linking::back)),
        show("/e/{organisation}/couplings/new", couplings, get(linking::show)),
        show(
            "/e/{organisation}/couplings/new/log-in",
            couplings,
            get(linking::begin_new),
        ),
        act("/e/{organisation}/couplings/new/token", couplings, post(linking::token)),
        act(
            "/e/{organisation}/couplings/new/companies",
            couplings,
            post(linking::choose),
        ),
        act("/e/{organisation}/couplings/new/link", couplings, post(linking::link)),
        act("/e/{organisation}/couplings/new/again", couplings, post(linking::again)),
    ]
}

/// A coupling that is there.
fn coupling_routes() -> Vec<Route> {
    let couplings = At(Right::ChangeCouplings);
    vec![
        show(
            "/e/{organisation}/couplings/{coupling}/log-in",
            couplings,
            get(linking::begin_again),
        ),
        show(
            "/e/{organisation}/couplings/{coupling}/settings",
            couplings,
            get(coupling_settings::show),
        ),
        act(
            "/e/{organisation}/couplings/{coupling}/settings",
            couplings,
            post(coupling_settings::save),
        ),
        act(
            "/e/{organisation}/couplings/{coupling}/token",
            couplings,
            post(coupling_settings::token),
        ),
        act(
            "/e/{organisation}/couplings/{coupling}/resume",
            couplings,
            post(coupling_settings::resume),
        ),
        act(
            "/e/{organisation}/couplings/{coupling}/unlink",
            couplings,
            post(coupling_settings::unlink),
        ),
        act(
            "/e/{organisation}/couplings/{coupling}/rights",
            couplings,
            post(rights_check::check),
        ),
        show(
            "/e/{organisation}/couplings/{coupling}/doubts",
            At(Right::SettleDoubts),
            get(doubts::show),
        ),
        act(
            "/e/{organisation}/couplings/{coupling}/doubts",
            At(Right::SettleDoubts),
            post(doubts::settle),
        ),
    ]
}

/// Instellingen.
fn setting_routes() -> Vec<Route> {
    vec![
        show(
            "/e/{organisation}/settings",
            At(Right::ChangeSettings),
            get(settings::profile::show),
        ),
        act(
            "/e/{organisation}/settings/profile",
            At(Right::ChangeSettings),
            post(settings::profile::save),
        ),
        show(
            "/e/{organisation}/settings/rules",
            At(Right::ChangeSettings),
            get(settings::rules::list),
        ),
        act(
            "/e/{organisation}/settings/rules",
            At(Right::ChangeSettings),
            post(settings::rules::act),
        ),
        act(
            "/e/{organisation}/settings/rule-file",
            At(Right::ChangeSettings),
            post(settings::rules::sent),
        ),
        show(
            "/e/{organisation}/settings/rules/{name}",
            At(Right::ChangeSettings),
            get(settings::rules::one),
        ),
        show(
            "/e/{organisation}/settings/clock",
            At(Right::ChangeSettings),
            get(settings::clock::show),
        ),
        act(
            "/e/{organisation}/settings/clock",
            At(Right::ChangeSettings),
            post(settings::clock::save),
        ),
        show(
            "/e/{organisation}/settings/notices",
            At(Right::ChangeSettings),
            get(settings::notices::show),
        ),
        act(
            "/e/{organisation}/settings/notices",
            At(Right::ChangeSettings),
            post(settings::notices::act),
        ),
    ]
}

/// Users, tokens, and who did what.
fn access_routes() -> Vec<Route> {
    vec![
        show(
            "/e/{organisation}/settings/users",
            At(Right::ChangeUsers),
            get(settings::users::list),
        ),
        act(
            "/e/{organisation}/settings/users",
            At(Right::ChangeUsers),
            post(settings::users::add),
        ),
        act(
            "/e/{organisation}/settings/users/asked",
            At(Right::ChangeUsers),
            post(settings::users::ask),
        ),
        show(
            "/e/{organisation}/settings/users/{user}",
            At(Right::ChangeUsers),
            get(settings::user::show),
        ),
        act(
            "/e/{organisation}/settings/users/{user}",
            At(Right::ChangeUsers),
            post(settings::user::act),
        ),
        show(
            "/e/{organisation}/settings/tokens",
            At(Right::ChangeTokens),
            get(settings::tokens::list),
        ),
        act(
            "/e/{organisation}/settings/tokens",
            At(Right::ChangeTokens),
            post(settings::tokens::act),
        ),
        show(
            "/e/{organisation}/settings/webhooks",
            At(Right::ChangeWebhooks),
            get(settings::webhooks::list),
        ),
        act(
            "/e/{organisation}/settings/webhooks",
            At(Right::ChangeWebhooks),
            post(settings::webhooks::add),
        ),
        show(
            "/e/{organisation}/settings/webhooks/{webhook}",
            At(Right::ChangeWebhooks),
            get(settings::webhook::show),
        ),
        act(
            "/e/{organisation}/settings/webhooks/{webhook}",
            At(Right::ChangeWebhooks),
            post(settings::webhook::act),
        ),
        show(
            "/e/{organisation}/settings/audit",
            At(Right::SeeAudit),
            get(settings::audit::list),
        ),
    ]
}
