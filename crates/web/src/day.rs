//! Vandaag, over all employers: reckoned once, and kept while nothing changed, because it adds up everybody's hours.

use jiff::{SignedDuration, Timestamp};
use loonbrug_domain::Date;
use loonbrug_hub::{CouplingOverview, Hub, HubError, Open};
use std::sync::Arc;
use tokio::sync::Mutex;

/// What no person changed (an answer of Nmbrs, an event of a clock) shows after so long at the latest.
const AT_MOST: SignedDuration = SignedDuration::from_secs(60);

/// What waits, and how every coupling is.
#[derive(Debug)]
pub struct Day {
    /// What waits for a person.
    pub open: Vec<Open>,
    /// How every coupling is, by name.
    pub overview: Vec<CouplingOverview>,
}

/// Of when something was reckoned: nobody did anything while this stays the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stand {
    /// The last line of the audit log.
    audited: i64,
    today: Date,
}

/// What was reckoned last.
#[derive(Debug)]
struct Reckoned {
    stand: Stand,
    at: Timestamp,
    day: Arc<Day>,
}

/// The day as it was reckoned last. Whoever asks while it is being reckoned waits for that, and does not do it again.
#[derive(Clone, Debug, Default)]
pub struct Days(Arc<Mutex<Option<Reckoned>>>);

impl Days {
    /// The day: of now when somebody did something since it was reckoned, else of at most a minute ago.
    pub async fn now(&self, hub: &Hub) -> Result<Arc<Day>, HubError> {
        let mut reckoned = self.0.lock().await;
        let at = hub.surroundings.now();
        let stand = Stand {
            audited: hub.store.last_audited().await?,
            today: hub.surroundings.today(),
        };
        if let Some(known) = reckoned.as_ref()
            && known.stand == stand
            && at.duration_since(known.at) < AT_MOST
        {
            return Ok(Arc::clone(&known.day));
        }
        let open = hub.inbox().await?;
        let overview = hub.overview_with(&open).await?;
        let day = Arc::new(Day { open, overview });
        *reckoned = Some(Reckoned {
            stand,
            at,
            day: Arc::clone(&day),
        });
        Ok(day)
    }
}
