//! A node: one process of Loonbrug, that works on the database of the seed, and can die or stand still.

use super::database::Database;
use crate::clock::SimulatedTime;
use crate::interruptions::Interruptions;
use anyhow::Context as _;
use loonbrug_hub::hours::{Choice, HoursRun, Span};
use loonbrug_hub::{Hub, HubError, OpenCoupling, Sabotage, Vault};
use loonbrug_nmbrs::HttpClient;
use loonbrug_store::Store;
use std::sync::Arc;

/// The name of the coupling.
pub const COUPLING: &str = "winkel";

/// What nodes share.
#[derive(Clone, Debug)]
pub struct Grounds {
    /// Where they keep what they know.
    pub database: Database,
    /// The time.
    pub time: Arc<SimulatedTime>,
    /// How they call.
    pub http: HttpClient,
    /// The rule of the protocol that is broken, if one is.
    pub sabotage: Option<Sabotage>,
}

/// One process.
#[derive(Debug)]
pub struct Node {
    /// The application.
    pub hub: Hub,
    /// Where it stops.
    pub interruptions: Arc<Interruptions>,
}

impl Node {
    /// Starts a process.
    pub async fn start(grounds: &Grounds) -> anyhow::Result<Self> {
        let store = Store::open(&grounds.database.url()?)
            .await
            .context("the database opens")?;
        let interruptions = Arc::new(Interruptions::default());
        let surroundings = grounds
            .time
            .surroundings()
            .interrupted_by(interruptions.clone())
            .sabotaged(grounds.sabotage);
        let http = grounds.http.clone().waiting_by(grounds.time.waiting());
        Ok(Self {
            hub: Hub::new(store, Vault::new(&[7; 32]), surroundings, http, "simulation"),
            interruptions,
        })
    }

    /// Ends the process. What it was doing must have been dropped before.
    pub async fn stop(self) {
        self.hub.store.close().await;
    }

    /// The coupling as it is stored now.
    pub async fn coupling(&self) -> Result<OpenCoupling, HubError> {
        self.hub.coupling(COUPLING).await
    }

    /// Sends what the plan says: a run of its own, that can be left standing or dropped.
    pub fn apply(&self, span: Span, choice: Choice) -> impl Future<Output = Result<HoursRun, HubError>> + 'static {
        let hub = self.hub.clone();
        async move {
            let coupling = hub.coupling(COUPLING).await?;
            hub.apply_hours(&coupling, span, &choice).await
        }
    }
}
