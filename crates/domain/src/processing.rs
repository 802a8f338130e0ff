//! What becomes of surcharge hours and waiting days (instellingen urenverwerking): the choices of manual viqz, in its
//! words. A person's own choice leads over that of the groups, that over the organisation's profile.

use crate::language::Language;
use serde::{Deserialize, Serialize};

/// "Toeslaguren worden verwerkt als": what becomes of hours with a surcharge.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SurchargeProcessing {
    /// Geen verwerking: the surcharge is neither paid nor booked.
    Nothing,
    /// +/- uren: credited to the ledger of +/- hours.
    PlusMinusHours,
    /// Verlofuren: credited as leave.
    Leave,
    /// Gewerkte uren: sent to payroll with the worked hours.
    WorkedHours,
    /// Geen keuze: each surcharge goes as its own rule says.
    #[default]
    NoChoice,
}

impl SurchargeProcessing {
    /// All of them, in the order of the manual.
    pub const ALL: [Self; 5] = [
        Self::Nothing,
        Self::PlusMinusHours,
        Self::Leave,
        Self::WorkedHours,
        Self::NoChoice,
    ];

    /// The words of the manual, or what they mean in English.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Self::Nothing => language.pick("geen verwerking", "no processing"),
            Self::PlusMinusHours => language.pick("+/- uren", "+/- hours"),
            Self::Leave => language.pick("verlofuren", "leave hours"),
            Self::WorkedHours => language.pick("gewerkte uren", "worked hours"),
            Self::NoChoice => language.pick("geen keuze", "no choice"),
        }
    }
}

/// "Wachtdagen worden verwerkt als": what becomes of the waiting days (wachtdagen) of a sickness.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaitingDayProcessing {
    /// Geen verwerking: they cost nothing.
    Nothing,
    /// +/- uren: taken from the ledger of +/- hours.
    PlusMinusHours,
    /// Verlofuren: taken from leave.
    Leave,
    /// Boven-wettelijke verlofuren: taken from leave above the statutory minimum.
    ExtraStatutoryLeave,
    /// Inhouden van salaris: not paid.
    DeductedFromSalary,
    /// Geen keuze: a person decides each time.
    #[default]
    NoChoice,
}

impl WaitingDayProcessing {
    /// All of them, in the order of the manual.
    pub const ALL: [Self; 6] = [
        Self::Nothing,
        Self::PlusMinusHours,
        Self::Leave,
        Self::ExtraStatutoryLeave,
        Self::DeductedFromSalary,
        Self::NoChoice,
    ];

    /// The words of the manual, or what they mean in English.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Self::Nothing => language.pick("geen verwerking", "no processing"),
            Self::PlusMinusHours => language.pick("+/- uren", "+/- hours"),
            Self::Leave => language.pick("verlofuren", "leave hours"),
            Self::ExtraStatutoryLeave => language.pick("boven-wettelijke verlofuren", "extra-statutory leave hours"),
            Self::DeductedFromSalary => language.pick("inhouden van salaris", "deducted from salary"),
            Self::NoChoice => language.pick("geen keuze", "no choice"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::DeserializeOwned;
    use std::fmt::Debug;

    #[test]
    fn the_words_are_those_of_the_manual() {
        let surcharges = SurchargeProcessing::ALL.map(|choice| choice.text(Language::Dutch));
        let expected = [
            "geen verwerking",
            "+/- uren",
            "verlofuren",
            "gewerkte uren",
            "geen keuze",
        ];
        assert_eq!(surcharges, expected);
        let waiting_days = WaitingDayProcessing::ALL.map(|choice| choice.text(Language::Dutch));
        let expected = [
            "geen verwerking",
            "+/- uren",
            "verlofuren",
            "boven-wettelijke verlofuren",
            "inhouden van salaris",
            "geen keuze",
        ];
        assert_eq!(waiting_days, expected);
    }

    fn reads_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(choices: &[T], written: &[&str]) {
        for (choice, word) in choices.iter().zip(written) {
            assert_eq!(serde_json::to_string(choice).unwrap(), format!("\"{word}\""));
            assert_eq!(serde_json::from_str::<T>(&format!("\"{word}\"")).unwrap(), *choice);
        }
    }

    #[test]
    fn they_are_kept_as_words() {
        let written = ["nothing", "plus-minus-hours", "leave", "worked-hours", "no-choice"];
        reads_back(&SurchargeProcessing::ALL, &written);
        let written = [
            "nothing",
            "plus-minus-hours",
            "leave",
            "extra-statutory-leave",
            "deducted-from-salary",
            "no-choice",
        ];
        reads_back(&WaitingDayProcessing::ALL, &written);
    }
}
