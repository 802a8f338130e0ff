//! Clock events as they came, each with whose it is.

use super::clock_day::moment;
use super::terminals::holder;
use crate::application::Hub;
use crate::error::HubError;
use loonbrug_domain::DateRange;
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_store::{ClockSubject, StoredClockEvent};
use std::collections::{BTreeSet, HashMap};

/// One event as it is kept, with what is known about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoggedEvent {
    /// The event.
    pub event: StoredClockEvent,
    /// Name of its terminal.
    pub terminal: String,
    /// Whose it is: of a badge, whoever had it that day.
    pub person: Option<PersonId>,
    /// Whether somebody declared that it means nothing.
    pub dismissed: bool,
}

impl Hub {
    /// The clock events of some days, by time. Nothing is stored.
    pub async fn clock_log(
        &self,
        organisation: OrganisationId,
        range: DateRange,
    ) -> Result<Vec<LoggedEvent>, HubError> {
        let until = range.to.tomorrow().map_or(jiff::Timestamp::MAX, moment);
        let events = self.store.clock_events(organisation, moment(range.from), until).await?;
        let badges = self.store.badges(organisation).await?;
        let dismissed: BTreeSet<_> = self
            .store
            .dismissed_clock_events(organisation)
            .await?
            .into_iter()
            .collect();
        let terminals = self.store.terminals(organisation).await?;
        let names: HashMap<_, _> = terminals
            .into_iter()
            .map(|terminal| (terminal.id, terminal.name))
            .collect();
        let logged = |event: StoredClockEvent| LoggedEvent {
            terminal: names.get(&event.key.terminal).cloned().unwrap_or_default(),
            person: match &event.subject {
                ClockSubject::Person { person, .. } => Some(*person),
                ClockSubject::Badge(number) => holder(&badges, number, self.surroundings.date_of(event.at)),
            },
            dismissed: dismissed.contains(&event.key),
            event,
        };
        Ok(events.into_iter().map(logged).collect())
    }

    /// An event of an organisation, by the name of its terminal and its number there.
    pub async fn clock_event(
        &self,
        organisation: OrganisationId,
        terminal: &str,
        sequence: i64,
    ) -> Result<Option<StoredClockEvent>, HubError> {
        let terminals = self.store.terminals(organisation).await?;
        let Some(found) = terminals.iter().find(|known| known.name == terminal) else {
            return Ok(None);
        };
        let key = loonbrug_domain::clock::EventKey {
            terminal: found.id,
            sequence,
        };
        let found = self.store.clock_events_called(organisation, &[key]).await?;
        Ok(found.into_iter().next())
    }
}
