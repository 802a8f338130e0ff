//! Which column of a file holds what: as it was recognised, and as somebody says.

use super::import::{Handle, examined, handle_of, must_reach_everyone, refused};
use crate::answer::{Answer, Failure};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::site::Site;
use crate::words::Words;
use axum::extract::State;
use loonbrug_domain::Factor;
use loonbrug_files::{ColumnMapping, ColumnUse, Field, HoursFile, PreviewedColumn, preview};
use loonbrug_hub::hexadecimal;
use std::collections::BTreeSet;
use tempfile::NamedTempFile;

/// What a column may hold, beside hours and minutes at a factor.
const PLAIN: [Field; 15] = [
    Field::EmployeeNumber,
    Field::Name,
    Field::Email,
    Field::Group,
    Field::Date,
    Field::Start,
    Field::End,
    Field::Break,
    Field::PeriodFrom,
    Field::PeriodTo,
    Field::Kind,
    Field::Factor,
    Field::Hours,
    Field::Days,
    Field::SurchargeHours,
];
/// Factors that may be chosen, beside those that the file itself names.
const FACTORS: [u32; 5] = [100, 125, 150, 175, 200];

/// A file that somebody sent and that is looked at; it goes when it is not kept any more.
#[derive(Debug)]
pub struct SentFile {
    /// Its name on the machine that it came from.
    pub name: String,
    /// Its bytes, as a file of the system: a workbook is read in several places.
    pub file: NamedTempFile,
}

/// The columns of a file, to be looked at and changed.
pub struct ColumnsView {
    /// The file.
    pub handle: String,
    /// Its columns, in order.
    pub columns: Vec<ColumnView>,
    /// What each may hold: the word and what it is called.
    pub choices: Vec<(String, String)>,
}

/// One column.
pub struct ColumnView {
    /// Its header.
    pub header: String,
    /// What stands in it on the first lines.
    pub examples: String,
    /// The word of what it is read as; empty where it is not read.
    pub chosen: String,
}

impl ColumnsView {
    /// Of a file that could be read, or could not yet.
    pub fn of(previewed: &[PreviewedColumn], file: Option<&HoursFile>, handle: &Handle, w: Words) -> Self {
        let chosen = |place: usize, column: &PreviewedColumn| match file.and_then(|file| file.columns.get(place)) {
            Some(read) => match read.usage {
                ColumnUse::Field(field) => Some(field),
                ColumnUse::Unsupported | ColumnUse::Ignored => None,
            },
            None => column.meanings.first().copied(),
        };
        let named = previewed.iter().flat_map(|column| &column.meanings).copied();
        let of_factors = FACTORS
            .into_iter()
            .map(Factor::percent)
            .flat_map(|factor| [Field::HoursAt(factor), Field::MinutesAt(factor)])
            .filter(|field| *field != Field::MinutesAt(Factor::WORKED));
        let more: BTreeSet<Field> = named
            .chain(of_factors)
            .filter(|field| matches!(field, Field::HoursAt(_) | Field::MinutesAt(_)))
            .collect();
        let choices = PLAIN.into_iter().chain(more);
        Self {
            handle: hexadecimal(&handle.1),
            columns: previewed
                .iter()
                .enumerate()
                .map(|(place, column)| ColumnView {
                    header: column.header.clone(),
                    examples: column.examples.join(" · "),
                    chosen: chosen(place, column).map(|field| field.to_string()).unwrap_or_default(),
                })
                .collect(),
            choices: choices
                .map(|field| (field.to_string(), field.label(w.language)))
                .collect(),
        }
    }
}

/// `POST …/hours/import/columns`: reads the file again, with these columns. They are kept when the file is stored.
pub async fn act(State(site): State<Site>, guarded: Guarded, Posted(fields): Posted) -> Answer {
    must_reach_everyone(&guarded)?;
    let handle = handle_of(&guarded, fields.text("file")).ok_or(Failure::NotFound)?;
    let Some(sent) = site.sent_files.get(handle) else {
        let text = guarded.w().t(
            "Dit bestand is niet meer open. Er is niets opgeslagen; kies het opnieuw.",
            "This file is not open any more. Nothing was stored; choose it again.",
        );
        return refused(&guarded, text.to_owned(), None);
    };
    let kept = guarded.hub().column_mapping(guarded.id()).await?.unwrap_or_default();
    let read = tokio::task::spawn_blocking(move || preview(sent.file.path(), None)).await;
    let Ok(Ok(columns)) = read else {
        return Err(Failure::NotFound);
    };
    match chosen(kept, &columns, &fields) {
        Ok(mapping) => examined(&site, &guarded, handle, Some(mapping)).await,
        Err(field) => {
            let w = guarded.w();
            let label = field.label(w.language);
            let text = w.language.pick(
                format!("Twee kolommen zijn gekozen als {label}. Kies er een; er is niets opgeslagen."),
                format!("Two columns are chosen as {label}. Choose one; nothing was stored."),
            );
            let view = ColumnsView::of(&columns, None, &handle, w);
            refused(&guarded, text, Some(typed(view, &fields)))
        }
    }
}

/// The mapping with what was chosen for these columns; or what was chosen for two of them.
fn chosen(mut mapping: ColumnMapping, columns: &[PreviewedColumn], fields: &Fields) -> Result<ColumnMapping, Field> {
    let choices: Vec<Option<Field>> = fields.all("column").map(|word| word.parse().ok()).collect();
    let is_here = |header: &String| columns.iter().any(|column| column.header == *header);
    mapping
        .fields
        .retain(|field, header| !is_here(header) && !choices.contains(&Some(*field)));
    mapping.ignored.retain(|header| !is_here(header));
    for (column, choice) in columns.iter().zip(choices) {
        if let Some(field) = choice {
            if mapping.fields.insert(field, column.header.clone()).is_some() {
                return Err(field);
            }
        } else if !column.meanings.is_empty() {
            // What nobody recognises needs no word.
            mapping.ignored.insert(column.header.clone());
        }
    }
    Ok(mapping)
}

/// The same columns, with what was chosen.
fn typed(mut view: ColumnsView, fields: &Fields) -> ColumnsView {
    for (column, choice) in view.columns.iter_mut().zip(fields.all("column")) {
        choice.clone_into(&mut column.chosen);
    }
    view
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(header: &str, meanings: &[Field]) -> PreviewedColumn {
        PreviewedColumn {
            header: header.to_owned(),
            meanings: meanings.to_vec(),
            examples: Vec::new(),
        }
    }

    #[test]
    fn what_is_chosen_leads_and_what_is_not_read_is_set_aside() {
        let columns = [
            column("wie", &[]),
            column("dag", &[Field::Date]),
            column("uren", &[Field::Hours]),
            column("opmerking", &[]),
        ];
        let fields = Fields::parse(b"column=employee_number&column=date&column=&column=");
        let mut kept = ColumnMapping::default();
        kept.fields.insert(Field::Date, "datum".to_owned());
        kept.fields.insert(Field::Name, "naam".to_owned());
        kept.ignored.insert("dag".to_owned());
        let mapping = chosen(kept, &columns, &fields).unwrap();
        let expected = [
            (Field::EmployeeNumber, "wie"),
            (Field::Name, "naam"),
            (Field::Date, "dag"),
        ];
        assert!(
            mapping
                .fields
                .iter()
                .map(|(field, header)| (*field, header.as_str()))
                .eq(expected)
        );
        assert!(mapping.ignored.iter().eq(["uren"]));
    }

    #[test]
    fn one_field_is_not_of_two_columns() {
        let columns = [column("van", &[]), column("begin", &[])];
        let fields = Fields::parse(b"column=start&column=start");
        assert_eq!(chosen(ColumnMapping::default(), &columns, &fields), Err(Field::Start));
    }
}
