//! Clock events, revisions of shifts and planning.

use super::{World, at, shift};
use jiff::civil::date;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::clock::{BadgeNumber, Direction, EventKey};
use loonbrug_domain::ids::{PlannedShiftId, ShiftId, TerminalId};
use loonbrug_domain::planning::PlannedBy;
use loonbrug_domain::quantity::Factor;
use loonbrug_store::{
    Badge, ClockSubject, NewRevision, ShiftChange, ShiftRevision, ShiftSource, Store, StoredClockEvent,
    StoredPlannedShift, Terminal,
};

pub fn terminal(world: &World, number: u128) -> Terminal {
    Terminal {
        id: TerminalId(world.id(4_000_000 + number)),
        organisation: world.organisation,
        name: format!("Terminal {number}"),
        created_at: at(0),
        withdrawals: 0,
    }
}

/// The badge of the manual, from a day of April on.
pub fn badge(world: &World, day: i8, place: Option<u128>) -> Badge {
    Badge {
        number: BadgeNumber::parse("000000123456789").unwrap(),
        from: date(2023, 4, day),
        person: place.map(|place| world.person(place)),
    }
}

/// An event of terminal 1, at that second.
pub fn clock_event(world: &World, sequence: i64) -> StoredClockEvent {
    StoredClockEvent {
        key: EventKey {
            terminal: terminal(world, 1).id,
            sequence,
        },
        at: at(sequence),
        subject: ClockSubject::Badge(badge(world, 1, None).number),
        direction: Direction::Toggle,
        received_at: at(sequence + 1),
    }
}

/// A first revision by the clock, that waits.
pub fn revision(world: &World, number: u128) -> ShiftRevision {
    let mut shift = shift(world, number, number % 10, 5);
    (shift.source, shift.import) = (ShiftSource::Clock, None);
    ShiftRevision {
        shift,
        removed: false,
        origin: Some("{}".to_owned()),
        state: ShiftState::Open,
        in_force: false,
        approved_at: None,
    }
}

pub fn planned_shift(world: &World, number: u128) -> StoredPlannedShift {
    StoredPlannedShift {
        id: PlannedShiftId(world.id(5_000_000 + number)),
        person: world.person(number % 10),
        date: date(2023, 4, i8::try_from(number % 28).unwrap() + 1),
        start_minute: 540,
        end_minute: 1_020,
        break_minutes: 30,
        group: Some("Filiaal".to_owned()),
        factor_minutes: vec![(Factor(20_000), 60)],
        by: PlannedBy::Roster {
            name: "Filiaal".to_owned(),
        },
        removed: number.is_multiple_of(3),
    }
}

/// At least one row in each of these tables.
pub async fn fill(store: &Store, world: &World) {
    let organisation = world.organisation;
    store.add_terminal(&terminal(world, 1)).await.unwrap();
    let badges = [badge(world, 1, Some(0)), badge(world, 9, None)];
    assert_eq!(store.put_badges(organisation, &badges).await.unwrap(), 2);
    let mut by_hand = clock_event(world, 2);
    by_hand.subject = ClockSubject::Person {
        person: world.person(1),
        entered_by: "fleur".to_owned(),
        reason: "vergeten".to_owned(),
    };
    let stored = store
        .add_clock_events(organisation, &[clock_event(world, 1), by_hand])
        .await;
    assert_eq!(stored.unwrap().new, 2);
    let key = clock_event(world, 1).key;
    let dismissed = store
        .dismiss_clock_event(organisation, key, at(3), "fleur", "test")
        .await;
    dismissed.unwrap();
    store
        .put_clock_policy(organisation, date(2023, 1, 1), "{}")
        .await
        .unwrap();
    store
        .change_planning(organisation, &[], &[planned_shift(world, 1)])
        .await
        .unwrap();
    store.put_standard_roster(organisation, "Filiaal", "{}").await.unwrap();
    let first = revision(world, 100);
    let id = first.shift.id;
    let new = NewRevision {
        revision: first,
        replaces: None,
        reason: "klok".to_owned(),
    };
    store
        .add_shift_revisions(organisation, &[new], "fleur", at(4), &[])
        .await
        .unwrap();
    let submit = change(id, ShiftState::Open, ShiftState::Submitted);
    store
        .step_shifts(organisation, &[submit], "fleur", at(5), &[])
        .await
        .unwrap();
}

pub fn change(shift: ShiftId, from: ShiftState, to: ShiftState) -> ShiftChange {
    ShiftChange {
        shift,
        from,
        to,
        reason: String::new(),
    }
}
