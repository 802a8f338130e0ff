//! The third pass: every row into lines, faults or warnings.

use super::row_reader::RowReader;
use super::{decimal_signs, hours, repeated, shift};
use crate::columns::header::{self, Found, Header};
use crate::columns::layout::LineLayout;
use crate::columns::mapping::ColumnMapping;
use crate::hours_file::{ColumnUse, FileForm, HoursLine, Line};
use crate::report::error::FileError;
use crate::report::fault::{LineFault, Reason};
use crate::report::warning::Warning;
use crate::source::cell::Cell;
use crate::source::{Row, Source};
use loonbrug_domain::HundredthHours;
use std::ops::ControlFlow;

/// What the rows of a file say.
pub(crate) struct Interpretation {
    pub(crate) form: FileForm,
    pub(crate) header: Header,
    pub(crate) lines: Vec<Line>,
    pub(crate) faults: Vec<LineFault>,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) read_lines: usize,
}

/// Finds the header, then the decimal signs, then reads the lines.
pub(crate) fn interpret(source: &mut dyn Source, mapping: &ColumnMapping) -> Result<Interpretation, FileError> {
    let Found {
        form,
        mut header,
        other_sheets,
    } = header::find(source, mapping)?;
    decimal_signs::detect(source, &form, &mut header)?;
    let mut collected = Collected::new(&header);
    source.rows(&form, Some(header.columns.len()), &mut |row| {
        if row.line > header.line && !row.is_blank() {
            collected.add(&header, &row);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    if collected.read_lines == 0 {
        return Err(FileError::NoLines {
            header_line: header.line,
        });
    }
    let Collected {
        lines,
        faults,
        mut warnings,
        unsupported,
        read_lines,
    } = collected;
    repeated::find(&lines, &mut warnings);
    warnings.extend(unsupported_columns(&header, &unsupported));
    warnings.extend(other_sheets.into_iter().map(|sheet| Warning::SheetNotRead { sheet }));
    Ok(Interpretation {
        form,
        header,
        lines,
        faults,
        warnings,
        read_lines,
    })
}

/// What came of the rows so far.
struct Collected {
    lines: Vec<Line>,
    faults: Vec<LineFault>,
    warnings: Vec<Warning>,
    /// For each column that is not taken in this way: how many of its cells are filled.
    unsupported: Vec<Option<usize>>,
    read_lines: usize,
}

impl Collected {
    fn new(header: &Header) -> Self {
        let is_unsupported = |usage: ColumnUse| usage == ColumnUse::Unsupported;
        let unsupported = header
            .columns
            .iter()
            .map(|column| is_unsupported(column.usage).then_some(0))
            .collect();
        Self {
            lines: Vec::new(),
            faults: Vec::new(),
            warnings: Vec::new(),
            unsupported,
            read_lines: 0,
        }
    }

    fn add(&mut self, header: &Header, row: &Row) {
        self.read_lines += 1;
        if let Some((cell, reason)) = unfit(header, row) {
            self.faults.push(LineFault::new(row.line, "", cell, reason));
            return;
        }
        for (cell, filled) in row.cells.iter().zip(&mut self.unsupported) {
            if let Some(filled) = filled {
                *filled += usize::from(!cell.is_empty());
            }
        }
        let mut reader = RowReader {
            header,
            row,
            faults: &mut self.faults,
        };
        match header.layout {
            LineLayout::Shifts => self.lines.extend(shift::shift(&mut reader).map(Line::Shift)),
            LineLayout::HoursLong => {
                let lines = hours::long(&mut reader, &mut self.warnings);
                self.add_hours(lines);
            }
            LineLayout::HoursWide => {
                let lines = hours::wide(&mut reader, &mut self.warnings);
                self.add_hours(lines);
            }
        }
    }

    fn add_hours(&mut self, lines: Vec<HoursLine>) {
        for line in lines {
            if line.hours < HundredthHours::ZERO {
                let person = line.person.clone();
                self.warnings.push(Warning::NegativeHours {
                    line: line.line,
                    person,
                    hours: line.hours,
                });
            }
            self.lines.push(Line::Hours(line));
        }
    }
}

/// Why a row as a whole cannot be read under this header, and what of it to show.
fn unfit<'a>(header: &Header, row: &'a Row) -> Option<(&'a Cell, Reason)> {
    let expected = header.columns.len();
    let first = row.cells.first().unwrap_or(&Cell::Empty);
    if let Some(reason) = row.fault {
        return Some((first, reason));
    }
    if row.width < expected {
        return Some((
            first,
            Reason::CellCount {
                expected,
                found: row.width,
            },
        ));
    }
    if row.filled > expected {
        return Some((
            first,
            Reason::CellCount {
                expected,
                found: row.filled,
            },
        ));
    }
    None
}

fn unsupported_columns(header: &Header, unsupported: &[Option<usize>]) -> Vec<Warning> {
    let columns = header.columns.iter().zip(unsupported);
    columns
        .filter_map(|(column, filled)| {
            let filled = filled.filter(|filled| *filled > 0)?;
            Some(Warning::UnsupportedColumn {
                column: column.header.clone(),
                filled,
            })
        })
        .collect()
}
