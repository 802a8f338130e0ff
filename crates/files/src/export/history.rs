//! The rows of the history as a file: what each run did, and what Nmbrs held afterwards.

use super::{Cell, Table};
use loonbrug_domain::{Date, Factor, HundredthHours};

/// The history as a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ExportedHistory;

/// What a run did to one line. Quantities are hundredths: of an hour, of a day, of a euro.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryRow {
    /// The day on which the run began.
    pub date: Date,
    /// The time, `09:00:00`.
    pub time: String,
    /// Who started it.
    pub by: String,
    /// What was sent.
    pub flow: String,
    /// Name of the coupling.
    pub coupling: String,
    /// Payroll year and pay period, `2023-4`.
    pub period: String,
    /// Name of the person.
    pub name: String,
    /// What is counted: hours, days or an amount.
    pub unit: &'static str,
    /// Hour code or wage code.
    pub code: Option<i64>,
    /// Factor.
    pub factor: Option<Factor>,
    /// What was done.
    pub action: &'static str,
    /// What the row held before.
    pub before: Option<i64>,
    /// What was sent.
    pub sent: Option<i64>,
    /// What Nmbrs held afterwards.
    pub held: Option<i64>,
    /// What came of it.
    pub outcome: String,
    /// The mark by which the line is explained.
    pub mark: String,
}

impl Table for ExportedHistory {
    type Row = HistoryRow;

    fn title(self) -> &'static str {
        "Geschiedenis"
    }

    fn headers(self) -> &'static [&'static str] {
        &[
            "Datum",
            "Tijd",
            "Door",
            "Soort",
            "Koppeling",
            "Loonperiode",
            "Naam",
            "Eenheid",
            "Code",
            "Factor",
            "Actie",
            "Was",
            "Doorgegeven",
            "Nmbrs houdt",
            "Uitkomst",
            "Kenmerk",
        ]
    }

    fn cells(self, row: HistoryRow) -> Vec<Cell> {
        let quantity = |hundredths: Option<i64>| hundredths.map_or(Cell::Empty, |of| Cell::Hours(HundredthHours(of)));
        vec![
            Cell::Date(row.date),
            Cell::Text(row.time),
            Cell::Text(row.by),
            Cell::Text(row.flow),
            Cell::Text(row.coupling),
            Cell::Text(row.period),
            Cell::Text(row.name),
            Cell::Text(row.unit.to_owned()),
            row.code.map_or(Cell::Empty, Cell::Number),
            row.factor.map_or(Cell::Empty, |factor| Cell::Text(factor.to_string())),
            Cell::Text(row.action.to_owned()),
            quantity(row.before),
            quantity(row.sent),
            quantity(row.held),
            Cell::Text(row.outcome),
            Cell::Text(row.mark),
        ]
    }
}
