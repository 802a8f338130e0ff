//! Postings: each once.

use crate::databases::Database;
use crate::samples::{World, posting, stored_postings};
use loonbrug_domain::ids::{PostingId, RunId};
use loonbrug_store::{Posting, PostingState, StoreError};

pub async fn postings_are_kept(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut full = posting(&world, 0);
    full.cost_centre = "K1".into();
    full.cost_unit = "D1".into();
    full.action = "update".into();
    (full.quantity, full.quantity_before) = (-25, i64::MAX);
    full.state = PostingState::Conflict;
    (full.attempt, full.fence) = (3, 4);
    full.payload_hash = "cafe".into();
    full.remote_id = Some("9001".to_owned());
    full.note = "2 equal rows".into();
    full.corrects = Some(posting(&world, 1).id);
    let postings = [full, posting(&world, 1)];
    assert_eq!(store.insert_postings(&postings).await.unwrap(), 2);
    assert_eq!(store.all_postings(world.coupling).await.unwrap(), postings);
    assert_eq!(store.insert_postings(&[]).await.unwrap(), 0);
}

pub async fn every_state_is_kept(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let of = |(number, state)| Posting {
        state,
        ..posting(&world, number)
    };
    let postings = (0..).zip(PostingState::ALL).map(of).collect::<Vec<_>>();
    store.insert_postings(&postings).await.unwrap();
    assert_eq!(store.all_postings(world.coupling).await.unwrap(), postings);
}

pub async fn postings_are_found_by_period_run_and_state(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let mut run = crate::samples::run(&world);
    run.id = RunId(world.id(4));
    store.insert_run(&run).await.unwrap();
    let mut postings = [0, 1, 2].map(|number| posting(&world, number));
    postings[0].period.number = 5;
    postings[1].run = run.id;
    postings[2].state = PostingState::Unknown;
    store.insert_postings(&postings).await.unwrap();
    let coupling = world.coupling;
    assert_eq!(store.postings(coupling, 2023, 5).await.unwrap(), postings[..1]);
    assert_eq!(store.postings(coupling, 2023, 4).await.unwrap(), postings[1..]);
    assert!(store.postings(coupling, 2022, 4).await.unwrap().is_empty());
    assert_eq!(store.postings_of_run(run.id).await.unwrap(), postings[1..2]);
    assert_eq!(
        store.postings_in_state(coupling, PostingState::Unknown).await.unwrap(),
        postings[2..]
    );
    assert_eq!(
        store.postings_in_state(coupling, PostingState::Approved).await.unwrap(),
        postings[..2]
    );
    let other = World::numbered(&store, 2).await;
    assert!(store.all_postings(other.coupling).await.unwrap().is_empty());
}

pub async fn the_same_revision_is_posted_once(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let stored = stored_postings(&store, &world, 3).await;
    let mut double = posting(&world, 1);
    double.id = PostingId(world.id(9));
    double.quantity = 1;
    let error = store
        .insert_postings(&[posting(&world, 50), double.clone()])
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "already posted: revision 1 of hours 2023-04-01/2023-04-30 15000, hours code 2100, person {}, \
             period 2023-4; plan again",
            world.person(1)
        )
    );
    assert_eq!(store.all_postings(world.coupling).await.unwrap(), stored, "all or none");
    double.revision = 2;
    assert_eq!(store.insert_postings(&[double]).await.unwrap(), 1);
}

pub async fn a_double_in_one_call_stores_nothing(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let postings = [posting(&world, 0), posting(&world, 1), posting(&world, 0)];
    let error = store.insert_postings(&postings).await.unwrap_err();
    assert!(matches!(error, StoreError::DoublePosting { .. }), "{error:?}");
    let mut same_id = posting(&world, 1);
    same_id.id = postings[0].id;
    let error = store.insert_postings(&[posting(&world, 0), same_id]).await.unwrap_err();
    assert!(matches!(error, StoreError::AlreadyThere { .. }), "{error:?}");
    assert!(store.all_postings(world.coupling).await.unwrap().is_empty());
}

pub async fn every_part_of_the_key_makes_another_posting(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let changes: [fn(&mut Posting, &World); 9] = [
        |posting, _| posting.origin.push('x'),
        |posting, world| posting.person = world.person(1),
        |posting, _| posting.period.year = 2022,
        |posting, _| posting.period.number = 5,
        |posting, _| posting.kind = "wage".into(),
        |posting, _| posting.code = 6_080,
        |posting, _| posting.cost_centre = "K1".into(),
        |posting, _| posting.cost_unit = "K1".into(),
        |posting, _| posting.revision = 2,
    ];
    let mut postings = vec![posting(&world, 0)];
    for (number, change) in (1..).zip(changes) {
        let mut other = posting(&world, 0);
        other.id = posting(&world, number).id;
        change(&mut other, &world);
        postings.push(other);
    }
    assert_eq!(store.insert_postings(&postings).await.unwrap(), 10);
}

pub async fn a_correction_names_what_it_corrects(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let stored = stored_postings(&store, &world, 1).await;
    let correction = Posting {
        corrects: Some(stored[0].id),
        ..posting(&world, 1)
    };
    store.insert_postings(std::slice::from_ref(&correction)).await.unwrap();
    assert_eq!(store.all_postings(world.coupling).await.unwrap()[1], correction);
    let of_nothing = Posting {
        corrects: Some(PostingId(world.id(9))),
        ..posting(&world, 2)
    };
    let error = store.insert_postings(&[of_nothing]).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
    assert_eq!(store.all_postings(world.coupling).await.unwrap().len(), 2);
}

pub async fn two_programs_post_the_same_line_once(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    let world = World::new(&one).await;
    let plan = |run: u128| {
        let postings = (0..200).map(|number| posting(&world, number));
        postings.map(move |posting| Posting {
            id: PostingId(world.id((run << 32) + posting.id.0.as_u128())),
            ..posting
        })
    };
    let (mine, theirs) = (plan(1).collect::<Vec<_>>(), plan(2).collect::<Vec<_>>());
    let (first, second) = tokio::join!(one.insert_postings(&mine), two.insert_postings(&theirs));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert_eq!(one.all_postings(world.coupling).await.unwrap().len(), 200);
}
