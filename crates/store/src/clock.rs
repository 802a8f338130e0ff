//! Clock terminals (klokterminals), badges, and what the terminals saw.

use crate::dialect::{Statement, bulk};
use crate::items::{last_of_each, of_people};
use crate::row::Row;
use crate::schema::{BADGE, CLOCK_DISMISSAL, CLOCK_EVENT, CLOCK_POLICY, TERMINAL};
use crate::value::values;
use crate::{AuditEntry, Badge, ClockSubject, Result, Store, StoredClockEvent, Terminal};
use jiff::Timestamp;
use loonbrug_domain::calendar::Date;
use loonbrug_domain::clock::{BadgeNumber, EventKey};
use loonbrug_domain::ids::{OrganisationId, PersonId, TerminalId};
use serde_json::json;
use std::collections::BTreeSet;

const ADD_TERMINAL: Statement = Statement::new(
    "adding a clock terminal",
    "INSERT INTO terminal (id, organisation, name, created_at, withdrawals) VALUES ($1, $2, $3, $4, $5)",
);
const WITHDRAW: Statement = Statement::new(
    "withdrawing the devices of a clock terminal",
    "UPDATE terminal SET withdrawals = withdrawals + 1 WHERE id = $1 AND organisation = $2",
);
const TERMINALS: Statement = Statement::new(
    "reading clock terminals",
    "SELECT id, organisation, name, created_at, withdrawals FROM terminal WHERE organisation = $1 ORDER BY name",
);
const PUT_BADGES: Statement = bulk!(
    "storing badges",
    "INSERT INTO badge (organisation, number, from_date, person)
     SELECT $2, item.value ->> 'number', item.value ->> 'from', item.value ->> 'person' FROM",
    "WHERE TRUE
     ON CONFLICT (organisation, number, from_date) DO UPDATE SET person = excluded.person
     WHERE badge.person IS DISTINCT FROM excluded.person"
);
const BADGES: Statement = Statement::new(
    "reading badges",
    "SELECT organisation, number, from_date, person FROM badge WHERE organisation = $1 ORDER BY number, from_date",
);
const BADGES_NUMBERED: Statement = bulk!(
    "reading some badges",
    "SELECT organisation, number, from_date, person FROM",
    "CROSS JOIN badge
     WHERE organisation = $2 AND badge.number = item.value ->> 'number' ORDER BY number, from_date"
);
const ADD_EVENTS: Statement = bulk!(
    "storing clock events",
    "INSERT INTO clock_event (
         terminal, sequence, organisation, at, badge, person, direction, received_at, entered_by, reason
     )
     SELECT item.value ->> 'terminal', CAST(item.value ->> 'sequence' AS BIGINT), $2,
            CAST(item.value ->> 'at' AS BIGINT), item.value ->> 'badge', item.value ->> 'person',
            item.value ->> 'direction', CAST(item.value ->> 'received_at' AS BIGINT),
            item.value ->> 'entered_by', item.value ->> 'reason'
     FROM",
    "WHERE TRUE ON CONFLICT (terminal, sequence) DO NOTHING"
);
const EVENTS_WITH_KEYS: Statement = bulk!(
    "reading some clock events",
    "SELECT clock_event.terminal, clock_event.sequence, at, badge, person, direction, received_at, entered_by, reason
     FROM",
    "CROSS JOIN clock_event
     WHERE clock_event.terminal = item.value ->> 'terminal'
       AND clock_event.sequence = CAST(item.value ->> 'sequence' AS BIGINT) AND organisation = $2
     ORDER BY item.key"
);
const EVENTS: Statement = Statement::new(
    "reading clock events",
    "SELECT terminal, sequence, at, badge, person, direction, received_at, entered_by, reason
     FROM clock_event WHERE organisation = $1 AND at >= $2 AND at < $3 ORDER BY at, terminal, sequence",
);
const EVENTS_OF: Statement = bulk!(
    "reading clock events of some people",
    "WITH wanted (person) AS (SELECT item.value ->> 'person' FROM",
    ")
     SELECT terminal, sequence, at, badge, clock_event.person, direction, received_at, entered_by, reason
     FROM wanted CROSS JOIN clock_event
     WHERE clock_event.person = wanted.person AND organisation = $2 AND at >= $3 AND at < $4
     UNION
     SELECT terminal, sequence, at, badge, clock_event.person, direction, received_at, entered_by, reason
     FROM wanted CROSS JOIN badge CROSS JOIN clock_event
     WHERE badge.person = wanted.person AND badge.organisation = $2
       AND clock_event.organisation = $2 AND clock_event.badge = badge.number AND at >= $3 AND at < $4
     ORDER BY at, terminal, sequence"
);
const LAST_SEQUENCE: Statement = Statement::new(
    "reading the last number of a terminal",
    "SELECT terminal, MAX(sequence) AS sequence FROM clock_event WHERE terminal = $1 GROUP BY terminal",
);
const DISMISS: Statement = Statement::new(
    "dismissing a clock event",
    "INSERT INTO clock_dismissal (terminal, sequence, organisation, at, dismissed_by, reason)
     VALUES ($1, $2, $3, $4, $5, $6)",
);
const DISMISSED: Statement = Statement::new(
    "reading dismissed clock events",
    "SELECT terminal, sequence FROM clock_dismissal WHERE organisation = $1 ORDER BY terminal, sequence",
);
const DISMISSED_AMONG: Statement = bulk!(
    "reading which clock events are dismissed",
    "SELECT clock_dismissal.terminal, clock_dismissal.sequence FROM",
    "CROSS JOIN clock_dismissal
     WHERE clock_dismissal.terminal = item.value ->> 'terminal'
       AND clock_dismissal.sequence = CAST(item.value ->> 'sequence' AS BIGINT) AND organisation = $2
     ORDER BY item.key"
);
const PUT_POLICY: Statement = Statement::new(
    "storing a clock policy",
    "INSERT INTO clock_policy (organisation, valid_from, content) VALUES ($1, $2, $3)
     ON CONFLICT (organisation, valid_from) DO UPDATE SET content = excluded.content",
);
const POLICIES: Statement = Statement::new(
    "reading clock policies",
    "SELECT organisation, valid_from, content FROM clock_policy WHERE organisation = $1 ORDER BY valid_from",
);

/// What became of events that a terminal delivered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EventsStored {
    /// How many were new.
    pub new: u64,
    /// Places in the list of events that are there already under their number and say something else; then nothing was
    /// stored.
    pub contradicted: Vec<usize>,
}

impl Store {
    /// Adds a terminal; a name that is taken is [`crate::StoreError::AlreadyThere`].
    pub async fn add_terminal(&self, terminal: &Terminal) -> Result<()> {
        let (id, name) = (terminal.id.to_string(), terminal.name.as_str());
        let values = values![
            id,
            terminal.organisation,
            name,
            terminal.created_at,
            terminal.withdrawals
        ];
        self.write(ADD_TERMINAL, values).await?;
        Ok(())
    }

    /// Counts a withdrawal of the devices of a terminal.
    pub async fn withdraw_terminal(
        &self,
        organisation: OrganisationId,
        terminal: TerminalId,
        entries: &[AuditEntry],
    ) -> Result<()> {
        let values = values![terminal.to_string(), organisation];
        self.change_with(WITHDRAW, values, entries).await
    }

    /// The terminals of an organisation, by name.
    pub async fn terminals(&self, organisation: OrganisationId) -> Result<Vec<Terminal>> {
        self.read(&TERMINAL, TERMINALS, values![organisation], terminal).await
    }

    /// Says whose badges are from a day on, and gives the number of rows that changed.
    pub async fn put_badges(&self, organisation: OrganisationId, badges: &[Badge]) -> Result<u64> {
        let items = last_of_each(badges, |badge| (&badge.number, badge.from))
            .map(|badge| json!({ "number": badge.number, "from": badge.from, "person": badge.person }));
        self.write_all(PUT_BADGES, items, values![organisation]).await
    }

    /// All badges, by number and first day.
    pub async fn badges(&self, organisation: OrganisationId) -> Result<Vec<Badge>> {
        self.read(&BADGE, BADGES, values![organisation], badge).await
    }

    /// The badges of these numbers, by number and first day.
    pub async fn badges_numbered(
        &self,
        organisation: OrganisationId,
        numbers: &BTreeSet<BadgeNumber>,
    ) -> Result<Vec<Badge>> {
        let items: Vec<_> = numbers.iter().map(|number| json!({ "number": number })).collect();
        let values = values![json!(items).to_string(), organisation];
        self.read(&BADGE, BADGES_NUMBERED, values, badge).await
    }

    /// Stores events in one transaction; one that is there already under its terminal and number is passed by when it
    /// says the same. When one says something else, nothing is stored.
    pub async fn add_clock_events(
        &self,
        organisation: OrganisationId,
        events: &[StoredClockEvent],
    ) -> Result<EventsStored> {
        let mut transaction = self.begin().await?;
        let items = events.iter().map(event_item);
        let new = transaction.write_all(ADD_EVENTS, items, values![organisation]).await?;
        if new < events.len() as u64 {
            let keys = events.iter().map(|event| json!(event.key));
            let there = transaction
                .write_all_returning(&CLOCK_EVENT, EVENTS_WITH_KEYS, keys, values![organisation], event)
                .await?;
            let differs = |(_, (event, there)): &(usize, (&StoredClockEvent, &StoredClockEvent))| {
                (event.key, event.at, event.direction, &event.subject)
                    != (there.key, there.at, there.direction, &there.subject)
            };
            let contradicted: Vec<usize> = (0..)
                .zip(events.iter().zip(&there))
                .filter(differs)
                .map(|(place, _)| place)
                .collect();
            if !contradicted.is_empty() {
                return Ok(EventsStored { new: 0, contradicted });
            }
        }
        transaction.commit(ADD_EVENTS.doing).await?;
        Ok(EventsStored {
            new,
            contradicted: Vec::new(),
        })
    }

    /// The events from one moment until just before another, by time.
    pub async fn clock_events(
        &self,
        organisation: OrganisationId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<StoredClockEvent>> {
        self.read(&CLOCK_EVENT, EVENTS, values![organisation, from, until], event)
            .await
    }

    /// The events from one moment until just before another that are of these people, or of a badge that was one of
    /// theirs at any time, by time.
    pub async fn clock_events_of(
        &self,
        organisation: OrganisationId,
        people: &[PersonId],
        (from, until): (Timestamp, Timestamp),
    ) -> Result<Vec<StoredClockEvent>> {
        let values = values![of_people(people), organisation, from, until];
        self.read(&CLOCK_EVENT, EVENTS_OF, values, event).await
    }

    /// The events with these keys, in their order; one that is not there is left out.
    pub async fn clock_events_called(
        &self,
        organisation: OrganisationId,
        keys: &[EventKey],
    ) -> Result<Vec<StoredClockEvent>> {
        let values = values![json!(keys).to_string(), organisation];
        self.read(&CLOCK_EVENT, EVENTS_WITH_KEYS, values, event).await
    }

    /// The highest number that a terminal delivered; 0 when it delivered nothing.
    pub async fn last_sequence(&self, terminal: TerminalId) -> Result<i64> {
        let values = values![terminal.to_string()];
        let last = self
            .read_one(&CLOCK_EVENT, LAST_SEQUENCE, values, |row| row.integer("sequence"))
            .await?;
        Ok(last.unwrap_or_default())
    }

    /// Declares that an event means nothing; once is enough, a second time is [`crate::StoreError::AlreadyThere`].
    pub async fn dismiss_clock_event(
        &self,
        organisation: OrganisationId,
        key: EventKey,
        at: Timestamp,
        by: &str,
        reason: &str,
    ) -> Result<()> {
        let values = values![key.terminal.to_string(), key.sequence, organisation, at, by, reason];
        self.write(DISMISS, values).await?;
        Ok(())
    }

    /// The events that mean nothing.
    pub async fn dismissed_clock_events(&self, organisation: OrganisationId) -> Result<Vec<EventKey>> {
        self.read(&CLOCK_DISMISSAL, DISMISSED, values![organisation], key).await
    }

    /// Those of these events that mean nothing.
    pub async fn dismissed_among(&self, organisation: OrganisationId, keys: &[EventKey]) -> Result<Vec<EventKey>> {
        let values = values![json!(keys).to_string(), organisation];
        self.read(&CLOCK_DISMISSAL, DISMISSED_AMONG, values, key).await
    }

    /// Stores a policy as JSON, or takes the place of the one that starts on the same day.
    pub async fn put_clock_policy(&self, organisation: OrganisationId, valid_from: Date, content: &str) -> Result<()> {
        self.write(PUT_POLICY, values![organisation, valid_from, content])
            .await?;
        Ok(())
    }

    /// The policies as JSON, by first day.
    pub async fn clock_policies(&self, organisation: OrganisationId) -> Result<Vec<String>> {
        self.read(&CLOCK_POLICY, POLICIES, values![organisation], |row| {
            row.text("content")
        })
        .await
    }
}

fn event_item(event: &StoredClockEvent) -> serde_json::Value {
    let (badge, by_hand) = match &event.subject {
        ClockSubject::Badge(number) => (Some(number), None),
        ClockSubject::Person {
            person,
            entered_by,
            reason,
        } => (None, Some((person, entered_by, reason))),
    };
    json!({
        "terminal": event.key.terminal,
        "sequence": event.key.sequence,
        "at": event.at.as_millisecond(),
        "badge": badge,
        "person": by_hand.map(|by_hand| by_hand.0),
        "direction": event.direction,
        "received_at": event.received_at.as_millisecond(),
        "entered_by": by_hand.map(|by_hand| by_hand.1),
        "reason": by_hand.map(|by_hand| by_hand.2),
    })
}

fn terminal(row: &Row<'_>) -> Result<Terminal> {
    Ok(Terminal {
        id: row.parsed("id")?,
        organisation: row.parsed("organisation")?,
        name: row.text("name")?,
        created_at: row.time("created_at")?,
        withdrawals: row.integer("withdrawals")?,
    })
}

fn badge(row: &Row<'_>) -> Result<Badge> {
    Ok(Badge {
        number: row.parsed("number")?,
        from: row.parsed("from_date")?,
        person: row.optional_parsed("person")?,
    })
}

fn key(row: &Row<'_>) -> Result<EventKey> {
    Ok(EventKey {
        terminal: row.parsed("terminal")?,
        sequence: row.integer("sequence")?,
    })
}

pub(crate) fn event(row: &Row<'_>) -> Result<StoredClockEvent> {
    let subject = match row.optional_parsed("badge")? {
        Some(number) => ClockSubject::Badge(number),
        None => ClockSubject::Person {
            person: row.parsed("person")?,
            entered_by: row.text("entered_by")?,
            reason: row.text("reason")?,
        },
    };
    Ok(StoredClockEvent {
        key: key(row)?,
        at: row.time("at")?,
        subject,
        direction: row.parsed("direction")?,
        received_at: row.time("received_at")?,
    })
}
