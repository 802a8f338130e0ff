//! The history of postings, read past the store: a mistake of the store cannot hide here.

use super::database::Database;
use anyhow::Context as _;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

/// One change of a posting's state, as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, sqlx::FromRow)]
pub struct Event {
    /// The posting.
    pub posting: String,
    /// Place among the posting's own events; 0 is its making.
    pub position: i64,
    /// State before; empty at its making.
    pub from_state: String,
    /// State after.
    pub to_state: String,
    /// The fence of the lease under which it was changed.
    pub fence: i64,
    /// Why.
    pub note: String,
}

/// Reads the history.
#[derive(Debug)]
pub enum History {
    /// Of SQLite.
    Sqlite(SqliteConnection),
    /// Of PostgreSQL.
    Postgres(PgConnection),
}

const EVENTS: &str = "SELECT posting, position, from_state, to_state, fence, note
                      FROM posting_event ORDER BY sequence";

impl History {
    /// Opens the database beside the nodes.
    pub async fn open(database: &Database) -> anyhow::Result<Self> {
        let url = database.url()?;
        match database {
            Database::File(_) => SqliteConnection::connect(&url).await.map(Self::Sqlite),
            Database::Postgres { .. } => PgConnection::connect(&url).await.map(Self::Postgres),
        }
        .context("the history opens")
    }

    /// Every event, in the order in which they were stored.
    pub async fn events(&mut self) -> anyhow::Result<Vec<Event>> {
        let read = match self {
            Self::Sqlite(connection) => sqlx::query_as(EVENTS).fetch_all(connection).await,
            Self::Postgres(connection) => sqlx::query_as(EVENTS).fetch_all(connection).await,
        };
        read.context("the history is read")
    }

    /// Closes the database.
    pub async fn close(self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(connection) => connection.close().await?,
            Self::Postgres(connection) => connection.close().await?,
        }
        Ok(())
    }
}
