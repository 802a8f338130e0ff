//! Hours from a file: looked at line by line, stored, and which files came.

use crate::asked::{Body, In, ParameterNames, Query};
use crate::bounds::LONGEST_NAME;
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::hub_failure;
use crate::once::{Answer, Once, OnceHeader};
use crate::paging::{Page, Paging};
use crate::problem::Kind;
use crate::spreadsheet::Spreadsheet;
use axum::Json;
use axum::body::Bytes;
use jiff::Timestamp;
use loonbrug_domain::{Date, DateRange, Language};
use loonbrug_files::{FileError, HoursFile, read_bytes};
use loonbrug_hub::import::{ImportChoice, ImportReport, LineReport, Replacement};
use loonbrug_hub::{HubError, Refusal};
use loonbrug_store::Import;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What somebody chooses about a file.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Choices {
    /// What the file is called; people find it back by that.
    #[param(example = "uren-april.csv", max_length = 200)]
    file_name: Option<String>,
    /// Whether the good lines go on although others cannot be used.
    #[serde(default)]
    #[param(example = false)]
    accept_good: bool,
    /// Whether changes and removals of stored hours are taken over.
    #[serde(default)]
    #[param(example = false)]
    replace: bool,
    /// Whether the file is the whole truth about its days: people who are not in it have no hours.
    #[serde(default)]
    #[param(example = false)]
    complete: bool,
    /// The first day that the file is about; together with `to`. Without them from the first day that it names to the last.
    #[param(example = "2023-04-01")]
    from: Option<Date>,
    /// The last day that the file is about.
    #[param(example = "2023-04-30")]
    to: Option<Date>,
}

impl ParameterNames for Choices {
    const NAMES: &'static [&'static str] = &["file_name", "accept_good", "replace", "complete", "from", "to"];
}

impl Choices {
    fn checked(&self, language: Language) -> Result<(String, ImportChoice), Failure> {
        let name = self.file_name.clone().unwrap_or_else(|| "api".to_owned());
        if name.chars().count() > LONGEST_NAME {
            return Err(Wrong::parameter(
                "file_name",
                "Ten hoogste 200 tekens.",
                "At most 200 characters.",
            ));
        }
        let days = match (self.from, self.to) {
            (None, None) => None,
            (Some(from), Some(to)) => Some(DateRange::new(from, to).ok_or_else(|| {
                Wrong::parameter(
                    "to",
                    "`to` ligt vóór `from`. Draai de datums om.",
                    "`to` is before `from`. Turn the dates round.",
                )
            })?),
            _ => {
                return Err(Wrong::parameter(
                    "to",
                    "`from` en `to` horen bij elkaar: geef beide, of geen van beide.",
                    "`from` and `to` go together: give both, or neither.",
                ));
            }
        };
        let choice = ImportChoice {
            accept_good: self.accept_good,
            replace: self.replace,
            complete: self.complete,
            days,
            look_only: false,
            language,
        };
        Ok((name, choice))
    }
}

/// What a file brings, line by line.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "file": "uren-april.csv", "read_lines": 46, "good_lines": 45,
    "faults": [{ "line": 12, "column": "Begin", "value": "25:00", "text": "dit is geen tijd; schrijf 09:00" }],
    "warnings": [], "ignored_columns": ["Opmerking"], "added": 45, "unchanged": 0, "changed": [], "removed": [],
    "not_in_file": [], "refusal": "Not usable: 1 line.", "stored": false,
}))]
pub struct HourFileReport {
    /// What the file is called.
    file: String,
    /// Lines that were read, without the header and blank ones.
    read_lines: usize,
    /// Lines that can be used.
    good_lines: usize,
    /// Lines that cannot.
    faults: Vec<FaultyLine>,
    /// What is worth a look, but stops nothing.
    warnings: Vec<String>,
    /// Headers that are not read.
    ignored_columns: Vec<String>,
    /// Hours that are new.
    added: usize,
    /// Hours that are stored already.
    unchanged: usize,
    /// Hours that take the place of stored ones, in words.
    changed: Vec<Replaced>,
    /// Stored hours that the file no longer has, in words.
    removed: Vec<String>,
    /// People with stored hours on these days who are not in the file; they are left as they are.
    not_in_file: Vec<String>,
    /// Why it would not be stored; `null` where it would be, or was.
    refusal: Option<String>,
    /// Whether it was stored.
    stored: bool,
}

/// A line that cannot be used.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "line": 12, "column": "Begin", "value": "25:00", "text": "dit is geen tijd; schrijf 09:00" }))]
pub struct FaultyLine {
    /// Line in the file, or row in the sheet, from 1.
    line: usize,
    /// Header of the column.
    column: String,
    /// The value, shortened.
    value: String,
    /// Why, and what to do.
    text: String,
}

/// Hours that take the place of stored ones.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "from": "Thomas Lakeman 08-04-2023 09:00–14:00", "to": "Thomas Lakeman 08-04-2023 09:00–15:00" }))]
pub struct Replaced {
    /// What is stored.
    from: String,
    /// What the file says.
    to: String,
}

/// A file that came.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-00000000000a", "file_name": "uren-april.csv", "imported_at": "2023-05-17T07:00:00Z",
    "imported_by": "token rooster",
}))]
pub struct HourFile {
    /// Identity; a file that comes again keeps it.
    id: Uuid,
    /// What it is called.
    file_name: String,
    /// When it came last.
    imported_at: Timestamp,
    /// Who brought it then.
    imported_by: String,
}

impl HourFileReport {
    fn of(report: ImportReport, refusal: Option<&Refusal>, language: Language) -> Self {
        let faulty = |fault: LineReport| FaultyLine {
            line: fault.line,
            column: fault.column,
            value: fault.value,
            text: fault.text,
        };
        let replaced = |Replacement { from, to }| Replaced { from, to };
        Self {
            file: report.file,
            read_lines: report.read_lines,
            good_lines: report.good_lines,
            faults: report.faults.into_iter().map(faulty).collect(),
            warnings: report.warnings,
            ignored_columns: report.ignored_columns,
            added: report.added,
            unchanged: report.unchanged,
            changed: report.changed.into_iter().map(replaced).collect(),
            removed: report.removed,
            not_in_file: report.not_in_file,
            refusal: refusal.map(|refusal| {
                let (dutch, english) = why(refusal);
                language.pick(dutch, english)
            }),
            stored: report.stored,
        }
    }
}

/// Why a file is not stored, with the parameter by which it would be.
fn why(refusal: &Refusal) -> (String, String) {
    let (dutch, english) = match refusal {
        Refusal::LinesRefused(count) => (
            format!(
                "Niet bruikbaar: {count} van de regels; er is niets opgeslagen. Verbeter het bestand, of laat de goede regels doorgaan met `accept_good=true`."
            ),
            format!(
                "Not usable: {count} of the lines; nothing was stored. Mend the file, or let the good lines go on with `accept_good=true`."
            ),
        ),
        Refusal::WouldReplace { changed, removed } => (
            format!(
                "Het bestand wijzigt {changed} en verwijdert {removed} van de opgeslagen uren; er is niets opgeslagen. Neem het verschil over met `replace=true`."
            ),
            format!(
                "The file changes {changed} and removes {removed} of the stored hours; nothing was stored. Take the difference over with `replace=true`."
            ),
        ),
        other => (other.text(Language::Dutch), other.text(Language::English)),
    };
    (dutch, english)
}

/// A file that was brought, and is not stored: why, and line by line.
fn refused(refusal: Refusal, report: ImportReport) -> Failure {
    let why = why(&refusal);
    let line = |fault: LineReport| {
        let said = format!("{}: {}", fault.value, fault.text);
        Wrong::line(
            fault.line,
            Some(fault.column).filter(|column| !column.is_empty()),
            (said.clone(), said),
        )
    };
    let lines = report.faults.into_iter().map(line).collect();
    Failure::File(hub_failure::kind(&HubError::from(refusal)), why, lines)
}

fn unreadable(error: &FileError) -> Failure {
    let why = (error.text(Language::Dutch), error.text(Language::English));
    Failure::File(Kind::Unreadable, why, Vec::new())
}

/// The file, read with the columns that the employer uses.
async fn read(guarded: &Guarded, name: String, bytes: Bytes) -> Result<HoursFile, Failure> {
    let mapping = guarded.hub().column_mapping(guarded.id()).await?;
    let reading = tokio::task::spawn_blocking(move || read_bytes(&name, &bytes, mapping.as_ref()));
    reading
        .await
        .map_err(|_| Failure::BrokeOff)?
        .map_err(|error| unreadable(&error))
}

/// Reads a file of shifts or hour lines and says line by line what it would bring; nothing is stored. CSV or XLSX, told apart
/// by its bytes; columns are recognised by their headers, or as the employer's column mapping says.
#[utoipa::path(
    post, path = "/organisations/{organisation}/hour-file-looks", operation_id = "lookAtHourFile", tag = "hours",
    summary = "Look at a file of hours",
    params(Choices),
    request_body(content((String = "text/csv"), ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("application/octet-stream"))),
    responses((status = 200, description = "What it would bring.", body = HourFileReport)),
)]
pub async fn look(
    guarded: Guarded,
    In(language): In,
    Query(choices): Query<Choices>,
    Body(Spreadsheet(bytes)): Body<Spreadsheet>,
) -> Result<Json<HourFileReport>, Failure> {
    let (name, choice) = choices.checked(language)?;
    let file = read(&guarded, name, bytes).await?;
    let choice = ImportChoice {
        look_only: true,
        ..choice
    };
    let (report, refusal) = guarded.hub().import_hours(guarded.id(), &file, choice).await?;
    Ok(Json(HourFileReport::of(report, refusal.as_ref(), language)))
}

/// Stores the hours of a file: all that was chosen, or nothing. What is refused says so line by line. Its shifts count at
/// once: whoever brings a file in approves it.
#[utoipa::path(
    post, path = "/organisations/{organisation}/hour-files", operation_id = "importHourFile", tag = "hours",
    summary = "Bring in a file of hours",
    params(Choices, OnceHeader),
    request_body(content((String = "text/csv"), ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("application/octet-stream"))),
    responses((status = 201, description = "The hours are stored.", body = HourFileReport)),
)]
pub async fn import(
    guarded: Guarded,
    In(language): In,
    Query(choices): Query<Choices>,
    once: Once<Spreadsheet>,
) -> Answer {
    let (name, choice) = choices.checked(language)?;
    let asking = guarded.clone();
    once.make(&guarded, async move |Spreadsheet(bytes)| {
        let file = read(&asking, name, bytes).await?;
        let (report, refusal) = asking.hub().import_hours(asking.id(), &file, choice).await?;
        match refusal {
            Some(refusal) => Err(refused(refusal, report)),
            None => Ok(HourFileReport::of(report, None, language)),
        }
    })
    .await
}

/// The files that came, newest first.
#[utoipa::path(
    get, path = "/organisations/{organisation}/hour-files", operation_id = "listHourFiles", tag = "hours",
    summary = "The files of hours that came",
    params(Paging),
    responses((status = 200, description = "A page of files, newest first.", body = Page<HourFile>)),
)]
pub async fn list(guarded: Guarded, Query(paging): Query<Paging>) -> Result<Json<Page<HourFile>>, Failure> {
    let imports = guarded.hub().store.imports(guarded.id()).await?;
    let key = |import: &Import| format!("{:020} {}", import.imported_at.as_millisecond(), import.id);
    let view = |import: Import| HourFile {
        id: import.id.0,
        file_name: import.file_name,
        imported_at: import.imported_at,
        imported_by: import.imported_by,
    };
    Ok(Json(paging.newest_first(imports, key, view)?))
}
