//! The configuration file `loonbrug.toml`; environment variables lead over it, options over both.

use crate::outcome::Said;
use anyhow::Context as _;
use loonbrug_hub::Registration;
use secrecy::SecretString;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use url::Url;

/// The file that is read when none is named.
pub const DEFAULT_FILE: &str = "loonbrug.toml";

/// Everything that the file may say.
#[derive(Deserialize, Default, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Configuration {
    /// `sqlite:FILE` or `postgres://…`.
    pub database: Option<String>,
    /// The file with the key that encrypts secrets.
    pub key_file: Option<PathBuf>,
    /// The REST API.
    pub api: ApiSection,
    /// Our registration at Nmbrs; needed to log in over REST.
    pub nmbrs: Option<NmbrsSection>,
}

/// The REST API.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct ApiSection {
    /// How many days the answers of requests with an `Idempotency-Key` are kept.
    pub keys_kept_days: u16,
}

impl Default for ApiSection {
    fn default() -> Self {
        Self { keys_kept_days: 7 }
    }
}

/// Our registration at Nmbrs. Secrets stand in files of their own.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct NmbrsSection {
    /// The client, from the partner portal.
    pub client_id: String,
    /// File with its secret.
    pub client_secret_file: PathBuf,
    /// File with the subscription key, from the developer portal.
    pub subscription_key_file: PathBuf,
    /// Where the browser comes back: `http://localhost:8765/callback`, exactly as registered.
    pub redirect: Url,
}

impl Configuration {
    /// Reads the file. The one that is read by default may be absent; one that was named may not.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        if path == Path::new(DEFAULT_FILE) && !path.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(path).with_context(|| unreadable(path))?;
        toml::from_str(&text).with_context(|| {
            let file = path.display();
            Said::new(
                format!("Het configuratiebestand {file} klopt niet; er is niets gedaan. Verbeter het op deze plek:"),
                format!("The configuration file {file} is wrong; nothing was done. Mend it here:"),
            )
        })
    }

    /// The same, where there is one.
    pub fn registration_if_any(&self) -> anyhow::Result<Option<Registration>> {
        if self.nmbrs.is_none() {
            return from_environment();
        }
        self.registration().map(Some)
    }

    /// Our registration at Nmbrs, from the environment or the file.
    pub fn registration(&self) -> anyhow::Result<Registration> {
        if let Some(registration) = from_environment()? {
            return Ok(registration);
        }
        let section = self.nmbrs.as_ref().with_context(no_registration)?;
        Ok(Registration {
            client_id: section.client_id.clone(),
            client_secret: secret_of(&section.client_secret_file)?,
            subscription_key: secret_of(&section.subscription_key_file)?,
            redirect: section.redirect.clone(),
        })
    }
}

fn from_environment() -> anyhow::Result<Option<Registration>> {
    let variable = |name: &str| std::env::var(format!("LOONBRUG_NMBRS_{name}")).ok();
    let (Some(client_id), Some(client_secret), Some(subscription_key)) = (
        variable("CLIENT_ID"),
        variable("CLIENT_SECRET"),
        variable("SUBSCRIPTION_KEY"),
    ) else {
        return Ok(None);
    };
    let redirect = variable("REDIRECT").unwrap_or_else(|| "http://localhost:8765/callback".into());
    Ok(Some(Registration {
        client_id,
        client_secret: client_secret.into(),
        subscription_key: subscription_key.into(),
        redirect: redirect.parse().with_context(|| {
            Said::new(
                "LOONBRUG_NMBRS_REDIRECT is geen adres, zoals http://localhost:8765/callback.",
                "LOONBRUG_NMBRS_REDIRECT is not an address, such as http://localhost:8765/callback.",
            )
        })?,
    }))
}

/// A secret on the first line of a file; `-` is standard input.
pub fn secret_of(path: &Path) -> anyhow::Result<SecretString> {
    let text = if path == Path::new("-") {
        std::io::read_to_string(std::io::stdin()).with_context(|| unreadable(path))?
    } else {
        fs::read_to_string(path).with_context(|| unreadable(path))?
    };
    let secret = text.lines().next().unwrap_or_default().trim();
    let file = path.display();
    anyhow::ensure!(
        !secret.is_empty(),
        Said::new(
            format!("{file} is leeg: zet het geheim op de eerste regel."),
            format!("{file} is empty: put the secret on its first line."),
        )
    );
    Ok(SecretString::from(secret))
}

fn no_registration() -> Said {
    let names = "client-id, client-secret-file, subscription-key-file";
    let variables = "LOONBRUG_NMBRS_CLIENT_ID, _CLIENT_SECRET, _SUBSCRIPTION_KEY";
    Said::new(
        format!(
            "Om in te loggen bij Nmbrs: zet [nmbrs] met {names} en redirect in loonbrug.toml, of zet {variables} en _REDIRECT."
        ),
        format!(
            "To log in at Nmbrs: put [nmbrs] with {names} and redirect in loonbrug.toml, or set {variables} and _REDIRECT."
        ),
    )
}

/// A file that cannot be read.
pub fn unreadable(path: &Path) -> Said {
    let file = path.display();
    Said::new(
        format!("{file} is niet te lezen. Controleer de naam en of je het mag lezen."),
        format!("{file} cannot be read. Check the name and that you may read it."),
    )
}

/// A file that cannot be written.
pub fn unwritable(path: &Path) -> Said {
    let file = path.display();
    Said::new(
        format!("{file} is niet te schrijven. Controleer de map en de rechten."),
        format!("{file} cannot be written. Check the folder and the rights."),
    )
}
