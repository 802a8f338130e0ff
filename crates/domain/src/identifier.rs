//! Numbers and names that identify people, employers and accounts, checked at the edge.
//!
//! All of them are serialised as text and checked again when they are read.

/// Text in and out for an identifier that has `parse`: `FromStr`, and the conversions that serde goes through.
macro_rules! text_form {
    ($name:ident, $error:ident) => {
        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(identifier: $name) -> Self {
                identifier.0
            }
        }
    };
}

mod bsn;
mod eleven_test;
mod email_address;
mod iban;
mod nmbrs_domain;
#[cfg(test)]
mod tests;
mod wage_tax_number;

pub use bsn::{Bsn, BsnError, ImportedBsn};
pub use email_address::{EmailAddress, EmailAddressError};
pub use iban::{Iban, IbanError};
pub use nmbrs_domain::{NmbrsDomain, NmbrsDomainError};
pub use wage_tax_number::{WageTaxNumber, WageTaxNumberError};
