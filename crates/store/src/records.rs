//! The rows that the application reads and writes, as typed records.

use jiff::Timestamp;
use loonbrug_domain::calendar::{Date, DateRange};
use loonbrug_domain::ids::{CouplingId, HourLineId, ImportId, OrganisationId, PersonId, PostingId, RunId};
use loonbrug_domain::ids::{ShiftEntryId, ShiftId};
use loonbrug_domain::period::PayPeriod;
use loonbrug_domain::quantity::Factor;
use loonbrug_domain::shift::SecondPass;

use crate::time_records::ShiftSource;

/// One employer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Organisation {
    /// Identity.
    pub id: OrganisationId,
    /// Name, unique in the installation.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// One coupling; its settings are the application's, kept as JSON.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coupling {
    /// Identity.
    pub id: CouplingId,
    /// Owner.
    pub organisation: OrganisationId,
    /// Name, unique in the installation; what `--coupling` takes.
    pub name: String,
    /// Settings as JSON; the store does not look inside.
    pub settings: String,
    /// Why the coupling stands still, in words for a person; `None` while it works.
    pub paused: Option<String>,
    /// Raised by one at each update; an update of an older version is refused.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// An encrypted secret of a coupling.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Secret {
    /// Raised by one at each replacement, so that a single-use token is replaced once.
    pub version: i64,
    /// What the application encrypted.
    pub ciphertext: Vec<u8>,
}

/// One person of an organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// Owner.
    pub organisation: OrganisationId,
    /// Number at the employer (personeelsnummer).
    pub number: Option<i64>,
    /// Call name.
    pub first_name: String,
    /// Prefix of the last name, or empty.
    pub prefix: String,
    /// Last name.
    pub last_name: String,
    /// E-mail at work.
    pub work_email: Option<String>,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Type of contract set by hand (for example `zero-hours`); leads over what Nmbrs says.
    pub contract_type: Option<String>,
    /// Whether the person still belongs to the organisation.
    pub active: bool,
}

/// The tie between a person and an employee of the coupled company.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The coupling.
    pub coupling: CouplingId,
    /// Our person.
    pub person: PersonId,
    /// Numeric id (SOAP), where known.
    pub remote_number: Option<i64>,
    /// UUID (REST), where known.
    pub remote_uuid: Option<uuid::Uuid>,
    /// Number inside the company.
    pub employee_number: i64,
}

/// What a foreign system says of one employee, of one kind, with the hash of its content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RemoteRecord {
    /// The employee's number inside the company: the key that both interfaces share.
    pub employee_number: i64,
    /// Kind of record: `identity`, `personal`, `employment`, `contract`, `schedule`, `salary`.
    pub kind: String,
    /// SHA-256 of the content.
    pub hash: [u8; 32],
    /// The content as JSON.
    pub content: String,
    /// Whether the last whole read still held the employee.
    pub present: bool,
}

/// One file that was brought in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    /// Identity.
    pub id: ImportId,
    /// Owner.
    pub organisation: OrganisationId,
    /// File name, without folders.
    pub file_name: String,
    /// SHA-256 of the bytes; a file has one import per organisation, however often it comes.
    pub file_hash: [u8; 32],
    /// When it came last.
    pub imported_at: Timestamp,
    /// Who brought it then.
    pub imported_by: String,
}

/// One revision of a shift.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredShift {
    /// Identity of the revision.
    pub id: ShiftId,
    /// The entry that it is a revision of.
    pub entry: ShiftEntryId,
    /// 1 for the first revision, then counting up.
    pub revision: i64,
    /// Who worked.
    pub person: PersonId,
    /// The day on which the shift starts.
    pub date: Date,
    /// Wall time of the start, in minutes after midnight (0 to 1439).
    pub start_minute: i64,
    /// Wall time of the end, in minutes after midnight of `date`; beyond 1440 on the next day.
    pub end_minute: i64,
    /// Which end lies on the second pass of the hour that October repeats.
    pub second_pass: Option<SecondPass>,
    /// Unpaid break in minutes.
    pub break_minutes: i64,
    /// Group (vestiging, afdeling), as the source names it.
    pub group: Option<String>,
    /// Minutes per factor where the source computed them itself; empty where the rules decide.
    pub factor_minutes: Vec<(Factor, i64)>,
    /// Where it comes from.
    pub source: ShiftSource,
    /// The file, where it comes from one.
    pub import: Option<ImportId>,
}

/// One line of hours that somebody else computed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredHourLine {
    /// Identity.
    pub id: HourLineId,
    /// Who worked.
    pub person: PersonId,
    /// The days that the line covers.
    pub range: DateRange,
    /// Factor.
    pub factor: Factor,
    /// Hours in hundredths.
    pub hundredths: i64,
    /// Days worked, where the source says.
    pub days: Option<i64>,
    /// Group, as the source names it.
    pub group: Option<String>,
    /// The file that it came from.
    pub import: ImportId,
}

/// What an import brings and takes away, applied in one transaction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportChange {
    /// The file.
    pub import: Import,
    /// Shifts that are new.
    pub add_shifts: Vec<StoredShift>,
    /// Hour lines that are new.
    pub add_hour_lines: Vec<StoredHourLine>,
    /// Shifts that the file no longer has; kept, marked as superseded by this import.
    pub supersede_shifts: Vec<ShiftId>,
    /// Hour lines that the file no longer has; kept, marked as superseded by this import.
    pub supersede_hour_lines: Vec<HourLineId>,
}

/// What a person decided about one planned line; holds until the line's source changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// The coupling.
    pub coupling: CouplingId,
    /// The key of the line, as the application writes it.
    pub line_key: String,
    /// Hash of what the decision was about.
    pub source_hash: String,
    /// The decision as JSON.
    pub decision: String,
    /// Who.
    pub decided_by: String,
    /// When.
    pub decided_at: Timestamp,
}

/// The states of a posting, as stored.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PostingState {
    /// May be sent.
    Approved,
    /// The intent is stored; the call may have been made.
    Sending,
    /// The target holds it.
    Confirmed,
    /// The target refused it.
    Rejected,
    /// The outcome is not known.
    Unknown,
    /// A person must decide.
    Conflict,
    /// It may have been sent, and the target did not hold it when the settling time was over; the next plan sends anew.
    Absent,
    /// A person decided to leave it, or a newer plan took its place before it was sent.
    Withdrawn,
}

/// One posting: what one call to the target should bring about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Posting {
    /// Identity.
    pub id: PostingId,
    /// Owner.
    pub organisation: OrganisationId,
    /// The coupling.
    pub coupling: CouplingId,
    /// The run that made it.
    pub run: RunId,
    /// The company, as the interfaces share it: its number.
    pub company: String,
    /// Where it comes from: flow, range and factor, or a payout.
    pub origin: String,
    /// Who it is for.
    pub person: PersonId,
    /// The pay period.
    pub period: PayPeriod,
    /// `hours`, `days` or `wage`.
    pub kind: String,
    /// Hour code or wage code; 0 for days.
    pub code: i64,
    /// Cost centre, or empty.
    pub cost_centre: String,
    /// Cost unit, or empty.
    pub cost_unit: String,
    /// 1 for the first posting of its key, then counting up.
    pub revision: i64,
    /// `insert`, `update`, `remove` or `set`.
    pub action: String,
    /// What the target's row should hold: hundredths of an hour, days, or cents.
    pub quantity: i64,
    /// What the target's row held before, for `update` and `remove`.
    pub quantity_before: i64,
    /// Text that goes along.
    pub description: String,
    /// Short mark that recognises our row where the interface returns comments.
    pub mark: String,
    /// The posting that this one corrects, where it is a difference to what went out before.
    pub corrects: Option<PostingId>,
    /// State.
    pub state: PostingState,
    /// How many times it was sent.
    pub attempt: i64,
    /// The fence of the run that last sent it.
    pub fence: i64,
    /// Hash of what was sent.
    pub payload_hash: String,
    /// The row in the target: ours once confirmed; the one to change for `update` and `remove`.
    pub remote_id: Option<String>,
    /// Why it is where it is, for rejected, unknown and conflict.
    pub note: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its state last changed.
    pub changed_at: Timestamp,
}

/// A change of a posting's state, applied only if the posting is still where the change expects it
/// and the fence still holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Transition {
    /// The posting.
    pub posting: PostingId,
    /// The state that it must be in.
    pub from: PostingState,
    /// The state that it goes to.
    pub to: PostingState,
    /// The row in the target, when it became known.
    pub remote_id: Option<String>,
    /// Why.
    pub note: String,
    /// The hash of what is sent, when it goes to `Sending`.
    pub payload_hash: Option<String>,
}

/// The right to send to one company, until it ends or somebody else takes it over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lease {
    /// What is leased.
    pub name: String,
    /// Rises at each take-over; a write under an older one changes nothing.
    pub fence: i64,
    /// When it ends if it is not renewed.
    pub until: Timestamp,
}

/// One row that the target held before a run sent anything.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BaselineRow {
    /// The person.
    pub person: PersonId,
    /// `hours` or `days`.
    pub kind: String,
    /// The row's id in the target; empty for days.
    pub remote_id: String,
    /// Hour code; 0 for days.
    pub code: i64,
    /// Hundredths of an hour, or days.
    pub quantity: i64,
}

/// One run of a flow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// Identity.
    pub id: RunId,
    /// Owner.
    pub organisation: OrganisationId,
    /// The coupling.
    pub coupling: CouplingId,
    /// `people` or `hours`.
    pub flow: String,
    /// The days that it covers, for hours.
    pub range: Option<DateRange>,
    /// The pay period, for hours.
    pub period: Option<PayPeriod>,
    /// `running`, `done`, `needs-person`, `failed`.
    pub state: String,
    /// Who started it; `schedule` for the night.
    pub started_by: String,
    /// When.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// Counts and texts as JSON, for the history.
    pub summary: String,
}

/// One line in the history of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunLine {
    /// The run.
    pub run: RunId,
    /// Place in the list, from 1.
    pub position: i64,
    /// The person, where there is one.
    pub person: Option<PersonId>,
    /// The posting, where there is one.
    pub posting: Option<PostingId>,
    /// What happened, in one word.
    pub outcome: String,
    /// The line as JSON.
    pub content: String,
}

/// One line of the audit log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditEntry {
    /// Owner; `None` for the installation.
    pub organisation: Option<OrganisationId>,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What was done, in a dotted word: `coupling.paused`.
    pub action: String,
    /// What it was done to.
    pub subject: String,
    /// More, as JSON; never a secret or a BSN.
    pub detail: String,
}

/// How many lines a run has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RunLinesCounted {
    /// All.
    pub lines: usize,
    /// Of postings.
    pub posted: usize,
    /// Of postings that are confirmed.
    pub confirmed: usize,
}
