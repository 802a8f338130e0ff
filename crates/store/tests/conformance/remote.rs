//! What the foreign system says of employees.

use crate::databases::Database;
use crate::samples::{World, at, remote_record};
use loonbrug_store::{RemoteRecord, Store, StoreError};

async fn put(store: &Store, world: &World, records: &[RemoteRecord], second: i64) {
    store
        .put_remote_records(world.organisation, world.coupling, records, at(second))
        .await
        .unwrap();
}

pub async fn records_are_kept_with_their_hashes(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut records = [
        remote_record(9, "contract", 1),
        remote_record(12, "contract", 2),
        remote_record(12, "salary", 3),
    ];
    records[1].present = false;
    put(&store, &world, &records, 0).await;
    assert_eq!(
        store.remote_records(world.coupling, "contract").await.unwrap(),
        records[..2]
    );
    let hashes = store.remote_hashes(world.coupling, "contract").await.unwrap();
    assert_eq!(hashes, [(9, ([1; 32], true)), (12, ([2; 32], false))].into());
    assert!(
        store
            .remote_hashes(world.coupling, "identity")
            .await
            .unwrap()
            .is_empty()
    );
    let other = World::numbered(&store, 2).await;
    let crossing = [remote_record(9, "contract", 7)];
    let error = store
        .put_remote_records(other.organisation, world.coupling, &crossing, at(1))
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
    assert!(store.remote_record_history(world.coupling, 9).await.unwrap().is_empty());
}

pub async fn a_changed_record_leaves_its_former_content(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let contents = [1, 2, 2, 1].map(|content| remote_record(12, "contract", content));
    for (second, record) in (0..).zip(&contents) {
        put(
            &store,
            &world,
            &[record.clone(), remote_record(13, "contract", 9)],
            second,
        )
        .await;
    }
    let expected = [(at(1), contents[0].clone()), (at(3), contents[1].clone())];
    assert_eq!(store.remote_record_history(world.coupling, 12).await.unwrap(), expected);
    let current = store.remote_records(world.coupling, "contract").await.unwrap();
    assert_eq!(current, [contents[3].clone(), remote_record(13, "contract", 9)]);
    assert!(
        store
            .remote_record_history(world.coupling, 13)
            .await
            .unwrap()
            .is_empty()
    );
}

pub async fn presence_alone_makes_no_history(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut record = remote_record(12, "contract", 1);
    put(&store, &world, &[record.clone()], 0).await;
    record.present = false;
    put(&store, &world, &[record.clone()], 1).await;
    assert_eq!(
        store.remote_records(world.coupling, "contract").await.unwrap(),
        [record.clone()]
    );
    assert!(
        store
            .remote_record_history(world.coupling, 12)
            .await
            .unwrap()
            .is_empty()
    );
    put(&store, &world, &[remote_record(12, "contract", 2)], 2).await;
    assert_eq!(
        store.remote_record_history(world.coupling, 12).await.unwrap(),
        [(at(2), record)]
    );
}

pub async fn employees_are_marked_as_gone_and_back(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let records = [1, 2, 3].map(|number| remote_record(number, "identity", 1));
    put(&store, &world, &records, 0).await;
    put(&store, &world, &[remote_record(2, "salary", 1)], 0).await;
    let mark = async |numbers: &[i64], present| {
        store
            .set_present(world.organisation, world.coupling, "identity", numbers, present)
            .await
            .unwrap();
        let records = store.remote_records(world.coupling, "identity").await.unwrap();
        records.iter().map(|record| record.present).collect::<Vec<_>>()
    };
    assert_eq!(mark(&[2, 3, 3, 99], false).await, [true, false, false]);
    assert_eq!(mark(&[3, 1], true).await, [true, false, true]);
    assert_eq!(mark(&[], true).await, [true, false, true]);
    assert!(store.remote_records(world.coupling, "salary").await.unwrap()[0].present);
}
