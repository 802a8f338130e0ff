//! The database of one seed: a file, or a database of its own on a PostgreSQL; both copied from one that is ready.

use anyhow::{Context as _, anyhow};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::time::sleep;

/// How often to try again while somebody is still leaving the database that is copied.
const TRIES: usize = 100;

/// Where databases are made.
#[derive(Clone, Debug)]
pub enum Place {
    /// In this folder.
    Folder(PathBuf),
    /// On a PostgreSQL, by the address of any database there.
    Postgres(String),
}

/// A database that nobody else uses.
#[derive(Clone, Debug)]
pub enum Database {
    /// SQLite.
    File(PathBuf),
    /// PostgreSQL.
    Postgres {
        /// The address of another database of the same server.
        server: String,
        /// The name.
        name: String,
    },
}

impl Place {
    /// An empty database.
    pub async fn empty(&self) -> anyhow::Result<Database> {
        let name = fresh_name();
        match self {
            Self::Folder(folder) => Ok(Database::File(folder.join(name))),
            Self::Postgres(server) => {
                on_server(server, format!("CREATE DATABASE {name}")).await?;
                Ok(Database::Postgres {
                    server: server.clone(),
                    name,
                })
            }
        }
    }

    /// A copy of a database that nobody has open.
    pub async fn copy(&self, of: &Database) -> anyhow::Result<Database> {
        let fresh = fresh_name();
        match (self, of) {
            (Self::Folder(folder), Database::File(original)) => {
                let path = folder.join(fresh);
                std::fs::copy(original, &path).context("the database is copied")?;
                Ok(Database::File(path))
            }
            (_, Database::Postgres { server, name }) => {
                let order = format!("CREATE DATABASE {fresh} TEMPLATE {name}");
                let mut left = TRIES;
                while let Err(error) = on_server(server, order.clone()).await {
                    left = left.checked_sub(1).ok_or(error)?;
                    sleep(Duration::from_millis(20)).await;
                }
                let server = server.clone();
                Ok(Database::Postgres { server, name: fresh })
            }
            (Self::Postgres(_), Database::File(_)) => Err(anyhow!("a file cannot be copied to PostgreSQL")),
        }
    }
}

impl Database {
    /// The address that a store opens.
    pub fn url(&self) -> anyhow::Result<String> {
        match self {
            Self::File(path) => Ok(format!("sqlite:{}", path.display())),
            Self::Postgres { server, name } => {
                let (base, _) = server
                    .rsplit_once('/')
                    .context("the address of the PostgreSQL names a database")?;
                Ok(format!("{base}/{name}"))
            }
        }
    }

    /// Takes it away.
    pub async fn remove(self) -> anyhow::Result<()> {
        match self {
            Self::File(path) => {
                for suffix in ["", "-wal", "-shm"] {
                    // The files beside it need not be there.
                    let _gone = std::fs::remove_file(with_suffix(&path, suffix));
                }
                Ok(())
            }
            Self::Postgres { server, name } => {
                on_server(&server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await
            }
        }
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

async fn on_server(server: &str, order: String) -> anyhow::Result<()> {
    let mut connection = PgConnection::connect(server).await.context("the PostgreSQL answers")?;
    connection.execute(AssertSqlSafe(order)).await?;
    connection.close().await?;
    Ok(())
}

/// Unique on a server that several processes use at once.
fn fresh_name() -> String {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    format!("loonbrug_simulation_{}_{number}", std::process::id())
}
