//! Notices: told once, delivered by one node at a time, and taken over from one that died.

use crate::databases::Database;
use crate::samples::{World, at, audit_entry, id, run};
use jiff::Timestamp;
use loonbrug_domain::ids::{DeliveryId, NoticeId, RunId, UserId, WebhookId};
use loonbrug_domain::notice::{NoticeKind, Timing};
use loonbrug_store::{
    AuditEntry, Delivery, DeliveryState, Notice, NoticeChoice, Receiver, Run, Store, StoreError, Telling, Tried,
    Webhook,
};

fn notice(world: &World, number: u128, cause: &str) -> Notice {
    Notice {
        id: NoticeId(world.id(2_000 + number)),
        organisation: Some(world.organisation),
        kind: NoticeKind::RunFailed,
        cause: cause.to_owned(),
        dutch: "Een run is mislukt.".to_owned(),
        english: "A run failed.".to_owned(),
        link: "/e/1/history/1".to_owned(),
        subject: [("run".to_owned(), "1".to_owned())].into(),
        sealed: None,
        created_at: at(0),
    }
}

fn delivery(world: &World, number: u128, of: u128, receiver: Receiver) -> Delivery {
    Delivery {
        id: DeliveryId(world.id(3_000 + number)),
        notice: NoticeId(world.id(2_000 + of)),
        receiver,
        together: false,
        state: DeliveryState::Waiting,
        attempts: 0,
        first_due_at: at(10),
        due_at: at(10),
        answer: String::new(),
        settled_at: None,
    }
}

fn webhook(world: &World) -> Webhook {
    Webhook {
        id: WebhookId(world.id(4_000)),
        organisation: world.organisation,
        address: "https://hooks.example.nl/loonbrug".to_owned(),
        kinds: [NoticeKind::RunDone, NoticeKind::RunFailed].into(),
        secret: vec![1, 2],
        former: Some((vec![3], at(60))),
        failures: 0,
        paused_at: None,
        created_at: at(0),
    }
}

/// The user that the family of access adds.
const USER: UserId = UserId(id(50));

async fn told(store: &Store, world: &World) -> Telling {
    let telling = Telling {
        notices: vec![notice(world, 1, "run 1")],
        deliveries: vec![
            delivery(world, 1, 1, Receiver::User(USER)),
            delivery(world, 2, 1, Receiver::Webhook(WebhookId(world.id(4_000)))),
        ],
    };
    store.put_webhook(&webhook(world), &[]).await.unwrap();
    store.tell(&telling, &[]).await.unwrap();
    telling
}

/// A row in every table of this family.
pub async fn fill(store: &Store, world: &World) {
    told(store, world).await;
    let choice = NoticeChoice {
        user: USER,
        kind: NoticeKind::RunDone,
        timing: Timing::Daily,
    };
    store.put_notice_choices(&[(world.organisation, choice)]).await.unwrap();
}

async fn stage(database: &Database) -> (Store, World) {
    let store = database.open().await;
    let world = World::new(&store).await;
    crate::access::added(&store).await;
    (store, world)
}

async fn claim(store: &Store, now: Timestamp, until: Timestamp) -> Vec<Delivery> {
    let claimed = store.claim_deliveries(now, until, 10).await.unwrap();
    claimed.into_iter().map(|(delivery, _)| delivery).collect()
}

fn tried(delivery: &Delivery, state: DeliveryState) -> Tried {
    Tried {
        delivery: delivery.id,
        attempts: delivery.attempts,
        state,
        due_at: at(100),
        answer: "HTTP 500".to_owned(),
        at: at(20),
    }
}

pub async fn a_cause_is_told_once_whoever_finds_it(database: Database) {
    let (store, world) = stage(&database).await;
    let telling = told(&store, &world).await;
    let again = Telling {
        notices: vec![notice(&world, 2, "run 1"), notice(&world, 3, "run 2")],
        deliveries: vec![
            delivery(&world, 3, 2, Receiver::User(USER)),
            delivery(&world, 4, 3, Receiver::User(USER)),
        ],
    };
    let (one, two) = (database.open().await, database.open().await);
    let (first, second) = tokio::join!(one.tell(&again, &[]), two.tell(&again, &[]));
    // Whoever loses a race for an id says so, and finds nothing left to tell the next time.
    assert!(first.is_ok() || second.is_ok(), "{first:?} {second:?}");
    let found = store.notices(world.organisation, 10).await.unwrap();
    assert_eq!(found, [again.notices[1].clone(), telling.notices[0].clone()]);
    assert_eq!(claim(&store, at(10), at(70)).await.len(), 3);
}

pub async fn two_nodes_never_claim_the_same_delivery(database: Database) {
    let (store, world) = stage(&database).await;
    let notices: Vec<Notice> = (0..40).map(|one| notice(&world, one, &format!("run {one}"))).collect();
    let deliveries = (0..40).map(|one| delivery(&world, one, one, Receiver::User(USER)));
    let deliveries = deliveries.collect();
    store.tell(&Telling { notices, deliveries }, &[]).await.unwrap();
    let (one, two) = (database.open().await, database.open().await);
    let take = |store: Store| async move {
        let mut all = Vec::new();
        loop {
            let claimed = store.claim_deliveries(at(10), at(70), 3).await.unwrap();
            if claimed.is_empty() {
                return all;
            }
            all.extend(claimed.into_iter().map(|(delivery, _)| delivery.id));
        }
    };
    let (first, second) = tokio::join!(take(one), take(two));
    let mut all = [first, second].concat();
    all.sort_unstable();
    let before = all.len();
    all.dedup();
    // A node that found nothing may have waited for one that then took the last.
    all.extend(claim(&store, at(10), at(70)).await.iter().map(|delivery| delivery.id));
    assert_eq!((before, all.len()), (before, 40));
}

pub async fn what_a_dead_node_claimed_is_taken_over_and_its_late_word_changes_nothing(database: Database) {
    let (store, world) = stage(&database).await;
    told(&store, &world).await;
    assert_eq!(claim(&store, at(9), at(70)).await, [], "not due yet");
    let dead = claim(&store, at(10), at(70)).await;
    assert_eq!((dead.len(), dead[0].attempts), (2, 1));
    assert_eq!(claim(&store, at(69), at(130)).await, [], "still held");
    let living = claim(&store, at(70), at(130)).await;
    assert_eq!(living[0].id, dead[0].id, "the message keeps its id");
    let late = [tried(&dead[0], DeliveryState::GivenUp)];
    store.settle_deliveries(&late).await.unwrap();
    let sent = [tried(&living[0], DeliveryState::Sent)];
    store.settle_deliveries(&sent).await.unwrap();
    store.settle_deliveries(&late).await.unwrap();
    assert_eq!(store.given_up(world.organisation, 10).await.unwrap(), []);
}

pub async fn what_is_given_up_is_seen_tried_again_or_left(database: Database) {
    let (store, world) = stage(&database).await;
    let other = World::numbered(&store, 2).await;
    told(&store, &world).await;
    for delivery in claim(&store, at(10), at(70)).await {
        let given_up = [tried(&delivery, DeliveryState::GivenUp)];
        store.settle_deliveries(&given_up).await.unwrap();
    }
    let found = store.given_up(world.organisation, 10).await.unwrap();
    assert_eq!((found.len(), found[0].0.answer.as_str()), (2, "HTTP 500"));
    assert_eq!(store.given_up(other.organisation, 10).await.unwrap(), []);
    assert_eq!(store.count_given_up().await.unwrap(), [(world.organisation, 2, at(20))]);
    let (first, second) = (found[0].0.id, found[1].0.id);
    assert!(!store.try_again(other.organisation, first, at(30), &[]).await.unwrap());
    assert!(store.try_again(world.organisation, first, at(30), &[]).await.unwrap());
    assert!(
        !store.try_again(world.organisation, first, at(30), &[]).await.unwrap(),
        "it waits"
    );
    assert!(!store.leave_given_up(other.organisation, second, &[]).await.unwrap());
    assert!(store.leave_given_up(world.organisation, second, &[]).await.unwrap());
    assert_eq!(claim(&store, at(30), at(90)).await[0].id, first);
    assert_eq!(store.given_up(world.organisation, 10).await.unwrap(), []);
}

pub async fn a_secret_is_forgotten_when_it_was_brought(database: Database) {
    let (store, world) = stage(&database).await;
    let secret = Notice {
        organisation: None,
        sealed: Some(vec![7, 8]),
        ..notice(&world, 1, "invitation 1")
    };
    let telling = Telling {
        notices: vec![secret],
        deliveries: vec![delivery(&world, 1, 1, Receiver::User(USER))],
    };
    store.tell(&telling, &[]).await.unwrap();
    let (claimed, with) = store.claim_deliveries(at(10), at(70), 10).await.unwrap().remove(0);
    assert_eq!(with.sealed, Some(vec![7, 8]));
    let waits = Tried {
        due_at: at(20),
        ..tried(&claimed, DeliveryState::Waiting)
    };
    store.settle_deliveries(&[waits]).await.unwrap();
    let (claimed, with) = store.claim_deliveries(at(20), at(70), 10).await.unwrap().remove(0);
    assert_eq!(with.sealed, Some(vec![7, 8]), "it is still needed");
    let sent = [tried(&claimed, DeliveryState::Sent)];
    store.settle_deliveries(&sent).await.unwrap();
    let sealed = store.sealed(loonbrug_store::SealedIn::Link, "").await.unwrap();
    assert_eq!(sealed, []);
}

pub async fn what_nobody_was_told_of_is_found_until_it_is_told(database: Database) {
    let (store, world) = stage(&database).await;
    let paused = audit_entry(Some(world.organisation), "coupling-1");
    let quiet = AuditEntry {
        action: "coupling.changed".to_owned(),
        ..paused.clone()
    };
    store.append_audit(&[quiet, paused]).await.unwrap();
    let failed = Run {
        id: RunId(world.id(77)),
        finished_at: Some(at(5)),
        state: "failed".to_owned(),
        ..run(&world)
    };
    store.insert_run(&failed).await.unwrap();
    store.finish_run(failed.id, "failed", "{}", at(5)).await.unwrap();
    let entries = store.untold_entries(Timestamp::UNIX_EPOCH).await.unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].entry.subject, "coupling-1");
    let runs = store.untold_runs(at(5)).await.unwrap();
    assert!(runs.iter().any(|run| run.id == failed.id));
    assert_eq!(store.untold_runs(at(6)).await.unwrap(), []);
    let telling = Telling {
        notices: vec![
            notice(&world, 1, &format!("audit {}", entries[0].sequence)),
            notice(&world, 2, &format!("run {}", failed.id)),
        ],
        deliveries: Vec::new(),
    };
    store.tell(&telling, &[]).await.unwrap();
    assert_eq!(store.untold_entries(Timestamp::UNIX_EPOCH).await.unwrap(), []);
    let runs = store.untold_runs(at(5)).await.unwrap();
    assert!(runs.iter().all(|run| run.id != failed.id));
    store.forget_notices(at(1)).await.unwrap();
    assert_eq!(store.notices(world.organisation, 10).await.unwrap(), []);
}

pub async fn leave_is_told_when_it_is_asked_and_when_it_is_decided(database: Database) {
    let (store, world) = stage(&database).await;
    crate::absence::fill(&store, &world).await;
    let asked = store.untold_leave(at(0)).await.unwrap();
    assert!(!asked.is_empty());
    let cause = |one: &loonbrug_store::UntoldLeave| {
        let state = serde_json::to_value(one.state).unwrap();
        format!("leave {} {}", one.request, state.as_str().unwrap())
    };
    let notices = (0_u128..)
        .zip(&asked)
        .map(|(number, one)| notice(&world, number, &cause(one)));
    let telling = Telling {
        notices: notices.collect(),
        deliveries: Vec::new(),
    };
    store.tell(&telling, &[]).await.unwrap();
    assert_eq!(store.untold_leave(at(0)).await.unwrap(), []);
}

pub async fn a_webhook_stands_still_with_what_waits_for_it(database: Database) {
    let (store, world) = stage(&database).await;
    told(&store, &world).await;
    let id = WebhookId(world.id(4_000));
    assert_eq!(
        store.webhooks(Some(world.organisation)).await.unwrap(),
        [webhook(&world)]
    );
    assert_eq!(store.webhook_failed(id).await.unwrap().unwrap().failures, 1);
    assert_eq!(store.webhook_failed(id).await.unwrap().unwrap().failures, 2);
    store.webhook_answered(id).await.unwrap();
    assert_eq!(store.webhooks(None).await.unwrap(), [webhook(&world)]);
    let of = (world.organisation, id);
    assert!(store.pause_webhook(of, at(5), "stands still", &[]).await.unwrap());
    assert!(!store.pause_webhook(of, at(6), "stands still", &[]).await.unwrap());
    let found = store.deliveries_of_webhook(world.organisation, id, 10).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0.state, DeliveryState::GivenUp);
    assert_eq!(store.webhooks(None).await.unwrap()[0].paused_at, Some(at(5)));
    store.remove_webhook(world.organisation, id, at(7), &[]).await.unwrap();
    assert_eq!(store.webhooks(None).await.unwrap(), []);
    assert_eq!(store.given_up(world.organisation, 10).await.unwrap(), []);
}

pub async fn a_delivery_goes_to_a_webhook_of_its_own_organisation(database: Database) {
    let (store, world) = stage(&database).await;
    let other = World::numbered(&store, 2).await;
    store.put_webhook(&webhook(&other), &[]).await.unwrap();
    let telling = Telling {
        notices: vec![notice(&world, 1, "run 1")],
        deliveries: vec![delivery(&world, 1, 1, Receiver::Webhook(webhook(&other).id))],
    };
    let error = store.tell(&telling, &[]).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
}

pub async fn a_choice_takes_the_place_of_the_one_before(database: Database) {
    let (store, world) = stage(&database).await;
    let choice = |timing| NoticeChoice {
        user: USER,
        kind: NoticeKind::RunDone,
        timing,
    };
    for timing in [Timing::Daily, Timing::AtOnce] {
        store
            .put_notice_choices(&[(world.organisation, choice(timing))])
            .await
            .unwrap();
    }
    let found = store.notice_choices(world.organisation).await.unwrap();
    assert_eq!(found, [choice(Timing::AtOnce)]);
    let found = store.notice_choices_of(USER).await.unwrap();
    assert_eq!(found, [(world.organisation, choice(Timing::AtOnce))]);
}
