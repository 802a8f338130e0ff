//! Hour components and wage components: rows of a code and a quantity. The two behave alike, so there is one type.

use serde::{Deserialize, Serialize};

use super::caller::Written;
use super::period::Period;
use super::quantity::Quantity;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ComponentKind {
    /// Hour components: hour code and hours.
    Hours,
    /// Wage components (looncomponenten): wage code and value.
    Wages,
}

/// When a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// In this period only.
    Variable(Period),
    /// In every period from the first on.
    Fixed {
        /// First period.
        from: Period,
        /// Last period; `None` until it is stopped.
        until: Option<Period>,
    },
}

impl Span {
    /// The period, or the first one.
    pub const fn start(self) -> Period {
        match self {
            Self::Variable(period) | Self::Fixed { from: period, .. } => period,
        }
    }

    /// The last period of a fixed row, when it has one.
    pub const fn until(self) -> Option<Period> {
        match self {
            Self::Variable(_) => None,
            Self::Fixed { until, .. } => until,
        }
    }

    /// Whether the row recurs.
    pub const fn is_fixed(self) -> bool {
        matches!(self, Self::Fixed { .. })
    }

    /// Whether the row counts in a period.
    pub fn covers(self, period: Period) -> bool {
        match self {
            Self::Variable(own) => own == period,
            Self::Fixed { from, until } => from <= period && until.is_none_or(|last| period <= last),
        }
    }
}

/// What a writer gives for a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewComponent {
    /// Hour code or wage code.
    pub code: i32,
    /// Hours or value.
    pub quantity: Quantity,
    /// Number id of the company's cost centre.
    pub cost_center: Option<i32>,
    /// Number id of the company's cost unit.
    pub cost_unit: Option<i32>,
    /// Free text. SOAP does not give it back.
    pub comment: Option<String>,
}

impl NewComponent {
    /// A row of a code and hundredths, without cost centre and comment.
    pub const fn plain(code: i32, hundredths: i64) -> Self {
        Self {
            code,
            quantity: Quantity::hundredths(hundredths),
            cost_center: None,
            cost_unit: None,
            comment: None,
        }
    }
}

/// A row as it is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Number id.
    pub id: i32,
    /// Number id of the employee.
    pub employee: i32,
    /// When it counts.
    pub span: Span,
    /// What it holds.
    pub content: NewComponent,
    /// Who wrote it first.
    pub written: Written,
    /// Who changed it last.
    pub changed: Option<Written>,
    /// Written outside the current period, with the unprotected mode.
    pub retroactive: bool,
}
