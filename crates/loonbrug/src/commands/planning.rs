//! `planning …`, `rosters …`

use super::group::owner;
use crate::arguments::{Days, EveryCommand, PlanningAdd, PlanningCommand, RostersCommand, ends_after};
use crate::context::Context;
use crate::outcome::{Outcome, Said};
use crate::output::print_text;
use crate::tables;
use anyhow::Context as _;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_domain::planning::{PlannedShift, StandardRoster};
use loonbrug_domain::{Date, DateRange, RuleSet, Shift};
use loonbrug_hub::HubError;
use loonbrug_hub::people::display_name;
use loonbrug_hub::time::{FillReport, PlanInput, TimeRefusal};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;
use std::path::Path;

/// A file of standard rosters.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RosterFile {
    #[serde(default)]
    roster: Vec<StandardRoster>,
}

pub async fn run(common: &EveryCommand, command: PlanningCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    match command {
        PlanningCommand::List { days: options, group } => list(context, &options, group.as_deref()).await?,
        PlanningCommand::Add(options) => add(context, &options).await?,
        PlanningCommand::Remove { days: options, planned } => {
            let (organisation, range) = days(context, &options).await?;
            context.hub.unplan_shift(organisation, range, planned).await?;
        }
        PlanningCommand::Fill {
            days: options,
            roster,
            surcharges,
        } => {
            let (organisation, range) = days(context, &options).await?;
            let rules = rules(context, organisation, surcharges.as_deref()).await?;
            let report = context.hub.fill_planning(organisation, &roster, range, &rules).await?;
            return filled(context, &report);
        }
        PlanningCommand::Copy {
            days: options,
            onto,
            surcharges,
        } => {
            let (organisation, range) = days(context, &options).await?;
            let rules = rules(context, organisation, surcharges.as_deref()).await?;
            let report = context.hub.copy_planning(organisation, range, onto, &rules).await?;
            return filled(context, &report);
        }
        PlanningCommand::Year { organisation, year } => {
            let organisation = context.organisation(organisation.as_deref()).await?;
            let planning = context.hub.year_planning(organisation.id, year).await?;
            context.print(&planning, || tables::year_planning(&planning, context.language))?;
        }
        PlanningCommand::Attendance(options) => {
            let (organisation, range) = days(context, &options).await?;
            let lines = context.hub.attendance(organisation, range).await?;
            context.print(&lines, || tables::attendance(&lines, context.language))?;
        }
    }
    Ok(Outcome::Done)
}

pub async fn rosters(common: &EveryCommand, command: RostersCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    match command {
        RostersCommand::Import { of, file } => {
            let organisation = owner(context, &of).await?;
            let read: RosterFile = read_toml(&file)?;
            context.hub.put_standard_rosters(organisation, &read.roster).await?;
        }
        RostersCommand::Export { of } => {
            let roster = context.hub.standard_rosters(owner(context, &of).await?).await?;
            write_toml(context, &RosterFile { roster })?;
        }
    }
    Ok(Outcome::Done)
}

async fn list(context: &Context, options: &Days, group: Option<&str>) -> anyhow::Result<()> {
    let (organisation, range) = days(context, options).await?;
    let mut planned = context.hub.planned_shifts(organisation, range).await?;
    planned.retain(|planned| group.is_none() || planned.group.as_deref() == group);
    let people = context.hub.store.people(organisation).await?;
    let names: HashMap<_, _> = people.iter().map(|person| (person.id, display_name(person))).collect();
    let data: Vec<_> = planned
        .iter()
        .map(|planned| {
            json!({
                "planned": planned.id, "person": planned.person, "date": planned.date,
                "start_minute": planned.start_minute, "end_minute": planned.end_minute,
                "break_minutes": planned.break_minutes, "group": planned.group,
                "factor_minutes": planned.factor_minutes, "by": planned.by,
            })
        })
        .collect();
    context.print(&data, || tables::planning(&planned, &names, context.language))
}

async fn add(context: &Context, options: &PlanningAdd) -> anyhow::Result<()> {
    let new = &options.shift;
    let organisation = owner(context, &new.of).await?;
    let refused = |error| HubError::from(TimeRefusal::Shift(error));
    let end = ends_after(new.start, new.end);
    let mut planned = PlannedShift {
        shift: Shift::new(new.date, new.start, end, new.pause).map_err(refused)?,
        group: new.group.clone(),
    };
    if let Some(factor) = options.factor {
        planned = planned.with_factor(factor).map_err(refused)?;
    }
    let input = PlanInput {
        person: context.hub.person_called(organisation, &new.person).await?.id,
        planned,
        surcharges: rules(context, organisation, options.surcharges.as_deref()).await?,
    };
    let id = context.hub.plan_shift(organisation, input).await?;
    context.print(&json!({ "planned": id }), || id.to_string())
}

fn filled(context: &Context, report: &FillReport) -> anyhow::Result<Outcome> {
    context.print(report, || tables::filled(report, context.language))?;
    Ok(Outcome::unless(!report.left.is_empty()))
}

async fn rules(context: &Context, organisation: OrganisationId, name: Option<&str>) -> anyhow::Result<Vec<RuleSet>> {
    match name {
        Some(name) => Ok(context.hub.rule_sets(organisation, name).await?),
        None => Ok(Vec::new()),
    }
}

/// The employer and the days.
pub(super) async fn days(context: &Context, options: &Days) -> anyhow::Result<(OrganisationId, DateRange)> {
    Ok((owner(context, &options.of).await?, range(options.from, options.to)?))
}

pub(super) fn range(from: Date, to: Date) -> anyhow::Result<DateRange> {
    DateRange::new(from, to).with_context(|| {
        Said::new(
            "--from ligt na --to; draai de datums om.",
            "--from lies after --to; swap the dates.",
        )
    })
}

/// Reads a TOML file; what does not fit is named with its line.
pub(super) fn read_toml<T: DeserializeOwned>(file: &Path) -> anyhow::Result<T> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let read = toml::from_str(&text);
    read.map_err(|error| {
        // The parser names line and column, in English.
        let (nl, en) = (error.to_string(), error.to_string());
        HubError::from(TimeRefusal::File { nl, en }).into()
    })
}

/// Prints a TOML file.
pub(super) fn write_toml<T: Serialize>(context: &Context, data: &T) -> anyhow::Result<()> {
    if context.prints_json() {
        return context.print(data, String::new);
    }
    print_text(&toml::to_string_pretty(data)?);
    Ok(())
}
