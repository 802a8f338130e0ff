//! Runs, their lines and their baseline.

use crate::databases::Database;
use crate::samples::{World, at, baseline_row, id, posting, run, run_line};
use loonbrug_domain::ids::{PersonId, RunId};
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

/// Two worlds; in the first a run of hours with a line of a person and a posting, and a run of people.
async fn with_runs(store: &Store) -> (World, RunId) {
    let (world, _) = (World::new(store).await, World::numbered(store, 2).await);
    let mut people = run(&world);
    (people.id, people.flow, people.range, people.period) = (RunId(world.id(4)), "people".to_owned(), None, None);
    "Fleur@example.nl".clone_into(&mut people.started_by);
    store.insert_run(&people).await.unwrap();
    let lines = [run_line(&world, 2, "sent")];
    store.put_run_lines(world.organisation, &lines).await.unwrap();
    store.insert_postings(&[posting(&world, 7)]).await.unwrap();
    (world, people.id)
}

/// How many runs of a world are found; one of them at most is on the page.
async fn found(store: &Store, world: &World, sought: &RunsSought) -> usize {
    let part = Part { skip: 0, most: 1 };
    let found = store.runs_found(world.organisation, sought, part).await.unwrap();
    assert!(found.part.iter().all(|run| run.organisation == world.organisation));
    assert_eq!(found.part.len(), found.count.min(1));
    found.count
}

fn called(text: &str, flows: &[&'static str], people: &[PersonId]) -> RunsSought {
    RunsSought {
        called: Some(RunCalled {
            text: text.to_owned(),
            flows: flows.to_vec(),
            people: people.to_vec(),
        }),
        ..RunsSought::default()
    }
}

pub async fn runs_are_found_by_what_they_are_called(database: Database) {
    let store = database.open().await;
    let (world, people) = with_runs(&store).await;
    let number = people.to_string();
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
        assert_eq!(found(&store, &world, &called(text, &[], &[])).await, count, "{text}");
    }
    for (place, count) in [(1, 1), (2, 0)] {
        let sought = called("van ’t O'Hara", &[], &[world.person(place)]);
        assert_eq!(found(&store, &world, &sought).await, count, "{place}");
    }
    let sought = called("uren", &["hours", "plus-hours"], &[]);
    assert_eq!(found(&store, &world, &sought).await, 1);
}

pub async fn runs_are_found_by_flow_coupling_days_and_period(database: Database) {
    let store = database.open().await;
    let (world, _) = with_runs(&store).await;
    let of = |flow: &str, coupling: &str, period, day: Option<Date>| RunsSought {
        flow: flow.to_owned(),
        coupling: coupling.to_owned(),
        period,
        days: day.and_then(|day| DateRange::new(day, day)),
        called: None,
    };
    let (last, after) = (Date::constant(2023, 4, 30), Date::constant(2023, 5, 1));
    for (sought, count) in [
        (of("", "", None, None), 2),
        (of("people", "", None, None), 1),
        (of("", "coupling-1", None, None), 2),
        (of("", "coupling-2", None, None), 0),
        (of("", "", Some((2023, 4)), None), 1),
        (of("", "", Some((2023, 5)), None), 0),
        (of("", "", None, Some(last)), 1),
        (of("", "", None, Some(after)), 0),
        (of("people", "", None, Some(last)), 0),
    ] {
        assert_eq!(found(&store, &world, &sought).await, count, "{sought:?}");
    }
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
