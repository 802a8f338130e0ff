//! What if other rules held (doorrekening): the same shifts under another rule set, figure beside figure.

use crate::calendar::DateRange;
use crate::quantity::{Factor, HundredthHours, Minutes};
use crate::rules::{Destination, Outcome, Reckoning, RuleSet, WorkedShift, surcharge_hours};
use serde::Serialize;
use std::collections::BTreeMap;

/// One figure of a person under the rules that hold, and under others.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct FigureChange {
    /// Which figure.
    pub figure: Figure,
    /// Hours under the rules that hold.
    pub now: HundredthHours,
    /// Hours under the other rules.
    pub then: HundredthHours,
}

impl FigureChange {
    /// Hours more under the other rules; fewer is negative.
    #[must_use]
    pub fn difference(&self) -> HundredthHours {
        self.then - self.now
    }
}

/// A figure that rules make.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// Hours that are paid, of 100 % all worked hours.
    Paid(Factor),
    /// Hours that calls pay above what was worked.
    CallTopUp,
    /// Hours of surcharge that go elsewhere.
    Credited(Destination),
}

/// The figures of one person's shifts under the rules that hold and under others; one that is nothing under both is
/// left out. Days, shifts and circumstances are the same.
#[must_use]
pub fn what_if(
    worked: &[WorkedShift<'_>],
    rules: &[RuleSet],
    others: &[RuleSet],
    range: DateRange,
) -> Vec<FigureChange> {
    let [now, then] = [rules, others].map(|rules| figures(&Reckoning::new(rules, range).outcome(worked)));
    let mut all: BTreeMap<Figure, (HundredthHours, HundredthHours)> = BTreeMap::new();
    for (figure, hours) in now {
        all.entry(figure).or_default().0 = hours;
    }
    for (figure, hours) in then {
        all.entry(figure).or_default().1 = hours;
    }
    let change = |(figure, (now, then))| FigureChange { figure, now, then };
    all.into_iter().map(change).collect()
}

fn figures(outcome: &Outcome) -> BTreeMap<Figure, HundredthHours> {
    let paid = outcome.hour_lines().into_iter();
    let mut figures: BTreeMap<Figure, HundredthHours> =
        paid.map(|line| (Figure::Paid(line.factor), line.hours())).collect();
    let top_up: Minutes = outcome.top_ups.iter().map(|top_up| top_up.minutes).sum();
    if top_up > Minutes::ZERO {
        figures.insert(Figure::CallTopUp, top_up.to_hundredth_hours());
    }
    let mut credited: BTreeMap<(Destination, Factor), Minutes> = BTreeMap::new();
    for credit in &outcome.credits {
        *credited.entry((credit.destination, credit.factor)).or_default() += credit.minutes;
    }
    for ((destination, factor), minutes) in credited {
        *figures.entry(Figure::Credited(destination)).or_default() += surcharge_hours(minutes, factor);
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::ContractKind;
    use crate::rules::Circumstances;
    use crate::shift::Shift;
    use jiff::civil::date;

    #[test]
    fn the_same_shifts_under_other_rules() {
        let person = Circumstances {
            contract: Some(ContractKind::ZeroHours),
            ..Circumstances::default()
        };
        let sunday = Shift::new(date(2023, 4, 2), 720, 1020, 0).unwrap();
        let hour = Shift::new(date(2023, 4, 3), 540, 600, 0).unwrap();
        let worked = [&sunday, &hour].map(|shift| WorkedShift {
            shift,
            circumstances: &person,
        });
        let april = DateRange::new(date(2023, 4, 1), date(2023, 4, 30)).unwrap();
        let changes = what_if(&worked, &[RuleSet::retail_non_food()], &[RuleSet::none()], april);
        let shown: Vec<_> = changes
            .iter()
            .map(|change| (change.figure, change.difference().0))
            .collect();
        let expected = [
            (Figure::Paid(Factor::WORKED), 0),
            (Figure::Paid(Factor::percent(150)), -500),
            (Figure::CallTopUp, -200),
        ];
        assert_eq!(shown, expected);
        let same = [RuleSet::retail_non_food()];
        assert!(
            what_if(&worked, &same, &same, april)
                .iter()
                .all(|change| change.difference().0 == 0)
        );
    }
}
