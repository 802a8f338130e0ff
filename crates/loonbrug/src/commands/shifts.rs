//! `shifts …`

use super::group::owner;
use super::planning::days;
use crate::arguments::{EveryCommand, ShiftAdd, ShiftChangeOptions, ShiftChoice, ShiftsCommand, ends_after};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use loonbrug_domain::DateRange;
use loonbrug_domain::approval::{ShiftState, ShiftStep};
use loonbrug_domain::ids::{OrganisationId, ShiftId};
use loonbrug_hub::people::display_name;
use loonbrug_hub::time::ShiftInput;
use loonbrug_store::{ShiftHistory, ShiftRevision};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

pub async fn run(common: &EveryCommand, command: ShiftsCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    match command {
        ShiftsCommand::List(options) => {
            let (organisation, range) = days(context, &options).await?;
            list(context, organisation, range).await?;
        }
        ShiftsCommand::Add(options) => add(context, &options).await?,
        ShiftsCommand::Change(options) => change(context, options).await?,
        ShiftsCommand::Remove { of, shift, reason } => {
            let organisation = owner(context, &of).await?;
            context.hub.remove_shift(organisation, shift, &reason).await?;
        }
        ShiftsCommand::Submit(choice) => step(context, &choice, ShiftStep::Submit, "").await?,
        ShiftsCommand::Approve(choice) => step(context, &choice, ShiftStep::Approve, "").await?,
        ShiftsCommand::Reject { choice, reason } => step(context, &choice, ShiftStep::Reject, &reason).await?,
        ShiftsCommand::History { of, entry } => {
            let history = context
                .hub
                .store
                .shift_history(owner(context, &of).await?, entry)
                .await?;
            context.print(&history_data(&history), || {
                tables::shift_history(&history, context.language)
            })?;
        }
        ShiftsCommand::FromPlanning(options) => {
            let (organisation, range) = days(context, &options).await?;
            let taken = context.hub.take_planning(organisation, range).await?;
            context.print(&json!({ "shifts": taken }), || taken.to_string())?;
        }
    }
    Ok(Outcome::Done)
}

async fn list(context: &Context, organisation: OrganisationId, range: DateRange) -> anyhow::Result<()> {
    let shifts = context.hub.shifts(organisation, range).await?;
    let people = context.hub.store.people(organisation).await?;
    let names: HashMap<_, _> = people.iter().map(|person| (person.id, display_name(person))).collect();
    let data: Vec<Value> = shifts.iter().map(revision_data).collect();
    context.print(&data, || tables::shifts(&shifts, &names, context.language))
}

async fn add(context: &Context, options: &ShiftAdd) -> anyhow::Result<()> {
    let new = &options.shift;
    let organisation = owner(context, &new.of).await?;
    let input = ShiftInput {
        person: context.hub.person_called(organisation, &new.person).await?.id,
        date: new.date,
        start_minute: new.start,
        end_minute: ends_after(new.start, new.end),
        second_pass: None,
        break_minutes: new.pause,
        group: new.group.clone(),
    };
    let shift = context.hub.enter_shift(organisation, &input, &options.reason).await?;
    context.print(&json!({ "shift": shift }), || shift.to_string())
}

async fn change(context: &Context, options: ShiftChangeOptions) -> anyhow::Result<()> {
    let organisation = owner(context, &options.of).await?;
    let ShiftChangeOptions {
        shift,
        start,
        end,
        pause,
        group,
        reason,
        ..
    } = options;
    let apply = move |input: &mut ShiftInput| {
        if start.is_some() || end.is_some() {
            let ends = end.unwrap_or(input.end_minute % DAY);
            input.start_minute = start.unwrap_or(input.start_minute);
            input.end_minute = ends_after(input.start_minute, ends);
            input.second_pass = None;
        }
        input.break_minutes = pause.unwrap_or(input.break_minutes);
        input.group = group.or(input.group.take());
    };
    let changed = context.hub.change_shift(organisation, shift, apply, &reason).await?;
    context.print(&json!({ "shift": changed }), || changed.to_string())
}

async fn step(context: &Context, choice: &ShiftChoice, step: ShiftStep, reason: &str) -> anyhow::Result<()> {
    let organisation = owner(context, &choice.of).await?;
    let chosen = chosen(context, organisation, choice, step).await?;
    let taken = context.hub.step_shifts(organisation, &chosen, step, reason).await?;
    let state = ShiftState::ALL.into_iter().find_map(|state| state.after(step).ok());
    let data = json!({ "step": step, "shifts": taken });
    context.print(&data, || {
        let word = state.map_or("", |state| state.word(context.language));
        format!("{taken} {word}")
    })
}

async fn chosen(
    context: &Context,
    organisation: OrganisationId,
    choice: &ShiftChoice,
    step: ShiftStep,
) -> anyhow::Result<Vec<ShiftId>> {
    let (Some(from), Some(to)) = (choice.from, choice.to) else {
        return Ok(choice.shifts.clone());
    };
    let person = match &choice.person {
        Some(called) => Some(context.hub.person_called(organisation, called).await?.id),
        None => None,
    };
    let range = super::planning::range(from, to)?;
    let shifts = context.hub.shifts(organisation, range).await?;
    let possible = |revision: &&ShiftRevision| {
        revision.state.after(step).is_ok() && person.is_none_or(|person| revision.shift.person == person)
    };
    Ok(shifts
        .iter()
        .filter(possible)
        .map(|revision| revision.shift.id)
        .collect())
}

fn revision_data(revision: &ShiftRevision) -> Value {
    let shift = &revision.shift;
    json!({
        "shift": shift.id, "entry": shift.entry, "revision": shift.revision, "person": shift.person,
        "date": shift.date, "start_minute": shift.start_minute, "end_minute": shift.end_minute,
        "second_pass": shift.second_pass, "break_minutes": shift.break_minutes, "group": shift.group,
        "factor_minutes": shift.factor_minutes, "source": shift.source, "removed": revision.removed,
        "state": revision.state, "counts": revision.in_force && !revision.removed,
        "clock": revision.origin.as_deref().and_then(|origin| serde_json::from_str::<Value>(origin).ok()),
    })
}

fn history_data(history: &ShiftHistory) -> Value {
    let events = history.events.iter().map(|event| {
        json!({
            "shift": event.shift, "at": event.at, "actor": event.actor, "from": event.from, "to": event.to,
            "reason": event.reason,
        })
    });
    json!({
        "entry": history.entry,
        "revisions": history.revisions.iter().map(revision_data).collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
    })
}
