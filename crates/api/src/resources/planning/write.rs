//! Planning, changing and taking away a shift.

use super::surcharges;
use crate::bounds::between;
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::resources::groups::in_use;
use crate::resources::people::Made;
use axum::http::StatusCode;
use loonbrug_domain::ids::{PersonId, PlannedShiftId};
use loonbrug_domain::planning::PlannedShift;
use loonbrug_domain::{Date, DateRange, Shift};
use loonbrug_hub::HubError;
use loonbrug_hub::time::{PlanInput, TimeRefusal};
use loonbrug_store::StoredPlannedShift;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A shift that is to be worked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "date": "2023-05-20", "start_minute": 540, "end_minute": 1020,
    "break_minutes": 30,
}))]
pub struct ToPlan {
    /// Who.
    person: Uuid,
    /// The day on which it starts.
    date: Date,
    /// Start in minutes after midnight, by the clock on the wall.
    #[schema(minimum = 0, maximum = 1439)]
    start_minute: i64,
    /// End in minutes after midnight of `date`; beyond 1440 on the next day.
    #[schema(minimum = 1, maximum = 2879)]
    end_minute: i64,
    /// Unpaid break.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1440)]
    break_minutes: i64,
    /// Name of a group of the employer.
    group: Option<String>,
    /// Whether the planning fixes its surcharges, by the rules of the first coupling; else payroll decides.
    #[serde(default)]
    surcharges: bool,
}

impl ToPlan {
    async fn checked(self, guarded: &Guarded) -> Result<PlanInput, Failure> {
        between("/start_minute", self.start_minute, 0..=1439)?;
        between("/end_minute", self.end_minute, 1..=2879)?;
        between("/break_minutes", self.break_minutes, 0..=1440)?;
        in_use(guarded, "/group", self.group.as_deref()).await?;
        let hub = guarded.hub();
        let person = hub.person_within(&guarded.allowed, PersonId(self.person)).await?;
        let shift = Shift::new(self.date, self.start_minute, self.end_minute, self.break_minutes);
        let shift = shift.map_err(|error| HubError::from(TimeRefusal::Shift(error)))?;
        Ok(PlanInput {
            person: person.id,
            planned: PlannedShift {
                shift,
                group: self.group,
            },
            surcharges: surcharges(guarded, self.surcharges).await?,
        })
    }
}

/// The planned shift of the path, of somebody within reach.
async fn planned(guarded: &Guarded) -> Result<StoredPlannedShift, Failure> {
    let id: PlannedShiftId = guarded.named("planned_shift")?;
    let hub = guarded.hub();
    let found = hub.planned_shift(guarded.id(), id).await?;
    hub.person_within(&guarded.allowed, found.person).await?;
    Ok(found)
}

/// Plans a shift; one that overlaps another of the same person is refused.
#[utoipa::path(
    post, path = "/organisations/{organisation}/planned-shifts", operation_id = "planShift", tag = "planning",
    summary = "Plan a shift",
    params(OnceHeader), request_body = ToPlan,
    responses((status = 201, description = "The shift is planned.", body = Made)),
)]
pub async fn add(guarded: Guarded, once: Once<ToPlan>) -> Answer {
    let asking = guarded.clone();
    once.make(&guarded, async move |new| {
        let input = new.checked(&asking).await?;
        let id = asking.hub().plan_shift(asking.id(), input).await?;
        Ok(Made { id: id.0 })
    })
    .await
}

/// Puts another shift in the place of a planned one, in one step. Rosters leave it alone from then on.
#[utoipa::path(
    post, path = "/organisations/{organisation}/planned-shifts/{planned_shift}/changes",
    operation_id = "changePlannedShift", tag = "planning",
    summary = "Change a planned shift",
    params(OnceHeader), request_body = ToPlan,
    responses((status = 201, description = "The shift as it is planned now.", body = Made)),
)]
pub async fn change(guarded: Guarded, once: Once<ToPlan>) -> Answer {
    let former = planned(&guarded).await?.id;
    let asking = guarded.clone();
    once.make(&guarded, async move |new| {
        let input = new.checked(&asking).await?;
        let id = asking.hub().replan_shift(asking.id(), former, input).await?;
        Ok(Made { id: id.0 })
    })
    .await
}

/// Takes a planned shift away; no roster brings anything back on that day.
#[utoipa::path(
    delete, path = "/organisations/{organisation}/planned-shifts/{planned_shift}", operation_id = "unplanShift",
    tag = "planning",
    summary = "Take a planned shift away",
    responses((status = 204, description = "It is gone.")),
)]
pub async fn remove(guarded: Guarded) -> Result<StatusCode, Failure> {
    let found = planned(&guarded).await?;
    let day = DateRange {
        from: found.date,
        to: found.date,
    };
    guarded.hub().unplan_shift(guarded.id(), day, found.id).await?;
    Ok(StatusCode::NO_CONTENT)
}
