//! The audit log.

use crate::databases::Database;
use crate::samples::{World, audit_entry};

pub async fn entries_are_kept_newest_first(database: Database) {
    let store = database.open().await;
    store
        .append_audit(&["c", "a"].map(|subject| audit_entry(None, subject)))
        .await
        .unwrap();
    store.append_audit(&[audit_entry(None, "b")]).await.unwrap();
    store.append_audit(&[]).await.unwrap();
    let expected = ["b", "a", "c"].map(|subject| audit_entry(None, subject));
    assert_eq!(store.audit(None, 10).await.unwrap(), expected);
    assert_eq!(store.audit(None, 2).await.unwrap(), expected[..2]);
}

pub async fn entries_are_found_by_organisation(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    let mine = audit_entry(Some(world.organisation), "mine");
    let theirs = audit_entry(Some(other.organisation), "theirs");
    store
        .append_audit(&[mine.clone(), theirs.clone(), audit_entry(None, "installation")])
        .await
        .unwrap();
    assert_eq!(store.audit(Some(world.organisation), 10).await.unwrap(), [mine]);
    assert_eq!(store.audit(Some(other.organisation), 10).await.unwrap(), [theirs]);
    assert_eq!(store.audit(None, 10).await.unwrap().len(), 3);
}

pub async fn the_log_only_grows(database: Database) {
    let store = database.open().await;
    store.append_audit(&[audit_entry(None, "a")]).await.unwrap();
    for sql in ["UPDATE audit SET subject = 'b'", "DELETE FROM audit"] {
        let error = database.raw(sql).await.unwrap_err();
        assert!(error.to_string().contains("audit only grows"), "{error}");
    }
    assert_eq!(store.audit(None, 10).await.unwrap().len(), 1);
}
