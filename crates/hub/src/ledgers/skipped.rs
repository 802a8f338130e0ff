//! For whom nothing could be booked, and why.

use crate::hours::RefusedReason;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::plus_minus::PlusMinusError;
use loonbrug_domain::profile::Ambiguity;
use loonbrug_domain::{Date, Language};
use serde::Serialize;

/// Somebody for whom nothing could be booked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SkippedLine {
    /// Name of the person.
    pub name: String,
    /// Why.
    #[serde(flatten)]
    pub reason: SkipReason,
}

/// Why nothing could be booked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum SkipReason {
    /// Hours came as totals over a range and not by day: a week cannot be made of them.
    TotalsOverRange,
    /// A contract does not say its hours per week.
    ContractHoursUnknown {
        /// First day of the contract.
        start: Date,
    },
    /// Nobody chose what a waiting day counts as.
    WaitingDayUndecided {
        /// The day.
        date: Date,
    },
    /// Two groups of the person say different things.
    UnclearSetting {
        /// What is unclear and what to do, in Dutch.
        nl: String,
        /// The same in English.
        en: String,
    },
    /// A stored shift is impossible.
    BadShift {
        /// What is wrong with it.
        text: String,
    },
}

impl SkipReason {
    /// Why, and what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::TotalsOverRange => language
                .pick(
                    "de uren kwamen als totalen over een periode en niet per dag: daar is geen week van te maken",
                    "hours came as totals over a range and not by day: a week cannot be made of them",
                )
                .to_owned(),
            Self::ContractHoursUnknown { start } => language.pick(
                format!(
                    "het contract vanaf {} noemt geen uren per week: vul ze in",
                    dutch_date(*start)
                ),
                format!(
                    "the contract from {} does not say how many hours a week: enter them",
                    dutch_date(*start)
                ),
            ),
            Self::WaitingDayUndecided { date } => language.pick(
                format!(
                    "wachtdag {}: kies waarvoor hij telt, met `profile set waiting-days-as`",
                    dutch_date(*date)
                ),
                format!(
                    "waiting day {}: choose what it counts as, with `profile set waiting-days-as`",
                    dutch_date(*date)
                ),
            ),
            Self::UnclearSetting { nl, en } => language.pick(nl, en).clone(),
            Self::BadShift { text } => {
                language.pick(format!("een dienst kan niet zo zijn gewerkt: {text}"), text.clone())
            }
        }
    }
}

impl From<Ambiguity> for SkipReason {
    fn from(ambiguity: Ambiguity) -> Self {
        Self::UnclearSetting {
            nl: ambiguity.text(Language::Dutch),
            en: ambiguity.text(Language::English),
        }
    }
}

impl From<PlusMinusError> for SkipReason {
    fn from(error: PlusMinusError) -> Self {
        let PlusMinusError::HoursUnknown { start } = error;
        Self::ContractHoursUnknown { start }
    }
}

impl From<RefusedReason> for SkipReason {
    /// Of what taking shifts in their circumstances can refuse.
    fn from(reason: RefusedReason) -> Self {
        match reason {
            RefusedReason::UnclearSetting { nl, en } => Self::UnclearSetting { nl, en },
            other => Self::BadShift { text: other.text() },
        }
    }
}
