//! Odd figures in the words that a person reads: what it is, and what to look at.

use super::{AbsenceKind, Finding};
use crate::calendar::{Date, dutch_date};
use crate::language::Language;
use crate::ledger::LedgerKind;

impl Finding {
    /// What was found and what to look at; without the person's name.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        language.pick(self.dutch(), self.english())
    }

    fn dutch(&self) -> String {
        match self {
            Self::MoreThanUsual { range, worked, usual } => {
                format!("{worked} uur in {range}, terwijl {usual} gebruikelijk is: klopt dat?")
            }
            Self::LongShift { date, times, length } => {
                format!(
                    "de dienst van {} {times} duurt {length}: is de eindtijd goed?",
                    dutch_date(*date)
                )
            }
            Self::OverlappingShifts {
                date,
                times,
                other_date,
                other_times,
            } => format!(
                "de diensten van {} {times} en {} {other_times} overlappen: haal er een weg, of kort hem in",
                dutch_date(*date),
                dutch_date(*other_date)
            ),
            Self::OutsideContract { dates, worked, .. } => format!(
                "{worked} uur zonder contract op {}: loopt het contract in Nmbrs nog?",
                dutch_dates(dates)
            ),
            Self::TwoContractTypes { changes_on, .. } => format!(
                "het type contract verandert op {}: verwerk de dagen ervoor en erna apart",
                dutch_date(*changes_on)
            ),
            Self::NegativeBalance { ledger, date, balance } => {
                let ledger = match ledger {
                    LedgerKind::Leave => "verlof",
                    LedgerKind::PlusMinus => "+/- uren",
                };
                format!("het saldo {ledger} is {balance} op {}", dutch_date(*date))
            }
            Self::LargeBreak { date, times, pause } => format!(
                "de pauze van {pause} neemt een groot deel van de dienst van {} {times}: klopt die?",
                dutch_date(*date)
            ),
            Self::WorkedWhileAbsent { date, times, absence } => {
                let absence = match absence {
                    AbsenceKind::Leave => "met verlof",
                    AbsenceKind::Sickness => "ziek gemeld",
                };
                format!("gewerkt op {} {times}, maar {absence} op die dag", dutch_date(*date))
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Self::MoreThanUsual { range, worked, usual } => {
                format!("{worked} hours in {range}, where {usual} is usual: is that right?")
            }
            Self::LongShift { date, times, length } => {
                format!(
                    "the shift of {} {times} lasts {length}: is its end right?",
                    dutch_date(*date)
                )
            }
            Self::OverlappingShifts {
                date,
                times,
                other_date,
                other_times,
            } => format!(
                "the shifts of {} {times} and {} {other_times} overlap: remove or shorten one",
                dutch_date(*date),
                dutch_date(*other_date)
            ),
            Self::OutsideContract { dates, worked, .. } => format!(
                "{worked} hours without a contract on {}: does the contract in Nmbrs still run?",
                dutch_dates(dates)
            ),
            Self::TwoContractTypes { changes_on, .. } => format!(
                "the type of contract changes on {}: process the days before and after it apart",
                dutch_date(*changes_on)
            ),
            Self::NegativeBalance { ledger, date, balance } => {
                let ledger = match ledger {
                    LedgerKind::Leave => "leave",
                    LedgerKind::PlusMinus => "+/- hours",
                };
                format!("the balance of {ledger} is {balance} on {}", dutch_date(*date))
            }
            Self::LargeBreak { date, times, pause } => format!(
                "the break of {pause} takes up much of the shift of {} {times}: is it right?",
                dutch_date(*date)
            ),
            Self::WorkedWhileAbsent { date, times, absence } => {
                let absence = match absence {
                    AbsenceKind::Leave => "on leave",
                    AbsenceKind::Sickness => "reported sick",
                };
                format!("worked on {} {times}, but {absence} that day", dutch_date(*date))
            }
        }
    }
}

fn dutch_dates(dates: &[Date]) -> String {
    let dates: Vec<String> = dates.iter().map(|date| dutch_date(*date)).collect();
    dates.join(", ")
}
