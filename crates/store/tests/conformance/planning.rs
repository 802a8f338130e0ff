//! Planned shifts and standard rosters.

use crate::databases::Database;
use crate::samples::{World, april, planned_shift};
use loonbrug_store::StoreError;

pub async fn planned_shifts_are_kept_and_taken_away(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let [one, two, three] = [1, 2, 3].map(|number| planned_shift(&world, number));
    let add = [three.clone(), one.clone(), two.clone()];
    store.change_planning(world.organisation, &[], &add).await.unwrap();
    let planned = || store.planned_shifts(world.organisation, april());
    assert_eq!(planned().await.unwrap(), [one.clone(), two.clone(), three.clone()]);
    let mut instead = planned_shift(&world, 30);
    instead.group = None;
    store
        .change_planning(world.organisation, &[one.id], std::slice::from_ref(&instead))
        .await
        .unwrap();
    assert_eq!(planned().await.unwrap(), [instead, two.clone(), three]);
    let other = World::numbered(&store, 2).await;
    let found = |organisation, id| store.planned_shift(organisation, id);
    assert_eq!(found(world.organisation, two.id).await.unwrap(), Some(two.clone()));
    assert_eq!(found(other.organisation, two.id).await.unwrap(), None);
    assert_eq!(found(world.organisation, one.id).await.unwrap(), None);
}

pub async fn taking_away_twice_changes_nothing(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let other = World::numbered(&store, 2).await;
    let [one, two] = [1, 2].map(|number| planned_shift(&world, number));
    store
        .change_planning(world.organisation, &[], std::slice::from_ref(&one))
        .await
        .unwrap();
    for (organisation, gone) in [
        (world.organisation, vec![one.id, two.id]),
        (other.organisation, vec![one.id]),
    ] {
        let error = store
            .change_planning(organisation, &gone, std::slice::from_ref(&two))
            .await
            .unwrap_err();
        assert!(matches!(error, StoreError::Stale { .. }), "{error:?}");
    }
    let crossing = store
        .change_planning(other.organisation, &[], &[two])
        .await
        .unwrap_err();
    assert!(matches!(crossing, StoreError::NotFound { .. }), "{crossing:?}");
    assert_eq!(store.planned_shifts(world.organisation, april()).await.unwrap(), [one]);
}

pub async fn rosters_are_kept_by_name(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    for (name, content) in [("b", "1"), ("a", "2"), ("b", "3")] {
        store
            .put_standard_roster(world.organisation, name, content)
            .await
            .unwrap();
    }
    assert_eq!(store.standard_rosters(world.organisation).await.unwrap(), ["2", "3"]);
    for (name, was_there) in [("a", true), ("a", false)] {
        let removed = store.remove_standard_roster(world.organisation, name).await;
        assert_eq!(removed.unwrap(), was_there);
    }
    assert_eq!(store.standard_rosters(world.organisation).await.unwrap(), ["3"]);
}
