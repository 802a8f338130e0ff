//! Standard rosters: weeks that come back, by which the planning is filled.

use crate::asked::{Body, Query};
use crate::bounds::{LONGEST_NAME, at_most, between, holds};
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::paging::{Page, Paging};
use axum::Json;
use axum::http::StatusCode;
use loonbrug_domain::planning::{RosterSlot, StandardRoster};
use loonbrug_domain::rules::Day;
use loonbrug_domain::{Date, Factor};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Most shifts of one roster.
const MOST: usize = 5_000;
/// Factors above 1000 % are a slip of the pen.
const LARGEST_FACTOR: u32 = 100_000;

/// A standard roster (standaardrooster).
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "name": "winkel", "cycle_weeks": 1, "first_monday": "2023-01-02", "group": "Partimers",
    "slots": [{ "employee_number": 1001, "week": 1, "day": "saturday", "start_minute": 540, "end_minute": 1020,
        "break_minutes": 30, "group": null, "factor_hundredths_of_a_percent": null }],
}))]
pub struct Roster {
    /// Name.
    name: String,
    /// How many weeks until it begins again.
    cycle_weeks: i64,
    /// A Monday on which the first week begins.
    first_monday: Date,
    /// The group of shifts that do not name one.
    group: Option<String>,
    /// Who works when.
    slots: Vec<Slot>,
}

/// What a standard roster is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "cycle_weeks": 1, "first_monday": "2023-01-02",
    "slots": [{ "employee_number": 1001, "week": 1, "day": "saturday", "start_minute": 540, "end_minute": 1020 }],
}))]
pub struct NewRoster {
    /// How many weeks until it begins again.
    #[schema(minimum = 1, maximum = 52)]
    cycle_weeks: i64,
    /// A Monday on which the first week begins.
    first_monday: Date,
    /// The group of shifts that do not name one.
    #[schema(max_length = 200)]
    group: Option<String>,
    /// Who works when.
    #[schema(min_items = 1, max_items = 5_000)]
    slots: Vec<Slot>,
}

/// One shift of a roster.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "employee_number": 1001, "week": 1, "day": "saturday", "start_minute": 540, "end_minute": 1020 }))]
pub struct Slot {
    /// Employee number.
    employee_number: i64,
    /// Week of the cycle, from 1.
    #[schema(minimum = 1, maximum = 52)]
    week: i64,
    /// Day of the week.
    day: Weekday,
    /// Start in minutes after midnight.
    #[schema(minimum = 0, maximum = 1439)]
    start_minute: i64,
    /// End in minutes after midnight; not after the start is on the next day.
    #[schema(minimum = 0, maximum = 1440)]
    end_minute: i64,
    /// Unpaid break.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1440)]
    break_minutes: i64,
    /// The group, where it is another one than the roster's.
    #[serde(default)]
    #[schema(max_length = 200)]
    group: Option<String>,
    /// One factor for all of it, where the planner fixes it: 20000 is 200 %.
    #[serde(default)]
    #[schema(minimum = 10_000, maximum = 100_000)]
    factor_hundredths_of_a_percent: Option<u32>,
}

/// A day of the week.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "saturday")]
pub enum Weekday {
    /// Maandag.
    Monday,
    /// Dinsdag.
    Tuesday,
    /// Woensdag.
    Wednesday,
    /// Donderdag.
    Thursday,
    /// Vrijdag.
    Friday,
    /// Zaterdag.
    Saturday,
    /// Zondag.
    Sunday,
}

impl Weekday {
    fn of(day: Day) -> Self {
        match day {
            Day::Tuesday => Self::Tuesday,
            Day::Wednesday => Self::Wednesday,
            Day::Thursday => Self::Thursday,
            Day::Friday => Self::Friday,
            Day::Saturday => Self::Saturday,
            Day::Sunday => Self::Sunday,
            // No roster has a slot on holidays.
            Day::Monday | Day::Holiday => Self::Monday,
        }
    }
}

impl From<Weekday> for Day {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }
}

impl Roster {
    fn of(roster: StandardRoster) -> Self {
        let slot = |slot: RosterSlot| Slot {
            employee_number: slot.employee,
            week: slot.week,
            day: Weekday::of(slot.day),
            start_minute: slot.from_minute,
            end_minute: slot.to_minute,
            break_minutes: slot.break_minutes,
            group: slot.group,
            factor_hundredths_of_a_percent: slot.factor.map(|factor| factor.0),
        };
        Self {
            name: roster.name,
            cycle_weeks: roster.cycle_weeks,
            first_monday: roster.first_monday,
            group: roster.group,
            slots: roster.slots.into_iter().map(slot).collect(),
        }
    }
}

impl Slot {
    fn checked(self, place: usize) -> Result<RosterSlot, Failure> {
        let at = |field: &str| format!("/slots/{place}/{field}");
        between(&at("week"), self.week, 1..=52)?;
        between(&at("start_minute"), self.start_minute, 0..=1439)?;
        between(&at("end_minute"), self.end_minute, 0..=1440)?;
        between(&at("break_minutes"), self.break_minutes, 0..=1440)?;
        at_most(&at("group"), self.group.as_deref().unwrap_or_default(), LONGEST_NAME)?;
        if let Some(factor) = self.factor_hundredths_of_a_percent {
            let bounds = i64::from(Factor::WORKED.0)..=i64::from(LARGEST_FACTOR);
            between(&at("factor_hundredths_of_a_percent"), i64::from(factor), bounds)?;
        }
        Ok(RosterSlot {
            employee: self.employee_number,
            week: self.week,
            day: self.day.into(),
            from_minute: self.start_minute,
            to_minute: self.end_minute,
            break_minutes: self.break_minutes,
            group: self.group,
            factor: self.factor_hundredths_of_a_percent.map(Factor),
        })
    }
}

/// The standard rosters of an employer.
#[utoipa::path(
    get, path = "/organisations/{organisation}/rosters", operation_id = "listRosters", tag = "planning",
    summary = "Standard rosters",
    params(Paging),
    responses((status = 200, description = "A page of rosters, by name.", body = Page<Roster>)),
)]
pub async fn list(guarded: Guarded, Query(paging): Query<Paging>) -> Result<Json<Page<Roster>>, Failure> {
    let rosters = guarded.hub().standard_rosters(guarded.id()).await?;
    let name = |roster: &StandardRoster| roster.name.clone();
    Ok(Json(paging.page(rosters, name, Roster::of)?))
}

/// Stores a roster, in the place of a former one of this name. The planning changes when it is filled again.
#[utoipa::path(
    put, path = "/organisations/{organisation}/rosters/{roster}", operation_id = "setRoster", tag = "planning",
    summary = "Make or change a standard roster",
    request_body = NewRoster,
    responses((status = 200, description = "The roster as it is now.", body = Roster)),
)]
pub async fn set(guarded: Guarded, Body(new): Body<NewRoster>) -> Result<Json<Roster>, Failure> {
    let name: String = guarded.named("roster")?;
    if name.chars().count() > LONGEST_NAME {
        return Err(Failure::NotFound);
    }
    holds("/slots", new.slots.len(), MOST)?;
    between("/cycle_weeks", new.cycle_weeks, 1..=52)?;
    at_most("/group", new.group.as_deref().unwrap_or_default(), LONGEST_NAME)?;
    let slots = new.slots.into_iter().enumerate();
    let roster = StandardRoster {
        name,
        cycle_weeks: new.cycle_weeks,
        first_monday: new.first_monday,
        group: new.group,
        slots: slots
            .map(|(place, slot)| slot.checked(place))
            .collect::<Result<_, _>>()?,
    };
    let rosters = std::slice::from_ref(&roster);
    guarded.hub().put_standard_rosters(guarded.id(), rosters).await?;
    Ok(Json(Roster::of(roster)))
}

/// Takes a roster away. What it planned stays.
#[utoipa::path(
    delete, path = "/organisations/{organisation}/rosters/{roster}", operation_id = "removeRoster", tag = "planning",
    summary = "Take a standard roster away",
    responses((status = 204, description = "It is gone.")),
)]
pub async fn remove(guarded: Guarded) -> Result<StatusCode, Failure> {
    let name: String = guarded.named("roster")?;
    guarded.hub().remove_roster(&guarded.allowed, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}
