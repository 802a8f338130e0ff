//! What comes out of a statement: the columns of one row, checked on the way.

use crate::schema::Table;
use crate::value::from_hexadecimal;
use crate::{PostingState, Result, StoreError};
use jiff::Timestamp;
use loonbrug_domain::calendar::DateRange;
use loonbrug_domain::period::PayPeriod;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as ValueError, StringDeserializer};
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

/// A row of either driver.
#[derive(Clone, Copy)]
pub(crate) enum Cells<'r> {
    /// Of SQLite.
    Sqlite(&'r SqliteRow),
    /// Of PostgreSQL.
    Postgres(&'r PgRow),
}

/// A row of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'r> {
    table: &'static Table,
    cells: Cells<'r>,
}

impl<'r> Row<'r> {
    /// A row, with the table for its errors.
    pub const fn new(table: &'static Table, cells: Cells<'r>) -> Self {
        Self { table, cells }
    }

    /// The same row, for the columns of another table that the statement read as well.
    pub const fn of(self, table: &'static Table) -> Self {
        Self { table, ..self }
    }

    /// Text that may be missing.
    pub fn optional_text(&self, column: &'static str) -> Result<Option<String>> {
        match self.cells {
            Cells::Sqlite(row) => row.try_get(column),
            Cells::Postgres(row) => row.try_get(column),
        }
        .map_err(|error| self.corrupt(column, error.to_string()))
    }

    /// A number that may be missing.
    pub fn optional_integer(&self, column: &'static str) -> Result<Option<i64>> {
        match self.cells {
            Cells::Sqlite(row) => row.try_get(column),
            Cells::Postgres(row) => row.try_get(column),
        }
        .map_err(|error| self.corrupt(column, error.to_string()))
    }

    /// Text.
    pub fn text(&self, column: &'static str) -> Result<String> {
        self.filled(column, self.optional_text(column)?)
    }

    /// A number.
    pub fn integer(&self, column: &'static str) -> Result<i64> {
        self.filled(column, self.optional_integer(column)?)
    }

    /// A number of a narrower type.
    pub fn number<T: TryFrom<i64>>(&self, column: &'static str) -> Result<T> {
        self.checked(column, "is out of range", T::try_from(self.integer(column)?).ok())
    }

    /// Yes or no, kept as 1 or 0.
    pub fn flag(&self, column: &'static str) -> Result<bool> {
        Ok(self.integer(column)? != 0)
    }

    /// A time, kept as milliseconds since 1970.
    pub fn time(&self, column: &'static str) -> Result<Timestamp> {
        let time = Timestamp::from_millisecond(self.integer(column)?).ok();
        self.checked(column, "is not a time", time)
    }

    /// A time that may be missing.
    pub fn optional_time(&self, column: &'static str) -> Result<Option<Timestamp>> {
        match self.optional_integer(column)? {
            None => Ok(None),
            Some(_) => self.time(column).map(Some),
        }
    }

    /// An id, a date or a word, as serde writes it.
    pub fn parsed<T: DeserializeOwned>(&self, column: &'static str) -> Result<T> {
        self.parse(column, self.text(column)?)
    }

    /// An id, a date or a word that may be missing.
    pub fn optional_parsed<T: DeserializeOwned>(&self, column: &'static str) -> Result<Option<T>> {
        self.optional_text(column)?
            .map(|text| self.parse(column, text))
            .transpose()
    }

    /// A range of days.
    pub fn range(&self, from: &'static str, to: &'static str) -> Result<DateRange> {
        let range = DateRange::new(self.parsed(from)?, self.parsed(to)?);
        self.checked(to, "is before the first day", range)
    }

    /// A pay period, kept in the columns `year`, `period` and `frequency`.
    pub fn period(&self) -> Result<PayPeriod> {
        Ok(PayPeriod {
            year: self.number("year")?,
            number: self.number("period")?,
            frequency: self.parsed("frequency")?,
        })
    }

    /// The state of a posting.
    pub fn state(&self, column: &'static str) -> Result<PostingState> {
        self.checked(column, "is not a state", PostingState::from_name(&self.text(column)?))
    }

    /// A value kept as JSON.
    pub fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T> {
        serde_json::from_str(&self.text(column)?)
            .map_err(|error| self.corrupt(column, format!("is not the expected JSON: {error}")))
    }

    /// Bytes, kept in hexadecimal.
    pub fn bytes(&self, column: &'static str) -> Result<Vec<u8>> {
        self.checked(column, "is not hexadecimal", from_hexadecimal(&self.text(column)?))
    }

    /// A SHA-256, kept in hexadecimal.
    pub fn hash(&self, column: &'static str) -> Result<[u8; 32]> {
        self.checked(column, "is not a SHA-256", self.bytes(column)?.try_into().ok())
    }

    /// The value, or the error that says that it cannot be used.
    pub fn checked<T>(&self, column: &'static str, reason: &str, value: Option<T>) -> Result<T> {
        value.ok_or_else(|| self.corrupt(column, reason.to_owned()))
    }

    /// All columns of the table as JSON: texts, then numbers.
    pub fn cells(&self) -> Result<Vec<serde_json::Value>> {
        let text = self
            .table
            .text
            .iter()
            .map(|column| Ok(self.optional_text(column)?.into()));
        let integer = self
            .table
            .integer
            .iter()
            .map(|column| Ok(self.optional_integer(column)?.into()));
        text.chain(integer).collect()
    }

    fn filled<T>(&self, column: &'static str, value: Option<T>) -> Result<T> {
        self.checked(column, "is empty", value)
    }

    fn parse<T: DeserializeOwned>(&self, column: &'static str, text: String) -> Result<T> {
        // The reason leaves the value out: it may be a name or a date of birth.
        let value = T::deserialize(StringDeserializer::<ValueError>::new(text)).ok();
        self.checked(column, "cannot be read", value)
    }

    fn corrupt(&self, column: &'static str, reason: String) -> StoreError {
        let key = self
            .table
            .key
            .iter()
            .map(|column| self.shown(column))
            .collect::<Vec<_>>();
        StoreError::CorruptRow {
            table: self.table.name,
            column,
            key: key.join(" "),
            reason,
        }
    }

    /// A column of the key, as far as the statement read it.
    fn shown(&self, column: &str) -> String {
        let (text, number): (Option<String>, Option<i64>) = match self.cells {
            Cells::Sqlite(row) => (row.try_get(column).ok(), row.try_get(column).ok()),
            Cells::Postgres(row) => (row.try_get(column).ok(), row.try_get(column).ok()),
        };
        text.or_else(|| number.map(|number| number.to_string()))
            .unwrap_or_else(|| "?".to_owned())
    }
}
