//! What a person says about the clock: what was forgotten, and what means nothing.

use super::deliver::Direction;
use crate::bounds::{LONGEST_TEXT, says_something};
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use jiff::Timestamp;
use loonbrug_domain::DateRange;
use loonbrug_domain::ids::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An event that somebody enters: the badge, or clocking out, was forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "at": "2023-05-16T17:00:00+02:00", "direction": "out",
    "reason": "Vergeten uit te klokken",
}))]
pub struct NewClockEvent {
    /// Who.
    person: Uuid,
    /// When, with its offset; not in the future.
    at: Timestamp,
    /// Comes or goes.
    direction: Direction,
    /// Why it is entered.
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// An event that means nothing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "terminal": "winkel", "sequence": 11, "reason": "Dubbel aangeslagen" }))]
pub struct Dismissal {
    /// Name of the terminal.
    #[schema(max_length = 200)]
    terminal: String,
    /// Its number there.
    sequence: i64,
    /// Why.
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// What an event is known by.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "terminal": "hand", "sequence": 3 }))]
pub struct EventName {
    /// Name of the terminal; `hand` for what was entered.
    terminal: String,
    /// Its number there.
    sequence: i64,
}

/// Derives the shifts of the day of an event: one of the day before may end on it, and what was forgotten may lie on the
/// day after.
async fn derive_around(guarded: &Guarded, at: Timestamp) -> Result<(), Failure> {
    let date = guarded.hub().surroundings.date_of(at);
    let days = DateRange {
        from: date.yesterday().unwrap_or(date),
        to: date.tomorrow().unwrap_or(date),
    };
    guarded.hub().derive_shifts(guarded.id(), days).await?;
    Ok(())
}

/// Enters a clock event by hand; it stays as entered by hand, and shifts are derived anew.
#[utoipa::path(
    post, path = "/organisations/{organisation}/clock-events", operation_id = "enterClockEvent", tag = "clock",
    summary = "Enter a forgotten clock event",
    params(OnceHeader), request_body = NewClockEvent,
    responses((status = 201, description = "The event is kept.", body = EventName)),
)]
pub async fn enter(guarded: Guarded, once: Once<NewClockEvent>) -> Answer {
    let asking = guarded.clone();
    once.make(&guarded, async move |new| {
        says_something("/reason", &new.reason, LONGEST_TEXT)?;
        let hub = asking.hub();
        let person = hub.person_within(&asking.allowed, PersonId(new.person)).await?;
        let direction = new.direction.into();
        let key = hub
            .enter_clock_event(asking.id(), person.id, new.at, direction, &new.reason)
            .await?;
        derive_around(&asking, new.at).await?;
        Ok(EventName {
            terminal: "hand".to_owned(),
            sequence: key.sequence,
        })
    })
    .await
}

/// Declares that an event means nothing: it stays, and makes no shift.
#[utoipa::path(
    post, path = "/organisations/{organisation}/clock-dismissals", operation_id = "dismissClockEvent", tag = "clock",
    summary = "Dismiss a clock event",
    params(OnceHeader), request_body = Dismissal,
    responses((status = 201, description = "It means nothing from now on.", body = EventName)),
)]
pub async fn dismiss(guarded: Guarded, once: Once<Dismissal>) -> Answer {
    let asking = guarded.clone();
    once.make(&guarded, async move |dismissal| {
        says_something("/reason", &dismissal.reason, LONGEST_TEXT)?;
        let (hub, organisation) = (asking.hub(), asking.id());
        let Dismissal {
            terminal,
            sequence,
            reason,
        } = dismissal;
        let event = hub.clock_event(organisation, &terminal, sequence).await?;
        let at = event.ok_or(Failure::NotFound)?.at;
        hub.dismiss_clock_event(organisation, &terminal, sequence, &reason)
            .await?;
        derive_around(&asking, at).await?;
        Ok(EventName { terminal, sequence })
    })
    .await
}
