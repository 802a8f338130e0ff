//! Days worked: whole numbers per employee and period.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::caller::Written;
use super::component::Span;
use super::period::Period;

/// Variable days count in one period, fixed days recur.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DaysKind {
    /// In one period.
    Variable,
    /// In every period from the first on.
    Fixed,
}

/// What a writer gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// Days worked.
    pub days: i32,
    /// Days for wage components per day, when they differ.
    pub for_wage_components: Option<i32>,
}

/// One setting of the days. A later one of the same period replaces it; the earlier ones stay as history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRow {
    /// Number id.
    pub id: i32,
    /// Number id of the employee.
    pub employee: i32,
    /// When it counts.
    pub span: Span,
    /// The days.
    pub days: Days,
    /// Who wrote it.
    pub written: Written,
    /// Written outside the current period, with the unprotected mode.
    pub retroactive: bool,
}

/// Every setting of days, by employee, in order of entry.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DayRows(BTreeMap<i32, Vec<DayRow>>);

impl DayRows {
    pub(super) fn add(&mut self, row: DayRow) {
        self.0.entry(row.employee).or_default().push(row);
    }

    /// The rows of an employee, to change.
    pub(super) fn of_mut(&mut self, employee: i32) -> &mut Vec<DayRow> {
        self.0.entry(employee).or_default()
    }

    /// Every setting of an employee, in order of entry.
    pub fn of(&self, employee: i32) -> &[DayRow] {
        self.0.get(&employee).map_or(&[], Vec::as_slice)
    }

    /// The settings of an employee that count in a period, oldest first: the last one is in force.
    pub fn history(&self, employee: i32, kind: DaysKind, period: Period) -> impl Iterator<Item = &DayRow> {
        let fixed = kind == DaysKind::Fixed;
        self.of(employee)
            .iter()
            .filter(move |row| row.span.is_fixed() == fixed && row.span.covers(period))
    }

    /// The setting in force for an employee and period.
    pub fn current(&self, employee: i32, kind: DaysKind, period: Period) -> Option<&DayRow> {
        self.history(employee, kind, period).last()
    }

    /// Every row, by employee and in order of entry.
    pub fn all(&self) -> impl Iterator<Item = &DayRow> {
        self.0.values().flatten()
    }
}
