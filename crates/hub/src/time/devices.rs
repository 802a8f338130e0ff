//! Devices that are a clock terminal: what such a device shows to be let in.

use super::TimeRefusal;
use crate::application::Hub;
use crate::error::HubError;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use loonbrug_domain::ids::OrganisationId;
use loonbrug_store::Terminal;
use secrecy::SecretString;

/// What the secret is for: one that was made for something else does not fit.
const PURPOSE: &str = "clock terminal";

impl Hub {
    /// The terminal of this name, added when it is not there yet.
    pub async fn ensure_terminal(&self, organisation: OrganisationId, name: &str) -> Result<Terminal, HubError> {
        let known = self.store.terminals(organisation).await?;
        match known.into_iter().find(|terminal| terminal.name == name) {
            Some(terminal) if name != super::terminals::BY_HAND => Ok(terminal),
            _ => self.add_terminal(organisation, name).await,
        }
    }

    /// What a device carries that is this terminal: sealed with the key of the installation, so that nobody else can
    /// make one. It lets in nothing but clock events of this terminal.
    pub async fn terminal_secret(&self, terminal: &Terminal) -> Result<SecretString, HubError> {
        let sealed = self
            .vault
            .encrypt(PURPOSE, format!("{} {}", terminal.organisation, terminal.id).as_bytes())?;
        self.audit(Some(terminal.organisation), "terminal.device", &terminal.name, "{}")
            .await?;
        Ok(BASE64_URL_SAFE_NO_PAD.encode(sealed).into())
    }

    /// The terminal whose secret this is.
    pub async fn terminal_of_secret(&self, secret: &str) -> Result<Terminal, HubError> {
        let unknown = || HubError::from(TimeRefusal::NoDevice);
        let sealed = BASE64_URL_SAFE_NO_PAD.decode(secret).map_err(|_| unknown())?;
        let opened = self.vault.decrypt(PURPOSE, &sealed).map_err(|_| unknown())?;
        let opened = String::from_utf8(opened).map_err(|_| unknown())?;
        let (organisation, id) = opened.split_once(' ').ok_or_else(unknown)?;
        let organisation = organisation.parse().map_err(|_| unknown())?;
        let terminals = self.store.terminals(organisation).await?;
        let found = terminals.into_iter().find(|terminal| terminal.id.to_string() == id);
        found.ok_or_else(unknown)
    }
}
