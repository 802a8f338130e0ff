//! Groups of people (groepen): who belongs where, and where somebody is seen.

use crate::language::Language;
use serde::{Deserialize, Serialize};

/// A group of an organisation; its name is its key, and shifts carry that name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Group {
    /// Name, unique in the organisation.
    pub name: String,
    /// What kind of group it is.
    pub kind: GroupKind,
    /// Its number elsewhere, such as that of a job ("Job 470").
    pub number: Option<i64>,
    /// Whether it is no longer used; shifts of the past still name it, so that it is never removed.
    pub archived: bool,
}

/// Kinds of groups, as manual viqz has them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupKind {
    /// Hoofdkantoor.
    HeadOffice,
    /// Vestiging, filiaal.
    Branch,
    /// Afdeling.
    Department,
    /// Duur: people by their hours, such as part-timers.
    HoursClass,
    /// Locatie.
    Location,
    /// Communicatiegroep.
    CommunicationGroup,
    /// Job.
    Job,
}

impl GroupKind {
    /// All of them, in the order of the manual.
    pub const ALL: [Self; 7] = [
        Self::HeadOffice,
        Self::Branch,
        Self::Department,
        Self::HoursClass,
        Self::Location,
        Self::CommunicationGroup,
        Self::Job,
    ];

    /// The word of the manual, or what it means in English.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Self::HeadOffice => language.pick("Hoofdkantoor", "Head office"),
            Self::Branch => language.pick("Vestiging", "Branch"),
            Self::Department => language.pick("Afdeling", "Department"),
            Self::HoursClass => language.pick("Duur", "Hours class"),
            Self::Location => language.pick("Locatie", "Location"),
            Self::CommunicationGroup => language.pick("Communicatiegroep", "Communication group"),
            Self::Job => "Job",
        }
    }
}

impl Group {
    /// As the manual writes it: `ViQZ filiaal (Vestiging)`, `Vakantie en overige (Job 470)`.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let kind = self.kind.text(language);
        match self.number {
            None => format!("{} ({kind})", self.name),
            Some(number) => format!("{} ({kind} {number})", self.name),
        }
    }
}

/// One person's membership of a group (toegang tot groepen).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Membership {
    /// Name of the group.
    pub group: String,
    /// "Niet zichtbaar in groep": belongs to it, and is not shown in it.
    pub hidden: bool,
}

/// The groups in which somebody is shown: those that do not hide them.
pub fn visible_groups(memberships: &[Membership]) -> impl Iterator<Item = &str> {
    memberships
        .iter()
        .filter(|membership| !membership.hidden)
        .map(|membership| membership.group.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, kind: GroupKind, number: Option<i64>) -> String {
        let group = Group {
            name: name.to_owned(),
            kind,
            number,
            archived: false,
        };
        group.text(Language::Dutch)
    }

    #[test]
    fn groups_are_written_as_in_the_manual() {
        assert_eq!(group("ViQZ HQ", GroupKind::HeadOffice, None), "ViQZ HQ (Hoofdkantoor)");
        assert_eq!(
            group("ViQZ filiaal", GroupKind::Branch, None),
            "ViQZ filiaal (Vestiging)"
        );
        assert_eq!(group("Partimers", GroupKind::HoursClass, None), "Partimers (Duur)");
        assert_eq!(
            group("Op locatie", GroupKind::Department, None),
            "Op locatie (Afdeling)"
        );
        assert_eq!(
            group("Managers", GroupKind::CommunicationGroup, None),
            "Managers (Communicatiegroep)"
        );
        assert_eq!(
            group("Vakantie en overige", GroupKind::Job, Some(470)),
            "Vakantie en overige (Job 470)"
        );
    }

    #[test]
    fn whoever_is_hidden_in_a_group_is_not_shown_in_it() {
        let of = [("Op locatie", false), ("Partimers", true), ("ViQZ filiaal", false)];
        let memberships = of.map(|(group, hidden)| Membership {
            group: group.to_owned(),
            hidden,
        });
        let shown: Vec<_> = visible_groups(&memberships).collect();
        assert_eq!(shown, ["Op locatie", "ViQZ filiaal"]);
    }
}
