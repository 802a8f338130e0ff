//! The rows of an export, and the cells that they become.

use super::{Cell, Table};
use loonbrug_domain::{Date, HundredthHours};

/// Which ledger goes into the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExportedLedger {
    /// Leave changes (verlofmutaties).
    Leave,
    /// +/- hours.
    PlusMinus,
}

/// One change of a ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExportRow {
    /// Number at the employer.
    pub person_number: Option<i64>,
    /// Whose ledger it is.
    pub name: String,
    /// The day from which it counts.
    pub date: Date,
    /// Aangevraagd op; leave only.
    pub requested_on: Option<Date>,
    /// First day off; leave only.
    pub from: Option<Date>,
    /// Last day off; leave only.
    pub to: Option<Date>,
    /// What it is.
    pub description: String,
    /// Type of leave; leave only.
    pub leave_type: String,
    /// Credited above zero, debited below.
    pub hours: HundredthHours,
    /// The balance after it.
    pub balance: HundredthHours,
    /// Conto werkgever: on the employer's account; leave only.
    pub on_employer: bool,
}

impl Table for ExportedLedger {
    type Row = ExportRow;

    fn title(self) -> &'static str {
        match self {
            Self::Leave => "Verlofmutaties",
            Self::PlusMinus => "Plusmin-uren",
        }
    }

    fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Leave => &[
                "Personeelsnummer",
                "Naam",
                "Datum",
                "Aangevraagd op",
                "Van",
                "Tot en met",
                "Omschrijving",
                "Type",
                "Aantal uren",
                "Saldo",
                "Conto werkgever",
            ],
            Self::PlusMinus => &[
                "Personeelsnummer",
                "Naam",
                "Datum",
                "Omschrijving",
                "Aantal uren",
                "Saldo",
            ],
        }
    }

    fn cells(self, row: ExportRow) -> Vec<Cell> {
        let date = |date: Option<Date>| date.map_or(Cell::Empty, Cell::Date);
        let number = row.person_number.map_or(Cell::Empty, Cell::Number);
        let first = [number, Cell::Text(row.name), Cell::Date(row.date)];
        let hours = [Cell::Hours(row.hours), Cell::Hours(row.balance)];
        let description = Cell::Text(row.description);
        match self {
            Self::PlusMinus => first.into_iter().chain([description]).chain(hours).collect(),
            Self::Leave => {
                let on_employer = if row.on_employer { "ja" } else { "" };
                let days = [date(row.requested_on), date(row.from), date(row.to)];
                let words = [description, Cell::Text(row.leave_type)];
                let last = [Cell::Text(on_employer.to_owned())];
                first
                    .into_iter()
                    .chain(days)
                    .chain(words)
                    .chain(hours)
                    .chain(last)
                    .collect()
            }
        }
    }
}
