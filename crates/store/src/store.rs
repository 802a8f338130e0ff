//! The store, and how a statement reaches whichever database is under it.

use crate::database::{Executor, Pools, Transaction};
use crate::dialect::Statement;
use crate::error::failed;
use crate::row::Row;
use crate::schema::Table;
use crate::value::Value;
use crate::{Result, connect};
use serde::Serialize;
use std::fmt;

/// The two databases.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DatabaseKind {
    /// SQLite, embedded: one machine.
    Sqlite,
    /// PostgreSQL: one machine or several.
    Postgres,
}

/// All that the application keeps, in SQLite or in PostgreSQL. A clone is the same store.
///
/// Times are kept in whole milliseconds. A method that writes does so in one transaction: all of it, or on
/// an error nothing.
#[derive(Clone)]
pub struct Store {
    pub(crate) pools: Pools,
}

impl Store {
    /// Opens the database and brings its schema up to date; several programs may do so at once.
    ///
    /// The address is `sqlite:PATH` (made if absent, readable by its owner only), `sqlite::memory:` or
    /// `postgres://user:password@host/name`.
    pub async fn open(url: &str) -> Result<Self> {
        let pools = connect::open(url).await?;
        Ok(Self { pools })
    }

    /// Which database it is.
    pub fn kind(&self) -> DatabaseKind {
        match &self.pools {
            Pools::Sqlite { .. } => DatabaseKind::Sqlite,
            Pools::Postgres(_) => DatabaseKind::Postgres,
        }
    }

    /// Closes all connections, after what they are doing.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, reader } => {
                reader.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// Reads rows, as they are now.
    pub(crate) async fn read<T>(
        &self,
        table: &'static Table,
        statement: Statement,
        values: Vec<Value>,
        of: fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let unavailable = |error| failed(statement.doing, error);
        match &self.pools {
            Pools::Sqlite { reader, .. } => {
                let mut connection = reader.acquire().await.map_err(unavailable)?;
                Executor::Sqlite(&mut connection)
                    .read(table, statement, values, of)
                    .await
            }
            Pools::Postgres(pool) => {
                let mut connection = pool.acquire().await.map_err(unavailable)?;
                Executor::Postgres(&mut connection)
                    .read(table, statement, values, of)
                    .await
            }
        }
    }

    /// Reads one row, if it is there.
    pub(crate) async fn read_one<T>(
        &self,
        table: &'static Table,
        statement: Statement,
        values: Vec<Value>,
        of: fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.read(table, statement, values, of).await?.pop())
    }

    /// Begins a transaction that writes.
    pub(crate) async fn begin(&self) -> Result<Transaction> {
        Transaction::begin(&self.pools).await
    }

    /// Runs one statement that writes, and gives the number of rows that it changed.
    pub(crate) async fn write(&self, statement: Statement, values: Vec<Value>) -> Result<u64> {
        let mut transaction = self.begin().await?;
        let changed = transaction.write(statement, values).await?;
        transaction.commit(statement.doing).await?;
        Ok(changed)
    }

    /// Runs one statement that writes and gives rows back.
    pub(crate) async fn write_returning<T>(
        &self,
        table: &'static Table,
        statement: Statement,
        values: Vec<Value>,
        of: fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut transaction = self.begin().await?;
        let mut rows = transaction.read(table, statement, values, of).await?;
        transaction.commit(statement.doing).await?;
        Ok(rows.pop())
    }

    /// Runs one `bulk!` statement over all items, and gives the number of rows that it changed.
    pub(crate) async fn write_all<T: Serialize + Send>(
        &self,
        statement: Statement,
        items: impl Iterator<Item = T> + Send,
        values: Vec<Value>,
    ) -> Result<u64> {
        let mut transaction = self.begin().await?;
        let changed = transaction.write_all(statement, items, values).await?;
        transaction.commit(statement.doing).await?;
        Ok(changed)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Store").field(&self.kind()).finish()
    }
}
