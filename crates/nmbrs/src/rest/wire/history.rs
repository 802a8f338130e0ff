//! A history of dated elements: what was agreed with an employee, and since when.

use super::Misread;
use super::value::{Decimal, Moment};
use crate::{EmployeeRecord, RecordContent, RemoteId};
use loonbrug_domain::Date;
use uuid::Uuid;

/// A dated element of a history: what it is, since when, and when it was made.
pub(super) trait Dated {
    fn id(&self) -> Uuid;
    fn start(&self) -> Date;
    fn made(&self) -> Option<Moment>;
}

/// Says which members are the id and the time of making.
macro_rules! dated {
    ($name:ident, $id:ident, $made:ident) => {
        impl crate::rest::wire::history::Dated for $name {
            fn id(&self) -> uuid::Uuid {
                self.$id
            }
            fn start(&self) -> loonbrug_domain::Date {
                self.start_date.0
            }
            fn made(&self) -> Option<crate::rest::wire::value::Moment> {
                self.$made
            }
        }
    };
}

pub(super) use dated;

/// Oldest first, without doubles. A changed element comes again under its id: the version made last is the one that
/// counts. Of two that start on one day the later made comes last.
fn in_order<T: Dated>(mut history: Vec<T>) -> Vec<T> {
    history.sort_by_key(|element| (element.id(), element.made()));
    history.reverse();
    history.dedup_by_key(|element| element.id());
    history.sort_by_key(|element| (element.start(), element.made(), element.id()));
    history
}

/// The mapped elements; a person may have two that are equal to us (another trial period): one is enough.
pub(super) fn mapped<T: Dated, U: PartialEq>(
    history: Vec<T>,
    map: impl Fn(T) -> Result<U, Misread>,
) -> Result<Vec<U>, Misread> {
    let mut elements = in_order(history).into_iter().map(map).collect::<Result<Vec<_>, _>>()?;
    elements.dedup();
    Ok(elements)
}

/// The record of one employee.
pub(super) const fn record(employee: Uuid, content: RecordContent) -> EmployeeRecord {
    EmployeeRecord {
        employee: RemoteId::Uuid(employee),
        content,
    }
}

/// In parts of one, rounded: these figures are shown and counted with, never written back.
pub(super) fn parts(number: Option<Decimal>, parts: u16, member: &str) -> Result<Option<i64>, Misread> {
    let Some(number) = number else { return Ok(None) };
    number
        .rounded(parts)
        .map(Some)
        .ok_or_else(|| format!("{member} {} is out of proportion", number.shown()))
}
