//! Long lists, read on from where somebody was.

use crate::databases::Database;
use crate::samples::{World, april, at, import_change, revision, run, run_line, shift};
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::ids::RunId;
use loonbrug_store::{NewRevision, PeopleAfter, Person, Run, RunsBefore, ShiftRevision, ShiftsAfter};

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
