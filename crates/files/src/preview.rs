//! The header of a file with its first lines, for whoever says which column holds what.

use crate::columns::field::Field;
use crate::columns::header;
use crate::columns::mapping::ColumnMapping;
use crate::hours_file::FileForm;
use crate::read::source_of;
use crate::report::error::FileError;
use crate::source::{Row, Source};
use std::ops::ControlFlow;
use std::path::Path;

/// Lines below the header that are shown.
const EXAMPLES: usize = 3;
/// A line with fewer cells is a title, and no header.
const FEWEST_CELLS: usize = 2;

/// One column as it stands in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PreviewedColumn {
    /// Its text in the header.
    pub header: String,
    /// What it may hold, the likeliest first: as the mapping says, else as its header is recognised.
    pub meanings: Vec<Field>,
    /// What stands in it on the first lines.
    pub examples: Vec<String>,
}

/// The columns of a file, also of one that cannot be read yet because a column is missing or said twice.
///
/// # Errors
/// What keeps any header from being found: no text, no workbook, nothing in it.
pub fn preview(path: &Path, mapping: Option<&ColumnMapping>) -> Result<Vec<PreviewedColumn>, FileError> {
    let none = ColumnMapping::default();
    let mapping = mapping.unwrap_or(&none);
    let (_, mut source) = source_of(path)?;
    let (form, line) = match header::nearest(&mut *source, mapping)? {
        Some(nearest) => nearest,
        None => first_line(&mut *source)?.ok_or(FileError::NoHeader)?,
    };
    let mut rows = rows_from(&mut *source, &form, line)?.into_iter();
    let headers = rows.next().unwrap_or_default();
    let examples: Vec<Vec<String>> = rows.collect();
    let meanings = mapping.meanings(&headers);
    let column = |(place, (header, meanings)): (usize, (String, Vec<Field>))| PreviewedColumn {
        header,
        meanings,
        examples: examples.iter().filter_map(|row| row.get(place).cloned()).collect(),
    };
    Ok(headers.into_iter().zip(meanings).enumerate().map(column).collect())
}

/// The form and the line that may be a header though nothing in it is recognised: the first one with cells.
fn first_line(source: &mut dyn Source) -> Result<Option<(FileForm, usize)>, FileError> {
    let mut found: Option<(FileForm, usize, usize)> = None;
    for form in source.forms() {
        source.rows(&form, None, &mut |row| {
            if row.filled < FEWEST_CELLS {
                return Ok(ControlFlow::Continue(()));
            }
            if found.as_ref().is_none_or(|(_, _, cells)| row.filled > *cells) {
                found = Some((form.clone(), row.line, row.filled));
            }
            Ok(ControlFlow::Break(()))
        })?;
    }
    Ok(found.map(|(form, line, _)| (form, line)))
}

/// The line of this number and those below it, without blank ones.
fn rows_from(source: &mut dyn Source, form: &FileForm, line: usize) -> Result<Vec<Vec<String>>, FileError> {
    let mut rows = Vec::new();
    source.rows(form, None, &mut |row| {
        if row.line >= line && !row.is_blank() {
            rows.push(texts(&row));
        }
        Ok(if rows.len() > EXAMPLES {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    Ok(rows)
}

fn texts(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| cell.shown().trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn previewed(text: &str) -> Vec<PreviewedColumn> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        preview(file.path(), None).unwrap()
    }

    #[test]
    fn a_file_that_lacks_a_column_shows_what_it_has() {
        let columns = previewed("Pers.nr.;datum;begin;t\n1001;03-04-2023;09:00;17:00\n\n1002;04-04-2023;10:00;14:00\n");
        let headers: Vec<_> = columns.iter().map(|column| column.header.as_str()).collect();
        assert_eq!(headers, ["Pers.nr.", "datum", "begin", "t"]);
        assert!(columns[1].meanings.contains(&Field::Date) && columns[3].meanings.is_empty());
        assert_eq!(columns[3].examples, ["17:00", "14:00"]);
    }

    #[test]
    fn a_header_of_which_nothing_is_known_is_the_first_line_with_cells() {
        let columns = previewed("Export van 3 april\nwie,dag,van,naar\n1001,03-04-2023,09:00,17:00\n");
        let headers: Vec<_> = columns.iter().map(|column| column.header.as_str()).collect();
        assert_eq!(headers, ["wie", "dag", "van", "naar"]);
        assert_eq!(columns[0].examples, ["1001"]);
    }
}
