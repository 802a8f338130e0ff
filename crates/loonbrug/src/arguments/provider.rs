//! `provider …`

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `provider …`
#[derive(Subcommand, Debug)]
pub enum ProviderCommand {
    /// Let users sign in with the accounts of a provider. Register there as address to come back to: that of the pages,
    /// with `/sign-in/back` behind it.
    Add(ProviderAdd),
    /// All providers, and how many users have an account there.
    List,
    /// Change a provider: another secret, or what counts as a second factor.
    Change(ProviderChangeOptions),
    /// Remove a provider: whoever has an account there is signed out, and signs in with it no longer.
    Remove {
        /// Its name.
        name: String,
    },
}

/// `provider add`
#[derive(Args, Debug)]
pub struct ProviderAdd {
    /// What users know it by: it stands on the button.
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    pub name: String,
    /// The issuer, to the letter as the provider writes it.
    #[arg(long, value_name = "URL")]
    pub issuer: String,
    /// What the provider knows Loonbrug by.
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub client_id: String,
    /// The file with the secret that the provider gave, in one line.
    #[arg(long, value_name = "FILE")]
    pub client_secret_file: PathBuf,
    /// A word that the provider uses when somebody gave a second factor there, such as mfa: of `amr`, or `acr` as a whole.
    /// Then ours is not asked. Without it the provider's word does not count.
    #[arg(long, value_name = "WORD", value_parser = NonEmptyStringValueParser::new())]
    pub second_factor: Option<String>,
}

/// `provider change`
#[derive(Args, Debug)]
pub struct ProviderChangeOptions {
    /// Its name.
    pub name: String,
    /// The file with another secret, in one line.
    #[arg(long, value_name = "FILE")]
    pub client_secret_file: Option<PathBuf>,
    /// Another word that counts as a second factor; `none` for none.
    #[arg(long, value_name = "WORD")]
    pub second_factor: Option<String>,
}
