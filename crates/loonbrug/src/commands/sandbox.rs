//! `sandbox`

use crate::arguments::{DataSet, Sandbox as Options};
use crate::outcome::Outcome;
use anyhow::Context as _;
use loonbrug_sandbox::data::Generated;
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox};
use std::path::Path;

pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let world = match &options.state {
        Some(path) if path.exists() => {
            World::load(path).with_context(|| format!("{} cannot be read", path.display()))?
        }
        _ => world(options),
    };
    let running = Sandbox::start(options.listen, world)
        .await
        .with_context(|| format!("{} cannot be listened on; choose another with --listen", options.listen))?;
    println!("{}", running.base_url());
    announce(&running);
    tokio::signal::ctrl_c().await?;
    stop(running, options.state.as_deref()).await?;
    Ok(Outcome::Done)
}

fn world(options: &Options) -> World {
    match options.data {
        DataSet::Manuals => World::manuals(),
        DataSet::Generated => World::generated(&Generated {
            employees: options.employees,
            ..Generated::default()
        }),
    }
}

/// Says how to log in.
pub fn announce(running: &Running) {
    for line in running.login_lines() {
        eprintln!("{line}");
    }
}

/// Ends a sandbox; keeps its state where a file was given.
pub async fn stop(running: Running, state: Option<&Path>) -> anyhow::Result<()> {
    if let Some(path) = state {
        running
            .save(path)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    running.stop().await;
    Ok(())
}
