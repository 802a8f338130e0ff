//! Rows out of text with separators.

use super::physical::{PhysicalLine, PhysicalLines};
use super::split::{Quotes, Split, split};
use super::{Row, Source, Visit};
use crate::hours_file::{Encoding, FileForm, Separator};
use crate::limits;
use crate::report::error::FileError;
use crate::report::fault::Reason;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// A file of text.
pub(crate) struct TextSource {
    file: File,
    encoding: Encoding,
}

impl TextSource {
    pub(crate) const fn new(file: File, encoding: Encoding) -> Self {
        Self { file, encoding }
    }
}

impl Source for TextSource {
    fn forms(&self) -> Vec<FileForm> {
        Separator::ALL
            .map(|separator| FileForm::Csv {
                encoding: self.encoding,
                separator,
            })
            .to_vec()
    }

    fn rows(&mut self, form: &FileForm, columns: Option<usize>, visit: &mut Visit<'_>) -> Result<(), FileError> {
        let FileForm::Csv { encoding, separator } = form else {
            return Ok(());
        };
        self.file.seek(SeekFrom::Start(0)).map_err(FileError::io)?;
        let mut rows = TextRows {
            lines: PhysicalLines::new(&self.file, *encoding),
            put_back: VecDeque::new(),
            separator: separator.character(),
            columns,
        };
        while let Some(row) = rows.next()? {
            if visit(row)?.is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Rows of cells out of lines. A quoted cell may span lines, but only if the whole then makes a row that fits
/// the header: one forgotten quote must not swallow the lines under it.
struct TextRows<R> {
    lines: PhysicalLines<R>,
    put_back: VecDeque<PhysicalLine>,
    separator: char,
    columns: Option<usize>,
}

impl<R: Read> TextRows<R> {
    fn next(&mut self) -> Result<Option<Row>, FileError> {
        let Some(line) = self.next_line()? else { return Ok(None) };
        if line.too_long {
            return Ok(Some(Row::broken(line.number, &line.text, Reason::LineTooLong)));
        }
        let cells = split(&line.text, self.separator);
        Ok(Some(match cells.quotes {
            Quotes::Closed => row(line.number, cells),
            Quotes::Stray => Row::broken(line.number, &line.text, Reason::StrayQuote),
            Quotes::Open => match self.join(&line)? {
                Some(joined) => row(line.number, joined),
                None => Row::broken(line.number, &line.text, Reason::UnclosedQuote),
            },
        }))
    }

    fn next_line(&mut self) -> Result<Option<PhysicalLine>, FileError> {
        match self.put_back.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.lines.next(),
        }
    }

    /// Adds lines until the quote is closed; puts them back if that makes no row.
    fn join(&mut self, first: &PhysicalLine) -> Result<Option<Split>, FileError> {
        let mut text = first.text.clone();
        let mut taken = Vec::new();
        while taken.len() < limits::JOINED_LINES && text.len() <= limits::CELL_BYTES * 4 {
            let Some(line) = self.next_line()? else { break };
            text.push('\n');
            text.push_str(&line.text);
            let too_long = line.too_long;
            taken.push(line);
            let cells = split(&text, self.separator);
            match cells.quotes {
                Quotes::Closed if !too_long && self.columns.is_none_or(|columns| cells.width == columns) => {
                    return Ok(Some(cells));
                }
                Quotes::Open if !too_long => {}
                _ => break,
            }
        }
        for line in taken.into_iter().rev() {
            self.put_back.push_front(line);
        }
        Ok(None)
    }
}

fn row(line: usize, split: Split) -> Row {
    Row {
        line,
        cells: split.cells,
        width: split.width,
        filled: split.filled,
        fault: None,
    }
}
