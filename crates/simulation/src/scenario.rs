//! What a seed decides before anything happens: the company, its pay period, its interface.

use crate::dice::Dice;
use loonbrug_domain::period::PeriodError;
use loonbrug_domain::{Frequency, PayPeriod};
use loonbrug_hub::settings::Corrections;
use loonbrug_nmbrs::capability::Interface;

/// Periods with something special in them: a night in which the clock is changed (26-03-2023, 29-10-2023), week 53, a
/// leap day, the turn of the year.
const PERIODS: [(Frequency, i16, u8); 14] = [
    (Frequency::Monthly, 2023, 3),
    (Frequency::Monthly, 2023, 10),
    (Frequency::Monthly, 2024, 2),
    (Frequency::Monthly, 2025, 12),
    (Frequency::FourWeekly, 2023, 3),
    (Frequency::FourWeekly, 2023, 11),
    (Frequency::FourWeekly, 2024, 3),
    (Frequency::FourWeekly, 2026, 13),
    (Frequency::Weekly, 2023, 12),
    (Frequency::Weekly, 2023, 43),
    (Frequency::Weekly, 2024, 9),
    (Frequency::Weekly, 2026, 1),
    (Frequency::Weekly, 2026, 52),
    (Frequency::Weekly, 2026, 53),
];

/// What is decided before anything happens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scenario {
    /// Over which interface the coupling sends.
    pub interface: Interface,
    /// Whether rows go in batches.
    pub batches: bool,
    /// The pay period that is open at first.
    pub period: PayPeriod,
    /// How many people work there.
    pub people: u16,
    /// A run stops after so many outcomes that are not known.
    pub unknown_limit: usize,
    /// Whether each period is sent in two halves.
    pub halves: bool,
    /// How a change of a closed period goes.
    pub corrections: Corrections,
    /// How many things happen.
    pub steps: u64,
}

impl Scenario {
    /// The scenario of a seed.
    pub fn of(seed: u64) -> Result<Self, PeriodError> {
        let mut dice = Dice::of_step(seed, 0);
        let interface = if dice.percent(50) {
            Interface::Rest
        } else {
            Interface::Soap
        };
        let batches = interface == Interface::Soap && dice.percent(40);
        let (frequency, year, number) = *dice.pick(&PERIODS).unwrap_or(&PERIODS[0]);
        let unknown_limit = if dice.percent(25) { 2 } else { 25 };
        Ok(Self {
            interface,
            batches,
            period: PayPeriod::new(frequency, year, number)?,
            people: u16::try_from(dice.number(2..=4)).unwrap_or(2),
            unknown_limit,
            halves: dice.percent(25),
            corrections: if dice.percent(70) {
                Corrections::Difference
            } else {
                Corrections::Retroactive
            },
            steps: dice.count(8..=14),
        })
    }

    /// In words.
    #[must_use]
    pub fn words(&self) -> String {
        format!(
            "{} people, {} ({:?}){}, over {}{}; a run stops after {} unknown outcomes",
            self.people,
            self.period,
            self.period.frequency,
            if self.halves { " in two halves" } else { "" },
            self.interface,
            if self.batches { " in batches" } else { "" },
            self.unknown_limit
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn seeds_reach_every_period_over_both_interfaces() {
        let scenarios: Vec<Scenario> = (0..400).map(|seed| Scenario::of(seed).unwrap()).collect();
        let reached: BTreeSet<(bool, PayPeriod)> = scenarios
            .iter()
            .map(|scenario| (scenario.interface == Interface::Rest, scenario.period))
            .collect();
        assert_eq!(reached.len(), 2 * PERIODS.len());
        assert!(scenarios.iter().any(|scenario| scenario.batches));
    }
}
