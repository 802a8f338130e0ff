//! Backup and restore, on each database and across.

use crate::databases::{Database, with};
use crate::samples::{audit_entry, fill, lease, posting};
use loonbrug_store::DatabaseKind::{self, Postgres, Sqlite};
use loonbrug_store::{BackupError, Store, StoreError};
use std::path::{Path, PathBuf};

/// Makes a test of a case for each pair of databases.
macro_rules! across {
    ($($case:ident)*) => {
        $(mod $case {
            use loonbrug_store::DatabaseKind::{Postgres, Sqlite};

            #[tokio::test]
            async fn sqlite_to_sqlite() {
                super::between(Sqlite, Sqlite, super::cases::$case).await;
            }

            #[tokio::test]
            async fn sqlite_to_postgres() {
                super::between(Sqlite, Postgres, super::cases::$case).await;
            }

            #[tokio::test]
            async fn postgres_to_sqlite() {
                super::between(Postgres, Sqlite, super::cases::$case).await;
            }

            #[tokio::test]
            async fn postgres_to_postgres() {
                super::between(Postgres, Postgres, super::cases::$case).await;
            }
        })*
    };
}

across! {
    a_restored_backup_is_the_same
    work_goes_on_after_a_restore
    a_backup_is_of_one_moment
}

/// Runs a case on two empty databases.
async fn between<F, R>(from: DatabaseKind, to: DatabaseKind, case: F)
where
    F: FnOnce(Database, Database) -> R + Send + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    with(from, move |from| with(to, move |to| case(from, to))).await;
}

mod cases {
    use super::*;

    pub async fn a_restored_backup_is_the_same(from: Database, to: Database) {
        let (source, target) = (from.open().await, to.open().await);
        let world = fill(&source).await;
        let (first, second) = (from.folder.path().join("first"), to.folder.path().join("second"));
        let made = source.backup(&first).await.unwrap();
        assert_eq!(made.tables, source.counts().await.unwrap());
        assert_eq!(made.bytes, std::fs::metadata(&first).unwrap().len());
        assert_eq!(target.restore(&first).await.unwrap(), made);
        assert_eq!(target.backup(&second).await.unwrap(), made);
        assert_eq!(
            std::fs::read(first).unwrap(),
            std::fs::read(second).unwrap(),
            "byte for byte"
        );
        let (chain, restored) = tokio::join!(
            source.verify_chain(world.organisation),
            target.verify_chain(world.organisation)
        );
        let chain = chain.unwrap();
        assert_eq!((chain.entries, chain.fault), (25, None));
        assert_eq!(restored.unwrap(), chain);
    }

    pub async fn work_goes_on_after_a_restore(from: Database, to: Database) {
        let (source, target) = (from.open().await, to.open().await);
        let world = fill(&source).await;
        let file = from.folder.path().join("backup");
        source.backup(&file).await.unwrap();
        target.restore(&file).await.unwrap();
        target.append_audit(&[audit_entry(None, "after")]).await.unwrap();
        let subjects = target.audit(None, 10).await.unwrap();
        let subjects = subjects.iter().map(|entry| entry.subject.as_str()).collect::<Vec<_>>();
        assert_eq!(subjects, ["after", "d", "b", "a", "c"]);
        assert_eq!(lease(&target, "node-2", 1_000).await.fence, 2, "fences go on rising");
        let error = target.insert_postings(&[posting(&world, 0)]).await.unwrap_err();
        assert!(matches!(error, StoreError::DoublePosting { .. }), "{error:?}");
        target.insert_postings(&[posting(&world, 20)]).await.unwrap();
        let chain = target.verify_chain(world.organisation).await.unwrap();
        assert_eq!((chain.entries, chain.fault), (26, None));
        source.insert_postings(&[posting(&world, 20)]).await.unwrap();
        let stored = source.all_postings(world.coupling).await.unwrap();
        assert_eq!(target.all_postings(world.coupling).await.unwrap(), stored);
    }

    pub async fn a_backup_is_of_one_moment(from: Database, to: Database) {
        let (source, target) = (from.open().await, to.open().await);
        let world = fill(&source).await;
        let file = from.folder.path().join("backup");
        let work = async {
            for number in 1..100 {
                source.append_audit(&[audit_entry(None, "during")]).await.unwrap();
                source.insert_postings(&[posting(&world, 500 + number)]).await.unwrap();
            }
        };
        let (made, ()) = tokio::join!(source.backup(&file), work);
        assert_eq!(target.restore(&file).await.unwrap(), made.unwrap());
    }
}

/// A filled store's backup, and an empty store of the same kind in the same folder.
async fn on_each<F, R>(case: F)
where
    F: Fn(PathBuf, Store) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    for kind in [Sqlite, Postgres] {
        let case = case.clone();
        between(Sqlite, kind, |from, to| async move {
            let source = from.open().await;
            fill(&source).await;
            let file = from.folder.path().join("backup");
            source.backup(&file).await.unwrap();
            case(file, to.open().await).await;
        })
        .await;
    }
}

/// What restoring a file says, after which nothing must be there.
async fn refused(store: &Store, file: &Path) -> StoreError {
    let error = store.restore(file).await.expect_err("the file is not a whole backup");
    let counts = store.counts().await.unwrap();
    assert!(counts.iter().all(|(_, rows)| *rows == 0), "{counts:?}");
    error
}

#[tokio::test]
async fn a_file_that_is_cut_off_restores_nothing() {
    on_each(|file, store| async move {
        let whole = std::fs::read_to_string(&file).unwrap();
        let ends = whole.match_indices('\n').map(|(end, _)| end).collect::<Vec<_>>();
        for end in [
            0,
            10,
            ends[0],
            ends[0] + 1,
            ends[20],
            ends[20] + 5,
            ends[ends.len() - 2] + 1,
            whole.len() - 1,
        ] {
            std::fs::write(&file, &whole[..end]).unwrap();
            let error = refused(&store, &file).await;
            assert!(
                matches!(error, StoreError::Backup(BackupError::Format { .. })),
                "{end}: {error:?}"
            );
            assert!(error.to_string().contains("is cut off"), "{end}: {error}");
        }
        std::fs::write(&file, whole).unwrap();
        store.restore(&file).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_changed_file_restores_nothing() {
    on_each(|file, store| async move {
        let whole = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, whole.replacen("\"Keuken\"", "\"Terras\"", 1)).unwrap();
        let error = refused(&store, &file).await;
        assert!(
            matches!(error, StoreError::Backup(BackupError::Changed { .. })),
            "{error:?}"
        );
        for (from, to, reason) in [
            ("[\"", "[1,\"", "is not a row of organisation"),
            (
                "loonbrug backup",
                "another file",
                "is not the first line of a Loonbrug backup",
            ),
            ("\"group_name\"", "\"group\"", "lists other tables or columns"),
            ("{\"sha256\"", "[]\n{\"sha256\"", "is not the last line"),
        ] {
            assert!(whole.contains(from), "{from}");
            let changed = if from.starts_with('[') {
                let (head, rows) = whole.split_once('\n').unwrap();
                format!("{head}\n{}", rows.replacen(from, to, 1))
            } else {
                whole.replacen(from, to, 1)
            };
            std::fs::write(&file, changed).unwrap();
            let error = refused(&store, &file).await;
            assert!(error.to_string().contains(reason), "{error}");
        }
        std::fs::write(&file, whole + "\n").unwrap();
        assert!(refused(&store, &file).await.to_string().contains("more follows"));
    })
    .await;
}

#[tokio::test]
async fn a_backup_of_another_version_restores_nothing() {
    on_each(|file, store| async move {
        let whole = std::fs::read_to_string(&file).unwrap();
        let start = whole.find("\"schema_version\":").unwrap() + 17;
        std::fs::write(&file, format!("{}9{}", &whole[..start], &whole[start..])).unwrap();
        let error = refused(&store, &file).await;
        assert!(
            matches!(error, StoreError::Backup(BackupError::Version { found: 90.., .. })),
            "{error:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_filled_database_is_left_alone() {
    on_each(|file, store| async move {
        store.append_audit(&[audit_entry(None, "first")]).await.unwrap();
        let before = store.counts().await.unwrap();
        let error = store.restore(&file).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the database is not empty: audit holds 1 rows; restore into a new database"
        );
        assert_eq!(store.counts().await.unwrap(), before);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_named() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    let missing = Path::new("/nowhere/backup");
    for error in [
        store.restore(missing).await.unwrap_err(),
        store.backup(missing).await.unwrap_err(),
    ] {
        assert!(error.to_string().starts_with("the backup /nowhere/backup"), "{error}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_a_backup() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open("sqlite::memory:").await.unwrap();
    let file = folder.path().join("backup");
    store.backup(&file).await.unwrap();
    store.backup(&file).await.unwrap();
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left beside it"
    );
}
