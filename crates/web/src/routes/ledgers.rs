//! Hour ledgers, leave and sickness.

use super::{Route, act, show};
use crate::guard::Needs::At;
use crate::pages::{leave, ledgers};
use axum::routing::{get, post};
use loonbrug_domain::access::Right;

/// Their routes.
pub fn routes() -> Vec<Route> {
    use Right::{ChangeLedgers, Export, SeeHours, SeeLedgers};
    let ledgers = vec![
        show("/e/{organisation}/ledgers", At(SeeLedgers), get(ledgers::list)),
        show(
            "/e/{organisation}/ledgers/export",
            At(Export),
            get(ledgers::export_everybody),
        ),
        show("/e/{organisation}/ledgers/worked", At(SeeLedgers), get(ledgers::worked)),
        show(
            "/e/{organisation}/ledgers/surcharges",
            At(SeeHours),
            get(ledgers::surcharges),
        ),
        show("/e/{organisation}/ledgers/{person}", At(SeeLedgers), get(ledgers::show)),
        show(
            "/e/{organisation}/ledgers/{person}/export",
            At(Export),
            get(ledgers::export_one),
        ),
        act(
            "/e/{organisation}/ledgers/{person}/book",
            At(ChangeLedgers),
            post(ledgers::book),
        ),
        act(
            "/e/{organisation}/ledgers/{person}/convert",
            At(ChangeLedgers),
            post(ledgers::convert),
        ),
        show(
            "/e/{organisation}/ledgers/{person}/payout",
            At(ChangeLedgers),
            get(ledgers::ask),
        ),
        act(
            "/e/{organisation}/ledgers/{person}/payout",
            At(ChangeLedgers),
            post(ledgers::request),
        ),
        act(
            "/e/{organisation}/payouts/{payout}/approve",
            At(ChangeLedgers),
            post(ledgers::approve),
        ),
        act(
            "/e/{organisation}/payouts/{payout}/cancel",
            At(ChangeLedgers),
            post(ledgers::cancel),
        ),
    ];
    ledgers.into_iter().chain(absence()).collect()
}

/// Leave and sickness.
fn absence() -> Vec<Route> {
    use Right::{ApproveLeave, ChangeSickness, RequestLeave, SeeLedgers};
    vec![
        show("/e/{organisation}/leave", At(SeeLedgers), get(leave::show)),
        act("/e/{organisation}/leave", At(RequestLeave), post(leave::request)),
        act(
            "/e/{organisation}/leave/{request}/decide",
            At(ApproveLeave),
            post(leave::decide),
        ),
        act(
            "/e/{organisation}/leave/{request}/withdraw",
            At(RequestLeave),
            post(leave::withdraw),
        ),
        act("/e/{organisation}/sickness", At(ChangeSickness), post(leave::report)),
        act(
            "/e/{organisation}/sickness/{case}/percent",
            At(ChangeSickness),
            post(leave::change),
        ),
        act(
            "/e/{organisation}/sickness/{case}/recover",
            At(ChangeSickness),
            post(leave::recover),
        ),
    ]
}
