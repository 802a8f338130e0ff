//! Leases.

use crate::databases::Database;
use crate::samples::{at, lease};
use loonbrug_store::{Lease, Store};

async fn attempt(store: &Store, holder: &str, second: i64) -> Option<Lease> {
    store
        .acquire_lease("company 4711", holder, at(second), 60_000)
        .await
        .unwrap()
}

pub async fn a_free_lease_is_given_once(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    let lease = lease(&one, "node-1", 0).await;
    assert_eq!(
        lease,
        Lease {
            name: "company 4711".to_owned(),
            fence: 1,
            until: at(60)
        }
    );
    assert_eq!(attempt(&two, "node-2", 59).await, None);
    let other = two
        .acquire_lease("company 4712", "node-2", at(0), 60_000)
        .await
        .unwrap();
    assert!(other.is_some(), "another company is another lease");
}

pub async fn an_ended_lease_is_taken_over(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    let old = lease(&one, "node-1", 0).await;
    let new = lease(&two, "node-2", 60).await;
    assert_eq!((new.fence, new.until), (2, at(120)));
    assert!(!one.renew_lease(&old, at(61), 60_000).await.unwrap());
    assert!(!one.release_lease(&old).await.unwrap());
    assert_eq!(
        attempt(&one, "node-1", 119).await,
        None,
        "the stale holder took nothing back"
    );
}

pub async fn the_holder_may_take_it_again(database: Database) {
    let store = database.open().await;
    let old = lease(&store, "node-1", 0).await;
    let new = lease(&store, "node-1", 1).await;
    assert_eq!(new.fence, 2);
    assert!(!store.renew_lease(&old, at(2), 60_000).await.unwrap());
}

pub async fn a_renewed_lease_lasts(database: Database) {
    let store = database.open().await;
    let lease = lease(&store, "node-1", 0).await;
    assert!(store.renew_lease(&lease, at(50), 60_000).await.unwrap());
    assert_eq!(attempt(&store, "node-2", 109).await, None);
    assert_eq!(attempt(&store, "node-2", 110).await.map(|lease| lease.fence), Some(2));
}

pub async fn a_released_lease_is_free(database: Database) {
    let store = database.open().await;
    let old = lease(&store, "node-1", 0).await;
    assert!(store.release_lease(&old).await.unwrap());
    assert!(!store.release_lease(&old).await.unwrap());
    assert!(!store.renew_lease(&old, at(1), 60_000).await.unwrap());
    let new = lease(&store, "node-2", 1).await;
    assert!(new.fence > old.fence);
}

pub async fn of_many_holders_one_wins(database: Database) {
    let stores = [database.open().await, database.open().await];
    let mut last = 0;
    for round in 0..5 {
        let attempts = (0..10).map(|node| {
            let store = stores[node % 2].clone();
            tokio::spawn(async move { attempt(&store, &format!("node-{node}"), round * 1_000).await })
        });
        let won = futures::future::try_join_all(attempts)
            .await
            .unwrap()
            .into_iter()
            .flatten()
            .collect::<Vec<_>>();
        assert_eq!(won.len(), 1, "{won:?}");
        assert!(won[0].fence > last, "fences only rise");
        last = won[0].fence;
    }
}
