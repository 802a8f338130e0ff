//! Whatever is done, both databases end alike.

use crate::databases::with;
use crate::samples::{World, at, lease, posting, stored_postings, transition};
use loonbrug_store::DatabaseKind::{Postgres, Sqlite};
use loonbrug_store::{Lease, PostingState, Store};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

const POSTINGS: u128 = 4;

/// One step of two nodes that share a lease.
#[derive(Clone, Debug)]
enum Step {
    /// A node takes the lease over.
    TakeOver,
    /// Changes under the newest lease, or under an older one.
    Change {
        stale: bool,
        changes: Vec<(u128, PostingState, PostingState)>,
    },
    /// The newest lease is given back.
    Release,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    // Few states, so that many changes fit the state that a posting is in.
    let state = || prop::sample::select(&PostingState::ALL[..4]);
    let changes = prop::collection::vec((0..POSTINGS, state(), state()), 0..8);
    let step = prop_oneof![
        1 => Just(Step::TakeOver),
        8 => (prop::bool::weighted(0.1), changes).prop_map(|(stale, changes)| Step::Change { stale, changes }),
        1 => Just(Step::Release),
    ];
    prop::collection::vec(step, 0..16)
}

/// What the steps answered, and what they left.
async fn outcome(store: &Store, number: u64, steps: &[Step]) -> String {
    let world = World::numbered(store, number.into()).await;
    stored_postings(store, &world, POSTINGS).await;
    let mut leases: Vec<Lease> = vec![lease(store, "node", 0).await];
    let mut answers = Vec::new();
    for (second, step) in (0..).zip(steps) {
        match step {
            Step::TakeOver => leases.push(lease(store, "node", second).await),
            Step::Release => {
                let released = store.release_lease(leases.last().unwrap()).await.unwrap();
                answers.push(vec![released]);
            }
            Step::Change { stale, changes } => {
                let lease = if *stale { &leases[0] } else { leases.last().unwrap() };
                let changes = changes
                    .iter()
                    .map(|(number, from, to)| transition(posting(&world, *number).id, *from, *to));
                answers.push(
                    store
                        .transition(&changes.collect::<Vec<_>>(), lease, at(second))
                        .await
                        .unwrap(),
                );
            }
        }
    }
    let postings = store.all_postings(world.coupling).await.unwrap();
    let mut events = Vec::new();
    for posting in &postings {
        events.push(store.posting_events(posting.id).await.unwrap());
        check_history(posting.state, posting.attempt, events.last().unwrap());
    }
    let chain = store.verify_chain(world.organisation).await.unwrap();
    assert_eq!(chain.fault, None);
    format!("{answers:#?}\n{postings:#?}\n{events:#?}\n{chain:#?}")
}

/// Playing the history again gives the posting.
fn check_history<T>(state: PostingState, attempt: i64, events: &[(T, PostingState, PostingState, String)]) {
    let mut played = PostingState::Approved;
    for (_, from, to, _) in events {
        assert_eq!(*from, played);
        played = *to;
    }
    assert_eq!(played, state);
    let sent = events
        .iter()
        .filter(|(_, _, to, _)| *to == PostingState::Sending)
        .count();
    assert_eq!(i64::try_from(sent).unwrap(), attempt);
}

#[tokio::test(flavor = "multi_thread")]
async fn any_changes_end_alike_on_both_databases() {
    with(Sqlite, |sqlite| {
        with(Postgres, |postgres| async move {
            let (sqlite, postgres) = (sqlite.open().await, postgres.open().await);
            let number = AtomicU64::new(1);
            let mut runner = TestRunner::new(Config {
                cases: 48,
                failure_persistence: None,
                ..Config::default()
            });
            let done = block_in_place(|| {
                runner.run(&steps(), |steps| {
                    let number = number.fetch_add(1, Ordering::Relaxed);
                    let (left, right) = Handle::current().block_on(async {
                        tokio::join!(outcome(&sqlite, number, &steps), outcome(&postgres, number, &steps))
                    });
                    prop_assert_eq!(left, right);
                    Ok(())
                })
            });
            done.unwrap();
        })
    })
    .await;
}
