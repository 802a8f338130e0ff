//! Connections and transactions of either driver behind one type.

use crate::Result;
use crate::dialect::{BEGIN_SNAPSHOT, BEGIN_WRITE, Statement};
use crate::error::failed;
use crate::items::next_array;
use crate::row::{Cells, Row};
use crate::schema::Table;
use crate::value::{Value, bound};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use serde::Serialize;
use sqlx::postgres::{PgConnection, PgPool, Postgres};
use sqlx::sqlite::{Sqlite, SqliteConnection, SqlitePool};

/// The pools of connections.
#[derive(Clone)]
pub(crate) enum Pools {
    /// One connection that writes, so that writers wait in line here and not at the file's lock, and several that
    /// read.
    Sqlite {
        /// The one that writes.
        writer: SqlitePool,
        /// Those that read; the writer itself for a database in memory.
        reader: SqlitePool,
    },
    /// All alike.
    Postgres(PgPool),
}

/// A connection that takes one statement.
pub(crate) enum Executor<'c> {
    /// Of SQLite.
    Sqlite(&'c mut SqliteConnection),
    /// Of PostgreSQL.
    Postgres(&'c mut PgConnection),
}

impl Executor<'_> {
    /// Runs a statement that gives rows.
    pub async fn read<T>(
        self,
        table: &'static Table,
        statement: Statement,
        values: Vec<Value>,
        of: fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        match self {
            Self::Sqlite(connection) => {
                let rows = bound::<Sqlite>(statement.sqlite, values).fetch_all(connection).await;
                let rows = rows.map_err(|error| failed(statement.doing, error))?;
                rows.iter()
                    .map(|row| of(&Row::new(table, Cells::Sqlite(row))))
                    .collect()
            }
            Self::Postgres(connection) => {
                let rows = bound::<Postgres>(statement.postgres, values)
                    .fetch_all(connection)
                    .await;
                let rows = rows.map_err(|error| failed(statement.doing, error))?;
                rows.iter()
                    .map(|row| of(&Row::new(table, Cells::Postgres(row))))
                    .collect()
            }
        }
    }

    /// Runs a statement that changes rows, and gives their number.
    pub async fn write(self, statement: Statement, values: Vec<Value>) -> Result<u64> {
        match self {
            Self::Sqlite(connection) => {
                let done = bound::<Sqlite>(statement.sqlite, values).execute(connection).await;
                done.map(|done| done.rows_affected())
            }
            Self::Postgres(connection) => {
                let done = bound::<Postgres>(statement.postgres, values).execute(connection).await;
                done.map(|done| done.rows_affected())
            }
        }
        .map_err(|error| failed(statement.doing, error))
    }
}

/// A transaction; dropped without `commit` it leaves nothing behind.
pub(crate) enum Transaction {
    /// Of SQLite.
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    /// Of PostgreSQL.
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
    /// Begins a transaction that writes.
    pub async fn begin(pools: &Pools) -> Result<Self> {
        match pools {
            Pools::Sqlite { writer, .. } => writer.begin_with(BEGIN_WRITE.sqlite).await.map(Self::Sqlite),
            Pools::Postgres(pool) => pool.begin_with(BEGIN_WRITE.postgres).await.map(Self::Postgres),
        }
        .map_err(|error| failed(BEGIN_WRITE.doing, error))
    }

    /// Begins a transaction that reads everything as it is at one moment.
    pub async fn snapshot(pools: &Pools) -> Result<Self> {
        match pools {
            Pools::Sqlite { reader, .. } => reader.begin_with(BEGIN_SNAPSHOT.sqlite).await.map(Self::Sqlite),
            Pools::Postgres(pool) => pool.begin_with(BEGIN_SNAPSHOT.postgres).await.map(Self::Postgres),
        }
        .map_err(|error| failed(BEGIN_SNAPSHOT.doing, error))
    }

    /// Streams the rows of a table as cells: texts, then numbers.
    pub fn cells(
        &mut self,
        table: &'static Table,
        statement: Statement,
    ) -> BoxStream<'_, Result<Vec<serde_json::Value>>> {
        let failed = move |error| failed(statement.doing, error);
        match self {
            Self::Sqlite(transaction) => bound::<Sqlite>(statement.sqlite, Vec::new())
                .fetch(&mut **transaction)
                .map(move |row| Row::new(table, Cells::Sqlite(&row.map_err(failed)?)).cells())
                .boxed(),
            Self::Postgres(transaction) => bound::<Postgres>(statement.postgres, Vec::new())
                .fetch(&mut **transaction)
                .map(move |row| Row::new(table, Cells::Postgres(&row.map_err(failed)?)).cells())
                .boxed(),
        }
    }

    /// Runs a statement that gives rows.
    pub async fn read<T>(
        &mut self,
        table: &'static Table,
        statement: Statement,
        values: Vec<Value>,
        of: fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.executor().read(table, statement, values, of).await
    }

    /// Runs a statement that changes rows, and gives their number.
    pub async fn write(&mut self, statement: Statement, values: Vec<Value>) -> Result<u64> {
        self.executor().write(statement, values).await
    }

    /// Runs a `bulk!` statement over all items, some thousands at a time, and gives the number of changed rows.
    /// The values are `$2` and on.
    pub async fn write_all<T: Serialize + Send>(
        &mut self,
        statement: Statement,
        mut items: impl Iterator<Item = T> + Send,
        values: Vec<Value>,
    ) -> Result<u64> {
        let mut changed = 0;
        while let Some(json) = next_array(statement.doing, &mut items)? {
            changed += self.write(statement, with_items(json, &values)).await?;
        }
        Ok(changed)
    }

    /// As [`Self::write_all`], for a statement that gives the changed rows back.
    pub async fn write_all_returning<T: Serialize + Send, R>(
        &mut self,
        table: &'static Table,
        statement: Statement,
        mut items: impl Iterator<Item = T> + Send,
        values: Vec<Value>,
        of: fn(&Row<'_>) -> Result<R>,
    ) -> Result<Vec<R>> {
        let mut changed = Vec::new();
        while let Some(json) = next_array(statement.doing, &mut items)? {
            changed.extend(self.read(table, statement, with_items(json, &values), of).await?);
        }
        Ok(changed)
    }

    /// Makes the changes hold.
    pub async fn commit(self, doing: &'static str) -> Result<()> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
        }
        .map_err(|error| failed(doing, error))
    }

    fn executor(&mut self) -> Executor<'_> {
        match self {
            Self::Sqlite(transaction) => Executor::Sqlite(transaction),
            Self::Postgres(transaction) => Executor::Postgres(transaction),
        }
    }
}

/// The items as `$1`, the values after them.
fn with_items(json: String, values: &[Value]) -> Vec<Value> {
    std::iter::once(json.into()).chain(values.iter().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use crate::Store;
    use sqlx::Connection as _;
    use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
    use std::time::Duration;

    #[tokio::test]
    async fn a_transaction_keeps_other_writers_out_from_its_beginning() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("loonbrug.db");
        let store = Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
        let transaction = store.begin().await.unwrap();
        let options = SqliteConnectOptions::new().filename(&path).busy_timeout(Duration::ZERO);
        let mut other = SqliteConnection::connect_with(&options).await.unwrap();
        let refused = other.begin_with("BEGIN IMMEDIATE").await.map(drop).unwrap_err();
        assert!(refused.to_string().contains("locked"), "{refused}");
        drop(transaction);
    }
}
