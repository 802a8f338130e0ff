//! `clock …`

use super::group::owner;
use super::planning::{days, read_toml, write_toml};
use crate::arguments::{ClockCommand, ClockEnter, Days, EveryCommand, PolicyCommand, TerminalCommand};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use anyhow::Context as _;
use loonbrug_domain::clock::ClockPolicy;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::shift::moment_on_the_wall;
use loonbrug_hub::people::display_name;
use loonbrug_hub::time::EventsReport;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;
use std::path::Path;

/// A file of clock policies.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    #[serde(default)]
    policy: Vec<ClockPolicy>,
}

pub async fn run(common: &EveryCommand, command: ClockCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    match command {
        ClockCommand::Terminal(command) => terminal(context, command).await,
        ClockCommand::Events { of, file } => events(context, owner(context, &of).await?, &file).await,
        ClockCommand::Badge {
            of,
            number: Some(number),
            from: Some(from),
            person,
            ..
        } => {
            let organisation = owner(context, &of).await?;
            let person = match person {
                Some(called) => Some(context.hub.person_called(organisation, &called).await?.id),
                None => None,
            };
            context.hub.assign_badge(organisation, &number, from, person).await?;
            Ok(Outcome::Done)
        }
        ClockCommand::Badge { of, .. } => badges(context, owner(context, &of).await?).await,
        ClockCommand::Open(options) => {
            let (organisation, range) = days(context, &options).await?;
            let open = context.hub.clock_open(organisation, range).await?;
            context.print(&open, || tables::clock_open(&open, context.language))?;
            Ok(Outcome::unless(open.waits()))
        }
        ClockCommand::Derive(options) => derive(context, &options).await,
        ClockCommand::Enter(options) => enter(context, &options).await,
        ClockCommand::Dismiss {
            of,
            terminal,
            sequence,
            reason,
        } => {
            let organisation = owner(context, &of).await?;
            context
                .hub
                .dismiss_clock_event(organisation, &terminal, sequence, &reason)
                .await?;
            Ok(Outcome::Done)
        }
        ClockCommand::Policy(command) => policy(context, command).await,
    }
}

async fn terminal(context: &Context, command: TerminalCommand) -> anyhow::Result<Outcome> {
    match command {
        TerminalCommand::Add { of, name } => {
            let organisation = owner(context, &of).await?;
            let terminal = context.hub.add_terminal(organisation, &name).await?;
            let data = json!({ "terminal": terminal.id, "name": terminal.name });
            context.print(&data, || terminal.id.to_string())?;
        }
        TerminalCommand::Withdraw { of, name } => {
            let organisation = owner(context, &of).await?;
            context.hub.withdraw_terminal_named(organisation, &name).await?;
        }
        TerminalCommand::List { of } => {
            let organisation = owner(context, &of).await?;
            let terminals = context.hub.store.terminals(organisation).await?;
            let names: Vec<&str> = terminals.iter().map(|terminal| terminal.name.as_str()).collect();
            context.print(&names, || names.join("\n"))?;
        }
    }
    Ok(Outcome::Done)
}

async fn badges(context: &Context, organisation: OrganisationId) -> anyhow::Result<Outcome> {
    let badges = context.hub.store.badges(organisation).await?;
    let people = context.hub.store.people(organisation).await?;
    let names: HashMap<_, _> = people.iter().map(|person| (person.id, display_name(person))).collect();
    let data: Vec<_> = badges
        .iter()
        .map(|badge| json!({ "number": badge.number, "from": badge.from, "person": badge.person }))
        .collect();
    context.print(&data, || tables::badges(&badges, &names, context.language))?;
    Ok(Outcome::Done)
}

/// Accepts, then derives the days of the delivery; a shift of the day before may end on the first of them.
async fn events(context: &Context, organisation: OrganisationId, file: &Path) -> anyhow::Result<Outcome> {
    let text = if file == Path::new("-") {
        std::io::read_to_string(std::io::stdin()).context("-")?
    } else {
        std::fs::read_to_string(file).with_context(|| file.display().to_string())?
    };
    let report = context.hub.accept_events(organisation, &text).await?;
    let Some(mut days) = report.days else {
        let nothing = |report: EventsReport| tables::events_report(report, None, context.language);
        context.print(&json!({ "events": report }), || nothing(report))?;
        return Ok(Outcome::Done);
    };
    days.from = days.from.yesterday().unwrap_or(days.from);
    let derived = context.hub.derive_shifts(organisation, days).await?;
    let data = json!({ "events": report, "shifts": derived });
    context.print(&data, || {
        tables::events_report(report, Some(&derived), context.language)
    })?;
    Ok(Outcome::unless(
        derived.open.waits() || !derived.contradicted.is_empty(),
    ))
}

async fn derive(context: &Context, options: &Days) -> anyhow::Result<Outcome> {
    let (organisation, range) = days(context, options).await?;
    let derived = context.hub.derive_shifts(organisation, range).await?;
    context.print(&derived, || tables::derived(&derived, context.language))?;
    Ok(Outcome::unless(
        derived.open.waits() || !derived.contradicted.is_empty(),
    ))
}

async fn enter(context: &Context, options: &ClockEnter) -> anyhow::Result<Outcome> {
    let organisation = owner(context, &options.of).await?;
    let person = context.hub.person_called(organisation, &options.person).await?.id;
    let at = moment_on_the_wall(options.date, options.time, options.second_pass).context("--date")?;
    let direction = options.direction.into();
    let event = context
        .hub
        .enter_clock_event(organisation, person, at, direction, &options.reason)
        .await?;
    context.print(&event, || event.sequence.to_string())?;
    Ok(Outcome::Done)
}

async fn policy(context: &Context, command: PolicyCommand) -> anyhow::Result<Outcome> {
    match command {
        PolicyCommand::Export { of } => {
            let policy = context.hub.clock_policies(owner(context, &of).await?).await?;
            write_toml(context, &PolicyFile { policy })?;
        }
        PolicyCommand::Import { of, file } => {
            let organisation = owner(context, &of).await?;
            let read: PolicyFile = read_toml(&file)?;
            context.hub.put_clock_policies(organisation, &read.policy).await?;
            if read.policy.iter().any(ClockPolicy::takes_from_the_worker) {
                eprintln!("{}", tables::takes_from_the_worker(context.language));
            }
        }
    }
    Ok(Outcome::Done)
}
