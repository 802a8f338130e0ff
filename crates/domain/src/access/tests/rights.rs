use crate::access::table::TABLE;
use crate::access::{Extent, Grant, GrantFault, Reach, Right, Role, extent};
use crate::ids::{OrganisationId, PersonId};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

fn grant(role: Role, groups: &[&str], person: Option<u128>) -> Grant {
    Grant {
        organisation: OrganisationId(Uuid::from_u128(1)),
        role,
        groups: groups.iter().map(|&group| group.to_owned()).collect(),
        person: person.map(|number| PersonId(Uuid::from_u128(number))),
    }
}

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

/// The rights of a role that reach this far, as words.
fn words(role: Role, reaches: Extent) -> String {
    let rights = Right::ALL.iter().filter(|right| extent(role, **right) == reaches);
    rights.map(|right| right.word()).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_right_has_one_row() {
    let rows: Vec<Right> = TABLE.iter().map(|(right, _)| *right).collect();
    assert_eq!(rows, Right::ALL);
}

#[test]
fn an_owner_may_do_everything() {
    let rest: Vec<&Right> = Right::ALL
        .iter()
        .filter(|right| extent(Role::Owner, **right) != Extent::Everyone)
        .collect();
    assert_eq!(rest, [&Right::Clock], "one clocks for oneself");
}

#[test]
fn payroll_keeps_no_couplings_users_or_tokens() {
    insta::assert_snapshot!(
        words(Role::Payroll, Extent::Nothing),
        @"change-couplings change-users change-tokens change-webhooks see-audit"
    );
}

#[test]
fn a_planner_reaches_the_own_groups() {
    insta::assert_snapshot!(
        words(Role::Planner, Extent::Groups),
        @"see-people see-hours change-hours approve-hours see-planning plan-shifts see-ledgers request-leave approve-leave see-sickness change-sickness"
    );
    insta::assert_snapshot!(words(Role::Planner, Extent::Everyone), @"");
}

#[test]
fn a_bookkeeper_sees_what_was_sent() {
    insta::assert_snapshot!(words(Role::Bookkeeper, Extent::Everyone), @"see-plans see-history export");
}

#[test]
fn an_employee_reaches_only_oneself() {
    insta::assert_snapshot!(
        words(Role::Employee, Extent::Own),
        @"see-people see-hours clock see-planning see-ledgers request-leave see-sickness"
    );
    insta::assert_snapshot!(words(Role::Employee, Extent::Groups), @"");
    insta::assert_snapshot!(words(Role::Employee, Extent::Everyone), @"");
}

#[test]
fn an_auditor_changes_nothing_of_others() {
    for right in Right::ALL {
        let reaches = extent(Role::Auditor, *right);
        assert!(right.only_shows() || reaches <= Extent::Own, "{right}");
    }
    insta::assert_snapshot!(
        words(Role::Auditor, Extent::Everyone),
        @"see-people see-salaries see-hours see-planning see-ledgers see-plans see-history export see-audit"
    );
}

#[test]
fn salaries_and_the_bsn_are_for_few() {
    let who = |right| {
        let seen = Role::ALL
            .into_iter()
            .filter(|role| extent(*role, right) > Extent::Nothing);
        seen.map(Role::word).collect::<Vec<_>>()
    };
    assert_eq!(who(Right::SeeSalaries), ["owner", "payroll", "auditor"]);
    assert_eq!(who(Right::SeeBsn), ["owner", "payroll"]);
    assert_eq!(who(Right::SendLines), ["owner", "payroll"]);
}

#[test]
fn whoever_is_a_person_has_what_an_employee_has_of_oneself() {
    let bookkeeper = grant(Role::Bookkeeper, &[], Some(7));
    let reach = bookkeeper.reach(Right::SeeHours).unwrap();
    assert!(reach.covers(person(7), []));
    assert!(!reach.covers(person(8), []));
    assert_eq!(grant(Role::Bookkeeper, &[], None).reach(Right::SeeHours), None);
    let planner = grant(Role::Planner, &["Bar"], Some(7));
    let reach = planner.reach(Right::SeeLedgers).unwrap();
    assert!(reach.covers(person(7), ["Keuken"]) && reach.covers(person(8), ["Bar"]));
    let approving = planner.reach(Right::ApproveHours).unwrap();
    assert!(
        !approving.covers(person(7), ["Keuken"]),
        "nobody approves the own hours by being there"
    );
}

#[test]
fn groups_are_reached_by_their_planner() {
    let reach = grant(Role::Planner, &["Bar"], None).reach(Right::PlanShifts).unwrap();
    assert!(reach.covers_group("Bar") && !reach.covers_group("Keuken"));
    assert!(Reach::Everyone.covers_group("Keuken"));
}

#[test]
fn a_grant_that_makes_no_sense_is_refused() {
    assert_eq!(
        grant(Role::Planner, &[], None).check(),
        Err(GrantFault::PlannerWithoutGroups)
    );
    assert_eq!(
        grant(Role::Payroll, &["Bar"], None).check(),
        Err(GrantFault::GroupsOfAnother)
    );
    assert_eq!(
        grant(Role::Employee, &[], None).check(),
        Err(GrantFault::EmployeeWithoutPerson)
    );
    assert_eq!(grant(Role::Employee, &[], Some(1)).check(), Ok(()));
    assert_eq!(grant(Role::Planner, &["Bar"], Some(1)).check(), Ok(()));
    assert_eq!(grant(Role::Owner, &[], None).check(), Ok(()));
}

#[test]
fn words_come_back() {
    for right in Right::ALL {
        assert_eq!(right.word().parse(), Ok(*right));
    }
    for role in Role::ALL {
        assert_eq!(role.word().parse(), Ok(role));
    }
    assert_eq!("everything".parse::<Right>(), Err(()));
}

fn any_grant() -> impl Strategy<Value = Grant> {
    let groups = proptest::collection::btree_set("[ABC]", 0..3);
    (0..6_usize, groups, proptest::option::of(0..4_u128)).prop_map(|(role, groups, person)| Grant {
        groups,
        ..grant(Role::ALL[role], &[], person)
    })
}

proptest! {
    /// Whatever a grant holds: somebody is reached only as far as the row of the table says.
    #[test]
    fn what_the_table_does_not_give_is_never_given(
        grant in any_grant(),
        right in 0..Right::ALL.len(),
        whom in 0..4_u128,
        groups in proptest::collection::btree_set("[ABC]", 0..3),
    ) {
        let right = Right::ALL[right];
        let (_, row) = TABLE.iter().find(|(known, _)| *known == right).unwrap();
        let (given, to_employees) = (row[grant.role as usize], row[Role::Employee as usize]);
        let is_self = grant.person == Some(person(whom));
        let shares: BTreeSet<_> = grant.groups.intersection(&groups).collect();
        let may = match given {
            Extent::Everyone => true,
            Extent::Groups => !shares.is_empty(),
            Extent::Own => is_self,
            Extent::Nothing => false,
        } || (to_employees == Extent::Own && is_self);
        let reach = grant.reach(right);
        let covered = reach.is_some_and(|reach| reach.covers(person(whom), groups.iter().map(String::as_str)));
        prop_assert_eq!(covered, may);
    }
}
