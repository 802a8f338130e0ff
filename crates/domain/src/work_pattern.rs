//! How many hours somebody would work on a day: by the schedule, else by the contract hours.

use crate::calendar::Date;
use crate::people::{Contract, Schedule};
use crate::plus_minus::{WorkingWeek, contract_on};
use crate::quantity::HundredthHours;
use jiff::civil::Weekday;

/// The nominal hours of one person.
#[derive(Clone, Debug, Default)]
pub struct WorkPattern {
    /// Contracts, dated.
    pub contracts: Vec<Contract>,
    /// Schedules (roosters), dated; where one holds it leads over the contract hours.
    pub schedules: Vec<Schedule>,
}

/// Where the nominal hours of a day come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nominal {
    /// A schedule that began on a day.
    Schedule {
        /// Its first day.
        start: Date,
    },
    /// Contract hours without a schedule.
    Contract {
        /// First day of the contract.
        start: Date,
        /// Hours per week, in thousandths.
        weekly_hours_thousandths: i64,
    },
}

impl WorkPattern {
    /// Where the hours of a day come from; nowhere without a contract.
    #[must_use]
    pub fn nominal_on(&self, date: Date) -> Option<Nominal> {
        let contract = contract_on(&self.contracts, date)?;
        Some(match self.schedule_on(date) {
            Some(schedule) => Nominal::Schedule { start: schedule.start },
            None => Nominal::Contract {
                start: contract.start,
                weekly_hours_thousandths: contract.weekly_hours_thousandths.unwrap_or(0),
            },
        })
    }

    /// The hours of a day; none without a contract. Contract hours without a schedule are spread over Monday to Friday,
    /// so that a week always has exactly the hours of the contract, rounded once.
    #[must_use]
    pub fn hours_on(&self, date: Date) -> HundredthHours {
        let Some(contract) = contract_on(&self.contracts, date) else {
            return HundredthHours::ZERO;
        };
        match self.schedule_on(date) {
            Some(schedule) => scheduled(schedule, date),
            None => spread(contract.weekly_hours_thousandths.unwrap_or(0), date),
        }
    }

    fn schedule_on(&self, date: Date) -> Option<&Schedule> {
        let begun = self.schedules.iter().filter(|schedule| schedule.start <= date);
        let last = begun.max_by_key(|schedule| schedule.start)?;
        (!last.daily_hours_hundredths.is_empty()).then_some(last)
    }
}

/// The hours of the schedule, whose first day is the Monday of the week in which it starts.
fn scheduled(schedule: &Schedule, date: Date) -> HundredthHours {
    let monday = schedule
        .start
        .saturating_sub(jiff::Span::new().days(after_monday(schedule.start)));
    let days = i64::from(date.since(monday).map_or(0, |span| span.get_days()));
    let length = i64::try_from(schedule.daily_hours_hundredths.len()).unwrap_or(7);
    let place = usize::try_from(days.rem_euclid(length)).unwrap_or(0);
    HundredthHours(schedule.daily_hours_hundredths.get(place).copied().unwrap_or(0))
}

fn spread(weekly_thousandths: i64, date: Date) -> HundredthHours {
    if !WorkingWeek::MondayToFriday.contains(date) {
        return HundredthHours::ZERO;
    }
    // What the week has at the end of a day, in hundredths: thousandths ÷ 10 × days ÷ 5.
    let until = |days: i64| (weekly_thousandths * days + 25) / 50;
    let before = after_monday(date);
    HundredthHours(until(before + 1) - until(before))
}

fn after_monday(date: Date) -> i64 {
    i64::from(date.weekday().since(Weekday::Monday))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plus_minus::week_range;
    use jiff::civil::date;

    fn pattern(weekly_hours_thousandths: i64, schedules: Vec<Schedule>) -> WorkPattern {
        let contract = Contract {
            start: date(2023, 1, 1),
            end: None,
            weekly_hours_thousandths: Some(weekly_hours_thousandths),
        };
        WorkPattern {
            contracts: vec![contract],
            schedules,
        }
    }

    fn week(pattern: &WorkPattern, number: u8) -> Vec<i64> {
        let days = week_range(2023, number).unwrap().days();
        days.map(|date| pattern.hours_on(date).0).collect()
    }

    #[test]
    fn contract_hours_are_spread_over_five_days() {
        assert_eq!(week(&pattern(37_500, Vec::new()), 9), [750, 750, 750, 750, 750, 0, 0]);
        let three_decimals = week(&pattern(22_125, Vec::new()), 9);
        assert_eq!((three_decimals.iter().sum::<i64>(), three_decimals[0]), (2213, 443));
    }

    #[test]
    fn a_schedule_leads_over_the_contract() {
        let start = date(2023, 3, 1);
        let one = [800, 0, 800, 0, 400, 0, 0];
        let two_weeks = [one, [0, 800, 0, 800, 0, 0, 400]].concat();
        let schedule = |daily_hours_hundredths| {
            vec![Schedule {
                start,
                daily_hours_hundredths,
            }]
        };
        let pattern = pattern(20_000, schedule(two_weeks));
        assert_eq!(week(&pattern, 8), [400, 400, 400, 400, 400, 0, 0], "before it begins");
        assert_eq!(week(&pattern, 10), [0, 800, 0, 800, 0, 0, 400]);
        assert_eq!(week(&pattern, 11), one);
        let before = Nominal::Contract {
            start: date(2023, 1, 1),
            weekly_hours_thousandths: 20_000,
        };
        assert_eq!(pattern.nominal_on(date(2023, 2, 20)), Some(before));
        assert_eq!(pattern.nominal_on(start), Some(Nominal::Schedule { start }));
    }

    #[test]
    fn without_a_contract_there_are_no_hours() {
        assert_eq!(WorkPattern::default().hours_on(date(2023, 3, 1)), HundredthHours::ZERO);
    }
}
