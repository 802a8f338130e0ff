//! Accepting what terminals deliver, late and twice as it may come, and what somebody enters or dismisses by hand.

use super::TimeRefusal;
use super::wire::{DeliveredEvent, EventFault, EventFaultReason};
use crate::application::Hub;
use crate::error::HubError;
use jiff::Timestamp;
use loonbrug_domain::clock::{Direction, EventKey};
use loonbrug_domain::ids::{OrganisationId, PersonId, TerminalId};
use loonbrug_domain::{Date, DateRange};
use loonbrug_store::{ClockSubject, StoreError, StoredClockEvent};
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;

/// How far the clock of a terminal may be ahead, in seconds.
const AHEAD_AT_MOST: i64 = 300;

/// What became of a delivery.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct EventsReport {
    /// Lines.
    pub delivered: usize,
    /// Events that were not there yet.
    pub new: u64,
    /// The days on which they lie.
    pub days: Option<DateRange>,
}

impl Hub {
    /// Accepts a delivery, a JSON object per line: all of it, or with the reason per line nothing. An event that was
    /// delivered before under its terminal and number is passed by.
    pub async fn accept_events(&self, organisation: OrganisationId, lines: &str) -> Result<EventsReport, HubError> {
        let terminals = self.store.terminals(organisation).await?;
        let by_name = terminals
            .iter()
            .map(|terminal| (terminal.name.as_str(), terminal.id))
            .collect();
        let now = self.surroundings.now();
        let (mut events, mut faults) = (Vec::new(), Vec::new());
        for (line, text) in (1..).zip(lines.lines()).filter(|(_, text)| !text.trim().is_empty()) {
            match event(text, &by_name, now) {
                Ok(event) => events.push((line, event)),
                Err(reason) => faults.push(EventFault { line, reason }),
            }
        }
        if !faults.is_empty() {
            return Err(TimeRefusal::Events(faults).into());
        }
        let (lines, events): (Vec<usize>, Vec<StoredClockEvent>) = events.into_iter().unzip();
        let stored = self.store.add_clock_events(organisation, &events).await?;
        let contradicted = stored.contradicted.iter().filter_map(|place| {
            let (line, sequence) = (*lines.get(*place)?, events.get(*place)?.key.sequence);
            let reason = EventFaultReason::SaysSomethingElse { sequence };
            Some(EventFault { line, reason })
        });
        let faults: Vec<EventFault> = contradicted.collect();
        if !faults.is_empty() {
            return Err(TimeRefusal::Events(faults).into());
        }
        let days: Vec<Date> = events.iter().map(|event| self.surroundings.date_of(event.at)).collect();
        let ends = days.iter().min().zip(days.iter().max());
        Ok(EventsReport {
            delivered: events.len(),
            new: stored.new,
            days: ends.and_then(|(from, to)| DateRange::new(*from, *to)),
        })
    }

    /// Enters an event of a person by hand: somebody forgot the badge, or to clock out. It stays as entered by hand.
    pub async fn enter_clock_event(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        at: Timestamp,
        direction: Direction,
        reason: &str,
    ) -> Result<EventKey, HubError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(TimeRefusal::NoReason.into());
        }
        if at > self.surroundings.now() {
            return Err(TimeRefusal::Future.into());
        }
        let terminal = self.hand_terminal(organisation).await?;
        let key = EventKey {
            terminal,
            sequence: self.store.last_sequence(terminal).await? + 1,
        };
        let event = StoredClockEvent {
            key,
            at,
            subject: ClockSubject::Person {
                person,
                entered_by: self.actor.clone(),
                reason: reason.to_owned(),
            },
            direction,
            received_at: self.surroundings.now(),
        };
        let stored = self.store.add_clock_events(organisation, &[event]).await?;
        if !stored.contradicted.is_empty() {
            // Somebody else took the number in the same moment.
            return Err(TimeRefusal::ChangedMeanwhile(key.sequence.to_string()).into());
        }
        let detail = json!({ "at": at, "direction": direction, "reason": reason }).to_string();
        self.audit(Some(organisation), "clock.entered", &person.to_string(), &detail)
            .await?;
        self.reckon_clock(organisation).await?;
        Ok(key)
    }

    /// Declares that an event means nothing: it stays, and makes no shift.
    pub async fn dismiss_clock_event(
        &self,
        organisation: OrganisationId,
        terminal: &str,
        sequence: i64,
        reason: &str,
    ) -> Result<(), HubError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(TimeRefusal::NoReason.into());
        }
        let known = self.store.terminals(organisation).await?;
        let found = known.iter().find(|known| known.name == terminal);
        let found = found.ok_or_else(|| TimeRefusal::NoTerminal(terminal.to_owned()))?;
        let key = EventKey {
            terminal: found.id,
            sequence,
        };
        let now = self.surroundings.now();
        let dismissed = self
            .store
            .dismiss_clock_event(organisation, key, now, &self.actor, reason)
            .await;
        let event = format!("{terminal}/{sequence}");
        match dismissed {
            Err(StoreError::NotFound { .. }) => Err(TimeRefusal::NotThere(event).into()),
            Err(StoreError::AlreadyThere { .. }) => Err(TimeRefusal::NothingChanges.into()),
            other => {
                other?;
                let detail = json!({ "reason": reason }).to_string();
                self.audit(Some(organisation), "clock.dismissed", &event, &detail)
                    .await?;
                self.reckon_clock(organisation).await
            }
        }
    }
}

fn event(
    text: &str,
    terminals: &HashMap<&str, TerminalId>,
    now: Timestamp,
) -> Result<StoredClockEvent, EventFaultReason> {
    let delivered: DeliveredEvent = serde_json::from_str(text).map_err(|error| EventFaultReason::Unreadable {
        message: error.to_string(),
    })?;
    let DeliveredEvent {
        terminal: name,
        sequence,
        at,
        badge,
        direction,
    } = delivered;
    let terminal = terminals.get(name.as_str()).copied();
    let terminal = terminal.ok_or(EventFaultReason::NoTerminal { name })?;
    if sequence < 1 {
        return Err(EventFaultReason::Sequence { sequence });
    }
    if at.as_second() > now.as_second() + AHEAD_AT_MOST {
        return Err(EventFaultReason::Future { at });
    }
    Ok(StoredClockEvent {
        key: EventKey { terminal, sequence },
        // Times are kept in milliseconds, so that the same event compares equal.
        at: Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at),
        subject: ClockSubject::Badge(badge),
        direction,
        received_at: now,
    })
}
