//! Opening, closing, and what holds for every table.

use crate::databases::Database;
use crate::samples::{fill, posting, run};
use loonbrug_store::{DatabaseKind, Store, StoreError};

pub async fn a_new_database_is_empty(database: Database) {
    let store = database.open().await;
    assert_eq!(store.kind(), database.kind);
    let counts = store.counts().await.unwrap();
    assert!(counts.len() >= 20, "{counts:?}");
    assert!(counts.iter().all(|(_, rows)| *rows == 0), "{counts:?}");
}

pub async fn everything_is_there_after_reopening(database: Database) {
    let store = database.open().await;
    let world = fill(&store).await;
    let counts = store.counts().await.unwrap();
    assert!(
        counts.iter().all(|(_, rows)| *rows > 0),
        "fill() leaves a table empty: {counts:?}"
    );
    store.close().await;
    let store = database.open().await;
    assert_eq!(store.counts().await.unwrap(), counts);
    assert_eq!(store.run(world.run).await.unwrap(), Some(run(&world)));
    assert_eq!(store.postings_of_run(world.run).await.unwrap()[2], posting(&world, 2));
}

pub async fn programs_may_open_a_new_database_together(database: Database) {
    let stores = tokio::join!(database.open(), database.open(), database.open(), database.open());
    assert!(stores.0.counts().await.is_ok());
    assert!(stores.3.counts().await.is_ok());
}

pub async fn programs_may_bring_a_database_up_to_date_together(database: Database) {
    database.open().await.close().await;
    database.raw(before_the_last_migration(database.kind)).await.unwrap();
    let stores = tokio::join!(database.open(), database.open(), database.open(), database.open());
    fill(&stores.2).await;
    assert!(
        database.raw("DELETE FROM posting").await.is_err(),
        "the migration was applied"
    );
}

/// Takes the last migration back.
fn before_the_last_migration(kind: DatabaseKind) -> &'static str {
    match kind {
        DatabaseKind::Sqlite => {
            "DROP TRIGGER posting_figures_not_changed; DROP TRIGGER posting_not_removed;
             DROP TRIGGER posting_event_not_changed; DROP TRIGGER posting_event_note_only_erased;
             DROP INDEX posting_event_in_chain;
             ALTER TABLE posting_event DROP COLUMN hash; ALTER TABLE posting_event DROP COLUMN sequence;
             ALTER TABLE posting_event DROP COLUMN remote_id; ALTER TABLE posting DROP COLUMN corrects;
             ALTER TABLE organisation DROP COLUMN chain_hash; ALTER TABLE organisation DROP COLUMN chain_length;
             CREATE TRIGGER posting_event_not_changed BEFORE UPDATE ON posting_event
             BEGIN SELECT RAISE(ABORT, 'posting_event only grows'); END;
             DELETE FROM _sqlx_migrations WHERE version = 7"
        }
        DatabaseKind::Postgres => {
            "DROP FUNCTION refuse_figures CASCADE; DROP TRIGGER posting_not_removed ON posting;
             DROP TRIGGER posting_event_only_grows ON posting_event;
             DROP TRIGGER posting_event_note_only_erased ON posting_event;
             ALTER TABLE posting_event DROP COLUMN hash, DROP COLUMN sequence, DROP COLUMN remote_id;
             ALTER TABLE posting DROP COLUMN corrects;
             ALTER TABLE organisation DROP COLUMN chain_hash, DROP COLUMN chain_length;
             CREATE TRIGGER posting_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON posting_event
                 FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
             DELETE FROM _sqlx_migrations WHERE version = 7"
        }
    }
}

pub async fn a_newer_schema_is_refused(database: Database) {
    database.open().await.close().await;
    database
        .raw(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (999, 'later', TRUE, '', 0)",
        )
        .await
        .unwrap();
    let error = Store::open(&database.url).await.unwrap_err();
    assert!(
        matches!(error, StoreError::SchemaTooNew { found: 999, known: 1.. }),
        "{error:?}"
    );
}

pub async fn a_closed_store_is_unavailable(database: Database) {
    let store = database.open().await;
    store.close().await;
    let error = store.organisations().await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable { .. }), "{error:?}");
    assert_eq!(
        error.to_string(),
        "the database is not available while reading the organisations; check that it runs, then try again"
    );
}

pub async fn a_corrupt_value_is_named(database: Database) {
    let store = database.open().await;
    let world = fill(&store).await;
    database
        .raw("UPDATE person SET birth_date = 'geheim' WHERE number = 1")
        .await
        .unwrap();
    let error = store.people(world.organisation).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "the row {} of person is corrupt: birth_date cannot be read; restore a backup",
            world.person(1)
        )
    );
}

#[tokio::test]
async fn a_database_in_memory_works() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    assert_eq!(store.kind(), DatabaseKind::Sqlite);
    fill(&store).await;
    let (counts, organisations) = tokio::join!(store.counts(), store.organisations());
    assert!(counts.unwrap().iter().all(|(_, rows)| *rows > 0));
    assert_eq!(organisations.unwrap().len(), 1);
    let other = Store::open("sqlite::memory:").await.unwrap();
    assert!(
        other.organisations().await.unwrap().is_empty(),
        "each database in memory is its own"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    crate::databases::with(DatabaseKind::Sqlite, |database| async move {
        let store = database.open().await;
        fill(&store).await;
        let files = std::fs::read_dir(database.folder.path()).unwrap().map(Result::unwrap);
        let modes = files.map(|file| file.metadata().unwrap().permissions().mode() & 0o777);
        assert_eq!(
            modes.collect::<Vec<_>>(),
            [0o600; 3],
            "the database, its -wal and its -shm"
        );
    })
    .await;
}

#[tokio::test]
async fn an_unusable_address_is_refused_without_showing_it() {
    for address in [
        "mysql://root:geheim@127.0.0.1/x",
        "loonbrug.db",
        "postgres://u:geheim@[::1/x",
    ] {
        let error = Store::open(address).await.unwrap_err();
        assert!(matches!(error, StoreError::Address { .. }), "{error:?}");
        assert!(!format!("{error:?} {error}").contains("geheim"), "{error:?}");
    }
    let error = Store::open("sqlite:/nowhere/at/all/loonbrug.db").await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("/nowhere/at/all/loonbrug.db cannot be opened"),
        "{error}"
    );
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_unavailable() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let error = Store::open(&format!("postgres://u:geheim@127.0.0.1:{port}/x"))
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Unavailable { .. }), "{error:?}");
    assert!(!format!("{error:?}").contains("geheim"), "{error:?}");
}
