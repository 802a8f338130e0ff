//! Every operation, with what it needs. An operation that is not here cannot be reached, and is not in the document.

use crate::document;
use crate::operation::{Operation, OperationRow, at, open, token};
use crate::resources::{
    audit, clock, column_mapping, coupling_settings, couplings, doubts, explanations, exports, groups, hour_files,
    inbox, installation, leave, ledger_settings, ledgers, notices, organisations, payouts, people, planning, plans,
    profile, proposals, reports, rule_sets, runs, shifts, sickness, templates, webhooks, what_if,
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
    all.extend(clock_operations());
    all.extend(planning_operations());
    all.extend(open_operations());
    all.extend(ledger_operations());
    all.extend(absence_operations());
    all.extend(setting_operations());
    all.extend(notice_operations());
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
        at(Right::ChangeCouplings, routes!(couplings::unlink)).calling_nmbrs(),
        at(Right::ChangeCouplings, routes!(coupling_settings::show)),
        at(Right::ChangeCouplings, routes!(coupling_settings::change)),
        at(Right::SeePlans, routes!(coupling_settings::codes)).calling_nmbrs(),
    ]
}

/// People and who they are in Nmbrs.
fn people_operations() -> Vec<Operation> {
    vec![
        at(Right::SeePeople, routes!(people::list)),
        at(Right::ChangePeople, routes!(people::add)),
        at(Right::SeePeople, routes!(people::show)),
        at(Right::SeePeople, routes!(people::contracts)),
        at(Right::SeeSalaries, routes!(people::salaries)),
        at(Right::ChangePeople, routes!(proposals::list)).calling_nmbrs(),
        at(Right::ChangePeople, routes!(proposals::import)).calling_nmbrs(),
        at(Right::ChangePeople, routes!(proposals::update)).calling_nmbrs(),
        at(Right::SeePeople, routes!(profile::of_person)),
        at(Right::ChangePeople, routes!(profile::change_person)),
        at(Right::SeePeople, routes!(groups::list)),
        at(Right::ChangePeople, routes!(groups::add)),
        at(Right::ChangePeople, routes!(groups::archive)),
        at(Right::SeePeople, routes!(groups::members)),
        at(Right::SeePeople, routes!(profile::of_group)),
        at(Right::ChangePeople, routes!(profile::change_group)),
        at(Right::SeePeople, routes!(groups::of_person)),
        at(Right::ChangePeople, routes!(groups::change)),
        at(Right::ChangePeople, routes!(templates::list)),
        at(Right::ChangePeople, routes!(templates::set)),
        at(Right::ChangePeople, routes!(templates::remove)),
        at(Right::ChangePeople, routes!(templates::look)),
        at(Right::ChangePeople, routes!(templates::apply)),
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

/// Shifts, their approval, and files of them.
fn hour_operations() -> Vec<Operation> {
    vec![
        at(Right::SeeHours, routes!(shifts::list)),
        at(Right::ChangeHours, routes!(shifts::write::add)),
        at(Right::ChangeHours, routes!(shifts::write::change)),
        at(Right::ChangeHours, routes!(shifts::write::remove)),
        at(Right::ApproveHours, routes!(shifts::steps::approve)),
        at(Right::ApproveHours, routes!(shifts::steps::reject)),
        at(Right::ChangeHours, routes!(hour_files::look)).taking_a_file(),
        at(Right::ChangeHours, routes!(hour_files::import)).taking_a_file(),
        at(Right::ChangeHours, routes!(hour_files::list)),
        at(Right::ChangeHours, routes!(column_mapping::show)),
        at(Right::ChangeHours, routes!(column_mapping::set)),
    ]
}

/// What terminals saw, and how it is read.
fn clock_operations() -> Vec<Operation> {
    vec![
        at(Right::SeeHours, routes!(clock::list)),
        at(Right::SeeHours, routes!(clock::present)),
        at(Right::SeeHours, routes!(clock::tasks)),
        at(Right::ChangeHours, routes!(clock::deliver::deliver)),
        at(Right::ChangeHours, routes!(clock::by_hand::enter)),
        at(Right::ChangeHours, routes!(clock::by_hand::dismiss)),
        at(Right::ChangeSettings, routes!(clock::terminals::list)),
        at(Right::ChangeSettings, routes!(clock::terminals::add)),
        at(Right::ChangeSettings, routes!(clock::terminals::withdraw)),
        at(Right::ChangeSettings, routes!(clock::terminals::badges)),
        at(Right::ChangeSettings, routes!(clock::terminals::assign)),
        at(Right::ChangeSettings, routes!(clock::policies::list)),
        at(Right::ChangeSettings, routes!(clock::policies::set)),
    ]
}

/// Who works when.
fn planning_operations() -> Vec<Operation> {
    vec![
        at(Right::SeePlanning, routes!(planning::list)),
        at(Right::PlanShifts, routes!(planning::write::add)),
        at(Right::PlanShifts, routes!(planning::write::change)),
        at(Right::PlanShifts, routes!(planning::write::remove)),
        at(Right::PlanShifts, routes!(planning::fill::look)),
        at(Right::PlanShifts, routes!(planning::fill::fill)),
        at(Right::SeePlanning, routes!(planning::rosters::list)),
        at(Right::PlanShifts, routes!(planning::rosters::set)),
        at(Right::PlanShifts, routes!(planning::rosters::remove)),
        at(Right::SeePlanning, routes!(planning::attendance::list)),
        at(Right::SeePlanning, routes!(planning::attendance::year)),
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

/// Hour ledgers, payouts out of them, and files of them.
fn ledger_operations() -> Vec<Operation> {
    vec![
        at(Right::SeeLedgers, routes!(reports::balances)),
        at(Right::SeeLedgers, routes!(reports::worked)),
        at(Right::SeeHours, routes!(reports::surcharges)),
        at(Right::SeeLedgers, routes!(ledgers::balances)),
        at(Right::SeeLedgers, routes!(ledgers::entries)),
        at(Right::ChangeLedgers, routes!(ledgers::book)),
        at(Right::ChangeLedgers, routes!(ledgers::convert)),
        at(Right::ChangeLedgers, routes!(payouts::list)),
        at(Right::ChangeLedgers, routes!(payouts::request)),
        at(Right::ChangeLedgers, routes!(payouts::approve)),
        at(Right::ChangeLedgers, routes!(payouts::cancel)),
        at(Right::Export, routes!(exports::leave)),
        at(Right::Export, routes!(exports::plus_minus)),
        at(Right::Export, routes!(exports::history)),
    ]
}

/// Leave and sickness.
fn absence_operations() -> Vec<Operation> {
    vec![
        at(Right::SeeLedgers, routes!(leave::list)),
        at(Right::SeeLedgers, routes!(leave::show)),
        at(Right::RequestLeave, routes!(leave::ask)),
        at(Right::RequestLeave, routes!(leave::withdraw)),
        at(Right::ApproveLeave, routes!(leave::decide)),
        at(Right::SeeSickness, routes!(sickness::list)),
        at(Right::ChangeSickness, routes!(sickness::report)),
        at(Right::ChangeSickness, routes!(sickness::change)),
        at(Right::ChangeSickness, routes!(sickness::recover)),
    ]
}

/// Settings of the employer, and its rules.
fn setting_operations() -> Vec<Operation> {
    vec![
        at(Right::ChangeSettings, routes!(profile::show)),
        at(Right::ChangeSettings, routes!(profile::change)),
        at(Right::ChangeSettings, routes!(ledger_settings::show)),
        at(Right::ChangeSettings, routes!(ledger_settings::change)),
        at(Right::ChangeSettings, routes!(ledger_settings::look)),
        at(Right::ChangeSettings, routes!(rule_sets::list)),
        at(Right::ChangeSettings, routes!(rule_sets::show)),
        at(Right::ChangeSettings, routes!(rule_sets::holidays)),
        at(Right::ChangeSettings, routes!(rule_sets::look)),
        at(Right::ChangeSettings, routes!(rule_sets::take_over)),
        at(Right::ChangeSettings, routes!(what_if::try_rules)),
    ]
}

/// What was told, and who did what.
fn notice_operations() -> Vec<Operation> {
    vec![
        at(Right::ChangeSettings, routes!(notices::list)),
        at(Right::ChangeSettings, routes!(notices::undelivered)),
        at(Right::ChangeSettings, routes!(notices::again)),
        at(Right::ChangeSettings, routes!(notices::leave)),
        at(Right::ChangeWebhooks, routes!(webhooks::list)),
        at(Right::ChangeWebhooks, routes!(webhooks::show)),
        at(Right::ChangeWebhooks, routes!(webhooks::add)),
        at(Right::ChangeWebhooks, routes!(webhooks::change)),
        at(Right::ChangeWebhooks, routes!(webhooks::renew)),
        at(Right::ChangeWebhooks, routes!(webhooks::resume)),
        at(Right::ChangeWebhooks, routes!(webhooks::remove)),
        at(Right::ChangeWebhooks, routes!(webhooks::deliveries)),
        at(Right::SeeAudit, routes!(audit::list)),
    ]
}
