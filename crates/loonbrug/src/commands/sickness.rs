//! `sickness …`

use super::group::owner;
use super::leave::range;
use crate::arguments::{EveryCommand, SicknessCommand};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use loonbrug_domain::sickness::{SicknessCase, Stage};
use loonbrug_hub::ledgers::SicknessReport;

pub async fn run(common: &EveryCommand, command: SicknessCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    match command {
        SicknessCommand::Report {
            of,
            person,
            from,
            percent,
            expected,
        } => {
            let organisation = owner(context, &of).await?;
            let report = SicknessReport {
                person: context.hub.person_called(organisation, &person).await?.id,
                first_day: from,
                percent,
                expected_until: expected,
            };
            print(context, &context.hub.report_sick(organisation, report).await?)
        }
        SicknessCommand::Change {
            of,
            case,
            from,
            percent,
        } => {
            let organisation = owner(context, &of).await?;
            let stage = Stage { from, percent };
            print(context, &context.hub.change_sickness(organisation, case, stage).await?)
        }
        SicknessCommand::Recover { of, case, on } => {
            let organisation = owner(context, &of).await?;
            print(context, &context.hub.report_recovered(organisation, case, on).await?)
        }
        SicknessCommand::List { of, from, to } => {
            let organisation = owner(context, &of).await?;
            let people = context.hub.store.people(organisation).await?;
            if let (Some(from), Some(to)) = (from, to) {
                let lines = context.hub.sickness_hours(organisation, range(from, to)?).await?;
                context.print(&lines, || tables::sickness_hours(&lines, &people, context.language))?;
            } else {
                let cases = context.hub.sickness_cases(organisation).await?;
                context.print(&cases, || tables::sickness_cases(&cases, &people, context.language))?;
            }
            Ok(Outcome::Done)
        }
    }
}

fn print(context: &Context, case: &SicknessCase) -> anyhow::Result<Outcome> {
    context.print(case, || case.id.to_string())?;
    Ok(Outcome::Done)
}
