//! Sick hours: each case with its days, and what the hours of a day come from.

use super::reckoned::weekly_text;
use super::{Explanation, Fact, Reckoned, reckoned};
use crate::calendar::dutch_date;
use crate::language::Language;
use crate::sickness::{DayToPay, Paid, SicknessCase};
use crate::work_pattern::{Nominal, WorkPattern};

/// What sick hours follow from: each case with its dates, and of its days what is paid and where their hours come from.
/// `days` are those that count.
#[must_use]
pub fn explain_sick_days(days: &[(&SicknessCase, DayToPay)], pattern: &WorkPattern) -> Vec<Explanation> {
    let of_case = |of_case: &[(&SicknessCase, DayToPay)]| {
        let case = of_case.first().map(|(case, _)| explain_case(case));
        let days = of_case.iter().map(|(_, day)| {
            let nominal = pattern
                .nominal_on(day.day.date)
                .map(|nominal| explain_nominal(&nominal));
            reckoned(Reckoned::SickDay(*day)).because(nominal)
        });
        case.map(|case| case.because(days))
    };
    let by_case = days.chunk_by(|(one, _), (other, _)| one.id == other.id);
    by_case.filter_map(of_case).collect()
}

/// A case with its dates: its cause is nobody's business.
#[must_use]
pub fn explain_case(case: &SicknessCase) -> Explanation {
    let first = dutch_date(case.first_day);
    let (dutch, english) = match case.recovered_on.map(dutch_date) {
        Some(on) => (format!(", hersteld op {on}"), format!(", recovered on {on}")),
        None => (String::new(), String::new()),
    };
    Explanation::of(Fact::Said {
        dutch: format!("ziek vanaf {first}{dutch}"),
        english: format!("sick from {first}{english}"),
    })
}

fn explain_nominal(nominal: &Nominal) -> Explanation {
    let (dutch, english) = match nominal {
        Nominal::Schedule { start } => {
            let start = dutch_date(*start);
            (
                format!("volgens het rooster vanaf {start}"),
                format!("by the schedule from {start}"),
            )
        }
        Nominal::Contract {
            start,
            weekly_hours_thousandths,
        } => {
            let (start, weekly) = (dutch_date(*start), weekly_text(*weekly_hours_thousandths));
            (
                format!("contract vanaf {start}: {weekly} uur per week, over maandag t/m vrijdag"),
                format!("contract from {start}: {weekly} hours a week, over Monday to Friday"),
            )
        }
    };
    Explanation::of(Fact::Said { dutch, english })
}

pub(super) fn sick_day_text(to_pay: &DayToPay, language: Language) -> String {
    let day = &to_pay.day;
    let (date, nominal, hours, part) = (dutch_date(day.date), day.nominal, day.hours(), day.absent_percent);
    match day.paid {
        Paid::Percent(percent) => {
            let week = day.week;
            language.pick(
                format!("{date}: {nominal} uur die dag, {part} % ziek: {hours} uur tegen {percent} % (week {week})"),
                format!("{date}: {nominal} hours that day, {part} % sick: {hours} hours at {percent} % (week {week})"),
            )
        }
        Paid::WaitingDay => {
            let choice = to_pay.waiting_day_as.text(language);
            language.pick(
                format!("{date}: {nominal} uur die dag, {part} % ziek: {hours} uur wachtdag, verwerkt als {choice}"),
                format!("{date}: {nominal} hours that day, {part} % sick: {hours} hours of a waiting day, as {choice}"),
            )
        }
    }
}
