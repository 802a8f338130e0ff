//! A great many shifts at random: no invariant breaks. A hundred thousand in any run; `LOONBRUG_RANDOM_SHIFTS=1000000`
//! for the night.

use super::worked::{days, under};
use crate::calendar::{Date, DateRange};
use crate::quantity::{Factor, Minutes};
use crate::rules::{Circumstances, Outcome, Reckoning, RuleSet};
use crate::shift::{Shift, TimedBreak};
use jiff::ToSpan;
use jiff::civil::date;

/// Numbers that follow from a seed: equal on every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 >> 1).unwrap() % limit
    }

    /// A shift of five weeks; one in eight with a break that has a time, one in sixteen with factors of its own.
    fn shift(&mut self, first: Date) -> Option<Shift> {
        let date = first.saturating_add(self.below(35).days());
        let (start, length) = (self.below(1440), 1 + self.below(900));
        let shift = Shift::new(date, start, start + length, self.below(60)).ok()?;
        match self.below(16) {
            0 | 1 => {
                let from_minute = start + self.below(length);
                let pause = TimedBreak {
                    from_minute,
                    to_minute: from_minute + 1 + self.below(45),
                };
                shift.with_breaks(vec![pause]).ok()
            }
            2 => {
                let minutes = Minutes(1 + self.below(shift.worked_minutes().0));
                shift.with_factor_minutes(vec![(Factor::percent(133), minutes)]).ok()
            }
            _ => Some(shift),
        }
    }
}

/// Months with both changes of the clock, a leap day, and a week 53.
const FIRST_DAYS: [Date; 6] = [
    date(2026, 3, 2),
    date(2026, 10, 5),
    date(2024, 2, 5),
    date(2026, 12, 7),
    date(2023, 4, 3),
    date(2020, 12, 14),
];

#[test]
fn any_shifts_keep_the_invariants() {
    let wanted = std::env::var("LOONBRUG_RANDOM_SHIFTS")
        .ok()
        .and_then(|text| text.parse().ok());
    let (wanted, mut made): (usize, usize) = (wanted.unwrap_or(100_000), 0);
    let presets = RuleSet::presets();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    while made < wanted {
        let rules = &presets[usize::try_from(dice.below(4)).unwrap()..][..1];
        let first = FIRST_DAYS[usize::try_from(dice.below(6)).unwrap()];
        let count = dice.below(40);
        let mut shifts: Vec<Shift> = (0..count).filter_map(|_| dice.shift(first)).collect();
        made += shifts.len();
        let whole = days(first.saturating_sub(7.days()), first.saturating_add(70.days()));
        let all = reckoned(rules, whole, &shifts);
        let worked: Minutes = shifts.iter().map(Shift::worked_minutes).sum();
        assert_eq!(all.worked, worked);
        assert!(
            all.paid.values().copied().sum::<Minutes>() <= worked,
            "a minute has one surcharge at most"
        );
        assert!(
            all.paid
                .iter()
                .all(|(factor, minutes)| *factor > Factor::WORKED && *minutes > Minutes::ZERO)
        );
        shifts.reverse();
        assert_eq!(reckoned(rules, whole, &shifts), all, "the order does not matter");
        let middle = first.saturating_add(dice.below(35).days());
        let halves = [days(whole.from, middle), days(middle.tomorrow().unwrap(), whole.to)];
        let [one, other] = halves.map(|half| reckoned(rules, half, &shifts));
        assert_eq!(one.worked + other.worked, worked);
        assert_eq!(worth(&one) + worth(&other), worth(&all), "{rules:?} {shifts:?}");
    }
}

fn reckoned(rules: &[RuleSet], range: DateRange, shifts: &[Shift]) -> Outcome {
    let person = Circumstances::default();
    let mut reckoning = Reckoning::new(rules, range);
    let worked = under(&person, shifts);
    let outcome = reckoning.outcome(&worked);
    for (worked, pieces) in reckoning.pieces(&worked) {
        let minutes: Minutes = pieces.iter().map(|piece| piece.minutes).sum();
        assert_eq!(minutes, worked.shift.worked_minutes(), "pieces add up to the shift");
    }
    outcome
}

/// What the surcharges are worth, in minutes times ten-thousandths.
fn worth(outcome: &Outcome) -> i64 {
    outcome
        .paid
        .iter()
        .map(|(factor, minutes)| minutes.0 * (i64::from(factor.0) - 10_000))
        .sum()
}
