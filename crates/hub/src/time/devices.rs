//! Devices that are a clock terminal: what such a device shows to be let in.

use super::TimeRefusal;
use crate::application::Hub;
use crate::error::HubError;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use loonbrug_domain::ids::{OrganisationId, TerminalId};
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
        let sealed = self.vault.encrypt(PURPOSE, content(terminal).as_bytes())?;
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
        let (organisation, _) = opened.split_once(' ').ok_or_else(unknown)?;
        let organisation = organisation.parse().map_err(|_| unknown())?;
        let terminals = self.store.terminals(organisation).await?;
        let found = terminals.into_iter().find(|terminal| content(terminal) == opened);
        found.ok_or_else(unknown)
    }

    /// Lets the devices of one terminal in no longer, because one is lost or gone. What they delivered stays; a device is
    /// made that terminal again by whoever may.
    pub async fn withdraw_terminal(&self, organisation: OrganisationId, terminal: TerminalId) -> Result<(), HubError> {
        let is_it = |known: &Terminal| known.id == terminal;
        self.withdraw(organisation, is_it, &terminal.to_string()).await
    }

    /// The same of the terminal of a name.
    pub async fn withdraw_terminal_named(&self, organisation: OrganisationId, name: &str) -> Result<(), HubError> {
        self.withdraw(organisation, |known| known.name == name, name).await
    }

    async fn withdraw(
        &self,
        organisation: OrganisationId,
        is_it: impl Fn(&Terminal) -> bool,
        called: &str,
    ) -> Result<(), HubError> {
        let found = self.store.terminals(organisation).await?.into_iter().find(is_it);
        let terminal = found.ok_or_else(|| TimeRefusal::NoTerminal(called.to_owned()))?;
        let entry = self.audit_entry(Some(organisation), "terminal.withdrawn", &terminal.name, "{}");
        Ok(self
            .store
            .withdraw_terminal(organisation, terminal.id, &[entry])
            .await?)
    }
}

/// What the secret of a terminal says. That of a terminal whose devices were never withdrawn is as it always was.
fn content(terminal: &Terminal) -> String {
    let Terminal { organisation, id, .. } = terminal;
    match terminal.withdrawals {
        0 => format!("{organisation} {id}"),
        withdrawals => format!("{organisation} {id} {withdrawals}"),
    }
}
