//! What a command works with: the hub on its database, and where output goes.

use crate::arguments::EveryCommand;
use crate::configuration::Configuration;
use crate::outcome::Said;
use crate::output::print_line;
use crate::progress_bar::ProgressBars;
use anyhow::Context as _;
use jiff::SignedDuration;
use loonbrug_domain::Language;
use loonbrug_hub::access::AccessTerms;
use loonbrug_hub::{Hub, Progress, Surroundings, Vault};
use loonbrug_nmbrs::HttpClient;
use loonbrug_store::{Organisation, Store};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long one call to Nmbrs may take; its lists of large companies take long.
const CALL_TIMEOUT: Duration = Duration::from_mins(2);

/// What a command works with.
pub struct Context {
    /// The hub.
    pub hub: Hub,
    /// The configuration file.
    pub configuration: Configuration,
    /// The language of texts.
    pub language: Language,
    /// Where the key stands.
    pub key_file: PathBuf,
    json: bool,
}

impl Context {
    /// Opens database and key as the options say.
    pub async fn open(common: &EveryCommand) -> anyhow::Result<Self> {
        Self::open_with(common, Surroundings::real()).await
    }

    /// The same with surroundings of one's own.
    pub async fn open_with(common: &EveryCommand, surroundings: Surroundings) -> anyhow::Result<Self> {
        let configuration = Configuration::read(&common.config)?;
        let database = common.database.clone().or_else(|| configuration.database.clone());
        let database = database.unwrap_or_else(|| "sqlite:loonbrug.db".into());
        let key_file = common.key_file.clone().or_else(|| configuration.key_file.clone());
        let key_file = key_file.map_or_else(|| default_key_file(&database), Ok)?;
        let store = Store::open(&database).await?;
        keep_the_key(&store, &key_file).await?;
        let vault = Vault::open(&key_file)?;
        let http = HttpClient::new(CALL_TIMEOUT)?;
        let progress = Progress::to(Arc::new(ProgressBars::default()));
        let terms = AccessTerms {
            requests_kept: SignedDuration::from_hours(24 * i64::from(configuration.api.keys_kept_days)),
            ..AccessTerms::default()
        };
        let hub = Hub::new(store, vault, surroundings, http, &common.user)
            .on_terms(terms)
            .watched(progress);
        Ok(Self {
            hub,
            configuration,
            language: common.language.into(),
            key_file,
            json: common.json,
        })
    }

    /// The organisation of this name, or the only one.
    pub async fn organisation(&self, name: Option<&str>) -> anyhow::Result<Organisation> {
        if let Some(name) = name {
            return Ok(self.hub.organisation(name).await?);
        }
        let mut all = self.hub.store.organisations().await?;
        match (all.pop(), all.is_empty()) {
            (Some(only), true) => Ok(only),
            (Some(_), false) => Err(Said::new(
                "Zeg van welke werkgever: --organisation.",
                "Say which employer's: --organisation.",
            )
            .into()),
            (None, _) => Err(Said::new(
                "Er is nog geen werkgever. Koppel eerst een bedrijf met `loonbrug coupling add`.",
                "There is no employer yet. Link a company first with `loonbrug coupling add`.",
            )
            .into()),
        }
    }

    /// Prints data: as JSON when that was asked, else in words.
    pub fn print<T: Serialize>(&self, data: &T, words: impl FnOnce() -> String) -> anyhow::Result<()> {
        print_data(self.json, data, words)
    }

    /// Whether data is printed as JSON.
    pub const fn prints_json(&self) -> bool {
        self.json
    }

    /// The text in the language that was asked.
    pub fn say<'a>(&self, dutch: &'a str, english: &'a str) -> &'a str {
        self.language.pick(dutch, english)
    }
}

/// Prints data: as JSON when that was asked, else in words.
pub fn print_data<T: Serialize>(json: bool, data: &T, words: impl FnOnce() -> String) -> anyhow::Result<()> {
    if json {
        print_line(&serde_json::to_string_pretty(data).context("the data cannot be written as JSON")?);
    } else {
        print_line(&words());
    }
    Ok(())
}

/// Tables that hold what is encrypted, or hashed with the key.
const SEALED: [&str; 3] = ["secret", "hub_user", "webhook"];

/// A database with secrets keeps its key: a new one beside it would leave them unreadable, and mix with them.
async fn keep_the_key(store: &Store, key_file: &Path) -> anyhow::Result<()> {
    let has_secrets = store
        .counts()
        .await?
        .iter()
        .any(|(table, rows)| SEALED.contains(&table.as_str()) && *rows > 0);
    if has_secrets && !key_file.exists() {
        let file = key_file.display();
        anyhow::bail!(Said::new(
            format!(
                "Het sleutelbestand {file} ontbreekt, en deze database heeft geheimen. Zet het terug, of noem het met --key-file."
            ),
            format!(
                "The key file {file} is missing, and this database has secrets. Bring it back, or name it with --key-file."
            ),
        ));
    }
    Ok(())
}

/// The key stands beside a database file; for a database elsewhere it must be said.
fn default_key_file(database: &str) -> anyhow::Result<PathBuf> {
    let path = database.strip_prefix("sqlite:").with_context(|| {
        Said::new(
            "Zeg waar het sleutelbestand staat, met --key-file, LOONBRUG_KEY_FILE of key-file in loonbrug.toml; \
             het hoort niet op de databaseserver te staan.",
            "Say where the key file is, with --key-file, LOONBRUG_KEY_FILE or key-file in loonbrug.toml; \
             it must not stand on the database server.",
        )
    })?;
    let path = path.trim_start_matches("//").split('?').next().unwrap_or(path);
    Ok(PathBuf::from(if path == ":memory:" {
        "loonbrug.key".to_owned()
    } else {
        format!("{path}.key")
    }))
}
