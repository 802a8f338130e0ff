//! `oddities …`

use super::group::owner;
use super::hours::range;
use crate::arguments::{DaysOf, EveryCommand, OdditiesCommand};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::tables;
use loonbrug_domain::DateRange;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_hub::profiles::OddFigure;

pub async fn run(common: &EveryCommand, command: OdditiesCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    match command {
        OdditiesCommand::List { days, waiting } => {
            let (organisation, range) = place(context, &days).await?;
            let mut found = context.hub.odd_figures(organisation, range).await?;
            if waiting {
                found.retain(OddFigure::waits);
            }
            context.print(&found, || tables::odd_figures(&found, context.language))?;
            Ok(Outcome::unless(found.iter().any(OddFigure::waits)))
        }
        OdditiesCommand::Accept {
            days,
            person,
            key,
            reason,
        } => {
            let (organisation, range) = place(context, &days).await?;
            let person = context.hub.person_called(organisation, &person).await?.id;
            let accepted = context
                .hub
                .accept_odd_figure(organisation, range, person, &key, &reason)
                .await?;
            context.print(&accepted, || {
                tables::odd_figures(std::slice::from_ref(&accepted), context.language)
            })?;
            Ok(Outcome::Done)
        }
    }
}

/// The employer and the days.
pub(super) async fn place(context: &Context, days: &DaysOf) -> anyhow::Result<(OrganisationId, DateRange)> {
    Ok((owner(context, &days.of).await?, range(days.from, days.to)?))
}
