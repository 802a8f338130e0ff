//! How an employer reads its clock, from a day on.

use crate::asked::Body;
use crate::bounds::{LONGEST_NAME, at_most};
use crate::failure::{Failure, Wrong};
use crate::guard::Guarded;
use crate::resources::groups::in_use;
use axum::Json;
use loonbrug_domain::Date;
use loonbrug_domain::clock::{self as domain, Grid, PlannedReach, SameDay};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How clock events become shifts, from a day on.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "valid_from": "2023-01-01",
    "rounding_in": { "grid_minutes": 15, "mode": "nearest", "near_planned_minutes": 10 },
    "rounding_out": { "grid_minutes": 15, "mode": "nearest", "near_planned_minutes": 10 },
    "break_at_most_minutes": 60, "overnight": false, "default_group": "Partimers", "double_seconds": 60,
    "longest_minutes": 840, "tolerance_minutes": 5,
}))]
pub struct ClockPolicy {
    /// First day; it holds until the next policy starts.
    valid_from: Date,
    /// How coming is rounded.
    rounding_in: Rounding,
    /// How going is rounded.
    rounding_out: Rounding,
    /// Going and coming back on one day is a break when it lasts at most so long; `null` makes it two shifts.
    #[schema(minimum = 1, maximum = 720)]
    break_at_most_minutes: Option<i64>,
    /// Whether a shift may cross midnight where a person's settings do not say.
    overnight: bool,
    /// Group of whoever comes without being planned.
    #[schema(max_length = 200)]
    default_group: Option<String>,
    /// A second touch within so many seconds is no event of its own.
    #[schema(minimum = 0, maximum = 600)]
    double_seconds: i64,
    /// Longer than this, and the going was forgotten.
    #[schema(minimum = 60, maximum = 1440)]
    longest_minutes: i64,
    /// So many minutes beside the planned time are on time.
    #[schema(minimum = 0, maximum = 180)]
    tolerance_minutes: i64,
}

/// How one side is rounded.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "grid_minutes": 15, "mode": "nearest", "near_planned_minutes": 10 }))]
pub struct Rounding {
    /// The grid: 1, 5, 10, 15 or 30.
    #[schema(minimum = 1, maximum = 30)]
    grid_minutes: i64,
    /// To which side.
    mode: RoundingMode,
    /// Within this reach of the planned time it is the planned time.
    #[schema(minimum = 0, maximum = 180)]
    near_planned_minutes: i64,
}

/// To which side a time between two lines of the grid goes.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "nearest")]
pub enum RoundingMode {
    /// To the nearer line.
    Nearest,
    /// To the later line.
    Up,
    /// To the earlier line.
    Down,
}

impl Rounding {
    fn of(rounding: domain::Rounding) -> Self {
        Self {
            grid_minutes: rounding.grid_minutes.minutes(),
            mode: match rounding.mode {
                domain::RoundingMode::Nearest => RoundingMode::Nearest,
                domain::RoundingMode::Up => RoundingMode::Up,
                domain::RoundingMode::Down => RoundingMode::Down,
            },
            near_planned_minutes: rounding.near_planned_minutes.into(),
        }
    }

    fn checked(self, pointer: &str) -> Result<domain::Rounding, Failure> {
        let grid = Grid::try_from(self.grid_minutes).map_err(|_| {
            Wrong::body(
                &format!("{pointer}/grid_minutes"),
                "Kies 1, 5, 10, 15 of 30 minuten.",
                "Choose 1, 5, 10, 15 or 30 minutes.",
            )
        })?;
        let reach = PlannedReach::minutes(self.near_planned_minutes).map_err(|_| {
            Wrong::body(
                &format!("{pointer}/near_planned_minutes"),
                "Een aantal minuten van 0 tot en met 180.",
                "A number of minutes from 0 to 180.",
            )
        })?;
        Ok(domain::Rounding {
            grid_minutes: grid,
            mode: match self.mode {
                RoundingMode::Nearest => domain::RoundingMode::Nearest,
                RoundingMode::Up => domain::RoundingMode::Up,
                RoundingMode::Down => domain::RoundingMode::Down,
            },
            near_planned_minutes: reach,
        })
    }
}

impl ClockPolicy {
    fn of(policy: domain::ClockPolicy) -> Self {
        Self {
            valid_from: policy.valid_from,
            rounding_in: Rounding::of(policy.rounding_in),
            rounding_out: Rounding::of(policy.rounding_out),
            break_at_most_minutes: match policy.same_day {
                SameDay::TwoShifts => None,
                SameDay::Break { at_most_minutes } => Some(at_most_minutes),
            },
            overnight: policy.overnight,
            default_group: policy.default_group,
            double_seconds: policy.double_seconds,
            longest_minutes: policy.longest_minutes,
            tolerance_minutes: policy.tolerance_minutes,
        }
    }

    fn checked(&self) -> Result<domain::ClockPolicy, Failure> {
        at_most(
            "/default_group",
            self.default_group.as_deref().unwrap_or_default(),
            LONGEST_NAME,
        )?;
        Ok(domain::ClockPolicy {
            valid_from: self.valid_from,
            rounding_in: self.rounding_in.checked("/rounding_in")?,
            rounding_out: self.rounding_out.checked("/rounding_out")?,
            same_day: self
                .break_at_most_minutes
                .map_or(SameDay::TwoShifts, |at_most_minutes| SameDay::Break { at_most_minutes }),
            overnight: self.overnight,
            default_group: self.default_group.clone(),
            double_seconds: self.double_seconds,
            longest_minutes: self.longest_minutes,
            tolerance_minutes: self.tolerance_minutes,
        })
    }
}

/// How the clock is read; nothing where the employer goes by the standard.
#[utoipa::path(
    get, path = "/organisations/{organisation}/clock-policies", operation_id = "listClockPolicies", tag = "clock",
    summary = "How the clock is read",
    responses((status = 200, description = "The policies, by first day.", body = Vec<ClockPolicy>)),
)]
pub async fn list(guarded: Guarded) -> Result<Json<Vec<ClockPolicy>>, Failure> {
    let policies = guarded.hub().clock_policies(guarded.id()).await?;
    Ok(Json(policies.into_iter().map(ClockPolicy::of).collect()))
}

/// Says how the clock is read from a day on, in the place of what was said of that day.
#[utoipa::path(
    put, path = "/organisations/{organisation}/clock-policies", operation_id = "setClockPolicy", tag = "clock",
    summary = "Say how the clock is read",
    request_body = ClockPolicy,
    responses((status = 200, description = "The policies, by first day.", body = Vec<ClockPolicy>)),
)]
pub async fn set(guarded: Guarded, Body(policy): Body<ClockPolicy>) -> Result<Json<Vec<ClockPolicy>>, Failure> {
    let checked = policy.checked()?;
    in_use(&guarded, "/default_group", policy.default_group.as_deref()).await?;
    guarded.hub().put_clock_policies(guarded.id(), &[checked]).await?;
    list(guarded).await
}
