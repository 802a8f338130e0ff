//! Exports: ledgers and the history as files for a spreadsheet.

use crate::asked::{Days, ParameterNames, Query};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::spreadsheet::{CSV, XLSX, file};
use axum::response::Response;
use loonbrug_domain::DateRange;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_files::export::{ExportError, ExportedHistory, ExportedLedger, Table, write_csv, write_xlsx};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What the file is to be.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Of this person only.
    person: Option<Uuid>,
    /// Which kind of file; CSV where it is left out.
    #[param(inline)]
    format: Option<Format>,
}

impl ParameterNames for Wanted {
    const NAMES: &'static [&'static str] = &["person", "format"];
}

/// Which kind of file.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfKind {
    /// Which kind of file; CSV where it is left out.
    #[param(inline)]
    format: Option<Format>,
}

impl ParameterNames for OfKind {
    const NAMES: &'static [&'static str] = &["format"];
}

/// A kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "csv")]
pub enum Format {
    /// Separated by `;`, with decimal commas, as a Dutch spreadsheet opens it.
    Csv,
    /// A workbook, with real numbers and dates.
    Xlsx,
}

async fn exported(
    guarded: &Guarded,
    (ledger, name): (LedgerKind, &str),
    days: Days,
    wanted: &Wanted,
) -> Result<Response, Failure> {
    let (hub, range) = (guarded.hub(), days.range()?);
    let rows = match wanted.person {
        Some(person) => {
            let person = hub.person_within(&guarded.allowed, PersonId(person)).await?;
            hub.ledger_rows_of(guarded.id(), &person, ledger, range).await?
        }
        None => hub.ledger_rows(guarded.id(), ledger, range).await?,
    };
    let of = match ledger {
        LedgerKind::Leave => ExportedLedger::Leave,
        LedgerKind::PlusMinus => ExportedLedger::PlusMinus,
    };
    table(of, rows, (name, range), wanted.format).await
}

/// Rows as a file, named by its days.
async fn table<T>(
    of: T,
    rows: Vec<T::Row>,
    (name, range): (&str, DateRange),
    format: Option<Format>,
) -> Result<Response, Failure>
where
    T: Table + Send + 'static,
    T::Row: Send + 'static,
{
    let format = format.unwrap_or(Format::Csv);
    let writing = tokio::task::spawn_blocking(move || written(of, rows, format)).await;
    let bytes = writing.map_err(|_| Failure::BrokeOff)?;
    let bytes = bytes.map_err(|error| unwritable(&error))?;
    let name = format!("{name}-{}-{}", range.from, range.to);
    Ok(match format {
        Format::Csv => file(&format!("{name}.csv"), CSV, bytes),
        Format::Xlsx => file(&format!("{name}.xlsx"), XLSX, bytes),
    })
}

fn unwritable(error: &ExportError) -> Failure {
    match error {
        ExportError::DoesNotFit { .. } => Wrong::parameter(
            "format",
            "Een regel past niet in een werkmap. Neem csv, of minder dagen.",
            "A row does not fit in a workbook. Take csv, or fewer days.",
        ),
        ExportError::Write(_) => Failure::BrokeOff,
    }
}

fn written<T: Table>(of: T, rows: Vec<T::Row>, format: Format) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    match format {
        Format::Csv => write_csv(of, rows, &mut bytes)?,
        Format::Xlsx => write_xlsx(of, rows, &mut bytes)?,
    }
    Ok(bytes)
}

/// "Verlofmutaties exporteren": the entries of leave over some days, with the balance after each.
#[utoipa::path(
    get, path = "/organisations/{organisation}/exports/leave", operation_id = "exportLeave", tag = "exports",
    summary = "Leave changes as a file",
    params(Days, Wanted),
    responses((status = 200, description = "The file, in Dutch.", content((String = "text/csv"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))),
)]
pub async fn leave(
    guarded: Guarded,
    Query(days): Query<Days>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    exported(&guarded, (LedgerKind::Leave, "verlofmutaties"), days, &wanted).await
}

/// "+/- uren exporteren": the entries of +/- hours over some days, with the balance after each.
#[utoipa::path(
    get, path = "/organisations/{organisation}/exports/plus-minus", operation_id = "exportPlusMinus", tag = "exports",
    summary = "+/- hours as a file",
    params(Days, Wanted),
    responses((status = 200, description = "The file, in Dutch.", content((String = "text/csv"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))),
)]
pub async fn plus_minus(
    guarded: Guarded,
    Query(days): Query<Days>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    exported(&guarded, (LedgerKind::PlusMinus, "plusmin-uren"), days, &wanted).await
}

/// What was sent by the runs that began on some days, line by line with what Nmbrs held afterwards; the newest run first.
#[utoipa::path(
    get, path = "/organisations/{organisation}/exports/history", operation_id = "exportHistory", tag = "exports",
    summary = "The history as a file",
    params(Days, OfKind),
    responses((status = 200, description = "The file, in Dutch.", content((String = "text/csv"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))),
)]
pub async fn history(
    guarded: Guarded,
    Query(days): Query<Days>,
    Query(kind): Query<OfKind>,
) -> Result<Response, Failure> {
    let range = days.year()?;
    let rows = guarded.hub().history_rows(guarded.id(), range).await?;
    table(ExportedHistory, rows, ("geschiedenis", range), kind.format).await
}
