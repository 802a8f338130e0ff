//! Backup and restore: one file format for both databases, so that an installation can also move from one to the other.
//!
//! A line with the header, a line per row, a line with the SHA-256 of all lines before it; every line is JSON.

use crate::backup_file::{BackupReader, BackupWriter, Header, TableHeader};
use crate::connect::schema_version;
use crate::counts::{COUNT, COUNTED, counted};
use crate::database::Transaction;
use crate::dialect::{ITEMS, Statement};
use crate::items::MOST_ITEMS;
use crate::schema::{TABLES, Table};
use crate::value::values;
use crate::{BackupError, Result, Store, StoreError};
use futures::StreamExt as _;
use std::path::Path;
use std::sync::LazyLock;

/// What a backup holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BackupReport {
    /// Version of the schema.
    pub schema_version: i64,
    /// Rows of each table.
    pub tables: Vec<(String, i64)>,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of all lines but the last, in hexadecimal, as in the last line.
    pub sha256: String,
}

/// How one table is read into a backup, and how it is filled from one.
struct Copy {
    table: &'static Table,
    read: Statement,
    fill: Statement,
}

/// Made from the schema once, so that no table and no column is forgotten.
static COPIES: LazyLock<Vec<Copy>> = LazyLock::new(|| TABLES.iter().map(|table| copy(table)).collect());

fn copy(table: &'static Table) -> Copy {
    let (name, key) = (table.name, table.key.join(", "));
    let columns = table.columns().collect::<Vec<_>>().join(", ");
    let text = (0..table.text.len()).map(|place| format!("item.value ->> {place}"));
    let integer = (table.text.len()..table.text.len() + table.integer.len())
        .map(|place| format!("CAST(item.value ->> {place} AS BIGINT)"));
    let cells = text.chain(integer).collect::<Vec<_>>().join(", ");
    let read = format!("SELECT {columns} FROM {name} ORDER BY {key}");
    let fill = |items| {
        let sql = format!("INSERT INTO {name} ({columns}) SELECT {cells} FROM {items} ORDER BY item.key");
        &*sql.leak()
    };
    Copy {
        table,
        read: Statement::new("reading a table for the backup", read.leak()),
        fill: Statement {
            doing: "filling a table from the backup",
            sqlite: fill(ITEMS.sqlite),
            postgres: fill(ITEMS.postgres),
        },
    }
}

impl Store {
    /// Writes everything as it is at one moment to a file, which only its owner can read; a file with that
    /// name is replaced when the new one is complete. The secrets in it are encrypted as they are stored.
    pub async fn backup(&self, to: &Path) -> Result<BackupReport> {
        let mut snapshot = Transaction::snapshot(&self.pools).await?;
        let tables = snapshot.read(&COUNTED, *COUNT, values![], counted).await?;
        let mut file = BackupWriter::create(to).await?;
        file.line(&header(&tables)).await?;
        for copy in COPIES.iter() {
            let mut rows = snapshot.cells(copy.table, copy.read);
            while let Some(row) = rows.next().await {
                file.line(&row?).await?;
            }
        }
        let (bytes, sha256) = file.finish().await?;
        Ok(BackupReport {
            schema_version: schema_version(),
            tables,
            bytes,
            sha256,
        })
    }

    /// Fills an empty database from a backup of either database. A file of another version, damaged, cut
    /// off or changed restores nothing.
    pub async fn restore(&self, from: &Path) -> Result<BackupReport> {
        let mut file = BackupReader::open(from).await?;
        let header = file.header().await?;
        check(&header, &file)?;
        let mut transaction = self.begin().await?;
        refuse_filled(&mut transaction).await?;
        for (copy, table) in COPIES.iter().zip(&header.tables) {
            fill(&mut transaction, copy, &mut file, table.rows).await?;
        }
        let (bytes, sha256) = file.finish().await?;
        transaction.commit("restoring a backup").await?;
        let tables = header
            .tables
            .into_iter()
            .map(|table| (table.name, table.rows))
            .collect();
        Ok(BackupReport {
            schema_version: header.schema_version,
            tables,
            bytes,
            sha256,
        })
    }
}

fn header(counts: &[(String, i64)]) -> Header {
    let table = |(table, (name, rows)): (&&Table, &(String, i64))| TableHeader {
        name: name.clone(),
        columns: table.columns().map(str::to_owned).collect(),
        rows: *rows,
    };
    Header::new(schema_version(), TABLES.iter().zip(counts).map(table).collect())
}

/// Whether the file is of this program's schema.
fn check(found: &Header, file: &BackupReader) -> Result<()> {
    let known = schema_version();
    if found.schema_version != known {
        return Err(BackupError::Version {
            found: found.schema_version,
            known,
        }
        .into());
    }
    let counts = found.tables.iter().map(|table| (table.name.clone(), table.rows));
    let expected = header(&counts.collect::<Vec<_>>());
    let named = TABLES
        .iter()
        .zip(&found.tables)
        .all(|(table, found)| table.name == found.name);
    if named && expected == *found {
        return Ok(());
    }
    Err(file.unusable("lists other tables or columns than this version has"))
}

async fn refuse_filled(transaction: &mut Transaction) -> Result<()> {
    let counts = transaction.read(&COUNTED, *COUNT, values![], counted).await?;
    match counts.into_iter().find(|(_, rows)| *rows > 0) {
        Some((table, rows)) => Err(BackupError::NotEmpty { table, rows }.into()),
        None => Ok(()),
    }
}

async fn fill(transaction: &mut Transaction, copy: &Copy, file: &mut BackupReader, rows: i64) -> Result<()> {
    let mut left = usize::try_from(rows).map_err(|_| file.unusable("counts fewer than no rows"))?;
    while left > 0 {
        let expected = left.min(MOST_ITEMS);
        let mut chunk = Vec::with_capacity(expected);
        for _ in 0..expected {
            chunk.push(file.row(copy.table).await?);
        }
        let found = transaction.write_all(copy.fill, chunk.into_iter(), values![]).await?;
        if found != expected as u64 {
            let expected = expected as u64;
            return Err(StoreError::Stale {
                doing: copy.fill.doing,
                expected,
                found,
            });
        }
        left -= expected;
    }
    Ok(())
}
