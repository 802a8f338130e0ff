//! Who does something to the world, through what, when, and what it may see.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The way by which a row came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Through {
    /// The SOAP services.
    Soap,
    /// The REST API.
    Rest,
    /// A person in the screens of Nmbrs (`/control/edit`).
    Person,
    /// It was there from the start.
    DataSet,
}

/// The stamp on everything that is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// E-mail address of the user.
    pub by: String,
    /// The way.
    pub through: Through,
    /// The world's time.
    pub at: Timestamp,
}

/// What a caller may see; `None` is everything. Lists leave the rest out; asking for it is a fault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sight {
    /// Debtors by number id.
    pub debtors: Option<BTreeSet<i32>>,
    /// Companies by number id.
    pub companies: Option<BTreeSet<i32>>,
}

impl Sight {
    /// Whether a debtor is visible.
    pub fn debtor(&self, debtor: i32) -> bool {
        self.debtors.as_ref().is_none_or(|debtors| debtors.contains(&debtor))
    }

    /// Whether a company of a debtor is visible.
    pub fn company(&self, debtor: i32, company: i32) -> bool {
        self.debtor(debtor)
            && self
                .companies
                .as_ref()
                .is_none_or(|companies| companies.contains(&company))
    }
}

/// One authenticated call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// E-mail address of the user.
    pub email: String,
    /// The way.
    pub through: Through,
    /// The world's time of the call.
    pub now: Timestamp,
    /// What may be seen.
    pub sight: Sight,
}

impl Caller {
    /// A person in the screens of Nmbrs, who sees everything.
    pub fn person(email: &str, now: Timestamp) -> Self {
        Self {
            email: email.to_owned(),
            through: Through::Person,
            now,
            sight: Sight::default(),
        }
    }

    /// The stamp of this call.
    pub fn stamp(&self) -> Written {
        Written {
            by: self.email.clone(),
            through: self.through,
            at: self.now,
        }
    }
}

/// The authentication header of SOAP as received.
#[derive(Debug, Clone, Copy, Default)]
pub struct SoapCredentials<'a> {
    /// E-mail address of the user.
    pub username: &'a str,
    /// API token.
    pub token: &'a str,
    /// Sub-domain; empty when none was sent.
    pub domain: &'a str,
}
