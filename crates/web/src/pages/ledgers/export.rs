//! "Exporteren", "Verlofmutaties exporteren", "+/- uren exporteren": ledgers as files for a spreadsheet.

use super::parse;
use super::person::Asked;
use crate::answer::{Answer, Failure};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::reach::person_of;
use crate::spreadsheet::file;
use axum::extract::{Path, RawQuery};
use loonbrug_domain::DateRange;
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_files::export::ExportedLedger;

/// `GET …/ledgers/export?ledger=…&from=…&to=…&format=…`: everybody's entries over these days.
pub async fn everybody(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let ledger = parse(fields.text("ledger")).ok_or(Failure::NotFound)?;
    let (Some(from), Some(to)) = (fields.date("from"), fields.date("to")) else {
        return Err(Failure::Wrong(
            "Vul Van en Tot in als datum, zoals 01-04-2023.",
            "Fill in From and To as dates, such as 01-04-2023.",
        ));
    };
    let days = DateRange::new(from, to).ok_or(Failure::Wrong(
        "Tot ligt vóór Van. Draai de datums om.",
        "To is before From. Turn the dates round.",
    ))?;
    let rows = guarded.hub().ledger_rows(guarded.id(), ledger, days).await?;
    let name = format!("{}-{from}-{to}", file_name(ledger));
    file(table(ledger), rows, &name, fields.text("format")).await
}

/// `GET …/ledgers/{person}/export?ledger=…`: the entries of one person, as far as they are shown.
pub async fn one(guarded: Guarded, Path((_, id)): Path<(String, String)>, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let person = person_of(&guarded, &id).await?;
    let ledger = parse(fields.text("ledger")).ok_or(Failure::NotFound)?;
    let hub = guarded.hub();
    let days = Asked::of(&fields, hub.surroundings.today()).range;
    let rows = hub.ledger_rows_of(guarded.id(), &person, ledger, days).await?;
    let number = person.number.map(|number| format!("-{number}")).unwrap_or_default();
    let name = format!("{}{number}", file_name(ledger));
    file(table(ledger), rows, &name, fields.text("format")).await
}

const fn file_name(ledger: LedgerKind) -> &'static str {
    match ledger {
        LedgerKind::Leave => "verlofmutaties",
        LedgerKind::PlusMinus => "plusmin-uren",
    }
}

const fn table(ledger: LedgerKind) -> ExportedLedger {
    match ledger {
        LedgerKind::Leave => ExportedLedger::Leave,
        LedgerKind::PlusMinus => ExportedLedger::PlusMinus,
    }
}
