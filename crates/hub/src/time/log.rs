//! Clock events as they came, each with whose it is.

use super::clock_day::moment;
use super::terminals::holder;
use crate::application::Hub;
use crate::error::HubError;
use jiff::Timestamp;
use loonbrug_domain::DateRange;
use loonbrug_domain::clock::{BadgeNumber, EventKey};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_store::{ClockEventsAfter, ClockSubject, StoredClockEvent, Terminal};
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

/// Which events, after which.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogWanted {
    /// Of these days.
    pub days: DateRange,
    /// Of one person, or of all.
    pub person: Option<PersonId>,
    /// Of the terminal of this name, or of all.
    pub terminal: Option<String>,
    /// Moment and key of the one that was read last.
    pub after: Option<(Timestamp, EventKey)>,
}

impl Hub {
    /// The next clock events of some days, by moment, terminal and number; at most so many. Nothing is stored.
    pub async fn clock_log(
        &self,
        organisation: OrganisationId,
        wanted: &LogWanted,
        most: usize,
    ) -> Result<Vec<LoggedEvent>, HubError> {
        let terminals = self.store.terminals(organisation).await?;
        let Some(within) = wanted.within(&terminals) else {
            return Ok(Vec::new());
        };
        let events = match wanted.person {
            None => self.store.clock_events_after(organisation, &within, most).await?,
            Some(person) => self.events_after_of(organisation, person, &within).await?,
        };
        let mut logged = self.logged(organisation, &terminals, events).await?;
        logged.retain(|one| wanted.person.is_none_or(|person| one.person == Some(person)));
        logged.truncate(most);
        Ok(logged)
    }

    /// The events of one person, and of a badge that was theirs at any time: so few that they are read at once, for only
    /// the day of each says whose it was.
    async fn events_after_of(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        within: &ClockEventsAfter,
    ) -> Result<Vec<StoredClockEvent>, HubError> {
        let moments = (within.from, within.until);
        let mut events = self.store.clock_events_of(organisation, &[person], moments).await?;
        events.retain(|event| {
            within.terminal.is_none_or(|terminal| event.key.terminal == terminal)
                && within.after.is_none_or(|last| (event.at, event.key) > last)
        });
        Ok(events)
    }

    /// What is known about events.
    async fn logged(
        &self,
        organisation: OrganisationId,
        terminals: &[Terminal],
        events: Vec<StoredClockEvent>,
    ) -> Result<Vec<LoggedEvent>, HubError> {
        let keys: Vec<EventKey> = events.iter().map(|event| event.key).collect();
        let numbers: BTreeSet<BadgeNumber> = events.iter().filter_map(badge_of).cloned().collect();
        let badges = self.store.badges_numbered(organisation, &numbers).await?;
        let dismissed = self.store.dismissed_among(organisation, &keys).await?;
        let dismissed: BTreeSet<EventKey> = dismissed.into_iter().collect();
        let names: HashMap<_, _> = terminals.iter().map(|terminal| (terminal.id, &terminal.name)).collect();
        let logged = events.into_iter().map(|event| LoggedEvent {
            terminal: names.get(&event.key.terminal).copied().cloned().unwrap_or_default(),
            person: match &event.subject {
                ClockSubject::Person { person, .. } => Some(*person),
                ClockSubject::Badge(number) => holder(&badges, number, self.surroundings.date_of(event.at)),
            },
            dismissed: dismissed.contains(&event.key),
            event,
        });
        Ok(logged.collect())
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
        let key = EventKey {
            terminal: found.id,
            sequence,
        };
        let found = self.store.clock_events_called(organisation, &[key]).await?;
        Ok(found.into_iter().next())
    }
}

fn badge_of(event: &StoredClockEvent) -> Option<&BadgeNumber> {
    match &event.subject {
        ClockSubject::Badge(number) => Some(number),
        ClockSubject::Person { .. } => None,
    }
}

impl LogWanted {
    /// As the store is asked; nothing where there is no terminal of this name.
    fn within(&self, terminals: &[Terminal]) -> Option<ClockEventsAfter> {
        let terminal = match &self.terminal {
            None => None,
            Some(name) => Some(terminals.iter().find(|terminal| terminal.name == *name)?.id),
        };
        Some(ClockEventsAfter {
            from: moment(self.days.from),
            until: self.days.to.tomorrow().map_or(Timestamp::MAX, moment),
            terminal,
            after: self.after,
        })
    }
}
