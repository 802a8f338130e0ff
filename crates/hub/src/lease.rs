//! Leases: one run at a time per company, also across processes.

use crate::application::Hub;
use crate::error::{HubError, Refusal};
use loonbrug_store::Lease;
use std::time::Duration;
use tokio::task::JoinHandle;

/// How long a lease lasts when its holder is gone.
const LASTS_MS: i64 = 60_000;
/// How often a living holder renews it.
const RENEWED_EVERY: Duration = Duration::from_secs(15);

/// A lease that is renewed for as long as this value lives.
pub struct HeldLease {
    lease: Lease,
    hub: Hub,
    renewing: Option<JoinHandle<()>>,
}

impl HeldLease {
    /// The lease with its fence.
    #[must_use]
    pub const fn lease(&self) -> &Lease {
        &self.lease
    }

    fn stop_renewing(&self) {
        if let Some(renewing) = &self.renewing {
            renewing.abort();
        }
    }

    /// Gives it back, so that the next run need not wait.
    pub async fn release(self) -> Result<(), HubError> {
        self.stop_renewing();
        self.hub.store.release_lease(&self.lease).await?;
        Ok(())
    }
}

impl Drop for HeldLease {
    fn drop(&mut self) {
        self.stop_renewing();
    }
}

impl Hub {
    /// Takes a lease, or refuses when another run holds it; `what` is its name for a person.
    pub async fn take_lease(&self, name: &str, what: &str) -> Result<HeldLease, HubError> {
        // A holder of its own for every taking: a second run of the same process must wait as well.
        let holder = self.surroundings.identity().to_string();
        let taken = self
            .store
            .acquire_lease(name, &holder, self.surroundings.now(), LASTS_MS)
            .await?;
        let lease = taken.ok_or_else(|| Refusal::Busy(what.to_owned()))?;
        // A simulation owns the time, and lets a lease end by moving its clock.
        let renewing = (!self.http.waiting().is_played()).then(|| tokio::spawn(renew(self.clone(), lease.clone())));
        Ok(HeldLease {
            lease,
            hub: self.clone(),
            renewing,
        })
    }
}

async fn renew(hub: Hub, lease: Lease) {
    loop {
        tokio::time::sleep(RENEWED_EVERY).await;
        match hub.store.renew_lease(&lease, hub.surroundings.now(), LASTS_MS).await {
            Ok(true) => {}
            // Whoever lost the lease finds out at the next write: its fence no longer holds.
            Ok(false) => return,
            Err(error) => tracing::warn!(lease.name, %error, "the lease could not be renewed"),
        }
    }
}
