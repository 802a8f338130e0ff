//! People and links.

use crate::databases::Database;
use crate::samples::{World, id, link, person};
use loonbrug_domain::ids::CouplingId;
use loonbrug_store::StoreError;

pub async fn people_are_kept(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let expected = (0..10).map(|place| person(&world, place)).collect::<Vec<_>>();
    assert_eq!(store.people(world.organisation).await.unwrap(), expected);
}

pub async fn unchanged_people_are_not_written(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut people = store.people(world.organisation).await.unwrap();
    assert_eq!(store.put_people(&people).await.unwrap(), 0);
    people[3].number = Some(30);
    people[4].work_email = None;
    people[5].active = false;
    people[6].last_name.push('x');
    assert_eq!(store.put_people(&people).await.unwrap(), 4);
    assert_eq!(store.people(world.organisation).await.unwrap(), people);
    assert_eq!(store.put_people(&[]).await.unwrap(), 0);
}

pub async fn the_last_of_two_rows_in_one_call_counts(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let [mut first, mut last] = [person(&world, 0), person(&world, 0)];
    first.last_name = "first".into();
    last.last_name = "last".into();
    assert_eq!(store.put_people(&[first, last.clone()]).await.unwrap(), 1);
    assert_eq!(store.people(world.organisation).await.unwrap()[0], last);
}

pub async fn people_of_another_organisation_are_not_touched(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    let mut stranger = person(&world, 0);
    stranger.organisation = other.organisation;
    stranger.last_name = "stolen".into();
    assert_eq!(store.put_people(&[stranger]).await.unwrap(), 0);
    assert_eq!(store.people(world.organisation).await.unwrap()[0], person(&world, 0));
}

pub async fn links_are_kept_and_changed(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut links = [link(&world, 1, 7), link(&world, 0, 12)];
    assert_eq!(store.put_links(&links).await.unwrap(), 2);
    assert_eq!(store.put_links(&links).await.unwrap(), 0);
    assert_eq!(store.links(world.coupling).await.unwrap(), links);
    links[0].remote_uuid = Some(id(1));
    links[1].remote_number = None;
    assert_eq!(store.put_links(&links).await.unwrap(), 2);
    assert_eq!(store.links(world.coupling).await.unwrap(), links);
    store.delete_link(world.coupling, world.person(1)).await.unwrap();
    store.delete_link(world.coupling, world.person(1)).await.unwrap();
    assert_eq!(store.links(world.coupling).await.unwrap(), links[1..]);
}

pub async fn an_employee_is_one_person(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    store.put_links(&[link(&world, 0, 12)]).await.unwrap();
    let error = store
        .put_links(&[link(&world, 1, 13), link(&world, 2, 12)])
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::AlreadyThere { .. }), "{error:?}");
    assert_eq!(store.links(world.coupling).await.unwrap(), [link(&world, 0, 12)]);
}

pub async fn a_link_stays_inside_the_organisation(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    let mut crossing = link(&world, 0, 12);
    crossing.person = other.person(0);
    let error = store.put_links(&[crossing]).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
    let mut lost = link(&world, 0, 12);
    lost.coupling = CouplingId(id(99));
    let error = store.put_links(&[lost]).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
}
