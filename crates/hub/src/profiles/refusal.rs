//! Why a group, a setting or a template was refused, in the words that a person reads.

use loonbrug_domain::Language;
use loonbrug_domain::profile::{Ambiguity, Field, SettingError};

/// Why something about groups and settings was refused; nothing was changed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProfileRefusal {
    /// There is no group of this name.
    #[error("there is no group {0}")]
    NoGroup(String),
    /// There is a group of this name already.
    #[error("there is a group {0} already")]
    GroupExists(String),
    /// The group is no longer used.
    #[error("group {0} is archived")]
    GroupArchived(String),
    /// A field cannot have this value.
    #[error(transparent)]
    Value(#[from] SettingError),
    /// There is no field of this word.
    #[error("there is no setting {0}")]
    NoField(String),
    /// A type of contract is a person's own.
    #[error("{0} is set for a person")]
    OfAPerson(Field),
    /// Two groups of a person say different things.
    #[error(transparent)]
    Ambiguous(#[from] Box<Ambiguity>),
    /// Nothing was given to set.
    #[error("there is nothing to set")]
    NothingToSet,
    /// There is no template of this name.
    #[error("there is no template {0}")]
    NoTemplate(String),
    /// Nobody was named, and not everyone either.
    #[error("nobody is selected")]
    NobodySelected,
    /// More than one person has this name.
    #[error("more than one person is called {0}")]
    NotOnePerson(String),
    /// The person has no odd figure of this key now.
    #[error("{person} has no odd figure {key} now")]
    NoOddFigure {
        /// Who.
        person: String,
        /// The key.
        key: String,
    },
    /// An odd figure is accepted with a reason.
    #[error("a reason is missing")]
    NoReason,
}

impl ProfileRefusal {
    /// What happened and what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let fields = || {
            Field::ALL
                .iter()
                .map(|field| field.word())
                .collect::<Vec<_>>()
                .join(", ")
        };
        match self {
            Self::NoGroup(name) => language.pick(
                format!("Er is geen groep \"{name}\". `loonbrug group list` toont ze."),
                format!("There is no group \"{name}\". `loonbrug group list` shows them."),
            ),
            Self::GroupExists(name) => language.pick(
                format!("Er is al een groep \"{name}\". Kies een andere naam."),
                format!("There is a group \"{name}\" already. Choose another name."),
            ),
            Self::GroupArchived(name) => language.pick(
                format!("De groep \"{name}\" is gearchiveerd. Neem haar weer in gebruik met `loonbrug group restore`."),
                format!("Group \"{name}\" is archived. Take it into use again with `loonbrug group restore`."),
            ),
            Self::Value(error) => error.text(language),
            Self::NoField(word) => language.pick(
                format!("Er is geen instelling \"{word}\". Wel: {}.", fields()),
                format!("There is no setting \"{word}\". There are: {}.", fields()),
            ),
            Self::OfAPerson(field) => language.pick(
                format!("{field} stel je in per medewerker. Kies die met --person."),
                format!("{field} is set for a person. Choose them with --person."),
            ),
            Self::Ambiguous(ambiguity) => ambiguity.text(language),
            Self::NothingToSet => language.pick(
                "Er is niets om in te stellen. Geef het als instelling=waarde.".to_owned(),
                "There is nothing to set. Give it as setting=value.".to_owned(),
            ),
            _ => self.text_of_people(language),
        }
    }

    /// What is about whom it concerns.
    fn text_of_people(&self, language: Language) -> String {
        match self {
            Self::NoTemplate(name) => language.pick(
                format!("Er is geen template \"{name}\". `loonbrug template list` toont ze."),
                format!("There is no template \"{name}\". `loonbrug template list` shows them."),
            ),
            Self::NobodySelected => language.pick(
                "Niemand is gekozen. Kies met --group, --contract-type of --person, of neem --everyone.".to_owned(),
                "Nobody is selected. Choose with --group, --contract-type or --person, or take --everyone.".to_owned(),
            ),
            Self::NotOnePerson(name) => language.pick(
                format!("Er is meer dan één medewerker \"{name}\". Neem het personeelsnummer."),
                format!("More than one person is called \"{name}\". Take the number."),
            ),
            Self::NoOddFigure { person, key } => language.pick(
                format!("{person} heeft nu geen opvallend cijfer \"{key}\". `loonbrug oddities list` toont ze."),
                format!("{person} has no odd figure \"{key}\" now. `loonbrug oddities list` shows them."),
            ),
            _ => language.pick(
                "Zeg waarom het klopt, met --reason.".to_owned(),
                "Say why it is right, with --reason.".to_owned(),
            ),
        }
    }
}
