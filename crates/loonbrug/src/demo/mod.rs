//! `demo`: the main job on the data of the manuals, from a shift file into the Nmbrs of the sandbox.

mod held;
mod stage;
mod story;

use crate::arguments::{Demo, EveryCommand};
use crate::commands::sandbox;
use crate::outcome::Outcome;
use crate::stop::Stop;
use stage::Stage;

/// Plays the story once, or plays it and keeps the sandbox for whoever wants to go on.
pub async fn run(common: EveryCommand, options: Demo) -> anyhow::Result<Outcome> {
    let stage = Stage::set(common, &options).await?;
    let outcome = Box::pin(story::play(&stage)).await;
    if outcome.is_ok() && !options.once {
        let mut stopping = Stop::listen()?;
        stage.invite();
        stopping.asked().await?;
    }
    sandbox::stop(stage.running, stage.state_file.as_deref()).await?;
    outcome
}
