//! What waits for a person, of all organisations at once.

use crate::databases::Database;
use crate::samples::{APRIL, World, april, at, link, posting, revision, run};
use jiff::civil::date;
use loonbrug_domain::DateRange;
use loonbrug_domain::approval::ShiftState;
use loonbrug_domain::ids::RunId;
use loonbrug_store::{
    HoursOfDays, NewRevision, Posting, PostingState, ReckonedItem, Run, ShiftChange, Store, StoreError,
};

fn reckoned(world: &World, kind: &str, items: i64) -> ReckonedItem {
    ReckonedItem {
        organisation: world.organisation,
        kind: kind.to_owned(),
        coupling: (kind == "not-linked").then_some(world.coupling),
        items,
        oldest: Some(date(2023, 4, 3)),
        reckoned_at: at(items),
    }
}

pub async fn fill(store: &Store, world: &World) {
    let items = [reckoned(world, "odd-figures", 2), reckoned(world, "not-linked", 1)];
    store.put_reckoned_items(&items).await.unwrap();
}

pub async fn what_was_reckoned_takes_the_place_of_what_was_reckoned_before(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    fill(&store, &world).await;
    fill(&store, &other).await;
    store
        .put_reckoned_items(&[reckoned(&world, "odd-figures", 0)])
        .await
        .unwrap();
    let expected = [
        reckoned(&world, "not-linked", 1),
        reckoned(&other, "not-linked", 1),
        reckoned(&other, "odd-figures", 2),
    ];
    assert_eq!(store.reckoned_items().await.unwrap(), expected);
    let elsewhere = ReckonedItem {
        coupling: Some(other.coupling),
        ..reckoned(&world, "not-linked", 3)
    };
    let error = store.put_reckoned_items(&[elsewhere]).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
}

pub async fn postings_that_wait_are_counted_by_state_and_period(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let states = [PostingState::Unknown, PostingState::Unknown, PostingState::Confirmed];
    let postings = (0..).zip(states).map(|(number, state)| Posting {
        state,
        ..posting(&world, number)
    });
    let postings: Vec<_> = postings.collect();
    store.insert_postings(&postings).await.unwrap();
    let waiting = store.postings_waiting().await.unwrap();
    assert_eq!(waiting.len(), 1);
    let unknown = &waiting[0];
    assert_eq!(
        (unknown.coupling, unknown.state, unknown.postings),
        (world.coupling, PostingState::Unknown, 2)
    );
    assert_eq!(unknown.period, APRIL);
    let oldest = postings.iter().map(|posting| posting.changed_at).min();
    assert_eq!(Some(unknown.oldest), oldest);
}

pub async fn only_the_last_run_of_its_kind_waits(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    let of = |number: u128, state: &str, second: i64| Run {
        id: RunId(world.id(500 + number)),
        state: state.to_owned(),
        started_at: at(second),
        ..run(&world)
    };
    for later in [of(1, "failed", 1), of(2, "needs-person", 2)] {
        store.insert_run(&later).await.unwrap();
    }
    let people = Run {
        flow: "people".to_owned(),
        range: None,
        period: None,
        ..of(3, "failed", 3)
    };
    store.insert_run(&people).await.unwrap();
    let waiting: Vec<RunId> = store
        .runs_waiting()
        .await
        .unwrap()
        .iter()
        .map(|run| run.id)
        .filter(|id| *id != other.run)
        .collect();
    assert_eq!(waiting, [RunId(world.id(502)), RunId(world.id(503))]);
    let last: Vec<RunId> = store.last_runs().await.unwrap().iter().map(|run| run.id).collect();
    assert_eq!(last, [RunId(world.id(503)), other.run]);
    // Two of one moment: the later id counts.
    store.insert_run(&of(4, "done", 2)).await.unwrap();
    let waiting = store.runs_waiting().await.unwrap();
    assert_eq!(waiting.iter().filter(|run| run.coupling == world.coupling).count(), 1);
}

pub async fn leases_that_ended_are_not_held(database: Database) {
    let store = database.open().await;
    store.acquire_lease("one", "somebody", at(0), 1_000).await.unwrap();
    store.acquire_lease("two", "somebody", at(0), 9_000).await.unwrap();
    assert_eq!(store.held_leases(at(5)).await.unwrap(), ["two"]);
}

/// A shift of the first person, taken through these states.
async fn shift(store: &Store, world: &World, number: u128, states: &[ShiftState]) {
    let mut revision = revision(world, number);
    (revision.shift.person, revision.shift.date) = (world.person(0), date(2023, 4, 5));
    let shift = revision.shift.id;
    let reason = String::new();
    let new = NewRevision {
        revision,
        replaces: None,
        reason: reason.clone(),
    };
    let organisation = world.organisation;
    store
        .add_shift_revisions(organisation, &[new], "fleur", at(1), &[])
        .await
        .unwrap();
    let mut from = ShiftState::Open;
    for to in states.iter().copied() {
        let reason = reason.clone();
        let step = ShiftChange {
            shift,
            from,
            to,
            reason,
        };
        store
            .step_shifts(organisation, &[step], "fleur", at(2), &[])
            .await
            .unwrap();
        from = to;
    }
}

pub async fn shifts_wait_by_state_and_approved_ones_to_be_sent(database: Database) {
    use ShiftState::{Approved, Exported, Open, Submitted};
    let store = database.open().await;
    let world = World::new(&store).await;
    store.put_links(&[link(&world, 0, 1001)]).await.unwrap();
    for (states, number) in [&[][..], &[Submitted], &[Approved], &[Approved, Exported]]
        .into_iter()
        .zip(0..)
    {
        shift(&store, &world, number, states).await;
    }
    let before = date(2099, 1, 1);
    let waiting = store.shifts_waiting(before).await.unwrap();
    let told: Vec<_> = waiting.iter().map(|one| (one.state, one.shifts)).collect();
    assert_eq!(told, [(Open, 1), (Submitted, 1)]);
    let days = HoursOfDays {
        organisation: world.organisation,
        coupling: world.coupling,
        range: april(),
        person: None,
    };
    let nothing = HoursOfDays {
        range: DateRange {
            from: before,
            to: before,
        },
        ..days.clone()
    };
    let to_send = store.hours_to_send(&[nothing, days.clone()]).await.unwrap();
    let told: Vec<_> = to_send.iter().map(|one| (one.place, one.person, one.shifts)).collect();
    assert_eq!(told, [(1, world.person(0), 1)]);
    let hours = store.hours_of_days(&[days]).await.unwrap();
    assert_eq!(hours.len(), 1);
    assert_eq!(hours[0].worked.0, hours[0].sent.0 * 2);
    let linked = store.contracts_of_linked().await.unwrap();
    assert_eq!(linked.len(), 1);
    assert_eq!((linked[0].person, &linked[0].record), (world.person(0), &None));
}
