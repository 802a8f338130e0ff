//! Payouts of hours.

use crate::databases::Database;
use crate::samples::{World, at, audit_entry};
use loonbrug_domain::ids::PayoutId;
use loonbrug_domain::quantity::HundredthHours;
use loonbrug_store::{Decided, Payout, PayoutSource, PayoutState, Store, StoreError};

pub fn payout(world: &World, number: u128, source: PayoutSource) -> Payout {
    Payout {
        id: PayoutId(world.id(970 + number)),
        organisation: world.organisation,
        person: world.person(number),
        coupling: world.coupling,
        source,
        hours: HundredthHours(6250),
        code: 4100,
        state: PayoutState::Requested,
        requested_by: "fleur".to_owned(),
        requested_at: at(i64::try_from(number).unwrap()),
        decided: None,
    }
}

pub async fn fill(store: &Store, world: &World) {
    store
        .insert_payout(&payout(world, 0, PayoutSource::Leave), &[])
        .await
        .unwrap();
}

pub async fn payouts_are_kept_oldest_first(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let sources = [PayoutSource::Worked, PayoutSource::PlusMinus, PayoutSource::Leave];
    let payouts: Vec<_> = (0..)
        .zip(sources)
        .map(|(number, source)| payout(&world, number, source))
        .collect();
    for payout in payouts.iter().rev() {
        store.insert_payout(payout, &[]).await.unwrap();
    }
    assert_eq!(store.payouts(world.organisation).await.unwrap(), payouts);
    let one = store.payout(world.organisation, payouts[1].id).await.unwrap();
    assert_eq!(one.as_ref(), Some(&payouts[1]));
}

pub async fn a_payout_is_decided_once(database: Database) {
    use PayoutState::{Approved, Posted, Requested, Void};
    let store = database.open().await;
    let world = World::new(&store).await;
    let payout = payout(&world, 0, PayoutSource::Leave);
    store.insert_payout(&payout, &[]).await.unwrap();
    let decided = Decided {
        by: "kara".to_owned(),
        at: at(9),
        reason: "uit dienst".to_owned(),
    };
    let moved = async |from, to| {
        let lines = [audit_entry(Some(world.organisation), &format!("{to:?}"))];
        let moved = store.move_payout(payout.id, (from, to), &decided, &lines);
        moved.await.unwrap()
    };
    assert!(moved(Requested, Approved).await);
    assert!(!moved(Requested, Void).await);
    assert!(moved(Approved, Posted).await);
    let stored = store.payout(world.organisation, payout.id).await.unwrap().unwrap();
    assert_eq!((stored.state, stored.decided), (Posted, Some(decided)));
    let lines = store.audit(Some(world.organisation), 10).await.unwrap();
    let subjects: Vec<&str> = lines.iter().map(|line| line.subject.as_str()).collect();
    assert_eq!(subjects, ["Posted", "Approved"]);
}

pub async fn a_payout_stays_inside_the_organisation(database: Database) {
    let store = database.open().await;
    let (world, other) = (World::new(&store).await, World::numbered(&store, 2).await);
    let elsewhere = Payout {
        coupling: other.coupling,
        ..payout(&world, 0, PayoutSource::Leave)
    };
    let error = store.insert_payout(&elsewhere, &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
    assert_eq!(store.payouts(world.organisation).await.unwrap(), []);
}
