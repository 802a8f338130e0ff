//! One file per command: options in, one call to the hub, words out.

mod audit;
mod backup;
mod check;
mod clock;
mod coupling;
mod explain;
mod export;
mod group;
mod history;
mod hours;
mod inbox;
mod leave;
mod ledger;
mod notices;
mod oddities;
mod openapi;
pub mod pages;
mod payout;
mod people;
mod planning;
mod post;
mod profile;
mod provider;
mod rotate_key;
mod rules;
pub mod sandbox;
mod serve;
mod shifts;
mod sickness;
pub mod sign_in;
mod template;
mod token;
mod user;

use crate::arguments::{Arguments, Command};
use crate::demo;
use crate::outcome::Outcome;

/// Runs a command.
pub async fn run(arguments: Arguments) -> anyhow::Result<Outcome> {
    let common = arguments.common;
    match arguments.command {
        Command::Demo(options) => Box::pin(demo::run(common, options)).await,
        Command::Serve(options) => serve::run(&common, options).await,
        Command::Sandbox(options) => sandbox::run(&common, &options).await,
        Command::Check(options) => check::run(&common, &options).await,
        Command::Coupling(command) => coupling::run(&common, command).await,
        Command::People(command) => people::run(&common, command).await,
        Command::Group(command) => group::run(&common, command).await,
        Command::Profile(command) => profile::run(&common, command).await,
        Command::Template(command) => template::run(&common, command).await,
        Command::Oddities(command) => oddities::run(&common, command).await,
        Command::Hours(command) => hours::run(&common, command).await,
        Command::Rules(command) => rules::run(&common, command).await,
        Command::Ledger(command) => ledger::run(&common, command).await,
        Command::Leave(command) => leave::run(&common, command).await,
        Command::Sickness(command) => sickness::run(&common, command).await,
        Command::Payout(command) => payout::run(&common, command).await,
        Command::Explain(options) => explain::run(&common, &options).await,
        Command::Clock(command) => clock::run(&common, *command).await,
        Command::Shifts(command) => shifts::run(&common, *command).await,
        Command::Planning(command) => planning::run(&common, *command).await,
        Command::Rosters(command) => planning::rosters(&common, command).await,
        Command::Export(command) => export::run(&common, command).await,
        Command::Inbox => inbox::run(&common).await,
        Command::History(options) => history::run(&common, &options).await,
        Command::Notices(command) => notices::run(&common, *command).await,
        Command::Provider(command) => provider::run(&common, command).await,
        Command::User(command) => user::run(&common, *command).await,
        Command::Token(command) => token::run(&common, command).await,
        Command::Audit(options) => audit::run(&common, &options).await,
        Command::OpenApi => openapi::run(),
        Command::RotateKey => rotate_key::run(&common).await,
        Command::Backup { file } => backup::backup(&common, &file).await,
        Command::Restore { file } => backup::restore(&common, &file).await,
    }
}
