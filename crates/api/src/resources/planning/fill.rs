//! Filling days from a standard roster, and copying a week onto another: looked at first.

use super::surcharges;
use crate::asked::Body;
use crate::bounds::days;
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::words::word;
use axum::Json;
use loonbrug_domain::Date;
use loonbrug_hub::time::{self as hub, FillFrom, FillReport};
use loonbrug_hub::{HubError, Refusal};
use loonbrug_store::StoredPlannedShift;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Days of the planning to fill: from a roster, or from other days.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "from": "2023-05-22", "to": "2023-05-28", "copy_from": "2023-05-15" }))]
pub struct ToFill {
    /// First day to fill.
    from: Date,
    /// Last day to fill; at most 53 weeks.
    to: Date,
    /// Name of the standard roster that fills them; either this or `copy_from`.
    roster: Option<String>,
    /// The first of as many days whose planning is copied: a Monday copies its week.
    copy_from: Option<Date>,
    /// Whether the planning fixes surcharges, by the rules of the first coupling; else payroll decides.
    #[serde(default)]
    surcharges: bool,
    /// What was seen, from a look: fills only if it still does just that. Without it, whatever it does now.
    fingerprint: Option<String>,
}

/// What filling would do. What a person did stays as it is.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "fingerprint": "1c4fb2a0d7e3c59a0b6f2d11", "placed": 1, "taken_away": 0, "unchanged": 4,
    "place": [{ "person": "018e2f3c-5a00-7000-8000-000000000003", "date": "2023-05-22", "start_minute": 540,
        "end_minute": 1020, "group": null }],
    "take_away": [], "left": [],
}))]
pub struct FillLook {
    /// Proves that filling still does this.
    fingerprint: String,
    /// How many shifts would come.
    placed: usize,
    /// How many that an earlier filling put there would go.
    taken_away: usize,
    /// How many stand there already.
    unchanged: usize,
    /// What would come.
    place: Vec<FillLine>,
    /// What would go.
    take_away: Vec<FillLine>,
    /// What would be left out, and why.
    left: Vec<LeftOut>,
}

/// A shift that filling would place or take away.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "date": "2023-05-22", "start_minute": 540, "end_minute": 1020, "group": null,
}))]
pub struct FillLine {
    /// Who.
    person: Uuid,
    /// The day.
    date: Date,
    /// Start in minutes after midnight.
    start_minute: i64,
    /// End in minutes after midnight of `date`.
    end_minute: i64,
    /// For which group.
    group: Option<String>,
}

/// A shift that was left out.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "name": "Thomas Lakeman", "date": "2023-05-22", "start_minute": 540,
    "end_minute": 1020, "reason": "changed-by-person",
}))]
pub struct LeftOut {
    /// Who.
    person: Uuid,
    /// Name.
    name: String,
    /// The day.
    date: Date,
    /// Start in minutes after midnight.
    start_minute: i64,
    /// End in minutes after midnight of `date`.
    end_minute: i64,
    /// `changed-by-person`: somebody changed that day by hand. `overlaps`: works then already.
    reason: String,
}

/// What filling did.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "placed": 1, "taken_away": 0, "unchanged": 4, "left": [] }))]
pub struct Filled {
    /// How many shifts came.
    placed: usize,
    /// How many went.
    taken_away: usize,
    /// How many stood there already.
    unchanged: usize,
    /// What was left out, and why.
    left: Vec<LeftOut>,
}

impl ToFill {
    async fn order(&self, guarded: &Guarded) -> Result<hub::FillOrder, Failure> {
        let days = days(self.from, self.to)?;
        let from = match (&self.roster, self.copy_from) {
            (Some(roster), None) => FillFrom::Roster(roster.clone()),
            (None, Some(first)) if first == days.from => {
                return Err(Wrong::body(
                    "/copy_from",
                    "Dat zijn dezelfde dagen. Kies andere om te kopiëren.",
                    "Those are the same days. Choose others to copy.",
                ));
            }
            (None, Some(first)) => FillFrom::Days(first),
            _ => {
                return Err(Wrong::body(
                    "/roster",
                    "Geef `roster` of `copy_from`: een van beide.",
                    "Give `roster` or `copy_from`: one of both.",
                ));
            }
        };
        Ok(hub::FillOrder {
            from,
            days,
            surcharges: surcharges(guarded, self.surcharges).await?,
            // A token reaches everybody of its employer.
            only: None,
        })
    }
}

fn line(planned: &StoredPlannedShift) -> FillLine {
    FillLine {
        person: planned.person.0,
        date: planned.date,
        start_minute: planned.start_minute,
        end_minute: planned.end_minute,
        group: planned.group.clone(),
    }
}

fn left(report: &FillReport) -> Vec<LeftOut> {
    let left = report.left.iter().map(|left| LeftOut {
        person: left.person.0,
        name: left.name.clone(),
        date: left.date,
        start_minute: left.start_minute,
        end_minute: left.end_minute,
        reason: word(&left.reason),
    });
    left.collect()
}

/// What filling days would do; nothing is stored.
#[utoipa::path(
    post, path = "/organisations/{organisation}/planning-fill-looks", operation_id = "lookAtFilling", tag = "planning",
    summary = "Look at what filling would do",
    request_body = ToFill,
    responses((status = 200, description = "What it would do.", body = FillLook)),
)]
pub async fn look(guarded: Guarded, Body(asked): Body<ToFill>) -> Result<Json<FillLook>, Failure> {
    let order = asked.order(&guarded).await?;
    let preview = guarded.hub().preview_filling(guarded.id(), &order).await?;
    Ok(Json(FillLook {
        fingerprint: preview.fingerprint(),
        placed: preview.report.placed,
        taken_away: preview.report.taken_away,
        unchanged: preview.report.unchanged,
        place: preview.place.iter().map(line).collect(),
        take_away: preview.take_away.iter().map(line).collect(),
        left: left(&preview.report),
    }))
}

/// Fills days from a roster, or copies other days onto them. Filling twice changes nothing the second time.
#[utoipa::path(
    post, path = "/organisations/{organisation}/planning-fills", operation_id = "fillPlanning", tag = "planning",
    summary = "Fill days of the planning",
    params(OnceHeader), request_body = ToFill,
    responses((status = 201, description = "The days are filled.", body = Filled)),
)]
pub async fn fill(guarded: Guarded, once: Once<ToFill>) -> Answer {
    let asking = guarded.clone();
    once.make(&guarded, async move |asked| {
        let (hub, organisation) = (asking.hub(), asking.id());
        let order = asked.order(&asking).await?;
        if let Some(seen) = &asked.fingerprint
            && hub.preview_filling(organisation, &order).await?.fingerprint() != *seen
        {
            return Err(HubError::from(Refusal::PlanChanged).into());
        }
        let report = hub.fill(organisation, &order).await?;
        Ok(Filled {
            placed: report.placed,
            taken_away: report.taken_away,
            unchanged: report.unchanged,
            left: left(&report),
        })
    })
    .await
}
