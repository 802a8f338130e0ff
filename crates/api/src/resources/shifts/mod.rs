//! Shifts: what was worked, and where it stands.

pub mod steps;
pub mod write;

use crate::asked::{Days, ParameterNames, Query};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::paging::{Page, Paging};
use crate::words::word;
use axum::Json;
use loonbrug_domain::Date;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::ids::{PersonId, ShiftId};
use loonbrug_store::{ShiftRevision, ShiftsAfter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A shift (dienst), as one of its revisions says it. A change is a new revision; what was approved counts until that is.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-000000000004", "entry": "018e2f3c-5a00-7000-8000-000000000004", "revision": 1,
    "person": "018e2f3c-5a00-7000-8000-000000000003", "date": "2023-04-08", "start_minute": 540, "end_minute": 840,
    "break_minutes": 0, "group": "Partimers", "source": "import", "state": "approved", "counts": true, "removes": false,
}))]
pub struct Shift {
    /// Identity of the revision.
    id: Uuid,
    /// The entry that it is a revision of.
    entry: Uuid,
    /// 1 for the first revision.
    revision: i64,
    /// Who worked.
    person: Uuid,
    /// The day on which it starts.
    date: Date,
    /// Start in minutes after midnight, by the clock on the wall.
    start_minute: i64,
    /// End in minutes after midnight of `date`; beyond 1440 on the next day.
    end_minute: i64,
    /// Unpaid break.
    break_minutes: i64,
    /// Group (vestiging, afdeling).
    group: Option<String>,
    /// Where it comes from: `import`, `hand`, `clock` or `planning`.
    source: String,
    /// `open`, `submitted`, `rejected`, `approved` or `exported`.
    state: String,
    /// Whether it is the revision that counts.
    counts: bool,
    /// Whether it says that the shift was not worked after all.
    removes: bool,
}

impl Shift {
    fn of(revision: ShiftRevision) -> Self {
        let shift = revision.shift;
        Self {
            id: shift.id.0,
            entry: shift.entry.0,
            revision: shift.revision,
            person: shift.person.0,
            date: shift.date,
            start_minute: shift.start_minute,
            end_minute: shift.end_minute,
            break_minutes: shift.break_minutes,
            group: shift.group,
            source: word(&shift.source),
            state: word(&revision.state),
            counts: revision.in_force,
            removes: revision.removed,
        }
    }
}

/// Where a shift that is listed can stand.
const STATES: [ShiftState; 5] = [
    ShiftState::Open,
    ShiftState::Submitted,
    ShiftState::Rejected,
    ShiftState::Approved,
    ShiftState::Exported,
];

/// Which shifts.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Of this person only.
    person: Option<Uuid>,
    /// In this state only: `open`, `submitted`, `rejected`, `approved` or `exported`.
    #[param(example = "submitted")]
    state: Option<String>,
}

impl ParameterNames for Wanted {
    const NAMES: &'static [&'static str] = &["person", "state"];
}

impl Wanted {
    fn state(&self) -> Result<Option<ShiftState>, Failure> {
        let Some(word) = &self.state else { return Ok(None) };
        let found = STATES.into_iter().find(|state| state.name() == word);
        found.map(Some).ok_or_else(|| {
            Wrong::parameter(
                "state",
                "Kies open, submitted, rejected, approved of exported.",
                "Choose open, submitted, rejected, approved or exported.",
            )
        })
    }
}

/// What the key of a shift says: day, start and identity.
fn place(key: &str) -> Option<(Date, i64, ShiftId)> {
    let mut parts = key.split(' ');
    let place = (
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    );
    parts.next().is_none().then_some(place)
}

/// The people whom the token reaches.
async fn reached(guarded: &Guarded) -> Result<BTreeSet<PersonId>, Failure> {
    let people = guarded.hub().people_within(&guarded.allowed).await?;
    Ok(people.into_iter().map(|person| person.id).collect())
}

/// The revisions of these identities; one that is out of reach is not there.
async fn chosen(guarded: &Guarded, ids: &[ShiftId]) -> Result<Vec<ShiftRevision>, Failure> {
    let found = guarded.hub().store.shift_revisions(guarded.id(), ids).await?;
    let reached = reached(guarded).await?;
    let all_there = ids.iter().all(|id| found.iter().any(|one| one.shift.id == *id));
    if all_there && found.iter().all(|one| reached.contains(&one.shift.person)) {
        return Ok(found);
    }
    Err(Failure::NotFound)
}

/// Shifts that count or wait, of the days on which they start.
#[utoipa::path(
    get, path = "/organisations/{organisation}/shifts", operation_id = "listShifts", tag = "hours",
    summary = "Shifts of some days",
    params(Days, Wanted, Paging),
    responses((status = 200, description = "A page of shifts, by day.", body = Page<Shift>)),
)]
pub async fn list(
    guarded: Guarded,
    Query(days): Query<Days>,
    Query(wanted): Query<Wanted>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Shift>>, Failure> {
    let wanted = ShiftsAfter {
        days: days.range()?,
        person: wanted.person.map(PersonId),
        state: wanted.state()?,
        after: paging.after(place)?,
    };
    let store = &guarded.hub().store;
    let shifts = store.shifts_after(guarded.id(), &wanted, paging.one_more()?).await?;
    let key = |one: &ShiftRevision| format!("{} {} {}", one.shift.date, one.shift.start_minute, one.shift.id);
    Ok(Json(paging.part(shifts, key, Shift::of)?))
}
