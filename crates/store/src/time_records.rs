//! Clock events, planning and revisions of shifts, as typed records.

use crate::StoredShift;
use jiff::Timestamp;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::calendar::Date;
use loonbrug_domain::clock::{BadgeNumber, Direction, EventKey};
use loonbrug_domain::ids::{OrganisationId, PersonId, PlannedShiftId, ShiftEntryId, ShiftId, TerminalId};
use loonbrug_domain::planning::PlannedBy;
use loonbrug_domain::quantity::{Factor, Minutes};
use loonbrug_domain::shift::{Shift, ShiftError};
use serde::{Deserialize, Serialize};

/// Where a shift comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShiftSource {
    /// A file.
    Import,
    /// Somebody typed it.
    Hand,
    /// The clock terminal.
    Clock,
    /// The planning, taken over as worked.
    Planning,
}

impl StoredShift {
    /// As the rules take it.
    ///
    /// # Errors
    /// `ShiftError` when it cannot have been worked: what is stored was checked, but not by the database.
    pub fn worked(&self) -> Result<Shift, ShiftError> {
        let factor_minutes = self
            .factor_minutes
            .iter()
            .map(|(factor, minutes)| (*factor, Minutes(*minutes)));
        Shift::in_wall_time(
            self.date,
            self.start_minute,
            self.end_minute,
            self.second_pass,
            self.break_minutes,
        )?
        .with_factor_minutes(factor_minutes.collect())
    }

    /// Whether both say the same of the same person, whatever their identity and source.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let times = |shift: &Self| (shift.date, shift.start_minute, shift.end_minute, shift.second_pass);
        times(self) == times(other)
            && (self.person, self.break_minutes, &self.group) == (other.person, other.break_minutes, &other.group)
            && self.factor_minutes == other.factor_minutes
    }
}

/// A revision of a shift, and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShiftRevision {
    /// What it says.
    pub shift: StoredShift,
    /// Whether it says that the shift was not worked after all; the figures are then those of what it removes.
    pub removed: bool,
    /// How the clock made it, as JSON of the application; only of source `clock`.
    pub origin: Option<String>,
    /// Where it stands.
    pub state: ShiftState,
    /// Whether it is the one that counts.
    pub in_force: bool,
    /// When it was approved.
    pub approved_at: Option<Timestamp>,
}

/// A new revision, and what it does to the one before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewRevision {
    /// The revision; its number is one above the newest of its entry, and it is in force only where it is approved.
    pub revision: ShiftRevision,
    /// The pending revision whose place it takes.
    pub replaces: Option<(ShiftId, ShiftState)>,
    /// Why.
    pub reason: String,
}

/// A step of one revision, taken only if it still stands where it was seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShiftChange {
    /// The revision.
    pub shift: ShiftId,
    /// Where it was seen.
    pub from: ShiftState,
    /// Where it goes.
    pub to: ShiftState,
    /// Why; empty where nothing needs saying.
    pub reason: String,
}

/// One step in the history of a revision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShiftEvent {
    /// The revision.
    pub shift: ShiftId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// Where it stood; `None` when it was made.
    pub from: Option<ShiftState>,
    /// Where it went.
    pub to: ShiftState,
    /// Why.
    pub reason: String,
}

/// All revisions of one entry, oldest first, with their history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShiftHistory {
    /// The entry.
    pub entry: ShiftEntryId,
    /// Its revisions.
    pub revisions: Vec<ShiftRevision>,
    /// What was done with them, oldest first.
    pub events: Vec<ShiftEvent>,
}

/// One clock terminal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Terminal {
    /// Identity.
    pub id: TerminalId,
    /// Owner.
    pub organisation: OrganisationId,
    /// Name, unique in the organisation.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// How often its devices were withdrawn: those of before are let in no longer.
    pub withdrawals: i64,
}

/// Whose badge it is from a day on, until the next row of the same number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Badge {
    /// Number.
    pub number: BadgeNumber,
    /// First day.
    pub from: Date,
    /// Whose; `None` when it was taken back.
    pub person: Option<PersonId>,
}

/// Who an event is about.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum ClockSubject {
    /// Whoever had this badge then: the terminal does not know people.
    Badge(BadgeNumber),
    /// A person, entered by hand.
    Person {
        /// Who it is about.
        person: PersonId,
        /// Who entered it.
        entered_by: String,
        /// Why.
        reason: String,
    },
}

/// One clock event as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredClockEvent {
    /// Terminal and its number.
    pub key: EventKey,
    /// When, by the terminal.
    pub at: Timestamp,
    /// Who.
    pub subject: ClockSubject,
    /// What was told.
    pub direction: Direction,
    /// When it came in.
    pub received_at: Timestamp,
}

/// One planned shift.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredPlannedShift {
    /// Identity.
    pub id: PlannedShiftId,
    /// Who.
    pub person: PersonId,
    /// The day on which it starts.
    pub date: Date,
    /// Start in minutes after midnight.
    pub start_minute: i64,
    /// End in minutes after midnight of `date`.
    pub end_minute: i64,
    /// Unpaid break in minutes.
    pub break_minutes: i64,
    /// The group.
    pub group: Option<String>,
    /// Minutes per factor where the planning decides.
    pub factor_minutes: Vec<(Factor, i64)>,
    /// Who put it there, or took it away.
    pub by: PlannedBy,
    /// Whether a person took it away.
    pub removed: bool,
}
