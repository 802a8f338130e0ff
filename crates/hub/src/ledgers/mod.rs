//! Hour ledgers, leave, sickness and payouts (V9, V10, V12, V14): what is booked by itself every night, and what people
//! enter, ask and decide.
//!
//! Everything goes by `Hub::book`: it says what a ledger must hold of an origin, and the store books the difference with
//! what it holds, so that doing it again does nothing.

mod absence;
mod accrual;
mod against_contract;
mod ahead;
mod books;
mod by_hand;
mod compare;
mod explain;
mod keep;
mod payouts;
mod refusal;
mod requests;
mod settings;
mod sick_hours;
mod sickness;
mod skipped;
mod staff;
mod statement;
mod weeks;

pub use absence::SicknessLine;
pub use against_contract::{AgainstContract, HoursAgainstContract, PersonAgainstContract, Whose};
pub use ahead::LeaveAhead;
pub use by_hand::{ByHandEntry, Conversion};
pub use keep::{BookedLine, LapsingLine, LedgerRun};
pub use payouts::{NewPayout, Paid, PaidFor};
pub use refusal::LedgerRefusal;
pub use requests::{Approval, NewLeaveRequest};
pub(crate) use sick_hours::{SickDays, SickPay};
pub use sickness::SicknessReport;
pub use skipped::{SkipReason, SkippedLine};
pub use statement::{LedgerPart, LedgerStatement};

use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::ids::{LedgerEntryId, OrganisationId, PersonId};
use loonbrug_domain::ledger::{Booking, LedgerKind};
use loonbrug_store::{AuditEntry, StoredLedgerEntry, ToBook};

/// What the ledger of a person must hold of an origin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Wanted {
    /// Whose.
    pub person: PersonId,
    /// Which ledger.
    pub ledger: LedgerKind,
    /// What it must hold.
    pub booking: Booking,
}

impl Hub {
    /// Books what the ledgers do not hold yet, and gives the entries that were made.
    pub(crate) async fn book(
        &self,
        organisation: OrganisationId,
        wanted: Vec<Wanted>,
        audit: &[AuditEntry],
    ) -> Result<Vec<StoredLedgerEntry>, HubError> {
        let to_book: Vec<ToBook> = wanted
            .into_iter()
            .map(|wanted| ToBook {
                id: LedgerEntryId(self.surroundings.identity()),
                person: wanted.person,
                ledger: wanted.ledger,
                booking: wanted.booking,
            })
            .collect();
        let by = (self.surroundings.now(), self.actor.as_str());
        Ok(self.store.book(organisation, by, &to_book, audit).await?)
    }
}
