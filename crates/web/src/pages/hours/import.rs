//! A file with hours: look first, line by line, then store.

use super::columns::{ColumnsView, SentFile};
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::refusals::{on_pages, refusal_text};
use crate::shell::{Section, Shell};
use crate::site::Site;
use crate::upload::uploaded;
use crate::words::Words;
use askama::Template;
use axum::extract::{Multipart, RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use loonbrug_domain::access::Reach;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_files::{ColumnMapping, HoursFile, LineLayout, preview, write_template};
use loonbrug_hub::hexadecimal;
use loonbrug_hub::import::{ImportChoice, ImportReport};
use sha2::{Digest as _, Sha256};
use std::io::Write as _;
use std::sync::Arc;
use tempfile::NamedTempFile;

/// The largest file that is taken in by a page; the command line takes larger ones.
pub const LARGEST_FILE: usize = 32 * 1024 * 1024;
/// A file of an employer, by its hash.
pub type Handle = (OrganisationId, [u8; 32]);
/// Lines of each kind that are shown; the counts are of all.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "hours_import.html")]
struct ImportPage {
    shell: Shell,
    w: Words,
    action: String,
    store: String,
    back: String,
    templates: Vec<(String, &'static str)>,
    refused: String,
    looked: Option<Looked>,
    columns: Option<ColumnsView>,
    columns_action: String,
    shown: usize,
}

/// A file that was looked at.
struct Looked {
    report: ImportReport,
    handle: String,
    choice: ImportChoice,
    /// Lines that would be stored or taken over.
    changes: usize,
    replaces: usize,
    storable: bool,
    note: String,
}

impl ImportPage {
    /// Whether nothing could be read yet: the columns may mend it.
    const fn is_unread(&self) -> bool {
        self.looked.is_none()
    }

    fn of(guarded: &Guarded, refused: String, looked: Option<Looked>) -> Self {
        let w = guarded.w();
        let template = |kind: &str| guarded.address(&format!("hours/import/template?kind={kind}"));
        Self {
            shell: Shell::at(guarded, Section::Hours, "Bestand inlezen", "Read a file"),
            w,
            action: guarded.address("hours/import"),
            store: guarded.address("hours/import/store"),
            back: guarded.address("hours"),
            templates: vec![
                (
                    template("shifts"),
                    w.t("diensten, met begin en einde", "shifts, with start and end"),
                ),
                (
                    template("hours"),
                    w.t("uren per factor, onder elkaar", "hours per factor, one below the other"),
                ),
                (
                    template("wide"),
                    w.t("uren per factor, naast elkaar", "hours per factor, side by side"),
                ),
            ],
            refused,
            looked,
            columns: None,
            columns_action: guarded.address("hours/import/columns"),
            shown: SHOWN,
        }
    }
}

/// A file is about everybody, so it is for whoever reaches everybody.
pub fn must_reach_everyone(guarded: &Guarded) -> Result<(), Failure> {
    if *guarded.allowed.reach() == Reach::Everyone {
        Ok(())
    } else {
        Err(Failure::NotFound)
    }
}

/// `GET …/hours/import`.
pub async fn ask(guarded: Guarded) -> Answer {
    must_reach_everyone(&guarded)?;
    page(&ImportPage::of(&guarded, String::new(), None))
}

/// `GET …/hours/import/template`: a header and one example line.
pub async fn template(guarded: Guarded, RawQuery(query): RawQuery) -> Answer {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (layout, name) = match fields.text("kind") {
        "shifts" => (LineLayout::Shifts, "diensten.csv"),
        "hours" => (LineLayout::HoursLong, "uren.csv"),
        "wide" => (LineLayout::HoursWide, "uren-breed.csv"),
        _ => return Err(Failure::NotFound),
    };
    let disposition = format!("attachment; filename=\"{}\"", guarded.w().t(name, name));
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    // The mark tells a spreadsheet that this is UTF-8.
    Ok((headers, format!("\u{feff}{}", write_template(layout))).into_response())
}

/// `POST …/hours/import`: reads the file and shows what it would do; nothing is stored.
pub async fn look(State(site): State<Site>, guarded: Guarded, upload: Multipart) -> Answer {
    must_reach_everyone(&guarded)?;
    let (name, bytes) = uploaded(&guarded.signed, upload).await?;
    if bytes.is_empty() {
        let text = guarded.w().t("Kies eerst een bestand.", "Choose a file first.");
        return refused(&guarded, text.to_owned(), None);
    }
    let handle = (guarded.id(), Sha256::digest(&bytes).into());
    let Ok(Ok(file)) = tokio::task::spawn_blocking(move || kept(&bytes)).await else {
        return refused(&guarded, unreadable(guarded.w()), None);
    };
    // One file of an employer at a time is enough to look at.
    site.sent_files.forget(|(of, _)| of == guarded.id());
    site.sent_files.put(handle, SentFile { name, file });
    let mapping = guarded.hub().column_mapping(guarded.id()).await?;
    examined(&site, &guarded, handle, mapping).await
}

/// As a file of the system, because a workbook is read in several places.
fn kept(bytes: &[u8]) -> std::io::Result<NamedTempFile> {
    let mut kept = NamedTempFile::new()?;
    kept.write_all(bytes)?;
    kept.flush()?;
    Ok(kept)
}

fn unreadable(w: Words) -> String {
    w.t(
        "Dit bestand is niet te lezen. Er is niets opgeslagen; sla het op als CSV of XLSX en probeer het opnieuw.",
        "This file cannot be read. Nothing was stored; save it as CSV or XLSX and try again.",
    )
    .to_owned()
}

/// Reads a file that was sent, and shows what it would do, or what is wrong; its columns with both.
pub async fn examined(site: &Site, guarded: &Guarded, handle: Handle, mapping: Option<ColumnMapping>) -> Answer {
    let sent = site.sent_files.get(handle).ok_or(Failure::NotFound)?;
    let name = sent.name.clone();
    let read = tokio::task::spawn_blocking(move || {
        let (path, mapping) = (sent.file.path(), mapping.as_ref());
        (loonbrug_files::read(path, mapping), preview(path, mapping))
    });
    match read.await {
        Ok((Ok(mut file), _)) => {
            file.name = name;
            site.files.forget(|(of, _)| of == guarded.id());
            site.files.put(handle, file);
            let file = site.files.get(handle).ok_or(Failure::NotFound)?;
            show((site, guarded), handle, &file, ImportChoice::default(), StatusCode::OK).await
        }
        Ok((Err(error), previewed)) => {
            let previewed = previewed.unwrap_or_default();
            let columns = ColumnsView::of(&previewed, None, &handle, guarded.w());
            refused(guarded, error.text(guarded.w().language), Some(columns))
        }
        Err(_) => refused(guarded, unreadable(guarded.w()), None),
    }
}

/// The page with what is wrong, and with the columns where they can mend it.
pub fn refused(guarded: &Guarded, text: String, columns: Option<ColumnsView>) -> Answer {
    let shown = ImportPage {
        columns: columns.filter(|columns| !columns.columns.is_empty()),
        ..ImportPage::of(guarded, text, None)
    };
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// The columns of a file that can be read, as it is read.
async fn columns_of(site: &Site, handle: Handle, file: &Arc<HoursFile>, w: Words) -> Option<ColumnsView> {
    let (sent, mapping) = (site.sent_files.get(handle)?, file.mapping.clone());
    let read = tokio::task::spawn_blocking(move || preview(sent.file.path(), Some(&mapping)));
    let previewed = read.await.ok()?.ok()?;
    Some(ColumnsView::of(&previewed, Some(file), &handle, w))
}

async fn show(
    (site, guarded): (&Site, &Guarded),
    handle: Handle,
    file: &Arc<HoursFile>,
    choice: ImportChoice,
    status: StatusCode,
) -> Answer {
    let choice = ImportChoice {
        look_only: true,
        language: guarded.w().language,
        ..choice
    };
    let (mut report, refusal) = guarded.hub().import_hours(guarded.id(), file, choice).await?;
    for fault in &mut report.faults {
        fault.text = on_pages(&fault.text, choice.language);
    }
    let replaces = report.changed.len() + report.removed.len();
    let changes = report.added + replaces;
    let looked = Looked {
        handle: hexadecimal(&file.hash),
        changes,
        replaces,
        storable: changes > 0,
        note: match refusal {
            Some(refusal) => refusal_text(&refusal, guarded.w().language),
            None => String::new(),
        },
        choice,
        report,
    };
    let shown = ImportPage {
        columns: columns_of(site, handle, file, guarded.w()).await,
        ..ImportPage::of(guarded, String::new(), Some(looked))
    };
    page_as(status, &shown)
}

/// `POST …/hours/import/store`: looks again with other choices, or stores.
pub async fn store(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    must_reach_everyone(&guarded)?;
    let handle = handle_of(&guarded, fields.text("file")).ok_or(Failure::NotFound)?;
    let Some(file) = site.files.get(handle) else {
        let text = guarded.w().t(
            "Dit bestand is niet meer open. Er is niets opgeslagen; kies het opnieuw.",
            "This file is not open any more. Nothing was stored; choose it again.",
        );
        return refused(&guarded, text.to_owned(), None);
    };
    let ticked = |name| fields.filled(name).is_some();
    let choice = ImportChoice {
        accept_good: ticked("accept_good"),
        replace: ticked("replace"),
        complete: ticked("complete"),
        days: None,
        look_only: false,
        language: guarded.w().language,
    };
    if fields.text("do") != "store" {
        return show((&site, &guarded), handle, &file, choice, StatusCode::OK).await;
    }
    let (report, refusal) = guarded.hub().import_hours(guarded.id(), &file, choice).await?;
    if refusal.is_some() {
        return show(
            (&site, &guarded),
            handle,
            &file,
            choice,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    }
    site.files.forget(|known| known == handle);
    site.sent_files.forget(|known| known == handle);
    let count = report.added + report.changed.len();
    let at = first_day(&file).map(|date| format!("at={date}&")).unwrap_or_default();
    Ok(go_to(
        &guarded.address(&format!("hours?{at}done=imported&count={count}")),
    ))
}

fn first_day(file: &HoursFile) -> Option<loonbrug_domain::Date> {
    let day = |line: &loonbrug_files::Line| match line {
        loonbrug_files::Line::Shift(shift) => shift.date,
        loonbrug_files::Line::Hours(hours) => hours.range.from,
    };
    file.lines.iter().map(day).min()
}

/// The file that a form names, of this employer.
pub fn handle_of(guarded: &Guarded, text: &str) -> Option<Handle> {
    Some((guarded.id(), hash(text)?))
}

/// The hash of a file as an address writes it.
fn hash(text: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (place, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_comes_back_as_it_was_written() {
        let known = [0xa7; 32];
        assert_eq!(hash(&hexadecimal(&known)), Some(known));
        assert_eq!(hash("a7"), None);
        assert_eq!(hash(&"g".repeat(64)), None);
    }
}
