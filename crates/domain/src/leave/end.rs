//! What is left when somebody leaves.

use super::Holdings;
use crate::calendar::Date;
use crate::ledger::{LedgerEntry, balance_on};
use crate::quantity::HundredthHours;
use serde::Serialize;

/// The statement of leave that is left at the end of an employment, which the employer must give and pay out (BW
/// 7:641), with the plus/minus hours beside it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EndOfEmployment {
    /// The last day in service.
    pub last_day: Date,
    /// Leave by year and kind; `overdrawn` is what was taken too much.
    pub holdings: Holdings,
    /// All leave together, to be paid out; below zero to be settled.
    pub leave: HundredthHours,
    /// The balance of plus/minus hours.
    pub plus_minus: HundredthHours,
    /// Over how many weeks somebody still has leave, in thousandths; `None` without contract hours.
    pub weeks_thousandths: Option<i64>,
}

impl EndOfEmployment {
    /// The statement from the entries of both ledgers, with the contract hours per week in thousandths.
    #[must_use]
    pub fn new(
        leave: &[LedgerEntry],
        plus_minus: &[LedgerEntry],
        weekly_hours_thousandths: i64,
        last_day: Date,
    ) -> Self {
        let holdings = Holdings::on(leave, last_day);
        let total = holdings.total();
        Self {
            last_day,
            leave: total,
            plus_minus: balance_on(plus_minus, last_day),
            weeks_thousandths: (total.0 * 10_000).checked_div(weekly_hours_thousandths),
            holdings,
        }
    }
}
