//! Nmbrs as a target: the one place that holds the writing half of its client.

use super::rows::{Row, hours, wages};
use super::target::{Failure, HeldRow, Kinds, Reading, Whose, Writing};
use crate::coupling::OpenCoupling;
use crate::error::HubError;
use loonbrug_domain::difference::{LineKind, Observed};
use loonbrug_nmbrs::capability::{Capability, Interface, Proof};
use loonbrug_nmbrs::{Connection, Departure, Fault, FaultCode, Reader, RemoteId, Writer};
use loonbrug_store::Posting;

/// As many rows in one batch as we dare; Nmbrs documents no limit (API fact, low confidence).
const BATCH_ROWS: usize = 500;

/// Nmbrs, to read from.
#[derive(Clone)]
pub struct NmbrsReading {
    reader: Reader,
    /// Over REST wage components are read by company.
    company: RemoteId,
    /// Whether the account may read days; without it they are set and not proven.
    days: bool,
}

impl NmbrsReading {
    /// Reads over this connection.
    pub fn new(reader: Reader, coupling: &OpenCoupling) -> Result<Self, HubError> {
        Ok(Self {
            reader,
            company: coupling.company()?,
            days: !coupling.lacks(Capability::ReadDays),
        })
    }

    async fn hours(&self, whose: Whose, year: i16, period: u8) -> Result<Vec<HeldRow>, Fault> {
        let rows = self.reader.hours(whose.employee, year, period).await?;
        let rows = rows.into_iter().map(|row| {
            let id = row.id.to_string();
            held(whose, LineKind::Hours, id, row.code, row.hours.0, row.comment)
        });
        Ok(rows.collect())
    }

    /// The days, where the account may read them.
    async fn days(&self, whose: Whose, year: i16, period: u8) -> Result<Vec<HeldRow>, Fault> {
        if !self.days {
            return Ok(Vec::new());
        }
        match self.reader.days(whose.employee, year, period).await {
            // The rights check did not run since the right was taken away: it is as if it had.
            Err(fault) if fault.code == Some(FaultCode::UnauthorisedMethod) => Ok(Vec::new()),
            Err(fault) => Err(fault),
            Ok(days) => Ok(vec![held(whose, LineKind::Days, String::new(), 0, days, None)]),
        }
    }

    async fn wages(&self, whose: Whose, year: i16, period: u8) -> Result<Vec<HeldRow>, Fault> {
        let rows = self.reader.wages(self.company, whose.employee, year, period).await?;
        let rows = rows.into_iter().map(|row| {
            let id = row.id.to_string();
            held(whose, LineKind::Wages, id, row.code, row.value.0, row.comment)
        });
        Ok(rows.collect())
    }
}

/// Nmbrs, with both halves of its client.
pub struct NmbrsTarget {
    reading: NmbrsReading,
    writer: Writer,
    batches: Batches,
    /// Whether calls may write outside the open period.
    unprotected: bool,
}

/// Which kinds go in batches: only over SOAP, when the setting says so, and where the account has the right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Batches {
    /// Rows of hours.
    pub hours: bool,
    /// Days.
    pub days: bool,
    /// Wage components.
    pub wages: bool,
}

impl Batches {
    /// Where the setting asks for them, or where the account has no right to anything else; never without the right.
    fn of(coupling: &OpenCoupling) -> Self {
        let soap = coupling.settings.interface == Interface::Soap;
        let asked = coupling.settings.sending.batches;
        let lacks = |right| coupling.lacks(right);
        let goes = |single, batch| soap && (asked || lacks(single)) && !lacks(batch);
        Self {
            hours: goes(Capability::InsertHours, Capability::InsertHoursBatch),
            days: goes(Capability::SetDays, Capability::SetDaysBatch),
            wages: goes(Capability::InsertWages, Capability::InsertWagesBatch),
        }
    }
}

impl NmbrsTarget {
    /// Takes the writing half.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the sender: the one place that may write"
    )]
    pub(super) fn new(connection: Connection, coupling: &OpenCoupling) -> Result<Self, HubError> {
        let batches = Batches::of(coupling);
        let (reader, writer) = connection.split();
        Ok(Self {
            reading: NmbrsReading::new(reader, coupling)?,
            writer,
            batches,
            unprotected: false,
        })
    }

    /// The same, with leave to write outside the open period or without.
    pub(super) fn retroactive(self, unprotected: bool) -> Self {
        Self { unprotected, ..self }
    }

    /// Tries a write that can have no effect, to learn whether the account has the right to make it (N4).
    pub async fn probe(&self, capability: Capability) -> Result<Proof, Fault> {
        self.writer.probe(capability).await
    }

    async fn set_days(
        &self,
        writer: &Writer,
        posting: &Posting,
        employee: RemoteId,
    ) -> Result<Option<String>, Failure> {
        let (year, period) = (posting.period.year, posting.period.number);
        let set = writer.set_days(employee, posting.quantity, year, period, self.unprotected);
        match set.await {
            Ok(()) => Ok(None),
            Err(fault) => Err(Failure::of(&fault, Capability::SetDays)),
        }
    }
}

impl Reading for NmbrsReading {
    async fn held(&self, whose: Whose, year: i16, period: u8, kinds: Kinds) -> Result<Vec<HeldRow>, Fault> {
        // One after the other: many people are read at once anyway, and the order of the calls is known.
        let mut rows = Vec::new();
        if kinds.hours {
            rows.extend(self.hours(whose, year, period).await?);
        }
        if kinds.days {
            rows.extend(self.days(whose, year, period).await?);
        }
        if kinds.wages {
            rows.extend(self.wages(whose, year, period).await?);
        }
        Ok(rows)
    }

    fn tells_comments(&self) -> bool {
        self.reader.interface() == Interface::Rest
    }
}

impl Reading for NmbrsTarget {
    async fn held(&self, whose: Whose, year: i16, period: u8, kinds: Kinds) -> Result<Vec<HeldRow>, Fault> {
        self.reading.held(whose, year, period, kinds).await
    }

    fn tells_comments(&self) -> bool {
        self.reading.tells_comments()
    }
}

impl Writing for NmbrsTarget {
    async fn write(
        &self,
        posting: &Posting,
        employee: RemoteId,
        departure: Departure,
    ) -> Result<Option<String>, Failure> {
        let writer = self.writer.leaving_by(departure);
        let row = match LineKind::parse(&posting.kind) {
            Some(LineKind::Hours) => Row::Hours(hours(posting, employee)),
            Some(LineKind::Wages) => Row::Wages(wages(posting, employee)),
            Some(LineKind::Days) => return self.set_days(&writer, posting, employee).await,
            None => return Err(no_such_kind(posting)),
        };
        row.write(&writer, posting, self.unprotected).await
    }

    async fn write_batch(&self, postings: &[(Posting, RemoteId)], departure: Departure) -> Result<(), Failure> {
        let Some((first, _)) = postings.first() else {
            return Ok(());
        };
        let writer = self.writer.leaving_by(departure);
        let (year, period, unprotected) = (first.period.year, first.period.number, self.unprotected);
        let each = postings.iter().map(|(posting, employee)| (posting, *employee));
        let (outcome, needed) = match LineKind::parse(&first.kind) {
            Some(LineKind::Hours) => {
                let lines: Vec<_> = each.map(|(posting, employee)| hours(posting, employee)).collect();
                let outcome = writer.insert_hours_batch(&lines, year, period, unprotected).await;
                (outcome, Capability::InsertHoursBatch)
            }
            Some(LineKind::Wages) => {
                let lines: Vec<_> = each.map(|(posting, employee)| wages(posting, employee)).collect();
                let outcome = writer.insert_wages_batch(&lines, year, period, unprotected).await;
                (outcome, Capability::InsertWagesBatch)
            }
            Some(LineKind::Days) => {
                let days: Vec<_> = each.map(|(posting, employee)| (employee, posting.quantity)).collect();
                let outcome = writer.set_days_batch(&days, year, period, unprotected).await;
                (outcome, Capability::SetDaysBatch)
            }
            None => return Err(no_such_kind(first)),
        };
        outcome.map_err(|fault| Failure::of_batch(&fault, needed))
    }

    fn batch_size(&self, posting: &Posting) -> Option<usize> {
        let batched = match (LineKind::parse(&posting.kind)?, posting.action.as_str()) {
            (LineKind::Hours, "insert") => self.batches.hours,
            (LineKind::Wages, "insert") => self.batches.wages,
            (LineKind::Days, "set") => self.batches.days,
            _ => false,
        };
        batched.then_some(BATCH_ROWS)
    }
}

fn no_such_kind(posting: &Posting) -> Failure {
    Failure::Rejected {
        text: format!("{}: nothing of this kind can be sent", posting.kind),
    }
}

/// A row of this person, as the difference needs it.
fn held(whose: Whose, kind: LineKind, row: String, code: i64, quantity: i64, comment: Option<String>) -> HeldRow {
    HeldRow {
        observed: Observed {
            person: whose.person,
            kind,
            row,
            code,
            quantity,
        },
        comment,
    }
}
