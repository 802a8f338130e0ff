//! Fields of items, checked.

use super::decimal::decimal_as_integer;
use super::moment::{NO_DATE, moment};
use crate::fault::{Fault, FaultClass};
use crate::soap::element::Element;
use crate::soap::operation::Operation;
use crate::transport::{Effect, doubtful};
use jiff::civil::DateTime;
use loonbrug_domain::Date;

/// How much of a value is shown.
const SHOWN: usize = 40;

/// A field whose value is not what the interface promises.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "{item}: {field} holds {value}, expected {expected}: correct it in Nmbrs, or report that the interface has changed"
)]
pub(in crate::soap) struct Unreadable {
    item: String,
    field: String,
    value: String,
    expected: &'static str,
}

impl Unreadable {
    /// The value of a field is not what was expected; without a value the field is empty or absent.
    pub(super) fn new(item: &str, field: &str, value: Option<&str>, expected: &'static str) -> Self {
        let value = value.map_or("nothing".to_owned(), |value| {
            format!("\"{}\"", value.chars().take(SHOWN).collect::<String>())
        });
        Self {
            item: item.to_owned(),
            field: field.to_owned(),
            value,
            expected,
        }
    }

    /// Adds whose it is.
    pub(super) fn of_employee(mut self, employee: i64) -> Self {
        self.item = format!("{} of employee {employee}", self.item);
        self
    }

    /// As a fault of this operation: a write may have happened, a read would give the same again.
    pub(in crate::soap) fn into_fault(self, operation: &Operation) -> Fault {
        let class = match operation.effect() {
            Effect::Read => FaultClass::Rejected,
            Effect::Write => doubtful(Effect::Write),
        };
        Fault {
            operation: operation.full_name(),
            class,
            code: None,
            message: self.to_string(),
        }
    }
}

impl Element {
    /// A field as read by `read`; `None` when it is absent, empty or nil.
    pub(super) fn optional<T>(
        &self,
        field: &str,
        expected: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Unreadable> {
        let Some(value) = self.field(field) else {
            return Ok(None);
        };
        read(value)
            .map(Some)
            .ok_or_else(|| Unreadable::new(&self.name, field, Some(value), expected))
    }

    /// A field that must be there.
    pub(super) fn required<T>(
        &self,
        field: &str,
        expected: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Unreadable> {
        self.optional(field, expected, read)?
            .ok_or_else(|| Unreadable::new(&self.name, field, None, expected))
    }

    /// A whole number that must be there.
    pub(super) fn number(&self, field: &str) -> Result<i64, Unreadable> {
        self.required(field, "a whole number", |value| value.parse().ok())
    }

    /// A whole number of so small a type that must be there.
    pub(super) fn small_number<T: TryFrom<i64>>(&self, field: &str) -> Result<T, Unreadable> {
        self.required(field, "a small whole number", |value| {
            value.parse::<i64>().ok()?.try_into().ok()
        })
    }

    /// A decimal as a whole number of its last digit.
    pub(super) fn decimal(&self, field: &str, digits: usize) -> Result<Option<i64>, Unreadable> {
        self.optional(field, "a decimal", |value| decimal_as_integer(value, digits))
    }

    /// Yes or no; absent is no.
    pub(super) fn flag(&self, field: &str) -> Result<bool, Unreadable> {
        let read = |value: &str| match value {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        };
        Ok(self.optional(field, "true or false", read)?.unwrap_or_default())
    }

    /// A moment that may be absent.
    pub(super) fn moment(&self, field: &str) -> Result<Option<DateTime>, Unreadable> {
        self.optional(field, "a date", moment)
    }

    /// A date that may be absent; the first day of year 1 means the same.
    pub(super) fn date(&self, field: &str) -> Result<Option<Date>, Unreadable> {
        Ok(self.moment(field)?.map(DateTime::date).filter(|date| *date != NO_DATE))
    }

    /// The date that something starts: it must be there, and the first day of year 1 means since ever.
    pub(super) fn start(&self, field: &str) -> Result<Date, Unreadable> {
        self.required(field, "a date", moment).map(DateTime::date)
    }

    /// A text; absent is empty.
    pub(super) fn text_of(&self, field: &str) -> String {
        self.field(field).unwrap_or_default().to_owned()
    }
}
