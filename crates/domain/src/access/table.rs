//! The one table of roles and rights.

use super::right::Right;
use super::role::Role;
use Extent::{Everyone as A, Groups as G, Nothing as N, Own as O};

/// Over whom a right reaches. What is of the organisation as a whole, such as its settings, is only for whom a right
/// reaches everyone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Extent {
    /// Nobody: the right is not given.
    Nothing,
    /// The user's own person.
    Own,
    /// People of the user's groups.
    Groups,
    /// Everyone of the organisation, and the organisation itself.
    Everyone,
}

/// A: everyone. G: the own groups. O: the own person. N: nobody.
#[rustfmt::skip]
pub(super) const TABLE: &[(Right, [Extent; 6])] = &[
    //                        owner payroll planner bookkeeper employee auditor
    (Right::SeePeople,       [A,    A,      G,      N,         O,       A]),
    (Right::ChangePeople,    [A,    A,      N,      N,         N,       N]),
    (Right::SeeSalaries,     [A,    A,      N,      N,         N,       A]),
    (Right::SeeBsn,          [A,    A,      N,      N,         N,       N]),
    (Right::SeeHours,        [A,    A,      G,      N,         O,       A]),
    (Right::ChangeHours,     [A,    A,      G,      N,         N,       N]),
    (Right::ApproveHours,    [A,    A,      G,      N,         N,       N]),
    (Right::Clock,           [O,    O,      O,      O,         O,       O]),
    (Right::SeePlanning,     [A,    A,      G,      N,         O,       A]),
    (Right::PlanShifts,      [A,    A,      G,      N,         N,       N]),
    (Right::SeeLedgers,      [A,    A,      G,      N,         O,       A]),
    (Right::ChangeLedgers,   [A,    A,      N,      N,         N,       N]),
    (Right::RequestLeave,    [A,    A,      G,      O,         O,       O]),
    (Right::ApproveLeave,    [A,    A,      G,      N,         N,       N]),
    (Right::SeeSickness,     [A,    A,      G,      N,         O,       N]),
    (Right::ChangeSickness,  [A,    A,      G,      N,         N,       N]),
    (Right::SeePlans,        [A,    A,      N,      A,         N,       A]),
    (Right::DecideLines,     [A,    A,      N,      N,         N,       N]),
    (Right::SendLines,       [A,    A,      N,      N,         N,       N]),
    (Right::SettleDoubts,    [A,    A,      N,      N,         N,       N]),
    (Right::SeeHistory,      [A,    A,      N,      A,         N,       A]),
    (Right::Export,          [A,    A,      N,      A,         N,       A]),
    (Right::ChangeCouplings, [A,    N,      N,      N,         N,       N]),
    (Right::ChangeSettings,  [A,    A,      N,      N,         N,       N]),
    (Right::ChangeUsers,     [A,    N,      N,      N,         N,       N]),
    (Right::ChangeTokens,    [A,    N,      N,      N,         N,       N]),
    (Right::ChangeWebhooks,  [A,    N,      N,      N,         N,       N]),
    (Right::SeeAudit,        [A,    N,      N,      N,         N,       A]),
];

/// How far a right of a role reaches: what the table gives the role. What it gives an employee, everyone has of the own
/// person.
#[must_use]
pub fn extent(role: Role, right: Right) -> Extent {
    let given = TABLE.iter().find(|(known, _)| *known == right).map(|(_, given)| given);
    let of = |role: Role| given.and_then(|row| row.get(role as usize)).copied();
    of(role).max(of(Role::Employee)).unwrap_or(Extent::Nothing)
}
