//! `provider …`: with which accounts users sign in.

use crate::arguments::{EveryCommand, ProviderCommand};
use crate::configuration::unreadable;
use crate::context::Context;
use crate::outcome::{Outcome, Said};
use crate::tables;
use anyhow::Context as _;
use loonbrug_hub::access::{NewProvider, OpenIdClient, ProviderChange};
use secrecy::SecretString;
use std::path::Path;

/// The word for no second factor.
const NONE: &str = "none";

pub async fn run(common: &EveryCommand, command: ProviderCommand) -> anyhow::Result<Outcome> {
    let context = &Context::open(common).await?;
    let hub = context.hub.speaking_to_providers(OpenIdClient::new()?);
    match command {
        ProviderCommand::Add(add) => {
            let new = NewProvider {
                client_secret: secret_in(&add.client_secret_file)?,
                name: add.name,
                issuer: add.issuer,
                client_id: add.client_id,
                second_factor: add.second_factor,
            };
            let added = hub.add_provider(&new).await?;
            eprintln!("{}: {}", added.name, context.say("toegevoegd", "added"));
        }
        ProviderCommand::List => {
            let providers = hub.providers().await?;
            context.print(&providers, || tables::providers(&providers, context.language))?;
        }
        ProviderCommand::Change(options) => {
            let second_factor = options.second_factor.map(|word| (word != NONE).then_some(word));
            let client_secret = match &options.client_secret_file {
                Some(file) => Some(secret_in(file)?),
                None => None,
            };
            let change = ProviderChange {
                client_secret,
                second_factor,
            };
            hub.change_provider(&options.name, &change).await?;
        }
        ProviderCommand::Remove { name } => {
            let users = hub.remove_provider(&name).await?;
            let removed = context.language.pick(
                format!("{name}: verwijderd; {users} gebruikers loggen er niet meer mee in"),
                format!("{name}: removed; {users} users sign in with it no longer"),
            );
            eprintln!("{removed}");
        }
    }
    Ok(Outcome::Done)
}

/// The secret in a file, without the end of its line.
fn secret_in(file: &Path) -> anyhow::Result<SecretString> {
    let text = std::fs::read_to_string(file).with_context(|| unreadable(file))?;
    anyhow::ensure!(
        !text.trim().is_empty(),
        Said::new(
            format!(
                "{} is leeg. Zet er het geheim in dat de aanmelddienst gaf.",
                file.display()
            ),
            format!(
                "{} is empty. Put the secret into it that the provider gave.",
                file.display()
            ),
        )
    );
    Ok(text.trim().into())
}
