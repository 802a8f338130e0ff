//! Data as tables for a terminal: the words and figures of the manuals.

mod absence;
mod access;
mod coupling;
mod doubts;
mod history;
mod hours;
mod import;
mod inbox;
mod ledgers;
mod notices;
mod people;
mod plan_lines;
mod planning;
mod profiles;
mod refused;
mod rules;
mod time;
mod what_if;
mod working_time;

pub use absence::{leave_requests, payouts, sickness_cases, sickness_hours};
pub use access::{access_settings, audit, moment, providers, sessions, tokens, users};
pub use coupling::{companies, configuration, couplings, rights};
pub use doubts::doubts;
pub use history::{history_lines, runs};
pub use hours::{hours_run, plan, proof};
pub use import::import;
pub use inbox::inbox;
pub use ledgers::{booked, comparison, ledger_run, ledgers, ledgers_due};
pub use notices::{deliveries, notices, webhooks};
pub use people::{people, people_plan, people_run};
pub use planning::{attendance, filled, planning};
pub use profiles::{groups, meal_examples, members, odd_figures, profile, template_lines, templates};
pub use rules::{rule_faults, rule_sets, rules};
pub use what_if::what_if;
pub use working_time::{missing_breaks, year_hours, year_planning};

pub use time::{badges, clock_open, derived, events_report, shift_history, shifts, takes_from_the_worker};

use comfy_table::presets::{NOTHING, UTF8_FULL_CONDENSED};
use comfy_table::{CellAlignment, ContentArrangement, Table};
use std::io::IsTerminal as _;

/// A table with these headers; the columns whose number is given hold figures and stand right.
fn table(headers: &[&str], figures: &[usize]) -> Table {
    let mut table = Table::new();
    // Plain columns when the output goes to a file or another program.
    table.load_style(if std::io::stdout().is_terminal() {
        UTF8_FULL_CONDENSED
    } else {
        NOTHING
    });
    table
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(headers);
    for place in figures {
        if let Some(column) = table.column_mut(*place) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// Hundredths as the manual shows them: whole hours without decimals, else with a comma.
fn hours_text(hundredths: i64) -> String {
    if hundredths % 100 == 0 {
        return (hundredths / 100).to_string();
    }
    loonbrug_domain::HundredthHours(hundredths).to_string()
}

/// A factor as the manual shows it: `150%`.
fn factor_text(factor: loonbrug_domain::Factor) -> String {
    factor.to_string().replace(' ', "")
}
