//! Both databases have the same tables.

use crate::databases::{Database, with};
use loonbrug_store::DatabaseKind::{Postgres, Sqlite};
use sqlx::{Connection, PgConnection, SqliteConnection};

/// Tables, columns, what may be empty, keys, unique rules and references, as sorted lines.
const OF_SQLITE: &str = "
    SELECT tables.name || '.' || columns.name || ' ' || columns.type
        || CASE WHEN columns.\"notnull\" THEN ' filled' ELSE '' END
    FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' AND tables.name <> '_sqlx_migrations'
    UNION ALL
    SELECT tables.name || ' unique ' || (
        SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(indexes.name) ORDER BY seqno)
    ) || CASE WHEN indexes.partial THEN ' partial' ELSE '' END
    FROM sqlite_schema AS tables JOIN pragma_index_list(tables.name) AS indexes
    WHERE tables.name <> '_sqlx_migrations' AND indexes.\"unique\"
    UNION ALL
    SELECT tables.name || ' index ' || (
        SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(indexes.name) ORDER BY seqno)
    ) || CASE WHEN indexes.partial THEN ' partial' ELSE '' END
    FROM sqlite_schema AS tables JOIN pragma_index_list(tables.name) AS indexes
    WHERE tables.name <> '_sqlx_migrations' AND NOT indexes.\"unique\"
    UNION ALL
    SELECT name || ' refers ' || columns || ' to ' || target FROM (
        SELECT tables.name, keys.\"table\" AS target, group_concat(keys.\"from\", ',' ORDER BY keys.seq) AS columns
        FROM sqlite_schema AS tables JOIN pragma_foreign_key_list(tables.name) AS keys
        GROUP BY tables.name, keys.id
    )
    ORDER BY 1";
const OF_POSTGRES: &str = "
    SELECT (table_name || '.' || column_name || ' '
        || CASE data_type WHEN 'bigint' THEN 'INTEGER' WHEN 'text' THEN 'TEXT' ELSE data_type END
        || CASE is_nullable WHEN 'NO' THEN ' filled' ELSE '' END) COLLATE \"C\"
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'
    UNION ALL
    SELECT tables.relname || CASE WHEN indexes.indisunique THEN ' unique ' ELSE ' index ' END || (
        SELECT string_agg(attname, ',' ORDER BY place)
        FROM unnest(indexes.indkey) WITH ORDINALITY AS keys (number, place)
        JOIN pg_attribute ON attrelid = tables.oid AND attnum = keys.number
    ) || CASE WHEN indexes.indpred IS NULL THEN '' ELSE ' partial' END
    FROM pg_index AS indexes JOIN pg_class AS tables ON tables.oid = indexes.indrelid
    WHERE tables.relnamespace = 'public'::regnamespace AND tables.relname <> '_sqlx_migrations'
    UNION ALL
    SELECT tables.relname || ' refers ' || (
        SELECT string_agg(attname, ',' ORDER BY place)
        FROM unnest(keys.conkey) WITH ORDINALITY AS columns (number, place)
        JOIN pg_attribute ON attrelid = tables.oid AND attnum = columns.number
    ) || ' to ' || targets.relname
    FROM pg_constraint AS keys
    JOIN pg_class AS tables ON tables.oid = keys.conrelid
    JOIN pg_class AS targets ON targets.oid = keys.confrelid
    WHERE keys.contype = 'f'
    ORDER BY 1";

async fn on_sqlite(database: &Database) -> Vec<String> {
    let mut connection = SqliteConnection::connect(&database.url).await.unwrap();
    sqlx::query_scalar(OF_SQLITE).fetch_all(&mut connection).await.unwrap()
}

async fn on_postgres(database: &Database) -> Vec<String> {
    let mut connection = PgConnection::connect(&database.url).await.unwrap();
    sqlx::query_scalar(OF_POSTGRES)
        .fetch_all(&mut connection)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_tables_are_the_same_on_both_databases() {
    with(Sqlite, |sqlite| {
        with(Postgres, |postgres| async move {
            sqlite.open().await;
            postgres.open().await;
            let mut expected = on_sqlite(&sqlite).await;
            // The one number that the database counts up is a key by itself in SQLite, without an index.
            expected.push("audit unique sequence".to_owned());
            expected.sort();
            assert!(expected.len() > 200, "{expected:#?}");
            assert_eq!(expected, on_postgres(&postgres).await);
        })
    })
    .await;
}

#[tokio::test]
async fn text_compares_by_bytes_on_postgres_too() {
    with(Postgres, |database| async move {
        database.open().await;
        let mut connection = PgConnection::connect(&database.url).await.unwrap();
        let others: Vec<String> = sqlx::query_scalar(
            "SELECT table_name || '.' || column_name FROM information_schema.columns
             WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
               AND table_name <> '_sqlx_migrations'",
        )
        .fetch_all(&mut connection)
        .await
        .unwrap();
        assert!(others.is_empty(), "{others:?}");
    })
    .await;
}

#[test]
fn the_migrations_have_the_same_names() {
    let names = |folder: &str| {
        let path = format!("{}/migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
        let files = std::fs::read_dir(path).unwrap().map(|file| file.unwrap().file_name());
        let mut names = files.collect::<Vec<_>>();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
}
