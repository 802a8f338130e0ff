//! Ziekmeldingen: reported, changed, better. Dates and percentages, and nothing else.

use crate::asked::{Body, ParameterNames, Query};
use crate::bounds::between;
use crate::failure::Failure;
use crate::guard::Guarded;
use crate::once::{Answer, Once, OnceHeader};
use crate::paging::{Page, Paging};
use axum::Json;
use loonbrug_domain::Date;
use loonbrug_domain::ids::{PersonId, SicknessCaseId};
use loonbrug_domain::sickness::{SicknessCase, Stage};
use loonbrug_hub::ledgers::SicknessReport;
use loonbrug_store::StoredSicknessCase;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A case of sickness (ziektegeval).
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "018e2f3c-5a00-7000-8000-00000000000d", "person": "018e2f3c-5a00-7000-8000-000000000003",
    "first_day": "2023-05-15", "recovered_on": null, "expected_until": "2023-05-19", "percent_today": 50,
    "stages": [{ "from": "2023-05-15", "percent": 100 }, { "from": "2023-05-17", "percent": 50 }],
}))]
pub struct Case {
    /// Identity.
    id: Uuid,
    /// Who.
    person: Uuid,
    /// The first sick day.
    first_day: Date,
    /// The first day of work; `null` while sick.
    recovered_on: Option<Date>,
    /// The last sick day, as far as can be expected.
    expected_until: Option<Date>,
    /// The part of the hours that is not worked today.
    percent_today: u32,
    /// That part from each of these days on.
    stages: Vec<CaseStage>,
}

/// From when somebody is sick for which part.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "from": "2023-05-17", "percent": 50 }))]
pub struct CaseStage {
    /// From this day on.
    from: Date,
    /// The part of the hours that is not worked.
    #[schema(minimum = 1, maximum = 100)]
    percent: u32,
}

/// Somebody is sick.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person": "018e2f3c-5a00-7000-8000-000000000003", "first_day": "2023-05-15", "percent": 100,
    "expected_until": "2023-05-19",
}))]
pub struct NewCase {
    /// Who.
    person: Uuid,
    /// The first sick day.
    first_day: Date,
    /// The part of the hours that is not worked.
    #[schema(minimum = 1, maximum = 100)]
    percent: u32,
    /// The last sick day, as far as can be expected.
    expected_until: Option<Date>,
}

/// Somebody is better.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "on": "2023-05-22" }))]
pub struct Recovery {
    /// The first day on which the person works again in full.
    on: Date,
}

/// Which cases.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Of this person only.
    person: Option<Uuid>,
    /// Only those that go on.
    #[serde(default)]
    #[param(example = false)]
    open: bool,
}

impl ParameterNames for Wanted {
    const NAMES: &'static [&'static str] = &["person", "open"];
}

impl Case {
    fn of(case: &SicknessCase, today: Date) -> Self {
        let stages = case.stages.iter().map(|stage| CaseStage {
            from: stage.from,
            percent: stage.percent,
        });
        Self {
            percent_today: case.percent_on(today),
            stages: stages.collect(),
            id: case.id.0,
            person: case.person.0,
            first_day: case.first_day,
            recovered_on: case.recovered_on,
            expected_until: case.expected_until,
        }
    }
}

/// The case of the path, of somebody within reach.
async fn case_of(guarded: &Guarded) -> Result<SicknessCaseId, Failure> {
    let id: SicknessCaseId = guarded.named("case")?;
    let hub = guarded.hub();
    let found = hub.store.sickness_case(guarded.id(), id).await?;
    let whose = found.ok_or(Failure::NotFound)?.case.person;
    hub.person_within(&guarded.allowed, whose).await?;
    Ok(id)
}

/// Cases of sickness.
#[utoipa::path(
    get, path = "/organisations/{organisation}/sickness-cases", operation_id = "listSicknessCases", tag = "sickness",
    summary = "Cases of sickness",
    params(Wanted, Paging),
    responses((status = 200, description = "A page of cases, newest first.", body = Page<Case>)),
)]
pub async fn list(
    guarded: Guarded,
    Query(wanted): Query<Wanted>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Case>>, Failure> {
    let hub = guarded.hub();
    let mut cases = hub.sickness_cases(guarded.id()).await?;
    cases.retain(|stored| {
        wanted.person.is_none_or(|person| stored.case.person.0 == person)
            && (!wanted.open || stored.case.recovered_on.is_none())
    });
    let today = hub.surroundings.today();
    let key = |stored: &StoredSicknessCase| format!("{} {}", stored.case.first_day, stored.case.id);
    let view = |stored: StoredSicknessCase| Case::of(&stored.case, today);
    Ok(Json(paging.newest_first(cases, key, view)?))
}

/// Reports somebody sick.
#[utoipa::path(
    post, path = "/organisations/{organisation}/sickness-cases", operation_id = "reportSick", tag = "sickness",
    summary = "Report somebody sick",
    params(OnceHeader), request_body = NewCase,
    responses((status = 201, description = "The case.", body = Case)),
)]
pub async fn report(guarded: Guarded, once: Once<NewCase>) -> Answer {
    let asking = guarded.clone();
    once.make(&guarded, async move |new| {
        between("/percent", i64::from(new.percent), 1..=100)?;
        let hub = asking.hub();
        let person = hub.person_within(&asking.allowed, PersonId(new.person)).await?;
        let report = SicknessReport {
            person: person.id,
            first_day: new.first_day,
            percent: new.percent,
            expected_until: new.expected_until,
        };
        let case = hub.report_sick(asking.id(), report).await?;
        Ok(Case::of(&case, hub.surroundings.today()))
    })
    .await
}

/// Says that somebody is sick for another part from a day on.
#[utoipa::path(
    post, path = "/organisations/{organisation}/sickness-cases/{case}/stages", operation_id = "changeSickness",
    tag = "sickness",
    summary = "Change the percentage of a case",
    params(OnceHeader), request_body = CaseStage,
    responses((status = 201, description = "The case as it is now.", body = Case)),
)]
pub async fn change(guarded: Guarded, once: Once<CaseStage>) -> Answer {
    let id = case_of(&guarded).await?;
    let asking = guarded.clone();
    once.make(&guarded, async move |CaseStage { from, percent }| {
        between("/percent", i64::from(percent), 1..=100)?;
        let hub = asking.hub();
        let case = hub.change_sickness(asking.id(), id, Stage { from, percent }).await?;
        Ok(Case::of(&case, hub.surroundings.today()))
    })
    .await
}

/// Reports somebody better.
#[utoipa::path(
    post, path = "/organisations/{organisation}/sickness-cases/{case}/recovery", operation_id = "reportRecovered",
    tag = "sickness",
    summary = "Report somebody better",
    request_body = Recovery,
    responses((status = 200, description = "The case as it is now.", body = Case)),
)]
pub async fn recover(guarded: Guarded, Body(recovery): Body<Recovery>) -> Result<Json<Case>, Failure> {
    let id = case_of(&guarded).await?;
    let hub = guarded.hub();
    let case = hub.report_recovered(guarded.id(), id, recovery.on).await?;
    Ok(Json(Case::of(&case, hub.surroundings.today())))
}
