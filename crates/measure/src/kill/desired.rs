//! What Nmbrs should hold in the end: made up here, and known without asking the program that is tested.

use crate::stage::{APRIL, CODES};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Percentages of the lines, in the order of [`CODES`], with how a file names each kind.
const KINDS: [(&str, u32); 3] = [("uren", 100), ("factor", 150), ("factor", 200)];

/// The hours of everybody, which change from file to file.
#[derive(Debug)]
pub struct Desired {
    people: Vec<Hours>,
    lines: usize,
    dice: StdRng,
}

/// The hours of one person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Hours {
    number: i64,
    days: u32,
    /// Quarters of an hour per kind; 0: there is no line.
    quarters: [u32; 3],
}

impl Desired {
    /// Every line of these people, by their number; `lines` of the three kinds.
    #[must_use]
    pub fn new(numbers: &[i64], lines: u32, seed: u64) -> Self {
        let mut dice = StdRng::seed_from_u64(seed);
        let lines = usize::try_from(lines).unwrap_or(KINDS.len()).clamp(1, KINDS.len());
        let mut hours = |number: &i64| Hours {
            number: *number,
            days: dice.random_range(4..=12),
            quarters: std::array::from_fn(|kind| if kind < lines { quarters(kind, &mut dice) } else { 0 }),
        };
        Self {
            people: numbers.iter().map(&mut hours).collect(),
            lines,
            dice,
        }
    }

    /// Changes the hours of about half the people, of at least one: a line gets other hours, or goes, or comes again.
    pub fn change(&mut self) {
        let Self { people, lines, dice } = self;
        let certain = dice.random_range(0..people.len().max(1));
        for (place, person) in people.iter_mut().enumerate() {
            if place == certain || dice.random() {
                person.change(dice.random_range(0..*lines), dice);
            }
        }
    }

    /// As a file; all of it, so that it can replace the one before.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut text = "personeelsnummer;periode_van;periode_tot;soort;factor;aantal;dagen\r\n".to_owned();
        let (from, to) = (APRIL.from.strftime("%d-%m-%Y"), APRIL.to.strftime("%d-%m-%Y"));
        for Hours { number, days, quarters } in &self.people {
            for ((kind, factor), quarters) in KINDS.iter().zip(quarters).filter(|(_, quarters)| **quarters > 0) {
                let hours = decimal(*quarters).replace('.', ",");
                // Writing to a text cannot fail.
                let _ = write!(text, "{number};{from};{to};{kind};{factor};{hours};{days}\r\n");
            }
        }
        text
    }

    /// The rows of hours that Nmbrs should hold: by number and code the hours, as the sandbox writes them.
    #[must_use]
    pub fn rows(&self) -> BTreeMap<(i64, i64), String> {
        let of_person = |person: &Hours| {
            let number = person.number;
            let rows = CODES.into_iter().zip(person.quarters);
            rows.filter(|(_, quarters)| *quarters > 0)
                .map(move |((_, code), quarters)| ((number, code), decimal(quarters)))
        };
        self.people.iter().flat_map(of_person).collect()
    }

    /// The days that Nmbrs should hold, by number.
    #[must_use]
    pub fn days(&self) -> BTreeMap<i64, i64> {
        let days = |person: &Hours| (person.number, i64::from(person.days));
        self.people.iter().map(days).collect()
    }
}

impl Hours {
    /// The first line only changes, so that the days always belong to something.
    fn change(&mut self, kind: usize, dice: &mut StdRng) {
        let Some(held) = self.quarters.get_mut(kind) else {
            return;
        };
        let goes = kind > 0 && *held > 0 && dice.random();
        let fresh = quarters(kind, dice);
        // Never the same again: then nothing would have changed.
        let other = if fresh == *held { fresh + 1 } else { fresh };
        *held = if goes { 0 } else { other };
        if dice.random_range(0..4) == 0 {
            self.days = dice.random_range(4..=12);
        }
    }
}

/// 20 to 50 hours worked; surcharge on a part of them.
fn quarters(kind: usize, dice: &mut StdRng) -> u32 {
    if kind == 0 {
        dice.random_range(80..200)
    } else {
        dice.random_range(4..40)
    }
}

/// `20.25`
fn decimal(quarters: u32) -> String {
    format!("{}.{:02}", quarters / 4, quarters % 4 * 25)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_begins_with_every_line() {
        let desired = Desired::new(&[1001, 1002], 3, 7);
        assert_eq!((desired.rows().len(), desired.days().len()), (6, 2));
        assert_eq!(desired.csv().lines().count(), 7);
        assert_eq!(Desired::new(&[1001, 1002], 1, 7).rows().len(), 2);
    }

    #[test]
    fn each_change_changes_something_and_the_worked_hours_stay() {
        let mut desired = Desired::new(&[1001], 3, 7);
        let mut sizes = std::collections::BTreeSet::new();
        for _ in 0..50 {
            let before = desired.rows();
            desired.change();
            assert_ne!(desired.rows(), before);
            assert!(desired.rows().contains_key(&(1001, 2100)));
            sizes.insert(desired.rows().len());
        }
        assert_eq!(sizes.into_iter().collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn the_same_seed_gives_the_same_hours() {
        let twice = [1, 1, 2].map(|seed| Desired::new(&[1001, 1002], 3, seed).rows());
        assert_eq!(twice[0], twice[1]);
        assert_ne!(twice[0], twice[2]);
    }
}
