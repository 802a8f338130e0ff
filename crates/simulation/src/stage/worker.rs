//! What one thread keeps from seed to seed: a sandbox, a client of HTTP, a folder, the beginnings.

use super::beginning::{Beginning, Beginnings, Kind};
use super::database::{Database, Place};
use crate::scenario::Scenario;
use anyhow::Context as _;
use loonbrug_nmbrs::HttpClient;
use loonbrug_sandbox::data::{SimulatedCompany, log_in};
use loonbrug_sandbox::world::{Period, PeriodType, World};
use loonbrug_sandbox::{Running, Sandbox};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// A folder in memory, where the system has one.
const MEMORY: &str = "/dev/shm";

/// One thread's stage.
#[derive(Debug)]
pub struct Worker {
    /// Nmbrs.
    pub sandbox: Arc<Running>,
    /// How nodes call.
    pub http: HttpClient,
    /// Where databases are made.
    pub place: Place,
    folder: TempDir,
    beginnings: Beginnings,
}

impl Worker {
    /// Sets the stage, on SQLite or on the PostgreSQL at this address. The runtime that it is called in must be of one
    /// thread, so that a seed always goes the same way.
    pub async fn start(postgres: Option<&str>) -> anyhow::Result<Self> {
        let memory = Path::new(MEMORY);
        let folder = if memory.is_dir() {
            tempfile::tempdir_in(memory)
        } else {
            tempfile::tempdir()
        };
        let folder = folder.context("a temporary folder is made")?;
        let place = postgres.map_or_else(
            || Place::Folder(folder.path().to_owned()),
            |server| Place::Postgres(server.to_owned()),
        );
        // Before the sandbox: it installs the provider of TLS.
        let http = HttpClient::new(HttpClient::CALL_TIMEOUT)?;
        let empty = World::simulated(SimulatedCompany {
            period_type: PeriodType::Month,
            open: Period::new(2023, 1),
            employees: 0,
            seed: 0,
        });
        let sandbox = Sandbox::start(SocketAddr::from(([127, 0, 0, 1], 0)), empty).await?;
        Ok(Self {
            sandbox: Arc::new(sandbox),
            http,
            place,
            folder,
            beginnings: Beginnings::new(),
        })
    }

    /// Nmbrs and a database of its own, as a scenario begins.
    pub async fn begin(&mut self, scenario: &Scenario) -> anyhow::Result<(Arc<Beginning>, Database)> {
        let kind = Kind::of(scenario);
        let beginning = match self.beginnings.get(&kind) {
            Some(made) => Arc::clone(made),
            None => Arc::new(Beginning::make(self, kind).await.context("the beginning is made")?),
        };
        self.beginnings.insert(kind, Arc::clone(&beginning));
        self.sandbox.play().put_on(beginning.world.clone());
        let database = self.place.copy(&beginning.database).await?;
        Ok((beginning, database))
    }

    /// A file for whatever is brought in.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The e-mail address of the person in Nmbrs.
    #[must_use]
    pub const fn user() -> &'static str {
        log_in::EMAIL
    }

    /// Takes the databases away; the sandbox stops with the last who holds it.
    pub async fn end(self) -> anyhow::Result<()> {
        for beginning in self.beginnings.into_values() {
            beginning.database.clone().remove().await?;
        }
        Ok(())
    }
}
