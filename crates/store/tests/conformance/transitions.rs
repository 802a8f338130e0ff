//! Changes of state under a fence.

use crate::databases::Database;
use crate::samples::{World, at, lease, posting, stored_postings, transition};
use loonbrug_store::PostingState::{self, Approved, Confirmed, Rejected, Sending, Unknown, Withdrawn};
use loonbrug_store::{Lease, Posting, Store, Transition};
use std::pin::pin;
use std::time::Duration;
use tokio::time::timeout;

/// Changes of all postings.
fn all(postings: &[Posting], from: PostingState, to: PostingState) -> Vec<Transition> {
    postings
        .iter()
        .map(|posting| transition(posting.id, from, to))
        .collect()
}

async fn states(store: &Store, world: &World) -> Vec<PostingState> {
    store
        .all_postings(world.coupling)
        .await
        .unwrap()
        .iter()
        .map(|posting| posting.state)
        .collect()
}

pub async fn a_change_is_applied_and_recorded(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let postings = stored_postings(&store, &world, 2).await;
    let lease = lease(&store, "node-1", 0).await;
    for (second, from, to) in [(2, Approved, Sending), (3, Sending, Unknown), (4, Unknown, Approved)] {
        let applied = store
            .transition(&all(&postings[..1], from, to), &lease, at(second))
            .await
            .unwrap();
        assert_eq!(applied, [true]);
    }
    let stored = store.all_postings(world.coupling).await.unwrap();
    assert_eq!((stored[0].state, stored[0].changed_at), (Approved, at(4)));
    assert_eq!(stored[0].note, "to approved");
    assert_eq!(stored[1], postings[1]);
    let expected = [
        (at(2), Approved, Sending, "to sending".to_owned()),
        (at(3), Sending, Unknown, "to unknown".to_owned()),
        (at(4), Unknown, Approved, "to approved".to_owned()),
    ];
    assert_eq!(store.posting_events(postings[0].id).await.unwrap(), expected);
    assert!(store.posting_events(postings[1].id).await.unwrap().is_empty());
}

pub async fn sending_raises_the_attempt_and_takes_the_fence(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let postings = stored_postings(&store, &world, 1).await;
    let old = lease(&store, "node-1", 0).await;
    store
        .transition(&all(&postings, Approved, Sending), &old, at(1))
        .await
        .unwrap();
    let new = lease(&store, "node-2", 100).await;
    store
        .transition(&all(&postings, Sending, Unknown), &new, at(101))
        .await
        .unwrap();
    let stored = store.all_postings(world.coupling).await.unwrap();
    assert_eq!(
        (stored[0].attempt, stored[0].fence),
        (1, old.fence),
        "the fence of who last sent it"
    );
    store
        .transition(&all(&postings, Unknown, Approved), &new, at(102))
        .await
        .unwrap();
    store
        .transition(&all(&postings, Approved, Sending), &new, at(103))
        .await
        .unwrap();
    let stored = store.all_postings(world.coupling).await.unwrap();
    assert_eq!((stored[0].attempt, stored[0].fence), (2, new.fence));
}

pub async fn what_is_known_is_not_forgotten(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let postings = stored_postings(&store, &world, 1).await;
    let lease = lease(&store, "node-1", 0).await;
    for (from, to) in [(Approved, Sending), (Sending, Confirmed), (Confirmed, Withdrawn)] {
        store
            .transition(&all(&postings, from, to), &lease, at(1))
            .await
            .unwrap();
    }
    let stored = store.all_postings(world.coupling).await.unwrap();
    assert_eq!(stored[0].remote_id.as_deref(), Some("9001"));
    assert_eq!(stored[0].payload_hash, "cafe");
}

pub async fn a_posting_elsewhere_is_left_alone(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let postings = stored_postings(&store, &world, 3).await;
    let lease = lease(&store, "node-1", 0).await;
    store
        .transition(&all(&postings[1..2], Approved, Withdrawn), &lease, at(1))
        .await
        .unwrap();
    let mut changes = all(&postings, Approved, Sending);
    changes.push(transition(posting(&world, 99).id, Approved, Sending));
    let applied = store.transition(&changes, &lease, at(2)).await.unwrap();
    assert_eq!(applied, [true, false, true, false]);
    assert_eq!(states(&store, &world).await, [Sending, Withdrawn, Sending]);
    assert_eq!(store.posting_events(postings[1].id).await.unwrap().len(), 1);
}

pub async fn a_stale_fence_changes_nothing(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    let world = World::new(&one).await;
    let postings = stored_postings(&one, &world, 2).await;
    let old = lease(&one, "node-1", 0).await;
    one.transition(&all(&postings[..1], Approved, Sending), &old, at(1))
        .await
        .unwrap();
    let new = lease(&two, "node-2", 61).await;
    let before = one.all_postings(world.coupling).await.unwrap();
    let late = [
        transition(postings[0].id, Sending, Confirmed),
        transition(postings[1].id, Approved, Sending),
    ];
    assert_eq!(one.transition(&late, &old, at(62)).await.unwrap(), [false, false]);
    let never = Lease {
        name: "another company".to_owned(),
        ..new.clone()
    };
    assert_eq!(one.transition(&late, &never, at(62)).await.unwrap(), [false, false]);
    assert_eq!(one.all_postings(world.coupling).await.unwrap(), before);
    assert_eq!(one.posting_events(postings[0].id).await.unwrap().len(), 1);
    assert_eq!(two.transition(&late, &new, at(63)).await.unwrap(), [true, true]);
}

pub async fn a_released_lease_allows_nothing(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let postings = stored_postings(&store, &world, 1).await;
    let lease = lease(&store, "node-1", 0).await;
    assert!(store.release_lease(&lease).await.unwrap());
    let applied = store
        .transition(&all(&postings, Approved, Sending), &lease, at(1))
        .await
        .unwrap();
    assert_eq!(applied, [false]);
    assert_eq!(states(&store, &world).await, [Approved]);
}

pub async fn changes_of_one_posting_follow_each_other(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let postings = stored_postings(&store, &world, 2).await;
    let lease = lease(&store, "node-1", 0).await;
    let (a, b) = (postings[0].id, postings[1].id);
    let changes = [
        transition(a, Approved, Sending),
        transition(a, Approved, Withdrawn),
        transition(b, Approved, Sending),
        transition(a, Sending, Rejected),
        transition(b, Sending, Confirmed),
    ];
    let applied = store.transition(&changes, &lease, at(1)).await.unwrap();
    assert_eq!(applied, [true, false, true, true, true]);
    assert_eq!(states(&store, &world).await, [Rejected, Confirmed]);
    assert_eq!(store.posting_events(a).await.unwrap().len(), 2);
}

pub async fn more_changes_than_fit_in_one_statement(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let postings = stored_postings(&store, &world, 12_000).await;
    let lease = lease(&store, "node-1", 0).await;
    let applied = store
        .transition(&all(&postings, Approved, Sending), &lease, at(1))
        .await
        .unwrap();
    assert_eq!(applied, vec![true; 12_000]);
    assert!(states(&store, &world).await.iter().all(|state| *state == Sending));
    assert!(store.transition(&[], &lease, at(1)).await.unwrap().is_empty());
    let report = store.verify_chain(world.organisation).await.unwrap();
    assert_eq!((report.entries, report.fault), (24_000, None));
}

pub async fn a_posting_is_sent_once_by_whoever_is_first(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    let world = World::new(&one).await;
    let postings = stored_postings(&one, &world, 300).await;
    let lease = lease(&one, "node-1", 0).await;
    let forward = all(&postings, Approved, Sending);
    let backward = forward.iter().rev().cloned().collect::<Vec<_>>();
    let (first, second) = tokio::join!(
        one.transition(&forward, &lease, at(1)),
        two.transition(&backward, &lease, at(1))
    );
    let (first, second) = (first.unwrap(), second.unwrap());
    for (mine, theirs) in first.iter().zip(second.iter().rev()) {
        assert!(mine != theirs, "applied once");
    }
    let stored = one.all_postings(world.coupling).await.unwrap();
    assert!(stored.iter().all(|posting| posting.attempt == 1));
}

pub async fn a_change_waits_for_a_take_over(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let postings = stored_postings(&store, &world, 1).await;
    let lease = lease(&store, "node-1", 0).await;
    let mut other = database.connect().await;
    other.execute("BEGIN").await.unwrap();
    other
        .execute("UPDATE lease SET holder = 'node-2', fence = fence + 1")
        .await
        .unwrap();
    let changes = all(&postings, Approved, Sending);
    let mut change = pin!(store.transition(&changes, &lease, at(1)));
    let early = timeout(Duration::from_millis(200), &mut change).await;
    assert!(early.is_err(), "the take-over is not decided: {early:?}");
    other.execute("COMMIT").await.unwrap();
    assert_eq!(change.await.unwrap(), [false]);
    assert_eq!(states(&store, &world).await, [Approved]);
}

/// Two nodes take the lease from each other while they send; each posting is sent under one fence, and under
/// none that was taken over before.
pub async fn two_nodes_send_each_posting_once(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    let world = World::new(&one).await;
    let postings = stored_postings(&one, &world, 200).await;
    let node = async |store: &Store, holder: &str| {
        let mut sent = Vec::new();
        for (turn, chunk) in (0_i64..).zip(postings.chunks(10)) {
            // The same holder, so that every attempt is a take-over.
            let lease = lease(store, holder, turn * 1_000).await;
            tokio::task::yield_now().await;
            let applied = store
                .transition(&all(chunk, Approved, Sending), &lease, at(1))
                .await
                .unwrap();
            sent.extend(
                chunk
                    .iter()
                    .zip(applied)
                    .filter(|(_, applied)| *applied)
                    .map(|(posting, _)| (posting.id, lease.fence)),
            );
        }
        sent
    };
    let (mine, theirs) = tokio::join!(node(&one, "node-1"), node(&two, "node-1"));
    let stored = one.all_postings(world.coupling).await.unwrap();
    for (id, fence) in mine.iter().chain(&theirs) {
        let posting = stored.iter().find(|posting| posting.id == *id).unwrap();
        assert_eq!(
            (posting.attempt, posting.fence),
            (1, *fence),
            "sent once, by whoever was told so"
        );
    }
    let sent = stored.iter().filter(|posting| posting.state == Sending).count();
    assert_eq!(sent, mine.len() + theirs.len());
}

pub async fn the_history_only_grows(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let postings = stored_postings(&store, &world, 1).await;
    let lease = lease(&store, "node-1", 0).await;
    store
        .transition(&all(&postings, Approved, Sending), &lease, at(1))
        .await
        .unwrap();
    let error = database
        .raw("UPDATE posting_event SET note = 'other'")
        .await
        .unwrap_err();
    assert!(error.to_string().contains("posting_event only grows"), "{error}");
    let error = database.raw("DELETE FROM posting_event").await.unwrap_err();
    assert!(error.to_string().contains("posting_event only grows"), "{error}");
    assert_eq!(store.posting_events(postings[0].id).await.unwrap().len(), 1);
}
