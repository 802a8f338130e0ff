//! The flows that bring lines into Nmbrs. They differ in what they ask for; planning, sending and proving are the same.

use crate::sender::Kinds;
use loonbrug_domain::odd::Finding;
use loonbrug_domain::profile::ContractKind;
use loonbrug_domain::{DateRange, Language};
use serde::{Deserialize, Serialize};

/// A flow of lines into Nmbrs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// Hours and days of people on a zero-hours contract (V8).
    #[default]
    Hours,
    /// Hours above the contract hours (+ uren, meeruren) of people with contract hours (V9).
    PlusHours,
    /// Surcharges (toeslagen) of people with contract hours that are to be paid.
    Surcharges,
    /// Sick hours by the percentage that is paid (ziekte-uren).
    SickHours,
    /// Time for time (tijd voor tijd) that was not taken in its term.
    TimeForTime,
    /// Days with a meal allowance (maaltijdvergoeding) (V11).
    MealAllowances,
    /// Travel allowances per day worked (reiskostenvergoeding per dag).
    TravelAllowances,
    /// What was approved to be paid out per person (uitbetalingen) (V10).
    Payouts,
}

impl Flow {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Hours,
        Self::PlusHours,
        Self::Surcharges,
        Self::SickHours,
        Self::TimeForTime,
        Self::MealAllowances,
        Self::TravelAllowances,
        Self::Payouts,
    ];

    /// The word that is stored with a run.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::PlusHours => "plus-hours",
            Self::Surcharges => "surcharges",
            Self::SickHours => "sick-hours",
            Self::TimeForTime => "time-for-time",
            Self::MealAllowances => "meal-allowances",
            Self::TravelAllowances => "travel-allowances",
            Self::Payouts => "payouts",
        }
    }

    /// Reads what [`Flow::as_str`] gives; nothing for a run that sends no lines.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flow| flow.as_str() == word)
    }

    /// The text that goes along with each line, as the manual has it.
    #[must_use]
    pub fn description(self, range: DateRange) -> String {
        let what = match self {
            Self::Hours => "Uren",
            Self::PlusHours => "Meeruren",
            Self::Surcharges => "Toeslagen",
            Self::SickHours => "Ziekte-uren",
            Self::TimeForTime => "Tijd voor tijd",
            Self::MealAllowances => "Maaltijdvergoedingen",
            Self::TravelAllowances => "Reiskostenvergoedingen",
            Self::Payouts => "Uitbetaling",
        };
        format!("{what} {range}")
    }

    /// What the page of the flow is called.
    #[must_use]
    pub fn title(self, language: Language) -> &'static str {
        match self {
            Self::Hours | Self::PlusHours => language.pick("Uren doorgeven aan Nmbrs", "Hours to Nmbrs"),
            Self::Surcharges => language.pick("Toeslagen doorgeven aan Nmbrs", "Surcharges to Nmbrs"),
            Self::SickHours => language.pick("Ziekte-uren doorgeven aan Nmbrs", "Sick hours to Nmbrs"),
            Self::TimeForTime => language.pick(
                "Niet opgenomen tijd voor tijd doorgeven aan Nmbrs",
                "Time for time that was not taken to Nmbrs",
            ),
            Self::MealAllowances => language.pick(
                "Dagen met maaltijdvergoeding doorgeven aan Nmbrs",
                "Days with a meal allowance to Nmbrs",
            ),
            Self::TravelAllowances => language.pick(
                "Dagen met reiskostenvergoeding doorgeven aan Nmbrs",
                "Days with a travel allowance to Nmbrs",
            ),
            Self::Payouts => language.pick("Uitbetalingen doorgeven aan Nmbrs", "Payouts to Nmbrs"),
        }
    }

    /// The kinds of lines that it sends, and so has to read.
    #[must_use]
    pub const fn kinds(self) -> Kinds {
        match self {
            Self::Hours => Kinds::HOURS_AND_DAYS,
            Self::PlusHours | Self::Surcharges | Self::SickHours | Self::TimeForTime | Self::Payouts => Kinds::HOURS,
            Self::MealAllowances | Self::TravelAllowances => Kinds::WAGES,
        }
    }

    /// Whether an odd figure says something about what this flow sends: about shifts, or about a ledger that it pays from.
    #[must_use]
    pub const fn looks_at(self, finding: &Finding) -> bool {
        let is_of_ledger = matches!(finding, Finding::NegativeBalance { .. });
        match self {
            Self::Hours | Self::Surcharges | Self::SickHours | Self::MealAllowances | Self::TravelAllowances => {
                !is_of_ledger
            }
            Self::PlusHours => true,
            Self::Payouts => is_of_ledger,
            // Each credit has hours of its own: no other balance says anything about them.
            Self::TimeForTime => false,
        }
    }

    /// The type of contract whose days it is about; nothing where it is about everybody.
    #[must_use]
    pub const fn contract(self) -> Option<ContractKind> {
        match self {
            Self::Hours => Some(ContractKind::ZeroHours),
            Self::PlusHours | Self::Surcharges => Some(ContractKind::ContractHours),
            Self::SickHours | Self::TimeForTime | Self::MealAllowances | Self::TravelAllowances | Self::Payouts => None,
        }
    }

    /// Whom the flow is about.
    #[must_use]
    pub fn about(self, language: Language) -> &'static str {
        match self {
            Self::Hours => language.pick("0-urencontract", "zero-hours contract"),
            Self::PlusHours | Self::Surcharges => language.pick("vast contract", "contract hours"),
            Self::SickHours | Self::TimeForTime | Self::MealAllowances | Self::TravelAllowances | Self::Payouts => {
                language.pick("iedereen", "everybody")
            }
        }
    }
}
