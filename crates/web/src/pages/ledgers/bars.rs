//! Worked hours beside contract hours, as bars under a line that steps.

use loonbrug_domain::HundredthHours;
use loonbrug_hub::ledgers::HoursAgainstContract;
use std::fmt::Write as _;

/// Width of the drawing, in its own units.
const WIDTH: i64 = 1000;
/// Height of the drawing.
const HEIGHT: i64 = 120;

/// A drawing of stretches of days, ready to be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bars {
    /// What each stretch has, from the bottom up.
    pub parts: Vec<Bar>,
    /// The contract hours: a path over all stretches; empty where there are none.
    pub contract: String,
    /// The most of any stretch, in hundredths of an hour.
    pub highest: i64,
    /// Width of the drawing.
    pub width: i64,
    /// Height of the drawing.
    pub height: i64,
}

/// One part of a bar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    /// What it stands for, as the stylesheet names it.
    pub class: &'static str,
    /// Place from the left.
    pub x: i64,
    /// Place from the top.
    pub y: i64,
    /// Width.
    pub width: i64,
    /// Height.
    pub height: i64,
}

impl Bars {
    /// Of the hours of each stretch; nothing where nothing was worked.
    pub fn of(stretches: &[HoursAgainstContract]) -> Option<Self> {
        let most = |hours: &HoursAgainstContract| stacked(hours).map(|(_, part)| part.0).iter().sum::<i64>();
        let tops = stretches.iter().map(|hours| most(hours).max(hours.contract.0));
        let highest = tops.max().filter(|highest| *highest > 0)?;
        let slot = WIDTH / i64::try_from(stretches.len()).ok()?;
        let scaled = |hours: i64| hours * HEIGHT / highest;
        let (mut parts, mut contract) = (Vec::new(), String::new());
        for (hours, x) in stretches.iter().zip((0..).step_by(usize::try_from(slot).ok()?)) {
            let mut below = 0;
            for (class, part) in stacked(hours).into_iter().filter(|(_, part)| part.0 > 0) {
                let (y, bottom) = (HEIGHT - scaled(below + part.0), HEIGHT - scaled(below));
                parts.push(Bar {
                    class,
                    x: x + slot / 8,
                    y,
                    width: slot * 3 / 4,
                    height: bottom - y,
                });
                below += part.0;
            }
            let begin = if contract.is_empty() { 'M' } else { 'L' };
            let y = HEIGHT - scaled(hours.contract.0);
            // Writing to a text cannot fail.
            let _ = write!(contract, "{begin}{x} {y}H{}", x + slot);
        }
        if stretches.iter().all(|hours| hours.contract == HundredthHours::ZERO) {
            contract.clear();
        }
        Some(Self {
            parts,
            contract,
            highest,
            width: WIDTH,
            height: HEIGHT,
        })
    }
}

/// From the bottom up, each in the colour of its state.
const fn stacked(hours: &HoursAgainstContract) -> [(&'static str, HundredthHours); 3] {
    [
        ("worked", hours.worked),
        ("absent", hours.absence),
        ("free", hours.without_contract),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(worked: i64, absence: i64, contract: i64) -> HoursAgainstContract {
        HoursAgainstContract {
            worked: HundredthHours(worked),
            absence: HundredthHours(absence),
            contract: HundredthHours(contract),
            without_contract: HundredthHours::ZERO,
        }
    }

    #[test]
    fn leave_stands_on_what_was_worked_and_the_contract_steps_over_both() {
        let bars = Bars::of(&[hours(3_000, 0, 2_400), hours(1_200, 1_200, 2_400)]).unwrap();
        let drawn: Vec<_> = bars
            .parts
            .iter()
            .map(|bar| (bar.class, bar.x, bar.y, bar.height))
            .collect();
        let expected = [("worked", 62, 0, 120), ("worked", 562, 72, 48), ("absent", 562, 24, 48)];
        assert_eq!(drawn, expected);
        assert_eq!((bars.contract.as_str(), bars.highest), ("M0 24H500L500 24H1000", 3_000));
    }

    #[test]
    fn nothing_worked_draws_nothing_and_no_contract_no_line() {
        assert_eq!(Bars::of(&[hours(0, 0, 0)]), None);
        assert_eq!(Bars::of(&[]), None);
        assert_eq!(Bars::of(&[hours(800, 0, 0)]).unwrap().contract, "");
    }
}
