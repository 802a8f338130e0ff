//! `serve`: the night's work, every night.

use crate::arguments::EveryCommand;
use crate::context::Context;
use crate::outcome::{Outcome, error_text};
use crate::stop::Stop;
use loonbrug_hub::{Night, next_night};
use std::time::Duration;

pub async fn run(common: &EveryCommand) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    let mut missed = false;
    for coupling in context.hub.couplings().await? {
        missed |= context.hub.missed_the_night(&coupling).await?;
    }
    if missed {
        report(&context, &context.hub.night().await?)?;
    }
    let mut stop = Stop::listen()?;
    loop {
        let now = context.hub.surroundings.now();
        let until = next_night(now).duration_since(now);
        let wait = Duration::try_from(until).unwrap_or(Duration::from_mins(1));
        eprintln!("{} {}", context.say("volgende nacht:", "next night:"), next_night(now));
        tokio::select! {
            () = night_after(&context, wait) => {}
            asked = stop.asked() => {
                asked?;
                return Ok(Outcome::Done);
            }
        }
    }
}

/// Waits for the night and does its work. A night that fails is told, and the next one comes all the same.
async fn night_after(context: &Context, wait: Duration) {
    tokio::time::sleep(wait).await;
    let told = match context.hub.night().await {
        Ok(night) => report(context, &night),
        Err(error) => Err(error.into()),
    };
    if let Err(error) = told {
        eprintln!("{}", error_text(&error, context.language));
    }
}

fn report(context: &Context, night: &Night) -> anyhow::Result<()> {
    context.print(night, || {
        let mut text = format!(
            "{} {} · {} {} · {} {}",
            night.updated.len(),
            context.say("bijgewerkt", "updated"),
            night.changes,
            context.say("wijzigingen", "changes"),
            night.paused.len(),
            context.say("gepauzeerd", "paused"),
        );
        text.extend(night.failed.iter().flat_map(|(name, why)| ["\n", name, ": ", why]));
        text
    })
}
