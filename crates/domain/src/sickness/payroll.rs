//! Sick days as payroll takes them: hours by the percentage that is paid, for salaried and for hourly paid.

use super::days::{Paid, SickDay};
use super::terms::PayBasis;
use crate::calendar::Date;
use crate::processing::WaitingDayProcessing;
use crate::quantity::HundredthHours;
use serde::Serialize;
use std::collections::BTreeMap;

/// A sick day, and what decides how it is paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct DayToPay {
    /// The day.
    pub day: SickDay,
    /// How the person is paid on it.
    pub pay: PayBasis,
    /// What a waiting day counts as.
    pub waiting_day_as: WaitingDayProcessing,
}

/// Sick hours for payroll.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct SickHours {
    /// How the person is paid.
    pub pay: PayBasis,
    /// The percentage of the wage that is paid.
    pub percent: u32,
    /// The hours, rounded once.
    pub hours: HundredthHours,
}

/// A waiting day of which nobody chose what it counts as.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("waiting day {0}: choose what it counts as")]
pub struct Undecided(pub Date);

impl DayToPay {
    /// Whether the hours of the day are among those that payroll gets under a percentage, for people who are paid so.
    #[must_use]
    pub fn counts_under(self, pay: PayBasis, percent: u32) -> bool {
        self.pay == pay && self.percent() == Ok(Some(percent))
    }

    /// The percentage under which payroll gets the hours; `None` where it gets none. Waiting days out of a ledger are
    /// paid in full: a salary goes on by itself, and hours must be sent. What is not paid lowers a salary, and is no
    /// hour to pay. "Geen verwerking" is neither booked nor sent.
    fn percent(self) -> Result<Option<u32>, Undecided> {
        let unpaid = (self.pay == PayBasis::Salaried).then_some(0);
        Ok(match (self.day.paid, self.waiting_day_as) {
            (Paid::Percent(0), _) | (Paid::WaitingDay, WaitingDayProcessing::DeductedFromSalary) => unpaid,
            (Paid::Percent(percent), _) => Some(percent),
            (Paid::WaitingDay, WaitingDayProcessing::Nothing) => None,
            (
                Paid::WaitingDay,
                WaitingDayProcessing::PlusMinusHours
                | WaitingDayProcessing::Leave
                | WaitingDayProcessing::ExtraStatutoryLeave,
            ) => (self.pay == PayBasis::Hourly).then_some(100),
            (Paid::WaitingDay, WaitingDayProcessing::NoChoice) => return Err(Undecided(self.day.date)),
        })
    }
}

/// Sick hours by what is paid, each line rounded once.
///
/// # Errors
/// `Undecided` for a waiting day of which nobody chose what it counts as.
pub fn sick_hours(days: &[DayToPay]) -> Result<Vec<SickHours>, Undecided> {
    let mut exact: BTreeMap<(PayBasis, u32), i64> = BTreeMap::new();
    for day in days {
        if let Some(percent) = day.percent()? {
            *exact.entry((day.pay, percent)).or_default() += day.day.absent();
        }
    }
    let line = |((pay, percent), absent): ((PayBasis, u32), i64)| SickHours {
        pay,
        percent,
        hours: HundredthHours((absent + 50) / 100),
    };
    Ok(exact.into_iter().map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day(number: i8, paid: Paid, pay: PayBasis, waiting_day_as: WaitingDayProcessing) -> DayToPay {
        let day = SickDay {
            date: date(2023, 4, number),
            nominal: HundredthHours(750),
            absent_percent: 100,
            week: 1,
            paid,
        };
        DayToPay {
            day,
            pay,
            waiting_day_as,
        }
    }

    fn told(days: &[DayToPay]) -> Vec<(PayBasis, u32, i64)> {
        let hours = sick_hours(days).unwrap().into_iter();
        hours.map(|line| (line.pay, line.percent, line.hours.0)).collect()
    }

    #[test]
    fn hours_go_by_percentage_and_by_how_somebody_is_paid() {
        let nothing = WaitingDayProcessing::Nothing;
        let days = [
            day(3, Paid::Percent(70), PayBasis::Salaried, nothing),
            day(4, Paid::Percent(70), PayBasis::Salaried, nothing),
            day(5, Paid::Percent(100), PayBasis::Salaried, nothing),
            day(6, Paid::Percent(70), PayBasis::Hourly, nothing),
            day(7, Paid::Percent(0), PayBasis::Salaried, nothing),
            day(8, Paid::Percent(0), PayBasis::Hourly, nothing),
        ];
        let expected = [
            (PayBasis::Salaried, 0, 750),
            (PayBasis::Salaried, 70, 1500),
            (PayBasis::Salaried, 100, 750),
            (PayBasis::Hourly, 70, 750),
        ];
        assert_eq!(told(&days), expected);
    }

    /// For each choice of manual viqz: what a salaried and an hourly paid person get of a waiting day.
    #[test]
    fn a_waiting_day_goes_as_was_chosen() {
        use WaitingDayProcessing::{DeductedFromSalary, ExtraStatutoryLeave, Leave, NoChoice, Nothing, PlusMinusHours};
        let of = |pay, choice| told(&[day(3, Paid::WaitingDay, pay, choice)]);
        for out_of_a_ledger in [PlusMinusHours, Leave, ExtraStatutoryLeave] {
            assert_eq!(of(PayBasis::Salaried, out_of_a_ledger), [], "the salary goes on");
            assert_eq!(of(PayBasis::Hourly, out_of_a_ledger), [(PayBasis::Hourly, 100, 750)]);
        }
        assert_eq!(of(PayBasis::Salaried, Nothing), []);
        assert_eq!(of(PayBasis::Hourly, Nothing), []);
        assert_eq!(
            of(PayBasis::Salaried, DeductedFromSalary),
            [(PayBasis::Salaried, 0, 750)]
        );
        assert_eq!(of(PayBasis::Hourly, DeductedFromSalary), []);
        let undecided = sick_hours(&[day(3, Paid::WaitingDay, PayBasis::Hourly, NoChoice)]);
        assert_eq!(undecided, Err(Undecided(date(2023, 4, 3))));
    }
}
