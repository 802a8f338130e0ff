//! The chain: what happened stays as it was written, or it shows.

use crate::databases::Database;
use crate::samples::{World, at, id, lease, posting, stored_postings, transition};
use loonbrug_domain::ids::{OrganisationId, PostingId};
use loonbrug_store::PostingState::{Approved, Confirmed, Sending, Unknown};
use loonbrug_store::{ChainFault, ChainReport, ChainSubject, DatabaseKind, Posting, Store, StoreError};

const fn of(posting: PostingId) -> ChainSubject {
    ChainSubject::Posting(posting)
}

/// Five postings; 1 is confirmed, 2 is in doubt, 4 was adopted. Entries 6 and 7 are of 1 and 2 being sent, 8 and 9 of
/// what came of it.
struct History {
    store: Store,
    world: World,
    database: Database,
}

impl History {
    async fn new(database: Database) -> Self {
        let store = database.open().await;
        let world = World::new(&store).await;
        let adopted = Posting {
            state: Confirmed,
            remote_id: Some("77".to_owned()),
            ..posting(&world, 4)
        };
        stored_postings(&store, &world, 4).await;
        store.insert_postings(&[adopted]).await.unwrap();
        let lease = lease(&store, "node-1", 0).await;
        for (second, from, to) in [
            (2, [Approved; 2], [Sending; 2]),
            (3, [Sending; 2], [Confirmed, Unknown]),
        ] {
            let changes = [1, 2].map(|number| (posting(&world, number).id, number));
            let changes = changes.map(|(id, number)| {
                let place = usize::try_from(number - 1).unwrap();
                transition(id, from[place], to[place])
            });
            assert_eq!(store.transition(&changes, &lease, at(second)).await.unwrap(), [true; 2]);
        }
        let history = Self { store, world, database };
        assert_eq!((history.verify().await.entries, history.fault().await), (9, None));
        history
    }

    fn id(&self, number: u128) -> PostingId {
        posting(&self.world, number).id
    }

    async fn verify(&self) -> ChainReport {
        self.store.verify_chain(self.world.organisation).await.unwrap()
    }

    async fn fault(&self) -> Option<ChainFault> {
        self.verify().await.fault
    }

    /// Takes the guards away and runs a statement.
    async fn tamper(&self, sql: &'static str) {
        let guards = match self.database.kind {
            DatabaseKind::Sqlite => {
                "DROP TRIGGER IF EXISTS posting_figures_not_changed; DROP TRIGGER IF EXISTS posting_not_removed;
                 DROP TRIGGER IF EXISTS posting_event_not_changed; DROP TRIGGER IF EXISTS posting_event_not_removed"
            }
            DatabaseKind::Postgres => {
                "ALTER TABLE posting DISABLE TRIGGER USER; ALTER TABLE posting_event DISABLE TRIGGER USER"
            }
        };
        self.database.raw(guards).await.unwrap();
        assert!(self.database.raw(sql).await.unwrap() > 0, "{sql}");
    }
}

pub async fn it_grows_with_every_posting_and_change(database: Database) {
    let store = database.open().await;
    let world = World::new(&store).await;
    let empty = store.verify_chain(world.organisation).await.unwrap();
    let expected = ChainReport {
        organisation: world.organisation,
        entries: 0,
        hash: "0".repeat(64),
        fault: None,
    };
    assert_eq!(empty, expected);
    let postings = stored_postings(&store, &world, 3).await;
    let made = store.verify_chain(world.organisation).await.unwrap();
    assert_eq!((made.entries, made.fault), (3, None));
    let lease = lease(&store, "node-1", 0).await;
    let changes = [
        transition(postings[0].id, Approved, Sending),
        transition(postings[0].id, Sending, Confirmed),
        transition(postings[1].id, Approved, Sending),
    ];
    store.transition(&changes, &lease, at(1)).await.unwrap();
    let grown = store.verify_chain(world.organisation).await.unwrap();
    assert_eq!((grown.entries, grown.fault), (6, None));
    assert!(made.hash != empty.hash && grown.hash != made.hash);
    // Computed by another program from the description of the entries.
    assert_eq!(
        grown.hash,
        "985ae15f6343a8555aa5f00521fd2d7068f09b7ef4b691868ea4f8e89e5c7407"
    );
}

pub async fn what_was_not_applied_is_no_entry(database: Database) {
    let History { store, world, .. } = History::new(database).await;
    let before = store.verify_chain(world.organisation).await.unwrap();
    store
        .insert_postings(&[posting(&world, 5), posting(&world, 0)])
        .await
        .unwrap_err();
    let stale = lease(&store, "node-1", 10).await;
    let newest = lease(&store, "node-1", 11).await;
    let changes = [transition(posting(&world, 0).id, Approved, Sending)];
    assert_eq!(store.transition(&changes, &stale, at(12)).await.unwrap(), [false]);
    let changes = [transition(posting(&world, 0).id, Unknown, Sending)];
    assert_eq!(store.transition(&changes, &newest, at(12)).await.unwrap(), [false]);
    assert_eq!(store.verify_chain(world.organisation).await.unwrap(), before);
}

pub async fn a_call_may_be_about_two_organisations(database: Database) {
    let History { store, world, database } = History::new(database).await;
    let other = World::numbered(&store, 2).await;
    let postings = [posting(&other, 0), posting(&world, 5), posting(&other, 1)];
    store.insert_postings(&postings).await.unwrap();
    let lease = lease(&store, "node-1", 10).await;
    let changes = postings.map(|posting| transition(posting.id, Approved, Sending));
    assert_eq!(store.transition(&changes, &lease, at(11)).await.unwrap(), [true; 3]);
    let first = store.verify_chain(world.organisation).await.unwrap();
    assert_eq!((first.entries, first.fault), (11, None));
    database
        .raw("UPDATE posting SET state = 'rejected' WHERE mark = 'L1' AND state = 'confirmed'")
        .await
        .unwrap();
    assert!(store.verify_chain(world.organisation).await.unwrap().fault.is_some());
    let second = store.verify_chain(other.organisation).await.unwrap();
    assert_eq!((second.entries, second.fault), (4, None), "chains are apart");
}

/// Each node under a lease of its own: only the chain makes them wait for each other.
pub async fn two_nodes_keep_one_chain(database: Database) {
    let (one, two) = (database.open().await, database.open().await);
    let world = World::new(&one).await;
    let work = async |store: &Store, node: u128| {
        let name = format!("company {node}");
        let lease = store
            .acquire_lease(&name, "node", at(0), 60_000)
            .await
            .unwrap()
            .unwrap();
        for turn in 0..20 {
            let postings = (0..5).map(|place| posting(&world, node * 100 + turn * 5 + place));
            let postings = postings.collect::<Vec<_>>();
            store.insert_postings(&postings).await.unwrap();
            for (from, to) in [(Approved, Sending), (Sending, Confirmed)] {
                let changes = postings.iter().map(|posting| transition(posting.id, from, to));
                let applied = store.transition(&changes.collect::<Vec<_>>(), &lease, at(1)).await;
                assert_eq!(applied.unwrap(), [true; 5]);
            }
        }
    };
    tokio::join!(work(&one, 0), work(&two, 1), work(&one, 2), work(&two, 3));
    let report = one.verify_chain(world.organisation).await.unwrap();
    assert_eq!((report.entries, report.fault), (4 * 20 * 5 * 3, None));
}

pub async fn erased_words_leave_it_as_it_is(database: Database) {
    let history = History::new(database).await;
    let before = history.verify().await;
    for sql in [
        "UPDATE posting SET description = '', note = ''",
        "UPDATE posting_event SET note = ''",
        "UPDATE person SET first_name = '', prefix = '', last_name = '', work_email = NULL, birth_date = NULL",
    ] {
        assert!(history.database.raw(sql).await.unwrap() > 0, "{sql}");
    }
    assert_eq!(history.verify().await, before);
}

pub async fn figures_and_events_cannot_be_changed(database: Database) {
    let history = History::new(database).await;
    for (sql, refusal) in [
        (
            "UPDATE posting SET quantity = 1",
            "the figures of a posting do not change",
        ),
        ("UPDATE posting SET mark = ''", "the figures of a posting do not change"),
        (
            "UPDATE posting SET corrects = id",
            "the figures of a posting do not change",
        ),
        ("DELETE FROM posting", "posting only grows"),
        ("UPDATE posting_event SET remote_id = '1'", "posting_event only grows"),
        ("UPDATE posting_event SET hash = ''", "posting_event only grows"),
        ("UPDATE posting_event SET note = 'other'", "posting_event only grows"),
        ("DELETE FROM posting_event", "posting_event only grows"),
    ] {
        let error = history.database.raw(sql).await.unwrap_err();
        assert!(error.to_string().contains(refusal), "{sql}: {error}");
    }
    assert_eq!(history.fault().await, None);
}

pub async fn a_changed_figure_is_found(database: Database) {
    let history = History::new(database).await;
    history
        .tamper("UPDATE posting SET quantity = 1501 WHERE mark = 'L3'")
        .await;
    let report = history.verify().await;
    let posting = history.id(3);
    assert_eq!(
        report.fault,
        Some(ChainFault::Changed {
            sequence: 4,
            subject: of(posting)
        })
    );
    assert_eq!(report.entries, 3, "those before it fit");
    history
        .tamper("UPDATE posting SET quantity = 1500 WHERE mark = 'L3'")
        .await;
    assert_eq!(history.fault().await, None);
    history
        .tamper("UPDATE posting SET corrects = id WHERE mark = 'L0'")
        .await;
    let posting = history.id(0);
    assert_eq!(
        history.fault().await,
        Some(ChainFault::Changed {
            sequence: 1,
            subject: of(posting)
        })
    );
}

pub async fn a_changed_event_is_found(database: Database) {
    let history = History::new(database).await;
    let changed = |sequence, number| {
        let posting = history.id(number);
        Some(ChainFault::Changed {
            sequence,
            subject: of(posting),
        })
    };
    history
        .tamper("UPDATE posting_event SET remote_id = '9002' WHERE sequence = 8")
        .await;
    assert_eq!(history.fault().await, changed(8, 1));
    history
        .tamper("UPDATE posting_event SET at = at - 1 WHERE sequence = 7")
        .await;
    assert_eq!(history.fault().await, changed(7, 2));
    history
        .tamper("UPDATE posting_event SET to_state = 'withdrawn' WHERE sequence = 6")
        .await;
    assert_eq!(history.fault().await, changed(6, 1));
    history
        .tamper("UPDATE posting_event SET remote_id = NULL WHERE sequence = 5")
        .await;
    assert_eq!(history.fault().await, changed(5, 4));
    history
        .tamper("UPDATE posting_event SET hash = NULL WHERE sequence = 2")
        .await;
    assert_eq!(history.fault().await, changed(2, 1));
}

pub async fn a_changed_state_or_row_is_found(database: Database) {
    let history = History::new(database).await;
    for (sql, number) in [
        ("UPDATE posting SET remote_id = '78' WHERE mark = 'L4'", 4),
        ("UPDATE posting SET state = 'confirmed' WHERE mark = 'L2'", 2),
        ("UPDATE posting SET remote_id = NULL WHERE mark = 'L1'", 1),
        ("UPDATE posting SET state = 'sending' WHERE mark = 'L0'", 0),
    ] {
        assert_eq!(history.database.raw(sql).await.unwrap(), 1);
        let posting = history.id(number);
        assert_eq!(history.fault().await, Some(ChainFault::Replay { posting }), "{sql}");
    }
}

pub async fn a_removed_event_is_found(database: Database) {
    let history = History::new(database).await;
    let missing = |sequence, number: u128| {
        let posting = Some(history.id(number));
        Some(ChainFault::Missing {
            sequence,
            subject: posting.map(of),
        })
    };
    history.tamper("DELETE FROM posting_event WHERE sequence = 9").await;
    assert_eq!(history.fault().await, missing(9, 2), "its state tells");
    history.tamper("DELETE FROM posting_event WHERE sequence = 6").await;
    assert_eq!(history.fault().await, missing(6, 1), "the gap in its events tells");
    history
        .tamper("UPDATE posting SET state = 'approved' WHERE mark = 'L2'")
        .await;
    history
        .tamper("DELETE FROM posting_event WHERE sequence IN (1, 6, 7, 8)")
        .await;
    assert_eq!(history.fault().await, missing(1, 0), "its first event is not there");
}

pub async fn a_removed_posting_is_found(database: Database) {
    let history = History::new(database).await;
    history
        .tamper(match history.database.kind {
            DatabaseKind::Sqlite => "PRAGMA foreign_keys = OFF; DELETE FROM posting WHERE mark = 'L3'",
            DatabaseKind::Postgres => "SET session_replication_role = replica; DELETE FROM posting WHERE mark = 'L3'",
        })
        .await;
    let (sequence, posting) = (4, Some(history.id(3)));
    assert_eq!(
        history.fault().await,
        Some(ChainFault::Missing {
            sequence,
            subject: posting.map(of)
        })
    );
    history.tamper("DELETE FROM posting_event WHERE sequence = 4").await;
    let posting = None;
    assert_eq!(
        history.fault().await,
        Some(ChainFault::Missing {
            sequence,
            subject: posting.map(of)
        })
    );
}

pub async fn what_was_put_in_past_the_program_is_found(database: Database) {
    let history = History::new(database).await;
    let extra = |sequence, number| {
        let posting = history.id(number);
        Some(ChainFault::Extra {
            sequence,
            subject: of(posting),
        })
    };
    let event = "INSERT INTO posting_event (posting, position, organisation, at, from_state, to_state, fence, note)
                 SELECT id, 7, organisation, 0, 'approved', 'approved', 0, '' FROM posting WHERE mark = 'L3'";
    history.database.raw(event).await.unwrap();
    assert_eq!(history.fault().await, extra(None, 3));
    history
        .tamper("UPDATE posting_event SET sequence = 10, hash = '' WHERE position = 7")
        .await;
    assert_eq!(history.fault().await, extra(Some(10), 3));
    history
        .tamper("UPDATE posting_event SET sequence = 0 WHERE position = 7")
        .await;
    assert_eq!(history.fault().await, extra(Some(0), 3));
    history.tamper("DELETE FROM posting_event WHERE position = 7").await;
    assert_eq!(history.fault().await, None);
    let posting = "INSERT INTO posting (id, organisation, coupling, run, company, origin, person, year, period, frequency,
                       kind, code, cost_centre, cost_unit, revision, action, quantity, quantity_before, description, mark,
                       state, attempt, fence, payload_hash, note, created_at, changed_at)
                   SELECT '00000000-0000-0001-0000-0000002dc6ce', organisation, coupling, run, company, origin, person,
                       year, period, frequency, kind, code, cost_centre, cost_unit, 2, action, quantity, quantity_before,
                       description, mark, state, attempt, fence, payload_hash, note, created_at, changed_at
                   FROM posting WHERE mark = 'L3'";
    history.database.raw(posting).await.unwrap();
    assert_eq!(history.fault().await, extra(None, 14));
}

pub async fn a_forged_end_is_found(database: Database) {
    let history = History::new(database).await;
    for (sql, fault) in [
        ("UPDATE organisation SET chain_hash = 'cafe'", ChainFault::End),
        (
            "UPDATE organisation SET chain_length = 10",
            ChainFault::Missing {
                sequence: 10,
                subject: None,
            },
        ),
        (
            "UPDATE organisation SET chain_length = 8",
            ChainFault::Extra {
                sequence: Some(9),
                subject: of(history.id(2)),
            },
        ),
    ] {
        history.database.raw(sql).await.unwrap();
        assert_eq!(history.fault().await, Some(fault), "{sql}");
    }
}

pub async fn an_unknown_organisation_has_no_chain(database: Database) {
    let store = database.open().await;
    let error = store.verify_chain(OrganisationId(id(9))).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error:?}");
}
