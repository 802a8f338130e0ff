//! Clock terminals and badges. A device becomes a terminal on its own page (`/kiosk`): its secret stays on it.

use crate::asked::{Body, Query};
use crate::bounds::{LONGEST_NAME, says_something};
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::paging::{Page, Paging};
use axum::Json;
use axum::http::StatusCode;
use jiff::Timestamp;
use loonbrug_domain::Date;
use loonbrug_domain::clock::BadgeNumber;
use loonbrug_domain::ids::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A clock terminal (klokterminal).
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "name": "winkel", "created_at": "2023-05-01T09:00:00Z" }))]
pub struct Terminal {
    /// Name, unique at the employer.
    name: String,
    /// Since when.
    created_at: Timestamp,
}

/// A terminal that is to be there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "winkel" }))]
pub struct NewTerminal {
    /// Name; `hand` is the terminal of what is entered by hand.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
}

/// Whose badge it is from a day on, until the next entry of the same number.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "number": "000000123456789", "from": "2023-05-01", "person": "018e2f3c-5a00-7000-8000-000000000003",
}))]
pub struct Badge {
    /// Number, with all leading zeros.
    number: String,
    /// First day.
    from: Date,
    /// Whose; `null` when it was taken back.
    person: Option<Uuid>,
}

/// Whose a badge is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "from": "2023-05-01", "person": "018e2f3c-5a00-7000-8000-000000000003" }))]
pub struct BadgeHolder {
    /// From this day on.
    from: Date,
    /// Whose; `null` takes it back. Whoever had it until then has it no longer.
    person: Option<Uuid>,
}

impl Terminal {
    fn of(terminal: loonbrug_store::Terminal) -> Self {
        Self {
            name: terminal.name,
            created_at: terminal.created_at,
        }
    }
}

/// The clock terminals of an employer.
#[utoipa::path(
    get, path = "/organisations/{organisation}/terminals", operation_id = "listTerminals", tag = "clock",
    summary = "Clock terminals",
    params(Paging),
    responses((status = 200, description = "A page of terminals, by name.", body = Page<Terminal>)),
)]
pub async fn list(guarded: Guarded, Query(paging): Query<Paging>) -> Result<Json<Page<Terminal>>, Failure> {
    let terminals = guarded.hub().store.terminals(guarded.id()).await?;
    let name = |terminal: &loonbrug_store::Terminal| terminal.name.clone();
    Ok(Json(paging.page(terminals, name, Terminal::of)?))
}

/// Adds a terminal, whose events are delivered under its name.
#[utoipa::path(
    post, path = "/organisations/{organisation}/terminals", operation_id = "addTerminal", tag = "clock",
    summary = "Add a clock terminal",
    params(OnceHeader), request_body = NewTerminal,
    responses((status = 201, description = "The terminal was added.", body = Terminal)),
)]
pub async fn add(guarded: Guarded, once: Once<NewTerminal>) -> Answer {
    let (hub, organisation) = (guarded.hub().clone(), guarded.id());
    once.make(&guarded, async move |new| {
        says_something("/name", &new.name, LONGEST_NAME)?;
        Ok(Terminal::of(hub.add_terminal(organisation, new.name.trim()).await?))
    })
    .await
}

/// Takes from every device of a terminal that it is one: a lost or stolen tablet delivers nothing any more. Its events stay,
/// and a program with a token still delivers under its name.
#[utoipa::path(
    post, path = "/organisations/{organisation}/terminals/{terminal}/withdrawal", operation_id = "withdrawTerminal",
    tag = "clock",
    summary = "Withdraw the devices of a terminal",
    responses((status = 204, description = "They are no terminal any more.")),
)]
pub async fn withdraw(guarded: Guarded) -> Result<StatusCode, Failure> {
    let name: String = guarded.named("terminal")?;
    guarded.hub().withdraw_terminal_named(guarded.id(), &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whose badges are, from which day on.
#[utoipa::path(
    get, path = "/organisations/{organisation}/badges", operation_id = "listBadges", tag = "clock",
    summary = "Badges",
    params(Paging),
    responses((status = 200, description = "A page of badges, by number and day.", body = Page<Badge>)),
)]
pub async fn badges(guarded: Guarded, Query(paging): Query<Paging>) -> Result<Json<Page<Badge>>, Failure> {
    let badges = guarded.hub().store.badges(guarded.id()).await?;
    let key = |badge: &loonbrug_store::Badge| format!("{} {}", badge.number, badge.from);
    let view = |badge: loonbrug_store::Badge| Badge {
        number: badge.number.to_string(),
        from: badge.from,
        person: badge.person.map(|person| person.0),
    };
    Ok(Json(paging.page(badges, key, view)?))
}

/// Says whose a badge is from a day on.
#[utoipa::path(
    put, path = "/organisations/{organisation}/badges/{badge}", operation_id = "assignBadge", tag = "clock",
    summary = "Say whose a badge is",
    request_body = BadgeHolder,
    responses((status = 200, description = "It is so from that day on.", body = Badge)),
)]
pub async fn assign(guarded: Guarded, Body(holder): Body<BadgeHolder>) -> Result<Json<Badge>, Failure> {
    let number: String = guarded.named("badge")?;
    let number = BadgeNumber::parse(&number).map_err(|_| Failure::NotFound)?;
    let hub = guarded.hub();
    let person = match holder.person {
        Some(person) => Some(hub.person_within(&guarded.allowed, PersonId(person)).await?.id),
        None => None,
    };
    hub.assign_badge(guarded.id(), &number, holder.from, person).await?;
    Ok(Json(Badge {
        number: number.to_string(),
        from: holder.from,
        person: holder.person,
    }))
}
