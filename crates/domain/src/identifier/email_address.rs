//! E-mail address.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// An e-mail address: kept as typed, compared without regard to capitals. Whether it exists is not checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a text is not an e-mail address.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EmailAddressError {
    /// No `@`, or more than one.
    #[error("`{text}` is not an e-mail address: it needs exactly one @")]
    AtSign {
        /// The text at fault.
        text: String,
    },
    /// A space or control character inside.
    #[error("`{text}` is not an e-mail address: it holds a space or an invisible character")]
    Character {
        /// The text at fault, with invisible characters escaped.
        text: String,
    },
    /// More than 254 bytes, or not 1 to 64 before the `@`.
    #[error("`{text}` is not an e-mail address: it needs 1 to 64 characters before the @ and at most 254 in all")]
    Length {
        /// The text at fault.
        text: String,
    },
    /// What follows the `@` is not a domain.
    #[error("`{text}` is not an e-mail address: what follows the @ is not a domain like example.nl")]
    Domain {
        /// The text at fault.
        text: String,
    },
}

impl EmailAddress {
    /// Reads an address; spaces around it are dropped.
    ///
    /// # Errors
    /// `EmailAddressError`, the first rule that is broken.
    pub fn parse(text: &str) -> Result<Self, EmailAddressError> {
        let address = text.trim();
        let at_fault = || address.to_owned();
        if address.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(EmailAddressError::Character {
                text: address.escape_debug().to_string(),
            });
        }
        let (local, domain) = address
            .split_once('@')
            .ok_or_else(|| EmailAddressError::AtSign { text: at_fault() })?;
        if domain.contains('@') {
            return Err(EmailAddressError::AtSign { text: at_fault() });
        }
        if !(1..=64).contains(&local.len()) || address.len() > 254 {
            return Err(EmailAddressError::Length { text: at_fault() });
        }
        if !domain.contains('.') || !domain.split('.').all(is_label) {
            return Err(EmailAddressError::Domain { text: at_fault() });
        }
        Ok(Self(address.to_owned()))
    }

    /// The address as it was typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form that addresses are compared in.
    #[must_use]
    pub fn lower_case(&self) -> String {
        self.0.to_lowercase()
    }
}

/// Whether a text can stand between the dots of a domain: 1 to 63 letters, digits and inner hyphens.
pub(super) fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.lower_case() == other.lower_case()
    }
}

impl Eq for EmailAddress {}

impl PartialOrd for EmailAddress {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for EmailAddress {
    fn cmp(&self, other: &Self) -> Ordering {
        self.lower_case().cmp(&other.lower_case())
    }
}

impl Hash for EmailAddress {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.lower_case().hash(state);
    }
}

impl fmt::Display for EmailAddress {
    /// As it was typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

text_form!(EmailAddress, EmailAddressError);
