//! Changes that belong to a pay period which is closed in Nmbrs.

use super::ledger::Sent;
use super::plan_line::PlanLine;
use super::steps::{Rights, Step, insert, remove, update};
use crate::settings::{Corrections, CouplingSettings};
use loonbrug_domain::PayPeriod;
use loonbrug_domain::difference::OurRow;
use loonbrug_nmbrs::capability::Interface;
use loonbrug_store::PostingState;
use serde::Serialize;

/// Whether the period of a plan is closed, and how its changes go then.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "closing")]
pub enum Closing {
    /// It is open, or nothing is known about it.
    Open,
    /// Changes go to the closed period itself, with retroactive effect.
    Retroactive,
    /// Changes go as a difference to the open period.
    Difference {
        /// The open period.
        into: PayPeriod,
    },
}

impl Closing {
    /// What holds for a period, by what is open and what the employer chose.
    #[must_use]
    pub fn of(settings: &CouplingSettings, open: Option<PayPeriod>, period: PayPeriod) -> Self {
        match (open, settings.corrections) {
            (Some(open), _) if open <= period => Self::Open,
            (Some(_), Corrections::Retroactive) => Self::Retroactive,
            (Some(into), Corrections::Difference) => Self::Difference { into },
            (None, _) => Self::Open,
        }
    }

    /// The period that corrections go to, when it is another one.
    #[must_use]
    pub const fn into_period(self) -> Option<PayPeriod> {
        match self {
            Self::Difference { into } => Some(into),
            Self::Open | Self::Retroactive => None,
        }
    }

    /// Whether calls ask for the mode that writes outside the open period.
    #[must_use]
    pub const fn is_retroactive(self) -> bool {
        matches!(self, Self::Retroactive)
    }
}

/// REST takes 0 to 1000 hours a row (API fact); SOAP takes a negative row.
const fn takes_negative(interface: Interface) -> bool {
    matches!(interface, Interface::Soap)
}

/// Why a change of a closed period has no way to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoWay {
    /// A negative difference, in hundredths of an hour, that the interface does not take and no row of ours can give.
    Negative(i64),
    /// A row in a closed period that was given another code by hand cannot be given ours back.
    Recoded,
}

/// The steps of a line as a difference in the open period: what is entered here stays as it is, rows that stand in the
/// open period change in place, and what our rows elsewhere would gain or lose goes as one row, or onto the row of ours
/// that is a correction of this line already.
pub fn as_difference(
    line: &PlanLine,
    steps: Vec<Step>,
    into: PayPeriod,
    sent: &Sent,
    rights: Rights,
    interface: Interface,
) -> Result<Vec<Step>, NoWay> {
    let (entered, calls): (Vec<Step>, Vec<Step>) = steps
        .into_iter()
        .partition(|step| step.state == PostingState::Confirmed);
    let is_there = |step: &Step| {
        let period = step.row.as_ref().and_then(|row| sent.period_of(&line.key, row));
        period == Some(into)
    };
    let (there, closed): (Vec<Step>, Vec<Step>) = calls.into_iter().partition(is_there);
    let refers = |step: Step| Step {
        into: Some(into),
        corrects: sent.last_posting(&line.key),
        ..step
    };
    if closed.is_empty() {
        return Ok(entered.into_iter().chain(there.into_iter().map(refers)).collect());
    }
    if closed.iter().any(|step| step.action == "update" && step.gain() == 0) {
        return Err(NoWay::Recoded);
    }
    let difference: i64 = closed.iter().chain(&there).map(Step::gain).sum();
    let earlier = after_entries(sent.rows_in(&line.key, into), &entered);
    let earlier = earlier.last().map(|row| Earlier {
        row,
        others: sent.others_in(&line.key, &row.row),
    });
    let call = corrected(difference, earlier, rights, takes_negative(interface)).or_else(|no_way| {
        lowered(difference, &sent.rows_to_lower(&line.key, into), rights)
            .map(Some)
            .ok_or(no_way)
    })?;
    Ok(entered.into_iter().chain(call.map(refers)).collect())
}

/// Our rows as they are once what somebody did by hand is entered.
fn after_entries(rows: Vec<OurRow>, entered: &[Step]) -> Vec<OurRow> {
    let entry = |row: &OurRow| entered.iter().find(|step| step.row.as_ref() == Some(&row.row));
    rows.into_iter()
        .filter(|row| entry(row).is_none_or(|step| step.action != "remove"))
        .map(|row| OurRow {
            quantity: row.quantity + entry(&row).map_or(0, Step::gain),
            ..row
        })
        .collect()
}

/// The row that holds an earlier correction of the line, and what other lines put in it.
#[derive(Clone, Copy)]
struct Earlier<'a> {
    row: &'a OurRow,
    others: i64,
}

fn corrected(
    difference: i64,
    earlier: Option<Earlier<'_>>,
    rights: Rights,
    negative: bool,
) -> Result<Option<Step>, NoWay> {
    match earlier.map(|earlier| (earlier, earlier.row.quantity + difference)) {
        _ if difference == 0 => Ok(None),
        Some((Earlier { row, others: 0 }, 0)) if rights.remove => Ok(Some(remove(row))),
        Some((Earlier { row, others }, quantity)) if rights.update && (quantity + others >= 0 || negative) => {
            Ok(Some(update(&row.row, quantity, row.quantity)))
        }
        _ if difference > 0 || negative => Ok(Some(insert(difference))),
        _ => Err(NoWay::Negative(difference)),
    }
}

/// Takes a negative difference from a row of ours that holds enough: the largest.
fn lowered(difference: i64, rows: &[OurRow], rights: Rights) -> Option<Step> {
    let largest = rows.iter().max_by_key(|row| row.quantity)?;
    let enough = rights.update && largest.quantity + difference >= 0;
    enough.then(|| update(&largest.row, difference, 0))
}

/// The same steps for a period that is written with retroactive effect, where removing is refused: a row that should go
/// holds nothing instead.
pub fn retroactive(steps: Vec<Step>) -> Vec<Step> {
    let kept = |step: Step| match (step.state, step.action) {
        (PostingState::Approved, "remove") => Step {
            action: "update",
            ..step
        },
        _ => step,
    };
    steps.into_iter().map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use loonbrug_domain::Frequency;
    use loonbrug_nmbrs::capability::Interface;
    use proptest::prelude::*;

    const ALL: Rights = Rights {
        update: true,
        remove: true,
    };

    fn row(quantity: i64) -> OurRow {
        OurRow {
            row: "9".into(),
            quantity,
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "reads as what it is given for")]
    const fn alone(row: &OurRow) -> Option<Earlier<'_>> {
        Some(Earlier { row, others: 0 })
    }

    fn told(step: Result<Option<Step>, NoWay>) -> String {
        match step {
            Ok(Some(step)) => format!("{} {} → {}", step.action, step.before, step.quantity),
            Ok(None) => "nothing".into(),
            Err(NoWay::Negative(difference)) => format!("no way {difference}"),
            Err(NoWay::Recoded) => "recoded".into(),
        }
    }

    #[test]
    fn a_first_correction_is_a_row_of_its_own() {
        assert_eq!(told(corrected(100, None, ALL, false)), "insert 0 → 100");
        assert_eq!(told(corrected(-100, None, ALL, true)), "insert 0 → -100");
        assert_eq!(told(corrected(-100, None, ALL, false)), "no way -100");
        assert_eq!(told(corrected(0, alone(&row(100)), ALL, false)), "nothing");
    }

    #[test]
    fn two_corrections_of_one_line_add_up_in_one_row() {
        assert_eq!(told(corrected(50, alone(&row(100)), ALL, false)), "update 100 → 150");
        assert_eq!(told(corrected(-50, alone(&row(100)), ALL, false)), "update 100 → 50");
        assert_eq!(told(corrected(-150, alone(&row(100)), ALL, true)), "update 100 → -50");
        assert_eq!(told(corrected(-150, alone(&row(100)), ALL, false)), "no way -150");
    }

    #[test]
    fn what_cannot_be_negative_is_taken_from_a_row_that_holds_enough() {
        let told = |rows: &[OurRow], rights| {
            let step = lowered(-300, rows, rights)?;
            Some((step.row.clone()?, step.gain()))
        };
        assert_eq!(told(&[row(1000)], ALL), Some(("9".into(), -300)));
        assert_eq!(told(&[row(300)], ALL), Some(("9".into(), -300)));
        assert_eq!(told(&[row(299)], ALL), None);
        assert_eq!(told(&[], ALL), None);
        let shared = Earlier {
            row: &row(-300),
            others: 1000,
        };
        let step = corrected(300, Some(shared), ALL, false).unwrap().unwrap();
        assert_eq!(
            (step.action, step.gain()),
            ("update", 300),
            "the row of another line is not removed"
        );
    }

    #[test]
    fn a_correction_that_is_taken_back_leaves_no_row() {
        assert_eq!(told(corrected(-100, alone(&row(100)), ALL, false)), "remove 100 → 0");
        let without = Rights {
            update: false,
            remove: false,
        };
        assert_eq!(told(corrected(50, alone(&row(100)), without, false)), "insert 0 → 50");
    }

    /// A row that somebody changed by hand, and is brought back, starts from what it holds.
    #[test]
    fn what_a_hand_did_is_entered_first() {
        let entered = Step {
            state: PostingState::Confirmed,
            ..update("9", 1050, 875)
        };
        assert_eq!(after_entries(vec![row(875)], &[entered]), [row(1050)]);
        let gone = Step {
            state: PostingState::Confirmed,
            ..remove(&row(875))
        };
        assert_eq!(after_entries(vec![row(875)], &[gone]), []);
        assert_eq!(after_entries(vec![row(875)], &[]), [row(875)]);
    }

    proptest! {
        /// Whatever the corrections and in whatever order they come: the rows together hold what is wanted.
        #[test]
        fn corrections_sum_to_what_is_wanted(wanted in prop::collection::vec(0i64..4000, 1..8)) {
            let (closed, mut open) = (1500, None::<i64>);
            for to in wanted {
                let from = closed + open.unwrap_or(0);
                let earlier = open.map(row);
                let earlier = earlier.as_ref().and_then(alone);
                let step = corrected(to - from, earlier, ALL, true).unwrap();
                open = match step {
                    None => open,
                    Some(step) if step.action == "remove" => None,
                    Some(step) => Some(step.quantity),
                };
                prop_assert_eq!(closed + open.unwrap_or(0), to);
            }
        }
    }

    #[test]
    fn only_a_period_before_the_open_one_is_closed() {
        let month = |number| PayPeriod::new(Frequency::Monthly, 2023, number).unwrap();
        let addresses = crate::settings::Addresses::nmbrs().unwrap();
        let mut settings = CouplingSettings::draft(Interface::Soap, addresses);
        let closing = |settings: &CouplingSettings, open, period| Closing::of(settings, open, period);
        assert_eq!(closing(&settings, Some(month(5)), month(5)), Closing::Open);
        assert_eq!(closing(&settings, Some(month(5)), month(6)), Closing::Open);
        assert_eq!(closing(&settings, None, month(4)), Closing::Open);
        assert_eq!(
            closing(&settings, Some(month(5)), month(4)),
            Closing::Difference { into: month(5) }
        );
        settings.corrections = Corrections::Retroactive;
        assert_eq!(closing(&settings, Some(month(5)), month(4)), Closing::Retroactive);
    }
}
