//! The clock: what terminals saw, who is there now, and what waits for a person.

pub mod by_hand;
pub mod deliver;
pub mod policies;
pub mod terminals;

use crate::asked::{Days, ParameterNames, Query};
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::paging::{Page, Paging};
use crate::words::word;
use axum::Json;
use jiff::Timestamp;
use loonbrug_domain::DateRange;
use loonbrug_domain::clock::EventKey;
use loonbrug_domain::ids::PersonId;
use loonbrug_hub::time::{self as hub, LogWanted, LoggedEvent};
use loonbrug_store::ClockSubject;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A clock event (klokregistratie) as it came. Shifts are derived from them; they are kept for ever.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "terminal": "winkel", "sequence": 12, "at": "2023-05-17T07:00:00Z", "direction": "in", "badge": "000000123456789",
    "person": "018e2f3c-5a00-7000-8000-000000000003", "entered_by": null, "reason": null,
    "received_at": "2023-05-17T07:00:01Z", "dismissed": false,
}))]
pub struct ClockEvent {
    /// Name of the terminal; `hand` for what somebody entered.
    terminal: String,
    /// Its number there.
    sequence: i64,
    /// When, by the terminal.
    at: Timestamp,
    /// `in`, `out` or `toggle`: whichever it was.
    direction: String,
    /// The badge as it was read; `null` for what somebody entered.
    badge: Option<String>,
    /// Whose it is; `null` for a badge that was nobody's that day.
    person: Option<Uuid>,
    /// Who entered it by hand.
    entered_by: Option<String>,
    /// Why it was entered by hand.
    reason: Option<String>,
    /// When it came in.
    received_at: Timestamp,
    /// Whether somebody declared that it means nothing.
    dismissed: bool,
}

/// Somebody who came and has not gone yet.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman", "since": "2023-05-17T07:00:00Z",
}))]
pub struct Present {
    /// Who.
    person: Uuid,
    /// Name.
    name: String,
    /// Since when.
    since: Timestamp,
}

/// What the clock cannot say by itself, of some days.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "events": [{
        "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman", "at": "2023-05-16T07:00:00Z",
        "reason": "forgotten-out", "terminal": "winkel", "sequence": 11,
    }],
    "unknown_badges": [{ "badge": "77", "at": "2023-05-16T07:02:00Z", "direction": "in", "terminal": "winkel", "sequence": 12 }],
}))]
pub struct ClockTasks {
    /// Events that make no shift by themselves: enter what was forgotten, or dismiss them.
    events: Vec<WaitingEvent>,
    /// Events of badges that were nobody's: say whose they were.
    unknown_badges: Vec<UnknownBadge>,
}

/// An event that makes no shift by itself.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman", "at": "2023-05-16T07:00:00Z",
    "reason": "forgotten-out", "terminal": "winkel", "sequence": 11,
}))]
pub struct WaitingEvent {
    /// Who.
    person: Uuid,
    /// Name.
    name: String,
    /// When.
    at: Timestamp,
    /// `forgotten-out`, `nothing-to-end`, `no-time` or `break-too-long`.
    reason: String,
    /// Name of the terminal.
    terminal: String,
    /// Its number there.
    sequence: i64,
}

/// An event of a badge that was nobody's on that day.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "badge": "77", "at": "2023-05-16T07:02:00Z", "direction": "in", "terminal": "winkel", "sequence": 12 }))]
pub struct UnknownBadge {
    /// The badge.
    badge: String,
    /// When.
    at: Timestamp,
    /// `in`, `out` or `toggle`.
    direction: String,
    /// Name of the terminal.
    terminal: String,
    /// Its number there.
    sequence: i64,
}

impl ClockEvent {
    fn of(logged: LoggedEvent) -> Self {
        let (badge, entered_by, reason) = match logged.event.subject {
            ClockSubject::Badge(number) => (Some(number.to_string()), None, None),
            ClockSubject::Person { entered_by, reason, .. } => (None, Some(entered_by), Some(reason)),
        };
        Self {
            terminal: logged.terminal,
            sequence: logged.event.key.sequence,
            at: logged.event.at,
            direction: word(&logged.event.direction),
            badge,
            person: logged.person.map(|person| person.0),
            entered_by,
            reason,
            received_at: logged.event.received_at,
            dismissed: logged.dismissed,
        }
    }
}

impl ClockTasks {
    fn of(open: hub::ClockOpen) -> Self {
        let waiting = |item: hub::OpenClockItem| WaitingEvent {
            person: item.person.0,
            name: item.name,
            at: item.at,
            reason: word(&item.reason),
            terminal: item.terminal,
            sequence: item.sequence,
        };
        let unknown = |badge: hub::UnknownBadge| UnknownBadge {
            badge: badge.badge.to_string(),
            at: badge.at,
            direction: word(&badge.direction),
            terminal: badge.terminal,
            sequence: badge.sequence,
        };
        Self {
            events: open.items.into_iter().map(waiting).collect(),
            unknown_badges: open.unknown.into_iter().map(unknown).collect(),
        }
    }
}

/// Which events.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Of this person only.
    person: Option<Uuid>,
    /// Of this terminal only.
    #[param(example = "winkel")]
    terminal: Option<String>,
}

impl ParameterNames for Wanted {
    const NAMES: &'static [&'static str] = &["person", "terminal"];
}

/// The clock events of some days, as they came.
#[utoipa::path(
    get, path = "/organisations/{organisation}/clock-events", operation_id = "listClockEvents", tag = "clock",
    summary = "Clock events",
    params(Days, Wanted, Paging),
    responses((status = 200, description = "A page of events, by time.", body = Page<ClockEvent>)),
)]
pub async fn list(
    guarded: Guarded,
    Query(days): Query<Days>,
    Query(wanted): Query<Wanted>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<ClockEvent>>, Failure> {
    let wanted = LogWanted {
        days: days.range()?,
        person: wanted.person.map(PersonId),
        terminal: wanted.terminal,
        after: paging.after(moment_and_event)?,
    };
    let events = guarded
        .hub()
        .clock_log(guarded.id(), &wanted, paging.one_more()?)
        .await?;
    let key = |one: &LoggedEvent| {
        let EventKey { terminal, sequence } = one.event.key;
        format!("{} {terminal} {sequence}", one.event.at.as_millisecond())
    };
    Ok(Json(paging.part(events, key, ClockEvent::of)?))
}

/// What the key of an event says.
fn moment_and_event(key: &str) -> Option<(Timestamp, EventKey)> {
    let mut parts = key.split(' ');
    let at = Timestamp::from_millisecond(parts.next()?.parse().ok()?).ok()?;
    let terminal = parts.next()?.parse().ok()?;
    let sequence = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some((at, EventKey { terminal, sequence }))
}

/// Who is there now, by when they came.
#[utoipa::path(
    get, path = "/organisations/{organisation}/presence", operation_id = "listPresent", tag = "clock",
    summary = "Who is there now",
    responses((status = 200, description = "Everybody who came and has not gone yet.", body = Vec<Present>)),
)]
pub async fn present(guarded: Guarded) -> Result<Json<Vec<Present>>, Failure> {
    let hub = guarded.hub();
    let today = hub.surroundings.today();
    let lately = DateRange {
        from: today.yesterday().unwrap_or(today),
        to: today,
    };
    let open = hub.clock_open(guarded.id(), lately).await?;
    let present = open.present.into_iter().map(|one| Present {
        person: one.person.0,
        name: one.name,
        since: one.since,
    });
    Ok(Json(present.collect()))
}

/// What waits for a person, of some days: forgotten clock-outs and unknown badges.
#[utoipa::path(
    get, path = "/organisations/{organisation}/clock-tasks", operation_id = "listClockTasks", tag = "clock",
    summary = "What the clock cannot say by itself",
    params(Days),
    responses((status = 200, description = "All of it, by time.", body = ClockTasks)),
)]
pub async fn tasks(guarded: Guarded, Query(days): Query<Days>) -> Result<Json<ClockTasks>, Failure> {
    let open = guarded.hub().clock_open(guarded.id(), days.year()?).await?;
    Ok(Json(ClockTasks::of(open)))
}
