//! What a user is at one organisation, and over whom that reaches.

use super::right::Right;
use super::role::Role;
use super::table::{Extent, extent};
use crate::ids::{OrganisationId, PersonId};
use crate::language::Language;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a user is at one organisation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Grant {
    /// Where.
    pub organisation: OrganisationId,
    /// As what.
    pub role: Role,
    /// Names of the groups that a planner plans; of others none.
    pub groups: BTreeSet<String>,
    /// Who the user is there; an employee is always somebody.
    pub person: Option<PersonId>,
}

/// Why a grant cannot be given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum GrantFault {
    /// A planner without groups would see nobody.
    #[error("a planner has at least one group")]
    PlannerWithoutGroups,
    /// Groups narrow a planner only; with another role they would say something that is not so.
    #[error("only a planner has groups")]
    GroupsOfAnother,
    /// An employee without a person would see nothing.
    #[error("an employee is a person")]
    EmployeeWithoutPerson,
}

impl GrantFault {
    /// What is wrong and what to do.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Self::PlannerWithoutGroups => language.pick(
                "Een planner heeft ten minste één groep. Kies de groepen.",
                "A planner has at least one group. Choose the groups.",
            ),
            Self::GroupsOfAnother => language.pick(
                "Alleen een planner heeft groepen. Laat ze weg, of kies de rol planner.",
                "Only a planner has groups. Leave them out, or choose the role planner.",
            ),
            Self::EmployeeWithoutPerson => language.pick(
                "Een medewerker hoort bij een persoon. Kies wie het is.",
                "An employee belongs to a person. Choose who it is.",
            ),
        }
    }
}

/// Over whom a given right reaches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reach {
    /// Everyone of the organisation, and the organisation itself.
    Everyone,
    /// Some people.
    Only {
        /// Everybody in one of these groups.
        groups: BTreeSet<String>,
        /// The user's own person.
        person: Option<PersonId>,
    },
}

impl Reach {
    /// Whether it reaches a person who belongs to these groups.
    #[must_use]
    pub fn covers<'g>(&self, person: PersonId, groups: impl IntoIterator<Item = &'g str>) -> bool {
        match self {
            Self::Everyone => true,
            Self::Only {
                groups: own,
                person: oneself,
            } => *oneself == Some(person) || groups.into_iter().any(|group| own.contains(group)),
        }
    }

    /// Whether it reaches a group as such: its planning, its list of members.
    #[must_use]
    pub fn covers_group(&self, group: &str) -> bool {
        match self {
            Self::Everyone => true,
            Self::Only { groups, .. } => groups.contains(group),
        }
    }
}

impl Grant {
    /// Whether it makes sense.
    ///
    /// # Errors
    /// `GrantFault`, the first rule that is broken.
    pub fn check(&self) -> Result<(), GrantFault> {
        match self.role {
            Role::Planner if self.groups.is_empty() => Err(GrantFault::PlannerWithoutGroups),
            Role::Planner => Ok(()),
            _ if !self.groups.is_empty() => Err(GrantFault::GroupsOfAnother),
            Role::Employee if self.person.is_none() => Err(GrantFault::EmployeeWithoutPerson),
            _ => Ok(()),
        }
    }

    /// Over whom a right reaches; `None` where it is not given.
    #[must_use]
    pub fn reach(&self, right: Right) -> Option<Reach> {
        let own = self.person.filter(|_| extent(Role::Employee, right) == Extent::Own);
        let (groups, person) = match extent(self.role, right) {
            Extent::Everyone => return Some(Reach::Everyone),
            Extent::Groups => (self.groups.clone(), own),
            Extent::Own => (BTreeSet::new(), self.person),
            Extent::Nothing => return None,
        };
        let reaches_somebody = person.is_some() || !groups.is_empty();
        reaches_somebody.then_some(Reach::Only { groups, person })
    }
}
