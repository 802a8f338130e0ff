//! What surcharges cost (kosten van toeslagen), by the group for which was worked.

use super::{Destination, Reckoning, RuleSet, WorkedShift};
use crate::calendar::DateRange;
use crate::people::{Salary, hourly_wage};
use crate::profile::ContractKind;
use crate::quantity::{Cents, Factor, Minutes};
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// A shift with the group for which it was worked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GroupShift<'a> {
    /// The shift.
    pub worked: WorkedShift<'a>,
    /// Name of the group; `None` where it was for none.
    pub group: Option<&'a str>,
}

/// What surcharges come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SurchargeCost {
    /// Minutes with a surcharge.
    pub minutes: Minutes,
    /// Of which no wage per hour is known: they are not in the amount.
    pub without_wage: Minutes,
    /// What comes on top of the wage of these hours.
    pub amount: Cents,
}

impl AddAssign for SurchargeCost {
    fn add_assign(&mut self, other: Self) {
        self.minutes += other.minutes;
        self.without_wage += other.without_wage;
        self.amount += other.amount;
    }
}

/// Minutes × hundredths of a percent × cents: sixty times ten thousand of them are a cent.
const PARTS_OF_A_CENT: i64 = 60 * 10_000;

/// The surcharges of **one** person, by group and factor; the amount of each rounded once, half up. Of 150 % half the
/// wage of the hour is a surcharge. What is credited as leave or +/- hours counts like what is paid, because it is paid
/// in time; what is neither ("geen verwerking") costs nothing. Each type of contract is judged apart, as in
/// [`outcomes`](crate::standing::outcomes).
#[must_use]
pub fn surcharge_costs(
    shifts: &[GroupShift<'_>],
    salaries: &[Salary],
    rules: &[RuleSet],
    range: DateRange,
) -> BTreeMap<(Option<String>, Factor), SurchargeCost> {
    let mut by_contract: BTreeMap<Option<ContractKind>, Vec<GroupShift<'_>>> = BTreeMap::new();
    for shift in shifts {
        let contract = shift.worked.circumstances.contract;
        by_contract.entry(contract).or_default().push(*shift);
    }
    let (mut reckoning, mut costs) = (Reckoning::new(rules, range), BTreeMap::new());
    for shifts in by_contract.values() {
        add(&mut costs, shifts, salaries, &mut reckoning);
    }
    let rounded = |(key, (cost, parts)): (_, (SurchargeCost, i64))| {
        let amount = Cents((2 * parts + PARTS_OF_A_CENT).div_euclid(2 * PARTS_OF_A_CENT));
        (key, SurchargeCost { amount, ..cost })
    };
    costs.into_iter().map(rounded).collect()
}

/// Costs, and beside each its amount before it is rounded.
type Costs = BTreeMap<(Option<String>, Factor), (SurchargeCost, i64)>;

fn add(costs: &mut Costs, shifts: &[GroupShift<'_>], salaries: &[Salary], reckoning: &mut Reckoning<'_>) {
    let worked: Vec<WorkedShift<'_>> = shifts.iter().map(|shift| shift.worked).collect();
    for (worked, pieces) in reckoning.pieces(&worked) {
        let same = |shift: &&GroupShift<'_>| std::ptr::eq(shift.worked.shift, worked.shift);
        let group = shifts.iter().find(same).and_then(|shift| shift.group);
        let wage = hourly_wage(salaries, worked.shift.date());
        for piece in pieces {
            let counts = piece
                .booked
                .iter()
                .filter(|part| part.destination != Destination::Nothing);
            for part in counts {
                let (cost, parts) = costs.entry((group.map(str::to_owned), part.factor)).or_default();
                cost.minutes += piece.minutes;
                match wage {
                    Some(wage) => *parts += piece.minutes.0 * surcharge(part.factor) * wage.0,
                    None => cost.without_wage += piece.minutes,
                }
            }
        }
    }
}

/// What a factor pays on top of the hour, in hundredths of a percent.
fn surcharge(factor: Factor) -> i64 {
    i64::from(factor.0) - i64::from(Factor::WORKED.0)
}
