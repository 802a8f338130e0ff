//! "Exporteren", "Verlofmutaties exporteren", "+/- uren exporteren": ledgers as files for a spreadsheet.

use super::person::Asked;
use super::{parse, word};
use crate::answer::{Answer, Failure};
use crate::form::Fields;
use crate::guard::Guarded;
use crate::pages::reach::person_of;
use axum::extract::{Path, RawQuery};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use loonbrug_domain::DateRange;
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_files::export::{ExportError, ExportRow, ExportedLedger, write_csv, write_xlsx};

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
    file(ledger, rows, &name, &fields).await
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
    file(ledger, rows, &format!("{}{number}", file_name(ledger)), &fields).await
}

const fn file_name(ledger: LedgerKind) -> &'static str {
    match ledger {
        LedgerKind::Leave => "verlofmutaties",
        LedgerKind::PlusMinus => "plusmin-uren",
    }
}

async fn file(ledger: LedgerKind, rows: Vec<ExportRow>, name: &str, fields: &Fields) -> Answer {
    let exported = match ledger {
        LedgerKind::Leave => ExportedLedger::Leave,
        LedgerKind::PlusMinus => ExportedLedger::PlusMinus,
    };
    let is_csv = fields.text("format") == "csv";
    let written = tokio::task::spawn_blocking(move || written(exported, rows, is_csv)).await;
    let Ok(Ok(bytes)) = written else {
        tracing::error!(ledger = word(ledger), ?written, "an export could not be written");
        return Err(Failure::Wrong(
            "Dit bestand kon niet gemaakt worden. Kies minder dagen, of neem CSV.",
            "This file could not be made. Choose fewer days, or take CSV.",
        ));
    };
    let (content_type, extension) = if is_csv {
        ("text/csv; charset=utf-8", "csv")
    } else {
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        )
    };
    let disposition = format!("attachment; filename=\"{name}.{extension}\"");
    let headers = [
        (CONTENT_TYPE, content_type.to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, bytes).into_response())
}

fn written(ledger: ExportedLedger, rows: Vec<ExportRow>, is_csv: bool) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    if is_csv {
        write_csv(ledger, rows, &mut bytes)?;
    } else {
        write_xlsx(ledger, rows, &mut bytes)?;
    }
    Ok(bytes)
}
