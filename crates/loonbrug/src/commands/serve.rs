//! `serve`: the pages, and the night's work every night.

use crate::arguments::{EveryCommand, Serve};
use crate::commands::pages::{self, Opening};
use crate::commands::post::mailer;
use crate::context::Context;
use crate::outcome::{Outcome, error_text};
use crate::stop::Stop;
use loonbrug_hub::settings::Addresses;
use loonbrug_hub::{Night, next_night};
use loonbrug_post::Reach;
use std::time::Duration;

/// How often to look for couplings that have missed the night, such as those of a node that died at it.
const LOOK_AGAIN: Duration = Duration::from_hours(1);

pub async fn run(common: &EveryCommand, options: Serve) -> anyhow::Result<Outcome> {
    let context = Context::open(common).await?;
    let mut stop = Stop::listen()?;
    let pages = pages::open(Opening {
        hub: context.hub.clone(),
        listen: options.listen,
        public_address: options.public_address,
        proxies: options.proxy,
        demonstration: Vec::new(),
        tour: None,
        nmbrs: match &options.nmbrs {
            Some(root) => Addresses::under(root)?,
            None => Addresses::nmbrs()?,
        },
        registration: context.configuration.registration_if_any()?,
        mail: mailer(&options.mail)?,
        reach: Reach::Public,
    })
    .await?;
    eprintln!("{} {}", context.say("pagina's:", "pages:"), pages.address);
    if let Some(welcome) = &pages.welcome {
        let first = context.say(
            "Nog geen gebruikers. Begin hier; dit adres werkt één keer:",
            "No users yet. Begin here; this address works once:",
        );
        eprintln!("{first} {welcome}");
    }
    tokio::select! {
        () = every_night(&context) => {}
        asked = stop.asked() => asked?,
    }
    pages.close().await?;
    Ok(Outcome::Done)
}

async fn every_night(context: &Context) {
    loop {
        bring_up_to_date(context).await;
        let now = context.hub.surroundings.now();
        let night = next_night(now);
        eprintln!("{} {night}", context.say("volgende nacht:", "next night:"));
        let until = Duration::try_from(night.duration_since(now)).unwrap_or(LOOK_AGAIN);
        tokio::time::sleep(until.min(LOOK_AGAIN)).await;
    }
}

/// Does the work of the last night where it was missed. What fails is told, and tried again later all the same.
async fn bring_up_to_date(context: &Context) {
    let told = match context.hub.missed_night().await {
        Ok(night) if night == Night::default() => Ok(()),
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
            "{} {} · {} {} · {} {} · {} {}",
            night.updated.len(),
            context.say("bijgewerkt", "updated"),
            night.changes,
            context.say("wijzigingen", "changes"),
            night.paused.len(),
            context.say("gepauzeerd", "paused"),
            night.booked,
            context.say("boekingen in urensaldi", "entries in ledgers"),
        );
        if !night.differing.is_empty() {
            let differs = context.say(
                "Nmbrs houdt iets anders dan verstuurd is",
                "Nmbrs holds something else than was sent",
            );
            text.extend(["\n", differs, ": ", &night.differing.join(", ")]);
        }
        text.extend(night.failed.iter().flat_map(|(name, why)| ["\n", name, ": ", why]));
        text
    })
}
