//! Settings of the organisation, of groups and of people (profielen), each with a first day of validity: what holds for
//! somebody on a day, and why.
//!
//! A setting is one value of one owner from a day on. The person's own leads; then that of the groups; then that of the
//! organisation. Where two groups of a person say different things, the preferred group decides, and without one nothing
//! is guessed: it is an ambiguity that names both.

mod effective;
mod field;
mod template;
#[cfg(test)]
mod tests;
mod value;

pub use effective::{Ambiguity, Effective, EffectiveProfile, Profiles};
pub use field::{Field, Setting, SettingError};
pub use template::{SettingChange, changes};
pub use value::{AccrualFactor, ContractKind, GroupName, Length, Percent, SettingValue, WaitingDays};

use crate::calendar::Date;
use crate::ids::PersonId;
use crate::language::Language;
use serde::{Serialize, Serializer};
use std::fmt;

/// Whose setting it is.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Owner {
    /// The organisation's profile (standaardinstelling profiel).
    Organisation,
    /// A group, by its name.
    Group(String),
    /// One person.
    Person(PersonId),
}

impl Owner {
    /// Whose it is, for a person who reads it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Organisation => language.pick("organisatie", "organisation").to_owned(),
            Self::Group(name) => format!("{} {name}", language.pick("groep", "group")),
            Self::Person(_) => language.pick("medewerker", "person").to_owned(),
        }
    }
}

impl fmt::Display for Owner {
    /// The key under which it is kept: `organisation`, `group NAME`, `person ID`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organisation => f.write_str("organisation"),
            Self::Group(name) => write!(f, "group {name}"),
            Self::Person(person) => write!(f, "person {person}"),
        }
    }
}

impl Serialize for Owner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What an owner says about one field from a day on, until its own next entry for that field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProfileEntry {
    /// Whose it is.
    pub owner: Owner,
    /// What it is about.
    pub field: Field,
    /// The first day.
    pub valid_from: Date,
    /// The value; `None` says that from that day on the level above decides again.
    pub setting: Option<Setting>,
}

impl ProfileEntry {
    /// The owner sets this from a day on.
    #[must_use]
    pub const fn set(owner: Owner, valid_from: Date, setting: Setting) -> Self {
        Self {
            owner,
            field: setting.field(),
            valid_from,
            setting: Some(setting),
        }
    }
}
