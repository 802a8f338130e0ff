//! `demo`: the main job on the data of the manuals, from a shift file into the Nmbrs of the sandbox.

mod held;
mod ledgers;
mod stage;
mod story;
mod time;
mod users;

use crate::arguments::{Demo, EveryCommand};
use crate::commands::pages::{self, Opening};
use crate::commands::sandbox;
use crate::outcome::Outcome;
use crate::stop::Stop;
use loonbrug_post::Reach;
use stage::Stage;

/// Plays the story once, or opens the pages on its data.
pub async fn run(common: EveryCommand, options: Demo) -> anyhow::Result<Outcome> {
    let stage = Stage::set(common, &options).await?;
    let outcome = if options.once {
        Box::pin(story::play(&stage)).await
    } else {
        Box::pin(open(&stage, &options)).await
    };
    sandbox::stop(stage.running, stage.state_file.as_deref()).await?;
    outcome
}

/// People and shifts are there, nothing is sent: that is for whoever looks on.
async fn open(stage: &Stage, options: &Demo) -> anyhow::Result<Outcome> {
    story::prepare(stage).await?;
    let hub = &stage.context.hub;
    let organisation = stage.organisation().await?;
    ledgers::ensure(&stage.context, organisation.id).await?;
    time::ensure(&stage.context, organisation.id).await?;
    let logins = users::ensure(&stage.context, &organisation).await?;
    let mut stopping = Stop::listen()?;
    let pages = pages::open(Opening {
        hub: hub.clone(),
        listen: options.pages,
        public_address: None,
        proxies: Vec::new(),
        demonstration: logins.clone(),
        tour: Some(users::tour(&stage.context, &organisation).await?),
        nmbrs: stage.addresses()?,
        registration: Some(stage::registration()?),
        mail: None,
        reach: Reach::ThisMachineToo,
    })
    .await?;
    stage.invite(&pages.address, &logins);
    stopping.asked().await?;
    pages.close().await?;
    Ok(Outcome::Done)
}
