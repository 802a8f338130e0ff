//! The audit log.

use crate::databases::Database;
use crate::samples::{World, at, audit_entry, change, revision};
use ShiftState::{Approved, Open, Submitted};
use loonbrug_domain::approval::ShiftState;
use loonbrug_store::NewRevision;

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

/// The log never tells of what did not happen, and never misses what did.
pub async fn a_line_comes_with_its_change_or_not_at_all(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let told = |subject: &str| [audit_entry(Some(world.organisation), subject)];
    let new = NewRevision {
        revision: revision(&world, 0),
        replaces: None,
        reason: "test".to_owned(),
    };
    let add = async |line: &str| {
        let (new, lines) = (std::slice::from_ref(&new), told(line));
        let added = store.add_shift_revisions(world.organisation, new, "fleur", at(1), &lines);
        added.await.is_ok()
    };
    let step = async |from, to, line: &str| {
        let (steps, lines) = ([change(new.revision.shift.id, from, to)], told(line));
        let taken = store.step_shifts(world.organisation, &steps, "thomas", at(2), &lines);
        taken.await.is_ok()
    };
    assert!(add("entered").await);
    assert!(!add("entered twice").await);
    assert!(!step(Submitted, Approved, "approved too early").await);
    assert!(step(Open, Submitted, "submitted").await);
    assert!(step(Submitted, Approved, "approved").await);
    let lines = store.audit(Some(world.organisation), 10).await.unwrap();
    let subjects: Vec<&str> = lines.iter().map(|line| line.subject.as_str()).collect();
    assert_eq!(subjects, ["approved", "submitted", "entered"]);
}
