//! Clock terminals, shifts with their approval, and the planning.

mod approval;
mod clock;
mod own;
mod planning;

use crate::stage::{APRIL, Stage, range};
use jiff::Timestamp;
use loonbrug_domain::approval::ShiftStep;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::clock::BadgeNumber;
use loonbrug_domain::ids::{OrganisationId, PersonId, ShiftId};
use loonbrug_domain::{Date, Minutes};
use loonbrug_hub::time::{DerivedReport, ShiftInput, TimeRefusal};
use loonbrug_hub::{HubError, Refusal};
use loonbrug_store::ShiftRevision;

/// The badge of the manual.
const BADGE: &str = "000000123456789";
const THOMAS: &str = "Thomas Lakeman";
const FLEUR: &str = "Fleur Zeinstra";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, HubError>) -> TimeRefusal {
    match result.unwrap_err() {
        HubError::Refused(Refusal::Time(refusal)) => refusal,
        other => panic!("{other}"),
    }
}

async fn organisation(stage: &Stage) -> OrganisationId {
    stage.coupling().await.organisation()
}

async fn person(stage: &Stage, called: &str) -> PersonId {
    let organisation = organisation(stage).await;
    stage.hub.person_called(organisation, called).await.unwrap().id
}

/// People, a terminal, and Thomas with a badge from April on.
async fn with_terminal(stage: &Stage) {
    stage.with_people().await;
    let organisation = organisation(stage).await;
    stage.hub.add_terminal(organisation, "Kassa").await.unwrap();
    let thomas = person(stage, THOMAS).await;
    let badge = BadgeNumber::parse(BADGE).unwrap();
    let from = day("2023-04-01");
    stage
        .hub
        .assign_badge(organisation, &badge, from, Some(thomas))
        .await
        .unwrap();
}

/// A line as a terminal delivers it: `1 in 2023-04-03T09:00:00`, in summer time.
fn line(text: &str) -> String {
    let mut parts = text.split(' ');
    let mut next = || parts.next().unwrap();
    let (sequence, direction, at) = (next(), next(), next());
    format!(
        r#"{{"terminal":"Kassa","sequence":{sequence},"at":"{at}+02:00","badge":"{BADGE}","direction":"{direction}"}}"#
    )
}

async fn deliver(stage: &Stage, lines: &[&str]) -> u64 {
    let text: Vec<String> = lines.iter().map(|text| line(text)).collect();
    let report = stage
        .hub
        .accept_events(organisation(stage).await, &text.join("\n"))
        .await;
    report.unwrap().new
}

async fn derive(stage: &Stage) -> DerivedReport {
    stage
        .hub
        .derive_shifts(organisation(stage).await, range(APRIL))
        .await
        .unwrap()
}

/// Added, changed, removed, unchanged.
fn counts(report: &DerivedReport) -> [usize; 4] {
    [report.added, report.changed, report.removed, report.unchanged]
}

async fn standing(stage: &Stage) -> Vec<ShiftRevision> {
    stage.hub.shifts(organisation(stage).await, range(APRIL)).await.unwrap()
}

/// What counts or waits, as `03-04-2023 9:00–17:00 open`; `*` counts, `-` is a removal.
async fn told(stage: &Stage) -> Vec<String> {
    let tell = |revision: &ShiftRevision| {
        let shift = &revision.shift;
        format!(
            "{} {}–{} {}{}{}",
            dutch_date(shift.date),
            Minutes(shift.start_minute),
            Minutes(shift.end_minute),
            revision.state.name(),
            if revision.in_force { "*" } else { "" },
            if revision.removed { "-" } else { "" },
        )
    };
    standing(stage).await.iter().map(tell).collect()
}

/// What waits.
async fn waiting(stage: &Stage) -> Vec<ShiftId> {
    let standing = standing(stage).await;
    standing
        .iter()
        .filter(|revision| revision.state.is_pending())
        .map(|revision| revision.shift.id)
        .collect()
}

async fn step(stage: &Stage, shifts: &[ShiftId], step: ShiftStep, reason: &str) -> Result<usize, HubError> {
    stage
        .hub
        .step_shifts(organisation(stage).await, shifts, step, reason)
        .await
}

async fn approve(stage: &Stage) {
    let waiting = waiting(stage).await;
    step(stage, &waiting, ShiftStep::Submit, "").await.unwrap();
    step(stage, &waiting, ShiftStep::Approve, "").await.unwrap();
}

async fn input(stage: &Stage, called: &str, date: &str, hours: (i64, i64)) -> ShiftInput {
    ShiftInput {
        person: person(stage, called).await,
        date: day(date),
        start_minute: hours.0 * 60,
        end_minute: hours.1 * 60,
        second_pass: None,
        break_minutes: 0,
        group: None,
    }
}

async fn enter(stage: &Stage, called: &str, date: &str, hours: (i64, i64)) -> Result<ShiftId, HubError> {
    let input = input(stage, called, date, hours).await;
    stage.hub.enter_shift(organisation(stage).await, &input, "").await
}
