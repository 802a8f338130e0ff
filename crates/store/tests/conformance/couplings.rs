//! Organisations, couplings, secrets, rule sets, column mappings and decisions.

use crate::databases::Database;
use crate::samples::{World, coupling, decision, id, organisation};
use jiff::civil::date;
use loonbrug_domain::ids::{CouplingId, OrganisationId};
use loonbrug_store::{Secret, StoreError};
use std::slice::from_ref;

pub async fn organisations_are_kept_by_name(database: Database) {
    let store = database.open().await;
    let second = World::numbered(&store, 2).await;
    let first = World::numbered(&store, 1).await;
    let expected = [
        organisation(&first, "Organisation 1"),
        organisation(&second, "Organisation 2"),
    ];
    assert_eq!(store.organisations().await.unwrap(), expected);
    let found = store.organisation_named("Organisation 2").await.unwrap();
    assert_eq!(found.as_ref(), Some(&expected[1]));
    assert_eq!(store.organisation_named("organisation 2").await.unwrap(), None);
}

pub async fn a_taken_name_is_refused(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut other = organisation(&world, "Organisation 1");
    other.id = OrganisationId(id(99));
    let error = store.insert_organisation(&other).await.unwrap_err();
    assert!(matches!(error, StoreError::AlreadyThere { .. }), "{error:?}");
    let mut other = coupling(&world, "coupling-1");
    other.id = CouplingId(id(98));
    let error = store.insert_coupling(&other).await.unwrap_err();
    assert!(matches!(error, StoreError::AlreadyThere { .. }), "{error:?}");
    assert_eq!(
        (
            store.organisations().await.unwrap().len(),
            store.couplings().await.unwrap().len()
        ),
        (1, 1)
    );
}

pub async fn couplings_are_kept_by_name(database: Database) {
    let store = database.open().await;
    let second = World::numbered(&store, 2).await;
    let first = World::numbered(&store, 1).await;
    let expected = [coupling(&first, "coupling-1"), coupling(&second, "coupling-2")];
    assert_eq!(store.couplings().await.unwrap(), expected);
    let found = store.coupling_named("coupling-2").await.unwrap();
    assert_eq!(found.as_ref(), Some(&expected[1]));
    assert_eq!(store.coupling_named("coupling").await.unwrap(), None);
}

pub async fn an_older_version_changes_nothing(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut changed = coupling(&world, "renamed");
    changed.paused = Some("the token was revoked; log in again".to_owned());
    assert!(store.update_coupling(&changed, &[]).await.unwrap());
    changed.version = 2;
    assert_eq!(store.couplings().await.unwrap(), [changed.clone()]);
    let stale = coupling(&world, "renamed by somebody else");
    assert!(!store.update_coupling(&stale, &[]).await.unwrap());
    let mut unknown = changed.clone();
    unknown.id = CouplingId(id(99));
    assert!(!store.update_coupling(&unknown, &[]).await.unwrap());
    assert_eq!(store.couplings().await.unwrap(), [changed]);
}

pub async fn of_many_updates_of_one_version_one_wins(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    let world = World::new(&one).await;
    let coupling = coupling(&world, "coupling-1");
    let updates = (0..10).map(|turn| if turn % 2 == 0 { &one } else { &two }.update_coupling(&coupling, &[]));
    let won = futures::future::try_join_all(updates).await.unwrap();
    assert_eq!(won.iter().filter(|won| **won).count(), 1, "{won:?}");
    assert_eq!(one.couplings().await.unwrap()[0].version, 2);
}

pub async fn a_secret_is_replaced_once(database: Database) {
    let store = database.open().await;
    let coupling = World::new(&store).await.coupling;
    assert_eq!(store.secret(coupling, "token").await.unwrap(), None);
    assert_eq!(
        store.put_secret(coupling, "token", b"first", Some(1)).await.unwrap(),
        None
    );
    assert_eq!(
        store.put_secret(coupling, "token", b"first", None).await.unwrap(),
        Some(1)
    );
    assert_eq!(
        store.put_secret(coupling, "token", b"second", Some(1)).await.unwrap(),
        Some(2)
    );
    assert_eq!(
        store.put_secret(coupling, "token", b"other", Some(1)).await.unwrap(),
        None
    );
    let stored = Secret {
        version: 2,
        ciphertext: b"second".to_vec(),
    };
    assert_eq!(store.secret(coupling, "token").await.unwrap(), Some(stored));
    assert_eq!(
        store.put_secret(coupling, "token", b"third", None).await.unwrap(),
        Some(3)
    );
    assert_eq!(store.put_secret(coupling, "client", b"", None).await.unwrap(), Some(1));
    let empty = Secret {
        version: 1,
        ciphertext: Vec::new(),
    };
    assert_eq!(store.secret(coupling, "client").await.unwrap(), Some(empty));
}

pub async fn deleted_secrets_leave_their_version_behind(database: Database) {
    let store = database.open().await;
    let coupling = World::new(&store).await.coupling;
    store.put_secret(coupling, "token", b"old", None).await.unwrap();
    store.delete_secrets(coupling).await.unwrap();
    assert_eq!(store.secret(coupling, "token").await.unwrap(), None);
    let renewed = store.put_secret(coupling, "token", b"renewed", Some(1)).await.unwrap();
    assert_eq!(renewed, None, "a renewal that began before the deletion");
    assert_eq!(
        store.put_secret(coupling, "token", b"new", None).await.unwrap(),
        Some(3)
    );
}

pub async fn a_secret_needs_a_coupling(database: Database) {
    let store = database.open().await;
    let error = store
        .put_secret(CouplingId(id(99)), "token", b"", None)
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
}

pub async fn rule_sets_are_kept_by_name_and_date(database: Database) {
    let store = database.open().await;
    let organisation = World::new(&store).await.organisation;
    let other = World::numbered(&store, 2).await.organisation;
    let (before, after) = (date(2023, 1, 1), date(2024, 1, 1));
    for (name, day, content) in [
        ("retail", before, "r"),
        ("horeca", after, "b"),
        ("horeca", before, "x"),
        ("horeca", before, "a"),
    ] {
        store.put_rule_set(organisation, name, day, content, &[]).await.unwrap();
    }
    store.put_rule_set(other, "horeca", before, "other", &[]).await.unwrap();
    store.delete_rule_set(organisation, "retail", after).await.unwrap();
    assert_eq!(store.rule_sets(organisation).await.unwrap().len(), 3);
    store.delete_rule_set(organisation, "retail", before).await.unwrap();
    let expected = [
        ("horeca".to_owned(), before, "a".to_owned()),
        ("horeca".to_owned(), after, "b".to_owned()),
    ];
    assert_eq!(store.rule_sets(organisation).await.unwrap(), expected);
    assert_eq!(store.rule_sets(other).await.unwrap().len(), 1);
}

pub async fn column_mappings_are_kept_by_name(database: Database) {
    let store = database.open().await;
    let organisation = World::new(&store).await.organisation;
    store.put_column_mapping(organisation, "rooster", "old").await.unwrap();
    store.put_column_mapping(organisation, "rooster", "new").await.unwrap();
    assert_eq!(
        store.column_mapping(organisation, "rooster").await.unwrap().as_deref(),
        Some("new")
    );
    assert_eq!(store.column_mapping(organisation, "uren").await.unwrap(), None);
}

pub async fn decisions_hold_until_replaced(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    for (key, content) in [("b", "old"), ("a", "kept"), ("b", "new")] {
        store
            .put_decisions(world.organisation, &[decision(&world, key, content)])
            .await
            .unwrap();
    }
    let expected = [decision(&world, "a", "kept"), decision(&world, "b", "new")];
    assert_eq!(store.decisions(world.coupling).await.unwrap(), expected);
    store.delete_decision(world.coupling, "a").await.unwrap();
    store.delete_decision(world.coupling, "a").await.unwrap();
    assert_eq!(store.decisions(world.coupling).await.unwrap(), expected[1..]);
}

pub async fn a_coupling_needs_its_organisation(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let other = World::numbered(&store, 2).await;
    let decision = decision(&world, "a", "{}");
    store
        .put_decisions(world.organisation, from_ref(&decision))
        .await
        .unwrap();
    let error = store
        .put_decisions(other.organisation, from_ref(&decision))
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
    let mut orphan = coupling(&world, "orphan");
    (orphan.id, orphan.organisation) = (CouplingId(id(98)), OrganisationId(id(99)));
    let error = store.insert_coupling(&orphan).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
}
