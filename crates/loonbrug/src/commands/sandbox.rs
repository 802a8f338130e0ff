//! `sandbox`

use crate::arguments::{DataSet, EveryCommand, Sandbox as Options};
use crate::configuration::{unreadable, unwritable};
use crate::outcome::{Outcome, Said};
use crate::output::print_line;
use crate::stop::Stop;
use anyhow::Context as _;
use loonbrug_sandbox::data::Generated;
use loonbrug_sandbox::world::World;
use loonbrug_sandbox::{Running, Sandbox};
use serde_json::json;
use std::net::SocketAddr;
use std::path::Path;

pub async fn run(common: &EveryCommand, options: &Options) -> anyhow::Result<Outcome> {
    let world = match &options.state {
        Some(path) if path.exists() => World::load(path).with_context(|| unreadable(path))?,
        _ => world(options),
    };
    let running = Sandbox::start(options.listen, world)
        .await
        .with_context(|| taken(options.listen))?;
    let mut stopping = Stop::listen()?;
    let address = running.base_url().as_str();
    if common.json {
        print_line(&json!({ "address": address }).to_string());
    } else {
        print_line(address);
    }
    announce(&running);
    stopping.asked().await?;
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

/// An address where nobody can listen.
pub fn taken(listen: SocketAddr) -> Said {
    Said::new(
        format!("Op {listen} kan niet geluisterd worden. Kies een ander adres met --listen."),
        format!("{listen} cannot be listened on. Choose another address with --listen."),
    )
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
        running.save(path).with_context(|| unwritable(path))?;
    }
    running.stop().await;
    Ok(())
}
