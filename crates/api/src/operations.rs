//! Every operation, with what it needs. An operation that is not here cannot be reached, and is not in the document.

use crate::document;
use crate::operation::{Operation, OperationRow, at, open, token};
use crate::resources::{
    audit, couplings, doubts, explanations, inbox, installation, leave, ledgers, organisations, people, plans,
    proposals, runs, shifts,
};
use axum::http::Method;
use loonbrug_domain::access::Right;
use utoipa_axum::routes;

/// All operations.
pub fn operations() -> Vec<Operation> {
    let mut all = entry();
    all.extend(coupling_operations());
    all.extend(people_operations());
    all.extend(plan_operations());
    all.extend(hour_operations());
    all.extend(open_operations());
    all.extend(ledger_operations());
    all
}

/// All operations, as a test walks them.
#[must_use]
pub fn rows() -> Vec<OperationRow> {
    let rows = operations().into_iter().flat_map(|operation| {
        let (_, paths, _) = operation.routes;
        let needs = operation.needs;
        paths.paths.into_iter().flat_map(move |(path, item)| {
            let methods = [
                (Method::GET, item.get.is_some()),
                (Method::POST, item.post.is_some()),
                (Method::PUT, item.put.is_some()),
                (Method::DELETE, item.delete.is_some()),
            ];
            let there = methods.into_iter().filter(|(_, there)| *there);
            there.map(move |(method, _)| OperationRow {
                method,
                path: path.clone(),
                needs,
            })
        })
    });
    rows.collect()
}

/// What a program begins with.
fn entry() -> Vec<Operation> {
    vec![
        open(routes!(document::show)),
        token(routes!(installation::show_token)),
        token(routes!(organisations::list)),
        token(routes!(organisations::show)),
    ]
}

/// Couplings with Nmbrs.
fn coupling_operations() -> Vec<Operation> {
    vec![
        at(Right::SeePlans, routes!(couplings::list)),
        at(Right::SeePlans, routes!(couplings::show)),
        at(Right::ChangeCouplings, routes!(couplings::check_rights)).calling_nmbrs(),
        at(Right::ChangeCouplings, routes!(couplings::resume)),
    ]
}

/// People and who they are in Nmbrs.
fn people_operations() -> Vec<Operation> {
    vec![
        at(Right::SeePeople, routes!(people::list)),
        at(Right::ChangePeople, routes!(people::add)),
        at(Right::SeePeople, routes!(people::show)),
        at(Right::SeePeople, routes!(people::contracts)),
        at(Right::ChangePeople, routes!(proposals::list)).calling_nmbrs(),
        at(Right::ChangePeople, routes!(proposals::import)).calling_nmbrs(),
    ]
}

/// From hours to what Nmbrs holds, and the history.
fn plan_operations() -> Vec<Operation> {
    vec![
        at(Right::SeePlans, routes!(plans::make)).calling_nmbrs(),
        at(Right::SeePlans, routes!(plans::show)),
        at(Right::SeePlans, routes!(plans::line::lines)),
        at(Right::SeePlans, routes!(plans::view::refused)),
        at(Right::SeePlans, routes!(plans::view::odd_figures)),
        at(Right::DecideLines, routes!(plans::decide::decide)),
        at(Right::DecideLines, routes!(plans::decide::accept)),
        at(Right::SendLines, routes!(plans::send::send)).calling_nmbrs(),
        at(Right::SeeHistory, routes!(runs::list)),
        at(Right::SeeHistory, routes!(runs::show)),
        at(Right::SeeHistory, routes!(runs::lines)),
    ]
}

/// Shifts and their approval.
fn hour_operations() -> Vec<Operation> {
    vec![
        at(Right::SeeHours, routes!(shifts::list)),
        at(Right::ChangeHours, routes!(shifts::write::add)),
        at(Right::ChangeHours, routes!(shifts::write::change)),
        at(Right::ChangeHours, routes!(shifts::write::remove)),
        at(Right::ApproveHours, routes!(shifts::steps::approve)),
        at(Right::ApproveHours, routes!(shifts::steps::reject)),
    ]
}

/// What waits for somebody, and why figures are what they are.
fn open_operations() -> Vec<Operation> {
    vec![
        at(Right::SeePlans, routes!(inbox::list)),
        at(Right::SettleDoubts, routes!(doubts::list)).calling_nmbrs(),
        at(Right::SettleDoubts, routes!(doubts::settle)).calling_nmbrs(),
        at(Right::SeePlans, routes!(explanations::of_line)).calling_nmbrs(),
        at(Right::SeeHistory, routes!(explanations::of_mark)),
    ]
}

/// Hour ledgers, leave, and who did what.
fn ledger_operations() -> Vec<Operation> {
    vec![
        at(Right::SeeLedgers, routes!(ledgers::balances)),
        at(Right::SeeLedgers, routes!(ledgers::entries)),
        at(Right::ChangeLedgers, routes!(ledgers::book)),
        at(Right::ChangeLedgers, routes!(ledgers::convert)),
        at(Right::SeeLedgers, routes!(leave::list)),
        at(Right::RequestLeave, routes!(leave::ask)),
        at(Right::ApproveLeave, routes!(leave::decide)),
        at(Right::SeeAudit, routes!(audit::list)),
    ]
}
