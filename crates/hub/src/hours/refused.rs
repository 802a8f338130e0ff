//! What cannot be sent, and why.

use super::flow::Flow;
use loonbrug_domain::calendar::dutch_date;
use loonbrug_domain::ids::PersonId;
use loonbrug_domain::profile::Ambiguity;
use loonbrug_domain::{Date, DateRange, Factor, Language};
use serde::Serialize;

/// A line that cannot be sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RefusedLine {
    /// Whose line.
    #[serde(skip)]
    pub whose: PersonId,
    /// Name of the person.
    pub person: String,
    /// Number of the person, where known.
    pub employee_number: Option<i64>,
    /// Factor, where it is about one line of the person.
    pub factor: Option<Factor>,
    /// Hours, where they are known.
    pub hundredths: Option<i64>,
    /// The amount in cents, of a wage component.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cents: Option<i64>,
    /// Why.
    pub reason: RefusedReason,
}

/// Why a line or a person cannot be sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum RefusedReason {
    /// The person is not linked with an employee in Nmbrs.
    NotLinked,
    /// Nmbrs does not know the employee any more.
    UnknownInNmbrs,
    /// The person has no contract in these days.
    NoContract,
    /// Nmbrs does not say whether it is a zero-hours contract, and nobody set it.
    ContractTypeUnknown,
    /// A contract does not say its hours per week, so that hours above them are not known.
    ContractHoursUnknown {
        /// First day of the contract.
        start: Date,
    },
    /// A zero-hours contract and contract hours in one range.
    TwoContractTypes,
    /// The mapping has no code for the factor.
    NoCode,
    /// No code is set for these hours.
    CodeNotSet {
        /// What to set in the coupling's file.
        setting: String,
    },
    /// Surcharges came as totals, and are to be credited: ledgers take hours by day.
    SurchargesNotByDay,
    /// Somebody is sick, and neither schedule nor contract says how many hours a day would have had.
    SickHoursUnknown,
    /// Nobody chose what a waiting day counts as.
    WaitingDayUndecided {
        /// The day.
        date: Date,
    },
    /// The type of contract was changed after another flow had sent hours of these days.
    SentOtherwise {
        /// The flow that sent them, and takes them away when it is applied again.
        flow: Flow,
        /// The days that it sent.
        range: DateRange,
    },
    /// The code is not in the company's hour model.
    CodeNotInModel {
        /// The code.
        code: i64,
    },
    /// Two groups of the person say different things.
    UnclearSetting {
        /// What is unclear and what to do, in Dutch.
        nl: String,
        /// The same in English.
        en: String,
    },
    /// Kilometres on a day for which no rate is known.
    NoTravelRate {
        /// The day.
        date: Date,
    },
    /// No rule set is valid on a day that was worked.
    NoRulesOn {
        /// The day.
        date: Date,
    },
    /// The person is linked in another company of the organisation too: the hours would be sent to both.
    LinkedTwice {
        /// Name of the other coupling.
        coupling: String,
    },
    /// Both shifts and computed hours were brought in for these days: sending both would pay twice.
    ShiftsAndLines,
    /// A line of computed hours covers days outside the range.
    LineCrossesRange {
        /// The days of the line.
        line: DateRange,
    },
    /// A stored shift is impossible.
    BadShift {
        /// The day.
        date: Date,
        /// Why.
        text: String,
    },
    /// Days belong to their own pay period, which is closed: they cannot go as a difference.
    DaysOfClosedPeriod {
        /// What Nmbrs holds of ours.
        from: i64,
        /// What it should be.
        to: i64,
    },
    /// A row of ours in a closed period was given another code by hand, and cannot be given ours back from here.
    RecodedInClosedPeriod,
    /// The difference is negative, the interface takes none, and no row of ours in the open period can be lowered by it.
    NegativeDifference {
        /// The difference, in hundredths of an hour.
        hundredths: i64,
    },
}

impl RefusedReason {
    /// The reason for whoever keeps ledgers, in English.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::UnclearSetting { en, .. } => en.clone(),
            Self::BadShift { date, text } => format!("{}: {text}", dutch_date(*date)),
            other => format!("{other:?}"),
        }
    }

    /// A setting of which two groups say different things.
    #[must_use]
    pub fn unclear(setting: &Ambiguity) -> Self {
        Self::UnclearSetting {
            nl: setting.text(Language::Dutch),
            en: setting.text(Language::English),
        }
    }
}
