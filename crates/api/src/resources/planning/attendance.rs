//! The planning held against the clock, and the planning of a year.

use crate::asked::{Days, Query};
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::paging::{Page, Paging};
use axum::Json;
use jiff::Timestamp;
use loonbrug_domain::planning::Finding;
use loonbrug_domain::{Date, Minutes};
use loonbrug_hub::time as hub;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A planned shift and what was worked in it, or work that was not planned.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman", "date": "2023-05-17",
    "planned": { "from": "2023-05-17T07:00:00Z", "to": "2023-05-17T15:00:00Z" },
    "worked": { "from": "2023-05-17T07:12:00Z", "to": "2023-05-17T15:00:00Z" }, "present": false,
    "findings": [{ "what": "late", "minutes": 12 }],
}))]
pub struct Attendance {
    /// Who.
    person: Uuid,
    /// Name.
    name: String,
    /// The day.
    date: Date,
    /// What was planned; `null` for work that was not.
    planned: Option<Stay>,
    /// What was worked: the first coming and the last going; `null` where nothing was.
    worked: Option<Stay>,
    /// Whether the person is still there.
    present: bool,
    /// What differs by more than the clock policy tolerates; empty is on time.
    findings: Vec<Difference>,
}

/// From one moment to another.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "from": "2023-05-17T07:00:00Z", "to": "2023-05-17T15:00:00Z" }))]
pub struct Stay {
    /// From.
    from: Timestamp,
    /// To.
    to: Timestamp,
}

/// What differs between planned and worked time.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "what": "late", "minutes": 12 }))]
pub struct Difference {
    /// `came-early`, `late`, `went-early`, `stayed-longer`, `absent` or `unplanned`.
    what: &'static str,
    /// By so many minutes; `null` for `absent` and `unplanned`.
    minutes: Option<i64>,
}

/// One person in the planning of a year, under one group.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "group": "Partimers", "name": "Thomas Lakeman", "minutes": [0, 0, 0, 900, 450, 0, 0, 0, 0, 0, 0, 0],
}))]
pub struct YearLine {
    /// The group; `null` for who is in no group.
    group: Option<String>,
    /// Name.
    name: String,
    /// Planned minutes of each month, January first.
    minutes: Vec<i64>,
}

impl Difference {
    fn of(finding: Finding) -> Self {
        let (what, minutes) = match finding {
            Finding::CameEarly { minutes } => ("came-early", Some(minutes)),
            Finding::Late { minutes } => ("late", Some(minutes)),
            Finding::WentEarly { minutes } => ("went-early", Some(minutes)),
            Finding::StayedLonger { minutes } => ("stayed-longer", Some(minutes)),
            Finding::Absent => ("absent", None),
            Finding::Unplanned => ("unplanned", None),
        };
        Self { what, minutes }
    }
}

impl Attendance {
    fn of(line: hub::AttendanceLine) -> Self {
        let stay = |(from, to)| Stay { from, to };
        Self {
            person: line.person.0,
            name: line.name,
            date: line.date,
            planned: line.planned.map(stay),
            worked: line.worked.map(stay),
            present: line.present,
            findings: line.findings.into_iter().map(Difference::of).collect(),
        }
    }
}

/// Holds the planning against what was worked: late, absent, not planned.
#[utoipa::path(
    get, path = "/organisations/{organisation}/attendance", operation_id = "listAttendance", tag = "planning",
    summary = "The planning held against the clock",
    params(Days, Paging),
    responses((status = 200, description = "A page of lines, by day.", body = Page<Attendance>)),
)]
pub async fn list(
    guarded: Guarded,
    Query(days): Query<Days>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Attendance>>, Failure> {
    let lines = guarded.hub().attendance(guarded.id(), days.year()?).await?;
    let key = |line: &hub::AttendanceLine| {
        let start = line
            .planned
            .or(line.worked)
            .map_or(0, |(from, _)| from.as_millisecond());
        format!("{} {start:020} {} {}", line.date, line.person, line.planned.is_some())
    };
    Ok(Json(paging.page(lines, key, Attendance::of)?))
}

/// The planning of a year, by group and month.
#[utoipa::path(
    get, path = "/organisations/{organisation}/year-plannings/{year}", operation_id = "getYearPlanning", tag = "planning",
    summary = "The planning of a year",
    responses((status = 200, description = "Everybody, by group and name.", body = Vec<YearLine>)),
)]
pub async fn year(guarded: Guarded) -> Result<Json<Vec<YearLine>>, Failure> {
    let year: i16 = guarded.named("year")?;
    let planning = guarded.hub().year_planning(guarded.id(), year).await?;
    let lines = planning.lines.into_iter().map(|line| YearLine {
        group: line.group,
        name: line.person,
        minutes: line.months.iter().map(|Minutes(minutes)| *minutes).collect(),
    });
    Ok(Json(lines.collect()))
}
