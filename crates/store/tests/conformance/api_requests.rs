//! Requests that must not be carried out twice.

use crate::access::{SECRET, token};
use crate::databases::Database;
use crate::samples::{World, at};
use loonbrug_domain::ids::TokenId;
use loonbrug_store::{ApiRequest, KnownRequest, Store, StoreError};

const ASKED: [u8; 32] = [3; 32];
const ELSE: [u8; 32] = [4; 32];

fn request(world: &World, second: i64) -> ApiRequest<'_> {
    ApiRequest {
        token: token(world).id,
        organisation: world.organisation,
        key: "f3b1",
        hash: &ASKED,
        at: at(second),
    }
}

/// A row in the table; the token is there.
pub async fn fill(store: &Store, world: &World) {
    let begun = store.begin_request(&request(world, 1), at(0)).await.unwrap();
    assert_eq!(begun, None);
}

async fn stage(database: &Database) -> (Store, World) {
    let store = database.open().await;
    let world = World::new(&store).await;
    store.insert_token(&token(&world), &SECRET, &[]).await.unwrap();
    (store, world)
}

pub async fn a_request_begins_once(database: Database) {
    let (store, world) = stage(&database).await;
    let token = token(&world).id;
    fill(&store, &world).await;
    let under_way = KnownRequest {
        hash: ASKED,
        answer: None,
    };
    let other = ApiRequest {
        hash: &ELSE,
        ..request(&world, 2)
    };
    assert_eq!(store.begin_request(&other, at(0)).await.unwrap(), Some(under_way));
    store.answer_request(token, "f3b1", 201, "{\"id\":1}").await.unwrap();
    store.answer_request(token, "f3b1", 500, "{}").await.unwrap();
    let answered = KnownRequest {
        hash: ASKED,
        answer: Some((201, "{\"id\":1}".to_owned())),
    };
    let again = store.begin_request(&request(&world, 3), at(0)).await;
    assert_eq!(again.unwrap(), Some(answered), "the first answer holds");
}

pub async fn of_many_requests_at_once_one_begins(database: Database) {
    let (store, world) = stage(&database).await;
    let requests: Vec<_> = (0..8).map(|second| request(&world, second)).collect();
    let mut begun = Vec::new();
    let (one, two, three, four) = tokio::join!(
        store.begin_request(&requests[0], at(-9)),
        store.begin_request(&requests[1], at(-9)),
        store.begin_request(&requests[2], at(-9)),
        store.begin_request(&requests[3], at(-9)),
    );
    begun.extend([one, two, three, four].map(|outcome| outcome.unwrap().is_none()));
    assert_eq!(begun.iter().filter(|began| **began).count(), 1, "{begun:?}");
}

pub async fn a_request_is_forgotten_when_nothing_was_done_or_it_is_old(database: Database) {
    let (store, world) = stage(&database).await;
    let token = token(&world).id;
    fill(&store, &world).await;
    store.forget_request(token, "f3b1").await.unwrap();
    fill(&store, &world).await;
    store.answer_request(token, "f3b1", 201, "{}").await.unwrap();
    store.forget_request(token, "f3b1").await.unwrap();
    assert!(store.begin_request(&request(&world, 5), at(1)).await.unwrap().is_some());
    assert!(store.begin_request(&request(&world, 5), at(2)).await.unwrap().is_none());
}

pub async fn a_request_needs_its_token(database: Database) {
    let (store, world) = stage(&database).await;
    let strange = ApiRequest {
        token: TokenId(world.id(901)),
        ..request(&world, 1)
    };
    let error = store.begin_request(&strange, at(0)).await.unwrap_err();
    assert!(!matches!(error, StoreError::AlreadyThere { .. }), "{error:?}");
}
