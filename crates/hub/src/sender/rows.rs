//! Rows of Nmbrs to write: hours and wage components, alike but for their calls and the rights that those take.

use super::target::Failure;
use loonbrug_domain::{Cents, HundredthHours};
use loonbrug_nmbrs::capability::Capability;
use loonbrug_nmbrs::{Fault, FaultClass, FaultCode, NewHours, NewWages, RemoteId, Writer};
use loonbrug_store::Posting;

/// What a posting puts in one row.
pub(super) enum Row {
    /// On an hour code.
    Hours(NewHours),
    /// On a wage code.
    Wages(NewWages),
}

impl Row {
    /// Makes the one call of a posting, with leave to write outside the open period or without; gives the id of the row, where there is one afterwards.
    pub(super) async fn write(
        self,
        writer: &Writer,
        posting: &Posting,
        unprotected: bool,
    ) -> Result<Option<String>, Failure> {
        let known = posting.remote_id.as_deref().and_then(RemoteId::parse);
        let (outcome, needed) = match (posting.action.as_str(), known) {
            ("insert", _) => (
                self.insert(writer, posting, unprotected)
                    .await
                    .map(|row| Some(row.to_string())),
                self.right(Capability::InsertHours, Capability::InsertWages),
            ),
            ("update", Some(row)) => (
                self.update(writer, posting, row, unprotected)
                    .await
                    .map(|()| posting.remote_id.clone()),
                self.right(Capability::UpdateHours, Capability::UpdateWages),
            ),
            ("remove", Some(row)) => (
                self.remove(writer, row).await.map(|()| None).map_err(perhaps_gone),
                self.right(Capability::DeleteHours, Capability::DeleteWages),
            ),
            (action, _) => {
                return Err(Failure::Rejected {
                    text: format!("{action}: the row in Nmbrs is not known"),
                });
            }
        };
        outcome.map_err(|fault| Failure::of(&fault, needed))
    }

    async fn insert(&self, writer: &Writer, posting: &Posting, unprotected: bool) -> Result<RemoteId, Fault> {
        let (year, period) = (posting.period.year, posting.period.number);
        match self {
            Self::Hours(line) => writer.insert_hours(line, year, period, unprotected).await,
            Self::Wages(line) => writer.insert_wages(line, year, period, unprotected).await,
        }
    }

    async fn update(&self, writer: &Writer, posting: &Posting, row: RemoteId, unprotected: bool) -> Result<(), Fault> {
        let (year, period) = (posting.period.year, posting.period.number);
        match self {
            Self::Hours(line) => writer.update_hours(row, line, year, period, unprotected).await,
            Self::Wages(line) => writer.update_wages(row, line, year, period, unprotected).await,
        }
    }

    async fn remove(&self, writer: &Writer, row: RemoteId) -> Result<(), Fault> {
        match self {
            Self::Hours(line) => writer.delete_hours(line.employee, row).await,
            Self::Wages(line) => writer.delete_wages(line.employee, row).await,
        }
    }

    const fn right(&self, of_hours: Capability, of_wages: Capability) -> Capability {
        match self {
            Self::Hours(_) => of_hours,
            Self::Wages(_) => of_wages,
        }
    }
}

/// A row that is not there may have been removed by this very call, if something on the way made it twice: reading tells.
fn perhaps_gone(fault: Fault) -> Fault {
    match fault.code {
        Some(FaultCode::NotFound) => Fault {
            class: FaultClass::Unknown,
            ..fault
        },
        _ => fault,
    }
}

/// The hours of a posting.
pub(super) fn hours(posting: &Posting, employee: RemoteId) -> NewHours {
    NewHours {
        employee,
        code: posting.code,
        hours: HundredthHours(posting.quantity),
        comment: comment(posting),
    }
}

/// The wage component of a posting.
pub(super) fn wages(posting: &Posting, employee: RemoteId) -> NewWages {
    NewWages {
        employee,
        code: posting.code,
        value: Cents(posting.quantity),
        comment: comment(posting),
    }
}

/// The text that goes along: what the manual shows, and our mark.
fn comment(posting: &Posting) -> String {
    format!("{} [{}]", posting.description, posting.mark)
}
