//! What an operation answers, before it is written as XML.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// One value of an answer. Lists are drawn one by one, so that a large company is never held as a tree.
pub(super) enum Value<'w> {
    Null,
    Int(i64),
    /// A decimal in units of 10^-`scale`.
    Decimal {
        units: i64,
        scale: u32,
    },
    Bool(bool),
    /// Also enumerations and GUIDs.
    Text(Cow<'w, str>),
    DateTime(DateTime),
    /// The named children, in any order: the table puts them in theirs. A child that is not named is null.
    Record(Vec<(&'static str, Value<'w>)>),
    List(Box<dyn Iterator<Item = Value<'w>> + 'w>),
}

impl<'w> Value<'w> {
    /// A decimal with two digits: hours and money.
    pub(super) fn hundredths(units: i64) -> Self {
        Self::Decimal { units, scale: 2 }
    }

    /// A decimal with three digits: hours per week.
    pub(super) fn thousandths(units: i64) -> Self {
        Self::Decimal { units, scale: 3 }
    }

    pub(super) fn int(number: impl Into<i64>) -> Self {
        Self::Int(number.into())
    }

    /// The text of `Some`, else null.
    pub(super) fn optional(text: Option<&'w str>) -> Self {
        Self::or_null(text, Self::text)
    }

    pub(super) fn text(text: &'w str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// A date is midnight without a zone.
    pub(super) fn date(date: Date) -> Self {
        Self::DateTime(date.to_datetime(Time::midnight()))
    }

    /// A moment is the time in the Netherlands without a zone, as `Europe/Amsterdam` has it.
    pub(super) fn moment(moment: Timestamp) -> Self {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
        Self::DateTime(zone.to_datetime(moment))
    }

    pub(super) fn record<const N: usize>(children: [(&'static str, Value<'w>); N]) -> Self {
        Self::Record(Vec::from(children))
    }

    pub(super) fn list<I>(items: I) -> Self
    where
        I: IntoIterator<Item = Value<'w>>,
        I::IntoIter: 'w,
    {
        Self::List(Box::new(items.into_iter()))
    }

    /// The value of `Some`, else null.
    pub(super) fn or_null<T>(value: Option<T>, make: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Null, make)
    }
}
