//! Chances that follow from a seed.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::ops::RangeInclusive;

/// Spreads neighbouring seeds (the fraction of the golden ratio in 64 bits).
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Dice that fall the same way for the same seed.
#[derive(Debug)]
pub struct Dice(StdRng);

impl Dice {
    /// The dice of one step of a seed. Each step has its own, so that another number of throws in one step leaves the
    /// steps after it as they were.
    #[must_use]
    pub fn of_step(seed: u64, step: u64) -> Self {
        Self(StdRng::seed_from_u64(seed.wrapping_mul(SPREAD) ^ step.rotate_left(32)))
    }

    /// Whether it happens, with so many chances in a hundred.
    pub fn percent(&mut self, chances: u32) -> bool {
        self.0.random_ratio(chances.min(100), 100)
    }

    /// A whole number.
    pub fn number(&mut self, range: RangeInclusive<i64>) -> i64 {
        self.0.random_range(range)
    }

    /// A small count.
    pub fn count(&mut self, range: RangeInclusive<u64>) -> u64 {
        self.0.random_range(range)
    }

    /// Any number, for dice of somebody else.
    pub fn seed(&mut self) -> u64 {
        self.0.random()
    }

    /// One of these, each as likely; `None` of nothing.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        let last = choices.len().checked_sub(1)?;
        choices.get(self.0.random_range(0..=last))
    }

    /// One of these, by its weight; `None` when all weights are nought.
    pub fn weighted<T: Clone>(&mut self, choices: &[(u32, T)]) -> Option<T> {
        let all: u32 = choices.iter().map(|(weight, _)| weight).sum();
        let mut left = self.0.random_range(0..all.max(1));
        for (weight, choice) in choices {
            if left < *weight {
                return Some(choice.clone());
            }
            left -= weight;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_step_of_the_same_seed_falls_the_same() {
        let throws = |seed, step| {
            let mut dice = Dice::of_step(seed, step);
            (0..20).map(|_| dice.number(0..=1000)).collect::<Vec<_>>()
        };
        assert_eq!(throws(7, 3), throws(7, 3));
        assert_ne!(throws(7, 3), throws(7, 4));
        assert_ne!(throws(7, 3), throws(8, 3));
    }

    #[test]
    fn weights_are_kept() {
        let mut dice = Dice::of_step(1, 1);
        let drawn: Vec<u16> = (0..1000)
            .filter_map(|_| dice.weighted(&[(0, 1), (3, 2), (1, 3)]))
            .collect();
        let of = |choice: u16| drawn.iter().filter(|drawn| **drawn == choice).count();
        assert_eq!((drawn.len(), of(1)), (1000, 0));
        assert!((650..850).contains(&of(2)), "{}", of(2));
        assert_eq!(dice.weighted::<u16>(&[]), None);
    }
}
