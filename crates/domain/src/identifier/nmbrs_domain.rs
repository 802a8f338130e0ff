//! Domain of an employer at Nmbrs.

use super::email_address::is_label;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The name before `.nmbrs.nl` in the address bar of the browser, in lower case; it goes along with every call that
/// logs in with a token (manuals viqz and e-boekhouden).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NmbrsDomain(String);

/// Why a text is not a domain at Nmbrs.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NmbrsDomainError {
    /// An address of another site.
    #[error("`{text}` is not an address of Nmbrs: copy the one that starts with your domain and ends in .nmbrs.nl")]
    OtherSite {
        /// The text at fault.
        text: String,
    },
    /// Characters that a domain cannot have.
    #[error("`{text}` is not a domain of Nmbrs: it has letters, digits and inner hyphens, at most 63")]
    Characters {
        /// The text at fault.
        text: String,
    },
}

impl NmbrsDomain {
    /// Reads the name itself, the host, or a whole address such as `https://voorbeeld.nmbrs.nl/applications`.
    ///
    /// # Errors
    /// `NmbrsDomainError`.
    pub fn parse(text: &str) -> Result<Self, NmbrsDomainError> {
        let lower_case = text.trim().to_lowercase();
        let address = lower_case
            .split_once("://")
            .map_or(lower_case.as_str(), |(_, address)| address);
        let host = address.split(['/', '?', '#', ':']).next().unwrap_or_default();
        let label = [".nmbrs.nl", ".nmbrs.com"]
            .iter()
            .find_map(|site| host.strip_suffix(site))
            .unwrap_or(host);
        if label == host && host.contains('.') {
            return Err(NmbrsDomainError::OtherSite {
                text: text.trim().to_owned(),
            });
        }
        if !is_label(label) {
            return Err(NmbrsDomainError::Characters {
                text: text.trim().to_owned(),
            });
        }
        Ok(Self(label.to_owned()))
    }

    /// The name alone.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NmbrsDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

text_form!(NmbrsDomain, NmbrsDomainError);
