//! Runs, their lines and their baseline.

use crate::databases::Database;
use crate::samples::{World, at, baseline_row, id, posting, run, run_line};
use loonbrug_domain::ids::RunId;
use loonbrug_domain::{Date, DateRange};
use loonbrug_store::{Part, RunCalled, RunsSought, Store, StoreError};

pub async fn runs_are_kept_newest_first(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    let mut people = run(&world);
    (people.id, people.flow, people.range, people.period) = (RunId(world.id(4)), "people".to_owned(), None, None);
    people.started_at = at(60);
    store.insert_run(&people).await.unwrap();
    let mine = [people.clone(), run(&world)];
    assert_eq!(store.runs(Some(world.coupling), 10).await.unwrap(), mine);
    assert_eq!(
        store.runs(None, 10).await.unwrap(),
        [people.clone(), run(&other), run(&world)]
    );
    assert_eq!(store.runs(None, 1).await.unwrap(), [people.clone()]);
    assert_eq!(store.run(people.id).await.unwrap(), Some(people));
    assert_eq!(store.run(RunId(id(99))).await.unwrap(), None);
}

/// How many runs of the first world are found, and how many of them are on the first page of one.
async fn found(store: &Store, world: &World, sought: &RunsSought) -> (usize, usize) {
    let part = Part { skip: 0, most: 1 };
    let found = store.runs_found(world.organisation, sought, part).await.unwrap();
    assert!(found.part.iter().all(|run| run.organisation == world.organisation));
    (found.count, found.part.len())
}

pub async fn runs_are_found_by_what_they_are_called(database: Database) {
    let store = database.open().await;
    let (world, _) = (World::new(&store).await, World::numbered(&store, 2).await);
    let mut people = run(&world);
    (people.id, people.flow, people.range, people.period) = (RunId(world.id(4)), "people".to_owned(), None, None);
    people.started_by = "Fleur@example.nl".to_owned();
    store.insert_run(&people).await.unwrap();
    store
        .put_run_lines(world.organisation, &[run_line(&world, 2, "sent")])
        .await
        .unwrap();
    store.insert_postings(&[posting(&world, 7)]).await.unwrap();
    let all = RunsSought::default();
    assert_eq!(found(&store, &world, &all).await, (2, 1));
    let called = |text: &str| RunsSought {
        called: Some(RunCalled {
            text: text.to_owned(),
            ..RunCalled::default()
        }),
        ..RunsSought::default()
    };
    let number = people.id.to_string();
    for (text, count) in [
        ("FLEUR", 1),
        ("coupling-1", 2),
        ("coupling-2", 0),
        ("L7", 1),
        ("L8", 0),
        ("100%", 0),
        (number.as_str(), 1),
        (number.get(5..).unwrap(), 0),
    ] {
        assert_eq!(found(&store, &world, &called(text)).await.0, count, "{text}");
    }
    let of_person = |place: u128| RunsSought {
        called: Some(RunCalled {
            text: "van ’t O'Hara".to_owned(),
            flows: Vec::new(),
            people: vec![world.person(place)],
        }),
        ..RunsSought::default()
    };
    assert_eq!(found(&store, &world, &of_person(1)).await.0, 1);
    assert_eq!(found(&store, &world, &of_person(2)).await.0, 0);
    let day = Date::constant(2023, 4, 30);
    let days = |from| DateRange::new(from, from).unwrap();
    for (sought, count) in [
        (
            RunsSought {
                flow: "people".to_owned(),
                ..all.clone()
            },
            1,
        ),
        (
            RunsSought {
                coupling: "coupling-1".to_owned(),
                ..all.clone()
            },
            2,
        ),
        (
            RunsSought {
                coupling: "coupling-2".to_owned(),
                ..all.clone()
            },
            0,
        ),
        (
            RunsSought {
                period: Some((2023, 4)),
                ..all.clone()
            },
            1,
        ),
        (
            RunsSought {
                period: Some((2023, 5)),
                ..all.clone()
            },
            0,
        ),
        (
            RunsSought {
                days: Some(days(day)),
                ..all.clone()
            },
            1,
        ),
        (
            RunsSought {
                days: Some(days(day.tomorrow().unwrap())),
                ..all.clone()
            },
            0,
        ),
        (
            RunsSought {
                flow: "people".to_owned(),
                ..called("coupling")
            },
            1,
        ),
    ] {
        assert_eq!(found(&store, &world, &sought).await.0, count, "{sought:?}");
    }
    let of_flow = RunsSought {
        called: Some(RunCalled {
            text: "uren".to_owned(),
            flows: vec!["hours", "plus-hours"],
            people: Vec::new(),
        }),
        ..all
    };
    assert_eq!(found(&store, &world, &of_flow).await.0, 1);
}

pub async fn a_finished_run_says_how_it_ended(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    store
        .finish_run(world.run, "needs-person", r#"{"sent":1}"#, at(9))
        .await
        .unwrap();
    let stored = store.run(world.run).await.unwrap().unwrap();
    assert_eq!(
        (stored.state.as_str(), stored.finished_at),
        ("needs-person", Some(at(9)))
    );
    assert_eq!(stored.summary, r#"{"sent":1}"#);
    let error = store.finish_run(RunId(id(99)), "done", "", at(9)).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
}

pub async fn lines_are_kept_by_position(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let lines = [run_line(&world, 2, "sent"), run_line(&world, 1, "planned")];
    store.put_run_lines(world.organisation, &lines).await.unwrap();
    store
        .put_run_lines(world.organisation, &[run_line(&world, 1, "sent")])
        .await
        .unwrap();
    let stored = store.run_lines(world.run).await.unwrap();
    assert_eq!(stored, [run_line(&world, 1, "sent"), run_line(&world, 2, "sent")]);
    let other = World::numbered(&store, 2).await;
    let error = store.put_run_lines(other.organisation, &lines).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
}

pub async fn a_baseline_is_kept(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let rows = [
        baseline_row(&world, 0, "7", 1),
        baseline_row(&world, 0, "8", 2),
        baseline_row(&world, 1, "7", 3),
    ];
    store.put_baseline(world.organisation, world.run, &rows).await.unwrap();
    assert_eq!(store.baseline(world.run).await.unwrap(), rows);
    let again = [baseline_row(&world, 0, "8", 9)];
    store.put_baseline(world.organisation, world.run, &again).await.unwrap();
    let quantities = store
        .baseline(world.run)
        .await
        .unwrap()
        .iter()
        .map(|row| row.quantity)
        .collect::<Vec<_>>();
    assert_eq!(quantities, [1, 9, 3]);
    let other = World::numbered(&store, 2).await;
    let error = store
        .put_baseline(other.organisation, world.run, &rows)
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
}
