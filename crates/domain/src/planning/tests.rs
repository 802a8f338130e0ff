use super::{Filling, Finding, LeftReason, PlannedBy, PlannedShift, RosterError, StandardRoster, Standing};
use super::{attendance, fill, groups_in_year_planning};
use crate::calendar::{Date, DateRange};
use crate::quantity::{Factor, Minutes};
use crate::rules::RuleSet;
use crate::shift::Shift;
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

const HOUR: i64 = 60;

fn shift(day: i8, from: i64, to: i64) -> Shift {
    Shift::new(date(2023, 4, day), from * HOUR, to * HOUR, 0).unwrap()
}

fn planned(day: i8, from: i64, to: i64) -> PlannedShift {
    PlannedShift {
        shift: shift(day, from, to),
        group: Some("Filiaal".to_owned()),
    }
}

fn days(from: i8, to: i8) -> DateRange {
    DateRange::new(date(2023, 4, from), date(2023, 4, to)).unwrap()
}

fn roster(name: &str) -> PlannedBy {
    PlannedBy::Roster { name: name.to_owned() }
}

fn standing(planned: PlannedShift, by: PlannedBy) -> Standing {
    Standing {
        planned,
        by,
        removed: false,
    }
}

/// The standing after a filling.
fn after(before: &[Standing], filling: &Filling, by: &PlannedBy) -> Vec<Standing> {
    let kept = before
        .iter()
        .enumerate()
        .filter(|(place, _)| !filling.take_away.contains(place));
    let placed = filling
        .place
        .iter()
        .map(|planned| standing(planned.clone(), by.clone()));
    kept.map(|(_, one)| one.clone()).chain(placed).collect()
}

fn two_weeks() -> StandardRoster {
    toml::from_str(
        r#"
        name = "Filiaal"
        cycle-weeks = 2
        first-monday = "2023-04-03"
        group = "Filiaal"

        [[slot]]
        employee = 1001
        day = "monday"
        from = "09:00"
        to = "17:00"
        break-minutes = 30

        [[slot]]
        employee = 1001
        week = 2
        day = "friday"
        from = "22:00"
        to = "06:00"
        group = "Op locatie"
        factor = "200 %"
        "#,
    )
    .unwrap()
}

#[test]
fn a_roster_fills_its_weeks_in_turn() {
    let roster = two_weeks();
    assert_eq!(roster.check(), []);
    let wanted = roster.wanted(days(1, 30));
    let told: Vec<_> = wanted
        .iter()
        .map(|(employee, planned)| (*employee, planned.shift.date().day(), planned.group.as_deref().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            (1001, 3, "Filiaal"),
            (1001, 17, "Filiaal"),
            (1001, 14, "Op locatie"),
            (1001, 28, "Op locatie")
        ]
    );
    let night = &wanted[2].1.shift;
    assert_eq!((night.start_minute(), night.end_minute()), (22 * HOUR, 30 * HOUR));
    assert_eq!(night.factor_minutes(), [(Factor::percent(200), Minutes(8 * HOUR))]);
    let before = roster.wanted(DateRange::new(date(2023, 3, 20), date(2023, 3, 26)).unwrap());
    assert_eq!(
        before[0].1.shift.date(),
        date(2023, 3, 20),
        "the cycle runs backwards too"
    );
    let again: StandardRoster = serde_json::from_str(&serde_json::to_string(&roster).unwrap()).unwrap();
    assert_eq!(again, roster);
    let text = toml::to_string(&roster).unwrap();
    assert_eq!(toml::from_str::<StandardRoster>(&text).unwrap(), roster, "{text}");
}

#[test]
fn what_is_wrong_with_a_roster_is_named() {
    let wrong = |change: &dyn Fn(&mut StandardRoster)| {
        let mut roster = two_weeks();
        change(&mut roster);
        let errors: Vec<String> = roster.check().iter().map(ToString::to_string).collect();
        errors.join("; ")
    };
    assert_eq!(
        wrong(&|roster| roster.name.clear()),
        "a roster has no name: give it one"
    );
    assert_eq!(
        wrong(&|roster| roster.cycle_weeks = 0),
        "roster `Filiaal`: a cycle of 0 weeks is not possible: give 1 to 52"
    );
    assert_eq!(
        wrong(&|roster| roster.first_monday = date(2023, 4, 4)),
        "roster `Filiaal`: 04-04-2023 is no Monday"
    );
    assert_eq!(
        wrong(&|roster| {
            roster.slots[0].week = 3;
            roster.slots[1].break_minutes = 480;
        }),
        "roster `Filiaal`, slot 1: week 3 is not in a cycle of 2; \
         roster `Filiaal`, slot 2: the break of 8:00 takes up the whole shift of 8:00"
    );
    assert_eq!(
        wrong(&|roster| roster.slots[1] = super::RosterSlot {
            from_minute: 16 * HOUR,
            ..roster.slots[0].clone()
        }),
        "roster `Filiaal`: slots 1 and 2 of employee 1001 overlap"
    );
    let last_night = |roster: &mut StandardRoster| {
        roster.slots[1].day = crate::rules::Day::Sunday;
        roster.slots[1].to_minute = 21 * HOUR;
        roster.slots[0].from_minute = 20 * HOUR;
    };
    assert!(matches!(
        {
            let mut roster = two_weeks();
            last_night(&mut roster);
            roster.check()
        }[..],
        [RosterError::Overlap { one: 1, other: 2, .. }]
    ));
}

#[test]
fn filling_leaves_alone_what_a_person_did() {
    let by = roster("Filiaal");
    let removed = Standing {
        removed: true,
        ..standing(planned(5, 9, 17), PlannedBy::Hand)
    };
    let before = [
        standing(planned(3, 9, 17), by.clone()),
        standing(planned(4, 10, 12), PlannedBy::Hand),
        removed,
        standing(planned(6, 9, 17), by.clone()),
        standing(planned(7, 12, 20), roster("Op locatie")),
    ];
    let wanted = vec![
        planned(3, 9, 17),
        planned(4, 9, 17),
        planned(5, 9, 17),
        planned(6, 8, 16),
        planned(7, 9, 17),
        planned(8, 9, 17),
    ];
    let filling = fill(&before, wanted, days(3, 9), &by);
    assert_eq!(filling.place, [planned(6, 8, 16), planned(8, 9, 17)]);
    assert_eq!((filling.take_away, filling.unchanged), (vec![3], 1));
    let left: Vec<_> = filling
        .left
        .iter()
        .map(|left| (left.planned.shift.date().day(), left.reason))
        .collect();
    assert_eq!(
        left,
        [
            (4, LeftReason::ChangedByPerson),
            (5, LeftReason::ChangedByPerson),
            (7, LeftReason::Overlaps)
        ]
    );
}

#[test]
fn what_a_roster_no_longer_has_goes_and_a_copied_week_leads_over_rosters() {
    let by = roster("Filiaal");
    let before = [
        standing(planned(3, 9, 17), by.clone()),
        standing(planned(10, 9, 17), by.clone()),
    ];
    let filling = fill(&before, vec![], days(3, 9), &by);
    assert_eq!(
        (filling.take_away, filling.place.len()),
        (vec![0], 0),
        "the other week is not its business"
    );
    let copied = fill(&before, vec![planned(3, 12, 20)], days(3, 9), &PlannedBy::Copy);
    assert_eq!(
        (&copied.take_away, &copied.place),
        (&vec![0], &vec![planned(3, 12, 20)])
    );
    let now = after(&before, &copied, &PlannedBy::Copy);
    let again = fill(&now, vec![planned(3, 9, 17)], days(3, 9), &by);
    assert_eq!((again.place.len(), again.take_away.len(), again.left.len()), (0, 0, 1));
}

proptest! {
    #[test]
    fn filling_twice_changes_nothing_and_the_order_does_not_matter(
        wanted in proptest::collection::vec((3_i8..9, 0_i64..20, 1_i64..10), 0..8),
        there in proptest::collection::vec((3_i8..9, 0_i64..20, 1_i64..10, 0_usize..4, any::<bool>()), 0..5),
    ) {
        let by = roster("Filiaal");
        let origins = [by.clone(), roster("Op locatie"), PlannedBy::Copy, PlannedBy::Hand];
        let mut before: Vec<Standing> = Vec::new();
        for (day, from, hours, origin, removed) in there {
            let one = standing(planned(day, from, from + hours), origins[origin].clone());
            if before.iter().all(|other| !other.planned.shift.overlaps(&one.planned.shift)) {
                before.push(Standing { removed: removed && one.by == PlannedBy::Hand, ..one });
            }
        }
        let mut wanted: Vec<PlannedShift> = wanted.into_iter().map(|(day, from, hours)| planned(day, from, from + hours)).collect();
        let first = fill(&before, wanted.clone(), days(3, 9), &by);
        wanted.reverse();
        prop_assert_eq!(&fill(&before, wanted.clone(), days(3, 9), &by), &first);
        let now = after(&before, &first, &by);
        let again = fill(&now, wanted, days(3, 9), &by);
        prop_assert_eq!((again.place.len(), again.take_away.len()), (0, 0), "{:?}", again);
        for (place, one) in now.iter().enumerate() {
            let others = now[place + 1..].iter().filter(|other| !other.removed && !one.removed);
            prop_assert!(others.into_iter().all(|other| !other.planned.shift.overlaps(&one.planned.shift)));
        }
        let by_hand = |list: &[Standing]| list.iter().filter(|one| one.by == PlannedBy::Hand).cloned().collect::<Vec<_>>();
        prop_assert_eq!(by_hand(&now), by_hand(&before));
    }
}

#[test]
fn surcharges_are_applied_in_the_planning() {
    let sunday = planned(2, 10, 18)
        .with_surcharges(&[RuleSet::retail_non_food()])
        .unwrap();
    assert_eq!(
        sunday.shift.factor_minutes(),
        [(Factor::percent(150), Minutes(8 * HOUR))]
    );
    let plain = sunday.clone().with_surcharges(&[RuleSet::none()]).unwrap();
    assert_eq!(plain.shift.factor_minutes(), [], "applied anew, not on top");
    let chosen = plain.with_factor(Factor::percent(125)).unwrap();
    assert_eq!(
        chosen.shift.factor_minutes(),
        [(Factor::percent(125), Minutes(8 * HOUR))]
    );
    assert!(chosen.with_factor(Factor::WORKED).is_err());
}

#[test]
fn the_preferred_group_disappears_from_the_others() {
    let groups = ["ViQZ HQ", "ViQZ filiaal", "Op locatie"];
    assert_eq!(groups_in_year_planning(&groups, None), groups);
    assert_eq!(groups_in_year_planning(&groups, Some("Op locatie")), ["Op locatie"]);
    assert_eq!(
        groups_in_year_planning(&groups, Some("Managers")),
        groups,
        "of which the person is no member"
    );
}

fn moment(day: i8, hour: i8, minute: i8) -> Timestamp {
    let wall = Date::new(2023, 4, day).unwrap().at(hour, minute, 0, 0);
    TimeZone::get("Europe/Amsterdam").unwrap().to_timestamp(wall).unwrap()
}

#[test]
fn planned_is_held_against_clocked() {
    let minutes = |day, from, to| Shift::new(date(2023, 4, day), from, to, 0).unwrap();
    let plan = [
        shift(3, 9, 17),
        shift(4, 9, 17),
        shift(5, 9, 17),
        shift(6, 9, 17),
        shift(7, 9, 17),
    ];
    let worked = [
        minutes(4, 9 * HOUR + 6, 16 * HOUR + 40),
        minutes(3, 9 * HOUR + 5, 17 * HOUR - 5),
        minutes(6, 8 * HOUR, 12 * HOUR),
        minutes(6, 13 * HOUR, 18 * HOUR),
        shift(8, 9, 12),
    ];
    let lines = attendance(&plan, &worked, 5, moment(7, 9, 5));
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line.planned, line.worked.clone(), line.findings.clone()))
        .collect();
    assert_eq!(
        told,
        [
            (Some(0), vec![1], vec![]),
            (
                Some(1),
                vec![0],
                vec![Finding::Late { minutes: 6 }, Finding::WentEarly { minutes: 20 }]
            ),
            (Some(2), vec![], vec![Finding::Absent]),
            (
                Some(3),
                vec![2, 3],
                vec![
                    Finding::CameEarly { minutes: 60 },
                    Finding::StayedLonger { minutes: 60 }
                ]
            ),
            (None, vec![4], vec![Finding::Unplanned]),
        ],
        "on the 7th it is five past nine: nobody is absent within the tolerance"
    );
    let absent = attendance(&plan[4..], &[], 5, moment(7, 9, 6));
    assert_eq!(absent[0].findings, [Finding::Absent]);
    let still_there = attendance(&plan[4..], &[minutes(7, 9 * HOUR, 10 * HOUR)], 5, moment(7, 10, 0));
    assert_eq!(
        still_there[0].findings,
        [],
        "nobody leaves a shift early that is not over"
    );
}
