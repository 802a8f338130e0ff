//! Finding the header: the line, and in a workbook the sheet, or in a text the separator, that make sense of it.

use super::field::Field;
use super::layout::LineLayout;
use super::mapping::ColumnMapping;
use super::recognise;
use crate::hours_file::{Column, ColumnUse, FileForm};
use crate::limits;
use crate::report::error::{FileError, Limit};
use crate::source::{Row, Source};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// The header of a file.
pub(crate) struct Header {
    /// Number of its line, from 1.
    pub(crate) line: usize,
    /// What a line stands for.
    pub(crate) layout: LineLayout,
    /// Every column, in order.
    pub(crate) columns: Vec<Column>,
    /// Field → position of its column.
    pub(crate) places: BTreeMap<Field, usize>,
}

/// Where the header was found.
pub(crate) struct Found {
    /// The form that makes sense.
    pub(crate) form: FileForm,
    /// Its header.
    pub(crate) header: Header,
    /// Other sheets of the workbook that hold something.
    pub(crate) other_sheets: Vec<String>,
}

/// How well something serves as the header; the best wins, and its error is shown if none is good.
struct Verdict {
    rank: usize,
    outcome: Result<Header, FileError>,
}

const COMPLETE: usize = usize::MAX;
const AMBIGUOUS: usize = usize::MAX - 1;
/// A line with fewer recognised headers than this is not a header with something missing: it is no header.
const FEWEST_RECOGNISED: usize = 2;

/// Tries every form of the file.
pub(crate) fn find(source: &mut dyn Source, mapping: &ColumnMapping) -> Result<Found, FileError> {
    let (best, mut filled_sheets) = best(source, mapping)?;
    let (form, verdict) = best.ok_or(FileError::Empty)?;
    filled_sheets.retain(|name| !matches!(&form, FileForm::Xlsx { sheet } if sheet == name));
    Ok(Found {
        header: verdict.outcome?,
        form,
        other_sheets: filled_sheets,
    })
}

/// The form and the number of the line that come nearest to a header, also where something is missing or said twice;
/// `None` where no line comes near.
pub(crate) fn nearest(
    source: &mut dyn Source,
    mapping: &ColumnMapping,
) -> Result<Option<(FileForm, usize)>, FileError> {
    let (best, _) = best(source, mapping)?;
    let (form, verdict) = best.ok_or(FileError::Empty)?;
    match verdict.outcome {
        Ok(Header { line, .. })
        | Err(FileError::MissingColumns { line, .. } | FileError::AmbiguousColumns { line, .. }) => {
            Ok(Some((form, line)))
        }
        Err(FileError::NoHeader) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What serves best, and the sheets that hold something.
type Best = (Option<(FileForm, Verdict)>, Vec<String>);

fn best(source: &mut dyn Source, mapping: &ColumnMapping) -> Result<Best, FileError> {
    let mut best: Option<(FileForm, Verdict)> = None;
    let mut filled_sheets = Vec::new();
    for form in source.forms() {
        let Some(verdict) = judge_form(source, &form, mapping)? else {
            continue;
        };
        if let FileForm::Xlsx { sheet } = &form {
            filled_sheets.push(sheet.clone());
        }
        if best.as_ref().is_none_or(|(_, best)| verdict.rank > best.rank) {
            best = Some((form, verdict));
        }
    }
    Ok((best, filled_sheets))
}

/// The best of the first lines that are not blank, or `None` when there are none.
fn judge_form(source: &mut dyn Source, form: &FileForm, mapping: &ColumnMapping) -> Result<Option<Verdict>, FileError> {
    let mut best: Option<Verdict> = None;
    let mut seen = 0;
    source.rows(form, None, &mut |row| {
        if row.is_blank() {
            return Ok(ControlFlow::Continue(()));
        }
        seen += 1;
        let verdict = judge(&row, mapping);
        let done = verdict.rank >= AMBIGUOUS || seen > limits::TITLE_LINES;
        if best.as_ref().is_none_or(|best| verdict.rank > best.rank) {
            best = Some(verdict);
        }
        Ok(if done {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    Ok(best)
}

/// One attempt to read a line as the header of a layout.
struct Attempt {
    layout: LineLayout,
    places: BTreeMap<Field, Vec<usize>>,
    missing: Vec<Field>,
}

fn judge(row: &Row, mapping: &ColumnMapping) -> Verdict {
    let headers: Vec<String> = row.cells.iter().map(|cell| cell.shown().trim().to_owned()).collect();
    let meanings = mapping.meanings(&headers);
    let attempts = LineLayout::ALL.map(|layout| attempt(layout, &meanings));
    let line = row.line;
    let ambiguous = |field, headers| Verdict {
        rank: AMBIGUOUS,
        outcome: Err(FileError::AmbiguousColumns { line, field, headers }),
    };
    let names = |places: &[usize]| {
        places
            .iter()
            .filter_map(|place| headers.get(*place).cloned())
            .collect::<Vec<_>>()
    };
    let complete: Vec<&Attempt> = attempts.iter().filter(|attempt| attempt.missing.is_empty()).collect();
    match complete.as_slice() {
        [] => incomplete(line, &headers, &attempts),
        [long, wide] if long.layout == LineLayout::HoursLong => {
            let hours = |attempt: &Attempt| -> Vec<usize> {
                let hours = attempt
                    .places
                    .iter()
                    .filter(|(field, _)| matches!(field, Field::Hours | Field::HoursAt(_)));
                hours.flat_map(|(_, places)| places.clone()).collect()
            };
            ambiguous(Field::Hours, names(&[hours(long), hours(wide)].concat()))
        }
        [first, ..] => match first.places.iter().find(|(_, places)| places.len() > 1) {
            Some((field, places)) => ambiguous(*field, names(places)),
            None => Verdict {
                rank: COMPLETE,
                outcome: finish(row, headers, first, mapping),
            },
        },
    }
}

/// Gives each column its first meaning that the layout allows.
fn attempt(layout: LineLayout, meanings: &[Vec<Field>]) -> Attempt {
    let mut places: BTreeMap<Field, Vec<usize>> = BTreeMap::new();
    for (place, fields) in meanings.iter().enumerate() {
        if let Some(field) = fields.iter().find(|field| layout.allows(**field)) {
            places.entry(*field).or_default().push(place);
        }
    }
    if layout != LineLayout::Shifts {
        // A line covers a period or one day; a file that shows both means the period.
        if places.contains_key(&Field::PeriodFrom) && places.contains_key(&Field::PeriodTo) {
            places.remove(&Field::Date);
        } else if places.contains_key(&Field::Date) {
            places.retain(|field, _| !matches!(field, Field::PeriodFrom | Field::PeriodTo));
        }
    }
    let any_factor = places.keys().any(|field| matches!(field, Field::HoursAt(_)));
    let missing = layout.missing(|field| places.contains_key(&field), any_factor);
    Attempt {
        layout,
        places,
        missing,
    }
}

/// The verdict on a line that is no complete header: what it lacks of the layout that it comes nearest to.
fn incomplete(line: usize, headers: &[String], attempts: &[Attempt]) -> Verdict {
    let nearest = attempts
        .iter()
        .min_by_key(|attempt| (attempt.missing.len(), Reverse(attempt.places.len())));
    match nearest {
        Some(nearest) if nearest.places.len() >= FEWEST_RECOGNISED => Verdict {
            rank: nearest.places.len(),
            outcome: Err(FileError::MissingColumns {
                line,
                layout: nearest.layout,
                missing: nearest.missing.clone(),
                headers: headers.to_vec(),
            }),
        },
        _ => Verdict {
            rank: 0,
            outcome: Err(FileError::NoHeader),
        },
    }
}

fn finish(row: &Row, headers: Vec<String>, attempt: &Attempt, mapping: &ColumnMapping) -> Result<Header, FileError> {
    if row.width > limits::COLUMNS {
        return Err(FileError::TooLarge {
            limit: Limit::Columns,
            found: row.width as u64,
        });
    }
    let places: BTreeMap<Field, usize> = attempt
        .places
        .iter()
        .filter_map(|(field, places)| Some((*field, *places.first()?)))
        .collect();
    let usage = |place: usize, header: &str| match places.iter().find(|(_, at)| **at == place) {
        Some((field, _)) => ColumnUse::Field(*field),
        None if !mapping.ignores(header) && recognise::is_unsupported(header) => ColumnUse::Unsupported,
        None => ColumnUse::Ignored,
    };
    let columns = headers
        .into_iter()
        .enumerate()
        .map(|(place, header)| Column {
            usage: usage(place, &header),
            header,
            decimal_sign: None,
        })
        .collect();
    Ok(Header {
        line: row.line,
        layout: attempt.layout,
        columns,
        places,
    })
}

impl Header {
    /// The mapping to keep: the one that was given, with what this header holds.
    pub(crate) fn mapping(&self, given: &ColumnMapping) -> ColumnMapping {
        let mut mapping = given.clone();
        for (field, place) in &self.places {
            if let Some(column) = self.columns.get(*place) {
                mapping.fields.insert(*field, column.header.clone());
            }
        }
        mapping
    }

    /// The text of a field's header; empty for a field that the file does not have.
    pub(crate) fn name_of(&self, field: Field) -> &str {
        let column = self.places.get(&field).and_then(|place| self.columns.get(*place));
        column.map_or("", |column| column.header.as_str())
    }
}
