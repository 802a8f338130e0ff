//! What a user is at one organisation.

use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A role (rol) at one organisation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Eigenaar: everything, users and couplings included.
    Owner,
    /// Salarisadministrateur: everything that leads to pay.
    Payroll,
    /// Planner: hours, rosters and leave of the own groups.
    Planner,
    /// Boekhouder: what was sent, and the files of it.
    Bookkeeper,
    /// Medewerker: what is of the own person.
    Employee,
    /// Controleur: sees, and changes nothing.
    Auditor,
}

impl Role {
    /// All of them, in the order of the table of rights.
    pub const ALL: [Self; 6] = [
        Self::Owner,
        Self::Payroll,
        Self::Planner,
        Self::Bookkeeper,
        Self::Employee,
        Self::Auditor,
    ];

    /// The word that stands in the database and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Payroll => "payroll",
            Self::Planner => "planner",
            Self::Bookkeeper => "bookkeeper",
            Self::Employee => "employee",
            Self::Auditor => "auditor",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::Owner => language.pick("Eigenaar", "Owner"),
            Self::Payroll => language.pick("Salarisadministrateur", "Payroll officer"),
            Self::Planner => "Planner",
            Self::Bookkeeper => language.pick("Boekhouder", "Bookkeeper"),
            Self::Employee => language.pick("Medewerker", "Employee"),
            Self::Auditor => language.pick("Controleur", "Auditor"),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|role| role.word() == word).ok_or(())
    }
}
