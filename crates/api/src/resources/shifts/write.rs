//! Entering, changing and removing a shift.

use super::chosen;
use crate::bounds::{LONGEST_TEXT, at_most, between};
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::resources::groups::in_use;
use crate::resources::people::Made;
use loonbrug_domain::Date;
use loonbrug_domain::ids::{PersonId, ShiftId};
use loonbrug_hub::time::ShiftInput;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A shift that was worked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "date": "2023-04-08", "start_minute": 540, "end_minute": 840,
    "break_minutes": 0, "reason": "Vergeten te klokken",
}))]
pub struct NewShift {
    /// Who worked.
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
    /// Why, for the history of the shift.
    #[serde(default)]
    #[schema(max_length = 1000)]
    reason: String,
}

/// What was worked, and why it is entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "date": "2023-04-08", "start_minute": 540, "end_minute": 840, "break_minutes": 30, "reason": "Pauze vergeten",
}))]
pub struct Worked {
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
    /// Why, for the history of the shift.
    #[serde(default)]
    #[schema(max_length = 1000)]
    reason: String,
}

/// Why a shift goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "Dubbel ingevoerd" }))]
pub struct Removal {
    /// Why, for the history of the shift.
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// What was removed.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "removed": "018e2f3c-5a00-7000-8000-000000000004" }))]
pub struct Removed {
    /// The revision. Of a shift that counts, its removal waits for approval.
    removed: Uuid,
}

impl NewShift {
    fn worked(self) -> Worked {
        Worked {
            date: self.date,
            start_minute: self.start_minute,
            end_minute: self.end_minute,
            break_minutes: self.break_minutes,
            group: self.group,
            reason: self.reason,
        }
    }
}

impl Worked {
    /// Refuses what no clock can say; the hub judges the rest.
    async fn check(&self, guarded: &Guarded) -> Result<(), Failure> {
        between("/start_minute", self.start_minute, 0..=1439)?;
        between("/end_minute", self.end_minute, 1..=2879)?;
        between("/break_minutes", self.break_minutes, 0..=1440)?;
        at_most("/reason", &self.reason, LONGEST_TEXT)?;
        in_use(guarded, "/group", self.group.as_deref()).await
    }

    fn put_in(self, input: &mut ShiftInput) {
        input.date = self.date;
        input.start_minute = self.start_minute;
        input.end_minute = self.end_minute;
        input.break_minutes = self.break_minutes;
        input.group = self.group;
        input.second_pass = None;
    }
}

/// Enters a shift that was worked; it waits for approval.
#[utoipa::path(
    post, path = "/organisations/{organisation}/shifts", operation_id = "addShift", tag = "hours",
    summary = "Enter a shift",
    params(OnceHeader), request_body = NewShift,
    responses((status = 201, description = "The shift waits for approval.", body = Made)),
)]
pub async fn add(guarded: Guarded, once: Once<NewShift>) -> Answer {
    let asking = guarded.clone();
    once.make(&guarded, async move |new| {
        let hub = asking.hub();
        let (person, worked) = (PersonId(new.person), new.worked());
        worked.check(&asking).await?;
        let person = hub.person_within(&asking.allowed, person).await?;
        let reason = worked.reason.clone();
        let mut input = ShiftInput {
            person: person.id,
            date: worked.date,
            start_minute: 0,
            end_minute: 0,
            second_pass: None,
            break_minutes: 0,
            group: None,
        };
        worked.put_in(&mut input);
        let id = hub.enter_shift(asking.id(), &input, &reason).await?;
        Ok(Made { id: id.0 })
    })
    .await
}

/// Changes a shift: the change is a new revision that waits for approval, and what is approved counts until then. Only the
/// newest revision can be changed.
#[utoipa::path(
    post, path = "/organisations/{organisation}/shifts/{shift}/revisions", operation_id = "changeShift", tag = "hours",
    summary = "Change a shift",
    params(OnceHeader), request_body = Worked,
    responses((status = 201, description = "The revision waits for approval.", body = Made)),
)]
pub async fn change(guarded: Guarded, once: Once<Worked>) -> Answer {
    let shift: ShiftId = guarded.named("shift")?;
    chosen(&guarded, &[shift]).await?;
    let asking = guarded.clone();
    once.make(&guarded, async move |worked| {
        worked.check(&asking).await?;
        let reason = worked.reason.clone();
        let changed = asking
            .hub()
            .change_shift(asking.id(), shift, |input| worked.put_in(input), &reason);
        Ok(Made { id: changed.await?.0 })
    })
    .await
}

/// Removes a shift. What was never approved is gone at once; of what counts, the removal waits for approval.
#[utoipa::path(
    post, path = "/organisations/{organisation}/shifts/{shift}/removals", operation_id = "removeShift", tag = "hours",
    summary = "Remove a shift",
    params(OnceHeader), request_body = Removal,
    responses((status = 201, description = "The shift is gone, or its removal waits.", body = Removed)),
)]
pub async fn remove(guarded: Guarded, once: Once<Removal>) -> Answer {
    let shift: ShiftId = guarded.named("shift")?;
    chosen(&guarded, &[shift]).await?;
    let asking = guarded.clone();
    once.make(&guarded, async move |removal| {
        at_most("/reason", &removal.reason, LONGEST_TEXT)?;
        asking.hub().remove_shift(asking.id(), shift, &removal.reason).await?;
        Ok(Removed { removed: shift.0 })
    })
    .await
}
