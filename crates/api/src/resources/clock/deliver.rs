//! What a terminal delivers, late and twice as it may come: an event counts once by its terminal and number.

use crate::asked::Body;
use crate::bounds::holds;
use crate::failure::{Failure, Place, Wrong};
use crate::guard::Guarded;
use axum::Json;
use jiff::Timestamp;
use loonbrug_domain::clock::BadgeNumber;
use loonbrug_domain::{Date, DateRange, Language};
use loonbrug_hub::time::{DeliveredEvent, EventFault, TimeRefusal};
use loonbrug_hub::{HubError, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Most events in one delivery.
const MOST: usize = 10_000;

/// What terminals saw.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "events": [
    { "terminal": "winkel", "sequence": 12, "at": "2023-05-17T09:00:00+02:00", "badge": "000000123456789", "direction": "in" },
] }))]
pub struct Delivery {
    /// The events, in whatever order. The same event again does nothing.
    #[schema(min_items = 1, max_items = 10_000)]
    events: Vec<TerminalEvent>,
}

/// What a terminal saw.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "terminal": "winkel", "sequence": 12, "at": "2023-05-17T09:00:00+02:00", "badge": "000000123456789", "direction": "in",
}))]
pub struct TerminalEvent {
    /// Name of the terminal.
    #[schema(max_length = 200)]
    terminal: String,
    /// Its number at that terminal, counting up from 1: the same number is the same event.
    #[schema(minimum = 1)]
    sequence: i64,
    /// When, by the terminal; with its offset.
    at: Timestamp,
    /// The badge as it was read, with all leading zeros.
    #[schema(min_length = 1, max_length = 40)]
    badge: String,
    /// What was told.
    #[serde(default)]
    direction: Direction,
}

/// What somebody told a terminal.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "in")]
pub enum Direction {
    /// Comes.
    In,
    /// Goes.
    Out,
    /// Whichever it is now: the terminal has one button, or none.
    #[default]
    Toggle,
}

impl From<Direction> for loonbrug_domain::clock::Direction {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::In => Self::In,
            Direction::Out => Self::Out,
            Direction::Toggle => Self::Toggle,
        }
    }
}

/// What became of a delivery.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "delivered": 2, "new": 2, "from": "2023-05-17", "to": "2023-05-17", "shifts": { "added": 1, "changed": 0, "removed": 0 },
}))]
pub struct DeliveryDone {
    /// Events that came.
    delivered: usize,
    /// Events that were not there yet.
    new: u64,
    /// The first day on which they lie.
    from: Option<Date>,
    /// The last day on which they lie.
    to: Option<Date>,
    /// What they changed about shifts, which wait for approval.
    shifts: DerivedShifts,
}

/// What events changed about shifts.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "added": 1, "changed": 0, "removed": 0 }))]
pub struct DerivedShifts {
    /// Shifts that are new.
    added: usize,
    /// Shifts of which the clock says something else now.
    changed: usize,
    /// Shifts that the clock no longer has.
    removed: usize,
}

/// The days of events, with the day before: a shift of that day may end on the first of them.
fn with_the_day_before(days: DateRange) -> DateRange {
    DateRange {
        from: days.from.yesterday().unwrap_or(days.from),
        to: days.to,
    }
}

/// An event as a line, as terminals write them.
fn line(event: TerminalEvent, place: usize) -> Result<String, Failure> {
    let badge = BadgeNumber::parse(&event.badge).map_err(|_| {
        Wrong::body(
            &format!("/events/{place}/badge"),
            "Een badgenummer heeft 1 tot 40 letters en cijfers, met alle nullen vooraan.",
            "A badge number has 1 to 40 letters and digits, with all leading zeros.",
        )
    })?;
    let event = DeliveredEvent {
        terminal: event.terminal,
        sequence: event.sequence,
        at: event.at,
        badge,
        direction: event.direction.into(),
    };
    serde_json::to_string(&event).map_err(|_| Failure::BrokeOff)
}

fn told(error: HubError) -> Failure {
    let HubError::Refused(Refusal::Time(TimeRefusal::Events(faults))) = &error else {
        return error.into();
    };
    let wrong = |fault: &EventFault| Wrong {
        place: Place::Body(format!("/events/{}", fault.line.saturating_sub(1))),
        why: (fault.reason.text(Language::Dutch), fault.reason.text(Language::English)),
    };
    Failure::Fields(faults.iter().map(wrong).collect())
}

/// Takes in what terminals saw: all of it, or with the reason per event nothing. An event that came before, under its
/// terminal and number, is passed by: deliver again what you are not sure of. Shifts are derived from it and wait for
/// approval.
#[utoipa::path(
    post, path = "/organisations/{organisation}/clock-deliveries", operation_id = "deliverClockEvents", tag = "clock",
    summary = "Deliver clock events",
    request_body = Delivery,
    responses((status = 200, description = "The events are kept.", body = DeliveryDone)),
)]
pub async fn deliver(guarded: Guarded, Body(delivery): Body<Delivery>) -> Result<Json<DeliveryDone>, Failure> {
    holds("/events", delivery.events.len(), MOST)?;
    let lines = delivery.events.into_iter().enumerate();
    let lines: Vec<String> = lines
        .map(|(place, event)| line(event, place))
        .collect::<Result<_, _>>()?;
    let hub = guarded.hub();
    let report = hub.accept_events(guarded.id(), &lines.join("\n")).await.map_err(told)?;
    let mut shifts = DerivedShifts {
        added: 0,
        changed: 0,
        removed: 0,
    };
    if let Some(days) = report.days {
        let derived = hub.derive_shifts(guarded.id(), with_the_day_before(days)).await?;
        (shifts.added, shifts.changed, shifts.removed) = (derived.added, derived.changed, derived.removed);
    }
    Ok(Json(DeliveryDone {
        delivered: report.delivered,
        new: report.new,
        from: report.days.map(|days| days.from),
        to: report.days.map(|days| days.to),
        shifts,
    }))
}
