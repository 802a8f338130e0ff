//! What the clock cannot say by itself: events that wait for a person.

use super::clock_day::ClockDays;
use crate::application::Hub;
use crate::error::HubError;
use crate::people::display_name;
use jiff::Timestamp;
use loonbrug_domain::DateRange;
use loonbrug_domain::clock::{BadgeNumber, Direction, EventKey, OpenReason};
use loonbrug_domain::ids::{OrganisationId, PersonId};
use loonbrug_store::{ClockSubject, Terminal};
use serde::Serialize;
use std::collections::HashMap;

/// Everything that waits, of some days.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ClockOpen {
    /// Events of people that make no shift by themselves, by time.
    pub items: Vec<OpenClockItem>,
    /// Badges that are nobody's, by time.
    pub unknown: Vec<UnknownBadge>,
    /// Who is there now.
    pub present: Vec<Present>,
}

impl ClockOpen {
    /// Whether somebody must do something.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.items.is_empty() || !self.unknown.is_empty()
    }
}

/// An event that makes no shift by itself: complete it with another event, or dismiss it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct OpenClockItem {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: OpenReason,
    /// Name of the terminal.
    pub terminal: String,
    /// Its number there.
    pub sequence: i64,
}

/// An event of a badge that was nobody's on that day: assign the badge from that day on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct UnknownBadge {
    /// The badge.
    pub badge: BadgeNumber,
    /// When.
    pub at: Timestamp,
    /// What was told.
    pub direction: Direction,
    /// Name of the terminal.
    pub terminal: String,
    /// Its number there.
    pub sequence: i64,
}

/// Somebody who came and has not gone yet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Present {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
}

impl Hub {
    /// What waits for a person of these days, and who is there now. Nothing is stored.
    pub async fn clock_open(&self, organisation: OrganisationId, range: DateRange) -> Result<ClockOpen, HubError> {
        let days = self.clock_days(organisation, range).await?;
        self.open_of(organisation, &days).await
    }

    pub(super) async fn open_of(&self, organisation: OrganisationId, days: &ClockDays) -> Result<ClockOpen, HubError> {
        let people = self.store.people(organisation).await?;
        let names: HashMap<PersonId, String> = people.iter().map(|person| (person.id, display_name(person))).collect();
        let terminals = self.store.terminals(organisation).await?;
        let name = |person: &PersonId| names.get(person).cloned().unwrap_or_default();
        let mut open = ClockOpen::default();
        for (person, derived) in &days.derived {
            open.items.extend(derived.open.iter().map(|item| OpenClockItem {
                person: *person,
                name: name(person),
                at: item.at,
                reason: item.reason,
                terminal: terminal_of(&terminals, item.event),
                sequence: item.event.sequence,
            }));
            open.present.extend(derived.present.map(|event| Present {
                person: *person,
                name: name(person),
                since: event.at,
            }));
        }
        open.items.sort_by_key(|item| (item.at, item.sequence));
        open.present.sort_by_key(|present| (present.since, present.person));
        open.unknown = days
            .unknown
            .iter()
            .filter_map(|event| match &event.subject {
                ClockSubject::Badge(badge) => Some(UnknownBadge {
                    badge: badge.clone(),
                    at: event.at,
                    direction: event.direction,
                    terminal: terminal_of(&terminals, event.key),
                    sequence: event.key.sequence,
                }),
                ClockSubject::Person { .. } => None,
            })
            .collect();
        Ok(open)
    }
}

fn terminal_of(terminals: &[Terminal], event: EventKey) -> String {
    let found = terminals.iter().find(|terminal| terminal.id == event.terminal);
    found.map_or_else(|| event.terminal.to_string(), |terminal| terminal.name.clone())
}
