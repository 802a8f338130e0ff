//! The arguments of a call, read by the table: any order, nothing required, and no nonsense.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use thiserror::Error;

use super::catalogue::{Definition, Service};
use super::envelope::Element;
use super::notation::{Child, Scalar, Shape};
use crate::world::Quantity;

/// A value that is not what the table says: .NET refuses the whole request. The texts are those of .NET.
#[derive(Debug, Error)]
#[error("{reason}")]
pub(super) struct Unparsable {
    /// Where the element starts, in bytes.
    pub(super) at: usize,
    pub(super) reason: String,
}

/// The children of a request or of one record in it.
#[derive(Debug, Default)]
pub(super) struct Arguments(Vec<(String, Argument)>);

#[derive(Debug)]
enum Argument {
    /// Not sent, or sent as nil.
    Absent,
    Int(i32),
    Quantity(Quantity),
    Flag(bool),
    Text(String),
    Record(Arguments),
    Rows(Vec<Arguments>),
}

impl Arguments {
    /// Reads what `declared` declares out of `element`; what it does not declare is passed over.
    pub(super) fn read(service: &Service, declared: &[Child], element: &Element) -> Result<Self, Unparsable> {
        let mut arguments = Vec::with_capacity(declared.len());
        for child in declared {
            arguments.push((child.name.clone(), argument(service, child, element)?));
        }
        Ok(Self(arguments))
    }

    /// A whole number; 0 when it was not sent.
    pub(super) fn int(&self, name: &str) -> i32 {
        self.nullable_int(name).unwrap_or(0)
    }

    /// A whole number that may be null.
    pub(super) fn nullable_int(&self, name: &str) -> Option<i32> {
        match self.find(name) {
            Some(Argument::Int(number)) => Some(*number),
            _ => None,
        }
    }

    /// A decimal in hundredths; 0 when it was not sent.
    pub(super) fn quantity(&self, name: &str) -> Quantity {
        match self.find(name) {
            Some(Argument::Quantity(quantity)) => *quantity,
            _ => Quantity::hundredths(0),
        }
    }

    /// A yes or no; no when it was not sent.
    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.find(name), Some(Argument::Flag(true)))
    }

    /// A text, if it was sent.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        match self.find(name) {
            Some(Argument::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A record, if it was sent.
    pub(super) fn record(&self, name: &str) -> Option<&Self> {
        match self.find(name) {
            Some(Argument::Record(record)) => Some(record),
            _ => None,
        }
    }

    /// The rows of a list; none when it was not sent.
    pub(super) fn rows(&self, name: &str) -> &[Self] {
        match self.find(name) {
            Some(Argument::Rows(rows)) => rows,
            _ => &[],
        }
    }

    fn find(&self, name: &str) -> Option<&Argument> {
        let found = self.0.iter().find(|(of, _)| of == name);
        debug_assert!(found.is_some(), "{name} is not among the declared arguments");
        found.map(|(_, argument)| argument)
    }
}

fn argument(service: &Service, child: &Child, parent: &Element) -> Result<Argument, Unparsable> {
    let mut sent = parent
        .children
        .iter()
        .filter(|element| element.name == child.name)
        .peekable();
    match (&child.shape, sent.peek()) {
        (Shape::Unknown, _) | (_, None) => Ok(Argument::Absent),
        // A batch may repeat its wrapper around every row.
        (Shape::Inline(children), Some(_)) => rows(service, children, sent),
        (_, Some(first)) if first.nil => Ok(Argument::Absent),
        (Shape::Scalar(scalar), Some(first)) => parsed(*scalar, first),
        (Shape::Named(name), Some(first)) => match service.definition(name) {
            Some(Definition::Record(children)) => Ok(Argument::Record(Arguments::read(service, children, first)?)),
            Some(Definition::Enumeration(values)) => enumerated(name, values, first),
            None => Ok(Argument::Absent),
        },
    }
}

fn rows<'e>(
    service: &Service,
    children: &[Child],
    wrappers: impl Iterator<Item = &'e Element>,
) -> Result<Argument, Unparsable> {
    let Some(item) = children.first() else {
        return Ok(Argument::Absent);
    };
    let declared = match &item.shape {
        Shape::Inline(children) => children.as_slice(),
        Shape::Named(name) => match service.definition(name) {
            Some(Definition::Record(children)) => children.as_slice(),
            _ => &[],
        },
        Shape::Scalar(_) | Shape::Unknown => &[],
    };
    wrappers
        .flat_map(|wrapper| wrapper.children.iter().filter(|row| row.name == item.name && !row.nil))
        .map(|row| Arguments::read(service, declared, row))
        .collect::<Result<_, _>>()
        .map(Argument::Rows)
}

fn parsed(scalar: Scalar, element: &Element) -> Result<Argument, Unparsable> {
    let text = element.text.trim();
    let unparsable = |reason: String| Unparsable { at: element.at, reason };
    let no_number = || unparsable("Input string was not in a correct format.".to_owned());
    match scalar {
        Scalar::Int => match text.parse() {
            Ok(number) => Ok(Argument::Int(number)),
            Err(_) if !text.is_empty() && text.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit()) => {
                Err(unparsable(
                    "Value was either too large or too small for an Int32.".to_owned(),
                ))
            }
            Err(_) => Err(no_number()),
        },
        Scalar::Decimal => Quantity::parse(text).map(Argument::Quantity).ok_or_else(no_number),
        Scalar::Bool => match text {
            "true" | "1" => Ok(Argument::Flag(true)),
            "false" | "0" => Ok(Argument::Flag(false)),
            text => Err(unparsable(format!("The string '{text}' is not a valid Boolean value."))),
        },
        // No operation that is played takes a date: it only has to be one.
        Scalar::DateTime if is_moment(text) => Ok(Argument::Absent),
        Scalar::DateTime => Err(unparsable(format!("The string '{text}' is not a valid AllXsd value."))),
        Scalar::Text | Scalar::Guid | Scalar::Binary | Scalar::Any => Ok(Argument::Text(element.text.clone())),
    }
}

/// Whether this is a date, with or without time and zone.
fn is_moment(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok() || text.parse::<DateTime>().is_ok() || text.parse::<Date>().is_ok()
}

fn enumerated(name: &str, values: &[String], element: &Element) -> Result<Argument, Unparsable> {
    let text = element.text.trim();
    if values.iter().any(|value| value == text) {
        return Ok(Argument::Text(text.to_owned()));
    }
    let reason = format!("Instance validation error: '{text}' is not a valid value for {name}.");
    Err(Unparsable { at: element.at, reason })
}
