//! Nmbrs as a target: the one place that holds the writing half of its client.

use super::target::{Failure, HeldRow, Reading, Whose, Writing};
use crate::coupling::OpenCoupling;
use loonbrug_domain::HundredthHours;
use loonbrug_domain::difference::{LineKind, Observed};
use loonbrug_nmbrs::capability::{Capability, Interface, Proof};
use loonbrug_nmbrs::{Connection, Fault, FaultCode, HourRow, NewHours, Reader, RemoteId, Writer};
use loonbrug_store::Posting;

/// As many rows in one batch as we dare; Nmbrs documents no limit (API fact, low confidence).
const BATCH_ROWS: usize = 500;

/// Nmbrs, to read from.
#[derive(Clone)]
pub struct NmbrsReading {
    reader: Reader,
    /// Whether the account may read days; without it they are set and not proven.
    days: bool,
}

impl NmbrsReading {
    /// Reads over this connection.
    #[must_use]
    pub fn new(reader: Reader, coupling: &OpenCoupling) -> Self {
        let days = !coupling.lacks(Capability::ReadDays);
        Self { reader, days }
    }

    /// The days, where the account may read them.
    async fn days(&self, employee: RemoteId, year: i16, period: u8) -> Result<Option<i64>, Fault> {
        if !self.days {
            return Ok(None);
        }
        match self.reader.days(employee, year, period).await {
            // The rights check did not run since the right was taken away: it is as if it had.
            Err(fault) if fault.code == Some(FaultCode::UnauthorisedMethod) => Ok(None),
            answer => answer.map(Some),
        }
    }
}

/// Nmbrs, with both halves of its client.
pub struct NmbrsTarget {
    reading: NmbrsReading,
    writer: Writer,
    batches: Batches,
}

/// Which kinds go in batches: only over SOAP, when the setting says so, and where the account has the right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Batches {
    /// Rows of hours.
    pub hours: bool,
    /// Days.
    pub days: bool,
}

impl Batches {
    /// Where the setting asks for them, or where the account has no right to anything else; never without the right.
    fn of(coupling: &OpenCoupling) -> Self {
        let soap = coupling.settings.interface == Interface::Soap;
        let asked = coupling.settings.sending.batches;
        let lacks = |right| coupling.lacks(right);
        Self {
            hours: soap && (asked || lacks(Capability::InsertHours)) && !lacks(Capability::InsertHoursBatch),
            days: soap && (asked || lacks(Capability::SetDays)) && !lacks(Capability::SetDaysBatch),
        }
    }
}

impl NmbrsTarget {
    /// Takes the writing half.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the sender: the one place that may write"
    )]
    pub(super) fn new(connection: Connection, coupling: &OpenCoupling) -> Self {
        let batches = Batches::of(coupling);
        let (reader, writer) = connection.split();
        Self {
            reading: NmbrsReading::new(reader, coupling),
            writer,
            batches,
        }
    }

    /// Tries a write that can have no effect, to learn whether the account has the right to make it (N4).
    pub async fn probe(&self, capability: Capability) -> Result<Proof, Fault> {
        self.writer.probe(capability).await
    }

    async fn write_hours(&self, posting: &Posting, employee: RemoteId) -> Result<Option<String>, Failure> {
        let (year, period) = (posting.period.year, posting.period.number);
        let line = NewHours {
            employee,
            code: posting.code,
            hours: HundredthHours(posting.quantity),
            comment: comment(posting),
        };
        match (posting.action.as_str(), row_of(posting)) {
            ("insert", _) => match self.writer.insert_hours(&line, year, period, false).await {
                Ok(row) => Ok(Some(row.to_string())),
                Err(fault) => Err(Failure::of(&fault, Capability::InsertHours)),
            },
            ("update", Some(row)) => match self.writer.update_hours(row, &line, year, period, false).await {
                Ok(()) => Ok(posting.remote_id.clone()),
                Err(fault) => Err(Failure::of(&fault, Capability::UpdateHours)),
            },
            ("remove", Some(row)) => match self.writer.delete_hours(employee, row).await {
                Ok(()) => Ok(None),
                Err(fault) => Err(Failure::of(&fault, Capability::DeleteHours)),
            },
            (action, _) => Err(Failure::Rejected {
                text: format!("{action}: the row in Nmbrs is not known"),
            }),
        }
    }
}

fn row_of(posting: &Posting) -> Option<RemoteId> {
    posting.remote_id.as_deref().and_then(RemoteId::parse)
}

/// The text that goes along: what the manual shows, and our mark.
fn comment(posting: &Posting) -> String {
    format!("{} [{}]", posting.description, posting.mark)
}

impl Reading for NmbrsReading {
    async fn held(&self, whose: Whose, year: i16, period: u8) -> Result<Vec<HeldRow>, Fault> {
        let hours = self.reader.hours(whose.employee, year, period);
        let (hours, days) = tokio::try_join!(hours, self.days(whose.employee, year, period))?;
        let hours = hours.into_iter().map(|row| hours_row(whose, row));
        Ok(hours.chain(days.map(|quantity| days_row(whose, quantity))).collect())
    }

    fn tells_comments(&self) -> bool {
        self.reader.interface() == Interface::Rest
    }
}

impl Reading for NmbrsTarget {
    async fn held(&self, whose: Whose, year: i16, period: u8) -> Result<Vec<HeldRow>, Fault> {
        self.reading.held(whose, year, period).await
    }

    fn tells_comments(&self) -> bool {
        self.reading.tells_comments()
    }
}

impl Writing for NmbrsTarget {
    async fn write(&self, posting: &Posting, employee: RemoteId) -> Result<Option<String>, Failure> {
        if posting.kind == LineKind::Days.as_str() {
            let (year, period) = (posting.period.year, posting.period.number);
            return match self
                .writer
                .set_days(employee, posting.quantity, year, period, false)
                .await
            {
                Ok(()) => Ok(None),
                Err(fault) => Err(Failure::of(&fault, Capability::SetDays)),
            };
        }
        self.write_hours(posting, employee).await
    }

    async fn write_batch(&self, postings: &[(Posting, RemoteId)]) -> Result<(), Failure> {
        let Some((first, _)) = postings.first() else {
            return Ok(());
        };
        let (year, period) = (first.period.year, first.period.number);
        if first.kind == LineKind::Days.as_str() {
            let days: Vec<(RemoteId, i64)> = postings
                .iter()
                .map(|(posting, employee)| (*employee, posting.quantity))
                .collect();
            return self
                .writer
                .set_days_batch(&days, year, period, false)
                .await
                .map_err(|fault| Failure::of_batch(&fault, Capability::SetDaysBatch));
        }
        let lines: Vec<NewHours> = postings
            .iter()
            .map(|(posting, employee)| NewHours {
                employee: *employee,
                code: posting.code,
                hours: HundredthHours(posting.quantity),
                comment: comment(posting),
            })
            .collect();
        self.writer
            .insert_hours_batch(&lines, year, period, false)
            .await
            .map_err(|fault| Failure::of_batch(&fault, Capability::InsertHoursBatch))
    }

    fn batch_size(&self, posting: &Posting) -> Option<usize> {
        let batched = match posting.action.as_str() {
            "insert" => self.batches.hours,
            "set" => self.batches.days,
            _ => false,
        };
        batched.then_some(BATCH_ROWS)
    }
}

fn days_row(whose: Whose, quantity: i64) -> HeldRow {
    let observed = Observed {
        person: whose.person,
        kind: LineKind::Days,
        row: String::new(),
        code: 0,
        quantity,
    };
    HeldRow {
        observed,
        comment: None,
    }
}

fn hours_row(whose: Whose, row: HourRow) -> HeldRow {
    let observed = Observed {
        person: whose.person,
        kind: LineKind::Hours,
        row: row.id.to_string(),
        code: row.code,
        quantity: row.hours.0,
    };
    HeldRow {
        observed,
        comment: row.comment,
    }
}
