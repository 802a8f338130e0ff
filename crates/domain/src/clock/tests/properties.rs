use super::{at, key, planned, policy};
use crate::clock::{BadgeNumber, ClockEvent, ClockPolicy, DayRules, Derived, Direction, Grid, PlannedReach, Rounding};
use crate::clock::{RoundingMode, SameDay, derive};
use jiff::SignedDuration;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn any_rounding() -> impl Strategy<Value = Rounding> {
    let grid = prop_oneof![
        Just(Grid::One),
        Just(Grid::Five),
        Just(Grid::Fifteen),
        Just(Grid::Thirty)
    ];
    let mode = prop_oneof![
        Just(RoundingMode::Nearest),
        Just(RoundingMode::Up),
        Just(RoundingMode::Down)
    ];
    (grid, mode, 0_i64..=180).prop_map(|(grid_minutes, mode, reach)| Rounding {
        grid_minutes,
        mode,
        near_planned_minutes: PlannedReach::minutes(reach).unwrap(),
    })
}

fn any_policy() -> impl Strategy<Value = ClockPolicy> {
    let same_day = prop_oneof![
        Just(SameDay::TwoShifts),
        (1_i64..120).prop_map(|at_most_minutes| SameDay::Break { at_most_minutes }),
    ];
    (any_rounding(), any_rounding(), same_day, any::<bool>()).prop_map(
        |(rounding_in, rounding_out, same_day, overnight)| ClockPolicy {
            rounding_in,
            rounding_out,
            same_day,
            overnight,
            ..policy()
        },
    )
}

/// Events of four days around one of both nights in which the clock is changed, or an ordinary one.
fn any_events() -> impl Strategy<Value = Vec<ClockEvent>> {
    let start = prop_oneof![
        Just("2026-03-27T00:00"),
        Just("2026-10-23T00:00"),
        Just("2023-04-01T00:00")
    ];
    let direction = prop_oneof![Just(Direction::In), Just(Direction::Out), Just(Direction::Toggle)];
    let one = (0_i64..4 * 24 * 3600, direction);
    (start, proptest::collection::vec(one, 0..14)).prop_map(|(start, list)| {
        let event = |(sequence, (seconds, direction))| ClockEvent {
            key: key(sequence),
            at: at(start) + SignedDuration::from_secs(seconds),
            direction,
        };
        (1..).zip(list).map(event).collect()
    })
}

fn derived(policy: &ClockPolicy, events: &[ClockEvent]) -> Derived {
    let rules = |_| DayRules {
        policy,
        overnight: policy.overnight,
        default_group: None,
    };
    let plan = [planned(1, 9, 17, "Bar"), planned(2, 22, 30, "Bar")];
    derive(events, &plan, &rules, at("2027-01-01T00:00"))
}

proptest! {
    /// Terminals deliver late, twice and in any order.
    #[test]
    fn the_order_and_number_of_deliveries_does_not_matter(
        policy in any_policy(), events in any_events(), order in any::<u64>(), twice in any::<u16>(),
    ) {
        let mut delivered = events.clone();
        delivered.extend(events.iter().enumerate().filter(|(place, _)| twice >> (place % 16) & 1 == 1).map(|(_, event)| *event));
        delivered.sort_by_key(|event| event.key.sequence.unsigned_abs().wrapping_mul(order | 1).rotate_left(17));
        prop_assert_eq!(derived(&policy, &delivered), derived(&policy, &events));
    }

    /// Every event is part of a shift, open, or a double; none is lost and none counts twice.
    #[test]
    fn every_event_is_accounted_for(policy in any_policy(), events in any_events()) {
        let derived = derived(&policy, &events);
        let mut seen: Vec<i64> = Vec::new();
        for shift in &derived.shifts {
            seen.extend([shift.came.event.sequence, shift.went.event.sequence]);
            seen.extend(shift.breaks.iter().flat_map(|pause| [pause.from.key.sequence, pause.to.key.sequence]));
        }
        let all: BTreeSet<i64> = seen.iter().copied().collect();
        prop_assert_eq!(all.len(), seen.len());
        seen.extend(derived.doubled.iter().map(|key| key.sequence));
        seen.extend(derived.open.iter().map(|open| open.event.sequence));
        prop_assert!(seen.len() == seen.iter().collect::<BTreeSet<_>>().len());
        // A stay without time left is one open item for all of its events.
        let without_time = derived.open.iter().any(|open| !matches!(open.reason,
            crate::clock::OpenReason::ForgottenOut | crate::clock::OpenReason::NothingToEnd));
        prop_assert!(without_time || seen.len() == events.len(), "{} of {}", seen.len(), events.len());
    }

    /// Shifts of one person never share time, whatever the rounding.
    #[test]
    fn derived_shifts_never_overlap(policy in any_policy(), events in any_events()) {
        let derived = derived(&policy, &events);
        for pair in derived.shifts.windows(2) {
            prop_assert!(!pair[0].shift.overlaps(&pair[1].shift), "{:?}", pair);
        }
    }

    /// With whole minutes and no planning nothing is lost or gained beyond half a minute on either side.
    #[test]
    fn whole_minutes_stay_within_half_a_minute(events in any_events()) {
        let policy = ClockPolicy { overnight: true, ..policy() };
        for shift in &derived(&policy, &events).shifts {
            for time in [shift.came.time, shift.went.time] {
                let moved = (time.at.as_second() - time.raw.as_second()).abs();
                prop_assert!(moved <= 30 || time.reason == crate::clock::RoundingReason::AfterPrevious, "{:?}", time);
            }
        }
    }

    #[test]
    fn badge_numbers_keep_their_zeros(number in "[0-9A-Za-z]{1,40}") {
        let parsed = BadgeNumber::parse(&format!(" {number}\n")).unwrap();
        prop_assert_eq!(parsed.as_str(), number);
    }
}

#[test]
fn what_is_no_badge_number_is_refused() {
    assert_eq!(
        BadgeNumber::parse("000000123456789").unwrap().to_string(),
        "000000123456789"
    );
    for wrong in ["", "  ", "12-34", "é1", &"1".repeat(41)] {
        assert!(BadgeNumber::parse(wrong).is_err(), "{wrong}");
    }
    let error = serde_json::from_str::<BadgeNumber>("\"a b\"").unwrap_err().to_string();
    assert!(error.starts_with("`a b` is no badge number"), "{error}");
}
