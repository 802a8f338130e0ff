//! The second pass: which decimal sign each column uses.

use crate::columns::header::Header;
use crate::hours_file::{ColumnUse, DecimalSign, FileForm};
use crate::report::error::FileError;
use crate::source::Source;
use crate::values::number;
use std::ops::ControlFlow;

/// How often a column proves each sign.
#[derive(Clone, Copy, Default)]
struct Proofs {
    commas: usize,
    points: usize,
}

/// Sets the decimal sign of every column with numbers that proves one; the sign of most of its cells.
pub(crate) fn detect(source: &mut dyn Source, form: &FileForm, header: &mut Header) -> Result<(), FileError> {
    let is_decimal = |usage: ColumnUse| matches!(usage, ColumnUse::Field(field) if field.is_decimal());
    let mut proofs: Vec<Option<Proofs>> = header
        .columns
        .iter()
        .map(|column| is_decimal(column.usage).then(Proofs::default))
        .collect();
    if proofs.iter().all(Option::is_none) {
        return Ok(());
    }
    source.rows(form, Some(header.columns.len()), &mut |row| {
        if row.line > header.line && row.fault.is_none() {
            for (cell, proofs) in row.cells.iter().zip(&mut proofs) {
                if let Some(proofs) = proofs {
                    proofs.count(number::proof(cell));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    for (column, proofs) in header.columns.iter_mut().zip(proofs) {
        column.decimal_sign = proofs.and_then(Proofs::sign);
    }
    Ok(())
}

impl Proofs {
    const fn count(&mut self, proof: Option<DecimalSign>) {
        match proof {
            Some(DecimalSign::Comma) => self.commas += 1,
            Some(DecimalSign::Point) => self.points += 1,
            None => {}
        }
    }

    const fn sign(self) -> Option<DecimalSign> {
        if self.commas == 0 && self.points == 0 {
            None
        } else if self.commas >= self.points {
            Some(DecimalSign::Comma)
        } else {
            Some(DecimalSign::Point)
        }
    }
}
