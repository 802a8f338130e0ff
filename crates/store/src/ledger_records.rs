//! The rows of ledgers, leave, sickness and payouts, as typed records.

use jiff::Timestamp;
use loonbrug_domain::ids::{CouplingId, LedgerEntryId, OrganisationId, PayoutId, PersonId};
use loonbrug_domain::leave::LeaveRequest;
use loonbrug_domain::ledger::{Booking, LedgerEntry, LedgerKind};
use loonbrug_domain::quantity::HundredthHours;
use loonbrug_domain::sickness::SicknessCase;
use serde::{Deserialize, Serialize};

/// What a ledger must hold of an origin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToBook {
    /// Identity of the entry that is booked if there is a difference.
    pub id: LedgerEntryId,
    /// Whose ledger.
    pub person: PersonId,
    /// Which one.
    pub ledger: LedgerKind,
    /// What it must hold.
    pub booking: Booking,
}

/// An entry as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct StoredLedgerEntry {
    /// Identity.
    pub id: LedgerEntryId,
    /// Whose ledger.
    pub person: PersonId,
    /// Which one.
    pub ledger: LedgerKind,
    /// The entry.
    #[serde(flatten)]
    pub entry: LedgerEntry,
    /// When it was booked.
    pub booked_at: Timestamp,
    /// By whom.
    pub booked_by: String,
}

/// The balance of one ledger of one person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct StoredBalance {
    /// Whose ledger.
    pub person: PersonId,
    /// Which one.
    pub ledger: LedgerKind,
    /// The sum of its entries.
    pub hours: HundredthHours,
}

/// Who decided, when and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Decided {
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why; may be empty.
    pub reason: String,
}

/// A request for leave as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct StoredLeaveRequest {
    /// The request.
    #[serde(flatten)]
    pub request: LeaveRequest,
    /// Who entered it.
    pub requested_by: String,
    /// When.
    pub requested_at: Timestamp,
    /// The last decision about it.
    pub decided: Option<Decided>,
}

/// A case of sickness as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct StoredSicknessCase {
    /// The case.
    #[serde(flatten)]
    pub case: SicknessCase,
    /// Raised by one at each change.
    pub version: i64,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: String,
}

/// Out of what hours are paid.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PayoutSource {
    /// Leave hours.
    Leave,
    /// Plus/minus hours.
    PlusMinus,
    /// Worked hours: no ledger.
    Worked,
}

impl PayoutSource {
    /// The ledger that they are taken from.
    #[must_use]
    pub const fn ledger(self) -> Option<LedgerKind> {
        match self {
            Self::Leave => Some(LedgerKind::Leave),
            Self::PlusMinus => Some(LedgerKind::PlusMinus),
            Self::Worked => None,
        }
    }
}

/// Where a payout stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PayoutState {
    /// Waits for a decision.
    Requested,
    /// May be sent, and counts against what is available.
    Approved,
    /// Nmbrs holds it, and the ledger has it.
    Posted,
    /// Will not be paid.
    Void,
}

/// One payout of hours to one person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Payout {
    /// Identity.
    pub id: PayoutId,
    /// Owner.
    pub organisation: OrganisationId,
    /// Who is paid.
    pub person: PersonId,
    /// By which company.
    pub coupling: CouplingId,
    /// Out of what.
    pub source: PayoutSource,
    /// How many hours; above zero.
    pub hours: HundredthHours,
    /// Hour code of the company's hour model.
    pub code: i64,
    /// Where it stands.
    pub state: PayoutState,
    /// Who entered it.
    pub requested_by: String,
    /// When.
    pub requested_at: Timestamp,
    /// The last decision about it.
    pub decided: Option<Decided>,
}
