//! Terminals, badges and clock events.

use crate::databases::Database;
use crate::samples::{World, at, badge, clock_event, terminal};
use jiff::civil::date;
use loonbrug_domain::clock::Direction;
use loonbrug_domain::ids::{OrganisationId, TerminalId};
use loonbrug_store::{EventsStored, Store, StoreError, Terminal};

async fn with_terminal(store: &Store) -> World {
    let world = World::new(store).await;
    store.add_terminal(&terminal(&world, 1)).await.unwrap();
    world
}

fn new(new: u64) -> EventsStored {
    EventsStored {
        new,
        contradicted: Vec::new(),
    }
}

pub async fn terminals_and_badges_are_kept(database: Database) {
    let store = database.open().await;
    let world = with_terminal(&store).await;
    assert_eq!(
        store.terminals(world.organisation).await.unwrap(),
        [terminal(&world, 1)]
    );
    let mut same_name = terminal(&world, 2);
    same_name.name = terminal(&world, 1).name;
    let error = store.add_terminal(&same_name).await.unwrap_err();
    assert!(matches!(error, StoreError::AlreadyThere { .. }), "{error:?}");
    let known = terminal(&world, 1);
    let elsewhere = OrganisationId(crate::samples::id(9));
    for of in [world.organisation, elsewhere] {
        store.withdraw_terminal(of, known.id, &[]).await.unwrap();
    }
    let withdrawn = Terminal {
        withdrawals: 1,
        ..known
    };
    assert_eq!(store.terminals(world.organisation).await.unwrap(), [withdrawn]);
    let badges = [badge(&world, 1, Some(0)), badge(&world, 9, None)];
    assert_eq!(store.put_badges(world.organisation, &badges).await.unwrap(), 2);
    assert_eq!(store.put_badges(world.organisation, &badges).await.unwrap(), 0);
    assert_eq!(store.badges(world.organisation).await.unwrap(), badges);
}

pub async fn a_badge_is_of_one_person_at_a_time(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let [first, second] = [badge(&world, 1, Some(0)), badge(&world, 1, Some(1))];
    store.put_badges(world.organisation, &[first]).await.unwrap();
    assert_eq!(
        store
            .put_badges(world.organisation, std::slice::from_ref(&second))
            .await
            .unwrap(),
        1
    );
    assert_eq!(store.badges(world.organisation).await.unwrap(), [second]);
    let other = World::numbered(&store, 2).await;
    let stranger = badge(&world, 1, Some(0));
    let error = store.put_badges(other.organisation, &[stranger]).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
}

pub async fn an_event_is_kept_once_however_often_it_comes(database: Database) {
    let store = database.open().await;
    let world = with_terminal(&store).await;
    let [one, two, three] = [1, 2, 3].map(|sequence| clock_event(&world, sequence));
    let add = |events: Vec<_>| {
        let store = store.clone();
        async move { store.add_clock_events(world.organisation, &events).await.unwrap() }
    };
    assert_eq!(add(vec![three.clone(), one.clone()]).await, new(2));
    let mut late = two.clone();
    late.received_at = at(99);
    assert_eq!(add(vec![one.clone(), late, three.clone(), one.clone()]).await, new(1));
    assert_eq!(add(vec![]).await, new(0));
    let found = store.clock_events(world.organisation, at(0), at(3)).await.unwrap();
    let sequences: Vec<i64> = found.iter().map(|event| event.key.sequence).collect();
    assert_eq!(sequences, [1, 2]);
    assert_eq!(found[0], one);
    let whose = badge(&world, 1, Some(0)).person.unwrap();
    let whose = [whose];
    let of_person = || store.clock_events_of(world.organisation, &whose, (at(0), at(3)));
    let before = of_person().await.unwrap();
    store
        .put_badges(world.organisation, &[badge(&world, 1, Some(0))])
        .await
        .unwrap();
    let after = of_person().await.unwrap();
    assert!(before.is_empty() && after.contains(&one), "{before:?} {after:?}");
    assert_eq!(store.last_sequence(one.key.terminal).await.unwrap(), 3);
    assert_eq!(store.last_sequence(terminal(&world, 2).id).await.unwrap(), 0);
}

pub async fn an_event_that_says_something_else_stores_nothing(database: Database) {
    let store = database.open().await;
    let world = with_terminal(&store).await;
    let one = clock_event(&world, 1);
    store.add_clock_events(world.organisation, &[one]).await.unwrap();
    let mut changed = clock_event(&world, 1);
    changed.direction = Direction::Out;
    let events = [clock_event(&world, 2), changed];
    let answer = store.add_clock_events(world.organisation, &events).await.unwrap();
    assert_eq!((answer.new, answer.contradicted), (0, vec![1]));
    assert_eq!(
        store
            .clock_events(world.organisation, at(0), at(9))
            .await
            .unwrap()
            .len(),
        1
    );
}

pub async fn events_stay_inside_the_organisation(database: Database) {
    let store = database.open().await;
    let world = with_terminal(&store).await;
    let other = World::numbered(&store, 2).await;
    let stealing = store
        .add_clock_events(other.organisation, &[clock_event(&world, 1)])
        .await;
    assert!(matches!(stealing.unwrap_err(), StoreError::NotFound { .. }));
    store
        .add_clock_events(world.organisation, &[clock_event(&world, 1)])
        .await
        .unwrap();
    assert!(
        store
            .clock_events(other.organisation, at(0), at(9))
            .await
            .unwrap()
            .is_empty()
    );
    let unknown = TerminalId(world.id(99));
    let mut event = clock_event(&world, 2);
    event.key.terminal = unknown;
    let error = store.add_clock_events(world.organisation, &[event]).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
}

pub async fn events_and_dismissals_only_grow(database: Database) {
    let store = database.open().await;
    let world = with_terminal(&store).await;
    let event = clock_event(&world, 1);
    store
        .add_clock_events(world.organisation, std::slice::from_ref(&event))
        .await
        .unwrap();
    let dismiss = || store.dismiss_clock_event(world.organisation, event.key, at(5), "fleur", "test");
    dismiss().await.unwrap();
    assert_eq!(
        store.dismissed_clock_events(world.organisation).await.unwrap(),
        [event.key]
    );
    let again = dismiss().await.unwrap_err();
    assert!(matches!(again, StoreError::AlreadyThere { .. }), "{again:?}");
    for sql in [
        "UPDATE clock_event SET at = 0",
        "DELETE FROM clock_event",
        "UPDATE clock_dismissal SET reason = ''",
        "DELETE FROM clock_dismissal",
    ] {
        let refused = database.raw(sql).await.unwrap_err().to_string();
        assert!(refused.contains("only grows"), "{sql}: {refused}");
    }
}

/// An offline terminal may reach two nodes with the same events.
pub async fn two_programs_deliver_the_same_events_once(database: Database) {
    let store = database.open().await;
    let world = with_terminal(&store).await;
    let other = database.open().await;
    let events: Vec<_> = (1..50).map(|sequence| clock_event(&world, sequence)).collect();
    let (one, two) = tokio::join!(
        store.add_clock_events(world.organisation, &events),
        other.add_clock_events(world.organisation, &events)
    );
    assert_eq!(one.unwrap().new + two.unwrap().new, 49);
    assert_eq!(
        store
            .clock_events(world.organisation, at(0), at(99))
            .await
            .unwrap()
            .len(),
        49
    );
}

pub async fn policies_are_kept_by_first_day(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    for (day, content) in [(2, "b"), (1, "a"), (2, "c")] {
        let day = date(2023, 4, day);
        store.put_clock_policy(world.organisation, day, content).await.unwrap();
    }
    assert_eq!(store.clock_policies(world.organisation).await.unwrap(), ["a", "c"]);
}
