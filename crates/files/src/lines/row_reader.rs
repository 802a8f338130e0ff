//! One row, read field by field; every field that cannot be used is reported, not only the first.

use crate::columns::field::Field;
use crate::columns::header::Header;
use crate::columns::layout::PERSON;
use crate::hours_file::{DecimalSign, PersonReference};
use crate::report::fault::{LineFault, Reason};
use crate::source::Row;
use crate::source::cell::Cell;
use crate::values;
use crate::values::person_number::employee_number;

/// A row under a header.
pub(crate) struct RowReader<'a> {
    pub(crate) header: &'a Header,
    pub(crate) row: &'a Row,
    pub(crate) faults: &'a mut Vec<LineFault>,
}

impl RowReader<'_> {
    /// The cell of a field; empty where the file has no such column.
    pub(crate) fn cell(&self, field: Field) -> &Cell {
        let place = self.header.places.get(&field);
        place
            .and_then(|place| self.row.cells.get(*place))
            .unwrap_or(&Cell::Empty)
    }

    /// The decimal sign of a field's column.
    pub(crate) fn sign(&self, field: Field) -> Option<DecimalSign> {
        let column = self
            .header
            .places
            .get(&field)
            .and_then(|place| self.header.columns.get(*place));
        column.and_then(|column| column.decimal_sign)
    }

    /// Reads a field; reports why it cannot be used.
    pub(crate) fn read<T>(&mut self, field: Field, read: impl FnOnce(&Cell) -> Result<T, Reason>) -> Option<T> {
        read(self.cell(field)).map_err(|reason| self.fault(field, reason)).ok()
    }

    /// Reads a field with a number that has a decimal sign.
    pub(crate) fn read_decimal<T>(
        &mut self,
        field: Field,
        read: impl FnOnce(&Cell, Option<DecimalSign>) -> Result<T, Reason>,
    ) -> Option<T> {
        let sign = self.sign(field);
        self.read(field, |cell| read(cell, sign))
    }

    /// Reports that a field cannot be used.
    pub(crate) fn fault(&mut self, field: Field, reason: Reason) {
        let fault = LineFault::new(self.row.line, self.header.name_of(field), self.cell(field), reason);
        self.faults.push(fault);
    }

    /// Who the line is about. The surest of number, e-mail and name that the file has a column for must be filled:
    /// a line without a number in a file with numbers is a mistake or a total, not somebody known by name.
    pub(crate) fn person(&mut self) -> Option<PersonReference> {
        let surest = PERSON
            .into_iter()
            .find(|field| self.header.places.contains_key(field))?;
        if self.cell(surest).is_empty() {
            self.fault(surest, Reason::EmptyPerson);
            return None;
        }
        let number = self.read(Field::EmployeeNumber, employee_number);
        let name = self.read(Field::Name, values::text);
        let email = self.read(Field::Email, values::text);
        Some(PersonReference {
            number: number?,
            name: name?,
            email: email?,
        })
    }
}
