//! Long lists, read on from where somebody was.

use crate::databases::Database;
use crate::ledgers::{book, week};
use crate::payouts::payout;
use crate::samples::{
    World, april, at, badge, clock_event, import_change, planned_shift, revision, run, run_line, shift, terminal,
};
use jiff::civil::date;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::clock::{BadgeNumber, EventKey};
use loonbrug_domain::ids::RunId;
use loonbrug_domain::ledger::LedgerKind;
use loonbrug_store::{
    ClockEventsAfter, EntriesAfter, NewRevision, Payout, PayoutSource, PayoutState, PayoutsBefore, PeopleAfter, Person,
    PlannedAfter, Run, RunsBefore, ShiftRevision, ShiftsAfter, StoredClockEvent, StoredLedgerEntry, StoredPlannedShift,
};

pub async fn people_are_read_on(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    World::numbered(&store, 2).await;
    let all = store.people(world.organisation).await.unwrap();
    let mut read: Vec<Person> = Vec::new();
    loop {
        let wanted = PeopleAfter {
            after: read.last().map(|person| person.id),
            ..PeopleAfter::default()
        };
        let part = store.people_after(world.organisation, &wanted, 3).await.unwrap();
        if part.is_empty() {
            break;
        }
        assert!(part.len() <= 3);
        read.extend(part);
    }
    assert_eq!(read, all);
    let found = |name: &str, number| {
        let wanted = PeopleAfter {
            name: name.to_owned(),
            number,
            after: None,
        };
        let store = &store;
        async move { store.people_after(world.organisation, &wanted, 100).await.unwrap() }
    };
    assert_eq!(found("o'hara \"4\"", None).await, [all[4].clone()]);
    assert_eq!(found("", Some(7)).await, [all[7].clone()]);
    assert_eq!(found("%", None).await, [], "a sign is no pattern");
}

pub async fn runs_are_read_on_newest_first(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    let mut all: Vec<Run> = vec![run(&world)];
    for number in 1_u8..6 {
        let mut next = run(&world);
        next.id = RunId(world.id(400 + u128::from(number)));
        // Two at the same moment.
        next.started_at = at(60 + i64::from(number / 2));
        if number == 5 {
            "people".clone_into(&mut next.flow);
        }
        store.insert_run(&next).await.unwrap();
        all.push(next);
    }
    all.sort_by_key(|run| std::cmp::Reverse((run.started_at, run.id)));
    let mut read: Vec<Run> = Vec::new();
    loop {
        let wanted = RunsBefore {
            before: read.last().map(|run| (run.started_at, run.id)),
            ..RunsBefore::default()
        };
        let part = store.runs_before(world.organisation, &wanted, 2).await.unwrap();
        if part.is_empty() {
            break;
        }
        read.extend(part);
    }
    assert_eq!(read, all);
    let of_flow = RunsBefore {
        coupling: Some(world.coupling),
        flow: Some("people".to_owned()),
        before: None,
    };
    let people = store.runs_before(world.organisation, &of_flow, 10).await.unwrap();
    assert_eq!(people.len(), 1);
    let stranger = RunsBefore {
        coupling: Some(other.coupling),
        ..RunsBefore::default()
    };
    assert_eq!(store.runs_before(world.organisation, &stranger, 10).await.unwrap(), []);
}

pub async fn lines_of_a_run_are_read_on(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let lines: Vec<_> = (1..=5).map(|position| run_line(&world, position, "sent")).collect();
    store.put_run_lines(world.organisation, &lines).await.unwrap();
    assert_eq!(store.run_lines_after(world.run, 0, 2).await.unwrap(), lines[..2]);
    assert_eq!(store.run_lines_after(world.run, 2, 10).await.unwrap(), lines[2..]);
    assert_eq!(store.run_lines_after(world.run, 5, 10).await.unwrap(), []);
}

pub async fn shifts_are_read_on(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut import = import_change(&world, 1);
    import.add_shifts = (0..6)
        .map(|number| shift(&world, number, number % 3, 1 + i8::try_from(number / 2).unwrap()))
        .collect();
    store.apply_import(&import, &[]).await.unwrap();
    let waiting = NewRevision {
        revision: revision(&world, 50),
        replaces: None,
        reason: "test".to_owned(),
    };
    store
        .add_shift_revisions(world.organisation, &[waiting], "fleur", at(1), &[])
        .await
        .unwrap();
    let mut all = store.standing_shifts(world.organisation, april()).await.unwrap();
    all.sort_by_key(|one| (one.shift.date, one.shift.start_minute, one.shift.id.to_string()));
    let everything = ShiftsAfter {
        days: april(),
        person: None,
        state: None,
        after: None,
    };
    let mut read: Vec<ShiftRevision> = Vec::new();
    loop {
        let last = read.last().map(|one| &one.shift);
        let wanted = ShiftsAfter {
            after: last.map(|shift| (shift.date, shift.start_minute, shift.id)),
            ..everything.clone()
        };
        let part = store.shifts_after(world.organisation, &wanted, 2).await.unwrap();
        if part.is_empty() {
            break;
        }
        read.extend(part);
    }
    assert_eq!(read, all);
    let open = ShiftsAfter {
        state: Some(ShiftState::Open),
        ..everything.clone()
    };
    assert_eq!(
        store.shifts_after(world.organisation, &open, 10).await.unwrap().len(),
        1
    );
    let of_one = ShiftsAfter {
        person: Some(world.person(1)),
        ..everything
    };
    let of_one = store.shifts_after(world.organisation, &of_one, 10).await.unwrap();
    assert!(of_one.iter().all(|one| one.shift.person == world.person(1)) && !of_one.is_empty());
}

pub async fn clock_events_are_read_on(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    for number in [1, 2] {
        store.add_terminal(&terminal(&world, number)).await.unwrap();
    }
    let mut events: Vec<StoredClockEvent> = (1..=6).map(|sequence| clock_event(&world, sequence)).collect();
    for event in &mut events {
        // Three at each moment, of two terminals.
        event.at = at(100 + event.key.sequence / 4);
        if event.key.sequence % 2 == 0 {
            event.key.terminal = terminal(&world, 2).id;
        }
    }
    store.add_clock_events(world.organisation, &events).await.unwrap();
    let all = store.clock_events(world.organisation, at(0), at(200)).await.unwrap();
    let everything = ClockEventsAfter {
        from: at(0),
        until: at(200),
        terminal: None,
        after: None,
    };
    let mut read: Vec<StoredClockEvent> = Vec::new();
    loop {
        let wanted = ClockEventsAfter {
            after: read.last().map(|event| (event.at, event.key)),
            ..everything.clone()
        };
        let part = store.clock_events_after(world.organisation, &wanted, 2).await.unwrap();
        if part.is_empty() {
            break;
        }
        assert!(part.len() <= 2);
        read.extend(part);
    }
    assert_eq!((read.len(), &read), (6, &all));
    let found = async |wanted: ClockEventsAfter| {
        let found = store.clock_events_after(world.organisation, &wanted, 10).await.unwrap();
        found.iter().map(|event| event.key.sequence).collect::<Vec<_>>()
    };
    let of_one = ClockEventsAfter {
        terminal: Some(terminal(&world, 2).id),
        ..everything.clone()
    };
    assert_eq!(found(of_one).await, [2, 4, 6]);
    let until = ClockEventsAfter {
        until: at(101),
        ..everything
    };
    assert_eq!(found(until).await.len(), 3);

    let keys: Vec<EventKey> = all.iter().map(|event| event.key).collect();
    let dismiss = store.dismiss_clock_event(world.organisation, keys[4], at(300), "fleur", "test");
    dismiss.await.unwrap();
    let dismissed = async |keys: &[EventKey]| store.dismissed_among(world.organisation, keys).await.unwrap();
    assert_eq!(
        (dismissed(&keys).await, dismissed(&keys[..4]).await),
        (vec![keys[4]], vec![])
    );
    let badges = [badge(&world, 1, Some(0)), badge(&world, 9, None)];
    store.put_badges(world.organisation, &badges).await.unwrap();
    let numbered = async |numbers| store.badges_numbered(world.organisation, &numbers).await.unwrap();
    assert_eq!(numbered([badges[0].number.clone()].into()).await, badges);
    assert_eq!(numbered([BadgeNumber::parse("77").unwrap()].into()).await, []);
}

pub async fn the_planning_is_read_on(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut all: Vec<StoredPlannedShift> = (0..8).map(|number| planned_shift(&world, number)).collect();
    for (place, planned) in (0_u8..).zip(&mut all) {
        planned.date = date(2023, 4, 1 + i8::try_from(place / 4).unwrap());
        planned.removed = place == 5;
        planned.group = (place % 2 == 0).then(|| "Kassa".to_owned());
    }
    let mut stranger = planned_shift(&world, 9);
    stranger.date = date(2023, 5, 1);
    store.change_planning(world.organisation, &[], &all).await.unwrap();
    store
        .change_planning(world.organisation, &[], &[stranger])
        .await
        .unwrap();
    all.retain(|planned| !planned.removed);
    all.sort_by_key(|planned| (planned.date, planned.start_minute, planned.id.to_string()));
    let everything = PlannedAfter {
        days: april(),
        person: None,
        group: None,
        after: None,
    };
    let mut read: Vec<StoredPlannedShift> = Vec::new();
    loop {
        let last = read.last();
        let wanted = PlannedAfter {
            after: last.map(|planned| (planned.date, planned.start_minute, planned.id)),
            ..everything.clone()
        };
        let part = store.planned_after(world.organisation, &wanted, 2).await.unwrap();
        if part.is_empty() {
            break;
        }
        read.extend(part);
    }
    assert_eq!(read, all);
    let one = all[3].person;
    let of_one = PlannedAfter {
        person: Some(one),
        ..everything.clone()
    };
    let found = store.planned_after(world.organisation, &of_one, 10).await.unwrap();
    assert!(!found.is_empty() && found.iter().all(|planned| planned.person == one));
    let of_group = PlannedAfter {
        group: Some("Kassa".to_owned()),
        ..everything
    };
    assert_eq!(
        store
            .planned_after(world.organisation, &of_group, 10)
            .await
            .unwrap()
            .len(),
        4
    );
}

pub async fn payouts_are_read_on_newest_first(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut all: Vec<Payout> = (0..6)
        .map(|number| payout(&world, number, PayoutSource::Worked))
        .collect();
    for (place, payout) in (0_i64..).zip(&mut all) {
        // Two at the same moment.
        payout.requested_at = at(60 + place / 2);
        payout.state = if place == 2 {
            PayoutState::Void
        } else {
            PayoutState::Requested
        };
        store.insert_payout(payout, &[]).await.unwrap();
    }
    all.sort_by_key(|payout| std::cmp::Reverse((payout.requested_at, payout.id.to_string())));
    let mut read: Vec<Payout> = Vec::new();
    loop {
        let wanted = PayoutsBefore {
            before: read.last().map(|payout| (payout.requested_at, payout.id)),
            ..PayoutsBefore::default()
        };
        let part = store.payouts_before(world.organisation, &wanted, 2).await.unwrap();
        if part.is_empty() {
            break;
        }
        read.extend(part);
    }
    assert_eq!(read, all);
    let found = async |wanted: PayoutsBefore| store.payouts_before(world.organisation, &wanted, 10).await.unwrap();
    let void = PayoutsBefore {
        state: Some(PayoutState::Void),
        ..PayoutsBefore::default()
    };
    assert_eq!(found(void).await.len(), 1);
    let of_one = PayoutsBefore {
        person: Some(world.person(4)),
        ..PayoutsBefore::default()
    };
    assert!(
        found(of_one)
            .await
            .iter()
            .all(|payout| payout.person == world.person(4))
    );
}

pub async fn a_ledger_is_read_on(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let weeks: Vec<_> = (0_u8..7)
        .map(|number| week(&world, number.into(), 20 - number, 100))
        .collect();
    book(&store, &world, &weeks).await;
    let person = world.person(0);
    let all = store
        .ledgers_of(world.organisation, LedgerKind::PlusMinus, &[person])
        .await
        .unwrap();
    let everything = EntriesAfter {
        person,
        ledger: LedgerKind::PlusMinus,
        after: None,
    };
    let mut read: Vec<StoredLedgerEntry> = Vec::new();
    loop {
        let last = read.last().map(|stored| &stored.entry);
        let wanted = EntriesAfter {
            after: last.map(|entry| (entry.booking.date, entry.sequence)),
            ..everything
        };
        let part = store
            .ledger_entries_after(world.organisation, &wanted, 3)
            .await
            .unwrap();
        if part.is_empty() {
            break;
        }
        read.extend(part);
    }
    assert_eq!((read.len(), read), (7, all));
    let leave = EntriesAfter {
        ledger: LedgerKind::Leave,
        ..everything
    };
    assert_eq!(
        store
            .ledger_entries_after(world.organisation, &leave, 10)
            .await
            .unwrap(),
        []
    );
    let other = World::numbered(&store, 2).await.organisation;
    assert_eq!(store.ledger_entries_after(other, &everything, 10).await.unwrap(), []);
}
