//! Approving many shifts, and sending shifts back with a reason.

use super::asked::Asked;
use super::seen::Seen;
use super::standing::{Entry, Names, all};
use super::view::{HoursPage, Said};
use super::words::said;
use crate::answer::{Answer, Failure, go_to, page, page_as};
use crate::form::{Fields, Posted};
use crate::guard::Guarded;
use crate::shell::{Section, Shell};
use crate::words::Words;
use askama::Template;
use axum::http::StatusCode;
use loonbrug_domain::approval::{ShiftState, ShiftStep};
use loonbrug_domain::ids::{PersonId, ShiftId};
use loonbrug_store::ShiftRevision;

/// The page that asks why shifts are sent back.
#[derive(Template)]
#[template(path = "hours_reject.html")]
struct RejectPage {
    shell: Shell,
    w: Words,
    query: String,
    action: String,
    back: String,
    shifts: Vec<(String, String)>,
}

/// `POST …/hours/approve`: those ticked, those of a row or a day, or all of the filter.
pub async fn approve(guarded: Guarded, Posted(fields): Posted) -> Answer {
    let asked = Asked::of_form(&guarded, &fields).await?;
    if fields.text("do") == "none" {
        return Ok(go_to(&asked.address(&guarded)));
    }
    let outcome = async {
        let chosen = chosen(&guarded, &asked, &fields).await?;
        approve_these(&guarded, &chosen).await
    };
    match outcome.await {
        Ok(count) => Ok(go_to(&format!(
            "{}&done=approved&count={count}",
            asked.address(&guarded)
        ))),
        Err(failure) => refused(&guarded, asked, &fields, failure).await,
    }
}

/// Approves; what was not handed in yet is handed in by whoever approves it.
pub async fn approve_these(guarded: &Guarded, chosen: &[ShiftRevision]) -> Result<usize, Failure> {
    let (hub, organisation) = (guarded.hub(), guarded.id());
    let hand_in: Vec<ShiftId> = chosen
        .iter()
        .filter(|revision| matches!(revision.state, ShiftState::Open | ShiftState::Rejected))
        .map(|revision| revision.shift.id)
        .collect();
    if !hand_in.is_empty() {
        hub.step_shifts(organisation, &hand_in, ShiftStep::Submit, "").await?;
    }
    let all: Vec<ShiftId> = chosen.iter().map(|revision| revision.shift.id).collect();
    Ok(hub.step_shifts(organisation, &all, ShiftStep::Approve, "").await?)
}

/// `POST …/hours/reject`: asks why, and then sends them back.
pub async fn reject(guarded: Guarded, Posted(fields): Posted) -> Answer {
    let asked = Asked::of_form(&guarded, &fields).await?;
    let chosen = match chosen(&guarded, &asked, &fields).await {
        Ok(chosen) => chosen,
        Err(failure) => return refused(&guarded, asked, &fields, failure).await,
    };
    let Some(reason) = fields.filled("reason") else {
        return ask_why(&guarded, &asked, &chosen).await;
    };
    match reject_these(&guarded, &chosen, reason).await {
        Ok(count) => Ok(go_to(&format!(
            "{}&done=rejected&count={count}",
            asked.address(&guarded)
        ))),
        Err(failure) => refused(&guarded, asked, &fields, failure).await,
    }
}

async fn reject_these(guarded: &Guarded, chosen: &[ShiftRevision], reason: &str) -> Result<usize, Failure> {
    let (hub, organisation) = (guarded.hub(), guarded.id());
    let open = chosen.iter().filter(|revision| revision.state == ShiftState::Open);
    let hand_in: Vec<ShiftId> = open.map(|revision| revision.shift.id).collect();
    if !hand_in.is_empty() {
        hub.step_shifts(organisation, &hand_in, ShiftStep::Submit, "").await?;
    }
    let all: Vec<ShiftId> = chosen.iter().map(|revision| revision.shift.id).collect();
    Ok(hub.step_shifts(organisation, &all, ShiftStep::Reject, reason).await?)
}

async fn ask_why(guarded: &Guarded, asked: &Asked, chosen: &[ShiftRevision]) -> Answer {
    let people: Vec<PersonId> = chosen.iter().map(|revision| revision.shift.person).collect();
    let (names, w) = (Names::of_people(guarded, &people).await?, guarded.w());
    let shown = |revision: &ShiftRevision| {
        let shift = &revision.shift;
        let text = format!(
            "{}, {} {}",
            names.of(shift.person),
            w.date(&shift.date),
            super::times::times(shift, w)
        );
        (shift.id.to_string(), text)
    };
    page(&RejectPage {
        shell: Shell::at(guarded, Section::Hours, "Afkeuren", "Reject"),
        w,
        query: asked.query(),
        action: guarded.address("hours/reject"),
        back: asked.address(guarded),
        shifts: chosen.iter().map(shown).collect(),
    })
}

/// The revisions that a form is about; one that is out of reach is not there.
async fn chosen(guarded: &Guarded, asked: &Asked, fields: &Fields) -> Result<Vec<ShiftRevision>, Failure> {
    if fields.text("do") == "all" {
        return all_of(guarded, asked, fields.text("seen")).await;
    }
    let of_row = fields.all("ids").flat_map(|ids| ids.split(','));
    let wanted: Vec<&str> = match fields.filled("ids") {
        Some(_) => of_row.collect(),
        None => fields.all("shift").collect(),
    };
    if wanted.is_empty() {
        return Err(Failure::Wrong(
            "Vink eerst de diensten aan. Er is niets gewijzigd.",
            "Tick the shifts first. Nothing was changed.",
        ));
    }
    let ids: Result<Vec<ShiftId>, _> = wanted.iter().map(|id| id.parse()).collect();
    let ids = ids.map_err(|_| Failure::NotFound)?;
    let found = guarded.hub().store.shift_revisions(guarded.id(), &ids).await?;
    let people: Vec<PersonId> = found.iter().map(|one| one.shift.person).collect();
    let names = Names::of_people(guarded, &people).await?;
    let all_there = ids.iter().all(|id| found.iter().any(|one| one.shift.id == *id));
    if all_there && found.iter().all(|one| names.0.contains_key(&one.shift.person)) {
        Ok(found)
    } else {
        Err(Failure::NotFound)
    }
}

/// All that wait with this filter, if they are still those that the page showed.
async fn all_of(guarded: &Guarded, asked: &Asked, seen: &str) -> Result<Vec<ShiftRevision>, Failure> {
    let found = all(guarded, asked).await?;
    let waiting = found.into_iter().filter(Entry::waits).map(|entry| entry.newest);
    let waiting: Vec<ShiftRevision> = waiting.collect();
    if let Some(seen) = Seen::parse(seen)
        && seen.is_still(guarded, asked, &waiting).await?
    {
        return Ok(waiting);
    }
    Err(Failure::Wrong(
        "Deze uren zijn intussen gewijzigd. Er is niets goedgekeurd; kijk naar wat er nu staat en doe het nog eens.",
        "These hours were changed meanwhile. Nothing was approved; look at what is there now and do it once more.",
    ))
}

async fn refused(guarded: &Guarded, asked: Asked, fields: &Fields, failure: Failure) -> Answer {
    let said = Said {
        refused: said(failure, guarded.w())?,
        ticked: fields.all("shift").map(str::to_owned).collect(),
        ..Said::default()
    };
    let page = HoursPage::of(guarded, asked, said).await?;
    page_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
