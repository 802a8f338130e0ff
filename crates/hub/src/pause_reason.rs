//! Why a coupling stands still, in the words of whoever reads it.

use crate::error::fault_text;
use loonbrug_domain::Language;
use loonbrug_nmbrs::Fault;
use serde::{Deserialize, Serialize};

/// Why a coupling stands still and what to mend, in both languages.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PauseReason {
    /// For a reader of Dutch.
    pub nl: String,
    /// For a reader of English.
    pub en: String,
}

impl PauseReason {
    /// What `text` says in each language.
    pub fn of(text: impl Fn(Language) -> String) -> Self {
        Self {
            nl: text(Language::Dutch),
            en: text(Language::English),
        }
    }

    /// What a fault means, and the remedy.
    #[must_use]
    pub fn of_fault(fault: &Fault) -> Self {
        Self::of(|language| fault_text(fault, language))
    }

    /// As it stands in the database; a text that is no reason of ours is shown as it is.
    #[must_use]
    pub fn stored(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|_| Self::of(|_| text.to_owned()))
    }

    /// For the database.
    pub(crate) fn to_stored(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| self.nl.clone())
    }

    /// In one language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        language.pick(&self.nl, &self.en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_comes_back_from_the_database() {
        let reason = PauseReason::of(|language| language.pick("gestopt", "stopped").to_owned());
        assert_eq!(PauseReason::stored(&reason.to_stored()), reason);
        assert_eq!(reason.text(Language::English), "stopped");
        assert_eq!(
            PauseReason::stored("met de hand").text(Language::English),
            "met de hand"
        );
    }
}
