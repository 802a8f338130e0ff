//! Writes answers exactly as the tables declare them: order, nulls, dates and decimals.
//!
//! Clients such as zeep refuse an element that is out of order or not declared, so the order is never left to the
//! operation.

use std::mem;

use super::catalogue::{Definition, Service};
use super::notation::{Child, Scalar, Shape};
use super::pieces::Pieces;
use super::value::Value;
use crate::world::decimal_text;

const ZERO_GUID: &str = "00000000-0000-0000-0000-000000000000";
const NO_DATE: &str = "0001-01-01T00:00:00";

/// An operation that answers what its table does not declare: a mistake in this crate.
#[derive(Debug, thiserror::Error)]
pub(super) enum Undeclared {
    #[error("{parent} declares no {child}")]
    Child { parent: String, child: &'static str },
    #[error("{child} is declared otherwise than it was answered")]
    Kind { child: String },
}

/// Writes one answer of one service.
pub(super) struct Writer<'a> {
    pub(super) service: &'a Service,
    pub(super) out: &'a mut Pieces,
}

impl Writer<'_> {
    /// Writes `value` as `child`, or what the table wants for null.
    pub(super) fn element(&mut self, child: &Child, value: Value<'_>) -> Result<(), Undeclared> {
        match (&child.shape, value) {
            (_, Value::Null) => self.null(child),
            (Shape::Scalar(scalar), value) => self.scalar(child, *scalar, &value),
            (Shape::Inline(children), Value::List(items)) => self.list(child, children, items),
            (Shape::Inline(children), Value::Record(values)) => self.record(child, children, values),
            (Shape::Named(name), value) => match (self.service.definition(name), value) {
                (Some(Definition::Record(children)), Value::Record(values)) => self.record(child, children, values),
                (Some(Definition::Enumeration(values)), Value::Text(text))
                    if values.iter().any(|value| *value == *text) =>
                {
                    self.text(child, &text);
                    Ok(())
                }
                _ => Err(otherwise(child)),
            },
            _ => Err(otherwise(child)),
        }
    }

    fn list<'v>(
        &mut self,
        child: &Child,
        children: &[Child],
        items: Box<dyn Iterator<Item = Value<'v>> + 'v>,
    ) -> Result<(), Undeclared> {
        let [item] = children else {
            return Err(otherwise(child));
        };
        let mut empty = true;
        for value in items {
            if mem::take(&mut empty) {
                self.open(&child.name);
            }
            self.element(item, value)?;
        }
        if empty {
            self.tag(&["<", &child.name, " />"]);
        } else {
            self.close(&child.name);
        }
        Ok(())
    }

    fn record(
        &mut self,
        child: &Child,
        children: &[Child],
        mut values: Vec<(&'static str, Value<'_>)>,
    ) -> Result<(), Undeclared> {
        self.open(&child.name);
        let mut written = 0;
        for declared in children {
            let value = values.iter_mut().find(|(name, _)| *name == declared.name);
            written += usize::from(value.is_some());
            self.element(
                declared,
                value.map_or(Value::Null, |(_, value)| mem::replace(value, Value::Null)),
            )?;
        }
        self.close(&child.name);
        if written == values.len() {
            return Ok(());
        }
        let stranger = values
            .iter()
            .find(|(name, _)| children.iter().all(|declared| declared.name != *name));
        Err(Undeclared::Child {
            parent: child.name.clone(),
            child: stranger.map_or("", |(name, _)| *name),
        })
    }

    fn scalar(&mut self, child: &Child, scalar: Scalar, value: &Value<'_>) -> Result<(), Undeclared> {
        match (scalar, value) {
            (Scalar::Int | Scalar::Decimal, Value::Int(number)) => self.text(child, &number.to_string()),
            (Scalar::Decimal, Value::Decimal { units, scale }) => self.text(child, &decimal_text(*units, *scale)),
            (Scalar::Bool, Value::Bool(yes)) => self.text(child, if *yes { "true" } else { "false" }),
            (Scalar::DateTime, Value::DateTime(moment)) => self.text(child, &moment.to_string()),
            (Scalar::Text | Scalar::Guid | Scalar::Binary, Value::Text(text)) => self.text(child, text),
            (Scalar::Any, Value::Text(text)) => {
                self.tag(&["<", &child.name, " xsi:type=\"xsd:string\">"]);
                self.out.escaped(text);
                self.close(&child.name);
            }
            _ => {
                return Err(otherwise(child));
            }
        }
        Ok(())
    }

    /// Null: left out where that is allowed, else `xsi:nil`, else the zero value of .NET.
    fn null(&mut self, child: &Child) -> Result<(), Undeclared> {
        if child.optional || child.repeated {
            return Ok(());
        }
        if child.nillable {
            self.tag(&["<", &child.name, " xsi:nil=\"true\" />"]);
            return Ok(());
        }
        let first = match &child.shape {
            Shape::Scalar(scalar) => Some(zero(*scalar)),
            Shape::Named(name) => match self.service.definition(name) {
                Some(Definition::Enumeration(values)) => values.first().map(String::as_str),
                _ => None,
            },
            Shape::Inline(_) | Shape::Unknown => None,
        };
        let zero = first.ok_or_else(|| otherwise(child))?;
        self.text(child, zero);
        Ok(())
    }

    fn text(&mut self, child: &Child, text: &str) {
        self.open(&child.name);
        self.out.escaped(text);
        self.close(&child.name);
    }

    fn open(&mut self, name: &str) {
        self.tag(&["<", name, ">"]);
    }

    fn close(&mut self, name: &str) {
        self.tag(&["</", name, ">"]);
    }

    fn tag(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push(part);
        }
    }
}

fn otherwise(child: &Child) -> Undeclared {
    Undeclared::Kind {
        child: child.name.clone(),
    }
}

fn zero(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Int | Scalar::Decimal => "0",
        Scalar::Bool => "false",
        Scalar::DateTime => NO_DATE,
        Scalar::Guid => ZERO_GUID,
        Scalar::Text | Scalar::Binary | Scalar::Any => "",
    }
}
