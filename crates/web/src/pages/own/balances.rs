//! What stands behind the balance icon: leave and +/- hours with their transactions.

use super::{Own, Words};
use crate::answer::{Answer, page};
use crate::guard::Guarded;
use crate::shell::Shell;
use askama::Template;
use loonbrug_domain::ledger::{LedgerEntry, LedgerKind, rows};
use loonbrug_domain::{Date, DateRange};
use loonbrug_hub::ledgers::LedgerPart;

#[derive(Template)]
#[template(path = "own_balances.html")]
struct BalancesPage {
    shell: Shell,
    w: Words,
    combined: i64,
    parts: Vec<PartView>,
}

struct PartView {
    title: &'static str,
    balance: i64,
    waiting: i64,
    /// Latest first: what is to come, with the balance that it gives.
    later: Vec<RowView>,
    until_today: Vec<RowView>,
}

struct RowView {
    date: Date,
    description: String,
    hundredths: i64,
    balance: i64,
}

/// `GET …/me/balances`.
pub async fn show(guarded: Guarded) -> Answer {
    let own = Own::of(guarded).await?;
    let hub = own.guarded.hub();
    let statement = hub.ledger_statement(own.guarded.id(), &own.person, None).await?;
    let w = own.w;
    let titles = [w.t("Verlofuren", "Leave hours"), w.t("+/- Uren", "+/- Hours")];
    let parts = [
        (LedgerKind::Leave, titles[0], &statement.leave),
        (LedgerKind::PlusMinus, titles[1], &statement.plus_minus),
    ];
    page(&BalancesPage {
        shell: own.shell("me/balances", "Saldo", "Balances"),
        w,
        combined: statement.combined.0,
        parts: parts
            .map(|(ledger, title, part)| PartView::of(&own, ledger, title, part))
            .into(),
    })
}

impl PartView {
    fn of(own: &Own, ledger: LedgerKind, title: &'static str, part: &LedgerPart) -> Self {
        let all: Vec<LedgerEntry> = part.entries.iter().chain(&part.expected).cloned().collect();
        let always = DateRange {
            from: Date::MIN,
            to: Date::MAX,
        };
        let shown = rows(&all, always).into_iter().rev().map(|row| RowView {
            date: row.entry.booking.date,
            description: description(row.entry, ledger, own.w),
            hundredths: row.entry.booking.hours.0,
            balance: row.balance.0,
        });
        let (later, until_today) = shown.partition(|row| row.date > own.today);
        Self {
            title,
            balance: part.balance.0,
            waiting: part.waiting.0,
            later,
            until_today,
        }
    }
}

/// What an entry is, in the words of the manual, with the person's own beside them.
fn description(entry: &LedgerEntry, ledger: LedgerKind, w: Words) -> String {
    let details = &entry.booking.details;
    let what = if details.leave_type.is_empty() {
        entry.booking.origin.text(ledger, w.language)
    } else {
        details.leave_type.clone()
    };
    let days = details
        .days
        .map(|days| format!(" {}", w.days(&days)))
        .unwrap_or_default();
    let own_words = if details.description.is_empty() {
        String::new()
    } else {
        format!(" · {}", details.description)
    };
    format!("{what}{days}{own_words}")
}
